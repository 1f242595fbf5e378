//! `lexicon/words.txt`: jieba's user dictionary, `词 频 词性` a line; frequency and part of speech may be left out.

use crate::kb::limits;
use crate::kb::read::Notes;
use crate::text::UserWord;

const HELP: &str = "write `word frequency part-of-speech`, such as `光猫 1000 n`; the last two may be left out";

/// The words of the file, each with its line. Lines that are not understood are noted and passed over.
pub(in crate::kb) fn read_words(notes: &mut Notes<'_>) -> Vec<(u32, UserWord)> {
    let mut words = Vec::new();
    for (line, offset, text) in notes.telling_lines() {
        match word(text) {
            Some(word) => words.push((line, word)),
            None => notes
                .report("word-malformed", offset, format!("{text:?} is not a valid line of a dictionary"), HELP)
                .about([text]),
        }
    }
    words
}

fn word(line: &str) -> Option<UserWord> {
    let mut parts = line.split_whitespace();
    let word = parts.next().filter(|word| word.chars().count() <= limits::TITLE)?.to_owned();
    let (frequency, tag) = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => (None, None),
        (Some(one), None, _) => match frequency(one) {
            Some(frequency) => (Some(frequency), None),
            None => (None, Some(tag(one)?)),
        },
        (Some(one), Some(two), None) => (Some(frequency(one)?), Some(tag(two)?)),
        (Some(_), Some(_), Some(_)) => return None,
    };
    Some(UserWord { word, frequency, tag })
}

fn frequency(text: &str) -> Option<usize> {
    text.parse().ok().filter(|frequency| (1..=limits::WORD_FREQUENCY).contains(frequency))
}

/// jieba's parts of speech: `n`, `vn`, `nrt` …
fn tag(text: &str) -> Option<String> {
    ((1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphabetic())).then(|| text.to_owned())
}
