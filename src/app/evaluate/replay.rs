//! Replay: labelled rows as feedback in their order, to see how accuracy grows with what was taught.
//!
//! Every row is judged before it is learned (prequential evaluation), by a snapshot of the rows before it. A file that is
//! sorted by label says little in its own order: no label is known before its first row. Such a file is to be mixed.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::app::AppError;
use fenzhen_engine::kb::Problem;

use super::rows::{self, TicketRow};
use super::run::{Label, case, judge_rows, snapshot};

/// How the rows after the first `seen` were judged by what those taught.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Learned {
    /// Rows learned.
    pub seen: usize,
    /// Rows judged next.
    pub n: usize,
    /// Share of those judged right.
    pub accuracy: f64,
}

/// In which order rows are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the file.
    Given,
    /// By a digest of id and text: mixed, and the same every time.
    Mixed,
}

/// Replays the rows of a file that have the label, training again after every `every` rows; `report` gets each step.
/// `progress` is called once a judged row. Gives what is wrong with the other rows.
///
/// # Errors
/// When the file cannot be read, a snapshot cannot be built, or `report` fails.
pub fn replay<E: From<AppError>>(
    path: &Path,
    label: Label,
    order: Order,
    every: usize,
    progress: &(dyn Fn() + Sync),
    mut report: impl FnMut(Learned) -> Result<(), E>,
) -> Result<Vec<Problem>, E> {
    let (mut rows, problems) = rows::read::<TicketRow>(path)?;
    rows.retain(|row| label.of(row).is_some());
    if order == Order::Mixed {
        rows.sort_by_cached_key(|row| Sha256::digest(format!("{}\n{}", row.id, row.text)));
    }
    let every = every.max(1);
    for (nth, next) in rows.chunks(every).enumerate() {
        let seen = nth * every;
        let taught = rows.iter().take(seen).cloned().map(case).collect();
        let judged = judge_rows(&snapshot(Vec::new(), taught)?, next, label, progress)?;
        let right = judged.iter().filter(|j| j.predicted == j.wanted).count();
        let accuracy = (right as f64 / judged.len() as f64 * 1e4).round() / 1e4;
        report(Learned { seen, n: judged.len(), accuracy })?;
    }
    Ok(problems)
}
