//! Where things stand in a pack: the file of an entry's id, and which other files may be written.

use fenzhen_engine::kb::{Entry, PackFiles, Status, is_entry_id, parse_entry};

use super::error::LibraryError;

/// The file of an entry.
pub(super) fn of_entry(id: &str) -> Result<String, LibraryError> {
    if is_entry_id(id) { Ok(format!("entries/{id}.toml")) } else { Err(LibraryError::BadId(id.to_owned())) }
}

/// A file that packs may have.
pub(super) fn of_file(path: &str) -> Result<&str, LibraryError> {
    if PackFiles::may_hold(path) { Ok(path) } else { Err(LibraryError::BadPath(path.to_owned())) }
}

/// The file of what somebody names: an entry by id, or any file of the pack by path.
pub(super) fn of_name(name: &str) -> Result<String, LibraryError> {
    if PackFiles::may_hold(name) { Ok(name.to_owned()) } else { of_entry(name) }
}

/// Whether a file that goes from one text to another may change what agents see: all but entries that are not in use.
pub(super) fn moves_answers(path: &str, before: Option<&str>, after: Option<&str>) -> bool {
    let in_use = |content: Option<&str>| content.is_some_and(|content| is_published(path, content));
    before != after && (Entry::id_of(path).is_none() || in_use(before) || in_use(after))
}

/// Whether a file is an entry that answers.
pub(super) fn is_published(path: &str, content: &str) -> bool {
    parse_entry(path, content).0.is_some_and(|entry| entry.status == Status::Published)
}
