//! Which file of a crate imports which: `use` trees and paths written in place, through re-exports to where an item is.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::{Pattern, Source, branches, pattern};

type Path = Vec<String>;

/// The files of one crate, by module path, with those each imports.
pub type Graph = BTreeMap<Path, BTreeSet<Path>>;

/// What one file says about others.
#[derive(Default)]
struct Said {
    /// What it imports or names.
    imports: Vec<Path>,
    /// What it gives on, by the name it gives it.
    exports: BTreeMap<String, Path>,
}

/// The import graph of these files of one crate. That a module names its own children is not an import: that is what it is for.
pub fn graph(files: &[&Source]) -> Graph {
    let modules: BTreeSet<Path> = files.iter().filter(|file| file.module != ["main"]).map(|file| file.module.clone()).collect();
    let said: BTreeMap<Path, Said> = files
        .iter()
        .filter(|file| modules.contains(&file.module))
        .map(|file| (file.module.clone(), said(file, &modules)))
        .collect();
    let mut graph = Graph::new();
    for (module, Said { imports, .. }) in &said {
        let targets = imports.iter().filter_map(|path| resolve(path.clone(), &said, 0));
        let others = targets.filter(|target| !target.is_empty() && !target.starts_with(module));
        graph.insert(module.clone(), others.collect());
    }
    graph
}

fn said(file: &Source, modules: &BTreeSet<Path>) -> Said {
    static USES: Pattern = Pattern::new(|| pattern(r"(?m)^[ \t]*(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);"));
    static NAMED: Pattern = Pattern::new(|| pattern(r"(^|[^\w:.])(\w+(?:::\w+)+)"));
    static VISIBLE: Pattern = Pattern::new(|| pattern(r"pub\(in [^)]*\)"));
    // Tests in a file may import whatever they try.
    let code = file.code.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let mut said = Said::default();
    for found in USES.captures_iter(code) {
        for (path, alias) in branches(&found[2]) {
            let Some(mut path) = absolute(&path, &file.module, modules) else { continue };
            if path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            if found.get(1).is_some() {
                said.exports.insert(alias, path);
            } else {
                said.imports.push(path);
            }
        }
    }
    let rest = USES.replace_all(code, "");
    let rest = VISIBLE.replace_all(&rest, "");
    for found in NAMED.captures_iter(&rest) {
        let path: Path = found[2].split("::").map(str::to_owned).collect();
        said.imports.extend(absolute(&path, &file.module, modules));
    }
    said
}

/// A path from the crate's root; `None` where it leads to another crate or is relative to an item.
fn absolute(path: &[String], from: &[String], modules: &BTreeSet<Path>) -> Option<Path> {
    let first = path.first()?;
    if first == "crate" {
        return Some(path[1..].to_vec());
    }
    let steps = path.iter().take_while(|part| *part == "self" || *part == "super").count();
    if steps > 0 {
        let up = path[..steps].iter().filter(|part| *part == "super").count();
        let base = from.len().checked_sub(up)?;
        return Some([&from[..base], &path[steps..]].concat());
    }
    let child = [from, std::slice::from_ref(first)].concat();
    modules.contains(&child).then(|| [from, path].concat())
}

/// The file in which an item is, past the files that only give it on.
fn resolve(path: Path, said: &BTreeMap<Path, Said>, depth: usize) -> Option<Path> {
    if depth > 8 {
        return None;
    }
    let at = (0..=path.len()).rev().find(|&length| said.contains_key(&path[..length]))?;
    let (module, rest) = path.split_at(at);
    match rest.first().and_then(|item| said[module].exports.get(item)) {
        Some(given) => resolve([given, &rest[1..]].concat(), said, depth + 1),
        None => Some(module.to_vec()),
    }
}

/// The groups of files of which each can be reached from each.
pub fn circles(graph: &Graph) -> Vec<BTreeSet<Path>> {
    let reachable: BTreeMap<&Path, BTreeSet<&Path>> = graph.keys().map(|from| (from, reach(from, graph))).collect();
    let mut found: Vec<BTreeSet<Path>> = Vec::new();
    for (from, to) in &reachable {
        if !to.contains(from) || found.iter().any(|circle| circle.contains(*from)) {
            continue;
        }
        let back = to.iter().filter(|other| reachable.get(*other).is_some_and(|theirs| theirs.contains(from)));
        found.push(back.map(|other| (*other).clone()).collect());
    }
    found
}

fn reach<'g>(from: &Path, graph: &'g Graph) -> BTreeSet<&'g Path> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Path> = graph.get(from).into_iter().flatten().collect();
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(graph.get(next).into_iter().flatten());
        }
    }
    found
}
