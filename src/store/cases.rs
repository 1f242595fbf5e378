//! Cases: confirmed tickets the model learns from, with who taught and who revoked them.
//!
//! A case is appended and at most once revoked; it is never changed otherwise and never deleted.

use fenzhen_engine::kb::{Case, Labels};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::instant::{AsText, AsTextToMillis};
use super::{ReadDao, StoreError, WriteDao};

/// The most cases of one complaint that are looked at.
const MOST_ALIKE: i64 = 1_000;

/// A case to be appended.
#[derive(Debug)]
pub struct NewCase<'a> {
    /// The row of the ticket it comes from.
    pub ticket: Option<i64>,
    /// The ticket's title; may be empty.
    pub title: &'a str,
    /// The ticket's text.
    pub text: &'a str,
    /// What it turned out to be.
    pub labels: &'a Labels,
    /// A digest that equal complaints share.
    pub digest: &'a [u8],
    /// The case it takes the place of.
    pub replaces: Option<i64>,
    /// Who says so.
    pub taught_by: &'a str,
    /// When; kept to the millisecond.
    pub taught_at: Timestamp,
}

/// A case on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaughtCase {
    /// Its number.
    pub id: i64,
    /// The id of the ticket it comes from, where that was kept.
    pub ticket: Option<String>,
    /// The ticket's title.
    pub title: String,
    /// The ticket's text.
    pub text: String,
    /// What it turned out to be.
    pub labels: Labels,
    /// The case it took the place of.
    pub replaces: Option<i64>,
    /// Who taught it.
    pub taught_by: String,
    /// When; kept to the millisecond.
    pub taught_at: Timestamp,
    /// Who revoked it.
    pub revoked_by: Option<String>,
    /// When; kept to the millisecond.
    pub revoked_at: Option<Timestamp>,
    /// Why, where they said so.
    pub revoked_because: Option<String>,
}

/// Which cases; what is left out does not matter.
#[derive(Debug, Clone, Default)]
pub struct CaseQuery {
    /// Only those older than this case.
    pub before: Option<i64>,
    /// Whether revoked ones count.
    pub with_revoked: bool,
    /// Only those of this entry.
    pub entry: Option<String>,
    /// Only those of this category or one below it.
    pub category: Option<String>,
    /// Only those that this person taught.
    pub taught_by: Option<String>,
}

/// Changes whenever a case is added or revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseMark {
    newest: i64,
    revoked: i64,
}

const COLUMNS: &str = "SELECT c.id, t.key, c.title, c.text, c.category, c.department, c.entry, c.replaces,
                              c.taught_by, c.taught_at, c.revoked_by, c.revoked_at, c.revoked_because
                       FROM taught_case AS c LEFT JOIN ticket AS t ON t.id = c.ticket";

fn taught(row: &Row<'_>) -> rusqlite::Result<TaughtCase> {
    Ok(TaughtCase {
        id: row.get(0)?,
        ticket: row.get(1)?,
        title: row.get(2)?,
        text: row.get(3)?,
        labels: Labels { category: row.get(4)?, department: row.get(5)?, entry: row.get(6)? },
        replaces: row.get(7)?,
        taught_by: row.get(8)?,
        taught_at: row.get::<_, AsText>(9)?.0,
        revoked_by: row.get(10)?,
        revoked_at: row.get::<_, Option<AsText>>(11)?.map(|at| at.0),
        revoked_because: row.get(12)?,
    })
}

/// A case to learn from.
fn case(row: &Row<'_>) -> rusqlite::Result<Case> {
    let id = format!("case/{}", row.get::<_, i64>(0)?);
    let (title, text) = (row.get(1)?, row.get(2)?);
    let labels = Labels { category: row.get(3)?, department: row.get(4)?, entry: row.get(5)? };
    Ok(Case { id, title, text, labels })
}

impl ReadDao<'_> {
    /// The case with this number.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn case(&self, id: i64) -> Result<Option<TaughtCase>, StoreError> {
        Ok(self.0.prepare_cached(&format!("{COLUMNS} WHERE c.id = ?1"))?.query_row([id], taught).optional()?)
    }

    /// At most `limit` of the cases that are asked for, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn cases(&self, query: &CaseQuery, limit: usize) -> Result<Vec<TaughtCase>, StoreError> {
        let sql = format!(
            "{COLUMNS} WHERE c.id < ?1 AND (?2 OR c.revoked_at IS NULL) AND (?4 IS NULL OR c.entry = ?4)
                 AND (?5 IS NULL OR c.category = ?5 OR substr(c.category, 1, length(?5) + 1) = ?5 || '/')
                 AND (?6 IS NULL OR c.taught_by = ?6)
             ORDER BY c.id DESC LIMIT ?3"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let CaseQuery { before, with_revoked, entry, category, taught_by } = query;
        let mut statement = self.0.prepare_cached(&sql)?;
        let asked = params![before.unwrap_or(i64::MAX), with_revoked, limit, entry, category, taught_by];
        let cases = statement.query_map(asked, taught)?;
        Ok(cases.collect::<Result<_, _>>()?)
    }

    /// The active cases of the same complaint, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn active_cases_like(&self, digest: &[u8]) -> Result<Vec<TaughtCase>, StoreError> {
        let sql = format!("{COLUMNS} WHERE c.digest = ?1 AND c.revoked_at IS NULL ORDER BY c.id DESC LIMIT ?2");
        let mut statement = self.0.prepare_cached(&sql)?;
        let cases = statement.query_map(params![digest, MOST_ALIKE], taught)?;
        Ok(cases.collect::<Result<_, _>>()?)
    }

    /// The newest `limit` active cases to learn from, oldest first, named `case/17`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn active_cases(&self, limit: usize) -> Result<Vec<Case>, StoreError> {
        let sql = "SELECT id, title, text, category, department, entry FROM taught_case
                   WHERE revoked_at IS NULL ORDER BY id DESC LIMIT ?1";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], case)?;
        let mut cases = rows.collect::<Result<Vec<_>, _>>()?;
        cases.reverse();
        Ok(cases)
    }

    /// The newest `limit` cases that were active at the instant `until`, to the millisecond, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn cases_active_at(&self, until: Timestamp, limit: usize) -> Result<Vec<Case>, StoreError> {
        let sql = "SELECT id, title, text, category, department, entry FROM taught_case
                   WHERE taught_at <= ?1 AND (revoked_at IS NULL OR revoked_at > ?1) ORDER BY id DESC LIMIT ?2";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map(params![AsTextToMillis(until), i64::try_from(limit).unwrap_or(i64::MAX)], case)?;
        let mut cases = rows.collect::<Result<Vec<_>, _>>()?;
        cases.reverse();
        Ok(cases)
    }

    /// What tells whether cases were added or revoked since, by this process or another.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn case_mark(&self) -> Result<CaseMark, StoreError> {
        let sql = "SELECT coalesce(max(id), 0), count(revoked_at) FROM taught_case";
        let mut statement = self.0.prepare_cached(sql)?;
        Ok(statement.query_row([], |row| Ok(CaseMark { newest: row.get(0)?, revoked: row.get(1)? }))?)
    }
}

impl WriteDao<'_> {
    /// Appends a case and gives its number.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn append_case(&self, case: &NewCase<'_>) -> Result<i64, StoreError> {
        let sql =
            "INSERT INTO taught_case (ticket, title, text, category, department, entry, digest, replaces, taught_by, taught_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let Labels { category, department, entry } = case.labels;
        self.0.prepare_cached(sql)?.execute(params![
            case.ticket,
            case.title,
            case.text,
            category,
            department,
            entry,
            case.digest,
            case.replaces,
            case.taught_by,
            AsTextToMillis(case.taught_at)
        ])?;
        Ok(self.0.last_insert_rowid())
    }

    /// Revokes a case; `false` where there is no such case or it was revoked before.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn revoke_case(&self, id: i64, by: &str, because: Option<&str>, at: Timestamp) -> Result<bool, StoreError> {
        let sql = "UPDATE taught_case SET revoked_by = ?2, revoked_at = ?3, revoked_because = ?4
                   WHERE id = ?1 AND revoked_at IS NULL";
        Ok(self.0.prepare_cached(sql)?.execute(params![id, by, AsTextToMillis(at), because])? == 1)
    }
}
