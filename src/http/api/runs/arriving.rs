//! A backlog that arrives: bounded, written to disk piece by piece, never held in memory. What is given up on the way is
//! not kept.

use std::io::Write;
use std::sync::Arc;

use axum::http::StatusCode;

use crate::app::runs::Uploaded;
use crate::app::{App, AppError};
use crate::http::blocking::spawn_blocking;
use crate::http::problem::ProblemDocument;

/// Bytes of a backlog: 1 GiB.
const MOST: u64 = 1 << 30;
/// Bytes gathered before they are written.
const PIECE: usize = 1 << 20;

/// A backlog under way.
pub struct Arriving {
    /// `None` only while its piece is being written.
    sent: Option<Uploaded>,
    piece: Vec<u8>,
    received: u64,
}

impl Arriving {
    /// Opens a place for it.
    pub async fn begin(app: &Arc<App>) -> Result<Arriving, ProblemDocument> {
        let app = Arc::clone(app);
        let sent = spawn_blocking(move || app.receive_run()).await?;
        Ok(Arriving { sent: Some(sent), piece: Vec::new(), received: 0 })
    }

    /// Takes what came next.
    pub async fn take(&mut self, data: &[u8]) -> Result<(), ProblemDocument> {
        self.received += data.len() as u64;
        if self.received > MOST {
            let detail = format!("the backlog is larger than {MOST} bytes");
            let problem = ProblemDocument::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail);
            return Err(problem.help("split it, or run it with `fenzhen batch run`"));
        }
        self.piece.extend_from_slice(data);
        if self.piece.len() >= PIECE { self.write().await } else { Ok(()) }
    }

    /// Whether nothing came.
    pub fn is_empty(&self) -> bool {
        self.received == 0
    }

    /// All of it, on disk.
    pub async fn whole(mut self) -> Result<Uploaded, ProblemDocument> {
        self.write().await?;
        self.sent.ok_or_else(cut_off)
    }

    async fn write(&mut self) -> Result<(), ProblemDocument> {
        let (full, sent) = (std::mem::take(&mut self.piece), self.sent.take());
        let mut sent = sent.ok_or_else(cut_off)?;
        let written = spawn_blocking(move || {
            let path = "the run's folder".to_owned();
            sent.file.write_all(&full).map_err(|source| AppError::Io { path, source })?;
            Ok::<_, AppError>(sent)
        });
        self.sent = Some(written.await?);
        Ok(())
    }
}

/// The sender stopped in the middle.
pub fn cut_off() -> ProblemDocument {
    ProblemDocument::new(StatusCode::BAD_REQUEST, "cut-off", "the body was cut off").help("send it again")
}
