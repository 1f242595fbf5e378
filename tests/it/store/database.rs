//! The database: nothing in it is ever lost, and what is not ours is left alone.

use std::path::Path;

use rusqlite::Connection;
use serde_json::json;

use crate::support::program::{fenzhen, folder, run};
use crate::support::service::Service;

/// Fills `fenzhen.db` in a folder and opens it beside the program.
fn filled(folder: &Path) -> Connection {
    run(&mut fenzhen(folder, &["suggest", "断网"])).ok();
    Connection::open(folder.join("fenzhen.db")).expect("a database")
}

fn count(database: &Connection, sql: &str) -> i64 {
    database.query_row(sql, [], |row| row.get(0)).expect(sql)
}

#[test]
fn a_database_of_a_newer_version_is_refused_and_both_versions_are_named() {
    let folder = folder();
    let database = filled(folder.path());
    let known = count(&database, "PRAGMA user_version");
    database.pragma_update(None, "user_version", 4711).expect("a pragma");
    let refused = run(&mut fenzhen(folder.path(), &["suggest", "断网"])).refused();
    for words in ["fenzhen.db", "newer version", "4711", &format!("up to {known}"), "--db"] {
        assert!(refused.contains(words), "should say {words:?}: {refused}");
    }
    assert_eq!(count(&database, "PRAGMA user_version"), 4711);
}

#[test]
fn where_a_complaint_came_from_and_its_product_stay_on_record_also_in_a_backup() {
    let service = Service::start(&[]);
    let sent = json!({"text": "宽带从昨晚开始上不了网", "channel": "微信", "product": "宽带 300M"});
    let ticket = service.suggest(&sent, "").suggestion()["ticket"].as_str().expect("it is kept").to_owned();
    // What is judged is written in the background, and all of it before a service ends.
    let folder = service.handed_over();
    run(&mut fenzhen(folder.path(), &["backup", "copy.db"])).ok();
    for file in ["fenzhen.db", "copy.db"] {
        let database = Connection::open(folder.path().join(file)).expect("a database");
        let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let kept = database.query_row("SELECT channel, product FROM ticket WHERE key = ?1", [&ticket], read);
        assert_eq!(kept.expect("it is on record"), ("微信".to_owned(), "宽带 300M".to_owned()), "{file}");
    }
}

#[test]
fn a_database_of_another_program_is_refused_and_left_as_it_was() {
    let folder = folder();
    let path = folder.path().join("photos.db");
    let database = Connection::open(&path).expect("a database");
    database.execute_batch("CREATE TABLE photo (id INTEGER PRIMARY KEY); INSERT INTO photo VALUES (1);").expect("SQL");
    database.close().expect("closed");
    let before = std::fs::read(&path).expect("a file");
    let refused = run(&mut fenzhen(folder.path(), &["--db", "photos.db", "suggest", "断网"])).refused();
    assert!(refused.contains("photos.db") && refused.contains("another program") && refused.contains("--db"), "{refused}");
    assert!(std::fs::read(&path).expect("a file") == before, "not a byte is changed, the journal mode included");
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_as_it_was() {
    let folder = folder();
    for (name, content) in
        [("letter.db", b"Dear Sir or Madam".repeat(100)), ("short.db", b"hello".to_vec()), ("zero.db", vec![0; 8192])]
    {
        std::fs::write(folder.path().join(name), &content).expect("a file");
        let refused = run(&mut fenzhen(folder.path(), &["--db", name, "suggest", "断网"])).refused();
        assert!(refused.contains(name) && refused.contains("not a database") && refused.contains("--db"), "{refused}");
        assert_eq!(std::fs::read(folder.path().join(name)).expect("a file"), content, "{name}");
    }
}

#[test]
fn a_path_that_cannot_be_opened_is_refused_by_name() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("folder.db")).expect("a folder");
    for path in ["folder.db", "nowhere/fenzhen.db"] {
        let refused = run(&mut fenzhen(folder.path(), &["--db", path, "suggest", "断网"])).refused();
        assert!(refused.contains(path) && refused.contains("cannot be opened") && refused.contains("--db"), "{refused}");
    }
}

#[test]
fn revisions_can_be_added_but_neither_changed_nor_deleted() {
    let folder = folder();
    let database = filled(folder.path());
    let forbidden = [
        "UPDATE revision SET note = 'x'",
        "DELETE FROM revision",
        "INSERT OR REPLACE INTO revision (id, at, author, note) VALUES (1, 'a', 'b', 'c')",
        "UPDATE knowledge SET content = 'x'",
        "DELETE FROM knowledge",
        "INSERT OR REPLACE INTO knowledge SELECT path, revision, 'x' FROM knowledge",
    ];
    let content = "SELECT count(*) || group_concat(content) FROM (SELECT content FROM knowledge ORDER BY path)";
    let state = || database.query_row(content, [], |row| row.get::<_, String>(0)).expect("a state");
    let before = state();
    for sql in forbidden {
        let done = database.execute(sql, []);
        assert!(done.as_ref().is_err_and(|error| error.to_string().contains("append-only")), "{sql}: {done:?}");
    }
    assert!(state() == before);
    database.execute("INSERT INTO revision (at, author, note) VALUES ('2026-01-01T00:00:00Z', 'a', 'b')", []).expect("adding");
}

#[test]
fn a_new_database_has_one_revision_and_says_whose_it_is() {
    let folder = folder();
    let database = filled(folder.path());
    assert_eq!(count(&database, "SELECT count(*) FROM revision"), 1);
    assert_eq!(count(&database, "PRAGMA application_id"), i64::from(u32::from_be_bytes(*b"fznz")));
    assert_eq!(database.query_row("PRAGMA journal_mode", [], |row| row.get::<_, String>(0)).expect("a mode"), "wal");
    assert_eq!(database.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).expect("a check"), "ok");
}

#[test]
fn programs_that_start_at_once_on_nothing_all_answer_from_one_revision() {
    let folder = folder();
    let printed: Vec<String> = std::thread::scope(|scope| {
        let start = || run(&mut fenzhen(folder.path(), &["suggest", "--json", "断网"])).ok();
        let running: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
        running.into_iter().map(|one| one.join().expect("it answers")).collect()
    });
    let entry = |printed: &String| serde_json::from_str::<serde_json::Value>(printed).expect("JSON")["entries"].clone();
    printed.iter().for_each(|one| assert_eq!(entry(one), entry(&printed[0])));
    let database = Connection::open(folder.path().join("fenzhen.db")).expect("a database");
    assert_eq!(count(&database, "SELECT count(*) FROM revision"), 1);
}
