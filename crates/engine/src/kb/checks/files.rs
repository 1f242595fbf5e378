//! Files: which belong to a pack, and how large they may be.

use super::{Findings, Rule};
use crate::kb::entry::Entry;
use crate::kb::limits;
use crate::kb::pack;
use crate::kb::parsed::Parsed;

pub(super) const RULES: &[Rule] = &[
    Rule::reading("file-too-large", "no file has more than 1 MiB"),
    Rule::reading("file-unreadable", "every file can be read, and its text and name are UTF-8"),
    Rule::reading("missing-file", "taxonomy.toml, departments.toml, slots.toml and sla.toml are there"),
    Rule::error("too-many-files", "a pack has at most 200,000 files", too_many_files),
    Rule::error("unexpected-file", "every file is one that packs have, so that none is overlooked", unexpected_file),
];

fn too_many_files(parsed: &Parsed<'_>, found: &mut Findings) {
    if let Some((path, _)) = parsed.files.iter().nth(limits::PACK_FILES) {
        let message = format!("a pack has at most {} files; this one has {}", limits::PACK_FILES, parsed.files.len());
        found.at(path, "", message, "remove what does not belong, or keep two packs");
    }
}

fn unexpected_file(parsed: &Parsed<'_>, found: &mut Findings) {
    for (path, _) in parsed.files.iter().filter(|(path, _)| !pack::KNOWN.contains(path) && Entry::id_of(path).is_none()) {
        found.at(path, "", "packs have no such file", "remove it; entries stand at entries/<domain>/<slug>.toml");
    }
}
