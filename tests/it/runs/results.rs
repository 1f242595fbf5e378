//! What a run leaves behind: equal bytes for equal runs, nothing personal, nothing that a reader's program would execute.

use std::collections::BTreeSet;
use std::fs;

use fenzhen::app::runs::RunRequest;
use serde_json::json;

use super::fixture::{Desk, TEXTS, backlog, finished, rows};

const FILES: [&str; 5] = ["results.jsonl", "results.csv", "results.xlsx", "report.json", "report.html"];

#[test]
fn equal_runs_give_equal_bytes() {
    let desk = Desk::new();
    let input = desk.write("backlog.jsonl", backlog(600));
    let first = RunRequest { input, out: desk.path("one"), with_csv: true, with_xlsx: true, ..RunRequest::default() };
    let report = finished(&desk.app(), &first);
    assert_eq!(report.tickets, 600);
    // Another process of the program, another folder.
    desk.run(&["batch", "run", "backlog.jsonl", "--csv", "--xlsx", "--out", "two"]).ok();
    for name in FILES {
        let read = |dir: &str| fs::read(desk.path(dir).join(name)).expect("a file");
        assert!(read("one") == read("two"), "{name} differs");
    }
    let order: Vec<u64> = rows(&desk.path("one")).iter().map(|row| row.row).collect();
    assert_eq!(order, (1..=600).collect::<Vec<_>>(), "rows stand in the order of the input");
}

#[test]
fn a_row_says_what_suggest_says() {
    let desk = Desk::new();
    desk.write("one.jsonl", json!({"id": "a", "text": TEXTS[0]}).to_string());
    desk.run(&["batch", "run", "one.jsonl", "--out", "run"]).ok();
    let row = rows(&desk.path("run")).remove(0);
    let (_, suggestion) = desk.json(&["suggest", TEXTS[0]]);
    assert_eq!(row.outcome, suggestion["outcome"].as_str().expect("an outcome"));
    let category = row.category.expect("a category");
    assert_eq!(category.id, suggestion["category"]["id"].as_str().expect("an id"));
    assert!((category.confidence - suggestion["category"]["confidence"].as_f64().expect("a number")).abs() < 1e-4);
    assert_eq!(row.entry.expect("an entry").id, suggestion["entries"][0]["id"].as_str().expect("an id"));
    assert_eq!(row.urgency.expect("urgency").level, suggestion["urgency"]["level"].as_str().expect("a level"));
    let words: BTreeSet<&str> =
        suggestion["category"]["evidence"].as_array().expect("a list").iter().filter_map(|e| e["text"].as_str()).collect();
    let shown = row.evidence.category.iter().filter(|piece| piece.kind == "word" && !piece.text.contains('*'));
    assert!(shown.clone().count() > 1 && shown.clone().all(|piece| words.contains(piece.text.as_str())), "{words:?}");
}

#[test]
fn no_output_shows_a_personal_number_or_runs_a_formula_or_breaks_the_page() {
    let desk = Desk::new();
    let lines = [
        json!({"id": "=cmd|' /C calc'!A0", "title": "", "text": TEXTS[0], "category": "bank/card/lost-stolen"}),
        json!({"id": "<script>alert(1)</script>", "title": "13812345678 身份证 11010519491231002X", "text": TEXTS[0], "category": "水"}),
        json!({"id": "c", "title": "", "text": "电话13812345678，银行卡6222021234567890128丢了要挂失", "category": "\"><img src=x>"}),
    ];
    desk.write("rough.jsonl", lines.map(|line| line.to_string()).join("\n"));
    desk.run(&["batch", "run", "rough.jsonl", "--csv", "--xlsx", "--out", "run"]).ok();
    for name in ["results.jsonl", "results.csv", "report.json", "report.html"] {
        let text = fs::read_to_string(desk.path("run").join(name)).expect("a text");
        for secret in ["13812345678", "11010519491231002X", "6222021234567890128"] {
            assert!(!text.contains(secret), "{name} shows {secret}");
        }
    }
    let csv = fs::read_to_string(desk.path("run/results.csv")).expect("a text");
    assert!(csv.starts_with('\u{FEFF}') && csv.contains("\"'=cmd|"), "{csv}");
    let page = fs::read_to_string(desk.path("run/report.html")).expect("a page");
    assert!(!page.contains("<script") && !page.contains("<img") && page.contains("&lt;script&gt;"), "text is escaped");
    assert!(!page.contains("http") && !page.contains("@import") && !page.contains("url("), "nothing is loaded from elsewhere");
    let sheet = fenzhen::tables::Table::open(&desk.path("run/results.xlsx")).expect("a workbook");
    assert_eq!(sheet.filter_map(Result::ok).count(), 3, "a spreadsheet program sees three rows");
}

#[test]
fn the_figures_of_a_report_add_up() {
    let desk = Desk::new();
    let input = desk.write("backlog.jsonl", backlog(70) + "{\n");
    let report = finished(&desk.app(), &RunRequest { input, out: desk.path("run"), ..RunRequest::default() });
    let sum = |counts: &[fenzhen::app::runs::Count]| counts.iter().map(|count| count.count).sum::<u64>();
    assert_eq!((report.tickets, report.problems.count), (71, 1));
    for counts in [&report.outcomes, &report.urgencies, &report.category.labels, &report.department.labels] {
        assert_eq!(sum(counts), 70, "{counts:?}");
    }
    assert_eq!(report.confidence.iter().sum::<u64>(), 70);
    let none = report.outcomes.iter().find(|count| count.id == "no_match").expect("a count").count;
    assert!(none >= 10, "a tenth is off topic: {:?}", report.outcomes);
    assert!(report.compared.is_none() && report.moved.count == 0, "there was nothing to compare with");
}
