//! The encoding of a backlog, told from its head; and decoding a row in it.
//!
//! A row that is no text in the file's encoding is a bad row, not the end of the run. Characters are never lost silently.

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::app::batch::row::RowProblem;
use crate::app::table::encoding::likelier;

/// The encoding of a file with this head. `None` for UTF-16, which cannot be cut into rows before it is decoded.
pub(super) fn of_head(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return (encoding == UTF_8).then_some(UTF_8);
    }
    // By lines, because one bad line must not decide for all; the last one may be cut.
    let (mut utf8, mut other) = (0_u32, Vec::new());
    let mut lines: Vec<&[u8]> = head.split(|byte| *byte == b'\n').collect();
    if lines.len() > 1 {
        lines.pop();
    }
    for line in lines.iter().filter(|line| !line.is_ascii()) {
        match std::str::from_utf8(line) {
            Ok(_) => utf8 += 1,
            // A head of one line alone may end inside a character.
            Err(error) if lines.len() == 1 && error.error_len().is_none() => utf8 += 1,
            Err(_) => other.push(*line),
        }
    }
    if utf8 as usize >= other.len() {
        return Some(UTF_8);
    }
    Some(likelier(&other.join(&b'\n')))
}

/// What an encoding is called.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// The text of a row.
pub(super) fn decode(encoding: &'static Encoding, bytes: Vec<u8>) -> Result<String, RowProblem> {
    let wrong = |at: Option<usize>| {
        let place = at.map_or_else(String::new, |at| format!(": byte {} of the row is none of its characters", at + 1));
        let message = format!("the row is not {}{place}", name(encoding));
        RowProblem::new("wrong-encoding", message, "export the row again with the encoding of the others")
    };
    if encoding == UTF_8 {
        return String::from_utf8(bytes).map_err(|error| wrong(Some(error.utf8_error().valid_up_to())));
    }
    encoding.decode_without_bom_handling_and_without_replacement(&bytes).map(Into::into).ok_or_else(|| wrong(None))
}
