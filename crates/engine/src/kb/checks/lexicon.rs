//! Words of the user dictionary.

use super::{Findings, Rule, repeats};
use crate::kb::pack;
use crate::kb::parsed::Parsed;
use crate::text::fold;

pub(super) const RULES: &[Rule] = &[
    Rule::reading("word-malformed", "every line of words.txt is `word frequency part-of-speech`, the last two optional"),
    Rule::warning("word-duplicate", "no word is listed twice", word_duplicate),
    Rule::warning(
        "word-not-normalised",
        "words are written as they are looked up: Simplified, half-width, lower case",
        not_normalised,
    ),
];

fn word_duplicate(parsed: &Parsed<'_>, found: &mut Findings) {
    let words = parsed.library.lexicon.words.iter().enumerate().map(|(nth, word)| (fold(&word.word), (nth, &word.word)));
    for ((nth, word), _) in repeats(words) {
        let message = format!("{word:?} is listed already");
        found.at(pack::WORDS, format!("[{nth}]"), message, "remove one of the lines").about([word]);
    }
}

fn not_normalised(parsed: &Parsed<'_>, found: &mut Findings) {
    for (nth, word) in parsed.library.lexicon.words.iter().enumerate() {
        let folded = fold(&word.word);
        if folded != word.word {
            let message = format!("{:?} is looked up as {folded:?}", word.word);
            found.at(pack::WORDS, format!("[{nth}]"), message, "write it as it is looked up").about([&word.word, &folded]);
        }
    }
}
