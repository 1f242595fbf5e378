//! `lexicon/synonyms.txt`: the Solr form, `甲, 乙` or `甲, 乙 => 丙` a line.

use crate::kb::limits;
use crate::kb::read::Notes;
use crate::text::SynonymLine;

const HELP: &str = "write at least two terms with commas (,) between them, or `terms => terms`";

/// The lines of the file, each with its number. Lines that are not understood are noted and passed over.
pub(in crate::kb) fn read_synonyms(notes: &mut Notes<'_>) -> Vec<(u32, SynonymLine)> {
    let mut lines = Vec::new();
    for (number, offset, text) in notes.telling_lines() {
        match line(text) {
            Some(line) => lines.push((number, line)),
            None => {
                notes.report("synonym-malformed", offset, format!("{text:?} is not a valid line of synonyms"), HELP).about([text])
            }
        }
    }
    lines
}

fn line(text: &str) -> Option<SynonymLine> {
    match text.split_once("=>") {
        None => terms(text).filter(|all| all.len() > 1).map(SynonymLine::Equivalent),
        Some((from, to)) => Some(SynonymLine::Rewrite { from: terms(from)?, to: terms(to)? }),
    }
}

/// A full-width comma is not a separator in the Solr form, and a term never has one; nor a second arrow.
fn terms(list: &str) -> Option<Vec<String>> {
    let all: Vec<String> = list.split(',').map(|term| term.trim().to_owned()).collect();
    let fits = |term: &String| {
        !term.is_empty() && term.chars().count() <= limits::TITLE && !term.contains(['，', '、']) && !term.contains("=>")
    };
    all.iter().all(fits).then_some(all)
}
