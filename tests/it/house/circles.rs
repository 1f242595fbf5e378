//! No files import each other in a circle: each can be read, and changed, knowing only what is below it.

use std::collections::BTreeSet;
use std::path::Path;

use super::graph::{circles, graph};
use super::sources::{CRATES, Source, sources};

/// Two files that are one subject: each pair could be one file, if it were not too long to read.
const ONE_SUBJECT: &[&[&str]] = &[
    &["crates/engine/src/flow/calendar.rs", "crates/engine/src/flow/hours.rs"],
    &["crates/engine/src/flow/life.rs", "crates/engine/src/flow/runs.rs"],
];

/// The circles between files of one crate, by the files' names.
fn circles_of(files: &[&Source]) -> Vec<BTreeSet<String>> {
    let name = |module: &Vec<String>| files.iter().find(|file| file.module == *module).map(|file| file.name());
    circles(&graph(files)).iter().map(|circle| circle.iter().filter_map(name).collect()).collect()
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let of = |root| sources().iter().filter(move |source| source.root == root).collect::<Vec<&Source>>();
    let found: Vec<BTreeSet<String>> = CRATES.into_iter().flat_map(|root| circles_of(&of(root))).collect();
    let within = |circle: &BTreeSet<String>, known: &[&str]| circle.iter().all(|file| known.contains(&file.as_str()));
    let new: Vec<_> = found.iter().filter(|circle| !ONE_SUBJECT.iter().any(|known| within(circle, known))).collect();
    assert!(new.is_empty(), "these import each other: {new:#?}");
    for known in ONE_SUBJECT {
        assert!(found.iter().any(|circle| within(circle, known)), "no circle any more, take it off the list: {known:?}");
    }
}

#[test]
fn a_circle_would_be_seen() {
    let seen = |files: &[(&str, &str)]| {
        let files: Vec<Source> =
            files.iter().map(|(path, text)| Source::new("src", Path::new(path), (*text).to_owned())).collect();
        circles_of(&files.iter().collect::<Vec<_>>())
    };
    let pair = |a: &str, b: &str| vec![BTreeSet::from([format!("src/{a}"), format!("src/{b}")])];
    // By `use`, by a path in place, and through what a parent gives on.
    assert_eq!(seen(&[("a.rs", "use crate::b::B;"), ("b.rs", "use super::a::A;")]), pair("a.rs", "b.rs"));
    assert_eq!(seen(&[("a.rs", "use crate::{c, b::{self, B}};"), ("b.rs", "fn f() { crate::a::f() }")]), pair("a.rs", "b.rs"));
    let parent = ("p/mod.rs", "mod a;\nmod b;\npub use a::A;\npub(crate) use b::B as Bee;");
    assert_eq!(seen(&[parent, ("p/a.rs", "use super::Bee;"), ("p/b.rs", "use crate::p::A;")]), pair("p/a.rs", "p/b.rs"));
    assert_eq!(
        seen(&[
            ("p/mod.rs", "mod a;\npub struct P;"),
            ("p/a.rs", "use super::P; use crate::q::f;"),
            ("q.rs", "use crate::p::P;")
        ]),
        Vec::<BTreeSet<String>>::new()
    );
    assert_eq!(seen(&[("a.rs", "use crate::b::B;"), ("b.rs", "use crate::c::C;"), ("c.rs", "use crate::a::A;")])[0].len(), 3);
    // A parent names its children, and tests name what they try.
    assert!(seen(&[("p/mod.rs", "mod a;\nfn f() { a::f() }\npub struct P;"), ("p/a.rs", "use super::P;")]).is_empty());
    assert!(
        seen(&[("a.rs", "use crate::b::B;"), ("b.rs", "struct B;\n#[cfg(test)]\nmod tests {\n use crate::a::A;\n}")]).is_empty()
    );
}
