//! Markup left in pasted texts: tags go, entities become their characters. It never renders and never executes.

use super::mark::{Mark, Span};

/// A tag longer than this is taken for text: customers write `<` too.
const LONGEST_TAG: usize = 300;
/// The longest entity looked for, with `&` and `;`.
const LONGEST_ENTITY: usize = 10;

/// Removes tags and decodes entities. A tag that ends a line or a cell leaves a line break or a blank behind.
pub(super) fn strip(marks: &[Mark]) -> Vec<Mark> {
    let mut out = Vec::with_capacity(marks.len());
    let mut at = 0;
    while let Some(mark) = marks.get(at) {
        match mark.c {
            '<' => match tag(&marks[at..]) {
                Some((name, length)) => {
                    let from = Span { start: mark.from.start, end: marks[at + length - 1].from.end };
                    if let Some(c) = gap_left_by(&name) {
                        out.push(Mark { c, from });
                    }
                    at += length + hidden_content(&name, &marks[at + length..]);
                }
                None => {
                    out.push(*mark);
                    at += 1;
                }
            },
            '&' => match entity(&marks[at..]) {
                Some((c, length)) => {
                    out.push(Mark { c, from: Span { start: mark.from.start, end: marks[at + length - 1].from.end } });
                    at += length;
                }
                None => {
                    out.push(*mark);
                    at += 1;
                }
            },
            _ => {
                out.push(*mark);
                at += 1;
            }
        }
    }
    out
}

/// The lower-case name and length in characters of the tag that `marks` begins with.
fn tag(marks: &[Mark]) -> Option<(String, usize)> {
    let body = &marks[1..marks.len().min(LONGEST_TAG)];
    let first = body.first()?.c;
    if !(first.is_ascii_alphabetic() || first == '/' || first == '!') {
        return None;
    }
    let close = body.iter().position(|m| m.c == '>')?;
    if body[..close].iter().any(|m| m.c == '<') {
        return None;
    }
    let name = body[..close].iter().map(|m| m.c.to_ascii_lowercase()).skip_while(|c| *c == '/');
    let name: String = name.take_while(|c| c.is_ascii_alphanumeric() || *c == '!').collect();
    Some((name, close + 2))
}

fn gap_left_by(name: &str) -> Option<char> {
    match name {
        "br" | "p" | "div" | "li" | "tr" | "ul" | "ol" | "table" | "h1" | "h2" | "h3" | "h4" | "section" | "article" => {
            Some('\n')
        }
        "td" | "th" | "script" | "style" | "img" | "hr" => Some(' '),
        _ => None,
    }
}

/// How many characters after an opening `script` or `style` tag are not text.
fn hidden_content(name: &str, after: &[Mark]) -> usize {
    if name != "script" && name != "style" {
        return 0;
    }
    let closing: Vec<char> = format!("</{name}").chars().collect();
    let same = |window: &[Mark]| window.iter().zip(&closing).all(|(m, c)| m.c.eq_ignore_ascii_case(c));
    after.windows(closing.len()).position(same).unwrap_or(0)
}

/// The character and length of the entity that `marks` begins with.
fn entity(marks: &[Mark]) -> Option<(char, usize)> {
    let head: String = marks.iter().take(LONGEST_ENTITY).map(|m| m.c).collect();
    let end = head.find(';')?;
    let name = &head[1..end];
    let c = match name {
        "nbsp" | "ensp" | "emsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "ldquo" | "rdquo" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "yen" => '¥',
        "hellip" => '…',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, head[..=end].chars().count()))
}
