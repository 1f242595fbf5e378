//! Entries as a spreadsheet: exported, edited in an office program, and merged back, through the real command.

use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};
use fenzhen::tables::{Table, safe_cell};
use fenzhen_engine::kb::{Entry, parse_entry};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Ran, fenzhen, folder, run};

const ID: &str = "telecom/slow-at-night";
const OTHER: &str = "telecom/wifi-weak-in-room";

/// A database filled from the shipped pack.
struct Library {
    folder: TempDir,
}

/// The cells of a spreadsheet, the header first.
#[derive(Clone)]
struct Sheet(Vec<Vec<String>>);

impl Library {
    fn new() -> Library {
        Library { folder: folder() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Ran {
        run(&mut fenzhen(self.folder.path(), args))
    }

    /// What an export of the entries holds.
    fn exported(&self) -> Sheet {
        self.run(&["kb", "export", "--csv", "out.csv"]).ok();
        Sheet::open(&self.path("out.csv"))
    }

    fn import(&self, sheet: &Sheet, encoding: &'static Encoding, args: &[&str]) -> (Option<i32>, Value) {
        fs::write(self.path("in.csv"), encoding.encode(&sheet.text()).0).expect("a file");
        self.import_file("in.csv", args)
    }

    #[track_caller]
    fn import_file(&self, name: &str, args: &[&str]) -> (Option<i32>, Value) {
        let ran = self.run(&[&["kb", "import", name, "--json"], args].concat());
        (ran.code, serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}")))
    }

    fn db(&self) -> Connection {
        Connection::open(self.path("fenzhen.db")).expect("a database")
    }

    fn revisions(&self) -> i64 {
        self.db().query_row("SELECT max(id) FROM revision", [], |row| row.get(0)).expect("SQL")
    }

    fn content(&self, id: &str) -> String {
        let sql = "SELECT content FROM knowledge WHERE path = ?1 ORDER BY revision DESC LIMIT 1";
        self.db().query_row(sql, [format!("entries/{id}.toml")], |row| row.get(0)).expect("SQL")
    }

    fn entry(&self, id: &str) -> Entry {
        parse_entry(&format!("entries/{id}.toml"), &self.content(id)).0.expect("an entry")
    }

    /// What a curator's edit leaves in the database.
    fn edit_here(&self, id: &str, change: impl Fn(String) -> String) {
        let content = change(self.content(id));
        let db = self.db();
        db.execute("INSERT INTO revision (at, author, note) VALUES ('2026-01-01T00:00:00Z', '小李', '')", []).expect("SQL");
        let sql = "INSERT INTO knowledge (path, revision, content) VALUES (?1, ?2, ?3)";
        db.execute(sql, (format!("entries/{id}.toml"), db.last_insert_rowid(), content)).expect("SQL");
    }
}

impl Sheet {
    fn open(path: &Path) -> Sheet {
        let table = Table::open(path).expect("a table");
        let header = vec![table.header().to_vec()];
        Sheet(header.into_iter().chain(table.map(|row| row.expect("a row").cells)).collect())
    }

    fn new(rows: &[&[&str]]) -> Sheet {
        Sheet(rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect())
    }

    /// As an office program writes it.
    fn text(&self) -> String {
        let cell = |cell: &String| format!("\"{}\"", safe_cell(cell).replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
        self.0.iter().map(line).collect()
    }

    fn column(&self, name: &str) -> usize {
        self.0[0].iter().position(|column| column == name).expect("a column")
    }

    fn cell(&mut self, id: &str, column: &str) -> &mut String {
        let place = self.column(column);
        &mut self.0.iter_mut().find(|row| row[0] == id).expect("a row")[place]
    }
}

fn codes(answer: &Value) -> Vec<(String, i64, Option<i64>)> {
    let problems = answer["problems"].as_array().expect("problems");
    let place =
        |p: &Value| (p["code"].as_str().expect("a code").to_owned(), p["line"].as_i64().expect("a row"), p["column"].as_i64());
    problems.iter().map(place).collect()
}

#[test]
fn exporting_a_spreadsheet_and_importing_it_again_changes_nothing() {
    let library = Library::new();
    library.exported();
    // Texts that a spreadsheet program, or a cell of lines and bars, would take for something else.
    library.edit_here(ID, |content| content.replacen("similar = [", "similar = [\"=1+1\", \"-号\", \"a|b\", \"\\\\n\", ", 1));
    library.run(&["kb", "export", "--csv", "out.csv"]).ok();
    library.run(&["kb", "export", "--xlsx", "out.xlsx"]).ok();
    assert!(fs::read(library.path("out.csv")).expect("a file").starts_with(b"\xEF\xBB\xBF"), "Excel needs the mark");
    let before = (library.revisions(), library.content(ID));
    for name in ["out.csv", "out.xlsx"] {
        let printed = library.run(&["kb", "import", name]).ok();
        assert!(printed.contains("0 updated, 0 added, 0 removed, 0 kept, 0 conflicts"), "{printed}");
        assert_eq!((library.revisions(), library.content(ID)), before, "{name}");
    }
    assert!(Sheet::open(&library.path("out.csv")).0 == Sheet::open(&library.path("out.xlsx")).0);
}

#[test]
fn an_exported_cell_begins_no_formula() {
    let library = Library::new();
    library.run(&["kb", "export", "--csv", "out.csv"]).ok();
    library.edit_here(ID, |content| content.replacen("cause = \"", "cause = \"=HYPERLINK(1)", 1));
    library.run(&["kb", "export", "--csv", "out.csv"]).ok();
    let text = fs::read_to_string(library.path("out.csv")).expect("UTF-8");
    assert!(text.contains("\"'=HYPERLINK(1)"));
    let begins = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cells: Vec<&str> = text.split("\",\"").flat_map(|piece| piece.split("\"\r\n\"")).collect();
    assert!(cells.len() > 137 * 17 && !cells.iter().any(|cell| begins(cell)));
}

#[test]
fn an_edited_row_becomes_one_revision_and_the_others_stay_as_people_wrote_them() {
    let library = Library::new();
    let mut sheet = library.exported();
    sheet.cell(ID, "标题").push_str("（改）");
    *sheet.cell(ID, "到期日期") = "2027/3/5".to_owned();
    let untouched = library.content(OTHER);
    let (code, answer) = library.import(&sheet, UTF_8, &["--dry-run"]);
    assert_eq!((code, &answer["revision"], library.revisions()), (Some(0), &Value::Null, 1));
    let (code, answer) = library.import(&sheet, UTF_8, &["--author", "小王"]);
    assert_eq!((code, answer["revision"].as_i64()), (Some(0), Some(2)));
    assert_eq!(answer["updated"], serde_json::json!([format!("entries/{ID}.toml")]));
    let entry = library.entry(ID);
    assert!(entry.title.ends_with("（改）") && entry.expires_on.to_string() == "2027-03-05");
    assert_eq!(library.content(OTHER), untouched);
}

#[test]
fn a_row_is_merged_with_the_revision_it_was_exported_from() {
    let library = Library::new();
    let mut sheet = library.exported();
    // While the sheet is with a colleague, two entries are edited here; she edits one of them, too.
    for id in [ID, OTHER] {
        library.edit_here(id, |content| content.replacen("owner = \"", "owner = \"ours-", 1));
    }
    sheet.cell(ID, "标题").push_str("（改）");
    let (code, answer) = library.import(&sheet, UTF_8, &[]);
    assert_eq!((code, answer["stopped"].as_bool()), (Some(1), Some(true)));
    assert_eq!(answer["kept"], serde_json::json!([format!("entries/{OTHER}.toml")]));
    assert_eq!(answer["conflicts"][0]["path"], format!("entries/{ID}.toml"));
    assert_eq!(answer["conflicts"][0]["ours"]["changes"][0]["field"], "owner");
    assert_eq!(answer["conflicts"][0]["theirs"]["changes"][0]["field"], "title");
    assert_eq!(library.revisions(), 3);
    let (code, _) = library.import(&sheet, UTF_8, &["--take", "theirs"]);
    assert_eq!(code, Some(0));
    assert!(library.entry(ID).title.ends_with("（改）") && library.entry(OTHER).owner.starts_with("ours-"));
}

#[test]
fn columns_left_out_leave_fields_alone_and_names_may_be_chinese_traditional_or_english() {
    let library = Library::new();
    library.exported();
    let before = library.entry(ID);
    let sheets = [
        (Sheet::new(&[&["编号", "标题", "责任部门"], &[ID, "夜里网速慢", "网络维护部"]]), GB18030),
        (Sheet::new(&[&["編號", "標題", "緊急程度"], &[ID, "晚上網速慢", "高"]]), BIG5),
        (Sheet::new(&[&["Entry ID", "Title", "Urgency"], &[ID, "Slow at night", "low"]]), UTF_8),
    ];
    for (sheet, encoding) in sheets {
        // The row names no revision, so what stands here by now conflicts with the last import.
        let (code, answer) = library.import(&sheet, encoding, &["--take", "theirs"]);
        assert_eq!(code, Some(0), "{answer}");
        let entry = library.entry(ID);
        assert_eq!(entry.title, sheet.0[1][1]);
        assert_eq!(entry.steps, before.steps);
    }
    assert_eq!((library.entry(ID).department.as_str(), library.entry(ID).urgency.as_str()), ("network-maintenance", "low"));
}

#[test]
fn a_new_entry_can_come_from_a_spreadsheet() {
    let library = Library::new();
    let mut sheet = library.exported();
    let mut row = sheet.0.iter().find(|row| row[0] == ID).expect("a row").clone();
    row[0] = "telecom/from-a-sheet".to_owned();
    sheet.0 = vec![sheet.0[0].clone(), row];
    for (column, value) in [
        ("标题", "夜里刷网页也卡"),
        ("状态", "草稿"),
        ("客户说法", "夜里刷新闻也卡\n网页半天才开"),
        ("关键词", "夜里卡"),
        ("案例", ""),
        ("版本", ""),
    ] {
        *sheet.cell("telecom/from-a-sheet", column) = value.to_owned();
    }
    let (code, answer) = library.import(&sheet, UTF_8, &[]);
    assert_eq!((code, &answer["added"][0]), (Some(0), &"entries/telecom/from-a-sheet.toml".into()), "{answer}");
    let entry = library.entry("telecom/from-a-sheet");
    assert_eq!(entry.symptoms, ["夜里刷新闻也卡", "网页半天才开"]);
    assert_eq!(entry.steps, library.entry(ID).steps);
}

#[test]
fn every_bad_row_and_column_is_named_in_one_pass_and_nothing_is_kept() {
    let library = Library::new();
    let mut sheet = library.exported();
    let at = |sheet: &Sheet, column: &str| i64::try_from(sheet.column(column) + 1).ok();
    sheet.0.truncate(9);
    let ids: Vec<String> = sheet.0.iter().map(|row| row[0].clone()).collect();
    *sheet.cell(&ids[1], "紧急程度") = "很急".to_owned();
    *sheet.cell(&ids[2], "到期日期") = "明年".to_owned();
    sheet.cell(&ids[3], "处理步骤").push_str("\n再打一次 | 坐席 | 一会儿 | 打通 | 班长 | 多了");
    *sheet.cell(&ids[4], "类别") = "telecom/nothing".to_owned();
    *sheet.cell(&ids[5], "标题") = "长".repeat(81);
    *sheet.cell(&ids[6], "编号") = "没有编号".to_owned();
    sheet.0[7][0] = ids[1].clone();
    *sheet.cell(&ids[8], "版本") = "99".to_owned();
    let wanted: Vec<(String, i64, Option<i64>)> = [
        ("bad-cell", 2, "紧急程度"),
        ("bad-cell", 3, "到期日期"),
        ("bad-cell", 4, "处理步骤"),
        ("unknown-category", 5, "类别"),
        ("text-too-long", 6, "标题"),
        ("bad-entry-id", 7, "编号"),
        ("entry-repeated", 8, "编号"),
        ("unknown-revision", 9, "版本"),
    ]
    .into_iter()
    .map(|(code, row, column)| (code.to_owned(), row, at(&sheet, column)))
    .collect();
    for args in [&["--dry-run"] as &[&str], &[]] {
        let (code, answer) = library.import(&sheet, UTF_8, args);
        assert_eq!(code, Some(1));
        let found = codes(&answer);
        for problem in &wanted {
            assert!(found.contains(problem), "{problem:?} is not among {found:#?}");
        }
        assert_eq!(library.revisions(), 1);
    }
    let printed = library.run(&["kb", "import", "in.csv", "--dry-run"]);
    assert!(printed.stdout.contains("in.csv:6:") && printed.stdout.contains("column B “标题”"), "{}", printed.stdout);
}

#[test]
fn a_spreadsheet_of_something_else_is_refused_by_its_header() {
    let library = Library::new();
    let (code, answer) = library.import(&Sheet::new(&[&["姓名", "电话"], &["王", "1"]]), UTF_8, &[]);
    assert_eq!(code, Some(1));
    let codes: Vec<String> = codes(&answer).into_iter().map(|(code, ..)| code).collect();
    assert!(codes.contains(&"column-missing".to_owned()) && codes.contains(&"column-unknown".to_owned()), "{codes:?}");
    let gone = library.run(&["kb", "import", "gone.csv"]);
    assert_eq!(gone.code, Some(2), "{gone:?}");
}
