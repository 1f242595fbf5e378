//! Numbered migrations, applied once each in order, all in one transaction.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// Migration `n` (from 1) brings the schema from version n-1 to n. One that was released is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_knowledge.sql"),
    include_str!("migrations/0002_curation.sql"),
    include_str!("migrations/0003_batch.sql"),
    include_str!("migrations/0004_tickets.sql"),
    include_str!("migrations/0005_webhooks_alarms_measures.sql"),
    include_str!("migrations/0006_case_reasons.sql"),
];

/// "fznz" in ASCII: tells our files from other programs' databases.
pub(super) const APPLICATION_ID: i64 = 0x667a_6e7a;

/// The newest schema version this program knows.
pub(super) const KNOWN: i64 = MIGRATIONS.len() as i64;

/// Brings the schema to the newest version.
pub(super) fn apply(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let known = KNOWN;
    // Immediate, so that two programs starting at once do not both migrate.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate);
    let transaction = transaction.map_err(|source| StoreError::Open { path: path.to_owned(), source })?;
    let found: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let owner: i64 = transaction.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if owner != APPLICATION_ID && tables > 0 {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    if found > known {
        return Err(StoreError::Newer { path: path.to_owned(), found, known });
    }
    if found == known {
        return Ok(());
    }
    for sql in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(sql)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}
