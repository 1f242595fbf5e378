//! The knowledge a run is answered with: one library revision and the cases taught up to one instant, both of which can
//! be had again later, because neither is ever changed in place.

use std::sync::Arc;

use fenzhen_engine::index::Home;
use fenzhen_engine::kb::{Case, Labels};
use fenzhen_engine::triage::Snapshot;
use sha2::{Digest, Sha256};

use crate::api::v1;
use crate::app::engine::snapshot::Source;
use crate::app::runs::plan::Knowledge;
use crate::app::{App, AppError, RequestError};

/// The newest revision, or the one asked for, with the cases taught so far.
pub(in crate::app::runs) fn now(app: &App, as_of: Option<i64>) -> Result<(Knowledge, Arc<Snapshot>), AppError> {
    let until = format!("{:.3}", app.clock.now());
    let newest = app.store.read(|dao| dao.newest_revision())?.map_or(0, |revision| revision.id);
    let revision = as_of.unwrap_or(newest);
    let snapshot = snapshot(app, revision, &until)?;
    let revised_at = app.store.read(|dao| dao.revision(revision))?.map_or_else(String::new, |revision| revision.at);
    let knowledge = Knowledge {
        revision,
        revised_at,
        cases_until: until,
        cases: digest(&snapshot.cases),
        model: v1::model(&snapshot),
        analyzer: snapshot.analyzer.fingerprint().to_owned(),
        error_target: app.settings.error_target,
        answer_from: snapshot.threshold.least,
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    Ok((knowledge, snapshot))
}

/// The knowledge that was planned with, again.
pub(in crate::app::runs) fn as_planned(app: &App, planned: &Knowledge) -> Result<Arc<Snapshot>, AppError> {
    let refused = |what: &str| {
        let message = format!("{what} is not what the run began with");
        RequestError { code: "knowledge-changed", field: "dir", message, help: "begin a new run; the old results stay" }
    };
    if planned.program != env!("CARGO_PKG_VERSION") {
        return Err(refused("the program").into());
    }
    // By bits: it came from the same settings, or it did not.
    if planned.error_target.to_bits() != app.settings.error_target.to_bits() {
        return Err(refused("error_target").into());
    }
    let snapshot = snapshot(app, planned.revision, &planned.cases_until)?;
    if snapshot.analyzer.fingerprint() != planned.analyzer {
        return Err(refused("the library's dictionary").into());
    }
    if digest(&snapshot.cases) != planned.cases {
        return Err(refused("what was taught").into());
    }
    Ok(snapshot)
}

/// The snapshot of a revision and the cases until an instant: the current one if it is that, else one of its own.
fn snapshot(app: &App, revision: i64, until: &str) -> Result<Arc<Snapshot>, AppError> {
    if app.store.read(|dao| dao.revision(revision))?.is_none() {
        let message = format!("there is no revision {revision} of the library");
        let help = "`fenzhen kb history` lists an entry's revisions; leave it out for the newest";
        return Err(RequestError { code: "no-such-revision", field: "as_of", message, help }.into());
    }
    let knowledge = Source::read_until(&app.store, revision, until)?.knowledge();
    let current = app.snapshot();
    if current.revision == revision && digest(&current.cases) == digest(&knowledge.cases) {
        return Ok(current);
    }
    // In memory: the cache on disk belongs to the newest revision.
    Ok(Arc::new(Snapshot::build(knowledge, app.settings.error_target, |_| Home::Memory)?))
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
