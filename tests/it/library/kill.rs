//! `kill -9` at any moment loses no write that was acknowledged.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use crate::support::rng::Rng;

use super::fixture::{Small, draft, path, put};

const KILLS: usize = 100;
/// A killed service has had at most this many writes acknowledged, and a few more while the kill was on its way.
const MOST_WRITES: u64 = 6;
/// And is then killed within this many microseconds, which is about as long as a write takes.
const LONGEST_WRITE: u64 = 4_000;

/// The answer to a save, if it came whole before the service was gone.
fn try_save(addr: SocketAddr, request: &[u8]) -> Option<i64> {
    let mut stream = TcpStream::connect(addr).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    stream.write_all(request).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let text = String::from_utf8(answer).expect("UTF-8");
    let (head, body) = text.split_once("\r\n\r\n")?;
    let body: Value = serde_json::from_str(body).ok()?;
    assert!(head.starts_with("HTTP/1.1 20"), "a save was refused: {text}");
    body["revision"].as_i64()
}

#[test]
fn a_hundred_kills_lose_no_acknowledged_write() {
    let small = Small::new();
    let mut rng = Rng(20_261_122);
    // What was acknowledged: the revision and text of each draft.
    let mut kept: BTreeMap<String, (i64, String)> = BTreeMap::new();
    // What was sent and not acknowledged: each may have been written, or not.
    let mut cut_off: BTreeMap<String, String> = BTreeMap::new();
    let (mut acknowledged, mut in_flight) = (0, 0);
    for round in 0..KILLS {
        let service = small.serve();
        for (id, (revision, content)) in kept.range(format!("telecom/round-{:03}", round.saturating_sub(1))..) {
            let found = service.get(&path(id)).json();
            let found = (found["revision"].as_i64().expect(id), found["content"].as_str().expect(id));
            let written = found.0 > *revision && cut_off.get(id).is_some_and(|text| text == found.1);
            assert!(written || found == (*revision, content.as_str()), "after kill {round}, {id}: {found:?}");
        }
        let (writes, at) = (AtomicUsize::new(0), rng.below(MOST_WRITES + 1));
        let into_the_write = Duration::from_micros(rng.below(LONGEST_WRITE));
        std::thread::scope(|scope| {
            let killer = scope.spawn(|| {
                while (writes.load(Ordering::Acquire) as u64) < at {
                    std::thread::yield_now();
                }
                let begun = Instant::now();
                while begun.elapsed() < into_the_write {
                    std::thread::yield_now();
                }
                service.kill();
            });
            // Half of them new drafts, half a draft saved again and again, until nobody answers.
            let again = format!("telecom/round-{round:03}-again");
            for nth in 0.. {
                let (id, content) = (format!("telecom/round-{round:03}-{nth}"), draft(&format!("第{nth}稿"), "机顶盒"));
                let id = if nth % 2 == 0 { id } else { again.clone() };
                let made_from = kept.get(&id).map(|(revision, _)| *revision);
                let Some(revision) = try_save(service.addr(), &put(&id, &content, made_from)) else {
                    cut_off.insert(id, content);
                    break;
                };
                kept.insert(id, (revision, content));
                acknowledged += 1;
                writes.fetch_add(1, Ordering::Release);
            }
            // Whoever waits for more is told that there is no more.
            let written = writes.swap(usize::MAX, Ordering::AcqRel) as u64;
            assert!(written >= at, "it stopped answering before it was killed");
            killer.join().expect("it was killed");
        });
    }
    let database = Connection::open(small.db()).expect("a database");
    let whole: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(whole, "ok");
    let newest = "SELECT revision, content FROM knowledge WHERE path = ?1 ORDER BY revision DESC LIMIT 1";
    let mut read = database.prepare(newest).expect("SQL");
    for (id, (revision, content)) in &kept {
        let found: (i64, String) =
            read.query_row([format!("entries/{id}.toml")], |row| Ok((row.get(0)?, row.get(1)?))).expect(id);
        // One more may have been written than was acknowledged: the answer was on its way when the service died.
        if found.0 == *revision {
            assert_eq!(&found.1, content, "{id}");
        } else {
            assert!(found.0 > *revision && cut_off.get(id) == Some(&found.1), "{id}: {found:?}");
            in_flight += 1;
        }
    }
    for (id, content) in cut_off.iter().filter(|(id, _)| !kept.contains_key(*id)) {
        let found = read.query_row([format!("entries/{id}.toml")], |row| row.get::<_, String>(1)).optional().expect("SQL");
        assert!(found.as_ref().is_none_or(|found| found == content), "{id} is there whole or not at all");
        in_flight += usize::from(found.is_some());
    }
    let revisions: i64 = database.query_row("SELECT max(id) FROM revision", [], |row| row.get(0)).expect("a number");
    println!(
        "{KILLS} kills, {acknowledged} acknowledged writes, {revisions} revisions, {in_flight} written but not acknowledged; none lost"
    );
    assert!(revisions > acknowledged);
}
