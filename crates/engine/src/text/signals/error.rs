//! What a machine said: error codes, and messages quoted from a screen.

use super::SignalKind;
use super::list::List;
use super::page::{Page, is_latin};
use super::words::Family;

const QUOTES: [(char, char); 8] =
    [('“', '”'), ('"', '"'), ('「', '」'), ('『', '』'), ('\'', '\''), ('‘', '’'), ('”', '”'), ('《', '》')];
/// A quotation longer than this is not a message on a screen.
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
    "报", "报错", "提示", "显示", "出现", "跳出", "弹出", "返回", "代码", "故障", "跳", "亮", "报了", "闪", "闪烁", "代号", "错误", "面板", "屏幕", "显示器",
    "错误码", "故障码", "写着", "亮着", "亮起", "闪着", "显示的是", "显示为", "报的是", "报个", "报出", "报警", "警报", "error", "code", "告警", "蓝屏", "异常", "状态", "提示码",
    "no.", "就是", "一直是",
]);

/// Verbs that report a bare number as a code.
#[rustfmt::skip]
static REPORTING: List = List::new(&[
    "拨号报", "登录报", "一直报", "还是报", "老报", "总报", "又报", "都报", "就报", "老是报", "总是报", "宽带报", "连接报", "系统报", "页面报", "然后报", "接口报", "仍报", "均报", "显示错误",
    "提示错误", "出现错误", "拨号错误", "连接错误", "报错误", "报错", "跳错误", "拨号提示",
]);
/// 代码 and 代号 of these are no error's.
#[rustfmt::skip]
static NOT_ERROR_CODES: List = List::new(&[
    "股票", "基金", "邮政", "项目", "产品", "机构", "信用", "客户", "用户", "部门", "门店", "银行", "员工", "客服", "验证", "源", "写", "推广", "优惠", "qr", "促销", "专案", "方案", "缴费", "活动",
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
        && !page.has_any(start, &["返回码", "报错码", "报错代码", "错误码", "错误代", "错误编", "错误号", "代码为"])
        || !page.ends_with_any(start, &["error ", "err ", "error-", "error_"])
            && page.has_any(start, &["code", "err", "代号", "返回值"])
            && end - start <= 4;
    let other = page.c(start).is_ascii_alphabetic() && is_latin(page.before(start))
        || page.has_any(start, &["代码", "代号", "code"]) && page.ends_with_any(start, &NOT_ERROR_CODES);
    if other {
        return None;
    }
    let mut at = page.after_any(end, &["号", "是", "为", "显示", "了", "提示", "编号", "写着", "一直是"]).unwrap_or(end);
    while matches!(page.c(at), ' ' | ':' | '=' | '[' | '(' | '#' | '"' | '“' | '「' | '\n' | '是' | '为' | '【' | '『' | '第')
    {
        at += 1;
    }
    let at = page.after_any(at, &["no.", "no", "no:", "编号"]).filter(|to| !page.c(*to).is_ascii_alphabetic()).unwrap_or(at);
    let at = page.skip_blank(at);
    let signed = page.c(at) == '-' && page.c(at + 1).is_ascii_digit();
    let to = if signed { signed_end(page, at) } else { token_end(page, at) };
    let digits = (at..to).filter(|i| page.c(*i).is_ascii_digit()).count();
    let number_only = digits == to - at;
    let counted = number_only && "年月元块天个次号点秒分小条页名人张份".contains(page.c(to));
    let vague = loose && !(digits >= 3 || (digits >= 1 && !number_only));
    let constant = digits == 0 && is_constant(page, at, to) || digits == 0 && !loose && to >= at + 2 && to - at <= 24;
    let value = digits > 0 && !vague || constant;
    (to > at && value && !counted && !page.has(at, "http")).then_some((at, to))
}

/// The end of `-1003`.
fn signed_end(page: &Page, at: usize) -> usize {
    let mut end = at + 1;
    while page.c(end).is_ascii_digit() {
        end += 1;
    }
    if is_latin(page.c(end)) { at } else { end }
}

/// `CRITICAL_PROCESS_DIED`: words of letters joined by underscores.
fn is_constant(page: &Page, start: usize, end: usize) -> bool {
    let joined = (start..end).any(|i| page.c(i) == '_');
    joined && end - start >= 6 && (start..end).all(|i| page.c(i).is_ascii_alphabetic() || page.c(i) == '_')
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
    let constant = is_constant(page, start, end)
        && (token.matches('_').count() >= 2 || is_in_context(page, start, end) || has_trouble_word(&token));
    let number = digits == length && (3..=6).contains(&digits) && is_reported_number(page, start, end);
    if hex || named || repeated || constant || number || is_trouble_code(&token) || http_end(page, start).is_some() {
        return true;
    }
    let shape =
        (1..=4).contains(&letters) && (1..=6).contains(&digits) && token.chars().all(|c| is_latin(c) || c == '-' || c == '_');
    let tight = letters == 1 && token.len() == digits + 1 && token.starts_with('e') && (3..=5).contains(&digits);
    shape && !is_release(&token) && (tight || is_in_context(page, start, end))
}

fn has_trouble_word(token: &str) -> bool {
    ["err", "fail", "timeout", "invalid", "denied", "exception", "violation", "refused", "reset", "fault"]
        .iter()
        .any(|word| token.contains(word))
}

/// 拨号报691, 502错误, 错误651: a bare number that the verb right before it or the noun right behind makes a code.
fn is_reported_number(page: &Page, start: usize, end: usize) -> bool {
    let to = page.skip_blank(end);
    let called = page.has_any(to, &["错误", "报错", "故障码", "错误码"]);
    let closed = matches!(page.c(end), '\0' | ',' | '。' | ';' | '!' | '?' | '\n' | ')' | ' ' | '"' | '”' | '」' | '、');
    let reported = page.ends_with_any(start, &REPORTING)
        && !page.ends_with_any(start, &["预报", "填报", "申报", "上报", "举报", "要报", "我报"]);
    called || (closed || page.has_any(end, &["的错", "上不"])) && reported
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
    while matches!(page.before(at), ' ' | ':' | '"' | '“' | '「' | '了' | '【' | '[' | '(' | '#') {
        at -= 1;
    }
    page.ends_with_any(at, &SHOWN_IN) || page.has_any(page.skip_blank(end), &["错误", "报错", "故障", "代码", "告警", "错"])
}
