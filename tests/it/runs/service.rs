//! Runs of the service: sent, watched, stopped, resumed and fetched through a real socket.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::program::{fenzhen, run};
use crate::support::service::{Response, Service, request};

use super::fixture::{Desk, backlog};

/// How long anything may take before a test gives up; far more than it ever needs.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn serve(desk: Desk) -> Service {
    Service::start_in(desk.into_folder(), "127.0.0.1:0", &[])
}

pub fn send(service: &Service, options: &str, body: &[u8]) -> Response {
    service.send(&request("POST", &format!("/api/v1/runs{options}"), &[("Content-Type", "application/octet-stream")], body))
}

pub fn post(service: &Service, path: &str) -> Response {
    service.send(&request("POST", path, &[], b""))
}

/// Asks until a run is in a state.
#[track_caller]
pub fn until(service: &Service, id: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let status = service.get(&format!("/api/v1/runs/{id}"));
        assert_eq!(status.status, 200, "{}", status.text());
        let status = status.json();
        if wanted(&status) {
            return status;
        }
        assert!(begun.elapsed() < PATIENCE && status["state"] != "failed", "{status}");
        std::thread::yield_now();
    }
}

#[test]
fn a_backlog_that_is_sent_gives_the_bytes_of_the_command() {
    let desk = Desk::new();
    desk.write("backlog.jsonl", backlog(300));
    desk.run(&["batch", "run", "backlog.jsonl", "--csv", "--out", "run"]).ok();
    let wanted = |name: &str| std::fs::read(desk.path("run").join(name)).expect("a file");
    let names = ["results.jsonl", "results.csv", "report.json", "report.html"];
    let wanted: Vec<Vec<u8>> = names.iter().map(|name| wanted(name)).collect();
    let service = serve(desk);
    let sent = send(&service, "?name=backlog.jsonl&csv=true", backlog(300).as_bytes());
    assert_eq!(sent.status, 202, "{}", sent.text());
    let id = sent.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(sent.header("location"), Some(format!("/api/v1/runs/{id}").as_str()));
    let done = until(&service, &id, |status| status["state"] == "done");
    assert_eq!((done["rows"].as_u64(), done["problems"].as_u64()), (Some(300), Some(0)));
    assert_eq!(done["files"].as_array().map(Vec::len), Some(4), "{done}");
    for (name, wanted) in names.iter().zip(&wanted) {
        let got = service.get(&format!("/api/v1/runs/{id}/files/{name}"));
        assert_eq!(got.status, 200, "{name}");
        assert!(got.body == *wanted, "{name} differs");
    }
    let page = service.get(&format!("/api/v1/runs/{id}/files/report.html"));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(
        page.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox") && !policy.contains("script"))
    );
    let listed = service.get("/api/v1/runs").json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    // The next one is compared with it.
    let again = send(&service, &format!("?before={id}"), backlog(300).as_bytes()).json();
    until(&service, again["id"].as_str().expect("an id"), |status| status["state"] == "done");
    let report = service.get(&format!("/api/v1/runs/{}/files/report.json", again["id"].as_str().expect("an id"))).json();
    assert_eq!((report["compared"]["tickets"].as_u64(), report["moved"]["count"].as_u64()), (Some(300), Some(0)));
}

#[test]
fn a_run_is_cancelled_and_resumed_and_outlives_the_service() {
    let service = serve(Desk::new());
    let many = backlog(30_000);
    let sent = send(&service, "", many.as_bytes()).json();
    let id = sent["id"].as_str().expect("an id").to_owned();
    let (status, files) = (format!("/api/v1/runs/{id}"), format!("/api/v1/runs/{id}/files/results.jsonl"));
    until(&service, &id, |status| status["state"] == "running" && status["rows"].as_u64() > Some(0));
    assert_eq!(service.get(&files).problem()["code"], "no-such-file", "not before it has ended");
    assert_eq!(post(&service, &format!("{status}/resume")).problem()["code"], "not-now");
    assert_eq!(post(&service, &format!("{status}/cancel")).status, 202);
    let cancelled = until(&service, &id, |status| status["state"] == "cancelled");
    assert!(cancelled["rows"].as_u64() < Some(30_000), "{cancelled}");
    assert_eq!(post(&service, &format!("{status}/cancel")).problem()["status"], 409);
    assert_eq!(post(&service, &format!("{status}/resume")).status, 202);
    let more = until(&service, &id, |status| status["rows"].as_u64() > cancelled["rows"].as_u64());
    assert_eq!(more["state"], "running");
    // The service is told to stop in the middle: it stops in time, and the next one knows where it was.
    let service = Service::start_in(service.handed_over(), "127.0.0.1:0", &[]);
    let stopped = service.get(&status).json();
    assert_eq!(stopped["state"], "stopped", "{stopped}");
    assert_eq!(post(&service, &format!("{status}/resume")).status, 202);
    until(&service, &id, |status| status["rows"].as_u64() > more["rows"].as_u64());
}

#[test]
fn what_is_no_backlog_is_refused_at_once() {
    let service = serve(Desk::new());
    let refused = |options: &str, body: &[u8], status: u16, code: &str| {
        let answer = send(&service, options, body);
        assert_eq!((answer.status, answer.problem()["code"].as_str()), (status, Some(code)), "{}", answer.text());
    };
    refused("", b"", 422, "no-header");
    refused("", "甲,乙\n1,2\n".as_bytes(), 422, "no-text-column");
    refused("?map=text=%E4%B8%99", "甲,乙\n1,2\n".as_bytes(), 422, "no-such-column");
    refused("?map=words", b"{}", 422, "bad-map");
    refused("?nonsense=1", b"{}", 422, "unknown-option");
    refused("?before=nothing", b"{\"text\": \"a\"}", 404, "no-such-run");
    for path in ["/api/v1/runs/x", "/api/v1/runs/x/files/report.html", "/api/v1/runs/..%2F..%2Ffenzhen.db/files/report.json"] {
        assert_eq!(service.get(path).problem()["code"], "no-such-run", "{path}");
    }
    assert_eq!(service.get("/api/v1/runs").json().as_array().map(Vec::len), Some(0), "nothing of them is kept");
    let left = service.folder().join("fenzhen.db.runs").read_dir().map_or(0, Iterator::count);
    assert_eq!(left, 0, "nor on the disk");
}

#[test]
fn runs_take_a_publisher() {
    let service = serve(Desk::new());
    let token = |role: &str| {
        let made = run(&mut fenzhen(service.folder(), &["token", "create", "--name", role, "--role", role])).ok();
        format!("Bearer {}", made.trim())
    };
    let (maintainer, publisher) = (token("maintainer"), token("publisher"));
    let ask = |method: &str, path: &str, token: &str| {
        service.send(&request(method, path, &[("Authorization", token)], b"{\"text\": \"a\"}")).status
    };
    for (method, path) in
        [("GET", "/api/v1/runs"), ("GET", "/api/v1/runs/x"), ("POST", "/api/v1/runs"), ("POST", "/api/v1/runs/x/cancel")]
    {
        assert_eq!(ask(method, path, &maintainer), 403, "{method} {path}");
        assert_ne!(ask(method, path, &publisher), 403, "{method} {path}");
    }
}
