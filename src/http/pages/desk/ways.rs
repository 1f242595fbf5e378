//! The two ways a complaint may be read that is ambiguous: each a category with the department and the entry that belong
//! to it, so that choosing one says one thing.

use fenzhen_engine::kb::Library;

use crate::api::v1::{EntryView, Suggestion};
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::names::Lexicon;
use crate::http::pages::ui::texts::Texts;

use super::evidence::{Why, speaking_for};
use super::suggestion::{Sure, sure};

/// Words shown for each side.
const WORDS: usize = 6;

/// One way to read it.
pub struct Way {
    /// The key that chooses it.
    pub key: u8,
    pub name: String,
    pub sure: Option<Sure>,
    pub category: Option<String>,
    pub department: Option<String>,
    pub department_name: Option<String>,
    /// The likeliest entry of the kind, where one came near.
    pub entry: Option<String>,
    pub entry_title: Option<String>,
    pub words: Vec<Why>,
}

/// The two ways; none where the suggestion is not torn.
pub fn ways(suggestion: &Suggestion, library: &Library, lang: Lang) -> Vec<Way> {
    let Some(against) = &suggestion.against else { return Vec::new() };
    let (t, names) = (Texts::of(lang), Lexicon { library, lang });
    let of = |(key, id, sign): (u8, &String, f64)| {
        let words = speaking_for(sign, &against.evidence, &suggestion.signals, WORDS, t);
        let sure = confidence(suggestion, id).map(|confidence| sure(confidence, t));
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
    [(1, &against.first, 1.0), (2, &against.second, -1.0)].map(of).into_iter().collect()
}

/// A category, a department and an entry that belong together.
struct Triple<'a> {
    category: Option<String>,
    department: Option<String>,
    entry: Option<&'a EntryView>,
}

impl Triple<'_> {
    /// What belongs to a category, or to a department where the library knows no categories.
    fn of<'a>(choice: &str, suggestion: &'a Suggestion, library: &Library) -> Triple<'a> {
        let kind = library.taxonomy.get(choice);
        let belongs = |entry: &&EntryView| if kind.is_some() { entry.category == choice } else { entry.department == choice };
        match (suggestion.entries.iter().find(belongs), kind) {
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
fn confidence(suggestion: &Suggestion, id: &str) -> Option<f64> {
    [&suggestion.category, &suggestion.department].into_iter().flatten().find_map(|choice| {
        let others = choice.alternatives.iter().map(|other| (&other.id, other.confidence));
        std::iter::once((&choice.id, choice.confidence)).chain(others).find(|(known, _)| *known == id).map(|found| found.1)
    })
}
