//! Where the bytes of a backlog come from: its file, or what was decoded of it.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::app::AppError;

/// Bytes looked at to tell what a file is.
const HEAD: u64 = 256 << 10;
/// Bytes of a workbook, or of text in UTF-16, which are read whole.
const WHOLE: u64 = 64 << 20;

/// What readers read from.
pub(super) type Input = BufReader<Counted>;

/// A file, its beginning, and how much of it was read.
pub(super) struct BacklogSource {
    path: PathBuf,
    pub head: Vec<u8>,
    pub size: u64,
    pub read: Arc<AtomicU64>,
}

impl BacklogSource {
    pub(super) fn open(path: &Path) -> Result<BacklogSource, AppError> {
        let mut source = BacklogSource { path: path.to_owned(), head: Vec::new(), size: 0, read: Arc::new(AtomicU64::new(0)) };
        let file = File::open(path).map_err(source.failed())?;
        source.size = file.metadata().map_err(source.failed())?.len();
        let mut head = Vec::new();
        file.take(HEAD).read_to_end(&mut head).map_err(source.failed())?;
        Ok(BacklogSource { head, ..source })
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The system's refusal to read it.
    pub(super) fn failed(&self) -> impl Fn(io::Error) -> AppError + use<> {
        let path = self.name();
        move |source| AppError::Io { path: path.clone(), source }
    }

    pub(super) fn is_workbook(&self) -> bool {
        self.head.starts_with(b"PK\x03\x04") || self.head.starts_with(b"\xD0\xCF\x11\xE0")
    }

    /// The file from its beginning.
    pub(super) fn again(&self) -> Result<Input, AppError> {
        let file = File::open(&self.path).map_err(self.failed())?;
        Ok(self.counted(Box::new(file)))
    }

    /// The whole file; one byte more than is allowed of one that is too large.
    pub(super) fn whole(&self) -> Result<Vec<u8>, AppError> {
        let mut bytes = Vec::new();
        self.again()?.take(WHOLE + 1).read_to_end(&mut bytes).map_err(self.failed())?;
        Ok(bytes)
    }

    /// The text that the whole file was decoded to, in its place.
    pub(super) fn decoded(mut self, text: String) -> (BacklogSource, Input) {
        let text = text.into_bytes();
        self.size = text.len() as u64;
        self.head = text.iter().take(HEAD as usize).copied().collect();
        let input = self.counted(Box::new(Cursor::new(text)));
        (self, input)
    }

    fn counted(&self, bytes: Box<dyn Bytes>) -> Input {
        self.read.store(0, Ordering::Relaxed);
        BufReader::with_capacity(128 << 10, Counted { bytes, read: Arc::clone(&self.read) })
    }
}

/// Whether a whole file is more than is allowed.
pub(super) fn is_too_large(bytes: &[u8]) -> bool {
    bytes.len() as u64 > WHOLE
}

trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// Bytes that are counted as they are read.
pub(super) struct Counted {
    bytes: Box<dyn Bytes>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.bytes.read(buffer)?;
        self.read.fetch_add(taken as u64, Ordering::Relaxed);
        Ok(taken)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = self.bytes.seek(to)?;
        self.read.store(at, Ordering::Relaxed);
        Ok(at)
    }
}
