//! The plan of a run: what was asked for and with which knowledge it is answered, fixed when the run begins, so that it
//! goes on with the same after a stop.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::RunError;
use super::file_names;
use super::folder::{self, Folder};

/// The version of the shape below.
const VERSION: u32 = 1;

/// A run's plan, as it stands in `run.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunPlan {
    /// The version of this shape.
    pub version: u32,
    /// The run's name: a digest of its input, its knowledge and its settings. Equal runs have the same.
    pub id: String,
    /// The file that is judged.
    pub input: PathBuf,
    /// What is known of it.
    pub source: InputFile,
    /// What the run is compared with, if not with the input's own labels.
    pub before: Option<InputFile>,
    /// How columns were mapped: `text=投诉内容`.
    pub map: Vec<String>,
    /// The knowledge it is answered with.
    pub knowledge: RunKnowledge,
    /// Whether results are written as CSV, too.
    pub csv: bool,
    /// Whether results are written as a workbook, too.
    pub xlsx: bool,
    /// Tickets that changed after this are not overwritten by `apply`.
    pub mark: StartMark,
}

/// A file that is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// Its name, without the folder.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// `JSON Lines`, `JSON`, `CSV`, `XLSX`, or `results` of a run.
    pub format: String,
    /// Its encoding.
    pub encoding: String,
    /// What its columns were taken for.
    pub columns: Vec<String>,
}

/// The knowledge a run is answered with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunKnowledge {
    /// The library's revision.
    pub revision: i64,
    /// When that was made, RFC 3339.
    pub revised_at: String,
    /// Cases taught up to this instant count, RFC 3339.
    pub cases_until: String,
    /// Digest of the cases.
    pub cases: String,
    /// How many entries and cases it learned from, and how it judges.
    pub model: String,
    /// Fingerprint of normalisation and dictionary.
    pub analyzer: String,
    /// The share of wrong answers the operator accepts.
    pub error_target: f64,
    /// From which confidence on a first choice is an answer.
    pub answer_from: f64,
    /// The version of the program.
    pub program: String,
}

/// The state of the tickets when a run began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartMark {
    /// The newest ticket's row.
    pub newest: i64,
    /// The number of the last change.
    pub change: i64,
}

impl RunPlan {
    /// A plan that says nothing, for results that came without one.
    pub(super) fn of_nothing() -> RunPlan {
        RunPlan {
            version: VERSION,
            id: String::new(),
            input: PathBuf::new(),
            source: InputFile::default(),
            before: None,
            map: Vec::new(),
            knowledge: RunKnowledge::default(),
            csv: false,
            xlsx: false,
            mark: StartMark::default(),
        }
    }

    /// The plan with its name.
    pub(super) fn named(mut self) -> RunPlan {
        self.version = VERSION;
        let cases = (&self.knowledge.revision, &self.knowledge.cases, &self.knowledge.analyzer, &self.knowledge.program);
        let sources = (&self.source, &self.before, &self.map);
        let settings = (self.knowledge.error_target, self.csv, self.xlsx);
        // Texts and numbers always have a JSON form.
        let whole = serde_json::to_vec(&(sources, cases, settings)).unwrap_or_default();
        self.id = super::digest::short(&whole);
        self
    }

    /// Reads the plan of a folder.
    ///
    /// # Errors
    /// When there is none, or none that this program understands.
    pub fn read(dir: &Path) -> Result<RunPlan, RunError> {
        let path = dir.join(file_names::PLAN);
        let text = fs::read(&path).map_err(folder::failed(&path))?;
        let plan: Option<RunPlan> = serde_json::from_slice(&text).ok();
        plan.filter(|plan| plan.version == VERSION).ok_or(RunError::OtherVersion { path, reason: None })
    }

    /// Writes it down.
    pub(super) fn keep(&self, folder: &Folder) -> Result<(), RunError> {
        folder.put_json(file_names::PLAN, self)
    }
}
