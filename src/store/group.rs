//! Grouped writes: many small changes, each whole or not at all, kept by one sync of the disk.
//!
//! One thread takes what waits (at most 256 changes), runs each inside a savepoint of one transaction, and answers all of
//! them after its commit. While the disk syncs, the next changes gather. A change that fails is undone alone. Nobody is
//! told that something is kept before it is; when the commit itself fails, nobody's change was.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::{Store, StoreError, WriteDao};

/// Changes that may wait for the writer; whoever comes then waits at the door.
const QUEUE: usize = 1_024;
/// Changes of one transaction.
const GROUP: usize = 256;

type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
type Job = Box<dyn FnOnce(&WriteDao<'_>) -> Answer + Send>;

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
        let job: Job = Box::new(move |dao| {
            let made = in_savepoint(dao, change);
            // Whoever asked may have stopped waiting.
            Box::new(move |kept| drop(done.send(kept.and(made))))
        });
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
    while let Ok(first) = jobs.recv() {
        let mut answers: Vec<Answer> = Vec::new();
        let kept = store.write(|dao| {
            let mut next = Some(first);
            while let Some(job) = next {
                answers.push(job(dao));
                next = if answers.len() < GROUP { jobs.try_recv().ok() } else { None };
            }
            Ok(())
        });
        let why = kept.err().map(|error| error.to_string());
        for answer in answers {
            answer(why.clone().map_or(Ok(()), |why| Err(StoreError::NotKept(why))));
        }
    }
}

fn in_savepoint<T>(dao: &WriteDao<'_>, change: impl FnOnce(&WriteDao<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
    dao.0.prepare_cached("SAVEPOINT change")?.execute([])?;
    let made = change(dao);
    if made.is_err() {
        dao.0.prepare_cached("ROLLBACK TO change")?.execute([])?;
    }
    dao.0.prepare_cached("RELEASE change")?.execute([])?;
    made
}
