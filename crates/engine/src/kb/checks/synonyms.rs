//! Synonyms that say something, and say one thing.

use super::similar::plain;
use super::{Findings, Rule, repeats};
use crate::kb::pack;
use crate::kb::parsed::Parsed;
use crate::text::SynonymLine;

pub(super) const RULES: &[Rule] = &[
    Rule::reading("synonym-malformed", "every line of synonyms.txt is `甲, 乙` or `甲, 乙 => 丙`"),
    Rule::warning("synonym-useless", "no line names a term twice: width, case and script make no difference", useless),
    Rule::error("synonym-conflict", "no term stands on the left of two lines with `=>`", conflict),
];

fn useless(parsed: &Parsed<'_>, found: &mut Findings) {
    for (nth, line) in parsed.library.lexicon.synonyms.iter().enumerate() {
        let terms: Vec<&String> = match line {
            SynonymLine::Equivalent(all) => all.iter().collect(),
            SynonymLine::Rewrite { from, to } => from.iter().chain(to).collect(),
        };
        let twice = repeats(terms.into_iter().map(|term| (plain(term), term)));
        if let Some((term, first)) = twice.first() {
            let message = format!("{term:?} is the same as {first:?} once normalised");
            let help = "remove one of them, or the line if nothing is left";
            found.at(pack::SYNONYMS, format!("[{nth}]"), message, help).about([term, first]);
        }
    }
}

fn conflict(parsed: &Parsed<'_>, found: &mut Findings) {
    let lines = parsed.library.lexicon.synonyms.iter().enumerate();
    let rewrites = lines.filter_map(|(nth, line)| match line {
        SynonymLine::Rewrite { from, .. } => Some((nth, from)),
        SynonymLine::Equivalent(_) => None,
    });
    let lefts = rewrites.flat_map(|(nth, from)| from.iter().map(move |term| (plain(term), (nth, term))));
    for ((nth, term), (first, _)) in repeats(lefts) {
        // Within one line it is only said twice, which is another check's.
        if nth != first {
            let message = format!("{term:?} is rewritten by another line already");
            found.at(pack::SYNONYMS, format!("[{nth}]"), message, "put all it may mean on one line").about([term]);
        }
    }
}
