//! What of an entry is searched: its fields as lists of terms.

use crate::kb::Entry;
use crate::text::{Analyzer, is_stopword};

/// A searchable field of an entry. What an agent does (steps, scripts) is not searched: customers do not speak so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The entry's title.
    Title,
    /// Its symptoms, in customers' words.
    Symptoms,
    /// Its short phrases and keywords.
    Similar,
    /// The explanation of the cause.
    Cause,
}

impl Field {
    /// All fields, in the order of their numbers.
    pub const ALL: [Field; 4] = [Field::Title, Field::Symptoms, Field::Similar, Field::Cause];

    /// How much an occurrence in this field counts, an occurrence among the symptoms being 1.
    #[must_use]
    pub fn boost(self) -> f64 {
        match self {
            Field::Title => 2.0,
            Field::Symptoms => 1.0,
            Field::Similar => 1.5,
            Field::Cause => 0.3,
        }
    }

    pub(super) fn number(self) -> usize {
        self as usize
    }
}

/// An entry as the index sees it.
#[derive(Debug, Clone, Hash)]
pub struct Document {
    /// The entry's id.
    pub id: String,
    /// For each field of [`Field::ALL`], its terms without function words, repeats kept.
    pub terms: [Vec<String>; 4],
}

impl Document {
    /// Cuts the searchable fields of an entry.
    #[must_use]
    pub fn of(entry: &Entry, analyzer: &Analyzer) -> Document {
        let terms = Field::ALL.map(|field| {
            let texts: Vec<&String> = match field {
                Field::Title => vec![&entry.title],
                Field::Symptoms => entry.symptoms.iter().collect(),
                Field::Similar => entry.similar.iter().collect(),
                Field::Cause => vec![&entry.cause],
            };
            texts.into_iter().flat_map(|text| terms(text, analyzer)).collect()
        });
        Document { id: entry.id.clone(), terms }
    }
}

fn terms(text: &str, analyzer: &Analyzer) -> Vec<String> {
    let analyzed = analyzer.analyze(text);
    analyzed.terms().map(|(term, _)| term).filter(|term| !is_stopword(term)).map(str::to_owned).collect()
}
