//! Words of mood, with the word of degree before and the 了 of 太…了 behind.

use super::SignalKind;
use super::list::List;
use super::page::Page;
use super::words::Family;

#[rustfmt::skip]
static DEGREES: List = List::new(&[
    "很", "非常", "十分", "特别", "极其", "相当", "极度", "极", "太", "太让人", "太令人", "真让人", "真令人", "好", "真", "超级", "超", "实在",
    "实在太", "万分", "强烈", "真的很", "真的", "真是", "越来越", "比较", "有点", "让人很", "真心", "无比", "深感", "最", "真是太", "真的太", "简直太",
    "不太", "很不", "非常不",
]);
/// Moods that are one only with a degree: 过分 and 夸张 may describe anything.
#[rustfmt::skip]
static NEEDS_DEGREE: List = List::new(&[
    "满意", "过分", "夸张", "离谱", "差劲", "气人", "着急", "焦急", "郁闷", "委屈", "无奈", "难受", "后悔", "感激", "感动", "糟糕", "可恶", "伤心",
    "讨厌", "反感", "难过", "担心",
]);
/// What 垃圾 insults.
#[rustfmt::skip]
static TRASHED: List = List::new(&[
    "宽带", "公司", "服务", "网络", "平台", "客服", "软件", "东西", "快递", "app", "商家", "店", "系统", "产品", "态度", "质量", "运营商", "银行",
    "物流", "物业", "手机", "路由器", "光猫", "卖家", "玩意", "企业", "车", "品牌", "售后", "电信", "移动", "联通", "网速", "套餐",
]);
static NEGATIONS: List = List::new(&["不", "没", "别", "没有", "不是很", "不会", "不用", "并不"]);

/// Claims every word of mood.
pub(super) fn claim(page: &mut Page) {
    for (start, end) in page.words(Family::Emotion) {
        if let Some((from, to)) = mood_at(page, start, end) {
            page.claim(SignalKind::Emotion, from, to);
        }
    }
}

fn mood_at(page: &Page, start: usize, end: usize) -> Option<(usize, usize)> {
    if page.has(start, "垃圾") {
        return is_insult(page, start, end).then(|| widen(page, start, end));
    }
    let begin = page.back_any(start, &DEGREES).filter(|begin| !is_part_of_other(page, *begin));
    let bare = begin.is_none();
    let denied = bare && page.ends_with_any(start, &NEGATIONS)
        || begin.is_some_and(|b| page.ends_with_any(b, &["不是", "不会", "没有", "没那么", "并不", "不"]));
    if denied || (bare && page.has_any(start, &NEEDS_DEGREE)) || is_other_word(page, start, end) {
        return None;
    }
    Some(widen(page, begin.unwrap_or(start), end))
}

/// With the degree before and what closes the form behind: 太…了, 气死了, 失望透了.
fn widen(page: &Page, start: usize, end: usize) -> (usize, usize) {
    let start = page.back_any(start, &DEGREES).unwrap_or(start);
    let end =
        page.after_any(end, &["透了", "透顶", "至极", "极了", "得很", "死了", "坏了", "人了", "我了", "爆了"]).unwrap_or(end);
    let dead = page.before(end) == '死' || page.before(end) == '炸' || page.before(end) == '够';
    let exclaims = page.has_any(start, &["太", "实在太", "真是太", "真的太", "简直太"]) || dead;
    (start, end + usize::from(exclaims && page.c(end) == '了'))
}

/// The 好 of 最好, 不好 and 刚好 belongs to the word before and is not a degree.
fn is_part_of_other(page: &Page, begin: usize) -> bool {
    page.has(begin, "好") && page.ends_with_any(begin, &["最", "不", "刚", "只", "正"])
}

fn is_other_word(page: &Page, start: usize, end: usize) -> bool {
    match page.c(start) {
        '满' => page.has_any(end, &["度", "率", "为止"]),
        '不' => page.has_any(end, &["足", "一", "半", "两", "三", "1", "2", "3", "5", "载", "额"]) && !page.has(start, "不满意"),
        '恶' => page.has_any(end, &["呕吐", "想吐", "头晕"]),
        '无' => page.has_any(end, &["音", "文"]),
        '生' => page.has_any(end, &["勃"]),
        '坑' => page.has_any(end, &["洼"]),
        '骗' => page.has_any(end, &["短信", "电话"]),
        _ => false,
    }
}

/// 垃圾 before what it insults, or as a verdict; not as rubbish.
fn is_insult(page: &Page, start: usize, end: usize) -> bool {
    let kind = page.has_any(end, &TRASHED) && !page.has_any(end, &["车来", "车没", "车改", "车一", "车不"]);
    let truck = page.c(end) == '车';
    let verdict = page.ends_with_any(start, &["真", "太", "是", "简直", "纯", "都是", "就是", "什么", "一群", "真是"]);
    let closed = matches!(page.c(end), '\0' | '!' | ',' | '。' | '?' | '了' | '\n' | '.');
    (kind && !truck)
        || (verdict && closed)
        || (closed && page.c(end) == '!' && matches!(page.before(start), '\0' | ',' | '。' | '!' | '\n'))
}
