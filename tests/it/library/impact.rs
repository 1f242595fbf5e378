//! The impact: which real tickets an edit moves, exactly.

use std::collections::BTreeSet;

use fenzhen::api::v1::Suggestion;
use fenzhen::app::library::{Author, FileEdit, Publication};
use fenzhen::app::{App, Clock, Complaint, Settings, SuggestOptions};
use fenzhen::store::{JudgedTicket, Store};
use fenzhen_engine::kb::{Expect, Labels, Status};
use fenzhen_engine::triage::Outcome;

use crate::support::program::folder;

/// The entry that has them, and the one that the planted edit gives them to.
const RIGHT: &str = "telecom/broadband-los-red";
const THIEF: &str = "logistics/lost-parcel";
/// The complaints that are stolen.
const STOLEN: [&str; 12] = [
    "光猫的LOS灯红了一整天，家里上不了网",
    "光猫红灯一直闪，宽带断了，快点派人",
    "早上起来光猫亮红灯，断网了",
    "楼上装修之后我家光猫红灯，没网了",
    "光猫LOS红灯常亮，重启三次还是断网",
    "家里断网，光猫上面红灯闪个不停",
    "宽带突然没了，看光猫是红灯",
    "光猫红灯，电视电脑都上不了网",
    "下雨后光猫就亮红灯断网，第二次了",
    "光猫显示LOS红灯，宽带不能用",
    "老人家里光猫红灯断网，打不了视频",
    "光猫红灯，重启了还是光猫红灯，网全断了，急用",
];

fn ask(app: &App, text: &str) -> (Outcome, f64, Option<String>, Option<String>) {
    let complaint = Complaint { text: text.to_owned(), ..Complaint::default() };
    let suggestion = Suggestion::from(&app.desk().suggest(complaint, SuggestOptions::default()).expect("an answer"));
    let category = suggestion.category.map(|choice| (choice.confidence, choice.id));
    let entry = suggestion.entries.first().map(|entry| entry.id.clone());
    (suggestion.outcome, category.as_ref().map_or(0.0, |c| c.0), category.map(|c| c.1), entry)
}

fn record(store: &Store, id: &str, text: &str) {
    let (id, text, nothing) = (id.to_owned(), text.to_owned(), String::new());
    let ticket = JudgedTicket {
        id,
        external_id: None,
        title: nothing,
        text,
        channel: None,
        product: None,
        received_at: "2026-11-01T00:00:00Z".parse().expect("an instant"),
        outcome: "answer".to_owned(),
        labels: Labels::default(),
        revision: 1,
    };
    store.write(|dao| dao.append_ticket(&ticket)).expect("a ticket");
}

#[test]
fn words_that_are_part_of_a_personal_number_are_masked_as_the_number_is() {
    let folder = folder();
    let settings = Settings { db: folder.path().join("fenzhen.db"), keep_tickets: false, ..Settings::default() };
    let store = Store::open(&settings.db).expect("a database");
    let app = App::open(settings, Clock::System).expect("it opens");
    record(&store, "called", "光猫红灯一整天上不了网，电话138 1234 5678");
    let content = app.library().entry_at(THIEF, None).expect("the thief").content;
    let content = content.replacen("symptoms = [", "symptoms = [\"光猫红灯一整天上不了网5678\", \"拨5678说光猫红灯5678\", ", 1);
    let file = FileEdit { path: format!("entries/{THIEF}.toml"), content: Some(content), edited_from: Some(1) };
    let publication = Publication { files: vec![file], dry_run: true, tickets: 200, ..Publication::default() };
    let author = Author { name: "thief".to_owned(), note: String::new() };
    let moved = app.library().publish(&publication, &author).expect("a dry run").rehearsal.impact.moved;
    let words: Vec<&str> = moved.iter().flat_map(|moved| &moved.because).map(|because| because.text.as_str()).collect();
    assert!(words.contains(&"138****5678") && !words.contains(&"5678"), "{words:?}");
}

#[test]
fn a_planted_edit_that_steals_twelve_tickets_is_reported_with_exactly_those_twelve() {
    let folder = folder();
    let settings = Settings { db: folder.path().join("fenzhen.db"), keep_tickets: false, ..Settings::default() };
    // What this test asks is none of the tickets that came in.
    let store = Store::open(&settings.db).expect("a database");
    let app = App::open(settings, Clock::System).expect("it opens");
    let snapshot = app.snapshot();
    for (nth, text) in STOLEN.iter().enumerate() {
        assert_eq!(ask(&app, text).3.as_deref(), Some(RIGHT), "{text}");
        record(&store, &format!("stolen-{nth}"), text);
    }
    let stolen: BTreeSet<String> = (0..STOLEN.len()).map(|nth| format!("stolen-{nth}")).collect();
    // Others that are surely answered by entries the edit does not touch.
    let published = snapshot.library.entries.iter().filter(|e| e.status == Status::Published && e.id != RIGHT && e.id != THIEF);
    let cases = published.filter_map(|entry| Some((entry, entry.cases.iter().find(|case| case.expect == Expect::Match)?)));
    let sure = cases.filter(|(entry, case)| {
        let (outcome, confidence, _, first) = ask(&app, &case.text);
        outcome == Outcome::Answer && confidence >= 0.9 && first.as_ref() == Some(&entry.id)
    });
    let others: Vec<String> = sure.map(|(_, case)| case.text.clone()).take(40).collect();
    assert_eq!(others.len(), 40);
    others.iter().enumerate().for_each(|(nth, text)| record(&store, &format!("other-{nth}"), text));

    let content = app.library().entry_at(THIEF, None).expect("the thief").content;
    let (start, planted) =
        (content.find("symptoms = [").expect("symptoms") + "symptoms = [".len(), STOLEN.map(|text| format!("\"{text}了\", ")));
    let content = content[..start].to_owned() + "\n" + &planted.concat() + &content[start..];
    let file = FileEdit { path: format!("entries/{THIEF}.toml"), content: Some(content), edited_from: Some(1) };
    let publication = Publication { files: vec![file], dry_run: true, tickets: 200, ..Publication::default() };
    let author = Author { name: "thief".to_owned(), note: String::new() };
    let rehearsal = app.library().publish(&publication, &author).expect("a dry run").rehearsal;
    let moved: BTreeSet<String> = rehearsal.impact.moved.iter().map(|moved| moved.ticket.clone()).collect();
    assert_eq!(rehearsal.impact.tickets, 52);
    assert_eq!(moved, stolen);
    for moved in &rehearsal.impact.moved {
        assert_eq!(
            (moved.from.labels.entry.as_deref(), moved.to.labels.entry.as_deref()),
            (Some(RIGHT), Some(THIEF)),
            "{moved:?}"
        );
        assert!(
            moved.because.iter().any(|because| because.weight > 0.0 && STOLEN.iter().any(|t| t.contains(&because.text))),
            "{moved:?}"
        );
        let words: BTreeSet<&str> = moved.because.iter().map(|because| because.text.as_str()).collect();
        assert_eq!(words.len(), moved.because.len(), "a word said twice is named once: {moved:?}");
    }
    // What was foretold is what happens.
    let waive = Some("planted".to_owned());
    let before: Vec<_> = STOLEN.iter().map(|text| ask(&app, text).3).chain(others.iter().map(|text| ask(&app, text).3)).collect();
    app.library().publish(&Publication { dry_run: false, waive, ..publication }, &author).expect("published");
    let after: Vec<_> = STOLEN.iter().map(|text| ask(&app, text).3).chain(others.iter().map(|text| ask(&app, text).3)).collect();
    assert!(
        before[..12].iter().all(|id| id.as_deref() == Some(RIGHT)) && after[..12].iter().all(|id| id.as_deref() == Some(THIEF))
    );
    assert_eq!(before[12..], after[12..]);
}
