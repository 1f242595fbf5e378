//! Two editors: whoever comes second loses nothing. Drafts stay out of sight, and nothing published is saved over.

use serde_json::{Value, json};

use crate::support::service::request;

use super::fixture::{DRAFT, MODEM, Small, draft, modem, newest, path, publish, put, revision, save, suggested};

#[test]
fn of_two_editors_the_loser_gets_both_versions_and_nothing_is_lost() {
    let small = Small::new();
    let service = small.serve();
    let before = service.get(&path(DRAFT)).json();
    let (mine, hers) = (draft("电视没有画面", "机顶盒"), draft("电视没有声音", "音箱"));
    assert_eq!(revision(&save(&service, DRAFT, &hers, before["revision"].as_i64())), 2);
    let lost = save(&service, DRAFT, &mine, before["revision"].as_i64());
    let problem = lost.problem();
    assert_eq!((lost.status, &problem["code"]), (409, &json!("conflict")));
    assert_eq!((&problem["yours"], &problem["theirs"]), (&json!(mine), &json!(hers)));
    assert_eq!((&problem["expected"], &problem["found"]), (&json!(1), &json!(2)));
    assert_eq!(service.get(&path(DRAFT)).json()["content"], json!(hers));
    let new = save(&service, DRAFT, &mine, None).problem();
    assert_eq!((&new["code"], &new["expected"]), (&json!("conflict"), &Value::Null), "it is not new");
    let missing = save(&service, "telecom/none", &mine, Some(1)).problem();
    assert_eq!((&missing["code"], &missing["found"], &missing["theirs"]), (&json!("conflict"), &Value::Null, &Value::Null));
    assert_eq!(revision(&save(&service, DRAFT, &mine, Some(2))), 3, "both versions were brought together");
    let file = json!({"path": format!("entries/{DRAFT}.toml"), "content": hers, "edited_from": 2});
    let lost = publish(&service, &json!({"files": [file]})).problem();
    assert_eq!((&lost["code"], &lost["theirs"]), (&json!("conflict"), &json!(mine)), "publishing loses nothing either");
}

#[test]
fn of_many_editors_at_once_exactly_one_wins() {
    let small = Small::new();
    let service = small.serve();
    for round in 1..=5 {
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let send = |nth: usize| save(&service, DRAFT, &draft(&format!("第{nth}位"), "机顶盒"), Some(round)).status;
            let editors: Vec<_> = (0..4).map(|nth| scope.spawn(move || send(nth))).collect();
            editors.into_iter().map(|editor| editor.join().expect("an answer")).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 3, "{statuses:?}");
    }
    assert_eq!(newest(&service), 6);
}

#[test]
fn a_draft_never_answers_until_it_is_published() {
    let small = Small::new();
    let service = small.serve();
    let ask = || service.suggest(&json!({"text": "我的路由器坏了，路由器打不开怎么办"}), "").suggestion();
    let before = ask();
    revision(&save(&service, "telecom/router", &draft("路由器坏了", "路由器"), None));
    let after = ask();
    assert_eq!(after["kb_revision"], before["kb_revision"], "what agents see is as it was");
    assert!(!suggested(&after).contains(&"telecom/router".to_owned()), "{after}");
    let published = publish(&service, &json!({"entries": ["telecom/router"], "waive": "a test of drafts"}));
    let (revision, now) = (revision(&published), ask());
    assert_eq!((&now["kb_revision"], &now["entries"][0]["id"]), (&json!(revision), &json!("telecom/router")));
    let content = service.get(&path("telecom/router")).json()["content"].clone();
    assert_eq!(content, json!(draft("路由器坏了", "路由器").replace("status = \"draft\"", "status = \"published\"")));
}

#[test]
fn a_published_entry_cannot_be_saved_over_and_a_save_cannot_publish() {
    let small = Small::new();
    let service = small.serve();
    let problem = save(&service, MODEM, &draft("偷偷改", "光猫"), Some(1)).problem();
    assert_eq!((&problem["status"], &problem["code"]), (&json!(409), &json!("is-published")));
    let problem = save(&service, DRAFT, &modem(), Some(1)).problem();
    assert_eq!((&problem["status"], &problem["code"]), (&json!(422), &json!("would-publish")));
    assert_eq!((newest(&service), &service.get(&path(MODEM)).json()["content"]), (1, &json!(modem())));
}

type Headers<'a> = &'a [(&'a str, &'a str)];

#[test]
fn a_save_that_does_not_say_what_it_was_made_from_is_refused() {
    let small = Small::new();
    let service = small.serve();
    let body = json!({"content": draft("电视", "电视")}).to_string();
    let send = |headers: &[(&str, &str)], body: &str| {
        let headers = [&[("Content-Type", "application/json")], headers].concat();
        service.send(&request("PUT", &path(DRAFT), &headers, body.as_bytes())).problem()
    };
    let cases: [(Headers<'_>, i32, &str); 6] = [
        (&[], 428, "no-precondition"),
        (&[("If-Match", "1")], 422, "bad-precondition"),
        (&[("If-Match", "*")], 422, "bad-precondition"),
        (&[("If-Match", "\"1\", \"2\"")], 422, "bad-precondition"),
        (&[("If-None-Match", "\"1\"")], 422, "bad-precondition"),
        (&[("If-Match", "\"1\""), ("If-None-Match", "*")], 422, "bad-precondition"),
    ];
    for (headers, status, code) in cases {
        let problem = send(headers, &body);
        assert_eq!((&problem["status"], &problem["code"]), (&json!(status), &json!(code)), "{headers:?}");
    }
    let typo = send(&[("If-Match", "\"1\"")], &json!({"content": "", "autor": "li"}).to_string());
    assert_eq!((&typo["status"], &typo["code"]), (&json!(422), &json!("wrong-shape")));
    let broken = service.send(&put(DRAFT, "title = \nsteps = 3", Some(1))).problem();
    assert_eq!((&broken["code"], &broken["problems"][0]["line"]), (&json!("has-problems"), &json!(1)));
    assert_eq!(newest(&service), 1);
}
