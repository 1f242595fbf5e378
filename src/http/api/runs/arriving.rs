//! A backlog that arrives: bounded, written to disk piece by piece, never held in memory. What is given up on the way is
//! not kept.

use std::io::Write;
use std::sync::Arc;

use axum::http::StatusCode;
use tokio::task::JoinError;

use crate::app::runs::{IncomingBacklog, RunError};
use crate::app::{App, AppError};
use crate::http::blocking::spawn_blocking;
use crate::http::problem::ProblemDocument;

/// Bytes of a backlog: 1 GiB.
const MOST: u64 = 1 << 30;
/// Bytes gathered before they are written.
const PIECE: usize = 1 << 20;

/// Why a backlog did not arrive.
#[derive(Debug, thiserror::Error)]
pub enum ArrivalError {
    /// There is too much of it.
    #[error("the backlog is larger than {MOST} bytes")]
    TooLarge,
    /// The sender stopped in the middle.
    #[error("the body was cut off")]
    CutOff,
    /// There is no place for it.
    #[error(transparent)]
    Run(#[from] RunError),
}

impl From<JoinError> for ArrivalError {
    fn from(error: JoinError) -> ArrivalError {
        ArrivalError::Run(error.into())
    }
}

impl From<ArrivalError> for ProblemDocument {
    fn from(error: ArrivalError) -> ProblemDocument {
        match error {
            ArrivalError::TooLarge => ProblemDocument::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", error.to_string())
                .help("split it, or run it with `fenzhen batch run`"),
            ArrivalError::CutOff => {
                ProblemDocument::new(StatusCode::BAD_REQUEST, "cut-off", error.to_string()).help("send it again")
            }
            ArrivalError::Run(error) => error.into(),
        }
    }
}

/// A backlog under way.
pub struct Arriving {
    /// `None` only while its piece is being written.
    sent: Option<IncomingBacklog>,
    piece: Vec<u8>,
    received: u64,
}

impl Arriving {
    /// Opens a place for it.
    pub async fn begin(app: &Arc<App>) -> Result<Arriving, ArrivalError> {
        let app = Arc::clone(app);
        let sent = spawn_blocking(move || app.runs().receive()).await?;
        Ok(Arriving { sent: Some(sent), piece: Vec::new(), received: 0 })
    }

    /// Takes what came next.
    pub async fn take(&mut self, data: &[u8]) -> Result<(), ArrivalError> {
        self.received += data.len() as u64;
        if self.received > MOST {
            return Err(ArrivalError::TooLarge);
        }
        self.piece.extend_from_slice(data);
        if self.piece.len() >= PIECE { self.write().await } else { Ok(()) }
    }

    /// Whether nothing came.
    pub fn is_empty(&self) -> bool {
        self.received == 0
    }

    /// All of it, on disk.
    pub async fn whole(mut self) -> Result<IncomingBacklog, ArrivalError> {
        self.write().await?;
        self.sent.ok_or(ArrivalError::CutOff)
    }

    async fn write(&mut self) -> Result<(), ArrivalError> {
        let (full, sent) = (std::mem::take(&mut self.piece), self.sent.take());
        let mut sent = sent.ok_or(ArrivalError::CutOff)?;
        let written = spawn_blocking(move || {
            let path = "the run's folder".to_owned();
            sent.file.write_all(&full).map_err(|source| AppError::Io { path, source })?;
            Ok::<_, RunError>(sent)
        });
        self.sent = Some(written.await?);
        Ok(())
    }
}
