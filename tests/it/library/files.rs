//! Taxonomy, departments, service levels and lexicon have revisions as entries do.

use serde_json::{Value, json};

use crate::support::service::{Service, post};
use crate::support::small_pack::sound_pack;

use super::fixture::{RED_LIGHT, Small, newest, publish, revision, suggested};

const SYNONYMS: &str = "lexicon/synonyms.txt";

fn written(path: &str) -> String {
    sound_pack().get(path).expect("it is there").to_owned()
}

fn content(service: &Service, path: &str, options: &str) -> Value {
    service.get(&format!("/api/v1/files/content?path={path}{options}")).json()["content"].clone()
}

#[test]
fn a_lexicon_change_is_rehearsed_published_compared_and_rolled_back() {
    let small = Small::new();
    let service = small.serve();
    let listed = service.get("/api/v1/files").json();
    let paths: Vec<&str> = listed["files"].as_array().expect("files").iter().filter_map(|f| f["path"].as_str()).collect();
    assert!(paths.contains(&SYNONYMS) && paths.contains(&"taxonomy.toml"), "{paths:?}");
    assert!(paths.iter().all(|path| !path.starts_with("entries/")), "{paths:?}");
    let old = written(SYNONYMS);
    let new = old.clone() + "大黑盒, 光猫\n";
    let file = json!({"path": SYNONYMS, "content": new, "edited_from": 1});
    let shown = service.send(&post("/api/v1/rehearse", json!({"files": [file]}).to_string().as_bytes()));
    assert_eq!((shown.status, shown.json().get("revision"), newest(&service)), (200, None, 1), "{}", shown.text());
    assert_eq!(revision(&publish(&service, &json!({"files": [file], "note": "客户这么叫", "author": "wang"}))), 2);

    let read = service.get(&format!("/api/v1/files/content?path={SYNONYMS}"));
    assert_eq!((read.header("etag"), read.json()["content"].as_str()), (Some("\"2\""), Some(new.as_str())));
    assert_eq!(content(&service, SYNONYMS, "&as_of=1"), json!(old));
    let diff = service.get(&format!("/api/v1/files/diff?path={SYNONYMS}&from=1&to=2")).json()["changes"].clone();
    assert_eq!(diff[0]["added"], json!(["大黑盒, 光猫"]), "{diff}");
    assert_eq!((diff.as_array().map(Vec::len), &diff[0]["removed"]), (Some(1), &json!([])));
    let history = service.get(&format!("/api/v1/files/history?path={SYNONYMS}")).json()["revisions"].clone();
    assert_eq!(
        (&history[0]["author"], &history[0]["note"], &history[1]["id"]),
        (&json!("wang"), &json!("客户这么叫"), &json!(1))
    );

    let stale = json!({"path": SYNONYMS, "content": old, "edited_from": 1});
    let lost = publish(&service, &json!({"files": [stale]})).problem();
    assert_eq!((&lost["code"], &lost["yours"], &lost["theirs"]), (&json!("conflict"), &json!(old), &json!(new)));

    let back = post("/api/v1/files/rollback", json!({"path": SYNONYMS, "to": 1}).to_string().as_bytes());
    assert_eq!(revision(&service.send(&back)), 3);
    assert_eq!(content(&service, SYNONYMS, ""), json!(old));
}

#[test]
fn taxonomy_departments_and_service_levels_have_revisions_too() {
    let small = Small::new();
    let service = small.serve();
    for (nth, path) in (2..).zip(["taxonomy.toml", "departments.toml", "sla.toml", "lexicon/risk.toml", "lexicon/words.txt"]) {
        let old = written(path);
        let comment = if path.ends_with(".txt") { "网线盒 100 n\n" } else { "# 说明\n" };
        let file = json!({"path": path, "content": old.clone() + comment, "edited_from": nth - 1});
        assert_eq!(revision(&publish(&service, &json!({"files": [file], "waive": "小库"}))), nth, "{path}");
        assert_eq!(content(&service, path, ""), json!(old.clone() + comment));
        assert_eq!(content(&service, path, &format!("&as_of={}", nth - 1)), json!(old));
    }
    // A file that something else hangs on cannot be broken.
    let emptied = json!({"path": "departments.toml", "content": ""});
    let blocked = publish(&service, &json!({"files": [emptied], "waive": "egal"})).problem();
    assert_eq!(blocked["code"], "has-problems", "{blocked}");
    let answer = service.suggest(&json!({"text": RED_LIGHT}), "").suggestion();
    assert_eq!((answer["kb_revision"].as_i64(), suggested(&answer).len()), (Some(6), 1));
}

#[test]
fn a_file_that_is_not_there_is_a_problem_that_says_so() {
    let small = Small::new();
    let service = small.serve();
    for (address, status, code) in [
        ("content?path=lexicon/nothing.txt", 422, "bad-id"),
        ("content?path=../../etc/passwd", 422, "bad-id"),
        ("content?path=entries/telecom/nothing.toml", 404, "not-found"),
        ("content", 422, "unknown-option"),
        ("content?path=taxonomy.toml&as_of=9", 404, "no-such-revision"),
        ("history?path=entries/telecom/nothing.toml", 404, "not-found"),
        ("diff?path=taxonomy.toml&from=1&to=9", 404, "no-such-revision"),
    ] {
        let problem = service.get(&format!("/api/v1/files/{address}")).problem();
        assert_eq!((&problem["status"], &problem["code"]), (&json!(status), &json!(code)), "{address}: {problem}");
    }
    let back = post("/api/v1/files/rollback", json!({"path": "taxonomy.toml", "to": 9}).to_string().as_bytes());
    assert_eq!(service.send(&back).problem()["code"], "no-such-revision");
}
