//! The encoding of a text file: a byte order mark says it; else it is UTF-8 if it can be; else GB18030 or Big5, whichever
//! makes it everyday Chinese.
//!
//! Both old encodings put the characters of everyday use together in one block (level 1 of GB 2312, level 1 of Big5). Text
//! in one of them is almost all in that block, and read as the other about half of it is not. A text is never decoded with
//! characters lost: then it has no encoding that we know.

use std::ops::RangeInclusive;

use encoding_rs::{BIG5, Encoding, GB18030};

/// The text and the name of its encoding; `None` where it is none of those known.
pub(super) fn decode(bytes: Vec<u8>) -> Option<(String, &'static str)> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return whole(encoding, bytes.get(mark..)?).map(|text| (text, encoding.name()));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Some((text, "UTF-8")),
        Err(error) => error.into_bytes(),
    };
    let (gb, big5) = (whole(GB18030, &bytes), whole(BIG5, &bytes));
    let gb = gb.map(|text| (everyday(&bytes, 0xB0..=0xD7, 0xA1, 0xA9), text, "GB18030"));
    let big5 = big5.map(|text| (everyday(&bytes, 0xA4..=0xC6, 0x40, 0xA3), text, "Big5"));
    let better = match (gb, big5) {
        (Some(gb), Some(big5)) if big5.0 > gb.0 => Some(big5),
        (Some(gb), _) => Some(gb),
        (None, big5) => big5,
    };
    better.map(|(_, text, name)| (text, name))
}

/// GB18030 or Big5, whichever makes bytes everyday Chinese; some of them may be broken.
pub(crate) fn likelier(bytes: &[u8]) -> &'static Encoding {
    let (gb, big5) = (everyday(bytes, 0xB0..=0xD7, 0xA1, 0xA9), everyday(bytes, 0xA4..=0xC6, 0x40, 0xA3));
    if big5 > gb { BIG5 } else { GB18030 }
}

/// The text, if not one character is lost.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// The share of characters of two bytes that lie in the block of everyday use: its first bytes are `leads`, its second
/// bytes begin at `trail`. First bytes from 0xA1 to `signs` are punctuation, which says nothing.
fn everyday(bytes: &[u8], leads: RangeInclusive<u8>, trail: u8, signs: u8) -> f64 {
    let (mut all, mut inside) = (0_u32, 0_u32);
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first < 0x81 {
            continue;
        }
        let [second, after @ ..] = rest else { break };
        rest = after;
        // GB18030 has characters of four bytes: none of them is of everyday use.
        if second.is_ascii_digit() {
            rest = rest.get(2..).unwrap_or_default();
        }
        if !(0xA1..=signs).contains(first) {
            all = all.saturating_add(1);
            inside = inside.saturating_add(u32::from(leads.contains(first) && *second >= trail));
        }
    }
    if all == 0 { 0.0 } else { f64::from(inside) / f64::from(all) }
}
