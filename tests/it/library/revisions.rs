//! Revisions are listed, shown, compared and brought back, and every earlier one still answers.

use serde_json::json;

use crate::support::service::post;

use super::fixture::{DRAFT, MODEM, RED_LIGHT, Small, draft, modem, newest, path, publish, revision, save, suggested};

#[test]
fn a_revision_can_be_listed_shown_compared_and_brought_back() {
    let small = Small::new();
    let service = small.serve();
    let edited = modem().replace("光猫红灯", "光猫红灯断网").replace("\"昨晚开始断网了\"", "\"昨晚开始断网了\", \"LOS亮了\"");
    let file = json!({"path": format!("entries/{MODEM}.toml"), "content": edited, "edited_from": 1});
    let made = publish(&service, &json!({"files": [file], "note": "写得更清楚", "author": "wang", "waive": "小库"}));
    assert_eq!(revision(&made), 2);

    let history = service.get(&format!("{}/history", path(MODEM))).json();
    assert_eq!(history["revisions"].as_array().expect("revisions").len(), 2);
    assert_eq!((&history["revisions"][0]["author"], &history["revisions"][0]["note"]), (&json!("wang"), &json!("写得更清楚")));
    let library = service.get("/api/v1/revisions?limit=1").json();
    assert_eq!((&library["revisions"][0]["id"], &library["next"]), (&json!(2), &json!(2)));
    assert_eq!(service.get("/api/v1/revisions?before=2").json()["revisions"][0]["id"], 1);

    let diff = service.get(&format!("{}/diff?from=1&to=2", path(MODEM))).json();
    let expected = json!([
        {"field": "symptoms", "removed": [], "added": ["LOS亮了"]},
        {"field": "title", "removed": ["光猫红灯"], "added": ["光猫红灯断网"]},
    ]);
    assert_eq!(diff["changes"], expected);

    let shown = service.get(&format!("{}?as_of=1", path(MODEM)));
    assert_eq!((shown.header("etag"), shown.json()["content"].as_str()), (Some("\"1\""), Some(modem().as_str())));
    assert_eq!(service.get(&path(MODEM)).header("etag"), Some("\"2\""));

    let back = service.send(&post(&format!("{}/rollback", path(MODEM)), json!({"to": 1}).to_string().as_bytes()));
    assert_eq!(revision(&back), 3);
    assert_eq!(service.get(&path(MODEM)).json()["content"], modem());
    assert_eq!(service.suggest(&json!({"text": RED_LIGHT}), "").json()["entries"][0]["title"], "光猫红灯");
}

#[test]
fn an_earlier_revision_answers_as_it_did() {
    let small = Small::new();
    let service = small.serve();
    assert_eq!(revision(&publish(&service, &json!({"retire": [MODEM]}))), 2);
    let ask = |options: &str| service.suggest(&json!({"text": RED_LIGHT}), options).suggestion();
    let (now, then) = (ask(""), ask("?as_of=1"));
    assert_eq!((&now["kb_revision"], &then["kb_revision"]), (&json!(2), &json!(1)));
    assert_eq!((now["outcome"].as_str(), suggested(&now)), (Some("no_match"), vec![]));
    assert_eq!((then["outcome"].as_str(), suggested(&then)), (Some("answer"), vec![MODEM.to_owned()]));
    for unknown in ["0", "-1", "3"] {
        let problem = service.suggest(&json!({"text": RED_LIGHT}), &format!("?as_of={unknown}")).problem();
        assert_eq!((&problem["status"], &problem["code"]), (&json!(404), &json!("no-such-revision")), "{unknown}");
        assert_eq!(service.get(&format!("{}?as_of={unknown}", path(MODEM))).problem()["code"], "no-such-revision");
    }
}

#[test]
fn what_is_not_there_is_a_problem_that_says_so() {
    let small = Small::new();
    let service = small.serve();
    for (address, status, code) in [
        (path("telecom/nothing"), 404, "not-found"),
        (path("telecom/Nothing"), 422, "bad-id"),
        (path("telecom/..%2f..%2fsecrets"), 422, "bad-id"),
        (format!("{}/history", path("telecom/nothing")), 404, "not-found"),
        (format!("{}/diff?from=1&to=1", path("telecom/nothing")), 404, "not-found"),
        (format!("{}/diff?from=1&to=9", path(MODEM)), 404, "no-such-revision"),
        (format!("{}/diff?from=1", path(MODEM)), 422, "unknown-option"),
        ("/api/v1/entries?status=open".to_owned(), 422, "unknown-option"),
        ("/api/v1/entries?colour=red".to_owned(), 422, "unknown-option"),
    ] {
        let problem = service.get(&address).problem();
        assert_eq!((&problem["status"], &problem["code"]), (&json!(status), &json!(code)), "{address}: {problem}");
    }
}

#[test]
fn entries_are_listed_by_status_domain_and_words_drafts_included() {
    let small = Small::new();
    let service = small.serve();
    let saved = save(&service, "bank/card-lost", &draft("银行卡丢失", "银行卡"), None);
    assert_eq!((saved.status, saved.header("etag")), (201, Some("\"2\"")), "{}", saved.text());
    let listed = |options: &str| {
        let page = service.get(&format!("/api/v1/entries{options}")).json();
        let ids =
            page["entries"].as_array().expect("entries").iter().map(|entry| entry["id"].as_str().expect("an id").to_owned());
        (ids.collect::<Vec<_>>(), page["next"].as_str().map(str::to_owned))
    };
    let all = ["bank/card-lost", DRAFT, MODEM].map(str::to_owned);
    assert_eq!(listed(""), (all.to_vec(), None));
    assert_eq!(listed("?status=draft").0, all[..2]);
    assert_eq!(listed("?domain=telecom").0, all[1..]);
    assert_eq!(listed("?category=telecom/fault").0, all, "and those below it");
    assert_eq!(listed("?category=telecom/fau").0, [""; 0], "a part of a name is none");
    assert_eq!(listed("?q=%E9%9B%BB%E8%A6%96").0, all[1..2], "電視 finds 电视");
    assert_eq!(listed("?limit=2"), (all[..2].to_vec(), Some(DRAFT.to_owned())));
    assert_eq!(listed("?limit=2&cursor=telecom/iptv"), (all[2..].to_vec(), None));
    assert_eq!(newest(&service), 2);
}
