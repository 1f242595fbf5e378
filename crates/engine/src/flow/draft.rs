//! Drafts: a reply from the entry's scripts and what is on record. A blank that nothing fills is marked and listed, never
//! invented, and never left out.

use std::collections::BTreeMap;

use crate::kb::{Entry, Fact};

/// A reply to be read, completed and sent by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The words, with marks such as 【待填：原因】.
    pub text: String,
    /// What is marked, in order, each once.
    pub blanks: Vec<String>,
}

/// What a reply about the result says, after the script: heading, fact, what to say to whoever completes it.
const RESULT: [(&str, Fact, &str); 4] = [
    ("原因", Fact::Cause, "原因，用客户听得懂的话"),
    ("已经做的", Fact::Done, "做了什么"),
    ("防止再发生", Fact::Prevention, "怎样防止再发生"),
    ("补偿", Fact::Compensation, "补偿；没有就删去这一行"),
];
/// The occasion of a reply about the result.
pub const RESULT_OCCASION: &str = "结果";
/// Occasions whose scripts open a reply about the result, the first there is.
const OPENINGS: [&str; 2] = ["致歉", "安抚"];

/// Drafts what to say on an occasion: the entry's scripts for it, filled from `values` (by blank); about the result also
/// cause, deeds, prevention and compensation from the record.
#[must_use]
pub fn draft(entry: Option<&Entry>, occasion: &str, facts: &BTreeMap<Fact, String>, values: &BTreeMap<String, String>) -> Draft {
    let mut draft = Draft { text: String::new(), blanks: Vec::new() };
    let scripts = |when: &str| -> Vec<&str> {
        let all = entry.into_iter().flat_map(|entry| &entry.scripts);
        all.filter(|script| script.when == when).map(|script| script.say.as_str()).collect()
    };
    let is_result = occasion == RESULT_OCCASION;
    if is_result && let Some(opening) = OPENINGS.iter().find_map(|when| scripts(when).first().copied()) {
        draft.paragraph(&filled(opening, values));
    }
    let own = scripts(occasion);
    for script in &own {
        draft.paragraph(&filled(script, values));
    }
    if own.is_empty() && !is_result {
        draft.paragraph(&[Piece::Blank(format!("{occasion}的话术"))]);
    }
    if is_result {
        for (heading, fact, blank) in RESULT {
            let said = match facts.get(&fact) {
                Some(said) => Piece::Words(said.clone()),
                None => Piece::Blank(blank.to_owned()),
            };
            draft.paragraph(&[Piece::Words(format!("{heading}：")), said]);
        }
    }
    draft
}

enum Piece {
    Words(String),
    Blank(String),
}

impl Draft {
    fn paragraph(&mut self, pieces: &[Piece]) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        for piece in pieces {
            match piece {
                Piece::Words(words) => self.text.push_str(words),
                Piece::Blank(name) => {
                    self.text.push_str(&format!("【待填：{name}】"));
                    if !self.blanks.contains(name) {
                        self.blanks.push(name.clone());
                    }
                }
            }
        }
    }
}

/// A script with its blanks filled.
fn filled(script: &str, values: &BTreeMap<String, String>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = script;
    while let Some((before, name, after)) = rest.split_once('{').and_then(|(before, inside)| {
        let (name, after) = inside.split_once('}')?;
        Some((before, name, after))
    }) {
        pieces.push(Piece::Words(before.to_owned()));
        pieces.push(match values.get(name) {
            Some(value) => Piece::Words(value.clone()),
            None => Piece::Blank(name.to_owned()),
        });
        rest = after;
    }
    pieces.push(Piece::Words(rest.to_owned()));
    pieces
}
