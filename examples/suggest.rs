//! Judges one complaint with the shipped pack, through the engine alone: no database, no service.
//!
//!     cargo run --example suggest -- "快遞顯示簽收但我沒收到"

use std::error::Error;

use fenzhen_engine::{Home, Knowledge, Outcome, PackFiles, Policy, Snapshot, Ticket, parse, suggest};
use jiff::Timestamp;

const COMPLAINT: &str = "宽带从昨晚八点开始上不了网，光猫一直闪红灯，电话13812345678，今天不修好就去工信部投诉";

fn main() -> Result<(), Box<dyn Error>> {
    let text = std::env::args().nth(1).unwrap_or_else(|| COMPLAINT.to_owned());

    // What is known: the files of a pack, read, and built into something that answers.
    let library = parse(&PackFiles::embedded()).library;
    let knowledge = Knowledge { library, ..Knowledge::default() };
    let policy = Policy::default();
    let snapshot = Snapshot::build(knowledge, policy.error_target, |_| Home::Memory)?;

    let ticket = Ticket { id: None, title: String::new(), text, received_at: Timestamp::now() };
    let suggestion = suggest(&snapshot, &ticket, &policy)?;

    println!("{}", suggestion.outcome.as_str());
    for (what, ranked) in [("category", &suggestion.categories), ("department", &suggestion.departments)] {
        if let Some(first) = ranked.first() {
            println!("{what}: {} ({:.0} %)", first.id, 100.0 * first.confidence);
        }
    }
    println!("urgency: {}", suggestion.urgency.level.as_str());
    for (_, signal) in &suggestion.signals {
        println!("{}: {}", signal.kind.as_str(), signal.masked.as_deref().unwrap_or(&signal.text));
    }
    if suggestion.outcome == Outcome::NoMatch {
        return Ok(());
    }
    let Some(first) = suggestion.entries.first() else { return Ok(()) };
    println!("\nbecause of:");
    for evidence in &first.evidence {
        let words = evidence.place.map(|(part, span)| suggestion.words_shown(&ticket, part, span));
        println!("{:+.2} {}", evidence.weight, words.as_deref().unwrap_or(evidence.kind.as_str()));
    }
    if let Some(entry) = snapshot.library.entry(&first.id) {
        println!("\n{}", entry.title);
        for (number, step) in entry.steps.iter().enumerate() {
            println!("{}. {}", number + 1, step.task);
        }
    }
    Ok(())
}
