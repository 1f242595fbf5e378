//! The encoding of a backlog, told from its first lines that are more than ASCII; and decoding a row in it.
//!
//! A row that is not text in the file's encoding is a bad row, not the end of the run. Characters are never lost silently.

use std::io::{self, BufRead, Read};

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::app::runs::row::RowProblem;
use crate::tables::encoding::likelier;

use super::error::ReadError;
use super::source;

/// Bytes that tell an encoding, and bytes of each line that are looked at together.
const TELLING: usize = 64 << 10;
const LINE: u64 = 16 << 10;

/// The encoding of a file. `None` for UTF-16, which cannot be cut into rows before it is decoded.
///
/// An export may begin with any number of lines in ASCII, so that lines are looked for that tell more.
pub(super) fn of(head: &[u8], file: impl BufRead) -> io::Result<Option<&'static Encoding>> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok((encoding == UTF_8).then_some(UTF_8));
    }
    let lines = telling(file)?;
    // By lines, because one bad line must not decide for all. One that was cut may end inside a character.
    let is_utf8 = |line: &Vec<u8>| std::str::from_utf8(line).map_or_else(|error| error.error_len().is_none(), |_| true);
    let (utf8, other): (Vec<_>, Vec<_>) = lines.into_iter().partition(is_utf8);
    if utf8.len() >= other.len() {
        return Ok(Some(UTF_8));
    }
    Ok(Some(likelier(&other.join(&b'\n'))))
}

/// The first lines that are more than ASCII, as many as it takes; of long ones the first part that is.
fn telling(mut file: impl BufRead) -> io::Result<Vec<Vec<u8>>> {
    let (mut lines, mut bytes, mut has_told) = (Vec::new(), 0, false);
    while bytes < TELLING {
        let mut part = Vec::new();
        if file.by_ref().take(LINE).read_until(b'\n', &mut part)? == 0 {
            break;
        }
        let ended = part.ends_with(b"\n");
        // A part behind ASCII begins with a character; one behind other text may begin inside one.
        if !has_told && !part.is_ascii() {
            bytes += part.len();
            lines.push(part);
            has_told = true;
        }
        has_told &= !ended;
    }
    Ok(lines)
}

/// The text of a file in UTF-16, and what its encoding is called.
pub(super) fn decode_whole(bytes: Vec<u8>) -> Result<(String, &'static str), ReadError> {
    if source::is_too_large(&bytes) {
        return Err(ReadError::NoTable("text in UTF-16 is read whole, and this is too much of it".to_owned()));
    }
    let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or((UTF_8, 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    let text = text.ok_or_else(|| ReadError::NoTable(format!("the bytes are not text in {}", encoding.name())))?;
    Ok((text.into_owned(), encoding.name()))
}

/// What an encoding is called.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// The text of a row.
pub(super) fn decode(encoding: &'static Encoding, bytes: Vec<u8>) -> Result<String, RowProblem> {
    let wrong = |at: Option<usize>| {
        let place = at.map_or_else(String::new, |at| format!(": byte {} of the row is not one of its characters", at + 1));
        let message = format!("the row is not {}{place}", name(encoding));
        RowProblem::new("wrong-encoding", message, "export the row again with the encoding of the others")
    };
    if encoding == UTF_8 {
        return String::from_utf8(bytes).map_err(|error| wrong(Some(error.utf8_error().valid_up_to())));
    }
    encoding.decode_without_bom_handling_and_without_replacement(&bytes).map(Into::into).ok_or_else(|| wrong(None))
}
