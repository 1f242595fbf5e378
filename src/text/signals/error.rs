//! What a machine said: error codes, and messages quoted from a screen.

use super::SignalKind;
use super::list::List;
use super::page::{Page, is_latin};
use super::words::Family;

const QUOTES: [(char, char); 8] =
    [('“', '”'), ('"', '"'), ('「', '」'), ('『', '』'), ('\'', '\''), ('‘', '’'), ('”', '”'), ('《', '》')];
/// A quotation longer than this is no message on a screen.
const LONGEST_MESSAGE: usize = 80;
#[rustfmt::skip]
static SHOWS: List = List::new(&[
    "提示", "显示", "报错", "报", "弹出", "弹窗", "弹", "跳出", "跳", "错误信息写", "错误讯息写", "错误信息", "错误讯息", "出现", "提示语", "报错信息",
    "写着", "错误提示", "提醒", "返回", "弹框", "讯息写", "信息写", "讯息", "告警", "冒出",
]);
/// What may stand between the verb and the quotation.
#[rustfmt::skip]
static FILLERS: List = List::new(&[
    "了", "出", "出来", "我", "着", "一个", "一句", "框", "窗口", "为", "是", "说", "信息", "讯息", "错误", "提示", "内容",
]);
#[rustfmt::skip]
static SCREENS: List = List::new(&[
    "页面", "系统", "app", "网页", "程序", "软件", "屏幕", "小程序", "客户端", "后台", "界面", "平台", "机器", "软体", "画面", "荧幕",
]);
#[rustfmt::skip]
static SHOWN_IN: List = List::new(&[
    "报", "报错", "提示", "显示", "出现", "跳出", "弹出", "返回", "代码", "故障", "跳", "亮", "报了",
]);

/// Claims what is quoted from a screen.
pub(super) fn claim_messages(page: &mut Page) {
    let mut at = 0;
    while at < page.len() {
        let Some((_, close)) = QUOTES.iter().find(|(open, _)| *open == page.c(at)) else {
            at += 1;
            continue;
        };
        let inside = (at + 1..at + 1 + LONGEST_MESSAGE).take_while(|i| *i < page.len() && page.c(*i) != *close).count();
        let end = at + 1 + inside;
        if page.c(end) != *close {
            at += 1;
            continue;
        }
        if is_shown(page, at) {
            page.claim(SignalKind::ErrorMessage, at + 1, end);
        }
        at = end + 1;
    }
}

/// Whether the words before the quotation say that a screen shows it.
fn is_shown(page: &Page, quote: usize) -> bool {
    let mut at = quote;
    for _ in 0..4 {
        if is_said_by_a_screen(page, at) || page.ends_with_any(at, &SHOWS) {
            return !page
                .ends_with_any(at, &["客服提示", "师傅提示", "他提示", "员工提示", "她提示", "客服提醒", "汇报", "申报"]);
        }
        match page.back_any(at, &FILLERS) {
            Some(earlier) => at = earlier,
            None if matches!(page.before(at), ':' | ' ' | ',' | '\n') => at -= 1,
            None => return false,
        }
    }
    false
}

/// 页面说, 系统一直说.
fn is_said_by_a_screen(page: &Page, at: usize) -> bool {
    let Some(mut at) = page.back_any(at, &["说", "写", "讲"]) else { return false };
    if let Some(earlier) = page.back_any(at, &["一直", "总", "总是", "又", "还", "却", "老", "就", "只", "上", "都", "里"])
    {
        at = earlier;
    }
    page.ends_with_any(at, &SCREENS)
}

/// Claims error codes: labelled ones, then those whose shape says it, then the labelled numbers repeated elsewhere.
pub(super) fn claim_codes(page: &mut Page) {
    let mut known = Vec::new();
    for (start, end) in page.words(Family::ErrorLabel) {
        if let Some((from, to)) = labelled_at(page, start, end)
            && page.claim(SignalKind::ErrorCode, from, to)
        {
            known.push(page.slice(from, to));
        }
    }
    known.sort_unstable();
    known.dedup();
    let mut at = 0;
    while at < page.len() {
        let end = token_end(page, at);
        if end > at && is_code(page, at, end, &known) {
            let end = if page.has(at, "http") { http_end(page, at).unwrap_or(end) } else { end };
            page.claim(SignalKind::ErrorCode, at, end);
        }
        at = end.max(at + 1);
    }
}

/// The code after its label. After a label that is also a verb (返回, 报错), only what can be nothing else.
fn labelled_at(page: &Page, start: usize, end: usize) -> Option<(usize, usize)> {
    let loose = page.has_any(start, &["返回", "报错", "代码", "错误", "error"])
        && end - start <= 5
        && !page.has_any(start, &["返回码", "报错码", "报错代码", "错误码", "错误代", "错误编", "错误号"]);
    let mut at = page.after_any(end, &["号", "是", "为", "显示", "了"]).unwrap_or(end);
    while matches!(page.c(at), ' ' | ':' | '=' | '[' | '(' | '#' | '"' | '“' | '「' | '\n' | '是' | '为') {
        at += 1;
    }
    let to = token_end(page, at);
    let digits = (at..to).filter(|i| page.c(*i).is_ascii_digit()).count();
    let number_only = digits == to - at;
    let counted = number_only && "年月元块天个次号点秒分小条页名人张份".contains(page.c(to));
    let vague = loose && !(digits >= 3 || (digits >= 1 && !number_only));
    (to > at && digits > 0 && !counted && !vague && !page.has(at, "http")).then_some((at, to))
}

/// The end of a run of Latin letters, digits, dashes and underscores that begins at `at`, or `at`.
fn token_end(page: &Page, at: usize) -> usize {
    if !is_latin(page.c(at)) || is_latin(page.before(at)) || matches!(page.before(at), '_' | '-') {
        return at;
    }
    let mut end = at;
    while is_latin(page.c(end)) || matches!(page.c(end), '_' | '-') {
        end += 1;
    }
    while matches!(page.before(end), '_' | '-') {
        end -= 1;
    }
    end
}

fn is_code(page: &Page, start: usize, end: usize, known: &[String]) -> bool {
    let length = end - start;
    if length > 40 || !page.is_free(start, end) {
        return false;
    }
    let token = page.slice(start, end);
    let digits = token.chars().filter(char::is_ascii_digit).count();
    let letters = token.chars().take_while(char::is_ascii_alphabetic).count();
    let hex = token.strip_prefix("0x").is_some_and(|h| h.len() >= 2 && h.chars().all(|c| c.is_ascii_hexdigit()));
    let named = token.strip_prefix("err").is_some_and(|rest| rest.starts_with(['_', '-']) && rest.len() > 1);
    let repeated = digits >= 3 && known.binary_search(&token).is_ok() && !"年月元块天个次号".contains(page.c(end));
    if hex || named || repeated || is_trouble_code(&token) || http_end(page, start).is_some() {
        return true;
    }
    let shape =
        (1..=4).contains(&letters) && (1..=6).contains(&digits) && token.chars().all(|c| is_latin(c) || c == '-' || c == '_');
    let tight = letters == 1 && token.len() == digits + 1 && token.starts_with('e') && (3..=5).contains(&digits);
    shape && !is_release(&token) && (tight || is_in_context(page, start, end))
}

/// A trouble code of a car: `P0420`, `U0100`.
fn is_trouble_code(token: &str) -> bool {
    let rest = token.strip_prefix(['p', 'u', 'b', 'c']).unwrap_or_default();
    rest.len() == 4 && rest.starts_with(['0', '1', '2', '3']) && rest.chars().all(|c| c.is_ascii_digit())
}

fn is_release(token: &str) -> bool {
    token.strip_prefix('v').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
}

/// The end of `http 500`.
fn http_end(page: &Page, at: usize) -> Option<usize> {
    let name = page.after_any(at, &["http", "http错误", "http状态码", "http error"])?;
    let number = page.skip_blank(name);
    let end = number + 3;
    let code = matches!(page.c(number), '4' | '5') && (number..end).all(|i| page.c(i).is_ascii_digit()) && !is_latin(page.c(end));
    code.then_some(end)
}

/// Whether the neighbours say that this is a code: 报E-27, 显示F1, E-27错误.
fn is_in_context(page: &Page, start: usize, end: usize) -> bool {
    let mut at = start;
    while matches!(page.before(at), ' ' | ':' | '"' | '“' | '「' | '了') {
        at -= 1;
    }
    page.ends_with_any(at, &SHOWN_IN) || page.has_any(page.skip_blank(end), &["错误", "报错", "故障", "代码", "告警", "错"])
}
