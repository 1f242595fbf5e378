//! How pages appear: light, and without anything that moves under the eyes of whoever began to read.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::support::service::{Service, request, shared};

use super::driver::{Browser, DESK, PHONE};

/// What moved in the window `of` since it was painted first: how much, and which element.
fn moved(browser: &Browser, of: &str) -> Value {
    browser.run(&format!(
        "const watch = new {of}.PerformanceObserver(() => {{}});
         watch.observe({{type: 'layout-shift', buffered: true}});
         return watch.takeRecords().map((one) => [one.value, one.sources.map((of) => of.node?.outerHTML?.slice(0, 100))]);"
    ))
}

#[test]
fn the_first_page_is_light_and_nothing_moves_while_it_loads() {
    let browser = Browser::open(shared(), &DESK);
    browser.go("/");
    browser.wait("performance.getEntriesByName('first-contentful-paint').length");
    let weighed = "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).reduce((sum, one) => sum + one.transferSize, 0)";
    let bytes = browser.value(weighed).as_u64().expect("a number");
    assert!((10_000..=100_000).contains(&bytes), "{bytes} bytes");
    assert_eq!(moved(&browser, "window"), json!([]));
}

#[test]
fn nothing_moves_while_the_first_page_arrives_in_pieces() {
    for (looks, place) in [
        (&DESK, "<span class=\"who"),
        (&DESK, "<p id=\"said\""),
        (&PHONE, "<span class=\"who"),
        (&PHONE, "<p id=\"said\""),
        (&PHONE, "<section id=\"empty\""),
    ] {
        let (slow, rest) = arriving_in_pieces(shared(), place);
        let browser = Browser::open_at(slow, looks);
        browser.go("/library");
        // Another window, because a driver waits for the whole page of its own.
        browser.run("window.looks = 0; window.other = window.open('/');");
        // The first piece is there, and is painted if it ever will be before the rest.
        browser.wait(
            "other.document.querySelector('.brand')
               && (other.performance.getEntriesByType('paint').length || (window.looks += 1) > 200)",
        );
        assert_eq!(browser.value("other.document.readyState"), "loading", "{place} is held back");
        rest.send(()).expect("the page waits for it");
        browser.wait("other.document.readyState === 'complete' && other.performance.getEntriesByType('paint').length");
        assert_eq!(moved(&browser, "other"), json!([]), "before {place}");
    }
}

#[test]
fn counts_that_come_later_move_nothing() {
    // Of its own: counting takes the longer the more others have asked.
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    browser.go("/library");
    browser.wait("[...document.querySelectorAll('.matters b')].every((count) => count.textContent !== '')");
    let places = "[...document.querySelectorAll('.matters a')].map((place) => place.getBoundingClientRect().x)";
    let with = browser.value(places);
    assert!(with.as_array().is_some_and(|places| places.len() > 2), "{with}");
    for count in ["", "7", "42", "999"] {
        browser.run(&format!("for (const place of document.querySelectorAll('.matters b')) place.textContent = '{count}';"));
        assert_eq!(browser.value(places), with, "{count:?}");
    }
}

/// Where `service` answers as ever, only that of its first page what stands from `place` on arrives when it is told to.
fn arriving_in_pieces(service: &'static Service, place: &'static str) -> (SocketAddr, Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("an address");
    let (tell, told) = channel();
    let told = Arc::new(Mutex::new(told));
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let told = Arc::clone(&told);
            std::thread::spawn(move || pass_on(service, stream, place, &told));
        }
    });
    (addr, tell)
}

/// Answers one request with what `service` answers.
fn pass_on(service: &Service, mut stream: TcpStream, place: &str, told: &Mutex<Receiver<()>>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines().map_while(Result::ok);
    // Browsers open connections that they then do not need.
    let Some(asked) = lines.next() else { return Ok(()) };
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let path = asked.split(' ').nth(1).expect("a path");
    let answer = service.send(&request("GET", path, &[("Accept-Language", "zh-CN")], b""));
    let kind = answer.header("content-type").unwrap_or("text/plain");
    let (status, length) = (answer.status, answer.body.len());
    write!(stream, "HTTP/1.1 {status} .\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")?;
    let held = if path == "/" { answer.text().find(place).expect("the place is there") } else { length };
    stream.write_all(&answer.body[..held])?;
    if held < length {
        // Whoever tells may have failed and gone: then the rest comes at once.
        let _ = told.lock().expect("one page at a time").recv();
    }
    stream.write_all(&answer.body[held..])
}
