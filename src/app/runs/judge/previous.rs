//! The previous judgements a run is compared with, found by the ticket's id.
//!
//! Whatever they came from (results of an earlier run, or any backlog with labels), they are first written into the run's
//! own folder in one shape, so that a resumed run sees what the first one saw. In memory there is an index only: 24 bytes
//! a ticket.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use fenzhen_engine::kb::Labels;
use serde::{Deserialize, Serialize};

use crate::app::runs::folder;
use crate::app::runs::read::{Backlog, LONGEST_ROW, Mapping};
use crate::app::runs::row::{Evidence, ResultRow};
use crate::app::{AppError, RequestError};

/// What a ticket was taken for, and why where that is known.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::app::runs) struct Judgement {
    /// The ticket's id, or its place in the input where it has none.
    pub key: String,
    pub labels: Labels,
    #[serde(default)]
    pub evidence: Evidence,
}

/// Judgements in a file, by the ticket's key.
pub(in crate::app::runs) struct Previous {
    file: File,
    /// Hash of the key, where its line begins and how long it is; sorted.
    index: Vec<(u64, u64, u32)>,
}

/// How a ticket is found again: by its id, else by its place.
pub(in crate::app::runs) fn key(id: Option<&str>, row: u64) -> String {
    id.map_or_else(|| format!("\u{1}{row}"), str::to_owned)
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The results in `path`: the file itself, or that of a run's folder.
pub(in crate::app::runs) fn results_of(path: &Path) -> PathBuf {
    if path.is_dir() { path.join(folder::RESULTS) } else { path.to_owned() }
}

/// Whether a file holds results of a run rather than a backlog.
pub(in crate::app::runs) fn is_results(path: &Path) -> io::Result<bool> {
    let mut first = Vec::new();
    // No line of results is longer.
    BufReader::new(File::open(path)?.take(LONGEST_ROW as u64)).read_until(b'\n', &mut first)?;
    Ok(serde_json::from_slice::<ResultRow>(&first).is_ok_and(|row| !row.outcome.is_empty() || row.problem.is_some()))
}

/// Writes the judgements of `path` into `into`, and gives how many there are.
pub(in crate::app::runs) fn gather(path: &Path, mapping: &Mapping, into: &Path) -> Result<u64, AppError> {
    let io = |source| AppError::Io { path: path.display().to_string(), source };
    let mut out = BufWriter::new(folder::create(into)?);
    let mut count = 0;
    let mut keep = |judgement: &Judgement| {
        count += 1;
        serde_json::to_writer(&mut out, judgement).map_err(io::Error::from).and_then(|()| out.write_all(b"\n"))
    };
    if is_results(path).map_err(io)? {
        let mut reader = BufReader::new(File::open(path).map_err(io)?);
        let (mut line, mut number) = (Vec::new(), 0_u64);
        while reader.by_ref().take(LONGEST_ROW as u64).read_until(b'\n', &mut line).map_err(io)? > 0 {
            number += 1;
            let row: ResultRow = serde_json::from_slice(&line).map_err(|error| {
                let message = format!("{}:{number}: this is no row of results: {error}", path.display());
                RequestError { code: "broken-results", field: "before", message, help: "name the results of a finished run" }
            })?;
            if row.problem.is_none() {
                let key = key(row.id.as_deref(), row.row);
                keep(&Judgement { key, labels: row.labels(), evidence: row.evidence }).map_err(io)?;
            }
            line.clear();
        }
    } else {
        let mut backlog = Backlog::open(path, mapping)?;
        let shape = backlog.shape();
        let mut number = 0;
        while let Some(placed) = backlog.next_row().map_err(io)? {
            number += 1;
            if let Ok(ticket) = shape.ticket(placed.raw)
                && !ticket.labels.is_empty()
            {
                let key = key(ticket.id.as_deref(), number);
                keep(&Judgement { key, labels: ticket.labels, evidence: Evidence::default() }).map_err(io)?;
            }
        }
    }
    if count == 0 {
        let message = format!("{} says of no ticket what it was taken for", path.display());
        let help = "name results of a run, or a file with a column category or department";
        return Err(RequestError { code: "nothing-before", field: "before", message, help }.into());
    }
    out.flush().map_err(io)?;
    Ok(count)
}

impl Previous {
    /// Opens judgements that were gathered.
    pub(in crate::app::runs) fn open(path: &Path) -> Result<Previous, AppError> {
        let io = |source| AppError::Io { path: path.display().to_string(), source };
        let file = File::open(path).map_err(io)?;
        let (mut index, mut offset) = (Vec::new(), 0_u64);
        let mut reader = BufReader::new(&file);
        let mut line = Vec::new();
        #[derive(Deserialize)]
        struct Key {
            key: String,
        }
        while reader.read_until(b'\n', &mut line).map_err(io)? > 0 {
            if let Ok(Key { key }) = serde_json::from_slice(&line) {
                index.push((hash(&key), offset, u32::try_from(line.len()).unwrap_or(u32::MAX)));
            }
            offset += line.len() as u64;
            line.clear();
        }
        index.sort_unstable();
        Ok(Previous { file, index })
    }

    /// How many there are.
    pub(in crate::app::runs) fn len(&self) -> u64 {
        self.index.len() as u64
    }

    /// The judgement under a key; of several the last.
    pub(in crate::app::runs) fn find(&self, key: &str) -> io::Result<Option<Judgement>> {
        let wanted = hash(key);
        let begins = self.index.partition_point(|(hash, ..)| *hash < wanted);
        let same = self.index[begins..].iter().take_while(|(hash, ..)| *hash == wanted);
        for (_, offset, length) in same.collect::<Vec<_>>().into_iter().rev() {
            let mut line = vec![0; *length as usize];
            self.file.read_exact_at(&mut line, *offset)?;
            if let Ok(judgement) = serde_json::from_slice::<Judgement>(&line)
                && judgement.key == key
            {
                return Ok(Some(judgement));
            }
        }
        Ok(None)
    }
}
