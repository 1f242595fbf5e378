//! A ticket as the index is asked: its distinct terms, their synonyms, and where each stands.

use foldhash::{HashSet, HashSetExt};

use crate::index::QueryTerm;
use crate::text::{Analyzed, Analyzer, Expansion, Span, is_stopword};

use super::evidence::EvidenceKind;
use super::ticket::{Ticket, TicketPart};

/// What a synonym counts beside the word itself.
const SYNONYM_WEIGHT: f64 = 0.8;

/// Characters of a text that are read. What a complaint is about stands long before; beyond are logs and attachments.
const READ: usize = 20_000;

/// The part of a text that is read.
fn head(text: &str) -> &str {
    text.char_indices().nth(READ).map_or(text, |(end, _)| &text[..end])
}

/// A ticket that went through the analyzer.
pub struct AnalyzedTicket {
    /// The title.
    pub title: Analyzed,
    /// The text.
    pub text: Analyzed,
    /// What else the title's words may be called.
    pub title_synonyms: Vec<Expansion>,
    /// What else the text's words may be called.
    pub text_synonyms: Vec<Expansion>,
}

impl AnalyzedTicket {
    /// Analyzes both texts of a ticket.
    #[must_use]
    pub fn of(ticket: &Ticket, analyzer: &Analyzer) -> AnalyzedTicket {
        let (title, text) = (analyzer.analyze(head(&ticket.title)), analyzer.analyze(head(&ticket.text)));
        let (title_synonyms, text_synonyms) = (analyzer.expand(&title), analyzer.expand(&text));
        AnalyzedTicket { title, text, title_synonyms, text_synonyms }
    }

    /// Both texts with their names.
    #[must_use]
    pub fn parts(&self) -> [(TicketPart, &Analyzed); 2] {
        [(TicketPart::Title, &self.title), (TicketPart::Text, &self.text)]
    }

    /// Whether there is no term to search for.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        let of_words = |(part, analyzed): (TicketPart, &Analyzed)| {
            analyzed.terms().all(|(term, _)| is_stopword(term)) && self.synonyms(part).is_empty()
        };
        self.parts().into_iter().all(of_words)
    }

    /// The synonyms of one of the texts.
    #[must_use]
    pub fn synonyms(&self, part: TicketPart) -> &[Expansion] {
        match part {
            TicketPart::Title => &self.title_synonyms,
            TicketPart::Text => &self.text_synonyms,
        }
    }
}

/// The terms to search for, and for each the words that stand behind it.
pub struct Query<'a> {
    /// Distinct terms in order of their first place, words before synonyms.
    pub terms: Vec<QueryTerm<'a>>,
    /// For each term, how it came about and where it stands first.
    pub sources: Vec<(EvidenceKind, TicketPart, Span)>,
}

impl<'a> Query<'a> {
    /// The terms of a reading.
    #[must_use]
    pub fn of(reading: &'a AnalyzedTicket) -> Query<'a> {
        let most = reading.parts().iter().map(|(_, analyzed)| analyzed.tokens.len()).sum();
        let mut query = Query { terms: Vec::with_capacity(most), sources: Vec::with_capacity(most) };
        let mut known: HashSet<&str> = HashSet::with_capacity(most);
        for (part, analyzed) in reading.parts() {
            for (term, token) in analyzed.terms().filter(|(term, _)| !is_stopword(term)) {
                if known.insert(term) {
                    query.add(term, 1.0, (EvidenceKind::Word, part, analyzed.span(token)));
                }
            }
        }
        for (part, analyzed) in reading.parts() {
            for expansion in reading.synonyms(part) {
                if known.insert(&expansion.term) {
                    let span = analyzed.normal.origin_of_bytes(expansion.start, expansion.end);
                    query.add(&expansion.term, SYNONYM_WEIGHT, (EvidenceKind::Synonym, part, span));
                }
            }
        }
        query
    }

    fn add(&mut self, term: &'a str, weight: f64, source: (EvidenceKind, TicketPart, Span)) {
        self.terms.push(QueryTerm { term: term.into(), weight });
        self.sources.push(source);
    }
}
