//! How many people, households, shops or orders are affected.

use super::SignalKind;
use super::list::List;
use super::numerals::Number;
use super::page::Page;

/// Those who can be affected. Who is counted as staff or as a partner in talk is not among them.
#[rustfmt::skip]
static AFFECTED: List = List::new(&[
    "用户", "客户", "客人", "业主", "车主", "住户", "居民", "员工", "同事", "职工", "工人", "学生", "家长", "家长群", "乘客", "旅客", "顾客", "患者",
    "病人", "老人", "老师", "村民", "会员", "商户", "商家", "买家", "卖家", "消费者", "司机", "同学", "孩子", "邻居", "租户", "人家", "家庭", "企业",
    "公司", "门店", "店铺", "店家", "店", "单位", "工厂", "厂家", "网点", "街坊", "群众", "市民", "受害者", "投资人", "商铺", "租客", "摊主", "摊贩", "房客",
]);
/// Things that stand for those affected, after 个, 笔, 张 and the like.
static AFFECTED_THINGS: List = List::new(&["订单", "工单", "终端", "小区", "账户", "站点", "包裹", "账号"]);
/// After 个人: who only talks or is exchanged is not affected.
#[rustfmt::skip]
static TALKERS: List = List::new(&[
    "聊", "说", "告诉", "反馈", "接待", "来接", "接了", "都说", "跟我", "对接", "讨论", "问", "推", "换",
]);
#[rustfmt::skip]
static CHANGES: List = List::new(&[
    "换了", "换", "转了", "转接了", "问了", "找了", "打给", "没有", "没", "派了", "来了", "就",
]);

/// Claims every count of those affected.
pub(super) fn claim(page: &mut Page) {
    for number in page.numbers() {
        if let Some(end) = count_at(page, number) {
            page.claim(SignalKind::AffectedCount, number.start, end);
        }
    }
}

fn count_at(page: &Page, number: Number) -> Option<usize> {
    let blocked = page.ends_with_any(number.start, &["第", "每", "这", "那", "另", "同", "某"])
        || page.ends_with_any(number.start, &CHANGES);
    if blocked || number.value < 2 {
        return None;
    }
    let unit = page.skip_blank(number.end);
    let more = |at: usize| if page.c(at) == '多' { at + 1 } else { at };
    match page.c(unit) {
        '户' => households(page, unit + 1),
        '单' => orders(page, unit + 1),
        '家' | '间' => page.after_any(more(unit + 1), &AFFECTED),
        '名' | '位' => people(page, more(unit + 1)),
        '个' | '笔' | '张' | '条' | '台' => of_pieces(page, number, more(unit + 1)),
        '人' => crowd(page, number, unit + 1),
        _ => page
            .after_any(unit, &["用户", "业主", "住户", "居民", "员工", "客户", "商户", "学生", "乘客"])
            .filter(|_| number.digits || number.value > 9),
    }
}

fn households(page: &Page, at: usize) -> Option<usize> {
    let other = page.has_any(at, &["号", "口", "型", "主", "外", "籍", "名", "均"]);
    let whom = page.after_any(at, &["居民", "人家", "业主", "用户", "住户", "家庭", "村民", "商家", "商户", "邻居"]);
    (!other).then_some(whom.unwrap_or(at))
}

fn orders(page: &Page, at: usize) -> Option<usize> {
    (!page.has_any(at, &["元", "位", "子", "号", "价", "方", "独", "据", "机", "向", "人", "程", "身", "词", "车", "门"]))
        .then_some(at)
}

fn people(page: &Page, at: usize) -> Option<usize> {
    page.after_any(at, &AFFECTED)
}

fn of_pieces(page: &Page, number: Number, at: usize) -> Option<usize> {
    if page.c(at) == '人' {
        return crowd(page, number, at + 1);
    }
    let whom = page.after_any(at, &AFFECTED).filter(|end| *end > at + 1);
    let things = || page.after_any(at, &AFFECTED_THINGS).filter(|_| number.value >= 5);
    let few_staff = number.value < 5 && page.has_any(at, &["老师", "员工", "店", "公司", "单位", "同事", "司机", "门店", "网点"]);
    whom.filter(|_| !few_staff).or_else(things)
}

/// Bare 人: many, and not of those one merely talks with.
fn crowd(page: &Page, number: Number, end: usize) -> Option<usize> {
    let affected = page.ends_with_any(number.start, &["影响", "涉及", "波及", "共", "全家", "受伤", "害得"]);
    let other =
        page.has_any(end, &["次", "份", "民", "工", "员", "均", "间", "桌", "座", "寿", "物"]) || page.has_any(end, &TALKERS);
    ((number.value >= 10 || affected) && !other).then_some(end)
}
