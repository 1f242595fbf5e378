//! A backlog is read whatever program wrote it; what cannot be read becomes a row that says so.

use encoding_rs::{BIG5, GB18030};
use fenzhen::app::runs::{Mapping, ResultRow, RunError, RunRequest};
use fenzhen::app::{App, AppError};
use fenzhen::tables::write_xlsx;
use serde_json::json;

use super::fixture::{Desk, TEXTS, finished, rows};

/// What a row says, without where it was read from.
fn said(row: &ResultRow) -> (Option<String>, String, String, Option<String>) {
    let category = row.category.as_ref().map(|label| label.id.clone());
    (row.id.clone(), row.outcome.clone(), row.excerpt.clone(), category)
}

fn read(app: &App, desk: &Desk, name: &str, bytes: &[u8], map: &[&str]) -> Vec<ResultRow> {
    let out = desk.path(&format!("{name}.out"));
    let map = Mapping::parse(map.iter().copied()).expect("a mapping");
    finished(app, &RunRequest { input: desk.write(name, bytes), out: out.clone(), map, ..RunRequest::default() });
    rows(&out)
}

fn csv(header: &str, cells: impl Fn(usize, &str) -> Vec<String>) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let rows = TEXTS.iter().enumerate().map(|(nth, text)| cells(nth, text).iter().map(quoted).collect::<Vec<_>>().join(","));
    format!("{header}\r\n{}\r\n", rows.collect::<Vec<_>>().join("\r\n"))
}

#[test]
fn one_backlog_gives_the_same_suggestions_in_every_format_and_encoding() {
    let desk = Desk::new();
    let app = desk.app();
    let id = |nth: usize| format!("T-{nth}");
    let lines: String =
        TEXTS.iter().enumerate().map(|(nth, text)| json!({"id": id(nth), "text": text}).to_string() + "\n").collect();
    let wanted: Vec<_> = read(&app, &desk, "plain.jsonl", lines.as_bytes(), &[]).iter().map(said).collect();
    assert_eq!(wanted.len(), TEXTS.len());
    assert_eq!(wanted[0].3.as_deref(), Some("telecom/fault/broadband"), "{wanted:?}");
    assert_eq!(wanted[6].1, "no_match");

    let marked = [b"\xEF\xBB\xBF", lines.as_bytes()].concat();
    let objects: Vec<_> = TEXTS.iter().enumerate().map(|(nth, text)| json!({"id": id(nth), "text": text})).collect();
    let table = csv("工单编号,投诉内容", |nth, text| vec![id(nth), text.to_owned()]);
    let semicolons = table.replace("\",\"", "\";\"").replace("工单编号,", "工单编号;");
    let header = ["工单编号".to_owned(), "投诉内容".to_owned()];
    let cells: Vec<Vec<String>> = TEXTS.iter().enumerate().map(|(nth, text)| vec![id(nth), (*text).to_owned()]).collect();
    let bytes_of = |encoding: &'static encoding_rs::Encoding, text: &str| encoding.encode(text).0.into_owned();
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(table.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("marked.jsonl", marked),
        ("gb.jsonl", bytes_of(GB18030, &lines)),
        ("array.json", serde_json::to_vec_pretty(&objects).expect("JSON")),
        ("wrapped.json", serde_json::to_vec(&json!({"count": 7, "tickets": objects})).expect("JSON")),
        ("utf8.csv", table.clone().into_bytes()),
        ("marked.csv", [b"\xEF\xBB\xBF", table.as_bytes()].concat()),
        ("gb.csv", bytes_of(GB18030, &table)),
        ("utf16.csv", utf16),
        ("semicolons.csv", semicolons.into_bytes()),
        ("workbook.xlsx", write_xlsx("t", &header, &cells).expect("a workbook")),
    ];
    for (name, bytes) in files {
        let got: Vec<_> = read(&app, &desk, name, &bytes, &[]).iter().map(said).collect();
        assert_eq!(got, wanted, "{name}");
    }
}

#[test]
fn big5_is_told_from_gb18030_by_what_the_text_says() {
    let desk = Desk::new();
    let app = desk.app();
    let table = "案件編號,陳情內容\r\nA-1,寬頻從昨晚開始上不了網，光貓一直閃紅燈\r\nA-2,我的信用卡掉了，請幫我掛失\r\n";
    let wanted: Vec<_> = read(&app, &desk, "utf8.csv", table.as_bytes(), &[]).iter().map(said).collect();
    let got: Vec<_> = read(&app, &desk, "big5.csv", &BIG5.encode(table).0, &[]).iter().map(said).collect();
    assert_eq!(got, wanted);
    assert!(got[0].2.starts_with("寬頻"), "{got:?}");
}

#[test]
fn columns_are_found_by_their_names_and_a_mapping_wins() {
    let desk = Desk::new();
    let app = desk.app();
    let header = "序号,受理时间,工单标题,备注,问题描述（客户原话）,责任单位";
    let table = csv(header, |nth, text| {
        vec![
            nth.to_string(),
            "2026-03-02 09:00:00".into(),
            String::new(),
            "我的银行卡丢了".into(),
            text.into(),
            "供水公司".into(),
        ]
    });
    let guessed = read(&app, &desk, "guessed.csv", table.as_bytes(), &[]);
    assert_eq!(guessed[2].id.as_deref(), Some("2"));
    assert!(guessed[2].excerpt.starts_with("快递显示签收"), "{guessed:?}");
    assert!(guessed[2].due.as_ref().is_some_and(|due| due.resolve_by.starts_with("2026-03-0")), "{guessed:?}");
    assert_eq!(guessed[2].before.as_ref().and_then(|before| before.department.as_deref()), Some("供水公司"));
    let mapped = read(&app, &desk, "mapped.csv", table.as_bytes(), &["text=备注"]);
    assert!(mapped.iter().all(|row| row.excerpt == "我的银行卡丢了"), "{mapped:?}");
    let json = "{\"nr\": 7, \"data\": {\"words\": \"我的银行卡丢了\"}}\n";
    let inside = read(&app, &desk, "inside.jsonl", json.as_bytes(), &["text=data.words", "id=nr"]);
    assert_eq!((inside[0].id.as_deref(), inside[0].excerpt.as_str()), (Some("7"), "我的银行卡丢了"));
}

#[test]
fn a_column_that_is_not_there_is_refused_with_those_that_are() {
    let desk = Desk::new();
    desk.write("strange.csv", "甲,乙\r\n1,2\r\n");
    let refused = desk.run(&["batch", "run", "strange.csv"]).refused();
    assert!(refused.contains("甲, 乙") && refused.contains("text=COLUMN"), "{refused}");
    let refused = desk.run(&["batch", "run", "strange.csv", "--map", "text=丙", "--out", "x"]).refused();
    assert!(refused.contains("丙") && refused.contains("甲, 乙"), "{refused}");
    let refused = desk.run(&["batch", "run", "strange.csv", "--map", "words=甲", "--out", "y"]).refused();
    assert!(refused.contains("words=甲") && refused.contains("received_at"), "{refused}");
    let app = desk.app();
    let missing = app.runs().run(
        &RunRequest { input: desk.path("none.csv"), out: desk.path("z"), ..RunRequest::default() },
        &fenzhen::app::runs::Control { stop: &false.into(), progress: &|_| {}, beside_service: false },
    );
    assert!(matches!(missing, Err(RunError::App(AppError::Io { .. }))), "{missing:?}");
}

#[test]
fn exports_of_help_desks_are_read_without_a_mapping() {
    let desk = Desk::new();
    let app = desk.app();
    let words = "宽带上不了网，光猫一直闪红灯";
    let zammad = json!([{"id": 5, "number": "22005", "title": "", "group": "Users", "created_at": "2026-03-02T01:00:00.759Z",
        "articles": [{"sender": "Customer", "body": format!("<p>{words}</p>"), "internal": false},
                     {"sender": "Agent", "body": "您好，请稍等"}]}]);
    let zendesk = json!({"ticket": {"id": 35436, "subject": "", "description": words, "created_at": "2026-03-02T01:00:00Z",
        "group_id": 98738, "tags": ["a"], "via": {"channel": "web"}}});
    let chatwoot = json!({"data": {"meta": {"all_count": 1}, "payload": [{"id": 12, "created_at": 1_772_413_200, "messages": [
        {"content": words, "message_type": 0}, {"content": "您好，请稍等", "message_type": 1}],
        "additional_attributes": {}, "meta": {"sender": {"name": "王"}}}]}});
    let freshdesk = json!([{"helpdesk_ticket": {"display_id": 9, "subject": "", "description": "<div>看下面</div>",
        "description_text": words, "created_at": "2026-03-02T09:00:00+08:00", "priority": 1}}]);
    let files = [
        ("zammad.json", zammad.to_string(), "5"),
        ("zendesk.jsonl", zendesk.to_string() + "\n", "35436"),
        ("chatwoot.json", chatwoot.to_string(), "12"),
        ("freshdesk.json", freshdesk.to_string(), "9"),
    ];
    for (name, text, id) in files {
        let rows = read(&app, &desk, name, text.as_bytes(), &[]);
        assert_eq!(rows.len(), 1, "{name}: {rows:?}");
        let row = &rows[0];
        assert_eq!(row.id.as_deref(), Some(id), "{name}: {row:?}");
        assert_eq!(row.category.as_ref().map(|c| c.id.as_str()), Some("telecom/fault/broadband"), "{name}: {row:?}");
        assert!(row.excerpt.contains("光猫") && !row.excerpt.contains("请稍等"), "{name}: only the customer's words: {row:?}");
        assert!(row.due.is_some(), "{name}: when it came in is known: {row:?}");
    }
    // What agents see in a list, as the help desks write it into a table: a subject and no text.
    let view =
        "Ticket ID,Subject,Status,Group,Created time\r\n17,我的银行卡丢了，赶紧帮我挂失,Open,Support,2026-03-02 09:00:00\r\n";
    let rows = read(&app, &desk, "view.csv", view.as_bytes(), &[]);
    assert_eq!(rows[0].category.as_ref().map(|c| c.id.as_str()), Some("bank/card/lost-stolen"), "{rows:?}");
}

#[test]
fn a_bad_row_becomes_a_row_with_its_line_and_reason_and_the_run_goes_on() {
    let desk = Desk::new();
    let good = json!({"id": "ok", "text": TEXTS[1]}).to_string();
    let long = json!({"id": "long", "text": "长".repeat(10 << 20)}).to_string();
    let wordy = json!({"id": "wordy", "text": "长".repeat(200_001)}).to_string();
    let gb = GB18030.encode(&json!({"id": "gb", "text": TEXTS[0]}).to_string()).0.into_owned();
    let lines: Vec<Vec<u8>> = vec![
        good.clone().into_bytes(),
        b"{\"id\": \"cut\", \"text\": \"".to_vec(),
        b"{\"id\": \"empty\", \"text\": \"  \"}".to_vec(),
        long.into_bytes(),
        gb,
        b"[1, 2]".to_vec(),
        wordy.into_bytes(),
        Vec::new(),
        good.clone().into_bytes(),
        good.clone().into_bytes(),
    ];
    desk.write("bad.jsonl", lines.join(&b'\n'));
    let (code, report) = desk.json(&["batch", "run", "bad.jsonl", "--out", "bad"]);
    assert_eq!(code, Some(1), "the exit code says that there are bad rows");
    assert_eq!((report["tickets"].as_u64(), report["problems"]["count"].as_u64()), (Some(9), Some(6)), "{report}");
    let found: Vec<(u64, &str)> = report["problems"]["first"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| (row["line"].as_u64().expect("a line"), row["code"].as_str().expect("a code")))
        .collect();
    let wanted = [(2, "broken-json"), (3, "empty-text"), (4, "row-too-long"), (5, "wrong-encoding"), (6, "broken-json")];
    assert_eq!(found[..5], wanted);
    assert_eq!(found[5], (7, "text-too-long"));
    let rows = rows(&desk.path("bad"));
    assert_eq!(rows.iter().filter(|row| row.outcome == "answer").map(|row| row.line).collect::<Vec<_>>(), [1, 9, 10]);
    assert!(rows.iter().filter_map(|row| row.problem.as_ref()).all(|problem| !problem.help.is_empty()));

    let table = format!("id,text\n1,\"{}\n2,{}\n3,{}\n", TEXTS[0], TEXTS[1], TEXTS[2]);
    desk.write("open.csv", table);
    let (code, report) = desk.json(&["batch", "run", "open.csv", "--out", "open"]);
    assert_eq!((code, report["tickets"].as_u64(), report["problems"]["count"].as_u64()), (Some(1), Some(3), Some(1)), "{report}");
    assert_eq!(report["problems"]["first"][0]["line"], 2, "the line whose quotation mark is never closed, no other");
}

#[test]
fn a_backlog_from_standard_input_is_judged_and_can_be_resumed() {
    let desk = Desk::new();
    let lines = super::fixture::backlog(20);
    let ran = crate::support::program::run_with(&mut desk.command(&["batch", "run", "-", "--out", "piped"]), lines.as_bytes());
    ran.ok();
    let results = std::fs::read(desk.path("piped/results.jsonl")).expect("results");
    std::fs::rename(desk.path("piped/results.jsonl"), desk.path("piped/results.jsonl.part")).expect("a file");
    desk.run(&["batch", "resume", "piped"]).ok();
    assert_eq!(std::fs::read(desk.path("piped/results.jsonl")).expect("results"), results);
}
