//! Sums of money: a number with its currency, before or after it.

use super::SignalKind;
use super::list::List;
use super::numerals::Number;
use super::page::{Page, is_han};

/// Marks that stand before the number.
#[rustfmt::skip]
static BEFORE: List = List::new(&[
    "¥", "$", "nt$", "us$", "hk$", "usd", "hkd", "rmb", "ntd", "cny", "twd", "eur", "€", "£", "新台币", "台币",
    "人民币", "港币", "美元", "美金", "nt", "jpy", "s$", "a$", "rm", "欧元", "日币", "日元",
]);
/// Units that stand after it; a blank may part them from the number if they are Latin.
#[rustfmt::skip]
static LATIN_UNITS: List = List::new(&[
    "rmb", "usd", "ntd", "cny", "hkd", "twd", "eur", "nt", "yuan", "jpy",
]);
#[rustfmt::skip]
static UNITS: List = List::new(&[
    "元", "圆", "块", "块钱", "元钱", "元人民币", "元台币", "元新台币", "人民币", "美元", "美金", "港币", "港元", "欧元", "日元", "日币", "台币", "新台币", "日圆", "港圆", "欧圆", "英镑", "韩元", "韩币", "美刀", "刀", "泰铢", "澳元",
    "块人民币", "块台币", "块美金",
    "角", "角钱", "毛", "毛钱", "分钱",
]);
/// What makes 块 a piece, 元 a part of a word, 毛 and 角 no money.
#[rustfmt::skip]
static PIECES: List = List::new(&[
    "儿", "屏", "板", "砖", "电池", "玻璃", "硬盘", "地", "表", "主板", "肉", "牌", "面", "钢", "木", "砖", "砖头", "手表", "电板", "显示",
    "头", "区域", "瓷砖", "充电", "石", "布",
]);
static NOT_YUAN: List = List::new(&["素", "件", "器件", "旦", "宵", "气"]);
#[rustfmt::skip]
static MONEY_VERBS: List = List::new(&[
    "扣", "收", "付", "交", "花", "退", "差", "充", "赔", "扣了", "收了", "付了", "花了", "交了",
]);

#[rustfmt::skip]
static MONEY_NOUNS: List = List::new(&[
    "押金", "定金", "订金", "尾款", "货款", "房租", "租金", "费", "赔偿", "价格", "总价", "金额", "工资", "学费", "本金", "存款", "余额", "损失", "的",
]);

/// Claims every sum of money.
pub(super) fn claim(page: &mut Page) {
    for number in page.numbers() {
        if let Some((start, end)) = sum_at(page, number) {
            page.claim(SignalKind::Amount, start, end);
        }
    }
}

fn sum_at(page: &Page, number: Number) -> Option<(usize, usize)> {
    let start = before(page, number);
    let end = after(page, number);
    match (start, end) {
        (Some(start), end) => Some((start, end.unwrap_or(number.end))),
        (None, Some(end)) => Some((range_start(page, number), end)),
        (None, None) => cut_short(page, number),
    }
}

/// 押金3千5: digits with a power of ten and what is left over are money where the word before pays or costs.
fn cut_short(page: &Page, number: Number) -> Option<(usize, usize)> {
    let power = number.end.checked_sub(2).map_or('\0', |i| page.c(i));
    let last = page.before(number.end).is_ascii_digit() && matches!(power, '千' | '万' | '百');
    let at = page.back_any(number.start, &["了", "我", "是"]).unwrap_or(number.start);
    let paid = page.ends_with_any(at, &MONEY_VERBS) || page.ends_with_any(at, &MONEY_NOUNS);
    let counted = "个户人名位家天年月次度吨米克斤台件单张分公里".contains(page.c(number.end)) && page.c(number.end) != '\0';
    (number.digits && last && paid && !counted).then_some((number.start, number.end))
}

/// Where the mark before the number begins.
fn before(page: &Page, number: Number) -> Option<usize> {
    let gap = if page.before(number.start) == ' ' { number.start - 1 } else { number.start };
    let start = page.back_any(gap, &BEFORE)?;
    let latin = page.c(start).is_ascii_alphabetic();
    let glued = latin && page.before(start).is_ascii_alphanumeric();
    let spoken = !latin && is_han(page.c(start)) && number.value >= 10;
    (!glued && (number.digits || spoken)).then_some(start)
}

/// Where the unit after the number ends, with the smaller units that follow: 三块五, 12元5角.
fn after(page: &Page, number: Number) -> Option<usize> {
    let unit = page.skip_blank(number.end);
    if let Some(end) = page.after_any(unit, &LATIN_UNITS) {
        return (!page.c(end).is_ascii_alphanumeric()).then_some(end);
    }
    let gap = unit > number.end && !number.digits;
    let end = page.after_any(unit, &UNITS).filter(|_| !gap)?;
    match page.c(unit) {
        '块' if end == unit + 1 && !is_money(page, number, end) => return None,
        '元' if page.has_any(end, &NOT_YUAN) => return None,
        '毛' if page.c(end) == '病' => return None,
        '角' if !number.digits && page.before(end) != '钱' => return None,
        _ => {}
    }
    Some(small_change(page, unit, end))
}

/// Whether 块 means money: 一块 alone is mostly a piece.
fn is_money(page: &Page, number: Number, end: usize) -> bool {
    let one = number.value == 1 && !number.digits && number.end - number.start == 1;
    let verb = page.ends_with_any(number.start, &MONEY_VERBS);
    !page.has_any(end, &PIECES) && (!one || verb)
}

/// The 五 of 三块五, the 5角 of 12元5角.
fn small_change(page: &Page, unit: usize, end: usize) -> usize {
    if !matches!(page.c(unit), '块' | '元' | '角' | '毛') {
        return end;
    }
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九".contains(c);
    if !digit(page.c(end)) || digit(page.c(end + 1)) {
        return end;
    }
    match page.after_any(end + 1, &["角钱", "角", "毛钱", "毛", "分钱", "分"]) {
        Some(_) if page.c(end + 1) == page.c(unit) => end,
        Some(more) if page.has(end, "一分") && page.has_any(more, &["不", "都", "也", "没", "钱不", "钱都", "钟"]) => {
            end
        }
        Some(more) => small_change(page, end + 1, more),
        None if page.c(end + 1) == ',' && page.c(end + 2).is_ascii_digit() => end,
        None if page.c(unit) == '块' && !"十百千万块元个.天年月张台次件位名家小户单号".contains(page.c(end + 1)) => {
            end + 1
        }
        None => end,
    }
}

/// The beginning of `200-300元`.
fn range_start(page: &Page, number: Number) -> usize {
    range_before(page, number).unwrap_or(number.start)
}

/// Where a range begins that ends with `number`: the number before it, with only a dash or 到 between.
pub(super) fn range_before(page: &Page, number: Number) -> Option<usize> {
    let link = number.start.checked_sub(1).filter(|i| matches!(page.c(*i), '-' | '~' | '到' | '至'))?;
    page.number_ending_at(link).map(|n| n.start)
}
