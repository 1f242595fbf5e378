//! The knowledge a run is answered with: one library revision and the cases taught up to one instant, both of which can
//! be had again later, because neither is ever changed in place.

use std::sync::Arc;

use fenzhen_engine::index::Home;
use fenzhen_engine::kb::{Case, Labels};
use fenzhen_engine::triage::Snapshot;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::app::AppError;
use crate::app::engine::snapshot::Source;
use crate::app::runs::Runs;
use crate::app::runs::error::RunError;
use crate::app::runs::plan::RunKnowledge;
use crate::app::wording::model;

/// The newest revision, or the one asked for, with the cases taught so far.
pub(in crate::app::runs) fn now(runs: &Runs, as_of: Option<i64>) -> Result<(RunKnowledge, Arc<Snapshot>), RunError> {
    let until = runs.clock.now();
    let newest = runs.store.read(|dao| dao.newest_revision())?.map_or(0, |revision| revision.id);
    let revision = as_of.unwrap_or(newest);
    let snapshot = snapshot(runs, revision, until)?;
    let revised_at = runs.store.read(|dao| dao.revision(revision))?.map_or_else(String::new, |revision| revision.at.to_string());
    let knowledge = RunKnowledge {
        revision,
        revised_at,
        cases_until: format!("{until:.3}"),
        cases: digest(&snapshot.cases),
        model: model(&snapshot),
        analyzer: snapshot.analyzer.fingerprint().to_owned(),
        error_target: runs.settings.error_target,
        answer_from: snapshot.threshold.least,
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    Ok((knowledge, snapshot))
}

/// The knowledge that was planned with, again.
pub(in crate::app::runs) fn as_planned(runs: &Runs, planned: &RunKnowledge) -> Result<Arc<Snapshot>, RunError> {
    let changed = |what| RunError::KnowledgeChanged { what };
    if planned.program != env!("CARGO_PKG_VERSION") {
        return Err(changed("the program"));
    }
    // By bits: it came from the same settings, or it did not.
    if planned.error_target.to_bits() != runs.settings.error_target.to_bits() {
        return Err(changed("error_target"));
    }
    let until = planned.cases_until.parse().map_err(|_| changed("what was taught"))?;
    let snapshot = snapshot(runs, planned.revision, until)?;
    if snapshot.analyzer.fingerprint() != planned.analyzer {
        return Err(changed("the library's dictionary"));
    }
    if digest(&snapshot.cases) != planned.cases {
        return Err(changed("what was taught"));
    }
    Ok(snapshot)
}

/// The snapshot of a revision and the cases until an instant: the current one if it is that, else one of its own.
fn snapshot(runs: &Runs, revision: i64, until: Timestamp) -> Result<Arc<Snapshot>, RunError> {
    if runs.store.read(|dao| dao.revision(revision))?.is_none() {
        return Err(RunError::NoSuchRevision(revision));
    }
    let knowledge = Source::read_until(&runs.store, revision, until)?.knowledge();
    let current = runs.snapshot.load_full();
    if current.revision == revision && digest(&current.cases) == digest(&knowledge.cases) {
        return Ok(current);
    }
    // In memory: the cache on disk belongs to the newest revision.
    let built = Snapshot::build(knowledge, runs.settings.error_target, |_| Home::Memory);
    Ok(Arc::new(built.map_err(AppError::from)?))
}

fn digest(cases: &[Case]) -> String {
    let mut hasher = Sha256::new();
    for case in cases {
        let Labels { category, department, entry } = &case.labels;
        let labels = [category, department, entry].map(|label| label.as_deref().unwrap_or("\0"));
        for part in [case.id.as_str(), &case.title, &case.text].into_iter().chain(labels) {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    crate::app::runs::digest::short(&hasher.finalize())
}
