//! Where an entry stands, as a word in its file: draft, review, published, retired.

use crate::kb::Status;

/// The file with its `status` line saying something else; every other byte stays. `None` where there is no such line.
pub(super) fn with_status(content: &str, status: Status) -> Option<String> {
    let mut found = false;
    let lines = content.split_inclusive('\n').map(|line| {
        // Tables begin with `[`; a status line counts before the first of them only.
        let is_status = !found && line.trim_start().strip_prefix("status").is_some_and(|rest| rest.trim_start().starts_with('='));
        if !is_status {
            return line.to_owned();
        }
        found = true;
        let end = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        format!("status = \"{status}\"{end}")
    });
    let whole: String = lines.collect();
    found.then_some(whole)
}
