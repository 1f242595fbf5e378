//! Grouped writes: many small changes, each whole or not at all, kept by one sync of the disk.
//!
//! One thread takes what waits (at most 256 changes), runs each inside a savepoint of one transaction, and answers all of
//! them after its commit. While the disk syncs, the next changes gather. A change that fails, or panics, is undone alone.
//! Nobody is told that something is kept before it is; when the commit itself fails, nobody's change was. While another
//! program holds the database, changes wait for it, within a bound, and then are told why they were not kept.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::{Store, StoreError, WriteDao};

/// Changes that may wait for the writer; whoever comes then waits at the door.
const QUEUE: usize = 1_024;
/// Changes of one transaction.
const GROUP: usize = 256;

/// How often the database is asked for its lock, which it waits ten seconds for each time.
const TRIES: usize = 3;

type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// A change that waits.
struct Job {
    /// Makes it, and gives whom to tell whether it was kept.
    make: Box<dyn FnOnce(&WriteDao<'_>) -> Answer + Send>,
    /// Tells the same one that it was not even begun.
    give_up: Box<dyn FnOnce(StoreError) + Send>,
}

/// The writer's door.
pub struct GroupWriter {
    /// `None` only while it is dropped.
    sender: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl GroupWriter {
    /// Starts the writer.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: &Arc<Store>) -> std::io::Result<GroupWriter> {
        let (sender, receiver) = sync_channel(QUEUE);
        let store = Arc::clone(store);
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(move || run(&store, &receiver))?;
        Ok(GroupWriter { sender: Some(sender), thread: Some(thread) })
    }

    /// Makes a change and waits until it is on disk.
    ///
    /// # Errors
    /// Those of the change, which then left nothing; and when the transaction could not be kept.
    pub fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&WriteDao<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (done, answer) = sync_channel(1);
        let given_up = done.clone();
        // Whoever asked may have stopped waiting.
        let make = Box::new(move |dao: &WriteDao<'_>| -> Answer {
            let made = in_savepoint(dao, change);
            Box::new(move |kept| drop(done.send(kept.and(made))))
        });
        let give_up = Box::new(move |why| drop(given_up.send(Err(why))));
        let job = Job { make, give_up };
        let gone = || StoreError::NotKept("the writer is gone".to_owned());
        self.sender.as_ref().ok_or_else(gone)?.send(job).map_err(|_| gone())?;
        answer.recv().map_err(|_| gone())?
    }
}

impl Drop for GroupWriter {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer failed");
        }
    }
}

fn run(store: &Store, jobs: &Receiver<Job>) {
    let mut waiting = VecDeque::new();
    let mut failed = 0;
    loop {
        if waiting.is_empty() {
            let Ok(job) = jobs.recv() else { return };
            waiting.push_back(job);
        }
        while waiting.len() < GROUP
            && let Ok(job) = jobs.try_recv()
        {
            waiting.push_back(job);
        }
        match keep(store, &mut waiting) {
            Ok(()) => failed = 0,
            Err(error) if error.is_busy() && failed + 1 < TRIES => {
                failed += 1;
                tracing::warn!(waiting = waiting.len(), "another program holds the database; changes wait for it");
            }
            Err(error) => {
                failed = 0;
                let why = error.to_string();
                waiting.drain(..).for_each(|job| (job.give_up)(StoreError::NotKept(why.clone())));
            }
        }
    }
}

/// Makes the changes that wait, in one transaction, and answers each. An error is one of beginning: no change was touched.
fn keep(store: &Store, waiting: &mut VecDeque<Job>) -> Result<(), StoreError> {
    let mut answers: Vec<Answer> = Vec::new();
    let kept = store.write(|dao| {
        // Where SQLite has given up the transaction, as it does when the disk is full, no other change is begun outside it.
        while !dao.0.is_autocommit()
            && let Some(job) = waiting.pop_front()
        {
            answers.push((job.make)(dao));
        }
        Ok(())
    });
    match kept {
        Err(error) if answers.is_empty() => return Err(error),
        Err(error) => {
            let why = error.to_string();
            answers.into_iter().for_each(|answer| answer(Err(StoreError::NotKept(why.clone()))));
        }
        Ok(()) => answers.into_iter().for_each(|answer| answer(Ok(()))),
    }
    Ok(())
}

fn in_savepoint<T>(dao: &WriteDao<'_>, change: impl FnOnce(&WriteDao<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
    dao.0.prepare_cached("SAVEPOINT change")?.execute([])?;
    // What a change leaves half-done is undone with its savepoint, and nothing else is shared with it.
    let made = catch_unwind(AssertUnwindSafe(|| change(dao)))
        .unwrap_or_else(|_| Err(StoreError::NotKept("the change failed for a reason of the program's own".to_owned())));
    if made.is_err() {
        dao.0.prepare_cached("ROLLBACK TO change")?.execute([])?;
    }
    dao.0.prepare_cached("RELEASE change")?.execute([])?;
    made
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    /// A writer on a new database that does not wait for locks, with the folder it is in.
    fn writer() -> (tempfile::TempDir, Arc<Store>, GroupWriter) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Arc::new(Store::open(&folder.path().join("group.db")).expect("a database"));
        store.writer.lock().expect("nobody failed").busy_timeout(std::time::Duration::ZERO).expect("a timeout");
        let writer = GroupWriter::start(&store).expect("a thread");
        (folder, store, writer)
    }

    fn add(writer: &GroupWriter) -> Result<i64, StoreError> {
        writer.write(|dao| dao.add_webhook("https://example.com/", "", Timestamp::UNIX_EPOCH))
    }

    #[test]
    fn a_change_that_panics_is_undone_alone_and_the_writer_lives() {
        let (_folder, store, writer) = writer();
        let failed = writer.write(|dao| -> Result<(), StoreError> {
            dao.add_webhook("https://example.com/half-done", "", Timestamp::UNIX_EPOCH)?;
            panic!("on purpose");
        });
        assert!(matches!(failed, Err(StoreError::NotKept(_))), "{failed:?}");
        add(&writer).expect("the next change is kept");
        let kept = store.read(|dao| dao.webhooks()).expect("webhooks");
        assert_eq!(kept.iter().map(|webhook| webhook.url.as_str()).collect::<Vec<_>>(), ["https://example.com/"]);
    }

    #[test]
    fn a_change_that_waited_in_vain_for_the_lock_is_told_so_and_the_writer_lives() {
        let (folder, _store, writer) = writer();
        let other = rusqlite::Connection::open(folder.path().join("group.db")).expect("a database");
        other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
        let failed = add(&writer).expect_err("the lock is held").to_string();
        assert!(failed.contains("locked"), "{failed}");
        other.execute_batch("COMMIT").expect("the lock is given back");
        add(&writer).expect("the next change is kept");
    }
}
