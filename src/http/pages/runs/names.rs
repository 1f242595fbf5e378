//! What categories and departments are called in the reader's language; what the library does not know goes by the name
//! the run gave it.

use fenzhen_engine::kb::Library;

use crate::app::runs::LabelKind;
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::texts::runs::RunsTexts;

/// What labels beyond those that are counted each by itself are called.
const OTHERS: &str = "…";

/// The labels a run gives every ticket, with what they are called in addresses.
pub const LABEL_KINDS: [(LabelKind, &str); 2] = [(LabelKind::Category, "category"), (LabelKind::Department, "department")];

/// Whether a label stands for many that are not told apart.
pub fn is_others(id: &str) -> bool {
    id == OTHERS
}

/// What a label is called.
pub fn label(library: &Library, lang: Lang, kind: LabelKind, id: &str, fallback: &str) -> String {
    let r = RunsTexts::of(lang);
    if id.is_empty() || is_others(id) {
        return if id.is_empty() { r.none } else { r.others }.to_owned();
    }
    let names = match kind {
        LabelKind::Category => library.taxonomy.get(id).map(|category| &category.names),
        LabelKind::Department => library.departments.get(id).map(|department| &department.names),
    };
    let fallback = if fallback.is_empty() { id } else { fallback };
    names.map_or(fallback, |names| lang.of(names)).to_owned()
}
