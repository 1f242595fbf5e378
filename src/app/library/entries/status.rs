//! Where an entry stands, as a word in its file: draft, review, published, retired.

use fenzhen_engine::kb::{Entry, Status, parse_entry};

/// The file with its `status` saying something else; every other byte stays. `None` where that cannot be done by
/// changing one line.
///
/// Candidates are tried one by one and read again, so that a text that only looks like a status line is left alone.
pub(in crate::app::library) fn with_status(path: &str, content: &str, status: Status) -> Option<String> {
    let entry = parse_entry(path, content).0?;
    if entry.status == status && content.contains("status") {
        return Some(content.to_owned());
    }
    let wanted = Entry { status, ..entry };
    let mut starts = content.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let replaced = starts.find_map(|(start, line)| {
        let value = value_of_status(line)?;
        let (before, after) = (content.get(..start + value.start)?, content.get(start + value.end..)?);
        let changed = format!("{before}\"{status}\"{after}");
        says(path, &changed, &wanted).then_some(changed)
    });
    // A file that does not say it is a draft; keys above all others belong to no table.
    replaced.or_else(|| Some(format!("status = \"{status}\"\n{content}")).filter(|changed| says(path, changed, &wanted)))
}

fn says(path: &str, content: &str, wanted: &Entry) -> bool {
    parse_entry(path, content).0.as_ref() == Some(wanted)
}

/// Where the quoted value stands in a line `status = "…"`.
fn value_of_status(line: &str) -> Option<std::ops::Range<usize>> {
    let rest = line.trim_start().strip_prefix("status")?.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let start = line.len() - rest.len();
    let end = rest.get(1..)?.find(quote)? + 2;
    Some(start..start + end)
}
