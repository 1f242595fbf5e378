//! Numbers that need no label to be known: phones, identity cards, bank cards.

use super::checksum::{is_luhn, is_mainland_id, is_mainland_id_shape, is_taiwan_id};
use super::digit_groups::{self, Group, Joined};
use super::list::List;
use super::page::{Page, is_latin};
use super::words::Family;
use super::{Claim, SignalKind};

/// How sure a reading must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// For signals: the check digit must fit, and the number may not be part of an identifier.
    Exact,
    /// For masking: when in doubt, it is personal.
    Cautious,
}

/// Labels of numbers that only look like a phone or a card.
#[rustfmt::skip]
static OTHER_NUMBERS: List = List::new(&[
    "保单号", "工单号", "合同号", "发票号", "发票号码", "序列号", "流水号", "受理号", "受理编号", "交易号", "凭证号", "工单编号", "保单编号", "合同编号",
    "设备号", "imei", "串号", "批次号", "案号", "sn", "编码", "条码",
]);

/// Claims phones, identity cards and bank cards, and the last four digits of a card after their label.
pub(super) fn claim(page: &mut Page) {
    card_tails(page);
    for found in find(page.chars(), Strictness::Exact) {
        if !is_other_number(page, found.start) {
            page.claim(found.kind, found.start, found.end);
        }
    }
}

/// The phones and cards in the text, from left to right.
pub(super) fn find(chars: &[char], care: Strictness) -> Vec<Claim> {
    let groups = digit_groups::scan(chars);
    let mut found: Vec<Claim> = Vec::new();
    let mut at = 0;
    while let Some(rest) = groups.get(at..).filter(|rest| !rest.is_empty()) {
        match number_at(chars, rest, care).filter(|f| found.last().is_none_or(|last| last.end <= f.start)) {
            Some(number) => {
                at += rest.iter().take_while(|g| g.start < number.end).count().max(1);
                found.push(number);
            }
            None => {
                if care == Strictness::Cautious {
                    found.extend(rest.first().and_then(|group| buried_id(chars, *group)));
                }
                at += 1;
            }
        }
    }
    found
}

/// An identity number that runs on into other digits.
fn buried_id(chars: &[char], group: Group) -> Option<Claim> {
    let starts = group.start..group.end.saturating_sub(17);
    let right = |start: &usize| chars.get(*start..start + 18).is_some_and(|id| is_mainland_id_shape(id) && is_mainland_id(id));
    starts.into_iter().find(right).map(|start| Claim { kind: SignalKind::IdCard, start, end: start + 18 })
}

fn number_at(chars: &[char], groups: &[Group], care: Strictness) -> Option<Claim> {
    let first = groups.first()?;
    let readings = digit_groups::readings(chars, groups);
    if let Some(id) = taiwan_id(chars, *first, care).or_else(|| readings.iter().find_map(|r| mainland_id(chars, r, care))) {
        return Some(id);
    }
    if let Some(phone) = bracketed_landline(chars, groups) {
        return Some(phone);
    }
    if care == Strictness::Exact && is_inside_identifier(chars, first.start) {
        return None;
    }
    let fits = |r: &&Joined| care == Strictness::Cautious || !chars.get(r.end).is_some_and(|c| is_latin(*c) || *c == '_');
    let known = readings.iter().filter(fits).find_map(|r| bank_card(r, care).or_else(|| phone(chars, r)));
    let called_a_card = || care == Strictness::Cautious && is_called_a_card(chars, first.start);
    known.or_else(|| readings.iter().find_map(misread_card).filter(|_| called_a_card()))
}

/// What a card is called before its number, without what the trimming takes.
const CARDS: [&str; 6] = ["卡", "账", "帐", "账户", "card no", "card number"];
/// Characters before a number in which it is called something.
const CALLED_WITHIN: usize = 16;

/// Whether the text says that what follows is the number of a card or an account: `卡号：`, `银行卡号码是`, `账号`.
fn is_called_a_card(chars: &[char], start: usize) -> bool {
    let before: String = chars.get(start.saturating_sub(CALLED_WITHIN)..start).unwrap_or_default().iter().collect();
    let said = before.trim_end_matches([' ', ':', '是', '为', '号', '码', '(', '#', '.', '"', '\'']);
    CARDS.iter().any(|name| said.ends_with(name))
}

/// As long as a card's number, though its check digit is wrong: a slip of the pen is as personal.
fn misread_card(reading: &Joined) -> Option<Claim> {
    let digits = (16..=19).contains(&reading.digits.len());
    digits.then_some(Claim { kind: SignalKind::BankCard, start: reading.start, end: reading.end })
}

/// Whether the digits at `start` go on with letters to the left, or are the decimals of a number.
fn is_inside_identifier(chars: &[char], start: usize) -> bool {
    let back = |n: usize| start.checked_sub(n).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    match back(1) {
        '.' => back(2).is_ascii_digit(),
        '-' => back(2).is_ascii_alphabetic(),
        c => c.is_ascii_alphabetic() || c == '_',
    }
}

fn is_other_number(page: &Page, start: usize) -> bool {
    let mut at = start;
    while at > 0 && matches!(page.before(at), ':' | ' ' | '是' | '为') {
        at -= 1;
    }
    page.ends_with_any(at, &OTHER_NUMBERS)
}

fn mainland_id(chars: &[char], reading: &Joined, care: Strictness) -> Option<Claim> {
    let with_x = reading.digits.len() == 17 && chars.get(reading.end) == Some(&'x');
    let end = reading.end + usize::from(with_x);
    let grouped =
        reading.lengths.len() == 1 || matches!(reading.lengths.as_slice(), [6, 8, 4 | 3] | [6, 4, 4, 4 | 3] | [14, 4 | 3]);
    let mut id = reading.digits.clone();
    id.extend(with_x.then_some('x'));
    let right = is_mainland_id_shape(&id) && (care == Strictness::Cautious || is_mainland_id(&id));
    let whole = care == Strictness::Cautious || !chars.get(end).is_some_and(char::is_ascii_alphanumeric);
    (grouped && right && whole).then_some(Claim { kind: SignalKind::IdCard, start: reading.start, end })
}

fn taiwan_id(chars: &[char], digits: Group, care: Strictness) -> Option<Claim> {
    let start = digits.start.checked_sub(1)?;
    let id = chars.get(start..digits.end)?;
    let alone = start == 0 || !is_latin(chars[start - 1]) && !matches!(chars[start - 1], '-' | '_');
    let whole = !chars.get(digits.end).is_some_and(|c| is_latin(*c) || *c == '_');
    let separate = care == Strictness::Cautious || (alone && whole);
    (separate && is_taiwan_id(id)).then_some(Claim { kind: SignalKind::IdCard, start, end: digits.end })
}

fn bank_card(reading: &Joined, care: Strictness) -> Option<Claim> {
    let issued = care == Strictness::Cautious || matches!(reading.digits.first(), Some('3'..='6' | '9'));
    let (last, head) = reading.lengths.split_last()?;
    let grouped = reading.lengths.len() == 1
        || (head.iter().all(|l| *l == 4) && (1..=4).contains(last))
        || matches!(reading.lengths.as_slice(), [6, 10 | 13]);
    let right = (16..=19).contains(&reading.digits.len()) && issued && grouped && is_luhn(&reading.digits);
    right.then_some(Claim { kind: SignalKind::BankCard, start: reading.start, end: reading.end })
}

fn phone(chars: &[char], reading: &Joined) -> Option<Claim> {
    let (digits, lengths) = (reading.digits.as_slice(), reading.lengths.as_slice());
    let plus = reading.start.checked_sub(1).filter(|i| chars[*i] == '+');
    let start = plus.unwrap_or(reading.start);
    let known = match (digits, lengths) {
        (['8', '8', '6', rest @ ..], _) if plus.is_some() => matches!(rest.len(), 8..=10),
        (['8', '6', rest @ ..], [2, tail @ ..]) => is_mobile(rest, tail) || plus.is_some() && is_landline(rest),
        (['8', '6', rest @ ..], [_]) => is_mobile(rest, &[11]),
        (['0', '0', '8', '6', rest @ ..], [4, tail @ ..]) => is_mobile(rest, tail),
        (['0', '0', '8', '6', rest @ ..], [_]) => is_mobile(rest, &[11]),
        _ => {
            is_mobile(digits, lengths)
                || is_taiwan_mobile(digits, lengths)
                || is_service_number(digits, lengths)
                || is_grouped_landline(digits, lengths)
                || is_plain_landline(digits, lengths)
        }
    };
    known.then_some(Claim { kind: SignalKind::Phone, start, end: reading.end })
}

fn is_mobile(digits: &[char], lengths: &[usize]) -> bool {
    let grouped = matches!(lengths, [11] | [3, 8] | [7, 4] | [3, 4, 4] | [3, 3, 5] | [4, 3, 4] | [4, 4, 3]);
    digits.len() == 11 && grouped && matches!(digits, ['1', '3'..='9', ..])
}

fn is_taiwan_mobile(digits: &[char], lengths: &[usize]) -> bool {
    digits.len() == 10 && matches!(digits, ['0', '9', ..]) && matches!(lengths, [10] | [4, 6] | [4, 3, 3] | [7, 3])
}

/// 400 and 800 numbers.
fn is_service_number(digits: &[char], lengths: &[usize]) -> bool {
    let grouped = matches!(lengths, [3, 7] | [3, 3, 4] | [3, 4, 3] | [4, 3, 3] | [3, 2, 2, 3]);
    let alone = lengths == [10] && matches!(digits, ['4', '0', '0', ..]);
    digits.len() == 10 && matches!(digits, ['4' | '8', '0', '0', ..]) && (grouped || alone)
}

/// An area code, a gap, and seven or eight digits.
fn is_grouped_landline(digits: &[char], lengths: &[usize]) -> bool {
    let area = matches!(lengths.first(), Some(2..=4)) && matches!(digits, ['0', '1'..='9', ..]);
    let rest = lengths.get(1..).unwrap_or_default();
    area && matches!(rest, [7 | 8] | [3 | 4, 4] | [4, 3])
}

/// Eleven or twelve digits without a gap whose area code exists and whose number can be one.
fn is_plain_landline(digits: &[char], lengths: &[usize]) -> bool {
    lengths.len() == 1 && is_landline(digits)
}

fn is_landline(digits: &[char]) -> bool {
    match digits {
        ['0', '1', '0', first, rest @ ..] | ['0', '2', '0'..='9', first, rest @ ..] => {
            rest.len() == 7 && ('2'..='8').contains(first)
        }
        ['0', '3'..='9', _, _, first, rest @ ..] => matches!(rest.len(), 6 | 7) && ('2'..='8').contains(first),
        _ => false,
    }
}

/// `(0755)8123 4567`: the brackets belong to it.
fn bracketed_landline(chars: &[char], groups: &[Group]) -> Option<Claim> {
    let area = groups.first()?;
    let start = area.start.checked_sub(1).filter(|i| chars[*i] == '(')?;
    let rest = groups.get(1..)?;
    let gap = chars.get(area.end + 1..rest.first()?.start)?;
    let closed = chars.get(area.end) == Some(&')') && matches!(gap, [] | [' ' | '-']);
    let code = matches!(area.end - area.start, 2..=4) && chars.get(area.start) == Some(&'0');
    let number = digit_groups::readings(chars, rest)
        .into_iter()
        .find(|r| matches!(r.lengths.as_slice(), [7 | 8] | [3 | 4, 4] | [4, 3]))?;
    (closed && code).then_some(Claim { kind: SignalKind::Phone, start, end: number.end })
}

/// The last four digits of a card, and of a second one: `尾号7712和7713`.
fn card_tails(page: &mut Page) {
    for (start, end) in page.words(Family::TailLabel) {
        if page.ends_with_any(start, &["手机", "电话", "手机号", "号码", "手机号码", "工号", "单号", "车牌", "订单"])
        {
            continue;
        }
        let mut at = page.after_any(end, &["号码", "数字"]).unwrap_or(end);
        while matches!(page.c(at), ':' | ' ' | '是' | '为' | '的' | '(' | '[' | '"') {
            at += 1;
        }
        while let Some(tail) = four_digits(page, at) {
            page.claim(SignalKind::BankCard, at, tail);
            let next = page.skip_blank(tail);
            at = page.after_any(next, &["和", "与", "、", "及"]).unwrap_or(tail);
        }
    }
}

fn four_digits(page: &Page, at: usize) -> Option<usize> {
    let all = (at..at + 4).all(|i| page.c(i).is_ascii_digit());
    (all && !is_latin(page.c(at + 4))).then_some(at + 4)
}
