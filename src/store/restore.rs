//! Restore: a backup becomes the database, after it was verified, and never under the feet of another process.
//!
//! A database that can still be opened is overwritten through SQLite, in one transaction under its exclusive lock: a
//! process that comes by meanwhile waits, and a crash halfway leaves the old one. One that is not a database any more is
//! moved aside. Either way what was there is kept beside, and an earlier one kept there is never overwritten.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};

use super::backup::{apart, copy, create, open, remove, sync_folder, write};
use super::backup_error::BackupError;
use super::verify::{Verified, begins_as_database, beside, verify};

/// How long to wait for other processes to let go of the database: a command ends by then, a service does not.
const PATIENCE: Duration = Duration::from_secs(2);
/// Replaced databases kept beside; whoever has so many should look at them.
const KEPT: usize = 100;

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Restored {
    /// Where the replaced database is kept; `None` where there was none.
    pub kept: Option<PathBuf>,
    /// The newest revision of the restored library.
    pub revision: Option<i64>,
    /// How many tokens are taken again.
    pub active_tokens: i64,
}

/// Makes the backup `file` the database at `db`. `before` runs once nothing stands in the way any more, and before
/// anything is replaced.
///
/// # Errors
/// When the file is not a whole database of ours, another process holds the database, or the disk refuses. Nothing is
/// changed then.
pub fn restore(file: &Path, db: &Path, before: impl FnOnce() -> std::io::Result<()>) -> Result<Restored, BackupError> {
    apart(db, file)?;
    let verified = verify(file)?;
    let (revision, active_tokens) = says(&verified.connection).map_err(BackupError::sqlite(file))?;
    let kept = match hold(db)? {
        Some(connection) => over(&verified, db, connection, before)?,
        None => in_place_of(&verified, file, db, before)?,
    };
    sync_folder(db)?;
    Ok(Restored { kept, revision, active_tokens })
}

/// What a person wants to know of a backup.
fn says(backup: &Connection) -> rusqlite::Result<(Option<i64>, i64)> {
    let revision = backup.query_row("SELECT max(id) FROM revision", [], |row| row.get(0))?;
    let tokens: i64 = backup.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'token'", [], |row| row.get(0))?;
    let active = "SELECT count(*) FROM token WHERE revoked_at IS NULL";
    let active = if tokens == 0 { 0 } else { backup.query_row(active, [], |row| row.get(0))? };
    Ok((revision, active))
}

/// Opens the database and holds it exclusively for as long as the connection lives; `None` where there is none, or
/// nothing that SQLite could open.
fn hold(db: &Path) -> Result<Option<Connection>, BackupError> {
    if db.symlink_metadata().is_err() || !begins_as_database(db).map_err(BackupError::io(db))? {
        return Ok(None);
    }
    let connection = open(db)?;
    match lock(&connection) {
        Ok(()) => Ok(Some(connection)),
        Err(source) => match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Err(BackupError::InUse { path: db.to_owned() }),
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Ok(None),
            _ => Err(BackupError::Sqlite { path: db.to_owned(), source }),
        },
    }
}

/// Leaving the write-ahead log takes it in, removes it, and is refused while another process has the database open.
fn lock(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    for pragma in ["locking_mode = EXCLUSIVE", "journal_mode = DELETE"] {
        connection.query_row(&format!("PRAGMA {pragma}"), [], |_| Ok(()))?;
    }
    connection.execute_batch("BEGIN EXCLUSIVE; COMMIT")
}

/// Overwrites a database that is held, after a copy of it is kept.
fn over(
    verified: &Verified,
    db: &Path,
    mut held: Connection,
    before: impl FnOnce() -> std::io::Result<()>,
) -> Result<Option<PathBuf>, BackupError> {
    let kept = free_name(db)?;
    let mut copied = create(&kept)?;
    copy(&held, &mut copied, db)?;
    closed(copied, &kept)?;
    before().map_err(BackupError::io(db))?;
    copy(&verified.connection, &mut held, db)?;
    closed(held, db)?;
    Ok(Some(kept))
}

/// Puts the backup where there is no database, or something that is not one any more, which is moved aside.
fn in_place_of(
    verified: &Verified,
    file: &Path,
    db: &Path,
    before: impl FnOnce() -> std::io::Result<()>,
) -> Result<Option<PathBuf>, BackupError> {
    let coming = beside(db, ".restoring");
    apart(file, &coming)?;
    write(&verified.connection, file, &coming)?;
    before().map_err(BackupError::io(db))?;
    let kept = if db.symlink_metadata().is_ok() { Some(free_name(db)?) } else { None };
    for suffix in ["-wal", "-shm", "-journal"] {
        match &kept {
            // A log may hold what its database has lost.
            Some(kept) if beside(db, suffix).is_file() => {
                fs::rename(beside(db, suffix), beside(kept, suffix)).map_err(BackupError::io(db))?;
            }
            _ => remove(&beside(db, suffix))?,
        }
    }
    if let Some(kept) = &kept {
        fs::rename(db, kept).map_err(BackupError::io(db))?;
    }
    fs::rename(&coming, db).map_err(BackupError::io(db))?;
    Ok(kept)
}

fn closed(connection: Connection, path: &Path) -> Result<(), BackupError> {
    connection.close().map_err(|(_, source)| BackupError::Sqlite { path: path.to_owned(), source })
}

/// The first name beside the database that no replaced one has yet.
fn free_name(db: &Path) -> Result<PathBuf, BackupError> {
    let names = (1..=KEPT).map(|nth| if nth == 1 { ".before-restore".to_owned() } else { format!(".before-restore-{nth}") });
    let free = names.map(|name| beside(db, &name)).find(|path| path.symlink_metadata().is_err());
    free.ok_or_else(|| BackupError::Exists { path: beside(db, ".before-restore") })
}
