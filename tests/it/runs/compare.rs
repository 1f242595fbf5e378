//! What moved and why; writing it over the tickets on record, and taking it back.

use std::fs;

use fenzhen::app::runs::RunRequest;
use serde_json::{Value, json};

use super::fixture::{Desk, TEXTS, backlog, finished, rows};

/// The outcome, category and revision of a ticket on record, by the sender's id.
pub fn on_record(desk: &Desk, id: &str) -> Option<(String, Option<String>, i64)> {
    let sql = "SELECT outcome, category, revision FROM ticket WHERE external_id = ?1 ORDER BY id DESC LIMIT 1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    desk.db().query_row(sql, [id], read).ok()
}

/// All tickets on record, as they are.
pub fn tickets(desk: &Desk) -> Vec<[Option<String>; 6]> {
    let db = desk.db();
    let sql = "SELECT key, outcome, category, department, entry, CAST(revision AS TEXT) FROM ticket ORDER BY key";
    let mut statement = db.prepare(sql).expect("SQL");
    let all = statement.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?]));
    all.expect("SQL").collect::<Result<_, _>>().expect("SQL")
}

fn count(counts: &Value, id: &str) -> u64 {
    let counts = counts.as_array().expect("a list");
    counts.iter().find(|count| count["id"] == id).and_then(|count| count["count"].as_u64()).unwrap_or_else(|| panic!("no {id}"))
}

/// A desk with so many tickets on record as the run `one` judged them.
fn recorded(many: usize) -> Desk {
    let desk = Desk::new();
    desk.write("backlog.jsonl", backlog(many));
    desk.run(&["batch", "run", "backlog.jsonl", "--out", "one"]).ok();
    desk.run(&["batch", "apply", "one", "--add"]).ok();
    desk
}

/// The library no longer knows lost cards.
fn forget_cards(desk: &Desk) {
    desk.edit("entries/bank/card-lost.toml", None);
}

#[test]
fn labels_of_the_input_are_compared_by_id_or_by_name() {
    let desk = Desk::new();
    let table = format!(
        "编号,投诉内容,类别,责任部门\n1,{0},宽带故障,网络维护部\n2,{0},telecom/fault/broadband,\n3,{0},自来水,水厂\n4,{1},宽带故障,\n",
        TEXTS[0], TEXTS[6]
    );
    desk.write("labelled.csv", table);
    let (code, report) = desk.json(&["batch", "run", "labelled.csv", "--out", "run"]);
    assert_eq!((code, report["compared"]["tickets"].as_u64()), (Some(0), Some(4)), "{report}");
    let changes = &report["category"]["changes"];
    assert_eq!((count(changes, "same"), count(changes, "moved"), count(changes, "lost")), (2, 1, 1), "{report}");
    let changes = &report["department"]["changes"];
    assert_eq!((count(changes, "same"), count(changes, "gained"), count(changes, "moved")), (2, 1, 1), "{report}");
    let steps = report["category"]["matrix"].as_array().expect("a matrix");
    assert!(steps.iter().any(|step| step["from"] == "自来水" && step["to"] == "telecom/fault/broadband" && step["count"] == 1));
    let moved = rows(&desk.path("run")).remove(2);
    assert!(moved.why.iter().any(|why| why.text.contains("光猫") && why.before == 0.0 && why.after > 0.0), "{moved:?}");
}

#[test]
fn two_runs_are_compared_by_id_with_the_evidence_that_changed() {
    let desk = Desk::new();
    let input = desk.write("backlog.jsonl", backlog(70));
    finished(&desk.app(), &RunRequest { input, out: desk.path("before"), ..RunRequest::default() });
    forget_cards(&desk);
    // In another order, one ticket less, one more.
    let mut lines: Vec<String> = backlog(71).lines().skip(1).map(str::to_owned).collect();
    lines.reverse();
    let input = desk.write("later.jsonl", lines.join("\n"));
    finished(&desk.app(), &RunRequest { input, out: desk.path("after"), ..RunRequest::default() });
    let (code, report) = desk.json(&["batch", "diff", "before", "after", "--html", "diff.html"]);
    assert_eq!(code, Some(1), "something moved");
    assert_eq!((report["tickets"].as_u64(), report["compared"]["tickets"].as_u64()), (Some(70), Some(69)), "{report}");
    assert_eq!(report["compared"]["gone"], 1);
    let was_card =
        rows(&desk.path("before")).iter().filter(|row| row.labels().category.as_deref() == Some("bank/card/lost-stolen")).count();
    assert!(was_card >= 8, "{was_card}");
    let changes = &report["category"]["changes"];
    assert_eq!(count(changes, "lost") + count(changes, "moved"), was_card as u64, "what was a lost card is none now: {report}");
    let first = &report["moved"]["first"][0];
    assert_eq!(first["category"]["from"], "bank/card/lost-stolen");
    let why = first["why"].as_array().expect("evidence");
    assert!(
        why.iter().any(|why| why["text"].as_str().is_some_and(|t| t.contains("挂失") || t.contains("卡"))
            && why["before"].as_f64() > Some(0.0)),
        "{first}"
    );
    assert!(fs::read_to_string(desk.path("diff.html")).expect("a page").contains("批次报告"));
    assert!(
        fs::read_dir(desk.path("after")).expect("a folder").all(|file| !file
            .expect("a file")
            .file_name()
            .to_string_lossy()
            .starts_with(".diff"))
    );
    let (code, same) = desk.json(&["batch", "diff", "before", "before"]);
    assert_eq!((code, same["moved"]["count"].as_u64()), (Some(0), Some(0)), "a run is like itself");
    // The same comparison while running.
    let again = ["batch", "run", "later.jsonl", "--before", "before", "--out", "compared"];
    let (_, run) = desk.json(&again);
    assert_eq!((&run["category"]["changes"], &run["moved"]), (&report["category"]["changes"], &report["moved"]));
}

#[test]
fn a_run_as_of_an_older_revision_says_what_was_said_then() {
    let desk = Desk::new();
    desk.write("backlog.jsonl", backlog(14));
    desk.run(&["batch", "run", "backlog.jsonl", "--out", "then"]).ok();
    let revision = desk.json(&["batch", "diff", "then", "then"]).1["knowledge"]["revision"].to_string();
    forget_cards(&desk);
    desk.run(&["batch", "run", "backlog.jsonl", "--out", "now"]).ok();
    desk.run(&["batch", "run", "backlog.jsonl", "--as-of", &revision, "--out", "again"]).ok();
    let results = |dir: &str| fs::read(desk.path(dir).join("results.jsonl")).expect("results");
    assert!(results("then") == results("again") && results("then") != results("now"));
    let refused = desk.run(&["batch", "run", "backlog.jsonl", "--as-of", "99", "--out", "never"]).refused();
    assert!(refused.contains("no revision 99"), "{refused}");
}

#[test]
fn applying_leaves_alone_what_changed_since_or_was_confirmed_and_lists_it() {
    let desk = recorded(7);
    forget_cards(&desk);
    desk.run(&["batch", "run", "backlog.jsonl", "--out", "two"]).ok();
    // One ticket is confirmed, one changes, and one is judged again by somebody.
    let key =
        |id: &str| desk.db().query_row("SELECT key FROM ticket WHERE external_id = ?1", [id], |row| row.get::<_, String>(0));
    desk.run(&["feedback", "--ticket", &key("T-0").expect("a ticket"), "--verdict", "accepted"]).ok();
    desk.db().execute("UPDATE ticket SET department = 'card-security' WHERE external_id = 'T-2'", []).expect("SQL");
    let copy = "INSERT INTO ticket (key, external_id, title, text, received_at, outcome, revision)
                SELECT 'newer', external_id, title, text, received_at, 'no_match', 2 FROM ticket WHERE external_id = 'T-3'";
    desk.db().execute(copy, []).expect("SQL");
    let (_, applied) = desk.json(&["batch", "apply", "two"]);
    let skipped = |reason: &str| -> Vec<&str> {
        let all = applied["skipped"]["first"].as_array().expect("a list");
        all.iter().filter(|skipped| skipped["reason"] == reason).filter_map(|skipped| skipped["id"].as_str()).collect()
    };
    assert_eq!((skipped("confirmed"), skipped("changed-since")), (vec!["T-0"], vec!["T-2", "T-3"]), "{applied}");
    assert_eq!(applied["written"], 4);
    assert_eq!(on_record(&desk, "T-0").expect("a ticket").2, 2, "a confirmed ticket keeps what was confirmed");
    desk.run(&["batch", "undo", "two"]).ok();
    let (_, applied) = desk.json(&["batch", "apply", "two", "--over-confirmed"]);
    assert_eq!(applied["over_confirmed"], 1, "{applied}");
    assert_eq!(on_record(&desk, "T-0").expect("a ticket").2, 3);
}

#[test]
fn another_guess_behind_i_do_not_know_is_no_other_suggestion() {
    let desk = recorded(7);
    let (outcome, ..) = on_record(&desk, "T-6").expect("a ticket");
    assert_eq!(outcome, "no_match");
    desk.db().execute("UPDATE ticket SET category = 'guessed/before' WHERE external_id = 'T-6'", []).expect("SQL");
    forget_cards(&desk);
    desk.run(&["batch", "run", "backlog.jsonl", "--before", "one", "--out", "two"]).ok();
    let (_, applied) = desk.json(&["batch", "apply", "two"]);
    assert_eq!((&applied["written"], &applied["moved"]), (&json!(7), &json!(1)), "only the lost card: {applied}");
}

#[test]
fn undo_lists_what_it_cannot_restore_and_why() {
    let desk = recorded(6);
    let db = desk.db();
    let key = |id: &str| db.query_row("SELECT key FROM ticket WHERE external_id = ?1", [id], |row| row.get::<_, String>(0));
    desk.run(&["feedback", "--ticket", &key("T-0").expect("a ticket"), "--verdict", "accepted"]).ok();
    desk.run(&["feedback", "--ticket", &key("T-1").expect("a ticket"), "--verdict", "rejected"]).ok();
    db.execute("UPDATE ticket SET category = 'bank/card/lost-stolen' WHERE external_id = 'T-2'", []).expect("SQL");
    db.execute("DELETE FROM ticket WHERE external_id = 'T-3'", []).expect("SQL");
    let (code, undone) = desk.json(&["batch", "undo", "--application", "1"]);
    assert_eq!((code, undone["removed"].as_u64()), (Some(1), Some(2)), "{undone}");
    let counts = json!({"confirmed": 1, "has-feedback": 1, "changed-since": 1, "gone": 1});
    assert_eq!(undone["skipped"]["counts"], counts, "{undone}");
}

#[test]
fn applying_is_all_or_nothing() {
    let desk = Desk::new();
    desk.write("backlog.jsonl", backlog(50));
    desk.run(&["batch", "run", "backlog.jsonl", "--out", "run"]).ok();
    let results = desk.path("run/results.jsonl");
    let whole = fs::read(&results).expect("results");
    fs::write(&results, [&whole[..whole.len() / 2], b"rubbish\n"].concat()).expect("a file");
    let refused = desk.run(&["batch", "apply", "run", "--add"]).refused();
    assert!(refused.contains("not a row of results"), "{refused}");
    assert_eq!(tickets(&desk).len(), 0, "nothing was written");
    let kept: i64 = desk.db().query_row("SELECT count(*) FROM application", [], |row| row.get(0)).expect("SQL");
    assert_eq!(kept, 0);
}
