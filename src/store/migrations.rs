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
    include_str!("migrations/0007_ticket_origin.sql"),
    include_str!("migrations/0008_idempotency.sql"),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A database as the first `version` migrations left it.
    fn of_version(version: usize) -> Connection {
        let connection = Connection::open_in_memory().expect("a database");
        connection.pragma_update(None, "foreign_keys", true).expect("a pragma");
        for sql in &MIGRATIONS[..version] {
            connection.execute_batch(sql).expect("a migration");
        }
        if version > 0 {
            connection.pragma_update(None, "application_id", APPLICATION_ID).expect("a pragma");
            connection.pragma_update(None, "user_version", i64::try_from(version).expect("a number")).expect("a pragma");
        }
        connection
    }

    fn all(connection: &Connection, sql: &str) -> Vec<String> {
        let mut statement = connection.prepare(sql).expect("SQL");
        statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("texts")
    }

    #[test]
    fn each_old_schema_upgraded_is_the_fresh_one() {
        let schema = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";
        let mut fresh = of_version(0);
        apply(&mut fresh, Path::new("fresh.db")).expect("it is made");
        for version in 1..=MIGRATIONS.len() {
            let mut old = of_version(version);
            apply(&mut old, Path::new("old.db")).expect("it is upgraded");
            assert_eq!(all(&old, schema), all(&fresh, schema), "version {version}");
        }
    }

    #[test]
    fn keys_of_before_stay_known_each_with_its_kind_of_request() {
        let mut old = of_version(6);
        old.execute_batch(
            "INSERT INTO feedback (id, idempotency_key, request, answer, verdict, author, at)
             VALUES (3, 'k', x'01', '{\"a\":1}', 'rejected', 'li', '2026-01-01T00:00:00.000Z'),
                    (5, NULL, x'02', '{}', 'accepted', 'wang', '2026-01-02T00:00:00.000Z');
             INSERT INTO answered_request VALUES ('k', x'03', '{\"b\":2}');",
        )
        .expect("rows of before");
        apply(&mut old, Path::new("old.db")).expect("it is upgraded");
        let keys = "SELECT scope || ' ' || key || ' ' || hex(request) || ' ' || answer FROM idempotent_request ORDER BY scope";
        assert_eq!(all(&old, keys), ["feedback k 01 {\"a\":1}", "tickets k 03 {\"b\":2}"]);
        let said = "SELECT id || ' ' || verdict || ' ' || author FROM feedback ORDER BY id";
        assert_eq!(all(&old, said), ["3 rejected li", "5 accepted wang"]);
    }
}
