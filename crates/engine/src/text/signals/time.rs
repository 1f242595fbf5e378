//! Points in time: a date, a part of the day, a clock, joined as they stand.

use super::SignalKind;
use super::date::{calendar_day, calendar_word, day_of_month, week};
use super::duration::{half_at, length_at};
use super::list::{AnyOf, List};
use super::page::Page;

#[rustfmt::skip]
static DAY_PARTS: List = List::new(&[
    "早上", "早晨", "清晨", "上午", "中午", "下午", "晚上", "凌晨", "半夜", "大半夜", "傍晚", "深夜", "夜里", "夜间", "夜晚", "午夜", "午后", "晚间",
    "一早", "一大早", "大清早", "午间", "早", "晚", "清早",
]);

/// Claims every point in time. A range is two.
pub(super) fn claim(page: &mut Page) {
    ago(page);
    let mut at = 0;
    while at < page.len() {
        let inside = page.c(at).is_ascii_digit() && page.before(at).is_ascii_digit() || page.owner(at).is_some();
        match (can_begin(page.c(at)) && !inside).then(|| point_at(page, at)).flatten() {
            Some(end) => {
                page.claim(SignalKind::Time, at, end);
                at = end;
            }
            None => at += 1,
        }
    }
}

/// The first characters of every form, so that most places in a text cost nothing.
fn can_begin(c: char) -> bool {
    c.is_ascii_digit() || BEGINNINGS.may_begin(c)
}

#[rustfmt::skip]
static BEGINNINGS: List = List::new(&[
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "〇", "零", "去", "今", "昨", "前", "明", "后", "大", "上", "下", "本",
    "这", "周", "星", "礼", "月", "年", "初", "双", "国", "元", "春", "中", "端", "清", "劳", "除", "圣", "跨", "早", "凌", "半", "傍",
    "深", "夜", "午", "晚", "民", "正", "当", "腊", "农", "阴", "情", "母", "父", "教", "儿", "妇", "光", "女", "感", "万", "黑", "平",
    "重", "小",
]);

/// 3小时前, 两天之前.
fn ago(page: &mut Page) {
    for number in page.numbers() {
        let Some(end) = length_at(page, number) else { continue };
        claim_ago(page, number.start, end);
    }
    for at in 0..page.len() {
        if page.c(at) == '半'
            && let Some((start, end)) = half_at(page, at)
        {
            claim_ago(page, start, end);
        }
    }
}

fn claim_ago(page: &mut Page, start: usize, end: usize) {
    let ago = page.after_any(end, &["前", "之前", "以前"]);
    if let Some(ago) = ago.filter(|ago| !page.has_any(*ago, &["台", "后", "往", "端", "面"])) {
        page.claim(SignalKind::Time, start, ago);
    }
}

/// Where the point in time that begins at `at` ends.
fn point_at(page: &Page, at: usize) -> Option<usize> {
    let date = date_at(page, at);
    let base = date.unwrap_or(at);
    let part = part_at(page, base, date.is_some());
    let from = part.unwrap_or(base);
    let clock = clock_at(page, from, date.is_some() || part.is_some()).or_else(|| {
        let gap = page.skip_blank(from);
        let gap = gap + usize::from(gap == from && page.c(gap) == 't' && date.is_some());
        if gap > from && (date.is_some() || part.is_some()) { clock_at(page, gap, true) } else { None }
    });
    match (date, part, clock) {
        (_, _, Some(end)) => Some(end),
        (Some(_), Some(end), None) | (Some(end), None, None) => Some(end),
        _ => day_of_month(page, at),
    }
}

/// One date, or several that follow each other: 上周五, 今年国庆, 今天11月5日.
fn date_at(page: &Page, at: usize) -> Option<usize> {
    let one = |from: usize| calendar_day(page, from).or_else(|| week(page, from)).or_else(|| calendar_word(page, from));
    let mut end = one(at)?;
    for _ in 0..2 {
        match one(end) {
            Some(next) => end = next,
            None => break,
        }
    }
    Some(end)
}

/// The part of the day. After a date one blank may stand before it; 早 and 晚 alone need a date or a clock.
fn part_at(page: &Page, at: usize, dated: bool) -> Option<usize> {
    let at = if dated { page.skip_blank(at) } else { at };
    let end = page.after_any(at, &DAY_PARTS)?;
    let short = end == at + 1;
    let reaches = !short || clock_at(page, end, true).is_some();
    (reaches && !(short && !dated && page.before(at) == '最')).then_some(end)
}

/// 10:15, 09:12:33, 八点, 3点半, 17时40分. Without a date or a part of the day (`dated`), 三点 may as well be three
/// points made, so it needs more to show that it is a clock.
fn clock_at(page: &Page, at: usize, dated: bool) -> Option<usize> {
    let (hour, end) = page.small_number(at).or_else(|| two_hours(page, at))?;
    let second = at >= 2 && page.owner(at - 2) == Some(SignalKind::Time);
    let glued = match page.before(at) {
        c if dated || !page.c(at).is_ascii_digit() || c == '\0' => false,
        '-' => !second,
        c => c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '/'),
    };
    if hour > 24 || glued {
        return None;
    }
    match page.c(end) {
        ':' => colon_clock(page, end),
        '点' | '时' => spoken_clock(page, at, end, dated),
        _ => None,
    }
}

/// 八九点: two hours that follow each other.
fn two_hours(page: &Page, at: usize) -> Option<(u32, usize)> {
    let digit = |i: usize| "一二三四五六七八九".chars().position(|c| c == page.c(i) || c == '二' && page.c(i) == '两');
    let (first, second) = (digit(at)?, digit(at + 1)?);
    (second == first + 1 && page.c(at + 2) == '点').then(|| (u32::try_from(second).unwrap_or(0) + 1, at + 2))
}

fn colon_clock(page: &Page, colon: usize) -> Option<usize> {
    let minute = two_digits(page, colon + 1)?;
    let second = (page.c(minute) == ':').then(|| two_digits(page, minute + 1)).flatten();
    let end = second.unwrap_or(minute);
    let half = page.after_any(page.skip_blank(end), &["am", "pm", "a.m.", "p.m."]);
    Some(half.filter(|to| !page.c(*to).is_ascii_alphanumeric()).unwrap_or(end))
}

/// Two digits under sixty that no further digit follows.
fn two_digits(page: &Page, at: usize) -> Option<usize> {
    let (value, end) = page.small_number(at).filter(|_| page.c(at).is_ascii_digit())?;
    (end == at + 2 && value < 60).then_some(end)
}

fn spoken_clock(page: &Page, at: usize, unit: usize, dated: bool) -> Option<usize> {
    let end = unit + 1;
    if page.c(unit) == '时' && (!dated || page.has_any(end, &["间", "候", "段", "常", "不时", "效", "长"])) {
        return None;
    }
    if let Some(end) = page.after_any(
        end,
        &["半", "整", "一刻", "三刻", "1刻", "3刻", "钟", "钟整", "正", "来钟", "多钟", "半多", "半钟", "钟多", "出头"],
    ) {
        return Some(end);
    }
    if let Some(end) = minutes(page, end) {
        return Some(end);
    }
    let end = if page.c(end) == '多' { end + 1 } else { end };
    (dated || is_clock_by_neighbours(page, at, end)).then_some(end)
}

/// The 40分 of 17时40分, the 三十 of 八点三十.
fn minutes(page: &Page, at: usize) -> Option<usize> {
    let at = if matches!(page.c(at), '过' | '零') { at + 1 } else { at };
    let (value, end) = page.small_number(at).filter(|(value, _)| *value < 60)?;
    let unit = page.c(end) == '分' && page.c(end + 1) != '钟';
    let bare = end - at >= 2 && value >= 10 && !"个元块天年月号户万千百单次位名".contains(page.c(end));
    (unit || bare).then_some(end + usize::from(unit))
}

fn is_clock_by_neighbours(page: &Page, at: usize, end: usize) -> bool {
    let one = page.c(at) == '一' && end == at + 2;
    let before = page.ends_with_any(at, &["到", "从", "等到", "约", "在", "于", "至", "今早", "今晚"]);
    let after = page.has_any(
        end,
        &[
            "左右", "就", "才", "开始", "下班", "上班", "以前", "以后", "之前", "之后", "前", "后", "到", "至", "还", "关门",
            "开门", "准时", "停电", "来电", "断", "多",
        ],
    );
    let listing = page.ends_with_any(at, &["说", "提", "下", "这", "那", "第", "有", "差", "分", "早", "晚", "快", "慢", "好"]);
    !one && !listing && (before || after)
}
