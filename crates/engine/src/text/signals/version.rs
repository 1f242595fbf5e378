//! Versions of software and systems: `V2.0`, `固件版本 V2.0`, `Android 14`, `8.0.33`.

use super::SignalKind;
use super::list::List;
use super::page::{Page, is_latin};
use super::words::Family;

#[rustfmt::skip]
static LABEL_HEADS: List = List::new(&[
    "软件", "固件", "系统", "客户端", "程序", "硬件", "驱动", "插件", "当前", "最新", "操作系统", "应用", "内核", "韧体", "软体", "数据库", "浏览器",
    "产品", "目前", "现在", "旧", "新", "平台", "服务端",
]);
#[rustfmt::skip]
static SYSTEMS: List = List::new(&[
    "android", "安卓", "ios", "ipados", "watchos", "windows", "windows server", "win", "macos", "mac os",
    "chrome", "ie", "edge", "firefox", "safari", "鸿蒙", "鸿蒙os", "harmonyos", "harmony os", "miui", "emui", "coloros",
    "hyperos", "ubuntu", "centos", "安卓系统",
]);

/// Claims every version.
pub(super) fn claim(page: &mut Page) {
    for (start, end) in page.words(Family::VersionLabel) {
        labelled(page, start, end);
    }
    let mut at = 0;
    while at < page.len() {
        let alone = !is_latin(page.before(at)) && !matches!(page.before(at), '.' | '-' | '_');
        match alone.then(|| system_at(page, at).or_else(|| bare_at(page, at))).flatten() {
            Some(end) => {
                page.claim(SignalKind::Version, at, end);
                at = end;
            }
            None => at += 1,
        }
    }
}

/// A label directly before the number belongs to it; with a colon between, it does not.
fn labelled(page: &mut Page, start: usize, end: usize) {
    let head = page.back_any(start, &LABEL_HEADS).unwrap_or(start);
    let gap = page.skip_blank(end);
    let whole = page.before(end) == '本';
    if let Some(to) = number_at(page, gap).filter(|_| whole) {
        page.claim(SignalKind::Version, head, to);
        return;
    }
    let at = page.after_any(gap, &[":", "是", "为", "号:", "号"]).map(|at| page.skip_blank(at)).unwrap_or(gap);
    if let Some(to) = number_at(page, at) {
        page.claim(SignalKind::Version, at, to);
    }
}

fn system_at(page: &Page, at: usize) -> Option<usize> {
    if !matches!(page.c(at), 'a' | '安' | 'i' | 'w' | 'm' | 'c' | 'e' | 'f' | 's' | '鸿' | 'h' | 'u') {
        return None;
    }
    let name = page.after_any(at, &SYSTEMS)?;
    let number = page.skip_blank(page.after_any(name, &["版本"]).unwrap_or(name));
    let end = number_at(page, number)?;
    let edition = page.after_any(page.skip_blank(end), &["专业版", "家庭版", "企业版"]).filter(|_| page.c(end) != ' ');
    Some(edition.unwrap_or(end))
}

/// `v3.2.1`, `v6.1`, or three parts without a letter that are neither a date nor an address of a network.
fn bare_at(page: &Page, at: usize) -> Option<usize> {
    let lettered = page.c(at) == 'v' || page.has(at, "ver");
    if !lettered && !page.c(at).is_ascii_digit() {
        return None;
    }
    let (end, parts, first) = parts_at(page, number_start(page, at))?;
    let goes_on = is_latin(page.c(end)) || page.c(end) == '.' && page.c(end + 1).is_ascii_digit();
    let enough = if lettered { parts >= 2 } else { parts == 3 && first <= 3 };
    (enough && !goes_on).then_some(end)
}

/// Where the number behind an optional `v` ends; one part is enough.
fn number_at(page: &Page, at: usize) -> Option<usize> {
    let (end, parts, first) = parts_at(page, number_start(page, at))?;
    let counted = "年月日个天号元块次条款人".contains(page.c(end)) && parts == 1;
    let whole = !is_latin(page.c(end)) || matches!(page.c(end), 'h' | 'p' | 'r' | 'b') && page.c(end + 1).is_ascii_digit();
    (whole && !counted && first <= 5).then_some(end)
}

fn number_start(page: &Page, at: usize) -> usize {
    page.after_any(at, &["v", "v.", "ver", "ver.", "version "]).unwrap_or(at)
}

/// The end of `8.0.33`, how many parts it has, and how long the first is.
fn parts_at(page: &Page, start: usize) -> Option<(usize, usize, usize)> {
    let digits = |from: usize| (from..from + 12).take_while(|i| page.c(*i).is_ascii_digit()).count();
    let first = digits(start);
    if first == 0 {
        return None;
    }
    let mut end = start + first;
    let mut parts = 1;
    while parts < 5 && page.c(end) == '.' && page.c(end + 1).is_ascii_digit() {
        end += 1 + digits(end + 1);
        parts += 1;
    }
    Some((end, parts, first))
}
