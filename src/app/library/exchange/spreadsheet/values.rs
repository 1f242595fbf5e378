//! Single values as people write them in a spreadsheet: names for ids, days in any order of strokes, words in Chinese.

use jiff::civil::Date;

use fenzhen_engine::kb::{Departments, Names, Status, Taxonomy, Urgency};
use fenzhen_engine::text::fold;

/// A category by its id or one of its names; what is neither stands as it is, for the checks to name.
pub(super) fn category(cell: &str, taxonomy: &Taxonomy) -> String {
    let named = || taxonomy.categories.iter().find(|category| is_called(&category.names, cell)).map(|category| &category.id);
    if taxonomy.get(cell).is_some() { cell.to_owned() } else { named().map_or_else(|| cell.to_owned(), Clone::clone) }
}

/// A department by its id, one of its names or an alias; what is none of them stands as it is.
pub(super) fn department(cell: &str, departments: &Departments) -> String {
    let alias = |aliases: &[String]| aliases.iter().any(|alias| fold(alias) == fold(cell));
    let named = || departments.departments.iter().find(|d| is_called(&d.names, cell) || alias(&d.aliases)).map(|d| &d.id);
    if departments.get(cell).is_some() { cell.to_owned() } else { named().map_or_else(|| cell.to_owned(), Clone::clone) }
}

fn is_called(names: &Names, cell: &str) -> bool {
    let cell = fold(cell);
    !cell.is_empty() && [&names.zh_hans, &names.zh_hant, &names.en].into_iter().any(|name| fold(name) == cell)
}

pub(super) fn urgency(cell: &str) -> Option<Urgency> {
    match fold(cell).as_str() {
        "高" | "紧急" | "high" => Some(Urgency::High),
        "中" | "一般" | "medium" => Some(Urgency::Medium),
        "低" | "low" => Some(Urgency::Low),
        _ => None,
    }
}

pub(super) fn status(cell: &str) -> Option<Status> {
    match fold(cell).as_str() {
        "草稿" | "draft" => Some(Status::Draft),
        "待审" | "审核中" | "review" => Some(Status::Review),
        "已发布" | "发布" | "published" => Some(Status::Published),
        "停用" | "已停用" | "retired" => Some(Status::Retired),
        _ => None,
    }
}

/// `2026-10-15`, `2026/10/15`, `2026.10.15`, `2026年10月15日`, with or without a time after it, which spreadsheet programs
/// make of one another.
pub(super) fn day(cell: &str) -> Option<Date> {
    let folded = fold(cell);
    let parts: Vec<&str> = folded.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let begins = folded.starts_with(|c: char| c.is_ascii_digit());
    let [year, month, day, ..] = parts.as_slice() else { return None };
    let between = folded.strip_prefix(year)?.chars().next()?;
    if !begins || year.len() != 4 || !matches!(between, '-' | '/' | '.' | '年') {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
