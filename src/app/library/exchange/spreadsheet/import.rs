//! Importing a spreadsheet of entries: each row is merged with what it was edited from.
//!
//! A row that says which revision it was exported from is merged against the entry as it stood then; any other against the
//! last import. A spreadsheet says nothing of entries it has no row for, nor of fields it has no column for, so those stay;
//! and it does not count as an import that the next pack is merged against: to that it is an edit made here.

use std::path::Path;

use fenzhen_engine::kb::{self, Entry, PackFiles, Problem, Severity, entry_to_toml, parse_entry};

use crate::app::library::Author;
use crate::app::library::exchange::import::{Import, ImportError, ImportOptions, Plan, filled, plan};
use crate::app::library::exchange::merge::Files;
use crate::app::library::exchange::spreadsheet;
use crate::app::{AppError, Clock, Settings};
use crate::store::{ReadDao, StoreError};
use crate::tables::Table;

use super::Rows;

/// Imports the spreadsheet at `path` (CSV or XLSX) into the database of `settings`, creating and filling it first where
/// there is none.
///
/// # Errors
/// When the file is not a table, rows or the library after the merge have problems (each named by row and column), or the
/// database refuses. Nothing is kept then.
pub fn import_table(
    settings: &Settings,
    clock: Clock,
    path: &Path,
    options: ImportOptions,
    author: &Author,
) -> Result<Import, ImportError> {
    // Read before the transaction: a bad file must not hold up writers.
    let table = Table::open(path).map_err(|problem| ImportError::Problems(vec![problem]))?;
    let store = filled(settings, clock)?;
    if options.dry_run {
        return store.read(|dao| planned(dao, table, options)).map_err(AppError::from)?.import();
    }
    let at = clock.now();
    let done = store.write(|dao| {
        let mut plan = planned(&dao.read(), table, options)?;
        if !plan.import.stopped && plan.problems.is_empty() && !plan.merge.changes.is_empty() {
            plan.import.revision = Some(dao.append_revision(at, &author.name, &author.note, &plan.merge.changes)?);
        }
        Ok(plan)
    });
    done.map_err(AppError::from)?.import()
}

/// What the table would do in one state of the database.
fn planned(dao: &ReadDao<'_>, table: Table, options: ImportOptions) -> Result<Plan, StoreError> {
    let newest = dao.newest_revision()?.map_or(0, |revision| revision.id);
    let ours = dao.knowledge_at(newest)?;
    let pack = PackFiles::new(ours.clone());
    let (rows, mut problems) = spreadsheet::read(table, &kb::parse(&pack).library);
    let mut base = ours.clone();
    problems.extend(bases(dao, &rows, newest, &mut base)?);
    let mut theirs = ours.clone();
    for (path, row) in &rows.entries {
        theirs.insert(path.clone(), content(path, &row.entry, [&ours, &base]));
    }
    let mut plan = plan(&base, ours, &theirs, options, false);
    let found = std::mem::take(&mut plan.problems).into_iter();
    problems.extend(found.map(|problem| {
        let content = theirs.get(&problem.path).map(String::as_str);
        rows.in_row(problem, content)
    }));
    problems.retain(|problem| problem.severity == Severity::Error);
    kb::sort(&mut problems);
    Ok(Plan { problems, ..plan })
}

/// Puts into `base` what each row was edited from; names rows that come from a revision there never was.
fn bases(dao: &ReadDao<'_>, rows: &Rows, newest: i64, base: &mut Files) -> Result<Vec<Problem>, StoreError> {
    let mut problems = Vec::new();
    let mut imported = None;
    for (path, row) in &rows.entries {
        let then = match row.revision {
            Some(revision) if revision > newest => {
                problems.push(rows.unknown_revision(path, revision));
                continue;
            }
            Some(revision) => dao.file(path, Some(revision))?.and_then(|file| file.content),
            None => {
                if imported.is_none() {
                    imported = Some(dao.imported_files()?);
                }
                imported.as_ref().and_then(|files| files.get(path)).cloned()
            }
        };
        match then {
            Some(then) => drop(base.insert(path.clone(), then)),
            None => drop(base.remove(path)),
        }
    }
    Ok(problems)
}

/// The file of an entry: a file that says the same already, as people wrote it, else the canonical form.
fn content(path: &str, entry: &Entry, known: [&Files; 2]) -> String {
    let says = |content: &&String| parse_entry(path, content).0.as_ref() == Some(entry);
    let as_written = known.into_iter().filter_map(|files| files.get(path)).find(says);
    as_written.cloned().unwrap_or_else(|| entry_to_toml(entry))
}
