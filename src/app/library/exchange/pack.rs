//! Importing a pack: a three-way merge against the last import, all of it or none.
//!
//! A file nobody touched here takes the pack's state; one edited here that the pack left alone stays; one changed on both
//! sides is a conflict, shown with both sides, and then nothing is kept unless the caller said which side to take. The
//! pack is checked first, and so is what the merge would make of the library. A pack that says just what the library says
//! changes nothing, not even what counts as the last import.
//!
//! An import does not rehearse on tickets as publishing does, and swaps no snapshot: to a running service it is a
//! revision that another process made.

use std::path::Path;

use fenzhen_engine::kb::{self, PackFiles, Severity};

use crate::app::library::Author;
use crate::app::library::check::pack_problems;
use crate::app::{AppError, Clock, Settings};
use crate::store::{ReadDao, StoreError};

use super::import::{Import, ImportError, ImportOptions, Plan, filled, plan};

/// Imports the pack in `directory` into the database of `settings`, creating and filling it first where there is none.
///
/// # Errors
/// When the folder cannot be read, the pack or the merged library has problems, or the database refuses. Nothing is kept
/// then.
pub fn import_pack(
    settings: &Settings,
    clock: Clock,
    directory: &Path,
    options: ImportOptions,
    author: &Author,
) -> Result<Import, ImportError> {
    let incoming = checked(directory)?;
    let store = filled(settings, clock)?;
    if options.dry_run {
        return store.read(|dao| of_pack(dao, &incoming, options)).map_err(AppError::from)?.import();
    }
    let at = clock.now();
    let planned = store.write(|dao| {
        let mut plan = of_pack(&dao.read(), &incoming, options)?;
        if plan.import.stopped || plan.same || !plan.problems.is_empty() {
            return Ok(plan);
        }
        dao.record_import(incoming.iter())?;
        if !plan.merge.changes.is_empty() {
            plan.import.revision = Some(dao.append_revision(at, &author.name, &author.note, &plan.merge.changes)?);
        }
        Ok(plan)
    });
    planned.map_err(AppError::from)?.import()
}

/// The pack of a folder, if nothing is wrong with it.
fn checked(directory: &Path) -> Result<PackFiles, ImportError> {
    let io = |source| AppError::Io { path: directory.display().to_string(), source };
    let (files, mut problems) = PackFiles::from_dir(directory).map_err(io)?;
    problems.extend(pack_problems(&kb::parse(&files)));
    problems.retain(|problem| problem.severity == Severity::Error);
    kb::sort(&mut problems);
    if problems.is_empty() { Ok(files) } else { Err(ImportError::Problems(problems)) }
}

fn of_pack(dao: &ReadDao<'_>, incoming: &PackFiles, options: ImportOptions) -> Result<Plan, StoreError> {
    let revision = dao.newest_revision()?.map_or(0, |revision| revision.id);
    let (base, ours, theirs) = (dao.imported_files()?, dao.knowledge_at(revision)?, incoming.clone().into_inner());
    Ok(plan(&base, ours, &theirs, options, true))
}
