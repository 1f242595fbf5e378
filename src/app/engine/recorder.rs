//! The recorder: writes judged tickets in the background, so that no answer waits for the disk.
//!
//! Tickets wait in a bounded queue and are written many to a transaction. When the queue is full, a ticket is dropped
//! and counted, and its suggestion carries no ticket id: a record is worth less than the answer. Everything queued is
//! written when the recorder is flushed or dropped; a killed process loses what was still queued.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use crate::app::AppError;
use crate::store::{JudgedTicket, Store};

/// Tickets that may wait.
const QUEUE: usize = 4_096;
/// Bytes of text that may wait: 64 MiB.
const QUEUE_BYTES: usize = 64 << 20;
/// Tickets of one transaction.
const BATCH: usize = 512;

enum Message {
    Keep(Box<JudgedTicket>),
    /// Answered when everything sent before it is written.
    Flush(SyncSender<()>),
}

/// The writer's door.
pub(in crate::app) struct Recorder {
    /// `None` only while it is dropped.
    sender: Option<SyncSender<Message>>,
    thread: Option<JoinHandle<()>>,
    waiting: Arc<AtomicUsize>,
    dropped: AtomicU64,
}

impl Recorder {
    /// Starts the writer.
    pub(in crate::app) fn start(store: &Arc<Store>) -> Result<Recorder, AppError> {
        let (sender, receiver) = sync_channel(QUEUE);
        let waiting = Arc::new(AtomicUsize::new(0));
        let writer = Writer { store: Arc::clone(store), receiver, waiting: Arc::clone(&waiting) };
        let thread = std::thread::Builder::new().name("recorder".to_owned()).spawn(move || writer.run());
        let thread = thread.map_err(|source| AppError::Io { path: "the recorder's thread".to_owned(), source })?;
        Ok(Recorder { sender: Some(sender), thread: Some(thread), waiting, dropped: AtomicU64::new(0) })
    }

    /// Queues a ticket; gives its id, or `None` where it had to be dropped. Never waits.
    pub(in crate::app) fn keep(&self, ticket: JudgedTicket) -> Option<String> {
        let (id, size) = (ticket.id.clone(), size(&ticket));
        let waiting = self.waiting.fetch_add(size, Ordering::Relaxed) + size;
        let sent = match &self.sender {
            Some(sender) if waiting <= QUEUE_BYTES => sender.try_send(Message::Keep(Box::new(ticket))),
            _ => Err(TrySendError::Full(Message::Keep(Box::new(ticket)))),
        };
        if sent.is_ok() {
            return Some(id);
        }
        self.waiting.fetch_sub(size, Ordering::Relaxed);
        let dropped = self.dropped.fetch_add(1, Ordering::Relaxed) + 1;
        // A flood of tickets must not become a flood of warnings.
        if dropped.is_power_of_two() {
            tracing::warn!(dropped, "tickets are judged faster than they can be written; so many were not kept");
        }
        None
    }

    /// Waits until everything queued so far is written, or cannot be.
    pub(in crate::app) fn flush(&self) {
        let (written, done) = sync_channel(1);
        let sent = self.sender.as_ref().is_some_and(|sender| sender.send(Message::Flush(written)).is_ok());
        if sent {
            // An error means that the writer is gone, and with it what there was to wait for.
            let _ = done.recv();
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the recorder failed; tickets were not kept");
        }
    }
}

/// What a ticket takes in memory, about.
fn size(ticket: &JudgedTicket) -> usize {
    let optional: usize = [&ticket.external_id, &ticket.channel, &ticket.product].into_iter().flatten().map(String::len).sum();
    ticket.text.len() + ticket.title.len() + optional + 512
}

struct Writer {
    store: Arc<Store>,
    receiver: Receiver<Message>,
    waiting: Arc<AtomicUsize>,
}

impl Writer {
    fn run(self) {
        while let Ok(first) = self.receiver.recv() {
            let (mut batch, mut flushed) = (Vec::new(), Vec::new());
            let mut next = Some(first);
            while let Some(message) = next {
                match message {
                    Message::Keep(ticket) => batch.push(*ticket),
                    Message::Flush(written) => flushed.push(written),
                }
                next = if batch.len() < BATCH { self.receiver.try_recv().ok() } else { None };
            }
            self.write(&batch);
            for written in flushed {
                // Whoever asked may have stopped waiting.
                let _ = written.send(());
            }
        }
    }

    fn write(&self, batch: &[JudgedTicket]) {
        if !batch.is_empty()
            && let Err(error) = self.store.write(|dao| batch.iter().try_for_each(|ticket| dao.append_ticket(ticket).map(drop)))
        {
            tracing::warn!(%error, tickets = batch.len(), "judged tickets could not be kept");
        }
        self.waiting.fetch_sub(batch.iter().map(size).sum(), Ordering::Relaxed);
    }
}
