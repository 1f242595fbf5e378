//! The supervisor's day as README tells it, with a backlog of real size in the encoding that offices save.

use encoding_rs::GB18030;
use fenzhen::app::runs::ResultRow;
use fenzhen_engine::kb::{PackFiles, parse};
use serde_json::Value;

use super::compare::{on_record, tickets};
use super::fixture::{Desk, rows};

/// The entry that is edited, and the department it hands over to before and after.
const ENTRY: &str = "bank/card-lost";
const BEFORE: &str = "card-security";
const AFTER: &str = "complaints-desk";

/// Complaints of every kind, in customers' words: the cases of the shipped pack.
fn complaints() -> Vec<String> {
    let library = parse(&PackFiles::embedded()).library;
    library.entries.iter().flat_map(|entry| entry.cases.iter().map(|case| case.text.clone())).collect()
}

/// The entry with its new department, as a maintainer would have it in an editor.
fn edited() -> String {
    let files = PackFiles::embedded();
    let text = files.get(&format!("entries/{ENTRY}.toml")).expect("the entry");
    text.replacen(&format!("department = \"{BEFORE}\""), &format!("department = \"{AFTER}\""), 1)
}

#[test]
fn the_supervisors_journey_from_a_gb18030_table_to_undo() {
    let desk = Desk::new();
    let texts = complaints();
    let many = texts.len() as u64;
    assert!(many > 400, "{many}");
    let line = |(nth, text): (usize, &String)| format!("GD-{nth:04},\"{}\"\r\n", text.replace('"', "\"\""));
    let table: String = ["工单编号,投诉内容\r\n".to_owned()].into_iter().chain(texts.iter().enumerate().map(line)).collect();
    desk.write("backlog.csv", GB18030.encode(&table).0);

    // The backlog comes on record as the library judges it.
    let said = desk.run(&["batch", "run", "backlog.csv", "--csv"]).ok();
    for word in ["GB18030", "投诉内容", "backlog-run-1", &format!("工单 {many}：")] {
        assert!(said.contains(word), "{word} is missing: {said}");
    }
    let first = rows(&desk.path("backlog-run-1"));
    let start = |text: &String| text.chars().take(10).collect::<String>();
    let legible = first.iter().zip(&texts).filter(|(row, text)| row.excerpt.starts_with(&start(text))).count();
    assert!(legible * 10 > texts.len() * 9, "the text came through as it was: {legible}");
    let (_, applied) = desk.json(&["batch", "apply", "backlog-run-1"]);
    assert_eq!((&applied["written"], &applied["skipped"]["counts"]["not-on-record"]), (&Value::from(0), &Value::from(many)));
    let (_, applied) = desk.json(&["batch", "apply", "backlog-run-1", "--add"]);
    assert_eq!(applied["added"], many, "{applied}");
    let before = tickets(&desk);

    // An entry is edited and published.
    desk.write("entry.toml", edited());
    let file = format!("entries/{ENTRY}.toml=entry.toml");
    desk.run(&["kb", "publish", "--file", &file, "--waive", "改派投诉处理中心"]).ok();

    // The backlog again: what moved is what the two runs say differently, each with its reason.
    desk.run(&["batch", "run", "backlog.csv", "--before", "backlog-run-1"]).ok();
    let second = rows(&desk.path("backlog-run-2"));
    let asked = |row: &ResultRow| (row.labels().category, row.labels().department);
    let differing = first.iter().zip(&second).filter(|(one, other)| asked(one) != asked(other)).count() as u64;
    let (code, diff) = desk.json(&["batch", "diff", "backlog-run-1", "backlog-run-2", "--html", "diff.html"]);
    assert_eq!((code, diff["moved"]["count"].as_u64()), (Some(1), Some(differing)), "{diff}");
    let matrix = diff["department"]["matrix"].as_array().expect("a matrix");
    assert!(matrix.iter().any(|step| step["from"] == BEFORE && step["to"] == AFTER), "{matrix:?}");
    assert!(desk.path("diff.html").is_file());

    // Apply it: every ticket says what the new revision says.
    let (_, applied) = desk.json(&["batch", "apply", "backlog-run-2", "--author", "班长"]);
    let skipped = applied["skipped"]["counts"].as_object().map(serde_json::Map::len);
    assert_eq!((applied["written"].as_u64(), skipped), (Some(many), Some(0)), "{applied}");
    let says = |row: &ResultRow| (row.outcome.clone(), row.labels());
    let moved = first.iter().zip(&second).filter(|(one, other)| says(one) != says(other)).count() as u64;
    assert!(0 < moved && moved < many);
    assert_eq!(applied["moved"].as_u64(), Some(moved), "those that only have another revision are no news: {applied}");
    let revision = diff["knowledge"]["revision"].as_i64().expect("a revision");
    for row in second {
        let (outcome, category, judged_by) = on_record(&desk, row.id.as_deref().expect("an id")).expect("a ticket");
        assert_eq!((outcome, category, judged_by), (row.outcome, row.category.map(|category| category.id), revision));
    }
    let refused = desk.run(&["batch", "apply", "backlog-run-2"]).refused();
    assert!(refused.contains("applied already"), "{refused}");

    // And back.
    let (code, undone) = desk.json(&["batch", "undo", "backlog-run-2"]);
    assert_eq!((code, undone["restored"].as_u64()), (Some(0), Some(many)), "{undone}");
    assert_eq!(tickets(&desk), before, "the state before, ticket by ticket");
    let refused = desk.run(&["batch", "undo", "backlog-run-2"]).refused();
    assert!(refused.contains("nothing to take back"), "{refused}");
    let (_, undone) = desk.json(&["batch", "undo", "backlog-run-1"]);
    assert_eq!((undone["removed"].as_u64(), tickets(&desk).len()), (Some(many), 0), "{undone}");
}
