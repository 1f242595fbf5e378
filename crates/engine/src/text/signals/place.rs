//! Places: the longest contiguous address, from its first name to its last head.
//!
//! An address is a chain of links, each a name or a number with a head behind it (`板橋區` `中山路` `二段` `45巷` `8號`).
//! The heads are fixed words; what needs care is where the first name begins, since Chinese has no blanks.

use super::SignalKind;
use super::list::List;
use super::page::{Page, is_han, is_latin};
use super::place_names::{self, PlaceHead};
use super::words::Family;

/// Stations that are a place without a name.
static STATIONS: List = List::new(&["高铁站", "火车站", "汽车站", "客运站", "地铁站"]);
/// How far the next head may be from the last one.
const LONGEST_NAME: usize = 8;

/// Claims stations that stand without a name.
pub(super) fn claim_stations(page: &mut Page) {
    for (start, end) in page.words(Family::PlaceHead) {
        let station = page.has_any(start, &STATIONS) && !page.has_any(end, &["点", "台"]);
        if station && !(is_han(page.before(start)) && place_names::name_before(page, start, 0).is_some()) {
            page.claim(SignalKind::Place, start, end);
        }
    }
}

/// Claims every address.
pub(super) fn claim(page: &mut Page) {
    let heads = page.words(Family::PlaceHead);
    let mut floor = 0;
    let mut at = 0;
    while let Some(head) = heads.get(at).copied() {
        match place_names::first_link(page, head, floor) {
            Some(start) => {
                let (end, next) = follow(page, &heads, at);
                page.claim(SignalKind::Place, start, end);
                floor = end;
                at = next;
            }
            None => at += 1 + begin_nameless(page, &heads, at, &mut floor),
        }
    }
}

/// Claims 工业园区纬五路, where the region itself has no name; says how many further heads that took.
fn begin_nameless(page: &mut Page, heads: &[(usize, usize)], at: usize, floor: &mut usize) -> usize {
    let Some(head) = heads.get(at).copied().filter(|head| place_names::is_nameless(page, *head)) else { return 0 };
    let (end, next) = follow(page, heads, at);
    if end == head.1 {
        return 0;
    }
    page.claim(SignalKind::Place, head.0, end);
    *floor = end;
    next - at - 1
}

/// Follows the chain from `heads[at]` as far as it goes: its end, and the head to go on with.
fn follow(page: &Page, heads: &[(usize, usize)], at: usize) -> (usize, usize) {
    let mut end = heads.get(at).map_or(0, |h| h.1);
    let mut next = at + 1;
    let mut look = at + 1;
    while let Some((start, stop)) = heads.get(look).copied() {
        if start > end + LONGEST_NAME {
            break;
        }
        if continues(page, end, start, stop) {
            end = stop;
            next = look + 1;
        }
        look += 1;
    }
    (room_after(page, end), next)
}

/// Past 3-2-501 behind the name of an estate.
fn dashed_house(page: &Page, end: usize) -> Option<usize> {
    if !matches!(page.before(end), '区' | '园' | '苑' | '寓' | '里' | '村' | '庭' | '城' | '院') {
        return None;
    }
    let mut at = end;
    let mut parts = 0;
    loop {
        let digits = (at..at + 5).take_while(|i| page.c(*i).is_ascii_digit()).count();
        if !(1..=4).contains(&digits) {
            return None;
        }
        at += digits;
        parts += 1;
        if page.c(at) != '-' || parts == 4 {
            break;
        }
        at += 1;
    }
    let closed = !is_latin(page.c(at)) && !matches!(page.c(at), '.' | ':' | '-' | '月' | '年' | '户' | '元' | '天' | '个');
    (parts >= 2 && closed && page.is_free(end, at)).then_some(at)
}

/// Past the number of a room that has no 室 behind it: 3号楼1602.
fn room_after(page: &Page, end: usize) -> usize {
    if matches!(page.before(end), '楼' | '号') && page.c(end) == '之' && page.c(end + 1).is_ascii_digit() {
        return end + 2 + usize::from(page.c(end + 2).is_ascii_digit());
    }
    let of_house =
        matches!(page.before(end), '楼' | '号') && page.c(end) == '之' && "一二三四五六七八九十".contains(page.c(end + 1));
    if of_house && page.c(end + 1) != '\0' {
        return end + 2;
    }
    if let Some(to) = dashed_house(page, end) {
        return to;
    }
    let digits = (end..end + 5).take_while(|i| page.c(*i).is_ascii_digit()).count();
    let to = end + digits;
    let housed = matches!(page.before(end), '楼' | '栋' | '幢' | '元' | '座' | '层' | '门');
    let other = is_latin(page.c(to)) || "户人元块年月天个位名家次号度.-:".contains(page.c(to));
    if housed && matches!(digits, 3 | 4) && !other && page.is_free(end, to) { to } else { end }
}

fn is_direction(c: char) -> bool {
    "东西南北中".contains(c)
}

/// Whether what stands between the end of a link and the next head is a name or a number, so that the chain goes on.
fn continues(page: &Page, end: usize, start: usize, stop: usize) -> bool {
    if start < end || !page.is_free(end, stop) {
        return false;
    }
    let from = page.skip_blank(end);
    let head = PlaceHead::read(page, start, stop);
    if from > start || (from > end && start == from) {
        return false;
    }
    if start == from {
        return from == end && head.follows(page, end);
    }
    if place_names::is_number(page, from, start) {
        if head.takes_number() {
            return !head.is_elsewhere(page) && head.counts_behind(page, end);
        }
        if head.takes_quarter(page)
            || page.c(start - 1) != '号' && head.takes_name(page) && start - from <= 2 && is_direction(page.c(from))
        {
            return true;
        }
    }
    if page.has_any(from, &["和", "与", "跟", "、", "/", "及"]) && place_names::is_crossing(page, stop) {
        return head.takes_name(page) && place_names::is_name(page, from + 1, start);
    }
    let crossing = page.has_any(start, &["交叉口", "路口", "交叉路口", "交汇处"]) && page.has_any(from, &["与", "和"]);
    let lettered = page.c(start) == '座' && start == from + 1 && is_latin(page.c(from));
    let estate = head.takes_number()
        && from == end
        && head.counts_behind(page, start)
        && !head.is_elsewhere(page)
        && place_names::is_estate_and_number(page, from, start);
    let mixed = head.takes_mixed_name() && from == end && place_names::is_mixed_name(page, from, start);
    lettered
        || crossing
        || estate
        || mixed
        || head.takes_name(page) && from == end && place_names::is_name(page, from, start) && !head.is_common(page, from)
}
