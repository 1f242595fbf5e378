//! What the documents name exists: paths, commands, routes, settings, checks, environment variables.

use std::collections::BTreeSet;
use std::fs::{read_dir, read_to_string};
use std::path::Path;
use std::sync::LazyLock;

use crate::support::program::{Ran, fenzhen, folder, run};
use crate::support::service::shared;

/// The most bytes of ARCHITECTURE.md: a map that is not read is none.
const MAP_BYTES: usize = 20 * 1024;

/// Names of this shape that are no checks.
const NOT_CHECKS: &[&str] = &["fenzhen-engine", "rust-version"];

/// A page, and its path from the top of the repository.
struct Document {
    path: String,
    text: String,
}

/// All pages of the repository: those at its top, those in `docs/`, and the engine's.
fn documents() -> &'static [Document] {
    static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
        let top = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = Vec::new();
        for folder in ["", "docs/", "crates/engine/"] {
            for file in read_dir(top.join(folder)).expect("a folder").flatten() {
                let name = file.file_name().to_string_lossy().into_owned();
                if name.ends_with(".md") {
                    let text = read_to_string(file.path()).expect("a page");
                    found.push(Document { path: format!("{folder}{name}"), text });
                }
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    });
    for expected in
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/decisions.md", "crates/engine/README.md"]
    {
        assert!(DOCUMENTS.iter().any(|document| document.path == expected), "{expected} is not there");
    }
    &DOCUMENTS
}

fn text_of(path: &str) -> &'static str {
    documents().iter().find(|document| document.path == path).map_or("", |document| &document.text)
}

/// What stands between backticks, on one line, outside fenced blocks, with the page it stands on.
fn named() -> Vec<(&'static str, &'static str)> {
    let mut all = Vec::new();
    for Document { path, text } in documents() {
        let mut fenced = false;
        for line in text.lines() {
            fenced ^= line.trim_start().starts_with("```");
            if !fenced {
                all.extend(line.split('`').skip(1).step_by(2).map(|name| (path.as_str(), name)));
            }
        }
    }
    assert!(all.len() > 200, "the documents name things in backticks");
    all
}

#[test]
fn every_path_exists() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["src/", "crates/", "kb/", "tests/", "benches/", "examples/", "docs/", "scripts/", ".ci/", ".github/"];
    let is_path = |name: &str| folders.iter().any(|folder| name.starts_with(folder)) && !name.contains(' ');
    let missing: Vec<_> = named().into_iter().filter(|(_, name)| is_path(name) && !top.join(name).exists()).collect();
    assert!(missing.is_empty(), "named, but not there: {missing:#?}");
    let mut missing = Vec::new();
    for Document { path, text } in documents() {
        let beside = top.join(path).parent().expect("a folder").to_owned();
        let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        missing.extend(linked.filter(|link| !link.contains("://") && !beside.join(link).exists()).map(|link| (path, link)));
    }
    assert!(missing.is_empty(), "linked, but not there: {missing:#?}");
}

#[test]
fn every_room_is_on_the_map() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    for rooms in ["crates/engine/src/", "src/", "src/app/"] {
        let folders = read_dir(top.join(rooms)).expect("it is there").flatten().filter(|entry| entry.path().is_dir());
        for folder in folders {
            let name = format!("`{rooms}{}/`", folder.file_name().to_string_lossy());
            assert!(text_of("ARCHITECTURE.md").contains(&name), "{name} is not on ARCHITECTURE's map");
        }
    }
}

#[test]
fn the_map_is_short_enough_to_be_read() {
    let bytes = text_of("ARCHITECTURE.md").len();
    assert!(bytes <= MAP_BYTES, "ARCHITECTURE.md has {bytes} bytes, {MAP_BYTES} at most: reasons go to docs/decisions.md");
}

fn ran(folder: &Path, args: &[&str]) -> Ran {
    run(&mut fenzhen(folder, args))
}

#[test]
fn every_command_and_option_is_known() {
    let folder = folder();
    for (document, name) in named() {
        let Some(words) = name.strip_prefix("fenzhen ") else { continue };
        let verbs: Vec<&str> = words.split_whitespace().take_while(|w| w.chars().all(|c| c.is_ascii_lowercase())).collect();
        let help = ran(folder.path(), &[verbs.as_slice(), &["--help"]].concat());
        assert!(help.code == Some(0), "{document} names `{name}`, which is not a command: {}", help.stderr);
        for option in words.split_whitespace().filter(|w| w.starts_with("--")) {
            assert!(help.stdout.contains(option), "{document} names `{name}`, but there is no {option}");
        }
    }
}

#[test]
fn every_route_is_answered() {
    let service = shared();
    let routes: BTreeSet<&str> = named()
        .into_iter()
        .map(|(_, name)| name.trim_start_matches("POST ").trim_start_matches("GET "))
        .filter(|name| *name == "/" || name.strip_prefix('/').is_some_and(|rest| rest.starts_with(char::is_alphanumeric)))
        .collect();
    assert!(routes.contains("/openapi.json") && routes.contains("/api/v1/suggest"));
    for route in routes {
        let answer = service.get(route);
        assert_ne!(answer.status, 404, "the documents name {route}, which is not there");
    }
}

#[test]
fn every_check_named_is_in_the_table() {
    let list = ran(folder().path(), &["kb", "check", "--list"]).ok();
    let codes: BTreeSet<&str> = list.split_whitespace().collect();
    let is_code = |name: &str| {
        name.split('-').count() > 1
            && name.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let all: BTreeSet<&str> = named().into_iter().map(|(_, name)| name).filter(|name| is_code(name)).collect();
    assert!(all.contains("case-fails") && all.contains("baseline-answers"), "{all:?}");
    let unknown: Vec<_> = all.into_iter().filter(|name| !codes.contains(name) && !NOT_CHECKS.contains(name)).collect();
    assert!(unknown.is_empty(), "named like checks, but not in the list: {unknown:?}");
}

/// The settings of README's table.
fn settings() -> Vec<&'static str> {
    let table = text_of("README.md").split("## Settings").nth(1).expect("a chapter about settings");
    table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect()
}

#[test]
fn every_setting_is_documented_and_understood() {
    let readme = text_of("README.md");
    let folder = folder();
    let keys = settings();
    assert!(keys.len() >= 6, "{keys:?}");
    for key in keys {
        let variable = format!("FENZHEN_{}", key.to_uppercase());
        assert!(readme.contains(&format!("`{variable}`")), "{key} is documented without its variable");
        std::fs::write(folder.path().join("settings.toml"), format!("{key} = []\n")).expect("the folder takes a file");
        let refused = ran(folder.path(), &["--config", "settings.toml", "suggest", "停电了"]).refused();
        assert!(refused.contains("invalid type"), "{key} is not a setting: {refused}");
    }
}

#[test]
fn every_environment_variable_is_read() {
    let of_settings: Vec<String> = settings().into_iter().map(|key| format!("FENZHEN_{}", key.to_uppercase())).collect();
    let help = ran(folder().path(), &["--help"]).ok();
    for (document, name) in named().into_iter().filter(|(_, name)| name.starts_with("FENZHEN_")) {
        let known = name == "FENZHEN_LOG" || of_settings.iter().any(|variable| variable == name) || help.contains(name);
        assert!(known, "{document} names {name}, which nothing reads");
    }
}
