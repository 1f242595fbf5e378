//! Importing packs: a three-way merge, all of it or none, through the real command.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Ran, fenzhen, folder, run};

/// A database filled from the shipped pack, and that pack in the folder `pack`.
struct Library {
    folder: TempDir,
}

impl Library {
    fn new() -> Library {
        let library = Library { folder: folder() };
        library.run(&["kb", "export", "pack"]).ok();
        library
    }

    fn run(&self, args: &[&str]) -> Ran {
        run(&mut fenzhen(self.folder.path(), args))
    }

    fn import(&self, args: &[&str]) -> Ran {
        self.run(&[&["kb", "import", "pack"], args].concat())
    }

    /// The object of an import, with its exit code.
    #[track_caller]
    fn merge(&self, args: &[&str]) -> (Option<i32>, Value) {
        let ran = self.import(&[args, &["--json"]].concat());
        (ran.code, serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}")))
    }

    fn pack(&self, path: &str) -> PathBuf {
        self.folder.path().join("pack").join(path)
    }

    /// The shipped text of a file; `mark` distinguishes edits of it that say the same.
    fn text(&self, path: &str, mark: &str) -> String {
        let shipped = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("kb").join(path)).expect("a file");
        format!("# {mark}\n{shipped}")
    }

    fn db(&self) -> Connection {
        Connection::open(self.folder.path().join("fenzhen.db")).expect("a database")
    }

    /// What a curator's edit leaves in the database.
    fn edit_here(&self, path: &str, content: Option<&str>) {
        let db = self.db();
        db.execute("INSERT INTO revision (at, author, note) VALUES ('2026-01-01T00:00:00Z', '小李', '')", []).expect("SQL");
        let sql = "INSERT INTO knowledge (path, revision, content) VALUES (?1, ?2, ?3)";
        db.execute(sql, (path, db.last_insert_rowid(), content)).expect("SQL");
    }

    fn edit_pack(&self, path: &str, content: Option<&str>) {
        match content {
            Some(content) => fs::write(self.pack(path), content).expect("a file"),
            None => fs::remove_file(self.pack(path)).expect("a file"),
        }
    }

    fn revisions(&self) -> i64 {
        self.db().query_row("SELECT max(id) FROM revision", [], |row| row.get(0)).expect("SQL")
    }

    /// Everything an import may change.
    fn state(&self) -> (i64, BTreeMap<String, String>, Vec<(String, String)>) {
        let db = self.db();
        let mut statement = db.prepare("SELECT path, content FROM imported_file ORDER BY path").expect("SQL");
        let imported = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("SQL");
        (self.revisions(), self.here(), imported.collect::<Result<_, _>>().expect("SQL"))
    }

    /// The files of the newest revision.
    fn here(&self) -> BTreeMap<String, String> {
        let db = self.db();
        let sql = "SELECT path, content FROM knowledge AS k WHERE content IS NOT NULL
                   AND revision = (SELECT max(revision) FROM knowledge WHERE path = k.path)";
        let mut statement = db.prepare(sql).expect("SQL");
        let files = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("SQL");
        files.collect::<Result<_, _>>().expect("SQL")
    }
}

const A: &str = "entries/telecom/slow-at-night.toml";
const B: &str = "entries/telecom/wifi-weak-in-room.toml";

#[test]
fn export_then_import_changes_nothing_byte_for_byte_and_makes_no_revision() {
    let library = Library::new();
    // Local edits must not become "imported" by travelling in a circle: the next pack would silently undo them.
    library.edit_here(A, Some(&library.text(A, "ours")));
    library.run(&["kb", "export", "again"]).ok();
    let before = library.state();
    let printed = library.run(&["kb", "import", "again"]).ok();
    assert!(printed.contains("0 updated, 0 added, 0 removed, 0 kept, 0 conflicts") && printed.contains("no new revision"));
    assert!(library.state() == before);
    library.run(&["kb", "export", "third"]).ok();
    let read = |name: &str| fs::read(library.folder.path().join(name).join(A)).expect("a file");
    assert!(read("again") == read("third"));
    let (code, merged) = library.merge(&[]);
    assert_eq!((code, merged["kept"][0].as_str(), merged["revision"].as_i64()), (Some(0), Some(A), None));
}

/// What one file is: as it was shipped, with a mark, or not there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Is {
    Shipped,
    Marked(&'static str),
    Gone,
}

#[test]
fn each_file_goes_the_way_of_whoever_changed_it() {
    use Is::{Gone, Marked, Shipped};
    // As last imported, here, in the pack; the list it must be in; what then is here.
    let cases = [
        (Shipped, Shipped, Shipped, None, Shipped),
        (Shipped, Shipped, Marked("theirs"), Some("updated"), Marked("theirs")),
        (Shipped, Shipped, Gone, Some("removed"), Gone),
        (Gone, Gone, Shipped, Some("added"), Shipped),
        (Shipped, Marked("ours"), Shipped, Some("kept"), Marked("ours")),
        (Shipped, Gone, Shipped, Some("kept"), Gone),
        (Gone, Shipped, Gone, Some("kept"), Shipped),
        (Shipped, Marked("both"), Marked("both"), None, Marked("both")),
        (Shipped, Gone, Gone, None, Gone),
        (Gone, Shipped, Shipped, None, Shipped),
        (Shipped, Marked("ours"), Marked("theirs"), Some("conflicts"), Marked("ours")),
        (Shipped, Marked("ours"), Gone, Some("conflicts"), Marked("ours")),
        (Shipped, Gone, Marked("theirs"), Some("conflicts"), Gone),
        (Gone, Marked("ours"), Marked("theirs"), Some("conflicts"), Marked("ours")),
    ];
    let library = Library::new();
    let paths: Vec<String> = library.here().into_keys().filter(|path| path.starts_with("entries/")).take(cases.len()).collect();
    let text = |path: &str, is: Is| match is {
        Shipped => Some(fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("kb").join(path)).expect("a file")),
        Marked(mark) => Some(library.text(path, mark)),
        Gone => None,
    };
    for (path, (base, ..)) in paths.iter().zip(&cases).filter(|(_, (base, ..))| *base != Shipped) {
        library.edit_pack(path, text(path, *base).as_deref());
    }
    assert_eq!(library.import(&[]).code, Some(0));
    for (path, (base, here, theirs, ..)) in paths.iter().zip(&cases) {
        if here != base {
            library.edit_here(path, text(path, *here).as_deref());
        }
        if theirs != base {
            library.edit_pack(path, text(path, *theirs).as_deref());
        }
    }
    let lists = |merged: &Value, path: &str| -> Vec<&'static str> {
        let named = |item: &Value| item.as_str() == Some(path) || item["path"].as_str() == Some(path);
        let lists = ["updated", "added", "removed", "kept", "conflicts"].into_iter();
        lists.filter(|list| merged[list].as_array().expect("a list").iter().any(named)).collect()
    };

    let before = library.state();
    let (code, stopped) = library.merge(&[]);
    assert_eq!((code, &stopped["stopped"], stopped["revision"].as_i64()), (Some(1), &Value::Bool(true), None));
    for (path, case) in paths.iter().zip(&cases) {
        assert_eq!(lists(&stopped, path), Vec::from_iter(case.3), "{case:?}");
    }
    assert!(library.state() == before, "conflicts keep everything out");

    assert_eq!(library.merge(&["--take", "ours", "--dry-run"]).0, Some(0));
    assert!(library.state() == before, "a dry run changes nothing");

    let (code, merged) = library.merge(&["--take", "ours"]);
    assert_eq!((code, merged["revision"].as_i64()), (Some(0), Some(before.0 + 1)));
    for (path, case) in paths.iter().zip(&cases) {
        assert_eq!(library.here().get(path), text(path, case.4).as_ref(), "{case:?}");
    }
    // The sides that stayed are edits of ours from now on; the same pack once more changes nothing.
    let (code, again) = library.merge(&[]);
    assert_eq!((code, again["revision"].as_i64(), again["conflicts"].as_array().map(Vec::len)), (Some(0), None, Some(0)));
}

#[test]
fn what_both_sides_changed_is_listed_with_both_sides() {
    let library = Library::new();
    let shipped = fs::read_to_string(library.pack(A)).expect("a file");
    let title = shipped.lines().find(|line| line.starts_with("title = ")).expect("a title");
    library.edit_here(A, Some(&shipped.replace(title, "title = \"夜里网速慢\"")));
    library.edit_pack(A, Some(&shipped.replace(title, "title = \"晚高峰网速慢\"")));
    let words = fs::read_to_string(library.pack("lexicon/words.txt")).expect("a file");
    library.edit_here("lexicon/words.txt", Some(&format!("{words}甲骨网 9 n\n")));
    library.edit_pack("lexicon/words.txt", Some(&format!("{words}乙骨网 9 n\n")));
    let before = library.state();

    let told = library.import(&[]);
    assert_eq!(told.code, Some(1), "{told:?}");
    let line = words.lines().count() + 1;
    for said in [A, "title", "+ 夜里网速慢", "+ 晚高峰网速慢", "here:", "pack:", "+ 甲骨网 9 n", "+ 乙骨网 9 n", "--take theirs"]
    {
        assert!(told.stdout.contains(said), "{said:?} is not in:\n{}", told.stdout);
    }
    assert!(told.stdout.contains(&format!("line {line}")), "{}", told.stdout);
    let (_, object) = library.merge(&["--dry-run"]);
    let conflict = &object["conflicts"][0];
    assert_eq!(conflict["ours"]["changes"][0]["added"][0], "夜里网速慢");
    assert_eq!(conflict["theirs"]["changes"][0]["added"][0], "晚高峰网速慢");
    assert!(conflict["ours"]["content"].as_str().is_some_and(|text| text.contains("夜里网速慢")));
    assert!(library.state() == before);

    let (code, taken) = library.merge(&["--take", "theirs"]);
    assert_eq!((code, taken["revision"].as_i64()), (Some(0), Some(before.0 + 1)));
    assert!(library.here()[A].contains("晚高峰网速慢") && library.here()["lexicon/words.txt"].contains("乙骨网"));
    let author: String = library
        .db()
        .query_row("SELECT author || ' ' || note FROM revision ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
        .expect("SQL");
    assert!(author.contains("imported from pack"), "{author}");
}

#[test]
fn a_dry_run_tells_the_same_and_changes_nothing() {
    let library = Library::new();
    library.edit_pack(A, Some(&library.text(A, "theirs")));
    library.edit_pack(B, None);
    let before = library.state();
    let (code, dry) = library.merge(&["--dry-run"]);
    assert_eq!((code, dry["updated"][0].as_str(), dry["removed"][0].as_str()), (Some(0), Some(A), Some(B)));
    assert!(library.state() == before);
    let (code, mut done) = library.merge(&[]);
    assert_eq!((code, done["revision"].take().as_i64()), (Some(0), Some(before.0 + 1)));
    assert_eq!(dry, done);
    let printed = library.import(&["--dry-run"]).ok();
    assert!(printed.contains("dry run"), "{printed}");
}

#[test]
fn a_broken_pack_is_refused_with_every_problem_and_nothing_is_kept() {
    let library = Library::new();
    library.edit_pack(A, Some("title = \"半个\nstatus = 1\n"));
    library.edit_pack(B, Some(&library.text(B, "theirs").replace("urgency", "urgencie")));
    library.edit_pack("departments.toml", None);
    let before = library.state();
    for args in [&[][..], &["--dry-run"], &["--take", "theirs"]] {
        let refused = library.import(args);
        assert_eq!(refused.code, Some(1), "{refused:?}");
        for said in [&format!("{A}:1"), B, "urgencie", "departments.toml", "missing-file", "nothing was imported"] {
            assert!(refused.stdout.contains(said), "{said:?} is not in:\n{}", refused.stdout);
        }
    }
    let problems: Value = serde_json::from_str(&library.import(&["--json"]).stdout).expect("JSON");
    assert!(problems["problems"].as_array().is_some_and(|problems| problems.len() >= 3));
    assert!(library.state() == before);
    let refused = library.run(&["kb", "import", "nowhere"]).refused();
    assert!(refused.contains("nowhere"), "{refused}");
    fs::create_dir(library.folder.path().join("empty")).expect("a folder");
    assert_eq!(library.run(&["kb", "import", "empty"]).code, Some(1), "an empty folder is not a pack");
    assert!(library.state() == before);
}

#[test]
fn two_sound_sides_that_do_not_fit_together_are_refused() {
    let library = Library::new();
    // Here an entry is written for a category that the pack does away with.
    let taxonomy = fs::read_to_string(library.pack("taxonomy.toml")).expect("a file");
    let added = "\n[[category]]\nid = \"telecom/fault/planted\"\n";
    let like = taxonomy.split("[[").nth(1).map(|block| format!("[[{block}")).expect("a category");
    let id = like.lines().find(|line| line.starts_with("id = ")).expect("an id");
    let planted = like.replace(id, added.lines().last().expect("an id"));
    library.edit_pack("taxonomy.toml", Some(&format!("{taxonomy}\n{planted}")));
    let first = library.import(&[]);
    assert_eq!(first.code, Some(0), "{first:?}");
    let shipped = fs::read_to_string(library.pack(A)).expect("a file");
    let category = shipped.lines().find(|line| line.starts_with("category = ")).expect("a category");
    library.edit_here(A, Some(&shipped.replace(category, "category = \"telecom/fault/planted\"")));
    library.edit_pack("taxonomy.toml", Some(&taxonomy));
    let before = library.state();
    let refused = library.import(&[]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.stdout.contains("telecom/fault/planted") && refused.stdout.contains(A), "{}", refused.stdout);
    assert!(library.state() == before);
}

#[test]
fn the_pack_inside_the_program_is_what_the_first_import_is_merged_against() {
    let library = Library { folder: folder() };
    library.run(&["kb", "export", "pack"]).ok();
    library.edit_pack(A, Some(&library.text(A, "theirs")));
    for file in ["fenzhen.db", "fenzhen.db-wal", "fenzhen.db-shm"] {
        let _ = fs::remove_file(library.folder.path().join(file));
    }
    // The import is the very first command on this database.
    let (code, merged) = library.merge(&[]);
    assert_eq!((code, merged["updated"][0].as_str(), merged["revision"].as_i64()), (Some(0), Some(A), Some(2)));
    assert_eq!(library.here()[A], library.text(A, "theirs"));
}
