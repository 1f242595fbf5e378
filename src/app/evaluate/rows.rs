//! Rows of JSON Lines. A malformed row is a Problem with its line; the others go on.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::app::AppError;
use fenzhen_engine::kb::Problem;

/// A labelled ticket. Columns it does not know are passed over: exports have more than we need.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct TicketRow {
    pub id: String,
    #[serde(default)]
    pub title: String,
    pub text: String,
    #[serde(default)]
    pub category: Option<String>,
    #[serde(default)]
    pub department: Option<String>,
}

/// An entry to be found.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct EntryRow {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub category: String,
    #[serde(default)]
    pub keywords: String,
    #[serde(default)]
    pub body: String,
    #[serde(default)]
    pub samples: Vec<String>,
}

/// A question and the entry that answers it.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct QuestionRow {
    pub id: String,
    pub text: String,
    pub entry: String,
}

/// The rows of a file, and what is wrong with the others.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<(Vec<T>, Vec<Problem>), AppError> {
    let io = |source| AppError::Io { path: path.display().to_string(), source };
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for (line, number) in BufReader::new(File::open(path).map_err(io)?).split(b'\n').zip(1u32..) {
        let line = line.map_err(io)?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice(&line) {
            Ok(row) => rows.push(row),
            Err(error) => problems.push(malformed(path, number, &error)),
        }
    }
    Ok((rows, problems))
}

fn malformed(path: &Path, line: u32, error: &serde_json::Error) -> Problem {
    let help = "each line is one JSON object; `fenzhen eval --help` names its keys";
    let problem = Problem::in_file("row-malformed", path.display().to_string(), error.to_string(), help);
    Problem { line: Some(line), ..problem }
}
