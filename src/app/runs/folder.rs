//! The folder of a run: how its files come to be there whole or not at all.
//!
//! Files hold what customers wrote in part, so that only their owner may read them. One process at a time works in a
//! folder; the system lets go of its lock when the process ends, however it ends.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use crate::app::AppError;

use super::error::{LeftBehind, RunError};
use super::file_names::{self, INPUT, LOCK, NEW, PLAN, REQUEST};

/// How often, and after what time, to ask again for a folder that somebody works in.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(10);

/// A folder of ours, locked.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// Holds the lock.
    _lock: File,
}

impl Folder {
    /// Makes a folder for a new run. One that is there must be empty, or hold nothing but what a run of ours left that
    /// ended before it had a plan: by its lock it is known to be ours.
    pub(super) fn make(path: &Path) -> Result<Folder, RunError> {
        DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(failed(path))?;
        let not_empty = || RunError::FolderNotEmpty { folder: path.to_owned() };
        if !path.join(LOCK).is_file() && !names(path)?.is_empty() {
            return Err(not_empty());
        }
        let folder = Folder::lock(path)?;
        if names(path)?.iter().any(|name| name != LOCK && !file_names::is_leftover(name)) {
            return Err(not_empty());
        }
        Ok(folder)
    }

    /// Opens the folder of a run.
    pub(super) fn open(path: &Path) -> Result<Folder, RunError> {
        if path.join(PLAN).is_file() { Folder::lock(path) } else { Err(no_run(path)) }
    }

    /// Opens the folder of a run that may have no plan yet.
    pub(super) fn resume(path: &Path) -> Result<Folder, RunError> {
        if path.join(REQUEST).is_file() { Folder::lock(path) } else { Folder::open(path) }
    }

    fn lock(path: &Path) -> Result<Folder, RunError> {
        let lock = create(&path.join(LOCK))?;
        let mut tries = TRIES;
        let taken = loop {
            match lock.try_lock() {
                // A process that is just being started by ours holds a copy of what we had for a moment.
                Err(TryLockError::WouldBlock) if tries > 0 => {
                    tries -= 1;
                    std::thread::sleep(PAUSE);
                }
                taken => break taken,
            }
        };
        match taken {
            Ok(()) => Ok(Folder { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(RunError::FolderBusy { folder: path.to_owned() }),
            Err(TryLockError::Error(source)) => Err(failed(path)(source).into()),
        }
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Puts a file in place, whole or not at all, also when the power fails.
    pub(super) fn put(&self, name: &str, write: impl FnOnce(&mut File) -> Result<(), RunError>) -> Result<(), RunError> {
        let (part, whole) = (self.file(&format!("{name}{NEW}")), self.file(name));
        let mut file = create(&part)?;
        // What cannot be written whole is not kept, nor is the refusal to remove it what has to be told.
        write(&mut file).inspect_err(|_| drop(fs::remove_file(&part)))?;
        file.sync_all().map_err(failed(&part))?;
        fs::rename(&part, &whole).map_err(failed(&whole))?;
        Ok(self.sync()?)
    }

    /// The same for a text.
    pub(super) fn put_text(&self, name: &str, text: &str) -> Result<(), RunError> {
        self.put(name, |file| Ok(file.write_all(text.as_bytes()).map_err(failed(&self.file(name)))?))
    }

    /// The same for what has a JSON form.
    pub(super) fn put_json(&self, name: &str, value: &impl Serialize) -> Result<(), RunError> {
        let text = serde_json::to_string_pretty(value).map_err(|error| failed(&self.file(name))(error.into()))?;
        self.put_text(name, &(text + "\n"))
    }

    /// Takes a file away, if it is there.
    pub(super) fn remove(&self, name: &str) -> Result<(), AppError> {
        let path = self.file(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&path)(error)),
            _ => Ok(()),
        }
    }

    /// Makes what was written into a file survive a power cut.
    pub(super) fn sync_file(&self, name: &str) -> Result<(), AppError> {
        let path = self.file(name);
        File::open(&path).and_then(|file| file.sync_all()).map_err(failed(&path))
    }

    /// Makes new names survive a power cut.
    pub(super) fn sync(&self) -> Result<(), AppError> {
        File::open(&self.path).and_then(|folder| folder.sync_all()).map_err(failed(&self.path))
    }
}

/// The refusal to go on in a folder without a run.
fn no_run(folder: &Path) -> RunError {
    let left = match () {
        () if folder.join(INPUT).is_file() => LeftBehind::Input,
        () if folder.join(LOCK).is_file() => LeftBehind::Lock,
        () => LeftBehind::Nothing,
    };
    RunError::NoRunInFolder { folder: folder.to_owned(), left }
}

/// What is in a folder.
pub(super) fn names(path: &Path) -> Result<Vec<OsString>, AppError> {
    let names = fs::read_dir(path).and_then(|entries| entries.map(|entry| entry.map(|entry| entry.file_name())).collect());
    names.map_err(failed(path))
}

/// Whether a process is working in a folder now.
pub(super) fn is_busy(path: &Path) -> bool {
    File::open(path.join(LOCK)).is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// An empty file that only its owner may read.
pub(super) fn create(path: &Path) -> Result<File, AppError> {
    let made = OpenOptions::new().read(true).write(true).create(true).truncate(true).mode(0o600).open(path);
    made.map_err(failed(path))
}

/// The system's refusal about a file.
pub(super) fn failed(path: &Path) -> impl Fn(io::Error) -> AppError {
    let path = path.display().to_string();
    move |source| AppError::Io { path: path.clone(), source }
}
