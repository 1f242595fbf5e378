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

/// Circles of today, to be untied; a part of one may stay, and one that is gone must leave this list.
const STILL_TIED: &[&[&str]] = &[
    &["crates/engine/src/kb/library.rs", "crates/engine/src/kb/workflow/mod.rs"],
    &[
        "crates/engine/src/text/convert.rs",
        "crates/engine/src/text/html.rs",
        "crates/engine/src/text/normal.rs",
        "crates/engine/src/text/pinyin_noise.rs",
    ],
    &[
        "crates/engine/src/text/signals/mask.rs",
        "crates/engine/src/text/signals/numbers.rs",
        "crates/engine/src/text/signals/page.rs",
    ],
    &["crates/engine/src/learn/explain.rs", "crates/engine/src/learn/head.rs", "crates/engine/src/learn/scorer.rs"],
    &["crates/engine/src/index/build.rs", "crates/engine/src/index/cache.rs"],
    &["crates/engine/src/triage/judgement.rs", "crates/engine/src/triage/outcome.rs", "crates/engine/src/triage/snapshot.rs"],
    &["src/app/error.rs", "src/app/tickets/mod.rs"],
    &[
        "src/app/library/commit.rs",
        "src/app/library/error.rs",
        "src/app/library/paths.rs",
        "src/app/library/publish/incremental.rs",
        "src/app/library/publish/rehearsal.rs",
    ],
    &["src/app/library/exchange/merge.rs", "src/app/library/exchange/pack.rs"],
    &["src/app/tickets/queue.rs", "src/app/tickets/register.rs", "src/app/tickets/view.rs"],
    &["src/app/runs/folder.rs", "src/app/runs/leftovers.rs"],
    &["src/app/runs/compare/change.rs", "src/app/runs/row.rs"],
    &["src/app/runs/apply/verdict.rs", "src/app/runs/apply/write_over.rs"],
    &["src/app/runs/service/queue.rs", "src/app/runs/service/status.rs"],
    &["src/http/api/feedback.rs", "src/http/api/tickets.rs", "src/http/body.rs", "src/http/problem.rs"],
    &["src/http/pages/desk/card.rs", "src/http/pages/desk/suggestion.rs", "src/http/pages/desk/ways.rs"],
    &[
        "src/http/pages/library/entries/edit.rs",
        "src/http/pages/library/entries/edit_page.rs",
        "src/http/pages/library/entries/forecast.rs",
    ],
    &["src/http/pages/library/lexicon/mod.rs", "src/http/pages/library/publish.rs"],
    &["src/http/pages/library/gaps.rs", "src/http/pages/library/health.rs", "src/http/pages/library/upkeep.rs"],
    &["src/http/pages/reports/frequent.rs", "src/http/pages/reports/summary.rs"],
    &["src/http/pages/reports/measures.rs", "src/http/pages/reports/overview.rs"],
    &["src/http/pages/tickets/list.rs", "src/http/pages/tickets/register.rs"],
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
    let known = || ONE_SUBJECT.iter().chain(STILL_TIED);
    let new: Vec<_> = found.iter().filter(|circle| !known().any(|known| within(circle, known))).collect();
    assert!(new.is_empty(), "these import each other: {new:#?}");
    for known in known() {
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
