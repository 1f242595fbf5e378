//! Values that a label makes known: account, order, waybill, meter, staff number, licence plate.

use super::SignalKind;
use super::checksum::is_luhn;
use super::page::{Page, is_latin};
use super::words::Family;

/// What a value must look like to count as one of a kind.
struct LabelRule {
    kind: SignalKind,
    family: Family,
    /// Fewest characters.
    shortest: usize,
    /// Fewest characters after a label that is also an ordinary word.
    shortest_loose: usize,
    /// The labels that are also ordinary words.
    loose: &'static [&'static str],
    /// What, standing before a label, makes it part of another word.
    not_after: &'static [&'static str],
}

const RULES: [LabelRule; 5] = [
    LabelRule {
        kind: SignalKind::OrderNo,
        family: Family::OrderLabel,
        shortest: 3,
        shortest_loose: 6,
        loose: &["订单"],
        not_after: &["预"],
    },
    LabelRule {
        kind: SignalKind::WaybillNo,
        family: Family::WaybillLabel,
        shortest: 5,
        shortest_loose: 8,
        loose: &["单号", "运单", "货运单", "快递单", "快递号", "追踪号", "查询单号", "邮件号"],
        not_after: &[
            "工", "保", "订", "账", "清", "回", "派", "报修", "受理", "采购", "退货", "维修", "服务", "申请", "凭证", "投诉",
            "缴费", "申诉", "业务", "交易", "流水", "提", "发票", "收据", "存", "定", "入库", "出库", "工作", "报", "客诉", "案",
            "表", "处理", "售后",
        ],
    },
    LabelRule {
        kind: SignalKind::MeterNo,
        family: Family::MeterLabel,
        shortest: 4,
        shortest_loose: 6,
        loose: &["旧表", "新表", "电表", "水表", "气表", "燃气表"],
        not_after: &["报", "列", "代", "图", "填", "仪"],
    },
    LabelRule {
        kind: SignalKind::StaffNo,
        family: Family::StaffLabel,
        shortest: 2,
        shortest_loose: 2,
        loose: &[],
        not_after: &["职", "施", "开", "完", "竣"],
    },
    LabelRule {
        kind: SignalKind::AccountNo,
        family: Family::AccountLabel,
        shortest: 3,
        shortest_loose: 3,
        loose: &[],
        not_after: &["用", "门", "充", "发", "来", "银行", "收款", "对公", "卡", "转账", "汇款"],
    },
];

/// Claims every labelled value.
pub(super) fn claim(page: &mut Page) {
    for rule in &RULES {
        for (start, end) in page.words(rule.family) {
            if !page.ends_with_any(start, rule.not_after) {
                after_label(page, rule, start, end);
            }
        }
    }
    second_meters(page);
}

fn after_label(page: &mut Page, rule: &LabelRule, start: usize, end: usize) {
    let loose = rule.loose.iter().any(|l| l.chars().count() == end - start && page.has(start, l));
    let shortest = if loose { rule.shortest_loose } else { rule.shortest };
    let at = skip_link(page, end);
    let value = value_at(page, rule.kind, at).or_else(|| value_before(page, rule.kind, start));
    let Some((from, to)) = value.filter(|(from, to)| to - from >= shortest) else { return };
    if rule.kind == SignalKind::AccountNo && is_bank_card(page, from, to) {
        return;
    }
    page.claim(rule.kind, from, to);
}

/// Past what links a label with its value: `：`, 是, 变成, a blank, an opening bracket.
pub(super) fn skip_link(page: &Page, end: usize) -> usize {
    let mut at = end;
    if let Some(next) = page.after_any(at, &["号码", "编号"]) {
        at = next;
    }
    at = page.skip_blank(at);
    if let Some(next) =
        page.after_any(at, &["变成", "变为", "改成", "改为", "换成", "应该是", "就是", "写的是", "是", "为", "叫", ":", "=", "#"])
    {
        at = next;
    }
    while matches!(page.c(at), ' ' | ':' | '[' | '(' | '"' | '“' | '「' | '#' | '【' | '\n') {
        at += 1;
    }
    page.after_any(at, &["no."]).unwrap_or(at)
}

/// The identifier at `at`: Latin letters, digits and dashes, at least one of them a digit.
fn value_at(page: &Page, kind: SignalKind, at: usize) -> Option<(usize, usize)> {
    if !is_latin(page.c(at)) {
        return None;
    }
    let inner = |c: char| is_latin(c) || matches!(c, '-' | '_') || (kind == SignalKind::AccountNo && matches!(c, '@' | '.'));
    let mut end = at;
    while inner(page.c(end)) {
        end += 1;
    }
    while matches!(page.before(end), '-' | '_' | '.' | '@') {
        end -= 1;
    }
    let end = carrier_prefix(page, at, end);
    let digits = (at..end).filter(|i| page.c(*i).is_ascii_digit()).count();
    let quantity = "年月元块天个件台张单份小点分多万千百号日户".contains(page.c(end)) && digits == end - at && end - at < 6;
    (digits > 0 && !quantity).then_some((at, end))
}

/// `SF 1029384756102`: a carrier's letters and a blank before the number.
fn carrier_prefix(page: &Page, at: usize, end: usize) -> usize {
    let letters = (at..end).all(|i| page.c(i).is_ascii_alphabetic());
    let digits = (end + 1..).take(30).take_while(|i| page.c(*i).is_ascii_digit()).count();
    if letters && (2..=4).contains(&(end - at)) && page.c(end) == ' ' && digits >= 6 { end + 1 + digits } else { end }
}

/// The value before its label: `SF1029384756102这个快递单号`.
fn value_before(page: &Page, kind: SignalKind, label: usize) -> Option<(usize, usize)> {
    let end = page.back_any(label, &["这个", "那个", "这一", "该", "这张", "的这个", "这"])?;
    let end = if page.before(end) == ' ' { end - 1 } else { end };
    let mut start = end;
    while start > 0 && end - start < 40 && (is_latin(page.before(start)) || matches!(page.before(start), '-' | '_')) {
        start -= 1;
    }
    value_at(page, kind, start).filter(|(_, to)| *to == end)
}

/// A card number is a card number, even where the customer calls it an account.
fn is_bank_card(page: &Page, start: usize, end: usize) -> bool {
    let digits: Vec<char> = (start..end).map(|i| page.c(i)).filter(char::is_ascii_digit).collect();
    (16..=19).contains(&digits.len()) && digits.len() == end - start && is_luhn(&digits)
}

/// A second meter in the sentence, unlabelled but of the same make: `表号DT8826001和隔壁DT8826002接反了`.
fn second_meters(page: &mut Page) {
    let meters: Vec<(usize, usize)> =
        page.found().iter().filter(|f| f.kind == SignalKind::MeterNo).map(|f| (f.start, f.end)).collect();
    for (start, end) in meters {
        let shape = shape_of(page, start, end);
        let mut at = end;
        while at < page.len() && at < end + 40 && !matches!(page.c(at), '。' | '!' | '?' | ';' | '\n') {
            let alone = is_latin(page.c(at)) && !is_latin(page.before(at)) && page.before(at) != '-';
            match value_at(page, SignalKind::MeterNo, at).filter(|_| alone) {
                Some((from, to)) if to - from >= 6 && shape_of(page, from, to) == shape => {
                    page.claim(SignalKind::MeterNo, from, to);
                    at = to;
                }
                _ => at += 1,
            }
        }
    }
}

/// The letters as they are, the digits as their number.
fn shape_of(page: &Page, start: usize, end: usize) -> String {
    (start..end).map(|i| if page.c(i).is_ascii_digit() { '0' } else { page.c(i) }).collect()
}
