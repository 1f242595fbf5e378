//! How connections are opened: what they promise on power loss, and how long they wait.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode};

use super::StoreError;

/// How long a writer of another process may hold the database before we give up.
const BUSY: Duration = Duration::from_secs(10);

/// How long to wait before asking again for what SQLite itself does not wait for.
const PAUSE: Duration = Duration::from_millis(5);

/// A connection that syncs every commit: what was acknowledged survives a power cut. It changes nothing in the file,
/// which may turn out to be another program's.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    let failed = |source| StoreError::Open { path: path.to_owned(), source };
    let connection = Connection::open(path).map_err(failed)?;
    connection.busy_timeout(BUSY).map_err(failed)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    Ok(connection)
}

/// Switches the file to a write-ahead log, which it keeps. SQLite gives up at once when another process is switching.
pub(super) fn write_ahead(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let begun = Instant::now();
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(busy) if busy.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && begun.elapsed() < BUSY => {
                std::thread::sleep(PAUSE);
            }
            done => return done.map_err(|source| StoreError::Open { path: path.to_owned(), source }),
        }
    }
}
