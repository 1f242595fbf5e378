//! What README and ARCHITECTURE name exists: paths, commands, routes, settings, checks, environment variables.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::program::{Ran, fenzhen, folder, run};
use crate::support::service::shared;

const DOCUMENTS: [(&str, &str); 2] =
    [("README.md", include_str!("../../../README.md")), ("ARCHITECTURE.md", include_str!("../../../ARCHITECTURE.md"))];

/// What stands between backticks, on one line, outside fenced blocks.
fn named() -> Vec<(&'static str, &'static str)> {
    let mut all = Vec::new();
    for (document, text) in DOCUMENTS {
        let mut fenced = false;
        for line in text.lines() {
            fenced ^= line.trim_start().starts_with("```");
            if !fenced {
                all.extend(line.split('`').skip(1).step_by(2).map(|name| (document, name)));
            }
        }
    }
    assert!(all.len() > 50, "the documents name things in backticks");
    all
}

#[test]
fn every_path_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_path = |name: &str| {
        ["src/", "kb/", "tests/", "benches/", "scripts/", ".ci/", ".github/"].iter().any(|folder| name.starts_with(folder))
            && !name.contains(' ')
    };
    let missing: Vec<_> = named().into_iter().filter(|(_, name)| is_path(name) && !root.join(name).exists()).collect();
    assert!(missing.is_empty(), "named, but not there: {missing:?}");
    let linked = DOCUMENTS.iter().flat_map(|(_, text)| text.split("](").skip(1).filter_map(|rest| rest.split(')').next()));
    let missing: Vec<_> = linked.filter(|link| !link.contains("://") && !root.join(link).exists()).collect();
    assert!(missing.is_empty(), "linked, but not there: {missing:?}");
}

#[test]
fn every_module_is_on_the_map() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = std::fs::read_dir(root.join("src")).expect("src is there").flatten().filter(|e| e.path().is_dir());
    for folder in folders {
        let name = format!("`src/{}/`", folder.file_name().to_string_lossy());
        assert!(DOCUMENTS[1].1.contains(&name), "{name} is not on ARCHITECTURE's map");
    }
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
        assert!(help.code == Some(0), "{document} names `{name}`, which is no command: {}", help.stderr);
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
        .filter(|name| name.starts_with('/'))
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
    for code in ["case-fails", "baseline-answers"] {
        assert!(DOCUMENTS[1].1.contains(code) && list.contains(code), "{code}");
    }
}

#[test]
fn every_setting_is_documented_and_understood() {
    let readme = DOCUMENTS[0].1;
    let folder = folder();
    let keys: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert!(keys.len() >= 6, "{keys:?}");
    for key in keys {
        let variable = format!("FENZHEN_{}", key.to_uppercase());
        assert!(readme.contains(&format!("`{variable}`")), "{key} is documented without its variable");
        std::fs::write(folder.path().join("settings.toml"), format!("{key} = []\n")).expect("the folder takes a file");
        let refused = ran(folder.path(), &["--config", "settings.toml", "suggest", "停电了"]).refused();
        assert!(refused.contains("invalid type"), "{key} is not a setting: {refused}");
    }
}
