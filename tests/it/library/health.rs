//! The health of the library: what is planted is found, with its reason; what is not there is not reported.

use std::path::Path;

use fenzhen::api::v1::library::LibraryHealth;
use fenzhen::api::v1::{FeedbackRequest, Suggestion, Verdict};
use fenzhen::app::{App, Clock, Complaint, Settings, SuggestOptions};
use fenzhen_engine::kb::parse_entry;
use fenzhen_engine::text::{Analyzer, new_words};
use fenzhen_engine::triage::Outcome;
use jiff::Timestamp;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::program::{COMPLAINT, fenzhen, folder, run};
use crate::support::service::{Service, request};

/// What the shipped library does not know.
const FISH: [&str; 4] =
    ["孔雀鱼的鱼缸长绿藻，电话13812345678", "鱼缸绿藻怎么又长满，孔雀鱼都看不清", "孔雀鱼鱼缸里绿藻好多", "鱼缸里的绿藻和孔雀鱼"];
/// Something else it does not know.
const STARS: [&str; 2] = ["射手座和天蝎座般配吗", "射手座跟天蝎座星座运势"];

fn today(day: &str) -> Clock {
    Clock::Fixed(format!("{day}T04:00:00Z").parse::<Timestamp>().expect("an instant"))
}

fn open_on(folder: &Path, day: &str) -> App {
    App::open(Settings { db: folder.join("fenzhen.db"), ..Settings::default() }, today(day)).expect("it opens")
}

fn open(folder: &TempDir) -> App {
    open_on(folder.path(), "2026-11-22")
}

/// Has a ticket judged, and gives its id.
fn judged(app: &App, text: &str) -> (Outcome, String) {
    let complaint = Complaint { text: text.to_owned(), ..Complaint::default() };
    let suggestion = Suggestion::from(&app.desk().suggest(complaint, SuggestOptions::default()).expect("an answer"));
    (suggestion.outcome, suggestion.ticket.expect("it is kept"))
}

fn unanswered(app: &App, texts: &[&str]) -> Vec<String> {
    let ask = |text: &&str| {
        let (outcome, id) = judged(app, text);
        assert_eq!(outcome, Outcome::NoMatch, "{text}");
        id
    };
    texts.iter().map(ask).collect()
}

fn health(app: &App) -> LibraryHealth {
    LibraryHealth::from(&app.library().health().report(100, &|_, _| ()).expect("it can be looked at"))
}

fn feedback(app: &App, ticket: &str, verdict: Verdict, entry: Option<&str>) {
    let request = json!({"ticket": ticket, "verdict": verdict, "entry": entry});
    let request: FeedbackRequest = serde_json::from_value(request).expect("feedback");
    app.cases().submit(&request.into(), None).expect("it is taken");
}

/// What a curator's edit leaves in the database.
fn plant(folder: &TempDir, id: &str, content: &str) {
    let db = Connection::open(folder.path().join("fenzhen.db")).expect("a database");
    db.execute("INSERT INTO revision (at, author, note) VALUES ('2026-01-01T00:00:00Z', '小李', '')", []).expect("SQL");
    let sql = "INSERT INTO knowledge (path, revision, content) VALUES (?1, ?2, ?3)";
    db.execute(sql, (format!("entries/{id}.toml"), db.last_insert_rowid(), content)).expect("SQL");
}

fn shipped(id: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("kb/entries/{id}.toml"));
    std::fs::read_to_string(path).expect("a file")
}

#[test]
fn without_tickets_the_report_says_so_and_still_looks_at_the_entries() {
    let folder = folder();
    let printed = run(&mut fenzhen(folder.path(), &["kb", "health"])).ok();
    assert!(printed.contains("137 条在用条目") && printed.contains("还没有工单"), "{printed}");
    assert!(printed.contains("没有覆盖的投诉：没有") && !printed.contains("从未推荐过"), "{printed}");
    let health = health(&open(&folder));
    assert_eq!((health.entries, health.tickets.read, health.never_suggested.total, health.gaps.total), (137, 0, 0, 0));
    assert_eq!(health.near_duplicates.total, 0, "{:?}", health.near_duplicates.items.first());
}

#[test]
fn two_entries_that_answer_the_same_complaint_differently_are_named_with_a_text_that_proves_it() {
    let (planted, original) = ("telecom/red-light-again", "telecom/broadband-los-red");
    let folder = folder();
    let about = |health: &LibraryHealth| {
        let named = |c: &&fenzhen::api::v1::library::Conflict| [c.first.id.as_str(), c.second.id.as_str()].contains(&original);
        health.conflicts.items.iter().filter(named).cloned().collect::<Vec<_>>()
    };
    assert!(about(&health(&open(&folder))).is_empty());
    let copy = shipped(original).replacen("title = \"", "title = \"再说一遍：", 1).replacen(
        "department = \"network-maintenance\"",
        "department = \"complaints-desk\"",
        1,
    );
    plant(&folder, planted, &copy);
    let health = health(&open(&folder));
    let found = about(&health);
    assert_eq!(found.len(), 1, "{found:?}");
    let conflict = &found[0];
    let mut pair = [conflict.first.id.as_str(), conflict.second.id.as_str()];
    pair.sort_unstable();
    assert_eq!((pair, conflict.differs.as_slice()), ([original, planted], ["department"].as_slice()));
    let witness = &conflict.witness;
    assert!(
        witness.second_confidence >= 0.5 * witness.first_confidence && witness.first_confidence + witness.second_confidence > 0.6
    );
    assert!(copy.contains(witness.text.trim_end_matches('…')), "{}", witness.text);
    let same = |d: &fenzhen::api::v1::library::NearDuplicate| [d.first.id.as_str(), d.second.id.as_str()] == [original, planted];
    assert!(health.near_duplicates.items.iter().any(|d| same(d) && d.similarity > 0.9 && !d.shared.is_empty()));
}

#[test]
fn unanswered_tickets_are_grouped_largest_first_each_with_a_draft_that_a_pack_takes() {
    let folder = folder();
    let app = open(&folder);
    let mut ids = unanswered(&app, &FISH);
    unanswered(&app, &STARS);
    judged(&app, COMPLAINT);
    let health = health(&app);
    assert_eq!(health.tickets.read, 7);
    let sizes: Vec<usize> = health.gaps.items.iter().map(|gap| gap.tickets).collect();
    assert_eq!(sizes, [4, 2], "{:?}", health.gaps.items);
    let gap = &health.gaps.items[0];
    ids.reverse();
    assert_eq!(gap.ids, ids);
    assert!(gap.words.iter().any(|word| word == "鱼缸"), "{:?}", gap.words);
    for gap in &health.gaps.items {
        let (entry, problems) = parse_entry(&gap.draft.path, &gap.draft.content);
        assert!(problems.is_empty(), "{problems:?}\n{}", gap.draft.content);
        let entry = entry.expect("an entry");
        assert_eq!((entry.status.as_str(), entry.symptoms.len()), ("draft", gap.tickets));
        assert!(app.snapshot().library.taxonomy.get(&entry.category).is_some());
    }
    let shown = serde_json::to_string(&health).expect("JSON");
    assert!(shown.contains("138****5678") && !shown.contains("13812345678"), "personal data is masked, in drafts too");
}

#[test]
fn a_gap_is_closed_by_teaching_and_a_rejected_suggestion_is_one() {
    let folder = folder();
    let app = open(&folder);
    let ids = unanswered(&app, &FISH);
    let (outcome, rejected) = judged(&app, COMPLAINT);
    assert_eq!(outcome, Outcome::Answer);
    let gaps = |app: &App| health(app).gaps.items.iter().map(|gap| (gap.tickets, gap.rejected)).collect::<Vec<_>>();
    assert_eq!(gaps(&app), [(4, 0)]);
    feedback(&app, &rejected, Verdict::Rejected, None);
    assert_eq!(gaps(&app), [(4, 0), (1, 1)]);
    for id in &ids {
        feedback(&app, id, Verdict::Corrected, Some("civic/rubbish-not-collected"));
    }
    feedback(&app, &rejected, Verdict::Accepted, None);
    app.settled();
    assert_eq!(gaps(&app), []);
}

#[test]
fn entries_that_expire_are_named_thirty_days_before_and_the_longest_overdue_first() {
    let folder = folder();
    let id = "telecom/broadband-los-red";
    let due = |day: &str| health(&open_on(folder.path(), day)).due;
    let soon = due("2027-09-15");
    let found = soon.items.iter().find(|entry| entry.id == id).expect("thirty days are notice");
    assert_eq!((found.days_left, found.expires_on.as_str()), (30, "2027-10-15"));
    assert!(soon.items.windows(2).all(|two| two[0].days_left <= two[1].days_left));
    plant(&folder, id, &shipped(id).replacen("expires_on = \"2027-10-15\"", "expires_on = \"2026-11-01\"", 1));
    let first = due("2026-11-22");
    assert_eq!((first.total, first.items[0].id.as_str(), first.items[0].days_left), (1, id, -21));
}

#[test]
fn an_entry_that_was_the_first_choice_once_is_not_called_unused() {
    let folder = folder();
    let app = open(&folder);
    judged(&app, COMPLAINT);
    let never = health(&app).never_suggested;
    assert_eq!((never.total, never.items.len()), (136, 100));
    assert!(!never.items.iter().any(|entry| entry.id == "telecom/broadband-los-red"));
}

#[test]
fn words_that_no_dictionary_has_are_found_by_their_company() {
    let folder = folder();
    let app = open(&folder);
    let (before, after) = (
        ["我买的", "新换的", "昨天装", "师傅说", "这台", "两个"],
        ["黑屏了", "不能用", "响个不停", "很烫", "连不上网", "总重启"],
    );
    for (nth, before) in before.iter().enumerate() {
        for after in &after[nth % 2..] {
            judged(&app, &format!("{before}鲸跃盒{after}，客服电话打不通"));
        }
    }
    let words = health(&app).unknown_words;
    let word = words.items.first().expect("a word");
    assert_eq!((word.word.as_str(), word.tickets), ("鲸跃盒", 33), "{:?}", words.items);
    assert!(word.cohesion > 3.0 && word.freedom > 1.5 && word.example.contains("鲸跃盒"));
    assert!(!words.items.iter().any(|word| word.word.contains("客服") || word.word.contains("电话")));
    // Said often, but in one text only.
    let analyzer = Analyzer::new(&[], &[]).expect("a dictionary");
    assert_eq!(new_words(&["我买的鲸跃盒黑屏了"; 50], &analyzer), []);
}

#[test]
fn equal_databases_give_equal_reports_and_the_service_answers_what_the_command_prints() {
    let folder = folder();
    {
        let app = open(&folder);
        unanswered(&app, &FISH);
        judged(&app, COMPLAINT);
    }
    let print = || run(&mut fenzhen(folder.path(), &["kb", "health", "--json", "--tickets", "100"])).ok();
    let printed: Value = serde_json::from_str(&print()).expect("JSON");
    assert_eq!(serde_json::from_str::<Value>(&print()).expect("JSON"), printed);
    let token = |role: &str| {
        let made = run(&mut fenzhen(folder.path(), &["token", "create", "--name", role, "--role", role])).ok();
        format!("Bearer {}", made.trim())
    };
    let (agent, maintainer) = (token("agent"), token("maintainer"));
    let service = Service::start_in(folder, "127.0.0.1:0", &[]);
    let ask = |path: &str, token: &str| service.send(&request("GET", path, &[("Authorization", token)], b""));
    let answer = ask("/api/v1/health/library?tickets=100", &maintainer);
    assert_eq!((answer.status, answer.json()), (200, printed));
    assert_eq!(ask("/api/v1/health/library", &agent).status, 403);
    for wrong in ["tickets=10001", "tickets=-1", "limit=3"] {
        let refused = ask(&format!("/api/v1/health/library?{wrong}"), &maintainer);
        assert_eq!((refused.status, refused.problem()["code"].as_str()), (422, Some("unknown-option")), "{wrong}");
    }
}

#[test]
fn the_gaps_by_themselves_are_those_of_the_report_and_a_report_is_made_anew_when_a_ticket_came() {
    let folder = folder();
    let app = open(&folder);
    unanswered(&app, &FISH);
    let gaps = app.library().health().gaps(100).expect("it can be looked at");
    let report = app.library().health().cached_report(100).expect("it can be looked at");
    let told = |gaps: &[fenzhen::app::library::health::Gap]| {
        gaps.iter().map(|gap| (gap.texts.clone(), gap.draft.path.clone())).collect::<Vec<_>>()
    };
    assert_eq!(told(&gaps.gaps.items), told(&report.gaps.items));
    let gap = &gaps.gaps.items[0];
    let said: Vec<String> = gap.texts_of.iter().map(|id| app.library().quote_of(id).expect("a ticket").text).collect();
    assert_eq!(said, gap.texts, "each text is of its ticket");
    let again = app.library().health().cached_report(100).expect("it can be looked at");
    assert!(std::sync::Arc::ptr_eq(&report, &again), "nothing changed, and nothing was judged again");
    unanswered(&app, &STARS[..1]);
    assert_eq!(app.library().health().cached_report(100).expect("it can be looked at").tickets.read, FISH.len() + 1);
}
