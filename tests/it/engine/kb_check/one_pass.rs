//! One pass tells everything, in the order it is read in.

use fenzhen_engine::kb::{Severity, Status, parse, parse_entry};

use crate::support::small_pack::{ENTRY, append, problems, sound_pack, swap};

#[test]
fn one_pass_finds_the_problems_of_every_file() {
    let mut files = sound_pack();
    files.insert("taxonomy.toml", "category = 1\nnames = ");
    swap(&mut files, "departments.toml", "aliases = [\"网维\"]", "alias = [\"网维\"]");
    swap(&mut files, "sla.toml", "\"15m\"", "\"15\"");
    append(&mut files, "lexicon/words.txt", "光猫 x y z\n");
    append(&mut files, "baseline.jsonl", "nonsense\n");
    swap(&mut files, ENTRY, "owner = \"telecom-desk\"\n", "");
    swap(&mut files, ENTRY, "who = \"坐席\"\n", "");
    swap(&mut files, ENTRY, "\"1wd\"", "\"soon\"");
    swap(&mut files, ENTRY, "安抚", "安慰");
    let found: Vec<(String, Option<u32>, &str)> = problems(&files).into_iter().map(|p| (p.path, p.line, p.code)).collect();
    let expected = [
        ("baseline.jsonl", 3, "baseline-malformed"),
        ("departments.toml", 4, "unknown-key"),
        (ENTRY, 1, "missing-key"),
        (ENTRY, 19, "step-incomplete"),
        (ENTRY, 28, "bad-within"),
        (ENTRY, 40, "unknown-script-occasion"),
        ("lexicon/words.txt", 6, "word-malformed"),
        ("sla.toml", 10, "bad-within"),
        ("taxonomy.toml", 2, "toml-syntax"),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(path, line, code)| (path.to_owned(), Some(line), code)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_problem_reads_as_path_line_code_message_and_help() {
    let mut files = sound_pack();
    swap(&mut files, ENTRY, "\"medium\"", "\"urgent\"");
    let found = problems(&files);
    let expected = "entries/telecom/light-modem.toml:4: unknown-value: `urgency` says \"urgent\", which is not understood \
                    (write one of \"low\", \"medium\", \"high\")";
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
    assert_eq!((found[0].column, found[0].severity), (Some(11), Severity::Error));
}

#[test]
fn an_entry_whose_status_cannot_be_read_is_not_published() {
    let mut files = sound_pack();
    swap(&mut files, ENTRY, "\"published\"", "\"Published\"");
    let parsed = parse(&files);
    assert_eq!(parsed.library.entry("telecom/light-modem").map(|entry| entry.status), Some(Status::Draft));
}

#[test]
fn a_pack_of_nothing_and_a_pack_of_rubbish_are_read_to_the_end() {
    let mut files = fenzhen_engine::kb::PackFiles::default();
    assert_eq!(problems(&files).iter().filter(|p| p.code == "missing-file").count(), 4);
    for (path, content) in sound_pack().iter() {
        files.insert(path, format!("\u{feff}\0\r\n]]{content}[[{{\"\u{202e}"));
    }
    assert!(problems(&files).len() >= files.len());
}

#[test]
fn one_entry_is_read_by_itself() {
    let files = sound_pack();
    let content = files.get(ENTRY).unwrap_or_default();
    let (entry, found) = parse_entry(ENTRY, content);
    assert_eq!(entry.as_ref(), parse(&files).library.entry("telecom/light-modem"));
    assert_eq!(found, []);
    assert_eq!(parse_entry("sla.toml", content).1[0].code, "unexpected-file");
}

#[test]
fn a_layer_above_finds_the_line_of_a_field() {
    let files = sound_pack();
    let parsed = parse(&files);
    let line = |path: &str, field: &str| parsed.problem("x", path, field, "m", "h").line;
    assert_eq!(line(ENTRY, "cases[1].text"), Some(51));
    assert_eq!(line(ENTRY, "cases[9].text"), Some(45), "the nearest thing around it: the first of the cases");
    assert_eq!(line("baseline.jsonl", "[1]"), Some(2));
    assert_eq!(line("lexicon/synonyms.txt", "[2]"), Some(5));
    assert_eq!(line("nowhere.toml", "cases"), None);
}
