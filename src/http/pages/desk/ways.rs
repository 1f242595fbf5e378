//! The two ways a complaint may be read that is ambiguous: each a category with the department and the entry that belong
//! to it, so that choosing one says one thing.

use fenzhen_engine::kb::{Entry, Library};
use fenzhen_engine::triage::{Ranked, Suggestion};

use crate::app::Judged;
use crate::app::desk::alternatives;
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::names::Lexicon;
use crate::http::pages::ui::texts::Texts;

use super::confidence::{self, Confidence};
use super::evidence::{Why, speaking_for};

/// Words shown for each side.
const WORDS: usize = 6;

/// One way to read it.
pub struct Way {
    /// The key that chooses it.
    pub key: u8,
    pub name: String,
    pub sure: Option<Confidence>,
    pub category: Option<String>,
    pub department: Option<String>,
    pub department_name: Option<String>,
    /// The likeliest entry of the kind, where one came near.
    pub entry: Option<String>,
    pub entry_title: Option<String>,
    pub words: Vec<Why>,
}

/// The two ways; none where the suggestion is not torn.
pub fn ways(judged: &Judged, lang: Lang) -> Vec<Way> {
    let (suggestion, library) = (&judged.suggestion, &judged.snapshot.library);
    let Some(contrast) = &suggestion.contrast else { return Vec::new() };
    let (t, names) = (Texts::of(lang), Lexicon { library, lang });
    let of = |(key, id, sign): (u8, &String, f64)| {
        let words = speaking_for(sign, &contrast.evidence, judged, WORDS, t);
        let sure = confidence_of(suggestion, id).map(|sure| confidence::of(sure, t));
        let way = Triple::of(id, suggestion, library);
        Way {
            key,
            name: if library.taxonomy.get(id).is_some() { names.category(id) } else { names.department(id) },
            sure,
            department_name: way.department.as_deref().map(|id| names.department(id)),
            category: way.category,
            department: way.department,
            entry_title: way.entry.map(|entry| entry.title.clone()),
            entry: way.entry.map(|entry| entry.id.clone()),
            words,
        }
    };
    [(1, &contrast.first, 1.0), (2, &contrast.second, -1.0)].map(of).into_iter().collect()
}

/// A category, a department and an entry that belong together.
struct Triple<'a> {
    category: Option<String>,
    department: Option<String>,
    entry: Option<&'a Entry>,
}

impl Triple<'_> {
    /// What belongs to a category, or to a department where the library knows no categories.
    fn of<'a>(choice: &str, suggestion: &Suggestion, library: &'a Library) -> Triple<'a> {
        let kind = library.taxonomy.get(choice);
        let belongs = |entry: &&Entry| if kind.is_some() { entry.category == choice } else { entry.department == choice };
        let entries = suggestion.entries.iter().filter_map(|ranked| library.entry(&ranked.id));
        match (entries.into_iter().find(belongs), kind) {
            (Some(entry), _) => {
                Triple { category: Some(entry.category.clone()), department: Some(entry.department.clone()), entry: Some(entry) }
            }
            (None, Some(kind)) => {
                Triple { category: Some(kind.id.clone()), department: Some(kind.department.clone()), entry: None }
            }
            (None, None) => Triple { category: None, department: Some(choice.to_owned()), entry: None },
        }
    }
}

/// How likely a choice is.
fn confidence_of(suggestion: &Suggestion, id: &str) -> Option<f64> {
    let shown = |ranked: &[Ranked]| {
        let mut choices = ranked.first().into_iter().chain(alternatives(ranked));
        choices.find(|choice| choice.id == id).map(|choice| choice.confidence)
    };
    shown(&suggestion.categories).or_else(|| shown(&suggestion.departments))
}
