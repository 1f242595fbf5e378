//! Backup: one state of the database copied into one file, while others read and write.
//!
//! The copy is made through SQLite's backup interface in a single step, so that it is one consistent state however much
//! is written meanwhile; readers and writers do not wait for it. It is verified under another name before it takes its
//! own. Nothing in the database is changed, its schema least of all.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::backup_error::BackupError;
use super::verify::{begins_as_database, beside, verify};

/// How long another process may hold the database before we give up.
const BUSY: Duration = Duration::from_secs(10);
/// How long to wait before asking a database that is held again.
const PAUSE: Duration = Duration::from_millis(5);
/// Tickets and token hashes are nobody else's business.
const OWNER_ONLY: u32 = 0o600;

/// Copies the database at `db` to `file` and gives the copy's size in bytes. With `force` it replaces what is there.
///
/// # Errors
/// When there is no such database, the file is there already or is the database's own, or the disk refuses. The file
/// then is as it was.
pub fn backup(db: &Path, file: &Path, force: bool) -> Result<u64, BackupError> {
    if !db.is_file() {
        return Err(BackupError::NoDatabase { path: db.to_owned() });
    }
    let partial = beside(file, ".partial");
    apart(db, file)?;
    apart(db, &partial)?;
    if !force && file.symlink_metadata().is_ok() {
        return Err(BackupError::Exists { path: file.to_owned() });
    }
    if !begins_as_database(db).map_err(BackupError::io(db))? {
        return Err(BackupError::Unfit { path: db.to_owned(), why: "it is not a database".to_owned() });
    }
    let made = open(db).and_then(|source| write(&source, db, &partial)).and_then(|()| {
        let size = fs::metadata(&partial).map_err(BackupError::io(&partial))?.len();
        fs::rename(&partial, file).map_err(BackupError::io(file))?;
        sync_folder(file)?;
        Ok(size)
    });
    if made.is_err() {
        // What is left of it helps nobody; that it cannot be removed either is not a further news.
        let _ = fs::remove_file(&partial);
    }
    made
}

/// Opens a database that is there, without creating or migrating anything.
pub(super) fn open(db: &Path) -> Result<Connection, BackupError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(db, flags).map_err(BackupError::sqlite(db))?;
    connection.busy_timeout(BUSY).map_err(BackupError::sqlite(db))?;
    Ok(connection)
}

/// Creates an empty database that only its owner may read.
pub(super) fn create(path: &Path) -> Result<Connection, BackupError> {
    let made = OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(path);
    drop(made.map_err(BackupError::io(path))?);
    open(path)
}

/// Writes a copy of `source` (the database at `db`) as a new file under its passing name, and verifies it.
pub(super) fn write(source: &Connection, db: &Path, partial: &Path) -> Result<(), BackupError> {
    remove(partial)?;
    let mut target = create(partial)?;
    copy(source, &mut target, db)?;
    // One file, complete in itself: no log beside it.
    target.pragma_update(None, "journal_mode", "DELETE").map_err(BackupError::sqlite(partial))?;
    target.close().map_err(|(_, source)| BackupError::Sqlite { path: partial.to_owned(), source })?;
    drop(verify(partial)?);
    File::open(partial).and_then(|file| file.sync_all()).map_err(BackupError::io(partial))
}

/// Copies all of one database over another, as one state of it. `path` is the one a refusal is about.
pub(super) fn copy(source: &Connection, target: &mut Connection, path: &Path) -> Result<(), BackupError> {
    let copying = Backup::new(source, target).map_err(BackupError::sqlite(path))?;
    let begun = Instant::now();
    loop {
        match copying.step(-1).map_err(BackupError::sqlite(path))? {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked if begun.elapsed() >= BUSY => {
                return Err(BackupError::InUse { path: path.to_owned() });
            }
            _ => std::thread::sleep(PAUSE),
        }
    }
}

/// Refuses a file that is the database or one that SQLite keeps beside it, under whatever name.
pub(super) fn apart(db: &Path, file: &Path) -> Result<(), BackupError> {
    let identity = |path: &Path| fs::metadata(path).map(|meta| (meta.dev(), meta.ino())).ok();
    let own = ["", "-wal", "-shm", "-journal"].map(|suffix| beside(db, suffix));
    let is_own = |own: &Path| own == file || (identity(own).is_some() && identity(own) == identity(file));
    if own.iter().any(|own| is_own(own)) {
        return Err(BackupError::Itself { path: file.to_owned() });
    }
    Ok(())
}

/// Removes a file that may not be there.
pub(super) fn remove(path: &Path) -> Result<(), BackupError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(BackupError::Io { path: path.to_owned(), source: error })
        }
        _ => Ok(()),
    }
}

/// Makes the new name of a file survive a power cut.
pub(super) fn sync_folder(file: &Path) -> Result<(), BackupError> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(BackupError::io(folder))
}
