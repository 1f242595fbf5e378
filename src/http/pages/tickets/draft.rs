//! The draft of a reply, cut at what is still to be filled in.

use fenzhen_engine::flow::{self, RESULT_OCCASION};
use fenzhen_engine::kb::{ClockName, Fact};
use fenzhen_engine::text::signals::mask_personal;

use crate::app::TicketFile;
use crate::http::pages::desk::card::{Bit, blank};
use crate::http::pages::ui::format::minute_on_clock;
use crate::http::pages::ui::names::Lexicon;
use crate::http::pages::ui::texts::desk::DeskTexts;
use crate::http::pages::ui::texts::tickets::TicketTexts;

/// What opens and closes a mark in a draft.
const OPEN: &str = "【待填：";
const CLOSE: &str = "】";

/// A draft, ready to be shown.
pub struct Draft {
    /// Its runs; personal numbers masked.
    pub bits: Vec<Bit>,
    /// All of it, to be copied.
    pub whole: String,
    /// How many blanks there are.
    pub blanks: usize,
    /// The occasion it is for.
    pub when: String,
    /// The occasions there are scripts for, the result among them.
    pub occasions: Vec<String>,
}

/// The draft for an occasion, as it is shown.
pub fn of(draft: &flow::Draft, when: &str, file: &TicketFile, names: Lexicon<'_>, t: &'static TicketTexts) -> Draft {
    let entry = file.state.life.entry.as_deref().and_then(|id| names.library.entry(id));
    let mut occasions: Vec<String> = vec![RESULT_OCCASION.to_owned()];
    for script in entry.into_iter().flat_map(|entry| &entry.scripts) {
        if !occasions.contains(&script.when) {
            occasions.push(script.when.clone());
        }
    }
    let raw = cut(&draft.text, file, names);
    let whole = raw
        .iter()
        .map(|bit| if bit.blank { format!("【{}{}{}】", t.to_fill, t.colon, bit.text) } else { bit.text.clone() })
        .collect();
    let mut blanks: Vec<&str> = raw.iter().filter(|bit| bit.blank).map(|bit| bit.text.as_str()).collect();
    blanks.sort_unstable();
    blanks.dedup();
    let blanks = blanks.len();
    let bits = raw.into_iter().map(|bit| Bit { text: mask_personal(&bit.text), ..bit }).collect();
    Draft { bits, whole, blanks, when: when.to_owned(), occasions }
}

fn cut(text: &str, file: &TicketFile, names: Lexicon<'_>) -> Vec<Bit> {
    let mut bits = Vec::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(OPEN) {
        let Some((blank, after)) = inside.split_once(CLOSE) else { break };
        bits.push(Bit { text: before.to_owned(), blank: false });
        bits.push(match known(blank, file, names) {
            Some(text) => Bit { text, blank: false },
            None => Bit { text: called(blank, names), blank: true },
        });
        rest = after;
    }
    bits.push(Bit { text: rest.to_owned(), blank: false });
    bits
}

/// What the ticket tells of a blank of a script, beyond what the customer said: who has it or will have it, by when, why,
/// and with what result.
pub fn known(blank: &str, file: &TicketFile, names: Lexicon<'_>) -> Option<String> {
    let (state, life) = (&file.state, &file.state.life);
    let due = |name: ClockName| state.running(name).map(|due| minute_on_clock(due, state.snapshot.calendar.zone()));
    match blank {
        "department" => life.department.as_deref().or(state.next_department.as_deref()).map(|id| names.department(id)),
        "deadline" => due(ClockName::Promise).or_else(|| due(ClockName::Resolve)),
        "reason" => life.facts.get(&Fact::Cause).cloned(),
        "result" => life.facts.get(&Fact::Done).cloned(),
        _ => None,
    }
}

/// What a blank is called: one of the frame that every reply has, or one of a script.
fn called(name: &str, names: Lexicon<'_>) -> String {
    let t = DeskTexts::of(names.lang);
    let said = match name {
        "原因，用客户听得懂的话" => t.blank_cause,
        "做了什么" => t.blank_done,
        "怎样防止再发生" => t.blank_prevention,
        "补偿；没有就删去这一行" => t.blank_compensation,
        other => {
            return match other.strip_suffix("的话术") {
                Some(occasion) => format!("{occasion}{}", t.blank_script),
                None => blank(other, names.library, names.lang),
            };
        }
    };
    said.to_owned()
}
