//! The results while they are being written: their own journal.
//!
//! Rows are appended in the order of the input, and every so often the disk is made to keep them. After a kill or a power
//! cut the longest beginning that is whole is kept, and the run goes on behind it: nothing else has to be remembered.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::app::AppError;
use crate::app::runs::file_names;
use crate::app::runs::folder::{self, Folder};

/// Rows after which the disk is made to keep what was written.
const SYNC: u64 = 4_096;

/// Whether a row of results is one that could not be judged.
pub(in crate::app::runs) fn is_problem(line: &[u8]) -> bool {
    serde_json::from_slice::<RowHead>(line).is_ok_and(|seen| seen.problem.is_some())
}

/// Results under way.
pub(in crate::app::runs) struct ResultsJournal {
    file: File,
    rows: u64,
    problems: u64,
    synced: u64,
}

/// What tells whether a row is whole and in its place.
#[derive(Deserialize)]
struct RowHead {
    row: u64,
    problem: Option<IgnoredAny>,
}

impl ResultsJournal {
    /// Opens the results of a run, keeps what is whole of them, and cuts off the rest.
    pub(in crate::app::runs) fn open(path: &Path) -> Result<ResultsJournal, AppError> {
        let failed = folder::failed(path);
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path);
        let mut file = file.map_err(&failed)?;
        let (mut rows, mut problems, mut whole) = (0, 0, 0_u64);
        let mut reader = BufReader::new(&file);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).map_err(&failed)? > 0 {
            let seen = line.strip_suffix(b"\n").and_then(|row| serde_json::from_slice::<RowHead>(row).ok());
            let Some(seen) = seen.filter(|seen| seen.row == rows + 1) else { break };
            rows = seen.row;
            problems += u64::from(seen.problem.is_some());
            whole += line.len() as u64;
            line.clear();
        }
        file.set_len(whole).map_err(&failed)?;
        file.seek(SeekFrom::Start(whole)).map_err(&failed)?;
        Ok(ResultsJournal { file, rows, problems, synced: rows })
    }

    /// Rows there are.
    pub(in crate::app::runs) fn rows(&self) -> u64 {
        self.rows
    }

    /// Those of them that could not be judged.
    pub(in crate::app::runs) fn problems(&self) -> u64 {
        self.problems
    }

    /// Appends rows, each with its line end.
    pub(in crate::app::runs) fn append(&mut self, lines: &[u8], rows: u64, problems: u64) -> std::io::Result<()> {
        self.file.write_all(lines)?;
        self.rows += rows;
        self.problems += problems;
        if self.rows >= self.synced + SYNC {
            self.sync()?;
        }
        Ok(())
    }

    /// Makes the disk keep what was written.
    pub(in crate::app::runs) fn sync(&mut self) -> std::io::Result<()> {
        self.synced = self.rows;
        self.file.sync_data()
    }

    /// Gives the results their name.
    pub(in crate::app::runs) fn finish(mut self, folder: &Folder) -> Result<(), AppError> {
        let (part, whole) = (folder.file(file_names::PART), folder.file(file_names::RESULTS));
        self.sync().map_err(folder::failed(&part))?;
        std::fs::rename(&part, &whole).map_err(folder::failed(&whole))?;
        folder.sync()
    }
}
