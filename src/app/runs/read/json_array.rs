//! A JSON array of objects, however it is wrapped and indented, as help desks export it. It is cut into its objects
//! without being held in memory; what stands between them is passed over.

use std::io::{self, BufRead};

use crate::app::runs::row::RowProblem;

use super::backlog_row::{LONGEST_ROW, PlacedRow, UnparsedRow};
use super::json_lines::too_long;

/// Reads the objects of an array.
pub(super) struct JsonArray<R> {
    input: R,
    line: u64,
    /// Whether the array has begun, and whether it has ended.
    begun: bool,
    ended: bool,
}

/// Where the scan is inside an object.
#[derive(Default)]
struct Depth {
    open: u32,
    in_text: bool,
    escaped: bool,
}

impl Depth {
    fn take(&mut self, byte: u8) {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.open += 1,
            b'}' | b']' => self.open = self.open.saturating_sub(1),
            _ => {}
        }
    }
}

impl<R: BufRead> JsonArray<R> {
    /// `skip` bytes stand before the array's bracket.
    pub(super) fn new(mut input: R, skip: usize) -> io::Result<JsonArray<R>> {
        let mut head = vec![0; skip];
        input.read_exact(&mut head)?;
        let lines = head.iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(JsonArray { input, line: 1 + lines, begun: false, ended: false })
    }

    /// The next object.
    pub(super) fn next(&mut self) -> io::Result<Option<PlacedRow>> {
        while !self.ended {
            let Some(byte) = self.byte()? else { break };
            match byte {
                b'[' if !self.begun => self.begun = true,
                b']' => self.ended = true,
                b'{' => return self.object().map(Some),
                _ => {}
            }
        }
        Ok(None)
    }

    /// The rest of an object whose brace was taken.
    fn object(&mut self) -> io::Result<PlacedRow> {
        let line = self.line;
        let (mut bytes, mut depth, mut whole) = (vec![b'{'], Depth { open: 1, ..Depth::default() }, true);
        while depth.open > 0 {
            let Some(byte) = self.byte()? else {
                self.ended = true;
                let help = "export the tickets again; the file was cut off";
                return Ok(PlacedRow {
                    line,
                    raw: UnparsedRow::Bad(RowProblem::new("broken-json", "the object does not end", help)),
                });
            };
            depth.take(byte);
            whole &= bytes.len() < LONGEST_ROW;
            if whole {
                bytes.push(byte);
            }
        }
        Ok(PlacedRow { line, raw: if whole { UnparsedRow::Json(bytes) } else { UnparsedRow::Bad(too_long()) } })
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok([]) => return Ok(None),
                Ok([byte, ..]) => {
                    let byte = *byte;
                    self.input.consume(1);
                    self.line += u64::from(byte == b'\n');
                    return Ok(Some(byte));
                }
            }
        }
    }
}

/// Where the array of tickets begins in the head of a file; `None` where the file is not such an array. Help desks wrap it:
/// `{"tickets": [`, `{"data": {"payload": [`.
pub(super) fn array_begins(head: &[u8]) -> Option<usize> {
    const WRAPPERS: [&str; 6] = ["tickets", "payload", "conversations", "results", "rows", "data"];
    let first = head.iter().position(|byte| !byte.is_ascii_whitespace() && !b"\xEF\xBB\xBF".contains(byte))?;
    if head[first] == b'[' {
        return Some(first);
    }
    // An object that ends on its first line is a line of JSON Lines.
    let line = head[first..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    let ended_line = first + line.len() < head.len();
    let object: Option<serde_json::Map<String, serde_json::Value>> = serde_json::from_slice(line).ok();
    let wraps = |map: &serde_json::Map<String, serde_json::Value>| {
        WRAPPERS.iter().any(|name| map.get(*name).is_some_and(|v| v.is_array() || v.get("payload").is_some_and(|p| p.is_array())))
    };
    match object {
        Some(map) if !wraps(&map) => return None,
        None if ended_line && line.trim_ascii().len() > 1 && is_broken(line) => return None,
        _ => {}
    }
    let named = |name: &str| {
        let quoted = format!("\"{name}\"");
        let at = head.windows(quoted.len()).position(|window| window == quoted.as_bytes())?;
        let rest = &head[at + quoted.len()..];
        let skipped = rest.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b':')?;
        (rest[skipped] == b'[').then_some(at + quoted.len() + skipped)
    };
    WRAPPERS.iter().filter_map(|name| named(name)).min()
}

/// Whether a first line is broken rather than the beginning of a longer text: a bracket is left open in the latter only.
fn is_broken(line: &[u8]) -> bool {
    let mut depth = Depth::default();
    line.iter().for_each(|byte| depth.take(*byte));
    depth.open == 0 || depth.in_text
}
