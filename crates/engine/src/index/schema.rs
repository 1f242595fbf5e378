//! tantivy's view of an entry: its slot in the forward lists, and one field of all its terms, those of the weightier
//! fields twice.

use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field as Column, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};

use super::document::{Document, Field};

/// The columns of the index.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    pub slot: Column,
    pub terms: Column,
}

pub(super) fn schema() -> (Schema, Columns) {
    let mut builder = Schema::builder();
    let slot = builder.add_u64_field("slot", FAST);
    // Candidates need counts only: no positions, since nothing here asks for phrases.
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::WithFreqs);
    let terms = builder.add_text_field("terms", TextOptions::default().set_indexing_options(indexing));
    (builder.build(), Columns { slot, terms })
}

/// The entry as tantivy takes it. Its tokens are handed over cut, because our segmenter has already cut them.
pub(super) fn document(source: &Document, slot: u32, columns: Columns) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_u64(columns.slot, u64::from(slot));
    let mut tokens = Vec::new();
    for (field, terms) in Field::ALL.into_iter().zip(&source.terms) {
        let times = if field.boost() > 1.0 { 2 } else { 1 };
        for term in terms {
            for _ in 0..times {
                let position = tokens.len();
                tokens.push(Token { position, text: term.clone(), ..Token::default() });
            }
        }
    }
    document.add_pre_tokenized_text(columns.terms, PreTokenizedString { text: String::new(), tokens });
    document
}
