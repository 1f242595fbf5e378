//! What the customer asks for: the closed list of remedies, where they are asked for and not reported.
//!
//! The same words tell what happened (退款还没到账) and what is wanted (要求退款). A remedy counts if a word of asking
//! stands before it in the clause, if it is a field of a form, if it is cried out alone, or if it follows one that counts.

use super::SignalKind;
use super::list::List;
use super::page::{Page, is_han};
use super::words::Family;

/// Words of asking.
#[rustfmt::skip]
static CUES: List = List::new(&[
    "要求", "请", "要", "必须", "希望", "尽快", "赶紧", "马上", "立即", "立刻", "能不能", "能否", "可否", "可不可以", "是否可以", "是否能", "给个",
    "给我", "给我们", "帮我", "帮忙", "帮", "麻烦", "再不", "应该", "应当", "需要", "想", "诉求", "强烈", "务必", "快点", "尽早", "早日", "直接",
    "全额", "给予", "予以", "不然就", "坚决", "盼", "恳请", "我要", "拜托", "得给", "要么", "先给", "就得", "给一个", "烦请", "请求", "恳求", "期望", "期待", "盼望", "坚持", "主张", "立马", "赶快", "速速", "速", "火速", "即刻", "快", "尽速", "从速", "想要", "理应",
    "应予", "需", "能够", "可以给", "不然", "否则", "敢不敢", "欠我", "要嘛", "要不就", "求", "只求", "必需", "得", "是否能够", "起码", "至少", "早点", "督促", "敦促", "责令", "最好", "到底能", "建议",
]);
/// A word of asking inside one of these is none.
#[rustfmt::skip]
static NO_CUES: List = List::new(&[
    "请问", "申请", "不要", "重要", "主要", "要是", "要不", "需要多", "想不", "没想", "不想", "要我", "要等", "快要", "邀请", "想到",
    "不需要", "无需要", "敬请", "要了", "帮不", "想起", "想当", "宁要", "要收", "要钱", "要付", "没给", "不给", "要让", "不必须", "不应该", "请假",
    "没要求", "想咨询", "想问", "想查", "不得", "觉得", "值得", "使得", "懒得", "记得", "舍不得", "显得", "难得", "获得", "取得", "得到", "得知", "快递", "快要", "快修好", "很快", "网速", "速度", "高速",
    "快速到", "追求", "需求", "不然说", "诉求不", "无需", "不需", "凉快", "要得", "弄得", "搞得", "害得", "等得", "说得", "做得", "来得", "建议书", "要看", "急需", "不快", "愉快",
]);
/// Between the word of asking and the remedy, these say that something else is asked or that it is a report.
#[rustfmt::skip]
static BLOCKERS: List = List::new(&[
    "答应", "承诺", "同意", "等", "说", "问", "查", "才", "未", "已", "没", "失败", "拒绝", "收", "排队", "排单", "排期", "排到", "怎么", "如何", "为何", "咨询", "扣",
    "多久", "告知我", "进度", "什么时候", "不用", "不需", "不予", "不给", "不肯", "申请", "再付", "花", "自己", "自费",
]);
/// Words of asking so clear that what is checked or taken in between does not turn them.
#[rustfmt::skip]
static STRONG: List = List::new(&[
    "要求", "希望", "必须", "强烈", "恳请", "务必", "请求", "坚持", "期望", "烦请", "请尽快", "请你们", "请贵", "请协助", "请帮", "请给", "请立即", "请马上", "请安排", "请把", "请将", "麻烦",
]);
#[rustfmt::skip]
static STRONG_BLOCKERS: List = List::new(&[
    "答应", "承诺", "同意", "失败", "拒绝", "怎么", "如何", "为何", "咨询", "多久", "什么时候", "何时", "告知", "不用", "不需", "不予", "不给", "不肯", "自己", "自费", "核实", "确认", "查询", "是否", "说明",
    "等待", "不再", "申请", "不要", "别",
]);
/// Before the word of asking, these make it another's.
#[rustfmt::skip]
static REPORTED: List = List::new(&[
    "答应", "承诺", "同意", "客服说", "他说", "师傅说", "商家说", "他们说", "她说", "对方说", "让我", "叫我", "卖家说", "员工说", "通知", "客服让", "说是", "说好", "说会", "说可以", "说能",
]);
/// After the remedy, these make it a part of a noun.
#[rustfmt::skip]
static NOUN_TAILS: List = List::new(&[
    "费", "单", "率", "员", "点", "师傅", "部", "站", "中心", "网点", "记录", "进度", "流程", "政策", "申请", "渠道", "入口", "按钮", "条款",
    "不清", "不了", "说", "通知", "等待", "工人", "人员", "材料", "规则", "协议", "订单", "金额", "方式", "条件", "要求", "链接", "标准", "时间",
    "期", "工", "基金", "信", "不出", "店", "网站",
]);
/// After the remedy, these tell how it went.
#[rustfmt::skip]
static REPORT_TAILS: List = List::new(&[
    "还没", "没有到", "没到", "到账", "失败", "成功", "通过", "中", "已", "被拒", "被驳", "了", "过", "迟迟", "倒不用", "就不用", "不用", "一直",
    "不到", "是否", "一半",
]);
#[rustfmt::skip]
static NEGATIONS: List = List::new(&[
    "不需要", "不用", "无需", "拒绝", "拒不", "不给", "不肯", "不予", "不能", "没", "没有", "没法", "无法", "未", "不", "别", "不愿", "不愿意",
    "不想", "不要", "不同意", "免于",
]);
static FIELDS: List = List::new(&["诉求", "客户要求", "用户要求", "客户诉求", "期望", "要求"]);
#[rustfmt::skip]
static CONJUNCTIONS: List = List::new(&[
    "或者", "或", "并且", "并", "和", "及", "以及", "与", "、", "+", "加", ",并", ",还要", "且", ",或者", "/",
]);
/// How far a word of asking reaches, and a field.
const REACH: usize = 14;
const FIELD_REACH: usize = 36;

/// Claims every remedy asked for.
pub(super) fn claim(page: &mut Page) {
    let words = page.words(Family::Demand);
    let mut last_asked: Option<usize> = None;
    for (at, (start, end)) in words.iter().copied().enumerate() {
        let followed_by = chain_end(&words[at..]);
        let chained = last_asked.is_some_and(|last| is_link(page, last, start));
        if is_wanted(page, start, end, followed_by, chained) {
            last_asked = Some(end);
            for (from, to) in parts(page, start, end) {
                page.claim(SignalKind::Demand, from, to);
            }
        }
    }
}

/// 退货退款 is two remedies in one breath.
fn parts(page: &Page, start: usize, end: usize) -> Vec<(usize, usize)> {
    if page.has(start, "退货退款") { vec![(start, start + 2), (start + 2, end)] } else { vec![(start, end)] }
}

/// Where a run of remedies without a gap ends.
fn chain_end(words: &[(usize, usize)]) -> usize {
    let mut end = words.first().map_or(0, |w| w.1);
    for (start, next) in words.iter().skip(1).take(4) {
        if *start != end {
            break;
        }
        end = *next;
    }
    end
}

/// Whether only a conjunction, and perhaps 给予, parts this remedy from the one before.
fn is_link(page: &Page, last: usize, start: usize) -> bool {
    if start == last {
        return true;
    }
    let after = page.after_any(last, &CONJUNCTIONS);
    after.is_some_and(|to| to == start || page.after_any(to, &["给予", "给"]) == Some(start))
}

fn is_wanted(page: &Page, start: usize, end: usize, chain: usize, chained: bool) -> bool {
    if page.has(start, "退一赔三") {
        return true;
    }
    let threatened = is_threatened(page, start, end);
    if page.has_any(end, &NOUN_TAILS)
        && !page.has_any(end, &["工作", "中断", "单位", "期间的损失", "费用", "单方", "部分", "点钱"])
    {
        return false;
    }
    if page.has_any(end, &REPORT_TAILS) && !threatened && !page.has_any(end, &["中断", "中央", "中国"]) {
        return false;
    }
    if page.ends_with_any(start, &NEGATIONS)
        && !threatened
        && !page.ends_with_any(start, &["再不", "能不能", "为什么不", "可不可以"])
    {
        return false;
    }
    threatened
        || chained
        || is_asked(page, start)
        || is_field(page, start)
        || is_cried(page, start, chain)
        || is_pressed(page, end)
}

/// 不修好我就…, 再不恢复我们就….
fn is_threatened(page: &Page, start: usize, end: usize) -> bool {
    let start = page.back_any(start, &["给予", "给", "予以", "给我"]).unwrap_or(start);
    page.ends_with_any(start, &["再不", "若不", "如不", "要是不", "如果不"])
        || page.before(start) == '不' && (end..end + 8).any(|i| page.c(i) == '就')
}

/// Whether a word of asking stands before, in the same clause, with nothing between that turns it.
fn is_asked(page: &Page, start: usize) -> bool {
    let clause = clause_start(page, start);
    let Some(cue) = (clause..start).rev().find(|at| is_cue(page, *at, start)) else { return is_question(page, clause, start) };
    let strong = (clause..start).find(|at| page.has_any(*at, &STRONG) && is_cue(page, *at, start));
    let turned = |from: usize, list: &List| (from + 1..start).any(|at| page.after_any(at, list).is_some_and(|to| to <= start));
    let between = match strong {
        Some(strong) => turned(strong, &STRONG_BLOCKERS) || turned(cue, &STRONG_BLOCKERS),
        None => turned(cue, &BLOCKERS),
    };
    let reported = (clause..cue).any(|at| page.has_any(at, &REPORTED)) && !(clause..cue).any(|at| page.has(at, "我说"));
    let refused =
        page.ends_with_any(cue, &NEGATIONS) && !page.ends_with_any(cue, &["能不能", "为什么不", "为何不", "再不", "可不可以"]);
    !between && !reported && !refused
}

/// Whether a word of asking begins at `at`, ends before the remedy, and is not part of another word.
fn is_cue(page: &Page, at: usize, start: usize) -> bool {
    let asks = CUES.words.iter().any(|cue| page.has(at, cue) && at + cue.chars().count() <= start);
    let in_other_word = |from: usize| page.after_any(from, &NO_CUES).is_some_and(|to| to > at);
    asks && !(at.saturating_sub(2)..=at).any(in_other_word)
}

/// 可以退款吗.
fn is_question(page: &Page, clause: usize, start: usize) -> bool {
    let asks = page.ends_with_any(start, &["能", "可以", "给"]);
    asks && (clause..start + 12).any(|i| matches!(page.c(i), '吗' | '么'))
}

/// The beginning of the clause, at most [`REACH`] characters back.
fn clause_start(page: &Page, start: usize) -> usize {
    let mut at = start;
    while at > 0 && start - at < REACH && !is_clause_end(page.before(at)) {
        at -= 1;
    }
    at
}

fn is_clause_end(c: char) -> bool {
    matches!(c, '\0' | ',' | '.' | '。' | ';' | '!' | '?' | '\n' | ':' | '…' | ']' | '】' | ')')
}

/// A field of a form: 诉求:退款, [诉求]维修, 诉求/换货.
fn is_field(page: &Page, start: usize) -> bool {
    let mut at = start;
    while at > 0 && start - at < FIELD_REACH && !matches!(page.before(at), '。' | '\n' | '[' | '【') {
        at -= 1;
        if FIELDS.words.iter().any(|f| page.has(at, f) && is_field_mark(page.c(at + f.chars().count()))) {
            return !(at..start).any(|i| matches!(page.c(i), '?' | '!'));
        }
    }
    matches!(page.before(at), '[' | '【') && page.has_any(at, &["诉求", "要求", "客户诉求", "期望"])
}

fn is_field_mark(c: char) -> bool {
    matches!(c, ':' | '/' | ']' | '】' | ')' | '|' | '-' | '=')
}

/// The remedy alone in its clause, with at most a sum behind it: 退款! 赔偿800元.
fn is_cried(page: &Page, start: usize, end: usize) -> bool {
    let before = page.before(start);
    let opens = is_clause_end(before) || matches!(before, ' ' | '、' | '"' | '“');
    let end = page.after_any(end, &["吧", "啊", "给我", "我", "!!"]).unwrap_or(end);
    let closes = is_clause_end(page.c(end)) || matches!(page.c(end), '、' | '"' | '”' | '并');
    let sum = page.skip_blank(end);
    let sum = page.after_any(sum, &["我", "损失"]).unwrap_or(sum);
    opens && !is_han(before) && (closes || page.owner(sum) == Some(SignalKind::Amount))
}

/// 解释一下, 退款给我.
fn is_pressed(page: &Page, end: usize) -> bool {
    page.has_any(end, &["给我", "一下!", "一下。", "我的损失"])
}
