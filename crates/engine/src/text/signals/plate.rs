//! Licence plates: those of the mainland anywhere, those of Taiwan after their label.

use super::SignalKind;
use super::labelled::skip_link;
use super::list::List;
use super::page::{Page, is_latin};
use super::words::Family;

#[rustfmt::skip]
static PROVINCES: List = List::new(&[
    "京", "津", "沪", "渝", "冀", "豫", "云", "辽", "黑", "湘", "皖", "鲁", "新", "苏", "浙", "赣", "鄂", "桂", "甘", "晋", "蒙", "陕", "吉", "闽",
    "贵", "粤", "青", "藏", "川", "宁", "琼",
]);

/// Claims every licence plate.
pub(super) fn claim(page: &mut Page) {
    for at in 0..page.len() {
        if page.has_any(at, &PROVINCES)
            && let Some(end) = mainland_at(page, at)
        {
            page.claim(SignalKind::LicencePlate, at, end);
        }
    }
    for (_, end) in page.words(Family::PlateLabel) {
        let at = skip_link(page, end);
        if let Some(end) = taiwan_at(page, at) {
            page.claim(SignalKind::LicencePlate, at, end);
        }
    }
}

/// 粤B12345, 京A·D12345, 粤BF12345, 晋B 12345: five or six after the letter, one of them a digit.
fn mainland_at(page: &Page, at: usize) -> Option<usize> {
    let letter = page.skip_blank(at + 1);
    if !page.c(letter).is_ascii_alphabetic() {
        return None;
    }
    let gap = usize::from(matches!(page.c(letter + 1), '·' | '.' | '-' | ' ' | '•' | '・' | '‧'));
    let start = letter + 1 + gap;
    let mut end = start;
    while is_latin(page.c(end)) && end < start + 7 {
        end += 1;
    }
    let digits = (start..end).filter(|i| page.c(*i).is_ascii_digit()).count();
    let end = end + usize::from(end - start == 4 && "学警挂港澳领使".contains(page.c(end)));
    (matches!(end - start, 5 | 6) && digits >= 2).then_some(end)
}

/// ABC-1234, 1234-AB.
fn taiwan_at(page: &Page, at: usize) -> Option<usize> {
    let run = |from: usize| (from..from + 6).take_while(|i| is_latin(page.c(*i))).count();
    let head = run(at);
    if !(2..=4).contains(&head) || !matches!(page.c(at + head), '-' | ' ') {
        return None;
    }
    let tail = run(at + head + 1);
    let end = at + head + 1 + tail;
    let digits = (at..end).filter(|i| page.c(*i).is_ascii_digit()).count();
    ((2..=4).contains(&tail) && (2..=6).contains(&digits)).then_some(end)
}
