//! The layers of ARCHITECTURE.md, read off the sources: a module imports lower layers only.

use std::path::{Path, PathBuf};

use regex::Regex;

/// Each layer with those it may import; `main` may import all.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("kb", &["text"]),
    ("index", &["text", "kb"]),
    ("learn", &["text", "kb"]),
    ("flow", &["kb"]),
    ("triage", &["text", "kb", "index", "learn", "flow"]),
    ("store", &["text", "kb", "index", "learn", "flow", "triage"]),
    ("app", &["text", "kb", "index", "learn", "flow", "triage", "store"]),
    ("http", &["text", "kb", "learn", "flow", "triage", "app"]),
    ("cli", &["text", "kb", "learn", "flow", "triage", "app"]),
];

/// Crates that one layer alone may name (the second `main` beside it).
const OWNED: &[(&str, &[&str])] = &[
    ("tantivy", &["index"]),
    ("jieba_rs", &["text"]),
    ("rusqlite", &["store"]),
    ("axum", &["http"]),
    ("askama", &["http"]),
    ("ureq", &["app"]),
    ("hmac", &["app"]),
    ("clap", &["cli", "main"]),
    ("anyhow", &["cli", "main"]),
    ("calamine", &["app"]),
    ("csv", &["app"]),
    ("encoding_rs", &["app"]),
    ("rust_xlsxwriter", &["app"]),
];

/// Layers whose answers depend on their arguments alone.
const PURE: &[&str] = &["text", "kb", "index", "learn", "flow", "triage"];
/// What would make them depend on more.
const IMPURE: &str = r"\b(SystemTime|Instant|Timestamp::now|Zoned::now|rand|fastrand|getrandom|std::net|RandomState)\b";

/// The most lines a file may have.
const LINES: usize = 400;

struct Source {
    path: PathBuf,
    layer: String,
    /// How many modules below the crate's root it is.
    depth: usize,
    text: String,
    code: String,
}

/// All of src/, with comments and strings cut out of `code`.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in folder.read_dir().expect("a folder").map(|file| file.expect("a file").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                let path = path.strip_prefix(&root).expect("below src").to_owned();
                let parts: Vec<String> = path.with_extension("").iter().map(|p| p.to_string_lossy().into_owned()).collect();
                let depth = parts.iter().filter(|part| *part != "mod").count();
                found.push(Source { layer: parts[0].clone(), depth, code: code(&text), path, text });
            }
        }
    }
    assert!(found.len() > 30, "src/ was not found");
    found
}

fn code(text: &str) -> String {
    let noise = r##"(?s)r#".*?"#|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|//[^\n]*|/\*.*?\*/"##;
    Regex::new(noise).expect("a pattern").replace_all(text, "\"\"").into_owned()
}

/// The modules at the crate's root that `source` names, through `crate::`, `fenzhen::` or a long enough `super::`.
fn imports(source: &Source) -> Vec<String> {
    let roots = Regex::new(r"\b(?:(?:crate|fenzhen)|((?:super\s*::\s*)*super))\s*::\s*(\w+|\{[^;]*)").expect("a pattern");
    let names = Regex::new(r"^\w+").expect("a pattern");
    let mut found = Vec::new();
    for path in roots.captures_iter(&source.code) {
        if path.get(1).is_some_and(|up| up.as_str().matches("super").count() < source.depth) {
            continue;
        }
        let Some(rest) = path.get(2).map(|rest| rest.as_str()) else { continue };
        let branches = if rest.starts_with('{') { branches(rest) } else { vec![rest.to_owned()] };
        found.extend(branches.iter().filter_map(|branch| Some(names.find(branch.trim())?.as_str().to_owned())));
    }
    found
}

/// The outermost branches of `{a::b, c::{d, e}}`.
fn branches(group: &str) -> Vec<String> {
    let (mut depth, mut found) = (0, vec![String::new()]);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => found.push(String::new()),
            _ if depth == 1 => found.last_mut().expect("one at least").push(c),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

#[test]
fn no_import_climbs() {
    let mut climbs = Vec::new();
    for source in sources() {
        let Some((layer, below)) = LAYERS.iter().find(|(layer, _)| *layer == source.layer) else {
            assert!(["lib", "main"].contains(&source.layer.as_str()), "{} belongs to no layer", source.path.display());
            continue;
        };
        for name in imports(&source) {
            if LAYERS.iter().any(|(known, _)| *known == name) && name != *layer && !below.contains(&name.as_str()) {
                climbs.push(format!("src/{} imports {name}", source.path.display()));
            }
        }
    }
    assert!(climbs.is_empty(), "{climbs:#?}");
}

#[test]
fn a_crate_is_named_in_its_own_layer_only() {
    let mut strays = Vec::new();
    for source in sources() {
        for (name, layers) in OWNED.iter().filter(|(_, layers)| !layers.contains(&source.layer.as_str())) {
            if Regex::new(&format!(r"\b{name}\b")).expect("a pattern").is_match(&source.code) {
                strays.push(format!("src/{} names {name}, which is for {layers:?}", source.path.display()));
            }
        }
    }
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn what_judges_reads_no_clock_no_network_and_no_randomness() {
    let impure = Regex::new(IMPURE).expect("a pattern");
    let judging = sources().into_iter().filter(|source| PURE.contains(&source.layer.as_str()));
    let found: Vec<String> = judging
        .filter_map(|source| Some(format!("src/{} names {}", source.path.display(), impure.find(&source.code)?.as_str())))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.text.lines().count() > LINES)
        .map(|source| format!("src/{} has {} lines", source.path.display(), source.text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn an_import_that_climbs_would_be_seen() {
    let seen = |depth, text: &str| {
        imports(&Source { path: PathBuf::new(), layer: String::new(), depth, text: String::new(), code: code(text) })
    };
    assert_eq!(seen(1, "use crate::store::store::Store;"), ["store"]);
    assert_eq!(seen(1, "use crate::{kb::{self, Entry}, app, text::Span};"), ["kb", "app", "text"]);
    assert_eq!(seen(1, "let app: fenzhen::app::App;"), ["app"]);
    assert_eq!(seen(1, "use crate::store::store::Store;"), ["store"]);
    assert_eq!(seen(2, "use crate::store::store::Store; use crate::cli::Cli;"), ["cli"]);
    assert_eq!(
        seen(1, "// crate::app\nlet x = \"crate::cli\"; /* crate::http::requests */ let quote = '\"'; crate::kb::x();"),
        ["kb"]
    );
}
