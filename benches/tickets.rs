//! The life of tickets in numbers: what one sync of the disk costs, how many registrations share one, how fast the clocks
//! of all open tickets are counted, and how fast a page of the queue is there. Each asserts its result first.
//!
//! The database stands in a folder of its own beside the working directory, not in memory: it is the disk that is measured.

mod allocator;
mod measure;

use std::fs::File;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use fenzhen::app::{App, Clock, NewTicket, QueueOptions, Settings};
use fenzhen_engine::flow::event::{Event, LoggedEvent, Registered};
use fenzhen_engine::flow::{Calendar, Levels, Life, Standing, token};
use fenzhen_engine::kb::{PackFiles, Urgency, parse};
use jiff::{SignedDuration, Timestamp};
use measure::Times;
use rusqlite::Connection;

/// Open tickets.
const OPEN: usize = 100_000;
/// Registrations, and how many come at a time.
const REGISTERED: usize = 4_000;
const AT_ONCE: usize = 64;

fn main() {
    let folder = tempfile::tempdir_in(".").expect("a folder on this disk");
    let mut file = File::create(folder.path().join("synced")).expect("a file");
    let synced = Times::of(&[0_u8; 100], |byte| {
        file.write_all(&[*byte; 4096]).and_then(|()| file.sync_data()).expect("the disk takes it");
    });
    synced.print("4 KiB written and synced");
    clocks();
    let db = folder.path().join("bench.db");
    let settings = Settings { db: db.clone(), ..Settings::default() };
    let app = App::open(settings, Clock::System).expect("the shipped pack opens");
    register(&app, synced.p50_us());
    queue(&app, &db);
}

/// All clocks of all open tickets, on one thread.
fn clocks() {
    let library = parse(&PackFiles::embedded()).library;
    let calendar = Calendar::new(&library.sla).expect("hours");
    let levels = Levels { sla: &library.sla, calendar: &calendar, departments: &library.departments };
    let begun: Timestamp = "2026-10-01T00:00:00+08:00".parse().expect("an instant");
    let life = |nth: usize| {
        let at = begun + SignedDuration::from_secs(60 * i64::try_from(nth % 50_000).expect("few"));
        let registered = Registered {
            source: "bench".to_owned(),
            received_at: at,
            channel: None,
            product: None,
            region: None,
            class: Some(["A", "B", "C", "D"][nth % 4].to_owned()),
            urgency: Urgency::ALL[nth % 3],
            outcome: "answer".to_owned(),
            category: None,
            department: None,
            entries: Vec::new(),
            threats: Vec::new(),
            about: Vec::new(),
            slots: std::collections::BTreeMap::new(),
            marking: vec![token("received")],
        };
        let event = Event::Registered(Box::new(registered));
        Life::of(&[LoggedEvent { seq: 1, at, author: "bench".to_owned(), event }]).expect("a life")
    };
    let lives: Vec<Life> = (0..OPEN).map(life).collect();
    let now = begun + SignedDuration::from_hours(24 * 20);
    // The hours of business are laid out once, before the first ticket.
    assert!(!levels.deadlines(&lives[0], now).is_empty());
    let begun = Instant::now();
    let (mut counted, mut overdue) = (0, 0);
    for life in &lives {
        let deadlines = levels.deadlines(life, now);
        overdue += deadlines.iter().filter(|deadline| deadline.standing == Standing::Overdue).count();
        counted += deadlines.len();
    }
    let took = begun.elapsed();
    assert!(counted == 4 * OPEN && overdue > OPEN / 2, "four clocks each, many overdue: {counted}, {overdue}");
    println!("{counted} clocks of {OPEN} open tickets: {took:.0?}, {overdue} overdue");
}

/// Registrations with everything that belongs to them, on disk before they are answered.
fn register(app: &App, sync_us: f64) {
    let texts: Vec<String> = app.snapshot().library.entries.iter().flat_map(|e| e.cases.iter().map(|c| c.text.clone())).collect();
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let nth = next.fetch_add(1, Ordering::Relaxed);
                    if nth >= REGISTERED {
                        break;
                    }
                    let text = format!("{}（{nth}）", texts[nth % texts.len()]);
                    let new = NewTicket { text, external_id: Some(nth.to_string()), ..NewTicket::default() };
                    app.tickets().register(new, None).expect("it is taken");
                }
            });
        }
    });
    let seconds = begun.elapsed().as_secs_f64();
    let rate = REGISTERED as f64 / seconds;
    assert_eq!(
        app.webhooks().events(i64::try_from(REGISTERED).expect("few") - 1, 10).map(|list| list.events.len()).ok(),
        Some(1),
        "all are there"
    );
    println!(
        "{REGISTERED} tickets registered {AT_ONCE} at a time: {rate:.0} a second (one sync each: at most {:.0})",
        1e6 / sync_us
    );
}

/// Pages of a queue of 100,000 open tickets.
fn queue(app: &App, db: &std::path::Path) {
    let database = Connection::open(db).expect("the database");
    // Copies of what was registered, with deadlines of their own.
    let copies = "
        WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
        INSERT INTO ticket (id, key, title, text, received_at, outcome, category, department, entry, revision)
        SELECT 1000000 + n, 'copy-' || n, '', t.text, t.received_at, t.outcome, t.category, t.department, t.entry, t.revision
        FROM n JOIN ticket AS t ON t.id = 1 + n % 4000";
    let lives = "
        INSERT INTO ticket_life SELECT t.id, l.source, NULL, l.digest, l.seq, l.state, l.urgency, l.level, l.category, l.entry,
            iif(t.id % 5 = 0, 'engineering', t.department), l.front, l.product, l.region, l.registered_at, l.received_at, l.day,
            NULL, l.due_at + (t.id * 7919) % 100000000, l.fires_at, l.revision
        FROM ticket AS t JOIN ticket_life AS l ON l.ticket = 1 + (t.id - 1000000) % 4000 WHERE t.id > 1000000";
    let wanted = i64::try_from(OPEN - REGISTERED).expect("few");
    database.execute(copies, [wanted]).expect("copies");
    database.execute(lives, []).expect("copies");
    let open: i64 = database.query_row("SELECT count(*) FROM ticket_life", [], |row| row.get(0)).expect("a count");
    assert_eq!(open, i64::try_from(OPEN).expect("few"));
    let ways = [
        ("the queue's first page", QueueOptions::default()),
        ("of one department", QueueOptions { department: Some("engineering".to_owned()), ..QueueOptions::default() }),
        ("of one state", QueueOptions { state: Some("received".to_owned()), ..QueueOptions::default() }),
        ("what is overdue", QueueOptions { overdue: true, ..QueueOptions::default() }),
    ];
    for (name, options) in ways {
        let times = Times::of(&[(); 200], |()| {
            let page = app.tickets().queue(&options).expect("a page");
            assert!(page.tickets.len() <= 50 && page.tickets.is_sorted_by_key(|ticket| ticket.due));
        });
        times.print(name);
    }
    let begun = Instant::now();
    let looked = app.alarms().look().expect("it looks");
    println!("alarms looked for in {OPEN} tickets: {:.0?}, {looked} raised", begun.elapsed());
}
