//! Rehearsals: what would do harm is shown and blocked; what is let pass is recorded.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::fixture::{DRAFT, MODEM, RED_LIGHT, Small, draft, modem, newest, path, publish, revision, save};

/// The published entry with a case that cannot hold.
fn with_a_broken_case() -> Value {
    let case = "\n[[cases]]\ntext = \"今天天气真好，想去公园走走\"\nexpect = \"match\"\nbecause = \"不会命中\"\n";
    json!({"path": format!("entries/{MODEM}.toml"), "content": modem() + case})
}

#[test]
fn a_broken_case_blocks_unless_a_reason_is_given_which_is_recorded() {
    let small = Small::new();
    let service = small.serve();
    for waive in [Value::Null, json!(""), json!("  \n")] {
        let blocked = publish(&service, &json!({"files": [with_a_broken_case()], "waive": waive}));
        let problem = blocked.problem();
        assert_eq!((blocked.status, &problem["code"]), (422, &json!("breaks-cases")));
        let broken = &problem["rehearsal"]["broken_cases"];
        assert_eq!((broken.as_array().map(Vec::len), &broken[0]["code"]), (Some(1), &json!("case-fails")), "{problem}");
        assert!(broken[0]["line"].as_u64().is_some_and(|line| line > 40), "{broken}");
    }
    assert_eq!(newest(&service), 1);
    let passed = publish(&service, &json!({"files": [with_a_broken_case()], "waive": "明天改", "author": "wang"}));
    let revision = revision(&passed);
    let database = Connection::open(small.db()).expect("a database");
    let waived = database.query_row("SELECT revision, code, path, reason, author FROM waiver", [], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
            row.get::<_, String>(4)?,
        ))
    });
    let said = |text: &str| text.to_owned();
    let expected = (revision, said("case-fails"), format!("entries/{MODEM}.toml"), said("明天改"), said("wang"));
    assert_eq!(waived.expect("one waiver"), expected);
    let shown = service.get("/api/v1/revisions?limit=1").json()["revisions"][0]["waived"].clone();
    assert_eq!((&shown[0]["reason"], &shown[0]["author"]), (&json!("明天改"), &json!("wang")), "{shown}");
    // What was broken before is not the fault of the next edit.
    let next = publish(&service, &json!({"files": [{"path": "lexicon/words.txt", "content": "光猫 100 n\n"}]}));
    assert_eq!(next.json()["rehearsal"]["broken_cases"], json!([]), "{}", next.text());
}

#[test]
fn a_problem_blocks_and_no_reason_lets_it_pass() {
    let small = Small::new();
    let service = small.serve();
    let faulty = modem().replace("department = \"network\"", "department = \"nobody\"");
    let file = json!({"path": format!("entries/{MODEM}.toml"), "content": faulty});
    let problem = publish(&service, &json!({"files": [file], "waive": "egal"})).problem();
    assert_eq!((&problem["status"], &problem["code"]), (&json!(422), &json!("has-problems")));
    let found = &problem["rehearsal"]["problems"][0];
    assert_eq!((&found["code"], &found["line"]), (&json!("unknown-department"), &json!(3)));
    // A draft may be incomplete; published it answers for what was wrong with it before.
    let blocked = publish(&service, &json!({"entries": [DRAFT], "waive": "egal"})).problem();
    assert!(blocked["rehearsal"]["problems"].as_array().is_some_and(|all| all.len() >= 2), "{blocked}");
    let faulty = draft("路由器坏了", "路由器").replace("department = \"network\"", "department = \"nobody\"");
    revision(&save(&service, "telecom/router", &faulty, None));
    let blocked = publish(&service, &json!({"entries": ["telecom/router"], "waive": "egal"})).problem();
    assert_eq!(blocked["rehearsal"]["problems"][0]["code"], "unknown-department");
    assert_eq!(newest(&service), 2);
}

#[test]
fn a_dry_run_shows_and_changes_nothing() {
    let small = Small::new();
    let service = small.serve();
    let ask = || service.suggest(&json!({"text": RED_LIGHT}), "").suggestion()["entries"].clone();
    let before = ask();
    for publication in [json!({"retire": [MODEM], "dry_run": true}), json!({"files": [with_a_broken_case()], "dry_run": true})] {
        let shown = publish(&service, &publication);
        assert_eq!((shown.status, shown.json().get("revision")), (200, None), "{}", shown.text());
        assert!(shown.json()["rehearsal"]["impact"]["tickets"].is_u64());
    }
    assert_eq!((newest(&service), ask()), (1, before));
}

#[test]
fn only_files_that_packs_have_are_written() {
    let small = Small::new();
    let service = small.serve();
    for path in
        ["../x", "/etc/passwd", "notes.txt", "entries/../taxonomy.toml", "entries/a/b/c.toml", "entries/A/b.toml", "", "lexicon/"]
    {
        let problem = publish(&service, &json!({"files": [{"path": path, "content": "x"}]})).problem();
        assert_eq!((&problem["status"], &problem["code"]), (&json!(422), &json!("bad-path")), "{path}");
    }
    let twice = json!({"path": "lexicon/words.txt", "content": "x"});
    for (publication, status, code) in [
        (json!({}), 422, "nothing-to-publish"),
        (json!({"entries": [MODEM]}), 422, "nothing-to-publish"),
        (json!({"entries": ["telecom/none"]}), 404, "not-found"),
        (json!({"entries": ["x"]}), 422, "bad-id"),
        (json!({"entries": [DRAFT], "retire": [DRAFT]}), 422, "named-twice"),
        (json!({"files": [twice, twice]}), 422, "named-twice"),
        (json!({"files": [{"path": "lexicon/words.txt"}]}), 422, "wrong-shape"),
        (json!({"tickets": 2001, "retire": [MODEM]}), 422, "too-many-tickets"),
        (json!({"entry": [MODEM]}), 422, "wrong-shape"),
    ] {
        let problem = publish(&service, &publication).problem();
        assert_eq!((&problem["status"], &problem["code"]), (&json!(status), &json!(code)), "{publication}");
    }
    assert_eq!(newest(&service), 1);
    assert_eq!(service.get(&path(MODEM)).header("etag"), Some("\"1\""));
}
