//! The learned file beside the database: `fenzhen.db` has `fenzhen.db.learned`.
//!
//! A name, a checksum, the bytes. It is put in place whole by a rename, so that programs that start at once, or are killed
//! half-way, never see part of one; what does not fit or is damaged is learned again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::store::beside;
use fenzhen_engine::triage::ModelCache;

/// Length of the name (a SHA-256 in hexadecimal) and of the checksum (a SHA-256), in bytes.
const NAME: usize = 64;
const CHECKSUM: usize = 32;

/// The file that keeps what was learned.
pub(in crate::app) struct LearnedFile(PathBuf);

impl LearnedFile {
    /// The one that belongs to a database.
    pub(in crate::app) fn beside(db: &Path) -> LearnedFile {
        LearnedFile(beside(db, ".learned"))
    }

    fn replace(&self, content: &[u8]) -> io::Result<()> {
        // A name of this process and thread alone: others may be writing theirs.
        let new = beside(&self.0, &format!(".{}-{:?}", std::process::id(), std::thread::current().id()));
        let done = fs::write(&new, content).and_then(|()| fs::rename(&new, &self.0));
        if done.is_err() {
            let _ = fs::remove_file(&new);
        }
        done
    }
}

impl ModelCache for LearnedFile {
    fn recall(&self, name: &str) -> Option<Vec<u8>> {
        let mut content = fs::read(&self.0).ok()?;
        let (head, bytes) = content.split_at_checked(NAME + CHECKSUM)?;
        let (kept, checksum) = head.split_at(NAME);
        let fits = kept == name.as_bytes() && checksum == Sha256::digest(bytes).as_slice();
        fits.then(|| content.split_off(NAME + CHECKSUM))
    }

    fn keep(&self, name: &str, bytes: &[u8]) {
        let content = [name.as_bytes(), Sha256::digest(bytes).as_slice(), bytes].concat();
        if let Err(error) = self.replace(&content) {
            tracing::info!(path = %self.0.display(), %error, "what was learned is not kept for the next start");
        }
    }
}
