//! `/choices`: categories, departments and entries by name, for whoever corrects a suggestion.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Library, Names, Status};
use fenzhen_engine::text::normalise;

use crate::app::{App, AppError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::texts::Texts;

/// Choices listed of each kind.
const MOST: usize = 12;
/// Characters of the search that are looked at.
const LONGEST: usize = 100;

#[derive(Template)]
#[template(path = "desk/choices.html")]
struct ChoicesFragment {
    groups: Vec<Group>,
}

/// Choices of a kind.
struct Group {
    /// The field of the feedback.
    field: &'static str,
    name: &'static str,
    choices: Vec<Found>,
}

struct Found {
    id: String,
    name: String,
}

/// What to look for, and what it likely is: ids of each kind with blanks between them, the likeliest first. They stand
/// first as long as nothing is looked for.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Search {
    q: String,
    entry: String,
    category: String,
    department: String,
}

/// `GET /choices?q=`.
pub async fn find(State(app): State<Arc<App>>, f: Frame, Query(search): Query<Search>) -> Response {
    let search = Search { q: search.q.chars().take(LONGEST).collect(), ..search };
    let lang = f.lang;
    let groups = spawn_blocking(move || Ok::<_, AppError>(groups(&app.snapshot().library, &search, lang))).await;
    match groups {
        Ok(groups) => f.page(StatusCode::OK, &ChoicesFragment { groups }),
        Err(_) => f.broken(),
    }
}

fn groups(library: &Library, search: &Search, lang: Lang) -> Vec<Group> {
    let t = Texts::of(lang);
    let words: Vec<String> = folded(&search.q).split_whitespace().map(str::to_owned).collect();
    let fits = |texts: &[&str]| {
        let all = texts.iter().map(|text| folded(text)).collect::<Vec<_>>().join("\n");
        words.iter().all(|word| all.contains(word.as_str()))
    };
    let likely = |ids: &str| -> Vec<String> {
        if words.is_empty() { ids.split(' ').take(MOST).map(str::to_owned).collect() } else { Vec::new() }
    };
    let named = |id: &str, names: &Names| Found { id: id.to_owned(), name: lang.of(names).to_owned() };

    let first = likely(&search.entry);
    let published = first
        .iter()
        .filter_map(|id| library.entry(id))
        .chain(library.entries.iter().map(|entry| &**entry).filter(|entry| !first.contains(&entry.id)));
    let entries = published.filter(|entry| entry.status == Status::Published).filter(|e| {
        let mut texts = vec![e.id.as_str(), e.title.as_str()];
        texts.extend(e.similar.iter().map(String::as_str));
        fits(&texts)
    });
    let entries = entries.take(MOST).map(|e| Found { id: e.id.clone(), name: e.title.clone() }).collect();

    let first = likely(&search.category);
    let others = library.taxonomy.categories.iter().filter(|category| !first.contains(&category.id));
    let categories = first.iter().filter_map(|id| library.taxonomy.get(id)).chain(others);
    let categories = categories.filter(|c| fits(&[&c.id, &c.names.zh_hans, &c.names.zh_hant, &c.names.en]));
    let categories = categories.take(MOST).map(|c| named(&c.id, &c.names)).collect();

    let first = likely(&search.department);
    let others = library.departments.departments.iter().filter(|department| !first.contains(&department.id));
    let departments = first.iter().filter_map(|id| library.departments.get(id)).chain(others);
    let departments = departments.filter(|d| {
        let mut texts = vec![d.id.as_str(), &d.names.zh_hans, &d.names.zh_hant, &d.names.en];
        texts.extend(d.aliases.iter().map(String::as_str));
        fits(&texts)
    });
    let departments = departments.take(MOST).map(|d| named(&d.id, &d.names)).collect();

    let groups = [
        Group { field: "entry", name: t.entry, choices: entries },
        Group { field: "category", name: t.category, choices: categories },
        Group { field: "department", name: t.department, choices: departments },
    ];
    groups.into_iter().filter(|group| !group.choices.is_empty()).collect()
}

fn folded(text: &str) -> String {
    normalise(text.trim()).text.to_lowercase()
}
