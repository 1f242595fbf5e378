//! Forms and streams of the supervisor's pages, without a browser: who may send a file, and how a run is watched.

use std::io::{Read, Write};
use std::time::Duration;

use crate::support::service::{Response, Service, request};

use super::fixture::{Desk, backlog};
use super::service::{post, send, serve, until};

/// A form with a file, as a browser sends it.
fn form(service: &Service, cookie: &str, fields: &[(&str, &str)], file: &str) -> Response {
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\backlogs\\one.jsonl\"\r\n\r\n";
    let body = [body.as_bytes(), file.as_bytes(), b"\r\n--edge--\r\n"].concat();
    let headers = [("Content-Type", "multipart/form-data; boundary=edge"), ("Cookie", cookie), ("Accept", "text/html")];
    service.send(&request("POST", "/runs", &headers, &body))
}

/// The cookie and the proof of a page.
fn page(service: &Service) -> (String, String) {
    let page = service.get("/runs");
    let cookie = page.header("set-cookie").and_then(|cookie| cookie.split(';').next()).expect("a cookie").to_owned();
    let proof = page.text().split("name=\"csrf\" content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a proof");
    (cookie, proof.to_owned())
}

fn kept(service: &Service) -> usize {
    service.folder().join("fenzhen.db.runs").read_dir().map_or(0, Iterator::count)
}

#[test]
fn a_file_is_taken_from_a_form_only_with_proof_that_comes_first() {
    let service = serve(Desk::new());
    let (cookie, proof) = page(&service);
    let refused = [vec![("csrf", "0000")], vec![("map", ""), ("csrf", proof.as_str())], vec![]];
    // Larger than any other form may be: it is refused by its beginning.
    let large = backlog(20_000);
    for fields in refused {
        let answer = form(&service, &cookie, &fields, &large);
        assert_eq!(answer.status, 403, "{fields:?}");
    }
    assert_eq!(form(&service, "fz_seed=other", &[("csrf", &proof)], "{}").status, 403);
    assert_eq!(kept(&service), 0, "nothing of it is kept");
    let taken = form(&service, &cookie, &[("csrf", &proof), ("map", ""), ("xlsx", "1")], &backlog(14));
    assert_eq!(taken.status, 303, "{}", taken.text());
    let id = taken.header("location").and_then(|place| place.strip_prefix("/runs/")).expect("a place").to_owned();
    let done = until(&service, &id, |status| status["state"] == "done");
    assert_eq!((done["name"].as_str(), done["rows"].as_u64()), (Some("one.jsonl"), Some(14)));
    assert!(done["files"].to_string().contains("results.xlsx") && !done["files"].to_string().contains("results.csv"));
}

#[test]
fn what_no_form_may_bring_is_refused_in_words_and_not_kept() {
    let service = serve(Desk::new());
    let (cookie, proof) = page(&service);
    let answer =
        |fields: &[(&str, &str)], file: &str| form(&service, &cookie, &[&[("csrf", proof.as_str())], fields].concat(), file);
    let wrong = answer(&[("map", "text=丙")], "甲,乙\n1,2\n");
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text().contains("文件里没有您写的那一列") && wrong.text().contains("value=\"text=丙\""),
        "what was written is there"
    );
    assert_eq!(answer(&[("map", &"长".repeat(5_000))], "{}").status, 422);
    assert!(answer(&[("before", "nothing")], "{\"text\": \"停电了\"}").text().contains("另选一批"));
    assert!(answer(&[], "").text().contains("读不出列名"));
    assert_eq!(kept(&service), 0);
}

#[test]
fn a_run_is_told_as_it_goes_until_it_ends_and_nobody_waits_for_its_readers() {
    let service = serve(Desk::new());
    let sent = send(&service, "", backlog(60_000).as_bytes()).json();
    let id = sent["id"].as_str().expect("an id").to_owned();
    let watch = || {
        let mut stream = service.connect();
        stream.write_all(&request("GET", &format!("/runs/{id}/progress"), &[], b"")).expect("a request");
        stream
    };
    // One reader goes away in the middle, which is nobody's business.
    let mut first = watch();
    let mut some = [0; 400];
    first.read_exact(&mut some).expect("a beginning");
    drop(first);
    let mut stream = watch();
    until(&service, &id, |status| status["rows_per_second"].is_number() && status["seconds_left"].is_number());
    assert_eq!(post(&service, &format!("/api/v1/runs/{id}/cancel")).status, 202);
    let mut told = String::new();
    stream.read_to_string(&mut told).expect("it ends by itself");
    let told = told.as_str();
    assert!(told.contains("text/event-stream") && told.contains("event: progress") && told.contains("\"rows\":"), "{told}");
    assert!(told.trim_end().ends_with("0") && told.contains("event: ended"), "{told}");
    assert_eq!(service.get("/runs/nothing/progress").status, 404);
    // A service that is told to stop does not wait for those who watch.
    post(&service, &format!("/api/v1/runs/{id}/resume"));
    let mut stream = watch();
    stream.read_exact(&mut some).expect("a beginning");
    service.terminate();
    let (status, took) = service.stopped();
    assert!(status.success() && took < Duration::from_secs(8), "{took:?}");
}
