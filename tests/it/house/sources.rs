//! The sources of both crates, as the tests of the house read them.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// Where the two crates are: the engine, which the compiler keeps pure, and the program around it.
pub const CRATES: [&str; 2] = ["crates/engine/src", "src"];

/// One file.
pub struct Source {
    /// The folder of its crate, one of [`CRATES`].
    pub root: &'static str,
    /// Where it is below that.
    pub path: PathBuf,
    /// Its module path below the crate's root; none for `lib.rs`.
    pub module: Vec<String>,
    /// As it was written.
    pub text: String,
    /// Without comments, and with empty strings.
    pub code: String,
}

impl Source {
    /// A file of this content, as if it were `path` below `root`.
    pub fn new(root: &'static str, path: &Path, text: String) -> Source {
        let mut module: Vec<String> = path.with_extension("").iter().map(|p| p.to_string_lossy().into_owned()).collect();
        if module.last().is_some_and(|last| last == "mod" || module == ["lib"]) {
            module.pop();
        }
        Source { root, path: path.to_owned(), module, code: code(&text), text }
    }

    /// The layer it belongs to; files at the crate's root are one of their own.
    pub fn layer(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }

    /// Its path from the top of the repository, as people write it.
    pub fn name(&self) -> String {
        format!("{}/{}", self.root, self.path.display())
    }
}

/// All files of both crates, read once.
pub fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| CRATES.into_iter().flat_map(sources_of).collect());
    for root in CRATES {
        assert!(SOURCES.iter().filter(|source| source.root == root).count() > 30, "{root} was not found");
    }
    &SOURCES
}

fn sources_of(root: &'static str) -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut found = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for path in folder.read_dir().expect("a folder").map(|file| file.expect("a file").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                found.push(Source::new(root, path.strip_prefix(&top).expect("below its crate"), text));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn code(text: &str) -> String {
    static NOISE: Pattern = Pattern::new(|| pattern(r##"(?s)r#".*?"#|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|//[^\n]*|/\*.*?\*/"##));
    NOISE.replace_all(text, "\"\"").into_owned()
}

/// A pattern that is compiled once.
pub type Pattern = LazyLock<Regex>;

pub fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// A `use` tree, such as `a::{b, c as d}`, as its paths, each with the name it goes by.
pub fn branches(tree: &str) -> Vec<(Vec<String>, String)> {
    static TOKEN: Pattern = Pattern::new(|| pattern(r"(?:r#)?\w+|::|[{},*]"));
    let tokens: Vec<&str> = TOKEN.find_iter(tree).map(|token| token.as_str()).collect();
    let mut found = Vec::new();
    branch(&tokens, &[], &mut found);
    found
}

/// Reads one branch below `stem`; gives what stands behind it.
fn branch<'t>(mut rest: &'t [&'t str], stem: &[String], found: &mut Vec<(Vec<String>, String)>) -> &'t [&'t str] {
    let mut path = stem.to_vec();
    while let [token, behind @ ..] = rest {
        rest = behind;
        match *token {
            "{" => {
                while let [next, ..] = rest {
                    match *next {
                        "}" => return &rest[1..],
                        "," => rest = &rest[1..],
                        _ => rest = branch(rest, &path, found),
                    }
                }
                return rest;
            }
            "::" => {}
            name => {
                path.push(name.to_owned());
                match rest {
                    ["::", ..] => {}
                    ["as", alias, behind @ ..] => {
                        found.push((path, (*alias).to_owned()));
                        return behind;
                    }
                    _ => {
                        let alias = path.last().cloned().unwrap_or_default();
                        found.push((path, alias));
                        return rest;
                    }
                }
            }
        }
    }
    rest
}

#[test]
fn the_branches_of_an_import_are_told_apart() {
    let seen = |tree| branches(tree).into_iter().map(|(path, alias)| format!("{} {alias}", path.join("::"))).collect::<Vec<_>>();
    assert_eq!(seen("crate::store::Store"), ["crate::store::Store Store"]);
    assert_eq!(
        seen("crate::{kb::{self, Entry as E}, app, text::*}"),
        ["crate::kb::self self", "crate::kb::Entry E", "crate::app app", "crate::text::* *"]
    );
}
