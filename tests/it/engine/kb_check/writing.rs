//! Entries made by a program: what is written is read back the same.

use fenzhen_engine::kb::{
    Entry, EntryCase, Expect, Script, Status, Step, Urgency, Within, WithinUnit, entry_to_toml, parse_entry,
};
use jiff::civil::Date;
use proptest::prelude::*;

use crate::support::small_pack::{ENTRY, sound_pack};

/// Any text: quotes, backslashes, control characters and all.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[光猫\"'\\\\\n\r\t#=\\[\\]{}\u{0}\u{7f}\u{85}😀a]{0,12}"]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..4)
}

fn date() -> impl Strategy<Value = Date> {
    (0..=9999i16, 1..=12i8, 1..=28i8).prop_filter_map("a day of the calendar", |(y, m, d)| Date::new(y, m, d).ok())
}

fn step() -> impl Strategy<Value = Step> {
    let within = (1..=9999u32, prop::sample::select(WithinUnit::ALL)).prop_map(|(count, unit)| Within { count, unit });
    (text(), text(), within, text(), text()).prop_map(|(task, who, within, done_when, if_not)| Step {
        task,
        who,
        within,
        done_when,
        if_not,
    })
}

fn case() -> impl Strategy<Value = EntryCase> {
    (text(), prop::sample::select(Expect::ALL), text()).prop_map(|(text, expect, because)| EntryCase { text, expect, because })
}

fn entry() -> impl Strategy<Value = Entry> {
    let words = (prop::sample::select(Urgency::ALL), prop::sample::select(Status::ALL));
    let single = (text(), text(), text(), text(), text());
    let lists = (texts(), texts(), texts(), texts());
    let scripts = (text(), text()).prop_map(|(when, say)| Script { when, say });
    let tables = (prop::collection::vec(step(), 0..3), prop::collection::vec(scripts, 0..3), prop::collection::vec(case(), 0..3));
    (words, single, date(), date(), lists, tables).prop_map(|(words, single, reviewed_on, expires_on, lists, tables)| {
        let (title, category, department, owner, cause) = single;
        let ((urgency, status), (symptoms, similar, not_for, ask), (steps, scripts, cases)) = (words, lists, tables);
        let id = "telecom/light-modem".to_owned();
        Entry {
            id,
            title,
            category,
            department,
            urgency,
            status,
            owner,
            reviewed_on,
            expires_on,
            symptoms,
            similar,
            not_for,
            cause,
            ask,
            steps,
            scripts,
            cases,
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_the_same(entry in entry()) {
        let written = entry_to_toml(&entry);
        let (read, problems) = parse_entry(&entry.path(), &written);
        // Such texts have problems of content, but none of form.
        let of_form = ["toml-syntax", "unknown-key", "missing-key", "wrong-type", "bad-date", "bad-within", "unknown-value"];
        prop_assert!(problems.iter().all(|p| !of_form.contains(&p.code)), "{problems:?}");
        prop_assert_eq!(read, Some(entry));
    }

    #[test]
    fn any_text_at_all_is_read_without_a_panic(content in any::<String>()) {
        let (entry, problems) = parse_entry(ENTRY, &content);
        prop_assert!(entry.is_some() || !problems.is_empty());
    }

    #[test]
    fn lengths_of_time_are_written_as_they_are_read(text in "[0-9]{0,5}(m|h|d|wd|w)?") {
        if let Some(within) = Within::parse(&text) {
            prop_assert_eq!(within.to_string(), text);
        }
    }
}

#[test]
fn the_form_of_the_handbook_is_the_canonical_form() {
    let files = sound_pack();
    let content = files.get(ENTRY).unwrap_or_default();
    let entry = parse_entry(ENTRY, content).0.expect("a sound entry");
    assert_eq!(entry_to_toml(&entry), content);
}
