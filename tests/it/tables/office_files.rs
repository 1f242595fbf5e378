//! Promises about tables: what any office program saves is read, row by row, and what is written runs nowhere.

use std::io::{Cursor, Write};

use encoding_rs::{BIG5, GB18030};
use fenzhen::tables::{CELL, COLUMNS, Column, Columns, Row, Table, plain_cell, safe_cell, write_csv, write_xlsx};
use fenzhen_engine::kb::{PackFiles, Problem, parse};
use proptest::prelude::*;

fn open(bytes: impl Into<Vec<u8>>) -> Table {
    Table::from_bytes("t", bytes.into()).expect("a table")
}

fn rows(bytes: impl Into<Vec<u8>>) -> Vec<Row> {
    open(bytes).map(|row| row.expect("a row")).collect()
}

fn refused(bytes: impl Into<Vec<u8>>) -> Problem {
    Table::from_bytes("t", bytes.into()).err().expect("no table")
}

fn texts(row: &[&str]) -> Vec<String> {
    row.iter().map(ToString::to_string).collect()
}

/// The first row's problem.
fn flaw(bytes: impl Into<Vec<u8>>) -> Problem {
    open(bytes).find_map(Result::err).expect("a bad row")
}

#[test]
fn every_encoding_that_offices_use_reads_the_same() {
    let simplified = "编号,投诉内容\n1,宽带断网，光猫闪红灯\n";
    let traditional = "編號,投訴內容\n1,寬頻斷線，數據機亮紅燈\n";
    let utf16 = |text: &str| {
        text.encode_utf16().fold(vec![0xFF, 0xFE], |mut bytes, unit| {
            bytes.extend(unit.to_le_bytes());
            bytes
        })
    };
    for (text, old, name) in [(simplified, GB18030, "GB18030"), (traditional, BIG5, "Big5")] {
        let wanted = rows(text);
        assert_eq!(wanted.len(), 1);
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let encoded = old.encode(text).0.into_owned();
        for (bytes, encoding) in
            [(text.as_bytes().to_vec(), "UTF-8"), (marked, "UTF-8"), (utf16(text), "UTF-16LE"), (encoded, name)]
        {
            assert_eq!(open(bytes.clone()).encoding(), encoding);
            assert_eq!(rows(bytes), wanted, "{encoding}");
        }
    }
}

#[test]
fn gb18030_and_big5_are_told_apart_by_one_complaint() {
    let library = parse(&PackFiles::embedded()).library;
    let (mut told, mut all) = (0, 0);
    for text in library.entries.iter().flat_map(|entry| entry.cases.iter().map(|case| &case.text)) {
        for encoding in [GB18030, BIG5] {
            let (bytes, _, lossy) = encoding.encode(text);
            // A complaint without Chinese is the same bytes in both, and Big5 lacks Simplified characters.
            if lossy || bytes.is_ascii() {
                continue;
            }
            all += 1;
            told +=
                usize::from(Table::from_bytes("t", bytes.to_vec()).is_ok_and(|table| {
                    table.encoding() == encoding.name().to_uppercase() || table.encoding() == encoding.name()
                }));
        }
    }
    println!("{told} of {all} told apart");
    assert!(all > 500, "{all}");
    assert!(told * 100 >= all * 99, "{told} of {all}");
}

#[test]
fn a_row_has_the_number_a_spreadsheet_shows() {
    let text = "a,b\r\n\r\n1,\"two\r\nlines\"\r\n,\r\n2,\"say \"\"hi\"\"\"";
    let wanted = [Row { number: 3, cells: texts(&["1", "two\nlines"]) }, Row { number: 5, cells: texts(&["2", "say \"hi\""]) }];
    assert_eq!(rows(text), wanted);
}

#[test]
fn tabs_and_semicolons_part_cells_too() {
    for text in ["a,b\nx,y\n", "a\tb\nx\ty\n", "a;b\nx;y\n"] {
        assert_eq!(rows(text), [Row { number: 2, cells: texts(&["x", "y"]) }], "{text:?}");
    }
    assert_eq!(rows("text\n有逗号，没有分号\n"), [Row { number: 2, cells: texts(&["有逗号，没有分号"]) }]);
}

#[test]
fn a_bad_row_is_named_and_the_others_are_read() {
    let table = format!("a,b\n1,2,3\n4,{}\n5,6\n", "长".repeat(CELL + 1));
    let found: Vec<_> = open(table.clone()).map(|row| row.map_err(|p| (p.code, p.line, p.column))).collect();
    let wide = Err(("row-too-wide", Some(2), None));
    let long = Err(("cell-too-long", Some(3), Some(2)));
    assert_eq!(found, [wide, long, Ok(Row { number: 4, cells: texts(&["5", "6"]) })]);
    assert!(flaw(table).message.contains("column 3"));
}

#[test]
fn a_quotation_mark_left_open_does_not_swallow_rows_in_silence() {
    let problem = flaw("a,b\n1,\"two\n3,4\n5,6\n");
    assert_eq!((problem.code, problem.line), ("row-malformed", Some(2)));
}

#[test]
fn what_is_no_table_is_refused_with_what_to_do() {
    let zip = |name: &str, size: usize| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a zip");
        zip.write_all(&vec![b' '; size]).expect("a zip");
        zip.finish().expect("a zip").into_inner()
    };
    let mut cut = write_xlsx("t", &texts(&["a"]), &[texts(&["x"])]).expect("written");
    cut.truncate(cut.len() / 2);
    let cases = [
        (Vec::new(), "table-empty"),
        (b" \n,,\n".to_vec(), "table-empty"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec(), "table-old-workbook"),
        (b"caf\xE9\xFF,\x80\n".to_vec(), "table-encoding"),
        (zip("mimetype", 10), "table-malformed"),
        (cut, "table-malformed"),
        ([",a".repeat(COLUMNS + 1), "\n".into()].concat().into_bytes(), "table-too-wide"),
    ];
    for (bytes, code) in cases {
        let problem = refused(bytes);
        assert_eq!(problem.code, code);
        assert!(!problem.help.is_empty());
    }
    // 600 MB of blanks weigh little in a ZIP file.
    let bomb = zip("xl/workbook.xml", 600 << 20);
    assert!(bomb.len() < 2 << 20);
    assert_eq!(refused(bomb).code, "table-too-large");
}

#[test]
fn a_cell_far_away_does_not_make_a_workbook_large() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "a").expect("a cell");
    sheet.write_string(1_048_575, 0, "last").expect("a cell");
    assert_eq!(rows(workbook.save_to_buffer().expect("a workbook")), [Row { number: 1_048_576, cells: texts(&["last"]) }]);
}

#[test]
fn numbers_and_days_of_a_workbook_read_as_people_write_them() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in ["phone", "share", "day", "moment"].into_iter().enumerate() {
        sheet.write_string(0, u16::try_from(column).expect("small"), name).expect("a cell");
    }
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_number(1, 0, 13_812_345_678.0).expect("a cell");
    sheet.write_number(1, 1, 0.5).expect("a cell");
    sheet.write_number_with_format(1, 2, 46_348.0, &day).expect("a cell");
    sheet.write_number_with_format(1, 3, 46_348.75, &day).expect("a cell");
    let read = rows(workbook.save_to_buffer().expect("a workbook"));
    assert_eq!(read[0].cells, ["13812345678", "0.5", "2026-11-22", "2026-11-22 18:00:00"]);
}

#[test]
fn columns_are_known_by_their_names_in_either_script_and_in_english() {
    let known =
        [Column { key: "text", names: &["投诉内容", "complaint text"] }, Column { key: "department", names: &["责任部门"] }];
    let header = texts(&["投訴內容", "責任部門 (id)", "", "Complaint Text", "颜色"]);
    let (columns, problems) = Columns::find("t", &header, &known);
    assert_eq!((columns.place("text"), columns.place("department")), (Some(0), Some(1)));
    let named: Vec<_> = problems.iter().map(|problem| (problem.code, problem.column)).collect();
    assert_eq!(named, [("column-repeated", Some(4)), ("column-unknown", Some(5))]);
    assert!(problems[1].message.contains("column E “颜色”"), "{}", problems[1].message);
}

#[test]
fn a_written_cell_never_begins_a_formula() {
    for evil in ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "'=1", "''@", "＝1", "\n=1"] {
        let cell = safe_cell(evil);
        assert!(cell.starts_with('\''), "{evil:?}");
        assert_eq!(plain_cell(&cell), evil);
    }
    for harmless in ["宽带", "'quoted'", "", "1-2", "'"] {
        assert_eq!(safe_cell(harmless), harmless);
        assert_eq!(plain_cell(harmless), harmless);
    }
    let csv = write_csv("t", &texts(&["a"]), &[texts(&["=cmd|' /C calc'!A0"])]).expect("written");
    assert_eq!(String::from_utf8(csv).expect("UTF-8"), "\u{FEFF}\"a\"\r\n\"'=cmd|' /C calc'!A0\"\r\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(cells in proptest::collection::vec("x[ ='+@,;\"|\\n\\\\宽帶a-]{0,12}", 1..12)) {
        let (header, rows) = (texts(&["id", "text"]), cells.iter().map(|cell| texts(&["1", &cell[1..]])).collect::<Vec<_>>());
        for bytes in [write_csv("t", &header, &rows), write_xlsx("t", &header, &rows)] {
            let table = Table::from_bytes("t", bytes.expect("written")).expect("a table");
            let read: Vec<Vec<String>> = table.map(|row| row.expect("a row").cells).collect();
            prop_assert_eq!(&read, &rows);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in 0..3) {
        if kind > 0 {
            bytes.splice(0..0, *b"PK\x03\x04");
        }
        if let Ok(table) = Table::from_bytes("t", bytes) {
            table.for_each(drop);
        }
    }
}
