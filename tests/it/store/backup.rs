//! Backup and restore: the whole database as one file, taken while serving, verified before it replaces anything.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::contract::timeless;
use crate::support::program::{COMPLAINT, Ran, fenzhen, folder, run};
use crate::support::service::Service;
use crate::support::stop_on_drop::StopOnDrop;

fn ran(folder: &Path, args: &[&str]) -> Ran {
    run(&mut fenzhen(folder, args))
}

fn answer(folder: &Path) -> Value {
    timeless(serde_json::from_str(&ran(folder, &["suggest", "--json", COMPLAINT]).ok()).expect("JSON"))
}

fn open(path: &Path) -> Connection {
    let database = Connection::open(path).expect("a database");
    database.busy_timeout(std::time::Duration::from_secs(10)).expect("a database");
    database
}

/// A revision in which the entry of the complaint has another title.
fn retitle(folder: &Path, title: &str) {
    let database = open(&folder.join("fenzhen.db"));
    let path = format!("entries/{}.toml", answer(folder)["entries"][0]["id"].as_str().expect("an entry"));
    let newest = "SELECT content FROM knowledge WHERE path = ?1 ORDER BY revision DESC LIMIT 1";
    let content: String = database.query_row(newest, [&path], |row| row.get(0)).expect("SQL");
    let line = content.lines().find(|line| line.starts_with("title = ")).expect("a title");
    database.execute("INSERT INTO revision (at, author, note) VALUES ('2026-01-01T00:00:00Z', 'a', '')", []).expect("SQL");
    let content = content.replace(line, &format!("title = \"{title}\""));
    let sql = "INSERT INTO knowledge (path, revision, content) VALUES (?1, ?2, ?3)";
    database.execute(sql, (&path, database.last_insert_rowid(), content)).expect("SQL");
}

fn title(answer: &Value) -> &str {
    answer["entries"][0]["title"].as_str().expect("a title")
}

/// Every file of a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = folder.read_dir().expect("a folder").map(|entry| entry.expect("a file"));
    let files = entries.filter(|entry| entry.path().is_file());
    files.map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file"))).collect()
}

#[test]
fn a_backup_taken_while_serving_and_writing_is_one_state_and_stops_nobody() {
    let service = Service::start(&[]);
    let folder = service.folder();
    let (done, asked, written) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    let counts = std::thread::scope(|scope| {
        scope.spawn(|| {
            let _ends = StopOnDrop(&done);
            while !done.load(Ordering::Relaxed) {
                service.suggest(&json!({ "text": COMPLAINT }), "").suggestion();
                asked.fetch_add(1, Ordering::Relaxed);
            }
        });
        scope.spawn(|| {
            let _ends = StopOnDrop(&done);
            let mut database = open(&folder.join("fenzhen.db"));
            while !done.load(Ordering::Relaxed) {
                // Two rows at a time: half of such a pair in a backup would be a state that never was.
                let transaction = database.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).expect("SQL");
                for _ in 0..2 {
                    transaction.execute("INSERT INTO imported_file VALUES (hex(randomblob(16)), 'x')", []).expect("SQL");
                }
                transaction.commit().expect("SQL");
                written.fetch_add(1, Ordering::Relaxed);
            }
        });
        let _ends = StopOnDrop(&done);
        let mut counts = Vec::new();
        while asked.load(Ordering::Relaxed) < 5 || written.load(Ordering::Relaxed) < 50 || counts.len() < 5 {
            ran(folder, &["backup", "copy.db", "--force"]).ok();
            let copy = open(&folder.join("copy.db"));
            let pairs: i64 =
                copy.query_row("SELECT count(*) FROM imported_file WHERE content = 'x'", [], |row| row.get(0)).expect("SQL");
            let whole: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("SQL");
            assert_eq!((pairs % 2, whole.as_str()), (0, "ok"));
            counts.push(pairs);
            assert!(!done.load(Ordering::Relaxed), "asking and writing go on");
        }
        counts
    });
    assert!(counts.is_sorted() && counts.last() > counts.first(), "each backup is later than the one before: {counts:?}");
    println!("{} backups, {} answers, {} writes", counts.len(), asked.into_inner(), written.into_inner());
    assert!(!folder.join("copy.db.partial").exists() && !folder.join("copy.db-wal").exists(), "one file, and nothing beside it");
}

#[test]
fn after_a_restore_the_answers_are_those_of_the_backup() {
    let folder = folder();
    let folder = folder.path();
    retitle(folder, "备份时的标题");
    let backed_up = answer(folder);
    ran(folder, &["backup", "copy.db"]).ok();
    // The same number of a revision then means another library: the cache of one must not answer for the other.
    let shipped = {
        ran(folder, &["--db", "other.db", "kb", "export", "pack"]).ok();
        ran(folder, &["--db", "other.db", "backup", "first.db"]).ok();
        ran(folder, &["restore", "first.db"]).ok();
        answer(folder)
    };
    retitle(folder, "备份后的标题");
    let later = answer(folder);
    assert_eq!((title(&backed_up), title(&later)), ("备份时的标题", "备份后的标题"));
    assert_eq!(backed_up["kb_revision"], later["kb_revision"]);
    assert_ne!(title(&shipped), title(&later));

    let told = ran(folder, &["restore", "copy.db"]).ok();
    assert!(told.contains("revision 2") && told.contains("fenzhen.db.before-restore-2"), "{told}");
    assert!(!folder.join("fenzhen.db-wal").exists() && !folder.join("fenzhen.db-shm").exists());
    assert_eq!(answer(folder), backed_up);
    // What was replaced is kept, the first and the second one, and answers as it did.
    ran(folder, &["restore", "fenzhen.db.before-restore-2"]).ok();
    assert_eq!(answer(folder), later);
    ran(folder, &["restore", "fenzhen.db.before-restore"]).ok();
    assert_eq!(answer(folder), backed_up);
}

#[test]
fn what_is_no_whole_backup_is_refused_and_nothing_changes() {
    let folder = folder();
    let folder = folder.path();
    retitle(folder, "原来的标题");
    ran(folder, &["backup", "copy.db"]).ok();
    let copy = fs::read(folder.join("copy.db")).expect("a file");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("a file");
    write("cut.db", &copy[..copy.len() / 2]);
    write("cut-page.db", &copy[..copy.len() - 4096]);
    write("cut-odd.db", &copy[..copy.len() - 100]);
    write("head.db", &copy[..100]);
    write("empty.db", b"");
    write("letter.db", "亲爱的客服".repeat(500).as_bytes());
    let mut scribbled = copy.clone();
    for page in scribbled.chunks_mut(4096).skip(3).step_by(7) {
        page.fill(0x5A);
    }
    write("scribbled.db", &scribbled);
    let made = |name: &str, sql: &str| {
        write(name, &copy);
        open(&folder.join(name)).execute_batch(sql).expect("SQL");
    };
    made("newer.db", "PRAGMA user_version = 4711");
    made("foreign.db", "PRAGMA application_id = 7");
    made("dangling.db", "PRAGMA foreign_keys = off; INSERT INTO waiver VALUES (1, 999, '', '', '', '', '')");
    let answered = answer(folder);
    let before = files(folder);
    let cases = [
        ("cut.db", "cannot be restored"),
        ("cut-page.db", "cannot be restored"),
        ("cut-odd.db", "cannot be restored"),
        ("head.db", "not a database"),
        ("empty.db", "not a database"),
        ("letter.db", "not a database"),
        ("scribbled.db", "damaged"),
        ("newer.db", "4711"),
        ("foreign.db", "another program"),
        ("dangling.db", "refer to what is not there"),
        ("nowhere.db", "nowhere.db"),
        ("fenzhen.db", "the database itself"),
        ("./fenzhen.db", "the database itself"),
    ];
    for (name, said) in cases {
        let refused = ran(folder, &["restore", name]).refused();
        assert!(refused.contains(said) && refused.contains(name), "{name}: {refused}");
        assert!(files(folder) == before, "{name} left something behind");
    }
    assert_eq!(answer(folder), answered);
}

#[test]
fn a_database_in_use_is_not_replaced() {
    let service = Service::start(&[]);
    let folder = service.folder();
    ran(folder, &["backup", "copy.db"]).ok();
    let refused = ran(folder, &["restore", "copy.db"]).refused();
    assert!(refused.contains("in use") && refused.contains("stop the service"), "{refused}");
    assert!(!folder.join("fenzhen.db.before-restore").exists());
    assert_eq!(service.suggest(&json!({ "text": COMPLAINT }), "").status, 200);
    assert_eq!(service.get("/readyz").status, 200);
}

#[test]
fn a_backup_overwrites_nothing_unasked_and_never_the_database() {
    let folder = folder();
    let folder = folder.path();
    let refused = ran(folder, &["backup", "copy.db"]).refused();
    assert!(refused.contains("no database fenzhen.db") && !folder.join("fenzhen.db").exists(), "{refused}");
    answer(folder);
    fs::write(folder.join("copy.db"), "precious").expect("a file");
    std::os::unix::fs::symlink("fenzhen.db", folder.join("link.db")).expect("a link");
    let before = files(folder);
    let refused = ran(folder, &["backup", "copy.db"]).refused();
    assert!(refused.contains("copy.db") && refused.contains("--force"), "{refused}");
    for own in ["fenzhen.db", "./fenzhen.db", "link.db", "fenzhen.db-wal"] {
        let refused = ran(folder, &["backup", own, "--force"]).refused();
        assert!(refused.contains("the database itself"), "{refused}");
    }
    fs::rename(folder.join("fenzhen.db"), folder.join("x.db.partial")).expect("a file");
    ran(folder, &["--db", "x.db.partial", "backup", "x.db"]).refused();
    fs::rename(folder.join("x.db.partial"), folder.join("fenzhen.db")).expect("a file");
    ran(folder, &["backup", "nowhere/copy.db"]).refused();
    assert!(files(folder) == before);
    ran(folder, &["backup", "copy.db", "--force"]).ok();
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(folder.join("copy.db")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "tickets are nobody else's business");
}

#[test]
fn a_lost_or_ruined_database_is_replaced_and_what_is_left_of_it_is_kept() {
    let folder = folder();
    let folder = folder.path();
    retitle(folder, "找回的标题");
    ran(folder, &["backup", "copy.db"]).ok();
    let wanted = answer(folder);
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(folder.join(format!("fenzhen.db{suffix}")));
    }
    let told = ran(folder, &["restore", "copy.db"]).ok();
    assert!(!told.contains("kept"), "{told}");
    assert_eq!(answer(folder), wanted);
    let whole = fs::read(folder.join("fenzhen.db")).expect("a file");
    let mut torn = whole.clone();
    torn[16..4096].fill(0xFF);
    for ruin in [b"ruined".to_vec(), torn] {
        fs::write(folder.join("fenzhen.db"), &ruin).expect("a file");
        let told = ran(folder, &["restore", "copy.db"]).ok();
        let kept = told.split("kept as ").nth(1).and_then(|rest| rest.lines().next()).expect("a name");
        assert!(fs::read(folder.join(kept)).expect("a file") == ruin, "{kept}");
        assert_eq!(answer(folder), wanted);
    }
}
