//! Opening: database, knowledge, snapshot, background. An empty database is filled from the pack inside the program.

use std::sync::Arc;

use fenzhen_engine::kb::PackFiles;

use crate::app::runs::Runs;
use crate::app::tickets::ids::TicketIds;
use crate::app::{App, AppError, Clock, Settings};
use crate::store::{Change, GroupWriter, Store};

use super::recorder::Recorder;
use super::snapshot::{self, Current};
use super::trainer::Trainer;

impl App {
    /// Opens the database, creating and filling it where there is none, and builds the snapshot of its newest revision
    /// and the cases taught so far.
    ///
    /// # Errors
    /// When the database or the index cache cannot be used.
    pub fn open(settings: Settings, clock: Clock) -> Result<App, AppError> {
        let store = Arc::new(Store::open(&settings.db)?);
        if store.read(|dao| dao.newest_revision())?.is_none() {
            import_embedded(&store, clock)?;
        }
        // Read first: what another process teaches meanwhile is then learned once more, never missed.
        let mark = store.read(|dao| dao.case_mark())?;
        let built = snapshot::build(&store, &settings)?;
        let (revision, entries, index) = (built.revision, built.index.forward().len(), built.index.origin());
        let learned = if built.judge.as_ref().is_some_and(|judge| judge.is_recalled()) { "earlier" } else { "now" };
        tracing::info!(revision, entries, cases = built.cases.len(), learned, ?index, "library ready");
        let snapshot = Arc::new(Current::new(built));
        let recorder = settings.keep_tickets.then(|| Recorder::start(&store)).transpose()?.map(Arc::new);
        let no_thread = |source| AppError::Io { path: "the writer's thread".to_owned(), source };
        let writer = GroupWriter::start(&store).map_err(no_thread)?;
        let trainer = Trainer::start(&store, &snapshot, &settings, mark)?;
        let (past, library) = Default::default();
        let runs = Runs::new(&store, &snapshot, &settings, clock, recorder.as_ref());
        Ok(App { store, snapshot, settings, clock, past, library, ticket_ids: TicketIds::new(), recorder, writer, trainer, runs })
    }
}

/// Fills an empty database from the pack inside the program; gives its newest revision.
pub(in crate::app) fn import_embedded(store: &Store, clock: Clock) -> Result<i64, AppError> {
    let files = PackFiles::embedded();
    let change = |(path, content): (&str, &str)| Change { path: path.to_owned(), content: Some(content.to_owned()) };
    let changes: Vec<Change> = files.iter().map(change).collect();
    let at = clock.now();
    Ok(store.write(|dao| {
        // Another process may have filled the database since we looked.
        if let Some(revision) = dao.read().newest_revision()? {
            return Ok(revision.id);
        }
        // What the next import is merged against.
        dao.record_import(files.iter())?;
        dao.append_revision(at, "fenzhen", "the pack that ships with the program", &changes)
    })?)
}
