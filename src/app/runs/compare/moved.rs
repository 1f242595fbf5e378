//! The tickets that went from one label to another, page by page, read from the results as they stand.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use fenzhen_engine::kb::Labels;

use crate::app::App;
use crate::app::runs::folder;
use crate::app::runs::report::each_compared;
use crate::app::runs::row::ResultRow;
use crate::app::runs::service::status::RunsError;

use super::change::{Change, Changes};

/// Tickets of a page, at the most.
const MOST: usize = 200;

/// Which label is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The category.
    Category,
    /// The department.
    Department,
}

/// Which tickets to give.
#[derive(Debug, Clone, Default)]
pub struct MovedQuery {
    /// Those that went from one label to another, the empty one standing for none; all that moved if `None`.
    pub step: Option<(Asked, String, String)>,
    /// Where the page before ended.
    pub after: u64,
    /// How many.
    pub limit: usize,
}

/// Tickets that moved.
#[derive(Debug, Clone, Default)]
pub struct MovedPage {
    /// Their rows.
    pub rows: Vec<ResultRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<u64>,
}

impl MovedQuery {
    fn fits(&self, row: &ResultRow) -> bool {
        let Some(changes) = row.change else { return false };
        let Some((asked, from, to)) = &self.step else { return changes.is_news() };
        let before = row.before.clone().unwrap_or_default();
        let moved = label(*asked, &before, &row.labels(), changes);
        moved.is_some_and(|(before, after)| before == *from && after == *to)
    }
}

/// From what to what a label changed, if it did.
fn label(asked: Asked, before: &Labels, after: &Labels, changes: Changes) -> Option<(String, String)> {
    let (before, after, change) = match asked {
        Asked::Category => (&before.category, &after.category, changes.category),
        Asked::Department => (&before.department, &after.department, changes.department),
    };
    change.filter(|change| *change != Change::Same)?;
    Some((before.clone().unwrap_or_default(), after.clone().unwrap_or_default()))
}

impl App {
    /// Tickets of a run that moved, compared with what the run was compared with.
    ///
    /// # Errors
    /// When there is no such run, it has not ended, or its results cannot be read.
    pub fn moved_in_run(&self, key: &str, query: &MovedQuery) -> Result<MovedPage, RunsError> {
        let path = self.folder_of_done(key)?.join(folder::RESULTS);
        Ok(read(&path, query).map_err(folder::failed(&path))?)
    }

    /// Tickets that moved between two runs.
    ///
    /// # Errors
    /// Those of [`App::diff_runs`].
    pub fn moved_between(&self, before: &str, after: &str, query: &MovedQuery) -> Result<MovedPage, RunsError> {
        let (from, to) = (self.folder_of_done(before)?, self.folder_of_done(after)?);
        let mut page = MovedPage::default();
        let limit = query.limit.min(MOST);
        each_compared(&from, &to, &self.scratch(&to).0, |row| {
            if row.row <= query.after || page.next.is_some() || !query.fits(row) {
                return;
            }
            if page.rows.len() == limit {
                page.next = page.rows.last().map(|last| last.row);
            } else {
                page.rows.push(row.clone());
            }
        })?;
        Ok(page)
    }
}

/// Reads from where the page before ended, so that later pages cost no more than the first.
fn read(path: &Path, query: &MovedQuery) -> std::io::Result<MovedPage> {
    let mut file = File::open(path)?;
    let mut at = query.after;
    if at > 0 {
        // Only behind a whole row; whoever asks for another place begins at the beginning.
        let mut last = [0];
        file.seek(SeekFrom::Start(at - 1))?;
        if file.read(&mut last)? == 0 || last != *b"\n" {
            (at, _) = (file.seek(SeekFrom::Start(0))?, last);
        }
    }
    let (mut reader, mut line, mut page) = (BufReader::new(file), Vec::new(), MovedPage::default());
    while reader.read_until(b'\n', &mut line)? > 0 {
        if let Some(row) = serde_json::from_slice::<ResultRow>(&line).ok().filter(|row| query.fits(row)) {
            if page.rows.len() == query.limit.min(MOST) {
                page.next = Some(at);
                break;
            }
            page.rows.push(row);
        }
        at += line.len() as u64;
        line.clear();
    }
    Ok(page)
}
