//! The layers of ARCHITECTURE.md, read off the sources of both crates: a module imports lower layers only.

use std::path::Path;

use super::sources::{Pattern, Source, branches, pattern, sources};

/// Each layer with those it may import; the files at the root of a crate may import all.
const LAYERS: &[(&str, &[&str])] = &[
    // The engine.
    ("text", &[]),
    ("kb", &["text"]),
    ("index", &["text", "kb"]),
    ("learn", &["text", "kb"]),
    ("flow", &["kb"]),
    ("triage", &["text", "kb", "index", "learn", "flow"]),
    // The program.
    ("tables", &["text", "kb"]),
    ("store", &["text", "kb", "index", "learn", "flow", "triage"]),
    ("app", &["text", "kb", "index", "learn", "flow", "triage", "tables", "store"]),
    ("api", &["text", "kb", "index", "learn", "flow", "triage", "app"]),
    ("http", &["text", "kb", "learn", "flow", "triage", "tables", "app", "api"]),
    ("cli", &["text", "kb", "learn", "flow", "triage", "tables", "app", "api"]),
];

/// The layers of the engine: their answers depend on their arguments alone.
const PURE: &[&str] = &["text", "kb", "index", "learn", "flow", "triage"];

/// Files at the root of a crate, which put its layers together.
const ROOTS: &[&str] = &["lib", "main", "command"];

/// Crates that one layer alone may name (and the roots beside `cli`).
const OWNED: &[(&str, &[&str])] = &[
    ("tantivy", &["index"]),
    ("jieba_rs", &["text"]),
    ("rusqlite", &["store"]),
    ("axum", &["http"]),
    ("askama", &["http"]),
    ("ureq", &["app"]),
    ("hmac", &["app"]),
    ("clap", &["cli", "command"]),
    ("anyhow", &["cli", "command"]),
    ("tracing_subscriber", &["command"]),
    ("calamine", &["tables"]),
    ("rust_xlsxwriter", &["tables", "app"]),
    ("csv", &["tables", "app"]),
    ("encoding_rs", &["tables", "app"]),
];

/// What would make an answer depend on more than its arguments.
const IMPURE: &str = r"\b(SystemTime|Instant|Timestamp::now|Zoned::now|rand|fastrand|getrandom|std::net|RandomState)\b";

/// The most lines a file may have.
const LINES: usize = 400;

/// The modules at a crate's root that `source` names, through `crate::`, the crates' names or a long enough `super::`.
fn imports(source: &Source) -> Vec<String> {
    static ROOT: Pattern =
        Pattern::new(|| pattern(r"\b(?:(?:crate|fenzhen|fenzhen_engine)|((?:super\s*::\s*)*super))\s*::\s*(\w+|\{[^;]*)"));
    let mut found = Vec::new();
    for path in ROOT.captures_iter(&source.code) {
        // A file's own module counts as one step down.
        if path.get(1).is_some_and(|up| up.as_str().matches("super").count() < source.module.len()) {
            continue;
        }
        let Some(tree) = path.get(2) else { continue };
        found.extend(branches(tree.as_str()).into_iter().filter_map(|(path, _)| path.into_iter().next()));
    }
    found.dedup();
    found
}

/// Every import of a layer that is not below, as (the importing layer, the imported one, where).
fn climbs(sources: &[Source]) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for source in sources {
        let Some((layer, below)) = LAYERS.iter().find(|(layer, _)| *layer == source.layer()) else {
            assert!(ROOTS.contains(&source.layer()), "{} belongs to no layer", source.name());
            continue;
        };
        for name in imports(source) {
            if LAYERS.iter().any(|(known, _)| *known == name) && name != *layer && !below.contains(&name.as_str()) {
                found.push(((*layer).to_owned(), name, source.name()));
            }
        }
    }
    found
}

#[test]
fn no_import_climbs() {
    let climbs = climbs(sources());
    assert!(climbs.is_empty(), "{climbs:#?}");
}

#[test]
fn the_layers_of_a_crate_are_where_they_belong() {
    for source in sources().iter().filter(|source| !ROOTS.contains(&source.layer())) {
        let engine = source.root == "crates/engine/src";
        assert_eq!(PURE.contains(&source.layer()), engine, "{} is in the wrong crate", source.name());
    }
}

#[test]
fn a_crate_is_named_in_its_own_layer_only() {
    let mut strays = Vec::new();
    for (name, layers) in OWNED {
        let named = pattern(&format!(r"\b{name}\s*::"));
        for source in sources().iter().filter(|source| !layers.contains(&source.layer())) {
            if named.is_match(&source.code) {
                strays.push(format!("{} names {name}, which is for {layers:?}", source.name()));
            }
        }
    }
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn what_judges_reads_no_clock_no_network_and_no_randomness() {
    let impure = pattern(IMPURE);
    let judging = sources().iter().filter(|source| PURE.contains(&source.layer()));
    let found: Vec<String> =
        judging.filter_map(|source| Some(format!("{} names {}", source.name(), impure.find(&source.code)?.as_str()))).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.text.lines().count() > LINES)
        .map(|source| format!("{} has {} lines", source.name(), source.text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn an_import_that_climbs_would_be_seen() {
    let seen = |path: &str, text: &str| imports(&Source::new("src", Path::new(path), text.to_owned()));
    assert_eq!(seen("kb/entry.rs", "use crate::store::Store;"), ["store"]);
    assert_eq!(seen("kb/mod.rs", "use crate::{kb::{self, Entry}, app, text::Span};"), ["kb", "app", "text"]);
    assert_eq!(seen("kb/mod.rs", "let app: fenzhen::app::App; use fenzhen_engine::flow::Life;"), ["app", "flow"]);
    assert_eq!(seen("kb/mod.rs", "use super::store::Store;"), ["store"]);
    assert_eq!(seen("kb/entry.rs", "use super::store::Store; use super::super::cli::Cli;"), ["cli"]);
    assert_eq!(
        seen("kb/mod.rs", "// crate::app\nlet x = \"crate::cli\"; /* crate::http::requests */ let quote = '\"'; crate::kb::x();"),
        ["kb"]
    );
    let climbing = Source::new("src", Path::new("store/queue.rs"), "use crate::http::router;".to_owned());
    assert_eq!(climbs(&[climbing]), [("store".to_owned(), "http".to_owned(), "src/store/queue.rs".to_owned())]);
}
