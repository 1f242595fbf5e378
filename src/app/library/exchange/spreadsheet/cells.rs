//! The small language of cells that hold lists: one item a line, the parts of an item with ` | ` between them.
//!
//! A backslash stands before what would be read otherwise: `\n` is a line break inside an item, `\|` a bar, `\s` a blank at
//! either end of a part (`\t` a tab, `\u3000` a wide blank), `\e` nothing at all (an item that is blank), `\\` a backslash.

/// Items as one cell.
pub(super) fn list<'a>(items: impl IntoIterator<Item = &'a String>) -> String {
    lines(items.into_iter().map(|item| if item.is_empty() { "\\e".to_owned() } else { escaped(item) }))
}

/// Items made of parts as one cell.
pub(super) fn records<const N: usize>(items: impl IntoIterator<Item = [String; N]>) -> String {
    lines(items.into_iter().map(|parts| parts.map(|part| escaped(&part)).join(" | ")))
}

/// The items of a cell; blank lines are passed over.
pub(super) fn items(cell: &str) -> Vec<String> {
    telling(cell).map(|line| unescaped(line.trim())).collect()
}

/// The items of a cell, cut at their bars. One with fewer than `N` parts gets blank ones; one with more is an error: its
/// place, from 1, and how many it has.
pub(super) fn parts<const N: usize>(cell: &str) -> Result<Vec<[String; N]>, (usize, usize)> {
    let mut all = Vec::new();
    for (line, nth) in telling(cell).zip(1..) {
        let found: Vec<String> = cut(line).into_iter().map(|part| unescaped(part.trim())).collect();
        let many = found.len();
        let mut found = found.into_iter();
        let parts = std::array::from_fn(|_| found.next().unwrap_or_default());
        if many > N {
            return Err((nth, many));
        }
        all.push(parts);
    }
    Ok(all)
}

fn telling(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('\n').filter(|line| !line.trim().is_empty())
}

fn lines(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("\n")
}

/// The pieces between bars that no backslash stands before.
fn cut(line: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut escape) = (Vec::new(), 0, false);
    for (at, c) in line.char_indices() {
        match c {
            _ if escape => escape = false,
            '\\' => escape = true,
            '|' => {
                pieces.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&line[start..]);
    pieces
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let last = text.chars().count().saturating_sub(1);
    for (nth, c) in text.chars().enumerate() {
        let at_end = nth == 0 || nth == last;
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '|' => out.push_str("\\|"),
            ' ' if at_end => out.push_str("\\s"),
            '\t' if at_end => out.push_str("\\t"),
            // Other blanks would be trimmed, too; every blank there is has four digits at most.
            c if at_end && c.is_whitespace() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('s') => out.push(' '),
                Some('t') => out.push('\t'),
                Some('e') => {}
                Some('u') => {
                    let digits: String = chars.by_ref().take(4).collect();
                    out.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                }
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{items, list, parts, records};

    proptest! {
        #[test]
        fn lists_come_back_as_they_went(texts in proptest::collection::vec("[ \\\\|\\n\\tnse宽　-]{0,6}", 0..5)) {
            prop_assert_eq!(&items(&list(&texts)), &texts);
            let rows: Vec<[String; 2]> = texts.iter().map(|text| [format!("{text}x"), text.clone()]).collect();
            prop_assert_eq!(parts::<2>(&records(rows.clone())), Ok(rows));
        }
    }

    #[test]
    fn an_item_that_is_one_wide_blank_comes_back() {
        let texts = ["\u{3000}".to_owned()];
        assert_eq!(items(&list(&texts)), texts);
    }

    #[test]
    fn an_item_with_too_many_parts_is_named() {
        assert_eq!(parts::<2>("a | b\n\na | b | c"), Err((2, 3)));
        assert_eq!(parts::<2>("a"), Ok(vec![["a".to_owned(), String::new()]]));
    }
}
