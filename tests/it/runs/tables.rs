//! No row of a table is lost, cut or multiplied in silence, whoever wrote the file and however wrong it is.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use encoding_rs::{BIG5, GB18030};
use fenzhen::app::runs::{Control, Ended, RunRequest};

use super::fixture::{Desk, TEXTS, backlog, finished, rows};

/// Each row of a file: its line, and its id or what is wrong with it.
#[track_caller]
fn told(desk: &Desk, name: &str, bytes: &[u8]) -> Vec<(u64, String)> {
    let out = desk.path(&format!("{name}.out"));
    finished(&desk.app(), &RunRequest { input: desk.write(name, bytes), out: out.clone(), ..RunRequest::default() });
    let said = rows(&out).into_iter().map(|row| (row.line, row.problem.map_or(row.id, |problem| Some(problem.code))));
    said.map(|(line, said)| (line, said.unwrap_or_default())).collect()
}

fn wanted(rows: &[(u64, &str)]) -> Vec<(u64, String)> {
    rows.iter().map(|(line, said)| (*line, (*said).to_owned())).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_quotation_mark_left_open_costs_its_own_row_where_every_cell_is_quoted_too() {
    let desk = Desk::new();
    let [a, b, c, d, ..] = TEXTS;
    let last = format!("\"编号\",\"投诉内容\"\r\n\"T-1\",\"{a}\"\r\n\"T-2\",\"{b}\r\n\"T-3\",\"{c}\"\r\n\"T-4\",\"{d}\"\r\n");
    let first = last.replace(&format!("\"T-2\",\"{b}"), &format!("\"T-2,\"{b}\""));
    let rows = wanted(&[(2, "T-1"), (3, "broken-row"), (4, "T-3"), (5, "T-4")]);
    for (name, text) in [("last", last), ("first", first)] {
        assert_eq!(told(&desk, &format!("{name}.utf8.csv"), text.as_bytes()), rows, "{name}");
        assert_eq!(told(&desk, &format!("{name}.gb.csv"), &GB18030.encode(&text).0), rows, "{name}");
        assert_eq!(told(&desk, &format!("{name}.utf16.csv"), &utf16(&text)), rows, "{name}");
    }
}

#[test]
fn a_cell_may_have_lines_marks_and_separators_in_it() {
    let desk = Desk::new();
    let table =
        format!("编号,投诉内容,部门\n1,\"{},\n他说\"\"不行\"\"\r\n很急\",\"客服\"\r\n2,他说\"{}\",客服\n", TEXTS[0], TEXTS[1]);
    assert_eq!(told(&desk, "lines.csv", table.as_bytes()), wanted(&[(2, "1"), (5, "2")]));
    let rows = rows(&desk.path("lines.csv.out"));
    assert!(
        rows.iter().all(|row| row.before.as_ref().and_then(|before| before.department.as_deref()) == Some("客服")),
        "{rows:?}"
    );
}

#[test]
fn a_quoted_text_of_10_mb_with_line_breaks_is_one_row_that_is_too_long() {
    let desk = Desk::new();
    let lines = "宽带断了\n".repeat((10 << 20) / "宽带断了\n".len());
    let count = lines.lines().count() as u64;
    let table = format!("编号,投诉内容\n1,{}\n2,\"{lines}\"\n3,{}\n", TEXTS[0], TEXTS[1]);
    let rows = wanted(&[(2, "1"), (3, "row-too-long"), (count + 4, "3")]);
    assert_eq!(told(&desk, "long.csv", table.as_bytes()), rows);
    assert_eq!(told(&desk, "long.gb.csv", &GB18030.encode(&table).0), rows);
    // The same without its last mark: there is no such row, only its first line is lost.
    let left_open = format!("编号,投诉内容\n1,{}\n2,\"{}\n3,{}\n", TEXTS[0], TEXTS[2], TEXTS[1]) + &",\n".repeat(3 << 20);
    let rows = wanted(&[(2, "1"), (3, "broken-row"), (4, "3")]);
    assert_eq!(told(&desk, "open.csv", left_open.as_bytes()), rows);
}

#[test]
fn an_unquoted_row_of_5_mb_is_too_long_and_never_judged_cut() {
    let desk = Desk::new();
    let table = |attached: &str| format!("编号,投诉内容,附件,部门\n1,{},{attached},客服\n2,{},,客服\n", TEXTS[0], TEXTS[1]);
    let rows = wanted(&[(2, "row-too-long"), (3, "2")]);
    assert_eq!(told(&desk, "long.csv", table(&"x".repeat(5 << 20)).as_bytes()), rows);
    let chinese = table(&format!("x{}", "长".repeat(5 << 19)));
    assert_eq!(told(&desk, "chinese.csv", chinese.as_bytes()), rows);
    assert_eq!(told(&desk, "gb.csv", &GB18030.encode(&chinese).0), rows);
}

#[test]
fn a_row_with_more_cells_than_the_header_is_broken_and_nothing_moves_over() {
    let desk = Desk::new();
    let [a, b, c, ..] = TEXTS;
    let rows = format!("1,{a},客服\n2,{b},很着急,客服\n3,{b},很着急,\n4,{c},客服\n");
    let broken = wanted(&[(2, "1"), (3, "broken-row"), (4, "broken-row"), (5, "4")]);
    assert_eq!(told(&desk, "wide.csv", format!("编号,投诉内容,部门\n{rows}").as_bytes()), broken);
    // Columns without a name, as spreadsheets leave them behind at the right, hold nothing.
    let header = "编号,投诉内容,部门,,\n";
    let text = format!("{header}1,{a},客服,,\n2,{b},很着急,客服,\n3,{c},客服\n");
    assert_eq!(told(&desk, "blank.csv", text.as_bytes()), wanted(&[(2, "1"), (3, "broken-row"), (4, "3")]));
}

#[test]
fn a_separator_at_the_end_of_every_row_makes_none_too_wide() {
    let desk = Desk::new();
    let text = format!("编号;投诉内容\n1;{};\n2;{};\n3;{};很急;\n", TEXTS[0], TEXTS[1], TEXTS[2]);
    assert_eq!(told(&desk, "ends.csv", text.as_bytes()), wanted(&[(2, "1"), (3, "2"), (4, "broken-row")]));
}

#[test]
fn in_a_table_of_one_column_commas_belong_to_the_text() {
    let desk = Desk::new();
    told(&desk, "one.csv", "投诉内容\n小区停水两天了, 水龙头一滴水都没有\n\"我的银行卡丢了, 赶紧帮我挂失\"\n".as_bytes());
    let excerpts: Vec<String> = rows(&desk.path("one.csv.out")).into_iter().map(|row| row.excerpt).collect();
    assert_eq!(excerpts, ["小区停水两天了, 水龙头一滴水都没有", "我的银行卡丢了, 赶紧帮我挂失"]);
}

#[test]
fn a_carriage_return_alone_ends_rows_in_an_old_file_and_is_text_in_any_other() {
    let desk = Desk::new();
    let [a, b, c, ..] = TEXTS;
    let old = format!("编号,投诉内容,部门\r1,{a},客服\r2,\"{b}\n{c}\",客服\r3,{c},客服");
    assert_eq!(told(&desk, "old.csv", old.as_bytes()), wanted(&[(2, "1"), (3, "2"), (4, "3")]));
    assert_eq!(told(&desk, "old.gb.csv", &GB18030.encode(&old).0), wanted(&[(2, "1"), (3, "2"), (4, "3")]));
    for (name, end) in [("lf.csv", "\n"), ("crlf.csv", "\r\n"), ("twice.csv", "\r\r\n")] {
        let text = ["编号,投诉内容,部门", &format!("1,{a}\r{b},客服"), &format!("2,\"{c}\r很急\",客服"), ""].join(end);
        assert_eq!(told(&desk, name, text.as_bytes()), wanted(&[(2, "1"), (3, "2")]), "{name}");
        let rows = rows(&desk.path(&format!("{name}.out")));
        let whole = |row: &fenzhen::app::runs::ResultRow| {
            row.before.as_ref().and_then(|before| before.department.clone()).as_deref() == Some("客服")
        };
        assert!(rows.iter().all(whole), "the rest of the row is there: {name}: {rows:?}");
        assert!(rows[1].excerpt.ends_with(" 很急"), "{rows:?}");
    }
}

#[test]
fn an_encoding_that_shows_late_in_a_file_is_found() {
    let desk = Desk::new();
    let attached = "x".repeat(300 << 10);
    let simplified = format!("id,text,attachment\n1,no power at home,{attached}\n2,{},\n3,{},\n", TEXTS[0], TEXTS[1]);
    let table = GB18030.encode(&simplified).0.into_owned();
    let lines = format!("{{\"id\":1,\"text\":\"no power\",\"a\":\"{attached}\"}}\n{{\"id\":2,\"text\":\"{}\"}}\n", TEXTS[0]);
    let traditional = format!("id,text,attachment\n1,no power,{attached}\n2,寬頻從昨晚開始上不了網，光貓一直閃紅燈,\n");
    let files = [
        ("late.csv", table.clone(), "GB18030"),
        ("late.jsonl", GB18030.encode(&lines).0.into_owned(), "GB18030"),
        ("late.big5.csv", BIG5.encode(&traditional).0.into_owned(), "Big5"),
        ("late.utf8.csv", simplified.into_bytes(), "UTF-8"),
        // One row, and no line end behind it.
        ("short.csv", GB18030.encode(&format!("id,text\n2,{}", TEXTS[0])).0.into_owned(), "GB18030"),
    ];
    for (name, bytes, encoding) in files {
        let out = desk.path(&format!("{name}.out"));
        let request = RunRequest { input: desk.write(name, bytes), out: out.clone(), ..RunRequest::default() };
        let report = finished(&desk.app(), &request);
        assert_eq!((report.input.encoding.as_str(), report.problems.count), (encoding, 0), "{name}: {:?}", report.problems);
        let row = rows(&out).into_iter().find(|row| row.id.as_deref() == Some("2")).expect("a row");
        assert_eq!(row.category.map(|category| category.id).as_deref(), Some("telecom/fault/broadband"), "{name}");
    }
}

#[test]
fn rows_are_the_same_when_a_run_goes_on_behind_broken_ones() {
    let desk = Desk::new();
    let row = |nth: usize| match nth % 10 {
        3 => format!("\"{nth}\",\"{}\n", TEXTS[0]),
        5 => format!("\"{nth}\",\"{}\r\n很急\"\n", TEXTS[1]),
        7 => format!("\"{nth}\",\"{}\",\"x\"\n", TEXTS[2]),
        _ => format!("\"{nth}\",\"{}\"\n", TEXTS[nth % TEXTS.len()]),
    };
    let table: String = ["编号,投诉内容\n".to_owned()].into_iter().chain((0..400).map(row)).collect();
    let input = desk.write("rough.csv", table);
    let app = desk.app();
    let report =
        finished(&app, &RunRequest { input: input.clone(), out: desk.path("calm"), with_csv: true, ..RunRequest::default() });
    assert_eq!((report.tickets, report.problems.count), (400, 80), "each broken row is one row");
    let stop = AtomicBool::new(false);
    let control = Control { stop: &stop, progress: &|_| stop.store(true, Ordering::Relaxed), beside_service: false };
    let request = RunRequest { input, out: desk.path("run"), with_csv: true, ..RunRequest::default() };
    let mut ended = app.runs().run(&request, &control);
    let mut stops = 0;
    while let Ok(Ended::Stopped(_)) = ended {
        stops += 1;
        stop.store(false, Ordering::Relaxed);
        ended = app.runs().resume_folder(&desk.path("run"), &control);
    }
    assert!(matches!(ended, Ok(Ended::Done(_))) && stops >= 3, "{stops}: {ended:?}");
    for name in ["results.jsonl", "results.csv", "report.json"] {
        let read = |dir: &str| fs::read(desk.path(dir).join(name)).expect("a file");
        assert!(read("run") == read("calm"), "{name} differs");
    }
}

#[test]
fn a_file_without_a_ticket_is_said_to_be_one() {
    let desk = Desk::new();
    desk.write("header.csv", "编号,投诉内容\r\n");
    let ran = desk.run(&["batch", "run", "header.csv"]);
    assert!(ran.stdout.contains("没有一张工单"), "{ran:?}");
    ran.ok();
    desk.write("some.jsonl", backlog(1));
    assert!(!desk.run(&["batch", "run", "some.jsonl"]).ok().contains("没有一张工单"));
}
