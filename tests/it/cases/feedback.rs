//! Feedback teaches: through the app's interface, the real socket and the real program. No test waits for a length of
//! time; [`App::settled`] says when the background is done.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fenzhen::api::v1::{CaseList, CaseView, FeedbackAnswer, FeedbackRequest, Suggestion, Verdict};
use fenzhen::app::{App, CaseError, CaseQuery, Clock, Complaint, Refusal, Settings, SuggestOptions};
use serde_json::{Value, json};

use crate::support::program::{COMPLAINT, fenzhen, folder, run};
use crate::support::service::{Response, Service, request};
use crate::support::stop_on_drop::StopOnDrop;

/// Complaints about something the shipped library does not know, all meant for one entry.
const FUMES: [&str; 3] =
    ["楼下麻辣烫店的油烟直排进我家卧室，开窗就呛人", "烧烤店油烟扰民，整栋楼都是味道", "饭店的油烟管道正对着居民楼的窗户"];
const LIKE_THEM: &str = "餐馆油烟直接排到我家阳台，晚上不敢开窗";
const ENTRY: &str = "civic/rubbish-not-collected";
const CATEGORY: &str = "civic/environment/rubbish";

fn open(folder: &Path) -> App {
    App::open(Settings { db: folder.join("fenzhen.db"), ..Settings::default() }, Clock::System).expect("it opens")
}

fn ask(app: &App, text: &str) -> Suggestion {
    let complaint = Complaint { text: text.to_owned(), ..Complaint::default() };
    Suggestion::from(&app.desk().suggest(complaint, SuggestOptions::default()).expect("an answer"))
}

fn give(app: &App, request: &FeedbackRequest) -> Result<FeedbackAnswer, CaseError> {
    Ok(FeedbackAnswer::try_from(app.cases().submit(&request.clone().into(), None)?)?)
}

fn listed(app: &App, with_revoked: bool) -> Vec<CaseView> {
    let query = CaseQuery { with_revoked, ..CaseQuery::default() };
    CaseList::from(app.cases().list(&query, 10).expect("a list")).cases
}

fn on(text: &str, verdict: Verdict) -> FeedbackRequest {
    FeedbackRequest {
        ticket: None,
        text: Some(text.to_owned()),
        title: None,
        verdict,
        category: None,
        department: None,
        entry: None,
        author: Some("李".to_owned()),
        replaces: None,
    }
}

fn to_entry(text: &str, entry: &str) -> FeedbackRequest {
    FeedbackRequest { entry: Some(entry.to_owned()), ..on(text, Verdict::Corrected) }
}

fn to_category(text: &str, category: &str) -> FeedbackRequest {
    FeedbackRequest { category: Some(category.to_owned()), ..on(text, Verdict::Corrected) }
}

#[track_caller]
fn taught(answer: Result<FeedbackAnswer, CaseError>) -> CaseView {
    answer.expect("it is taken").case.expect("it teaches a case")
}

/// How sure the app is of [`CATEGORY`] and [`ENTRY`] for a complaint.
fn confidence(app: &App, text: &str) -> (f64, f64) {
    let suggestion = ask(app, text);
    let category = suggestion.category.map_or(0.0, |choice| {
        let others = choice.alternatives.into_iter().map(|other| (other.id, other.confidence));
        std::iter::once((choice.id, choice.confidence)).chain(others).find(|(id, _)| id == CATEGORY).map_or(0.0, |found| found.1)
    });
    let entry = suggestion.entries.iter().find(|entry| entry.id == ENTRY).map_or(0.0, |entry| entry.confidence);
    (category, entry)
}

#[test]
fn a_correction_moves_the_right_entry_up_and_revoking_takes_it_back() {
    let folder = folder();
    let app = open(folder.path());
    let before = confidence(&app, LIKE_THEM);
    let untaught = ask(&app, LIKE_THEM).model;
    assert!(untaught.ends_with(" entries/0 cases"), "{untaught}");

    let case = taught(give(&app, &to_entry(FUMES[0], ENTRY)));
    assert_eq!((case.category.as_deref(), case.entry.as_deref()), (Some(CATEGORY), Some(ENTRY)), "they follow the entry");
    app.settled();
    let suggestion = ask(&app, LIKE_THEM);
    assert_eq!(suggestion.category.as_ref().map(|c| c.id.as_str()), Some(CATEGORY));
    assert_eq!(suggestion.entries[0].id, ENTRY);
    assert!(suggestion.model.ends_with(" entries/1 cases"), "{}", suggestion.model);
    assert_eq!(suggestion.kb_revision, 1, "learning is not a new revision");
    let near = suggestion.entries[0].evidence.iter().any(|e| e.matched.contains(&format!("case/{}", case.id)));
    assert!(near, "the case stands as evidence: {:?}", suggestion.entries[0].evidence);

    let revoked = app.cases().revoke(case.id, Some("王"), Some(" 看错了 ")).expect("it is there");
    let revoked = CaseView::from(revoked);
    assert_eq!((revoked.revoked_by.as_deref(), revoked.revoked_because.as_deref()), (Some("王"), Some("看错了")));
    app.settled();
    assert_eq!(confidence(&app, LIKE_THEM), before, "as if it had never been taught");
    assert_eq!(ask(&app, LIKE_THEM).model, untaught);
    let again = app.cases().revoke(case.id, Some("赵"), Some("另一个理由")).expect("it is there");
    assert_eq!(CaseView::from(again), revoked, "the first revocation stands");
    let unknown = app.cases().revoke(4711, None, None);
    assert!(matches!(unknown, Err(CaseError::NoSuchCase(4711))));
}

#[test]
fn repeated_confirmations_raise_the_confidence_and_are_still_known_after_a_restart() {
    let folder = folder();
    let app = open(folder.path());
    let mut last = confidence(&app, LIKE_THEM);
    for complaint in FUMES {
        taught(give(&app, &to_entry(complaint, ENTRY)));
        app.settled();
        let now = confidence(&app, LIKE_THEM);
        assert!(now.0 > last.0 && now.1 > last.1, "{now:?} after {last:?}");
        last = now;
    }
    // What was taught is suggested by now; accepting it confirms what it says.
    let ticket = ask(&app, FUMES[0]).ticket;
    assert!(ticket.is_some(), "tickets are kept");
    let accepted = FeedbackRequest { ticket, text: None, ..on("", Verdict::Accepted) };
    let case = taught(give(&app, &accepted));
    assert_eq!((case.entry.as_deref(), case.ticket.as_ref()), (Some(ENTRY), accepted.ticket.as_ref()));
    app.settled();
    let confirmed = confidence(&app, LIKE_THEM);
    drop(app);
    let reopened = open(folder.path());
    assert_eq!(confidence(&reopened, LIKE_THEM), confirmed);
    assert!(ask(&reopened, LIKE_THEM).model.ends_with("/4 cases"));
}

#[test]
fn contradicting_feedback_is_refused_with_who_said_otherwise_unless_it_replaces_that() {
    let folder = folder();
    let app = open(folder.path());
    let first = taught(give(&app, &to_entry(FUMES[0], ENTRY)));
    let second = taught(give(&app, &to_entry(FUMES[0], ENTRY)));
    // The same complaint, written otherwise.
    let otherwise = to_category("  樓下麻辣燙店的油煙直排進我家臥室，开窗就呛人", "civic/environment/noise");
    let refused = give(&app, &otherwise).expect_err("it contradicts");
    let words = refused.to_string();
    let CaseError::Contradicts(cases) = refused else { panic!("{refused}") };
    assert_eq!(cases.iter().map(|c| c.id).collect::<Vec<_>>(), [second.id, first.id]);
    for said in [format!("case/{}", first.id), CATEGORY.to_owned(), "李".to_owned(), first.taught_at.clone()] {
        assert!(words.contains(&said), "{words} should name {said}");
    }
    assert_eq!(listed(&app, true).len(), 2, "nothing was taught");
    // What says nothing else contradicts nothing.
    taught(give(&app, &to_category(FUMES[0], CATEGORY)));

    let stranger = taught(give(&app, &to_entry(FUMES[1], ENTRY)));
    let wrong = give(&app, &FeedbackRequest { replaces: Some(stranger.id), ..otherwise.clone() });
    assert!(matches!(wrong, Err(ref e) if e.field() == Some("replaces")), "another complaint's case: {wrong:?}");

    // It says the same as the first two of the category, but not of entry and department: to be replaced on its own.
    let third = listed(&app, false).iter().find(|c| c.entry.is_none()).expect("it").id;
    app.cases().revoke(third, None, None).expect("it is there");
    let answer = give(&app, &FeedbackRequest { replaces: Some(first.id), ..otherwise }).expect("it is taken");
    assert_eq!(answer.revoked, [second.id, first.id], "what says the same goes with it");
    assert_eq!(answer.case.as_ref().and_then(|c| c.replaces), Some(first.id));
    let active = listed(&app, false);
    assert_eq!(active.len(), 2, "{active:?}");
}

#[test]
fn cases_worded_otherwise_that_contradict_each_other_are_named_until_one_is_revoked() {
    let folder = folder();
    let app = open(folder.path());
    let first = taught(give(&app, &to_entry("孔雀鱼的鱼缸绿藻长满玻璃", ENTRY)));
    taught(give(&app, &to_entry("停电了整栋楼都黑", "telecom/modem-no-power")));
    let second = taught(give(&app, &to_entry("鱼缸玻璃长满绿藻，孔雀鱼", "telecom/modem-no-power")));
    let named = app.cases().contradictions().expect("they are compared");
    assert_eq!(named.iter().map(|pair| (pair.newer.id, pair.older.id)).collect::<Vec<_>>(), [(second.id, first.id)]);
    app.cases().revoke(first.id, None, None).expect("it is there");
    assert!(app.cases().contradictions().expect("they are compared").is_empty());
    let of = |query: fenzhen::app::CaseQuery| app.cases().list(&query, 10).expect("a page").cases.len();
    let query = || fenzhen::app::CaseQuery { with_revoked: true, ..Default::default() };
    assert_eq!(of(query()), 3);
    assert_eq!(of(fenzhen::app::CaseQuery { entry: Some(ENTRY.to_owned()), ..query() }), 1);
    assert_eq!(of(fenzhen::app::CaseQuery { category: Some("civic".to_owned()), ..query() }), 1);
    assert_eq!(of(fenzhen::app::CaseQuery { taught_by: Some("别人".to_owned()), ..query() }), 0);
}

#[test]
fn unknown_labels_are_refused_with_the_field_and_what_is_near() {
    let folder = folder();
    let app = open(folder.path());
    let misspelt: [(&str, &str, &str); 3] = [
        ("category", "telecom/fualt/broadband", "telecom/fault/broadband"),
        ("department", "network-maintenace", "network-maintenance"),
        ("entry", "telecom/broadband-red-los", "telecom/broadband-los-red"),
    ];
    for (field, wrong, meant) in misspelt {
        let mut request = on(COMPLAINT, Verdict::Corrected);
        let slot = match field {
            "category" => &mut request.category,
            "department" => &mut request.department,
            _ => &mut request.entry,
        };
        *slot = Some(wrong.to_owned());
        let Err(refused) = give(&app, &request) else { panic!("{wrong} is no {field}") };
        assert_eq!((refused.code(), refused.field()), ("unknown-label", Some(field)));
        assert!(refused.to_string().contains(meant), "{refused} should name {meant}");
    }
    let refusals = [
        (on(COMPLAINT, Verdict::Corrected), "category"),
        (FeedbackRequest { entry: Some(ENTRY.to_owned()), ..on(COMPLAINT, Verdict::Rejected) }, "entry"),
        (FeedbackRequest { replaces: Some(1), ..on(COMPLAINT, Verdict::Rejected) }, "replaces"),
        (on("今天天气真好", Verdict::Accepted), "verdict"),
        (FeedbackRequest { text: None, ..on("", Verdict::Rejected) }, "ticket"),
        (FeedbackRequest { ticket: Some("1".to_owned()), ..on(COMPLAINT, Verdict::Rejected) }, "ticket"),
        (FeedbackRequest { author: Some("n".repeat(101)), ..on(COMPLAINT, Verdict::Rejected) }, "author"),
        (on(&"长".repeat(200_001), Verdict::Rejected), "text"),
    ];
    for (request, field) in refusals {
        let refused = give(&app, &request);
        assert!(matches!(refused, Err(ref e) if e.field() == Some(field)), "{field}: {refused:?}");
    }
    assert!(listed(&app, true).is_empty());
    let rejected = give(&app, &on(COMPLAINT, Verdict::Rejected)).expect("it is taken");
    assert_eq!((rejected.case, rejected.revoked), (None, Vec::new()));
}

/// Two possibilities whose likeliest category, department and entry do not belong together.
const TORN: &str = "快递丢了要退款";

#[test]
fn no_case_names_an_entry_beside_a_category_or_department_that_is_not_the_entrys() {
    let folder = folder();
    let app = open(folder.path());
    let torn = ask(&app, TORN);
    let (category, department) = (torn.category.expect("a category").id, torn.department.expect("a department").id);
    let entry = &torn.entries[0];
    assert!(entry.category != category || entry.department != department, "it is torn: {category}, {department}, {}", entry.id);
    // Neither way of accepting it, on record or sent along, says which of the two was meant.
    for request in [FeedbackRequest { ticket: torn.ticket, text: None, ..on("", Verdict::Accepted) }, on(TORN, Verdict::Accepted)]
    {
        let Err(refused) = give(&app, &request) else { panic!("{request:?} is taken") };
        assert_eq!((refused.code(), refused.field()), ("labels-contradict", Some("verdict")));
        assert!(refused.to_string().contains(&entry.id) && refused.help().contains("corrected"), "{refused:?}");
    }
    for (field, other) in [("category", "telecom/fault/iptv"), ("department", "network-maintenance")] {
        let other = Some(other.to_owned());
        let named = to_entry(TORN, &entry.id);
        let request = match field {
            "category" => FeedbackRequest { category: other, ..named },
            _ => FeedbackRequest { department: other, ..named },
        };
        let Err(refused) = give(&app, &request) else { panic!("a case contradicts itself") };
        assert_eq!((refused.code(), refused.field()), ("labels-contradict", Some(field)));
    }
    assert!(listed(&app, true).is_empty());
    // Its own labels may be sent with it.
    let with = FeedbackRequest {
        category: Some(entry.category.clone()),
        department: Some(entry.department.clone()),
        ..to_entry(TORN, &entry.id)
    };
    let case = taught(give(&app, &with));
    assert_eq!((case.category, case.entry), (Some(entry.category.clone()), Some(entry.id.clone())));
}

#[test]
fn where_tickets_are_not_kept_feedback_sends_the_text_along() {
    let folder = folder();
    let settings = Settings { db: folder.path().join("fenzhen.db"), keep_tickets: false, ..Settings::default() };
    let app = App::open(settings, Clock::System).expect("it opens");
    assert_eq!(ask(&app, COMPLAINT).ticket, None);
    let case = taught(give(&app, &on(COMPLAINT, Verdict::Accepted)));
    assert_eq!(case.entry.as_deref(), Some("telecom/broadband-los-red"));
    assert_eq!(case.ticket, None);
}

#[test]
fn readers_are_answered_by_exactly_one_model_each_while_it_retrains() {
    let folder = folder();
    let app = open(folder.path());
    let stop = AtomicBool::new(false);
    let read = || {
        let mut models: BTreeMap<String, usize> = BTreeMap::new();
        while !stop.load(Ordering::Relaxed) {
            let suggestion = ask(&app, COMPLAINT);
            assert_eq!(suggestion.entries[0].id, "telecom/broadband-los-red");
            *models.entry(suggestion.model).or_default() += 1;
        }
        models
    };
    let counts = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..3).map(|_| scope.spawn(read)).collect();
        let ends = StopOnDrop(&stop);
        for (nth, complaint) in FUMES.iter().enumerate() {
            taught(give(&app, &to_entry(complaint, ENTRY)));
            app.settled();
            assert_eq!(cases_of(&ask(&app, COMPLAINT).model), nth + 1);
        }
        // Many at once are learned by far fewer trainings.
        for nth in 0..40 {
            taught(give(&app, &to_entry(&format!("{}，第{nth}次反映", FUMES[0]), ENTRY)));
        }
        app.settled();
        drop(ends);
        let mut all: BTreeMap<String, usize> = BTreeMap::new();
        for reader in readers {
            reader.join().expect("no reader fails").into_iter().for_each(|(model, n)| *all.entry(model).or_default() += n);
        }
        all
    });
    let answers: usize = counts.values().sum();
    println!("{answers} answers while training, by {} models: {counts:?}", counts.len());
    let cases: BTreeSet<usize> = counts.keys().map(|model| cases_of(model)).collect();
    assert!(answers > 0 && cases.iter().all(|n| *n <= 43), "{counts:?}");
    assert!(counts.len() < 20, "forty cases in a row are few trainings: {counts:?}");
    assert_eq!(cases_of(&ask(&app, COMPLAINT).model), 43);
}

#[test]
fn what_another_process_teaches_is_learned_too() {
    let folder = folder();
    let app = open(folder.path());
    ask(&app, COMPLAINT);
    let args = ["feedback", FUMES[0], "--verdict", "corrected", "--entry", ENTRY];
    run(&mut fenzhen(folder.path(), &args)).ok();
    let begun = Instant::now();
    while cases_of(&ask(&app, LIKE_THEM).model) == 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "it is never learned");
    }
    assert_eq!(ask(&app, LIKE_THEM).entries[0].id, ENTRY);
}

/// The number of cases that a model's name tells.
fn cases_of(model: &str) -> usize {
    let name = model.strip_prefix("linear+near+language+document/").expect("the parts");
    let (entries, cases) = name.split_once(" entries/").expect("the entries");
    assert!(entries.parse::<usize>().is_ok_and(|n| n > 100), "{model}");
    cases.strip_suffix(" cases").and_then(|n| n.parse().ok()).expect("the cases")
}

fn send(service: &Service, path: &str, key: Option<&str>, body: &Value) -> Response {
    let mut headers = vec![("Content-Type", "application/json")];
    headers.extend(key.map(|key| ("Idempotency-Key", key)));
    service.send(&request("POST", path, &headers, body.to_string().as_bytes()))
}

#[test]
fn over_http_feedback_is_idempotent_and_cases_are_listed_and_revoked() {
    let service = Service::start(&[]);
    let give = |key, body: &Value| send(&service, "/api/v1/feedback", key, body);
    let suggestion = service.suggest(&json!({"text": COMPLAINT, "id": "T-1"}), "").suggestion();
    let accepted = json!({"ticket": suggestion["ticket"], "verdict": "accepted", "author": "王"});
    let first = give(Some("k-1"), &accepted);
    assert_eq!(first.status, 200, "{}", first.text());
    assert_eq!(first.json()["case"]["entry"], "telecom/broadband-los-red");
    let again = give(Some("k-1"), &accepted);
    assert_eq!((again.status, again.text()), (200, first.text()), "the same answer");
    let other = give(Some("k-1"), &json!({"ticket": suggestion["ticket"], "verdict": "rejected"})).problem();
    assert_eq!((&other["status"], &other["code"]), (&json!(409), &json!("key-reused")));
    assert_eq!(give(Some("k 1"), &accepted).problem()["code"], "no-key");

    let otherwise = json!({"text": COMPLAINT, "verdict": "corrected", "category": "telecom/fault/iptv"});
    let contradicts = give(None, &otherwise).problem();
    assert_eq!((&contradicts["status"], &contradicts["code"]), (&json!(409), &json!("contradicts")));
    assert_eq!((&contradicts["cases"][0]["id"], &contradicts["cases"][0]["taught_by"]), (&json!(1), &json!("王")));
    let unknown = give(None, &json!({"text": COMPLAINT, "verdict": "corrected", "category": "nonsense"})).problem();
    assert_eq!((&unknown["status"], &unknown["field"]), (&json!(422), &json!("category")));
    assert_eq!(give(None, &json!({"ticket": "nobody", "verdict": "rejected"})).problem()["code"], "no-such-ticket");
    assert_eq!(give(None, &json!({"text": COMPLAINT, "verdict": "liked"})).problem()["status"], 422);

    for complaint in FUMES {
        assert_eq!(give(None, &json!({"text": complaint, "verdict": "corrected", "entry": ENTRY})).status, 200);
    }
    let page = service.get("/api/v1/cases?limit=3").json();
    let ids = |page: &Value| page["cases"].as_array().expect("cases").iter().map(|c| c["id"].clone()).collect::<Vec<_>>();
    assert_eq!((ids(&page), &page["next"]), (vec![json!(4), json!(3), json!(2)], &json!(2)));
    let last = service.get("/api/v1/cases?limit=3&before=2").json();
    assert_eq!((ids(&last), last.get("next")), (vec![json!(1)], None));
    assert!(last["cases"][0]["text"].as_str().is_some_and(|text| text.contains("138****5678")), "{last}");
    assert_eq!(service.get("/api/v1/cases?pages=3").problem()["status"], 422);

    let bare = service.send(&request("POST", "/api/v1/cases/1/revoke", &[], b""));
    assert_eq!((bare.status, &bare.json()["revoked_by"]), (200, &json!("anonymous")));
    assert_eq!(send(&service, "/api/v1/cases/2/revoke", None, &json!({"author": "王"})).json()["revoked_by"], "王");
    assert_eq!(send(&service, "/api/v1/cases/99/revoke", None, &json!({})).problem()["status"], 404);
    assert_eq!(ids(&service.get("/api/v1/cases").json()), [json!(4), json!(3)]);
    assert_eq!(ids(&service.get("/api/v1/cases?revoked=true").json()).len(), 4);
}

#[test]
fn the_command_teaches_lists_with_masks_and_revokes() {
    let folder = folder();
    let ran = |args: &[&str]| run(&mut fenzhen(folder.path(), args));
    let suggestion: Value = serde_json::from_str(&ran(&["suggest", "--json", COMPLAINT]).ok()).expect("JSON");
    let ticket = suggestion["ticket"].as_str().expect("a ticket");
    ran(&["feedback", "--ticket", ticket, "--verdict", "accepted", "--author", "王"]).ok();
    let listed = ran(&["feedback", "list"]).ok();
    for said in ["case/1", "telecom/broadband-los-red", "王", "138****5678"] {
        assert!(listed.contains(said), "{listed} should name {said}");
    }
    let listed_as_json = ran(&["feedback", "list", "--json"]).ok();
    assert!(!listed.contains("13812345678") && !listed_as_json.contains("13812345678"), "{listed}");

    let told = ran(&["suggest", COMPLAINT]).ok();
    assert!(told.contains("与案例 case/1 相像") && !told.contains("13812345678"), "masked where it is evidence, too: {told}");

    let contradicts = ran(&["feedback", COMPLAINT, "--verdict", "corrected", "--category", "telecom/fault/iptv"]);
    assert_eq!(contradicts.code, Some(1));
    assert!(contradicts.stderr.contains("case/1") && contradicts.stderr.contains("王"), "{contradicts:?}");
    let unknown = ran(&["feedback", COMPLAINT, "--verdict", "corrected", "--category", "telecom/fault/iptw"]).refused();
    assert!(unknown.contains("telecom/fault/iptv"), "{unknown}");
    assert!(ran(&["feedback", "--verdict", "accepted"]).refused().contains("TEXT"));

    ran(&["feedback", "revoke", "case/1", "--author", "李"]).ok();
    assert!(ran(&["feedback", "list"]).ok().contains("还没有案例"));
    assert!(ran(&["feedback", "list", "--revoked"]).ok().contains("已撤销 · 李"));
    assert!(ran(&["feedback", "revoke", "7"]).refused().contains("no case 7"));
}

#[test]
fn a_replay_of_labelled_tickets_shows_how_accuracy_grows() {
    let folder = folder();
    let rows: String = (0..60)
        .map(|nth| {
            let (text, label) = [("油烟太大", "油烟"), ("半夜施工太吵", "噪音"), ("井盖丢了很危险", "道路")][nth % 3];
            json!({"id": nth.to_string(), "text": format!("{text}，第{nth}号"), "category": label}).to_string() + "\n"
        })
        .collect();
    std::fs::write(folder.path().join("rows.jsonl"), rows + "{\"id\": 1}\n").expect("a file");
    let args = ["eval", "replay", "--rows", "rows.jsonl", "--label", "category", "--every", "20"];
    let ran = run(&mut fenzhen(folder.path(), &args));
    assert_eq!(ran.code, Some(1), "a malformed row is named: {ran:?}");
    assert!(ran.stderr.contains("rows.jsonl:61: row-malformed"), "{ran:?}");
    let steps: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let accuracies: Vec<f64> = steps.iter().map(|step| step["accuracy"].as_f64().expect("a share")).collect();
    assert_eq!(steps.iter().map(|s| s["seen"].as_u64()).collect::<Vec<_>>(), [Some(0), Some(20), Some(40)]);
    assert_eq!(accuracies, [0.0, 1.0, 1.0], "nothing is known before anything is learned");
    let mixed = || run(&mut fenzhen(folder.path(), &[&args[..], &["--mixed"]].concat())).stdout;
    assert_eq!(mixed(), mixed(), "mixed the same way every time");
}
