//! Store: the one SQLite file that holds what we know and what happened.
//!
//! All access goes through [`Store::read`] and [`Store::write`], closures over a DAO; every write is one transaction.
//! Knowledge is kept as revisions of the pack's files and only ever appended to (the schema itself refuses anything
//! else). Nothing here parses entries, searches or computes; what is computed never comes back here.

mod alarms;
mod applications;
mod backup;
mod backup_error;
mod becomes;
mod cases;
mod connection;
mod error;
mod feedback;
mod group;
mod history;
mod idempotency;
mod imports;
mod instant;
mod knowledge;
mod migrations;
mod queue;
mod report;
mod restore;
mod rewrite;
mod runs;
mod ticket_projection;
mod tickets;
mod tokens;
mod verify;
mod waivers;
mod webhooks;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use alarms::{Alarm, Dimension};
pub use applications::{Application, Applied, LifeNow, Named, TicketMark, TicketNow, TicketState};
pub use backup::backup;
pub use backup_error::BackupError;
pub use becomes::{Becomes, Rewrite, RewriteEvent, TicketText};
pub use cases::{CaseMark, CaseQuery, NewCase, TaughtCase};
pub use error::StoreError;
pub use feedback::NewFeedback;
pub use group::GroupWriter;
pub use history::{Drift, FileState};
pub use idempotency::Recorded;
pub use knowledge::{Change, Revision};
pub use queue::{MOST as MOST_QUEUED, OpenTickets, QueueFilter, Queued};
pub use report::{Measure, ReportedTicket};
pub use restore::{Restored, restore};
pub use rewrite::{Outdated, RewriteDao, Rewriting};
pub use runs::RunRecord;
pub use ticket_projection::{NewEvent, NewRegistration, RepeatCandidate, StoredEvent, TicketProjection};
pub use tickets::JudgedTicket;
pub use tokens::Token;
pub use verify::beside;
pub use waivers::Waiver;
pub use webhooks::{Delivery, MOST as MOST_WEBHOOKS, Webhook};

/// Idle read connections kept for the next reader.
const IDLE_READERS: usize = 8;

/// The database: one writer at a time, readers beside it that never wait for it (write-ahead log).
pub struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
    idle: Mutex<Vec<Connection>>,
}

/// What a reader may ask. Made by [`Store::read`].
pub struct ReadDao<'a>(pub(super) &'a Connection);

/// What a writer may ask and change. Made by [`Store::write`].
pub struct WriteDao<'a>(pub(super) &'a Transaction<'a>);

impl WriteDao<'_> {
    /// Reading inside the transaction.
    #[must_use]
    pub fn read(&self) -> ReadDao<'_> {
        ReadDao(self.0)
    }
}

impl Store {
    /// Opens or creates the database and brings its schema up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, is not a database of ours, is damaged, or was made by a newer version.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let mut writer = connection::open(path)?;
        migrations::apply(&mut writer, path)?;
        connection::write_ahead(&writer, path)?;
        Ok(Store { path: path.to_owned(), writer: Mutex::new(writer), idle: Mutex::default() })
    }

    /// Where the database is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs a reader against one consistent state of the database.
    ///
    /// # Errors
    /// Those of the closure, and when no connection can be opened.
    pub fn read<T>(&self, ask: impl FnOnce(&ReadDao<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = idle.map_or_else(|| connection::open(&self.path), Ok)?;
        let transaction = connection.transaction()?;
        let answer = ask(&ReadDao(&transaction));
        drop(transaction);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_READERS {
            idle.push(connection);
        }
        answer
    }

    /// Runs a writer in one transaction: all of it is kept, or on an error none.
    ///
    /// # Errors
    /// Those of the closure, and when the transaction cannot be kept.
    pub fn write<T>(&self, change: impl FnOnce(&WriteDao<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.write_or(change)
    }

    /// The same for a writer that can fail for reasons of its own, such as a file it reads.
    ///
    /// # Errors
    /// Those of the closure, and when the transaction cannot be kept.
    pub fn write_or<T, E: From<StoreError>>(&self, change: impl FnOnce(&WriteDao<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let answer = change(&WriteDao(&transaction))?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(answer)
    }
}
