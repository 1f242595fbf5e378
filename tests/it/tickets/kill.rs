//! `kill -9` while many tickets share one transaction: each that was answered is there, each other whole or not at all. And
//! what becomes of tickets while another program holds the database.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::library::fixture::Small;
use crate::support::rng::Rng;
use crate::support::service::post;

const KILLS: u64 = 20;
/// Who registers at the same time.
const CLIENTS: u64 = 8;
/// A killed service has answered at most this many, and those that were on their way.
const MOST_ANSWERED: u64 = 40;
/// And is killed within this many microseconds after that, about as long as a group of writes takes.
const LONGEST_WRITE: u64 = 4_000;

/// A ticket that was registered, and whether beginning with it was answered, too.
struct Answered {
    ticket: String,
    begun: bool,
}

fn answer(addr: SocketAddr, request: &[u8]) -> Option<Value> {
    let mut stream = TcpStream::connect(addr).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    stream.write_all(request).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let text = String::from_utf8(answer).expect("UTF-8");
    let (head, body) = text.split_once("\r\n\r\n")?;
    let body = serde_json::from_str(body).ok()?;
    assert!(head.starts_with("HTTP/1.1 20"), "a ticket was refused: {text}");
    Some(body)
}

/// Registers a ticket and begins with it, one after the other, until nobody answers.
fn register_until_killed(addr: SocketAddr, name: &str, count: &AtomicU64) -> Vec<Answered> {
    let mut answered = Vec::new();
    for nth in 0.. {
        let ticket = json!({"text": format!("光猫一直闪红灯，上不了网，第{nth}次来电"), "external_id": format!("{name}-{nth}")});
        let Some(registered) = answer(addr, &post("/api/v1/tickets", ticket.to_string().as_bytes())) else { break };
        let id = registered["ticket"]["id"].as_str().expect("an id").to_owned();
        count.fetch_add(1, Ordering::Release);
        let step = json!({"action": {"move": {"step": "begin"}}}).to_string();
        let moved = answer(addr, &post(&format!("/api/v1/tickets/{id}/actions"), step.as_bytes()));
        count.fetch_add(u64::from(moved.is_some()), Ordering::Release);
        let is_over = moved.is_none();
        answered.push(Answered { ticket: id, begun: moved.is_some() });
        if is_over {
            break;
        }
    }
    answered
}

#[test]
fn no_ticket_or_move_that_was_answered_is_lost_to_a_kill() {
    let small = Small::new();
    let mut rng = Rng(20_261_123);
    let mut answered: Vec<Answered> = Vec::new();
    for round in 0..KILLS {
        let service = small.serve();
        let (count, at) = (AtomicU64::new(0), rng.below(MOST_ANSWERED + 1));
        let into_the_write = Duration::from_micros(rng.below(LONGEST_WRITE));
        std::thread::scope(|scope| {
            let killer = scope.spawn(|| {
                while count.load(Ordering::Acquire) < at {
                    std::thread::yield_now();
                }
                let since = Instant::now();
                while since.elapsed() < into_the_write {
                    std::thread::yield_now();
                }
                service.kill();
            });
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    let (addr, count) = (service.addr(), &count);
                    scope.spawn(move || register_until_killed(addr, &format!("{round}-{client}"), count))
                })
                .collect();
            answered.extend(clients.into_iter().flat_map(|client| client.join().expect("a client")));
            // Whoever waits for more is told that there is no more.
            assert!(count.swap(u64::MAX, Ordering::AcqRel) >= at, "it stopped answering before it was killed");
            killer.join().expect("it was killed");
        });
    }
    let database = Connection::open(small.db()).expect("a database");
    let text = |sql: &str| database.query_row(sql, [], |row| row.get::<_, String>(0)).expect(sql);
    let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).expect(sql);
    assert_eq!(text("PRAGMA integrity_check"), "ok");
    let mut kinds = database
        .prepare("SELECT group_concat(e.kind, ' ') FROM ticket AS t JOIN ticket_event AS e ON e.ticket = t.id WHERE t.key = ?1")
        .expect("SQL");
    for Answered { ticket, begun } in &answered {
        let kinds: Option<String> = kinds.query_row([ticket], |row| row.get(0)).expect(ticket);
        let kinds = kinds.unwrap_or_default();
        assert!(kinds.contains("registered"), "{ticket} is lost");
        assert!(!begun || kinds.contains("moved"), "{ticket}: its move is lost: {kinds}");
    }
    // What was on its way when the service died is there with all that belongs to it, or not at all.
    for (half, sql) in [
        ("a ticket without its life", "SELECT count(*) FROM ticket WHERE id NOT IN (SELECT ticket FROM ticket_life)"),
        ("a life without its events", "SELECT count(*) FROM ticket_life WHERE ticket NOT IN (SELECT ticket FROM ticket_event)"),
        (
            "a life behind its events",
            "SELECT count(*) FROM ticket_life AS l WHERE l.seq <> (SELECT max(seq) FROM ticket_event AS e WHERE e.ticket = l.ticket)",
        ),
    ] {
        assert_eq!(count(sql), 0, "{half}");
    }
    let kept = count("SELECT count(*) FROM ticket_life");
    println!("{KILLS} kills, {} tickets answered, {kept} kept; none lost", answered.len());
    assert!(usize::try_from(kept).expect("a count") >= answered.len() && !answered.is_empty());
}

#[test]
fn a_ticket_that_comes_while_another_program_holds_the_database_is_kept_once_it_lets_go() {
    let small = Small::new();
    let service = small.serve();
    let other = Connection::open(small.db()).expect("a database");
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    let addr = service.addr();
    let ticket = json!({"text": "光猫一直闪红灯，上不了网"}).to_string();
    let sender = std::thread::spawn(move || answer(addr, &post("/api/v1/tickets", ticket.as_bytes())));
    service.hear("another program holds the database");
    other.execute_batch("COMMIT").expect("the lock is given back");
    let registered = sender.join().expect("a sender").expect("an answer");
    assert!(registered["ticket"]["id"].is_string(), "{registered}");
}
