//! Packs in folders: the only place of this layer that touches a disk.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::{PackFiles, too_large};
use crate::kb::limits;
use crate::kb::problem::Problem;

impl PackFiles {
    /// Reads the pack in a folder. Files and folders whose names begin with a dot are passed over; links are not
    /// followed. What is too large, no UTF-8 or cannot be read is left out and named by a problem.
    ///
    /// # Errors
    /// When the folder itself cannot be read.
    pub fn from_dir(folder: &Path) -> io::Result<(PackFiles, Vec<Problem>)> {
        let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        let mut reading = FolderReader::default();
        reading.entries(entries, "", 1);
        reading.problems.sort_by(|a, b| a.path.cmp(&b.path));
        Ok((PackFiles(reading.files), reading.problems))
    }

    /// Writes the files below a folder, making the folders they need. Files that are there already are replaced if they
    /// are in the pack and left alone if not.
    ///
    /// # Errors
    /// When a path of the pack leads out of the folder (nothing is written then), or the disk refuses.
    pub fn write_to_dir(&self, folder: &Path) -> io::Result<()> {
        if let Some((path, _)) = self.iter().find(|(path, _)| !stays_inside(path)) {
            let message = format!("{path:?} is not a path inside a pack");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        fs::create_dir_all(folder)?;
        for (path, content) in self.iter() {
            let target = folder.join(path);
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(target, content)?;
        }
        Ok(())
    }
}

/// Whether a path of a pack names something below its folder on every system.
fn stays_inside(path: &str) -> bool {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    !path.is_empty() && !path.contains(['\\', ':', '\0']) && !path.ends_with('/') && Path::new(path).components().all(plain)
}

/// A folder being read.
#[derive(Default)]
struct FolderReader {
    files: BTreeMap<String, String>,
    problems: Vec<Problem>,
    seen: usize,
}

impl FolderReader {
    fn entries(&mut self, mut entries: Vec<DirEntry>, prefix: &str, depth: usize) {
        // Sorted, so that the same folder reads the same wherever a limit is reached.
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let Some(name) = name.to_str() else {
                let path = format!("{prefix}{}", name.to_string_lossy());
                self.note("file-unreadable", &path, "the file's name is not UTF-8", "rename it");
                continue;
            };
            self.one(&entry.path(), &entry, &format!("{prefix}{name}"), depth);
        }
    }

    fn one(&mut self, disk: &PathBuf, entry: &DirEntry, path: &str, depth: usize) {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > limits::FOLDER_DEPTH => {
                self.note("unexpected-file", path, "folders are nested too deep here", "move it up");
            }
            Ok(kind) if kind.is_dir() => match fs::read_dir(disk).and_then(Iterator::collect) {
                Ok(entries) => self.entries(entries, &format!("{path}/"), depth + 1),
                Err(error) => self.unreadable(path, &error),
            },
            Ok(kind) if kind.is_file() => self.file(disk, path),
            Ok(_) => self.note("unexpected-file", path, "links and devices are not followed", "put the file itself here"),
            Err(error) => self.unreadable(path, &error),
        }
    }

    fn file(&mut self, disk: &Path, path: &str) {
        self.seen += 1;
        if self.seen > limits::PACK_FILES {
            if self.seen == limits::PACK_FILES + 1 {
                let message = format!("a pack has at most {} files; this and what follows is not read", limits::PACK_FILES);
                self.note("too-many-files", path, &message, "check that this is the right folder");
            }
            return;
        }
        let mut bytes = Vec::new();
        // One byte more than may be there tells a file that is too large, whatever its size claims to be.
        let read = fs::File::open(disk).and_then(|file| file.take(limits::FILE_BYTES as u64 + 1).read_to_end(&mut bytes));
        match read {
            Err(error) => self.unreadable(path, &error),
            Ok(length) if length > limits::FILE_BYTES => {
                let size = fs::metadata(disk).map_or(length as u64, |meta| meta.len());
                self.problems.push(too_large(path, size));
            }
            Ok(_) => match String::from_utf8(bytes) {
                Ok(content) => drop(self.files.insert(path.to_owned(), content)),
                Err(error) => {
                    let at = error.utf8_error().valid_up_to();
                    let line = error.as_bytes()[..at].split(|byte| *byte == b'\n').count();
                    let message = format!("byte {at} is not UTF-8");
                    let problem = Problem::in_file("file-unreadable", path, message, "save the file as UTF-8");
                    self.problems.push(Problem { line: u32::try_from(line).ok(), ..problem });
                }
            },
        }
    }

    fn unreadable(&mut self, path: &str, error: &io::Error) {
        self.note("file-unreadable", path, &format!("it cannot be read: {error}"), "check its permissions");
    }

    fn note(&mut self, code: &'static str, path: &str, message: &str, help: &str) {
        self.problems.push(Problem::in_file(code, path, message, help));
    }
}
