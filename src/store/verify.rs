//! Verifying a file before it becomes, or counts as, a database of ours. It is opened as something that never changes,
//! so that not a byte of it, and no file beside it, is touched.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::backup_error::BackupError;
use super::migrations::{APPLICATION_ID, KNOWN};

/// How a SQLite file begins.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// The shortest a database can be: one page of the smallest size.
const SHORTEST: u64 = 512;

/// A backup that can be brought back, opened for reading.
pub(super) struct Verified {
    /// Reads it.
    pub connection: Connection,
}

/// Opens `path` and checks whose it is, how new its schema is, and that every page and reference is whole.
pub(super) fn verify(path: &Path) -> Result<Verified, BackupError> {
    let unfit = |why: String| BackupError::Unfit { path: path.to_owned(), why };
    let size = fs::metadata(path).map_err(BackupError::io(path))?.len();
    if size < SHORTEST || !begins_as_database(path).map_err(BackupError::io(path))? {
        return Err(unfit("it is not a database".to_owned()));
    }
    let log = beside(path, "-wal");
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        let why = format!("{} belongs to it and holds more; take the file with `fenzhen backup`", log.display());
        return Err(unfit(why));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(unchanging(path), flags).map_err(BackupError::sqlite(path))?;
    match faults(&connection, size) {
        Ok(None) => Ok(Verified { connection }),
        Ok(Some(why)) => Err(unfit(why)),
        Err(error) => Err(unfit(format!("it is damaged ({error})"))),
    }
}

/// What keeps it from being a database of ours, if anything.
fn faults(connection: &Connection, size: u64) -> rusqlite::Result<Option<String>> {
    let number = |pragma: &str| connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0));
    let version = number("user_version")?;
    if number("application_id")? != APPLICATION_ID || version < 1 {
        return Ok(Some("it is a database of another program".to_owned()));
    }
    if version > KNOWN {
        let why = format!("it was made by a newer version of fenzhen (schema {version}, this one knows up to {KNOWN})");
        return Ok(Some(why));
    }
    let pages = number("page_count")?.saturating_mul(number("page_size")?);
    if u64::try_from(pages).unwrap_or(0) != size {
        return Ok(Some(format!("it has {size} bytes and should have {pages}: it was cut off or added to")));
    }
    let found: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if found != "ok" {
        return Ok(Some(format!("it is damaged ({})", found.trim())));
    }
    let dangling: i64 = connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    Ok((dangling > 0).then(|| format!("{dangling} of its rows refer to what is not there")))
}

/// Whether a file begins as every database does. SQLite alone would take an empty file for an empty database.
pub(super) fn begins_as_database(path: &Path) -> std::io::Result<bool> {
    use std::io::Read;
    let mut head = Vec::new();
    fs::File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut head)?;
    Ok(head == MAGIC)
}

/// The name of what is kept beside a file: its own with a suffix, such as `fenzhen.db-wal` or `fenzhen.db.index`.
#[must_use]
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A file's address for SQLite as one that nobody writes to.
fn unchanging(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut address = "file:".to_owned();
    for byte in absolute.as_os_str().as_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => address.push(char::from(*byte)),
            // Writing to a String cannot fail.
            other => drop(write!(address, "%{other:02X}")),
        }
    }
    address + "?immutable=1"
}
