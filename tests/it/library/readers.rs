//! Publishing under a load of readers: not one error, and each answer comes from exactly one revision.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::support::contract;
use crate::support::stop_on_drop::StopOnDrop;

use super::fixture::{MODEM, RED_LIGHT, Small, draft, newest, publish, revision, suggested};

/// What the entries published meanwhile are about.
const WORDS: [&str; 8] = ["洗衣机", "电冰箱", "空调", "油烟机", "热水器", "打印机", "吸尘器", "微波炉"];
const READERS: usize = 4;

fn id(nth: usize) -> String {
    format!("telecom/device-{nth}")
}

/// What a reader asked about, and what it was answered.
struct Answer {
    about: usize,
    revision: i64,
    entries: Vec<String>,
}

#[test]
fn publishing_interrupts_no_reader_and_each_answer_is_of_one_revision() {
    let small = Small::new();
    let service = small.serve();
    let over = AtomicBool::new(false);
    let read = |reader: usize| {
        let mut answers = Vec::new();
        // One more round after the last publication, so that it is read, too.
        let mut last = false;
        while !last {
            last = over.load(Ordering::Acquire);
            for about in (0..WORDS.len()).map(|nth| (nth + reader) % WORDS.len()) {
                let text = format!("我的{}用不了，打不开怎么办", WORDS[about]);
                let suggestion = service.suggest(&json!({"text": text}), "").suggestion();
                contract::holds(&suggestion, "", &text);
                let revision = suggestion["kb_revision"].as_i64().expect("a revision");
                answers.push(Answer { about, revision, entries: suggested(&suggestion) });
            }
            let steady = service.suggest(&json!({"text": RED_LIGHT}), "").suggestion();
            assert!(suggested(&steady).contains(&MODEM.to_owned()), "{steady}");
        }
        answers
    };
    let write = || {
        let _over = StopOnDrop(&over);
        let entry = |nth: usize| draft(&format!("{}坏了", WORDS[nth]), WORDS[nth]).replace("\"draft\"", "\"published\"");
        let publication = |nth: usize| -> Value {
            let file = json!({"path": format!("entries/{}.toml", id(nth)), "content": entry(nth)});
            json!({"files": [file], "waive": "a test of readers"})
        };
        (0..WORDS.len()).map(|nth| revision(&publish(&service, &publication(nth)))).collect::<Vec<i64>>()
    };
    let (published, answers) = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS).map(|reader| scope.spawn(move || read(reader))).collect();
        let published = scope.spawn(write).join().expect("all were published");
        let answers: Vec<Answer> = readers.into_iter().flat_map(|reader| reader.join().expect("not one error")).collect();
        (published, answers)
    });
    assert_eq!(published, (2..2 + WORDS.len() as i64).collect::<Vec<_>>());
    let mut seen: BTreeMap<i64, usize> = BTreeMap::new();
    for answer in &answers {
        *seen.entry(answer.revision).or_default() += 1;
        assert!(answer.revision == 1 || published.contains(&answer.revision), "{} is not a revision", answer.revision);
        for (nth, since) in published.iter().enumerate() {
            let shows = answer.entries.contains(&id(nth));
            assert!(!shows || answer.revision >= *since, "revision {} shows what {since} brought", answer.revision);
            assert!(nth != answer.about || shows || answer.revision < *since, "{} hides what {since} brought", answer.revision);
        }
    }
    assert!(seen.contains_key(&newest(&service)), "the last revision was read: {seen:?}");
    println!("{} answers to {READERS} readers during {} publications, by revision: {seen:?}", answers.len(), published.len());
}
