//! The draft of a reply, cut at what is still to be filled in.

use crate::app::v1::DraftView;
use crate::flow::RESULT_OCCASION;
use crate::http::pages::card::Bit;
use crate::http::pages::texts::tickets::TicketTexts;
use crate::text::signals::mask_personal;

use crate::http::pages::names::Lexicon;

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
pub fn of(draft: &DraftView, when: &str, entry: Option<&str>, names: Lexicon<'_>, t: &'static TicketTexts) -> Draft {
    let entry = entry.and_then(|id| names.library.entry(id));
    let mut occasions: Vec<String> = vec![RESULT_OCCASION.to_owned()];
    for script in entry.into_iter().flat_map(|entry| &entry.scripts) {
        if !occasions.contains(&script.when) {
            occasions.push(script.when.clone());
        }
    }
    let raw = cut(&draft.text, names, t);
    let whole = raw
        .iter()
        .map(|bit| if bit.blank { format!("【{}{}{}】", t.to_fill, t.colon, bit.text) } else { bit.text.clone() })
        .collect();
    let bits = raw.into_iter().map(|bit| Bit { text: mask_personal(&bit.text), ..bit }).collect();
    Draft { bits, whole, blanks: draft.blanks.len(), when: when.to_owned(), occasions }
}

fn cut(text: &str, names: Lexicon<'_>, t: &'static TicketTexts) -> Vec<Bit> {
    let mut bits = Vec::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(OPEN) {
        let Some((blank, after)) = inside.split_once(CLOSE) else { break };
        bits.push(Bit { text: before.to_owned(), blank: false });
        bits.push(Bit { text: called(blank, names, t), blank: true });
        rest = after;
    }
    bits.push(Bit { text: rest.to_owned(), blank: false });
    bits
}

/// What a blank of a script is called.
fn called(blank: &str, names: Lexicon<'_>, t: &'static TicketTexts) -> String {
    match blank {
        "result" => t.blank_result.to_owned(),
        "agent" => t.blank_agent.to_owned(),
        "deadline" => t.blank_deadline.to_owned(),
        "reason" => t.fact_cause.to_owned(),
        other => names.slot(other),
    }
}
