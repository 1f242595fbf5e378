//! Lengths of time: 三天, 半个月, 两个半小时, 三到五个工作日.

use super::SignalKind;
use super::amount::range_before;
use super::list::List;
use super::numerals::Number;
use super::page::Page;

/// Units that follow a number directly.
#[rustfmt::skip]
static UNITS: List = List::new(&[
    "天", "年", "周", "秒", "秒钟", "分钟", "小时", "钟头", "星期", "礼拜", "季度", "工作日", "工作天", "营业日", "营业天", "自然日", "昼夜", "晚",
    "晚上", "夜", "h", "hr", "hrs", "hours", "min", "days",
]);
/// Units that want 个 before them.
#[rustfmt::skip]
static COUNTED_UNITS: List = List::new(&[
    "月", "小时", "钟头", "星期", "礼拜", "季度", "工作日", "工作天", "多月", "多小时", "多钟头", "多星期", "多礼拜", "营业日", "晚上", "半月", "半小时",
    "半钟头",
]);
/// What makes an ordinal or a habit of it.
static NOT_AFTER: List = List::new(&["第", "每", "初", "周", "隔"]);
/// What makes 一天 and 一年 a certain day or year: 有一天, 同一年.
static CERTAIN: List = List::new(&["同", "某", "那", "头", "前", "有", "另", "当"]);
static HALF_NOT_AFTER: List = List::new(&["上", "下", "前", "后", "一大", "深", "个", "点"]);
#[rustfmt::skip]
static ALL_DAY_SERVICE: List = List::new(&[
    "客服", "服务", "热线", "在线", "营业", "值班", "自助", "专线", "人工", "便利", "不打烊", "开放", "的吗", "营业厅", "监控",
]);

/// Claims every length of time.
pub(super) fn claim(page: &mut Page) {
    for number in page.numbers() {
        if let Some(end) = length_at(page, number) {
            let start = range_before(page, number).unwrap_or(number.start);
            page.claim(SignalKind::Duration, start, end);
        }
    }
    for at in 0..page.len() {
        if page.c(at) == '半'
            && let Some((start, end)) = half_at(page, at)
        {
            page.claim(SignalKind::Duration, start, end);
        }
    }
}

/// Where the length of time that begins with `number` ends.
pub(super) fn length_at(page: &Page, number: Number) -> Option<usize> {
    let (unit, end) = unit_after(page, number)?;
    let certain = number.value == 1 && matches!(page.c(unit), '天' | '年') && page.ends_with_any(number.start, &CERTAIN);
    let ordinal = certain || page.ends_with_any(number.start, &NOT_AFTER);
    let calendar = page.c(unit) == '年' && number.digits && number.value >= 1_000;
    let asked = page.has(number.start, "几") && number.end == number.start + 1 && page.has_any(end, &["?", "吗", "呢"]);
    if ordinal || calendar || asked || is_figure_of_speech(page, number, unit, end) {
        return None;
    }
    Some(tail(page, unit, end))
}

/// Where the unit begins and ends.
fn unit_after(page: &Page, number: Number) -> Option<(usize, usize)> {
    let at = number.end;
    let at = if number.digits { page.skip_blank(at) } else { at };
    let at = at + usize::from(matches!(page.c(at), '整' | '半') && at == number.end);
    if page.c(at) == '个' {
        return page.after_any(at + 1, &COUNTED_UNITS).map(|end| (end - 1, end));
    }
    if page.c(at) == '日' && page.has_any(at + 1, &["内", "之内", "以内"]) {
        return Some((at, at + 1));
    }
    let end = page.after_any(at, &UNITS)?;
    let latin = page.c(at).is_ascii_alphabetic();
    let whole = !latin || (number.digits && !page.c(end).is_ascii_alphanumeric());
    whole.then_some((at, end))
}

/// 三天两头, 一天一个说法, 7天无理由, 24小时客服, 一年级, 百年老店.
fn is_figure_of_speech(page: &Page, number: Number, unit: usize, end: usize) -> bool {
    let bare_power = !number.digits && matches!(page.c(number.start), '百' | '千' | '万') && number.end == number.start + 1;
    match page.c(unit) {
        '天' => {
            page.has_any(end, &["两头", "无理由", "内无理由", "猫", "一个", "一变", "比一天", "天"]) && !page.has(end, "一个电话")
                || number.value == 1 && page.has_any(end, &["到晚", "到黑", "之内几"])
        }
        '年' => {
            bare_power
                || page.has_any(end, &["级", "纪", "轮", "检", "货", "老店", "代"])
                || page.ends_with_any(number.start, &["去", "今"])
        }
        '周' => page.has_any(end, &["年", "岁", "边", "围"]) || "一二三四五六日末".contains(page.c(end)) && page.c(end) != '\0',
        '夜' => page.has_any(end, &["间", "里", "班"]) || number.value == 1,
        '晚' => page.has_any(end, &["到", "点", "饭"]),
        '秒' => page.has_any(end, &["杀", "到账", "速", "表"]),
        _ => is_round_the_clock(page, number, end),
    }
}

fn is_round_the_clock(page: &Page, number: Number, end: usize) -> bool {
    let spoken = page.ends_with_any(number.start, &["专线是", "热线是", "客服是", "全天", "7×", "7*", "7x"]);
    number.value == 24 && (page.has_any(end, &ALL_DAY_SERVICE) || spoken)
}

/// 两年多, 三天半, 三天三夜.
fn tail(page: &Page, unit: usize, end: usize) -> usize {
    let more = matches!(page.c(end), '多' | '半')
        && !page.has_any(end, &["多次", "多少", "多个", "半夜", "半年", "半个", "多收", "多扣", "多人", "多付"]);
    if more {
        return end + 1;
    }
    let night = page.c(unit) == '天' && "一两三四五六七".contains(page.c(end)) && page.c(end + 1) == '夜';
    if night && page.c(end) != '\0' { end + 2 } else { end }
}

/// 半个月, 大半年, 半小时. `at` is the place of 半.
pub(super) fn half_at(page: &Page, at: usize) -> Option<(usize, usize)> {
    if page.ends_with_any(at, &HALF_NOT_AFTER) {
        return None;
    }
    let unit = at + 1 + usize::from(page.c(at + 1) == '个');
    let unit = unit + usize::from(page.c(unit) == '多');
    let end = page.after_any(unit, &["月", "年", "天", "小时", "钟头", "星期", "礼拜", "学期", "季度"])?;
    let start = if matches!(page.before(at), '大' | '小') { at - 1 } else { at };
    Some((start, tail(page, end - 1, end)))
}
