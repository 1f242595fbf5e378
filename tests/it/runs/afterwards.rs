//! What is done over HTTP with runs that have ended: applied, taken back, compared, removed.

use serde_json::{Value, json};

use crate::support::program::{fenzhen, run};
use crate::support::service::{self, Response, Service, request};

use super::fixture::{Desk, backlog};
use super::service::{post, send, serve, until};

/// Sends a backlog and waits for its end; gives its id.
#[track_caller]
fn judged(service: &Service, options: &str, body: &str) -> String {
    let sent = send(service, options, body.as_bytes());
    assert_eq!(sent.status, 202, "{}", sent.text());
    let id = sent.json()["id"].as_str().expect("an id").to_owned();
    until(service, &id, |status| status["state"] == "done");
    id
}

fn apply(service: &Service, id: &str, how: Value) -> Response {
    service.send(&service::post(&format!("/api/v1/runs/{id}/apply"), how.to_string().as_bytes()))
}

fn remove(service: &Service, id: &str) -> Response {
    service.send(&request("DELETE", &format!("/api/v1/runs/{id}"), &[], b""))
}

/// Agents no longer find lost cards.
fn forget_cards(service: &Service) {
    let retired = json!({"retire": ["bank/card-lost"], "waive": "a test"}).to_string();
    let answer = service.send(&service::post("/api/v1/publish", retired.as_bytes()));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// What stands in the table of tickets, by the sender's id.
fn tickets(service: &Service) -> Vec<(String, String, Option<String>, i64)> {
    let db = rusqlite::Connection::open(service.folder().join("fenzhen.db")).expect("a database");
    let sql = "SELECT external_id, outcome, category, revision FROM ticket ORDER BY external_id";
    let mut statement = db.prepare(sql).expect("SQL");
    let all = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    all.expect("SQL").collect::<Result<_, _>>().expect("SQL")
}

#[test]
fn a_run_is_applied_over_http_and_taken_back_to_the_ticket() {
    let service = serve(Desk::new());
    let first = judged(&service, "?name=one", &backlog(35));
    let added = apply(&service, &first, json!({"add": true})).json();
    assert_eq!((added["added"].as_u64(), added["written"].as_u64()), (Some(35), Some(0)), "{added}");
    let before = tickets(&service);
    forget_cards(&service);
    let second = judged(&service, &format!("?name=two&before={first}"), &backlog(35));
    // A ticket changes after the run began.
    let db = rusqlite::Connection::open(service.folder().join("fenzhen.db")).expect("a database");
    db.execute("UPDATE ticket SET department = 'card-security' WHERE external_id = 'T-2'", []).expect("SQL");
    let foretold = apply(&service, &second, json!({"dry_run": true})).json();
    assert_eq!((foretold["written"].as_u64(), &foretold["application"]), (Some(34), &Value::Null), "{foretold}");
    assert_eq!(tickets(&service), before, "telling ahead writes nothing");
    let applied = apply(&service, &second, json!({})).json();
    let skipped = &applied["skipped"]["first"][0];
    assert_eq!(
        (applied["written"].as_u64(), &skipped["id"], &skipped["reason"]),
        (Some(34), &json!("T-2"), &json!("changed-since"))
    );
    assert_eq!(foretold["skipped"], applied["skipped"], "what was told is what was done");
    let lost = tickets(&service).into_iter().find(|ticket| ticket.0 == "T-1").expect("a ticket");
    assert_eq!((lost.1.as_str(), lost.3), ("no_match", 3), "it says what the new library says");
    let status = service.get(&format!("/api/v1/runs/{second}")).json();
    assert_eq!((&status["applied"]["author"], &status["before"]), (&json!("anonymous"), &json!(first)), "{status}");
    assert!(status["applied"]["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{status}");
    assert_eq!(apply(&service, &second, json!({})).problem()["code"], "applied-already");
    let undone = post(&service, &format!("/api/v1/runs/{second}/undo")).json();
    assert_eq!(undone["restored"], 34, "{undone}");
    assert_eq!(tickets(&service), before, "ticket by ticket as before");
    assert_eq!(post(&service, &format!("/api/v1/runs/{second}/undo")).problem()["status"], 409);
    assert!(service.get(&format!("/api/v1/runs/{second}")).json().get("applied").is_none());
}

#[test]
fn what_rows_would_do_to_each_other_is_foretold_too() {
    let service = serve(Desk::new());
    // The same ticket three times: new, the same again, and otherwise.
    let line = |text: &str| json!({"id": "T-1", "text": text}).to_string() + "\n";
    let (card, water) = ("我的银行卡丢了，赶紧帮我挂失", "小区停水两天了，水龙头一滴水都没有");
    let id = judged(&service, "", &(line(card) + &line(card) + &line(water)));
    let foretold = apply(&service, &id, json!({"add": true, "dry_run": true})).json();
    let mut applied = apply(&service, &id, json!({"add": true})).json();
    applied["application"] = Value::Null;
    assert_eq!(foretold, applied);
    assert_eq!((applied["added"].as_u64(), applied["unchanged"].as_u64()), (Some(1), Some(1)), "{applied}");
    assert_eq!(applied["skipped"]["counts"], json!({"changed-since": 1}));
}

#[test]
fn two_runs_are_compared_over_http_as_the_command_does() {
    let service = serve(Desk::new());
    let first = judged(&service, "?name=one", &backlog(21));
    forget_cards(&service);
    let second = judged(&service, "?name=two", &backlog(21));
    let mut report = service.get(&format!("/api/v1/runs/{first}/diff/{second}")).json();
    assert_eq!((&report["compared"]["with"]["name"], &report["moved"]["count"]), (&json!("one"), &json!(3)), "{report}");
    let folder = |id: &str| format!("fenzhen.db.runs/{id}");
    let ran = run(&mut fenzhen(service.folder(), &["batch", "diff", &folder(&first), &folder(&second), "--json"]));
    let mut wanted: Value = serde_json::from_str(&ran.stdout).expect("a report");
    // A folder of the service is called by its id.
    for report in [&mut report, &mut wanted] {
        report["compared"]["with"]["name"] = Value::Null;
    }
    assert_eq!(report, wanted);
    let left: Vec<_> = std::fs::read_dir(service.folder().join(folder(&second))).expect("a folder").flatten().collect();
    assert!(left.iter().all(|file| !file.file_name().to_string_lossy().starts_with(".diff")), "nothing is left behind");
    assert_eq!(service.get(&format!("/api/v1/runs/{first}/diff/nothing")).problem()["code"], "no-such-run");
}

#[test]
fn a_run_is_removed_with_its_files_but_not_while_somebody_needs_it() {
    let service = serve(Desk::new());
    let id = judged(&service, "", &backlog(7));
    let folder = service.folder().join("fenzhen.db.runs").join(&id);
    assert!(folder.join("results.jsonl").is_file());
    apply(&service, &id, json!({"add": true}));
    assert_eq!(remove(&service, &id).problem()["code"], "still-applied");
    post(&service, &format!("/api/v1/runs/{id}/undo"));
    // One is under way, another waits to be compared with the first.
    let long = send(&service, "", backlog(30_000).as_bytes()).json()["id"].as_str().expect("an id").to_owned();
    let waiting =
        send(&service, &format!("?before={id}"), backlog(7).as_bytes()).json()["id"].as_str().expect("an id").to_owned();
    until(&service, &long, |status| status["state"] == "running");
    assert_eq!(remove(&service, &long).problem()["code"], "not-now");
    assert_eq!(remove(&service, &id).problem()["code"], "awaited");
    for run in [&waiting, &long] {
        post(&service, &format!("/api/v1/runs/{run}/cancel"));
        until(&service, run, |status| status["state"] == "cancelled");
        assert_eq!(remove(&service, run).status, 204);
    }
    assert_eq!(remove(&service, &id).status, 204);
    assert!(!folder.exists(), "its files are gone");
    assert_eq!(service.get("/api/v1/runs").json(), json!([]));
    assert_eq!(remove(&service, &id).problem()["code"], "no-such-run");
}

#[test]
fn what_is_done_with_runs_takes_a_publisher_and_is_kept_under_their_name() {
    let service = serve(Desk::new());
    let id = judged(&service, "", &backlog(3));
    let token = |role: &str| {
        let made = run(&mut fenzhen(service.folder(), &["token", "create", "--name", role, "--role", role])).ok();
        format!("Bearer {}", made.trim())
    };
    let (maintainer, publisher) = (token("maintainer"), token("publisher"));
    let ask = |method: &str, path: &str, token: &str, body: &[u8]| {
        let headers = [("Authorization", token), ("Content-Type", "application/json")];
        service.send(&request(method, &format!("/api/v1/runs/{id}{path}"), &headers, body))
    };
    for (method, path) in [("POST", "/apply"), ("POST", "/undo"), ("GET", "/diff/x"), ("DELETE", "")] {
        assert_eq!(ask(method, path, &maintainer, b"{}").status, 403, "{method} {path}");
    }
    assert_eq!(ask("POST", "/apply", &publisher, b"{\"add\": true}").status, 200);
    assert_eq!(ask("GET", "", &publisher, b"").json()["applied"]["author"], "publisher");
    assert_eq!(ask("POST", "/apply", &publisher, b"{\"ad\": true}").problem()["status"], 422);
}
