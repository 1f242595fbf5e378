//! Places: the longest contiguous address, from its first name to its last head.
//!
//! An address is a chain of links, each a name or a number with a head behind it (`板橋區` `中山路` `二段` `45巷` `8號`).
//! The heads are fixed words; what needs care is where the first name begins, since Chinese has no blanks.

use super::SignalKind;
use super::list::List;
use super::page::{Page, is_han, is_latin};
use super::place_names::{self, Head};
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

/// Past the number of a room that has no 室 behind it: 3号楼1602.
fn room_after(page: &Page, end: usize) -> usize {
    if matches!(page.before(end), '楼' | '号') && page.c(end) == '之' && page.c(end + 1).is_ascii_digit() {
        return end + 2 + usize::from(page.c(end + 2).is_ascii_digit());
    }
    let digits = (end..end + 5).take_while(|i| page.c(*i).is_ascii_digit()).count();
    let to = end + digits;
    let housed = matches!(page.before(end), '楼' | '栋' | '幢' | '元' | '座');
    let other = is_latin(page.c(to)) || "户人元块年月天个位名家次号度.-:".contains(page.c(to));
    if housed && matches!(digits, 3 | 4) && !other && page.is_free(end, to) { to } else { end }
}

/// Whether what stands between the end of a link and the next head is a name or a number, so that the chain goes on.
fn continues(page: &Page, end: usize, start: usize, stop: usize) -> bool {
    if start < end || !page.is_free(end, stop) {
        return false;
    }
    let from = page.skip_blank(end);
    let head = Head::read(page, start, stop);
    if from > start || (from > end && start == from) {
        return false;
    }
    if start == from {
        return head.may_follow_directly();
    }
    if place_names::is_number(page, from, start) {
        return head.takes_number() && !head.is_elsewhere(page);
    }
    if page.has_any(from, &["和", "与", "跟"]) && place_names::is_crossing(page, stop) {
        return head.takes_name() && place_names::is_name(page, from + 1, start);
    }
    let crossing = page.has_any(start, &["交叉口", "路口", "交叉路口", "交汇处"]) && page.has_any(from, &["与", "和"]);
    let lettered = page.c(start) == '座' && start == from + 1 && is_latin(page.c(from));
    lettered
        || crossing
        || head.takes_name() && from == end && place_names::is_name(page, from, start) && !head.is_common(page, from)
}
