//! Answers of the past: what an earlier revision says to a ticket.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use fenzhen_engine::index::Home;
use fenzhen_engine::kb::{self, PackFiles};
use fenzhen_engine::triage::{Knowledge, Snapshot};

use crate::app::AppError;
use crate::app::admission_limit::AdmissionLimit;
use crate::app::engine::snapshot::known_cases;

use super::Desk;

/// Snapshots of earlier revisions that are kept. Each takes as much memory as the current one.
const KEPT: usize = 2;

/// The last snapshots of earlier revisions somebody asked for, the latest last. One is built at a time.
#[derive(Default)]
pub(in crate::app) struct Past {
    kept: Mutex<VecDeque<Kept>>,
    waiting: AdmissionLimit,
}

struct Kept {
    /// The current snapshot whose cases it learned. Held weakly, its place in memory is not used again.
    taught_as: Weak<Snapshot>,
    snapshot: Arc<Snapshot>,
}

impl Desk<'_> {
    /// The snapshot of a revision, with the cases confirmed until now.
    pub(super) fn snapshot_at(&self, revision: i64) -> Result<Arc<Snapshot>, AppError> {
        let _admission = self.past.waiting.admit()?;
        let mut past = self.past.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.snapshot.load_full();
        let fits = |kept: &Kept| kept.snapshot.revision == revision && kept.taught_as.as_ptr() == Arc::as_ptr(&current);
        let found = match past.iter().position(fits).and_then(|nth| past.remove(nth)) {
            Some(found) => found,
            None => {
                let files = PackFiles::new(self.store.read(|dao| dao.knowledge_at(revision))?);
                let library = kb::parse(&files).library;
                let cases = known_cases(current.cases.iter().cloned(), &library);
                let knowledge = Knowledge { library, cases, revision };
                let built = Snapshot::build(knowledge, self.settings.error_target, |_| Home::Memory)?;
                Kept { taught_as: Arc::downgrade(&current), snapshot: Arc::new(built) }
            }
        };
        let snapshot = Arc::clone(&found.snapshot);
        past.push_back(found);
        if past.len() > KEPT {
            past.pop_front();
        }
        Ok(snapshot)
    }
}
