//! The dates a point in time may begin with: calendar days, weeks, named days.

use super::list::{ChainedList, List};
use super::page::{Page, is_han};

/// Named days and spans of days that need no further reading.
#[rustfmt::skip]
const WORDS_LIST: &[&str] = &[
    "今天", "昨天", "前天", "明天", "后天", "大前天", "大后天", "今日", "昨日", "明日", "今早", "今晨", "今晚", "今夜", "昨晚", "昨夜", "前晚",
    "明早", "明晚", "今年", "去年", "前年", "明年", "年初", "年底", "年末", "年中", "月初", "月底", "月末", "月中", "周末", "上个月", "上月",
    "这个月", "本月", "下个月", "下月", "上上个月", "这月", "除夕", "双十一", "双11", "双十二", "双12", "618", "元旦", "春节", "国庆", "国庆节",
    "中秋", "中秋节", "今儿", "昨儿", "明儿", "前儿", "前日", "后日", "大年三十", "年三十", "大年夜", "小年夜", "除夕夜", "平安夜", "元宵节", "重阳节",
    "中元节", "情人节", "母亲节", "父亲节", "教师节", "儿童节", "妇女节", "光棍节", "女神节", "感恩节", "万圣节", "黑五", "六一八", "上半年", "下半年",
    "年尾", "端午", "端午节", "清明节", "劳动节", "五一劳动节", "圣诞节", "跨年", "七夕", "前几天", "前两天", "前些天",
];
static WORDS: ChainedList<{ WORDS_LIST.len() }> = ChainedList::new(WORDS_LIST);
static FEAST_TAILS: List = List::new(&["期间", "假期", "长假", "当天", "前夕", "假"]);
const FEASTS: &str = "除双6元春国中端清劳圣跨七情母父教儿妇光女感万黑六平重";

/// 2026-03-05, 2026年3月5日, 民国114年9月, 3月5号, 7月份, 十月底.
pub(super) fn calendar_day(page: &Page, at: usize) -> Option<usize> {
    let digits = page.c(at).is_ascii_digit();
    if digits && (page.before(at).is_ascii_alphanumeric() || matches!(page.before(at), '.' | '_')) {
        return None;
    }
    if page.has_any(at, &["农历", "阴历"]) {
        return month(page, at + 2);
    }
    if page.has_any(at, &["民国", "公元"]) {
        let (_, end) = page.small_number(at + 2).filter(|(_, end)| page.c(*end) == '年')?;
        return Some(month_after_year(page, end + 1));
    }
    let (value, end) = page.small_number(at)?;
    if (1990..=2100).contains(&value) && end == at + 4 {
        return if page.c(end) == '年' { Some(month_after_year(page, end + 1)) } else { numeric_day(page, end) };
    }
    if page.c(end) == '年' && (10..200).contains(&value) {
        return month(page, end + 1);
    }
    month(page, at).or_else(|| slashed_day(page, value, end))
}

fn month_after_year(page: &Page, at: usize) -> usize {
    month(page, at)
        .or_else(|| {
            page.after_any(
                at,
                &[
                    "初",
                    "底",
                    "末",
                    "年底",
                    "年初",
                    "年末",
                    "年中",
                    "春天",
                    "夏天",
                    "秋天",
                    "冬天",
                    "春季",
                    "夏季",
                    "秋季",
                    "冬季",
                    "上半年",
                    "下半年",
                    "暑假",
                    "寒假",
                ],
            )
        })
        .unwrap_or(at)
}

/// The `-03-05` of 2026-03-05, the `.03` of 2026.03.
fn numeric_day(page: &Page, at: usize) -> Option<usize> {
    let mark = Some(page.c(at)).filter(|c| matches!(c, '-' | '.' | '/'))?;
    let (_, end) = page.small_number(at + 1).filter(|(m, end)| (1..=12).contains(m) && *end <= at + 3)?;
    let day = (page.c(end) == mark).then(|| page.small_number(end + 1)).flatten();
    let day = day.filter(|(d, to)| (1..=31).contains(d) && *to <= end + 3).map(|(_, to)| to);
    let end = day.unwrap_or(end);
    (!page.c(end).is_ascii_alphanumeric() || page.c(end) == 't').then_some(end)
}

/// 3/12, only where the clock or a part of the day follows: otherwise it is a fraction or a page.
fn slashed_day(page: &Page, month: u32, slash: usize) -> Option<usize> {
    let (_, end) = page.small_number(slash + 1).filter(|(d, _)| (1..=31).contains(d))?;
    if (100..=130).contains(&month)
        && matches!(page.c(slash), '/' | '.')
        && page.c(end_of_number(page, slash + 1)) == page.c(slash)
    {
        return numeric_day(page, slash);
    }
    let clear = page.c(slash) == '/' && (1..=12).contains(&month);
    if clear && is_plain_date(page, slash, end) {
        return Some(end);
    }
    let followed = page.has_any(page.skip_blank(end), &["早上", "上午", "中午", "下午", "晚上", "凌晨"]);
    let clock = page.small_number(end + 1).is_some_and(|(_, to)| page.c(end) == ' ' && page.c(to) == ':');
    (clear && (followed || clock)).then_some(end)
}

fn end_of_number(page: &Page, at: usize) -> usize {
    page.small_number(at).map_or(at, |(_, end)| end)
}

/// 12/5 at the beginning of a clause or after 在, 从 …, where no fraction and no page is meant.
fn is_plain_date(page: &Page, slash: usize, end: usize) -> bool {
    let start = if slash >= 2 && page.c(slash - 2).is_ascii_digit() { slash - 2 } else { slash - 1 };
    let opens = matches!(
        page.before(start),
        '\0' | ','
            | '。'
            | ';'
            | '!'
            | '?'
            | '\n'
            | '在'
            | '从'
            | '到'
            | '于'
            | '至'
            | '我'
            | ')'
            | '是'
            | '等'
            | '-'
            | '~'
            | '约'
    ) || page.ends_with_any(start, &["日期:", "时间:", "下单:", "购买:", "订单:", "日期", "时间"]);
    let next = page.c(end);
    let counted = next.is_ascii_alphanumeric() || "的页个份%/.:张步条人户以左屏成".contains(next) && next != '\0';
    let ranged = matches!(page.before(start), '-' | '~') && page.owner(start.saturating_sub(2)).is_none();
    opens && !counted && !ranged
}

/// A month, and a day in it if one follows.
fn month(page: &Page, at: usize) -> Option<usize> {
    let (value, end) = page.small_number(at)?;
    if !(1..=12).contains(&value) || page.c(end) != '月' || page.has_any(end + 1, &["饼", "租", "供", "薪"]) && value > 12 {
        return None;
    }
    Some(in_month(page, end + 1))
}

/// Past the day, 份, 初 or 底 after a month.
fn in_month(page: &Page, at: usize) -> usize {
    if let Some((day, end)) = page.small_number(at)
        && (1..=31).contains(&day)
        && matches!(page.c(end), '日' | '号')
        && !page.has_any(end + 1, &["楼", "栋", "院", "线"])
    {
        return end + 1;
    }
    if page.c(at) == '初'
        && let Some((_, end)) = page.small_number(at + 1).filter(|_| !page.c(at + 1).is_ascii_digit())
    {
        return end;
    }
    page.after_any(at, &["份", "份初", "份底", "初", "底", "末", "中旬", "上旬", "下旬", "月底", "头", "尾"]).unwrap_or(at)
}

/// 上周三, 上个礼拜, 本周, 周二, 星期天.
pub(super) fn week(page: &Page, at: usize) -> Option<usize> {
    let prefix = page.after_any(at, &["上", "上上", "下", "下下", "这", "本", "上个", "下个", "这个", "上上个", "下下个"]);
    let named = prefix.is_some();
    let unit = prefix.unwrap_or(at);
    let end = page.after_any(unit, &["周", "星期", "礼拜"])?;
    let short = page.c(unit) == '周';
    if short && (page.has_any(end, &["围", "期", "边", "转", "年", "岁"]) || !named && is_part_of_other(page, at)) {
        return None;
    }
    if !named && matches!(page.before(at), '个' | '每') {
        return None;
    }
    match weekday(page, end) {
        Some(end) => Some(end),
        None => named.then_some(end),
    }
}

/// 小周 is a person, 一周 a length, 每周 a habit.
fn is_part_of_other(page: &Page, at: usize) -> bool {
    let before = page.before(at);
    before != '\0' && "小老姓叫一二两三四五六七八九十几每半多员".contains(before)
}

fn weekday(page: &Page, at: usize) -> Option<usize> {
    let day = page.c(at);
    let is_day = day != '\0'
        && ("一二三四五六日天".contains(day)
            || page.c(at + 1) != '月' && ('1'..='6').contains(&day) && !page.c(at + 1).is_ascii_digit());
    let runs_on = page
        .has_any(at + 1, &["次", "回", "趟", "直", "般", "样", "定", "些", "个", "起床", "旦", "位", "名", "遍", "天", "点问"]);
    if is_day && !(runs_on && day != '日') {
        return Some(at + 1);
    }
    (day == '末').then_some(at + 1)
}

/// Named days, feasts, 初三, 上个月25号.
pub(super) fn calendar_word(page: &Page, at: usize) -> Option<usize> {
    if let Some(end) = lunar_day(page, at) {
        return Some(end);
    }
    let Some(end) = page.after_any(at, &WORDS) else { return holiday(page, at) };
    let before = page.before(at);
    let blocked = match page.c(at) {
        '6' => before.is_ascii_alphanumeric() || matches!(before, '.' | '-') || is_measured(page, end),
        '月' => matches!(before, '每' | '本') || page.has_any(end, &["月"]),
        '前' => matches!(before, '以' | '之' | '目' | '提') || page.has_any(end, &["台"]),
        '后' => matches!(before, '最' | '以' | '之' | '然'),
        '上' => matches!(before, '马' | '晚' | '早'),
        '今' => page.has(end, "头条"),
        _ => false,
    };
    if blocked {
        return None;
    }
    if page.before(end) == '月' {
        return Some(in_month(page, end));
    }
    if page.before(end) == '年' && !page.has_any(at, &["年"]) {
        return Some(month_after_year(page, end));
    }
    let feast = FEASTS.contains(page.c(at));
    Some(if feast { page.after_any(end, &FEAST_TAILS).unwrap_or(end) } else { end })
}

/// Whether a number goes on or has a unit, so that 618 is not the shopping day.
fn is_measured(page: &Page, end: usize) -> bool {
    let c = page.c(end);
    c.is_ascii_alphanumeric() || "元块.个号户单万年天室楼-,".contains(c)
}

/// 初三, 大年初一, 正月十五.
fn lunar_day(page: &Page, at: usize) -> Option<usize> {
    if !matches!(page.c(at), '初' | '大' | '正' | '腊' | '农') {
        return None;
    }
    let start = page.after_any(at, &["大年", "正月", "腊月", "农历"]).unwrap_or(at);
    let chu = page.c(start) == '初';
    let named = page.has_any(at, &["正月", "腊月"]);
    if !chu && !named {
        return None;
    }
    let from = start + usize::from(chu);
    let (value, end) = page.small_number(from).filter(|_| !page.c(from).is_ascii_digit())?;
    let school = page.has_any(end, &["的学生", "学生", "班", "步", "次", "年级", "级"])
        || (start == at && matches!(page.before(at), '最' | '当' | '年' | '月'));
    ((1..=15).contains(&value) && !school || named && (1..=30).contains(&value)).then_some(end)
}

/// 五一 and 十一 are numbers unless a word of holidays follows; 清明 a place as well.
fn holiday(page: &Page, at: usize) -> Option<usize> {
    let end = page.after_any(at, &["五一", "十一", "清明", "圣诞", "六一", "三八", "七夕"])?;
    if let Some(end) = page.after_any(end, &["期间", "假期", "长假", "黄金周", "节", "小长假", "节前", "节后"]) {
        return Some(end);
    }
    let unique = page.has_any(at, &["清明", "圣诞"])
        && !page.has_any(end, &["路", "街", "村", "桥", "上河", "镇", "树", "帽", "老人", "卡", "小区", "社区", "花园"]);
    let dated = page.ends_with_any(at, &["今年", "去年", "前年", "明年", "从", "到", "过", "过完", "等到", "早在"])
        && !page.has_any(
            end,
            &[
                "路", "街", "小区", "广场", "村", "镇", "中学", "个", "点", "月", "号", "层", "楼", "位", "条", "次", "块", "元",
                "万", "千", "百", "天", "年", "站",
            ],
        );
    let followed = page.has_any(end, &["前", "后", "那天", "当天", "放假", "出游", "回老家", "我"]) && !is_han(page.before(at));
    (unique || dated || followed).then_some(end)
}

/// 25号 without a month: a day only where its neighbours say so.
pub(super) fn day_of_month(page: &Page, at: usize) -> Option<usize> {
    let (day, end) = page.small_number(at)?;
    let glued =
        page.c(at).is_ascii_digit() && (page.before(at).is_ascii_alphanumeric() || matches!(page.before(at), '.' | '-' | '_'));
    let habit = page.ends_with_any(at, &["每月", "每个月"]);
    if glued || habit || !(1..=31).contains(&day) || !matches!(page.c(end), '号' | '日') {
        return None;
    }
    let end = end + 1;
    let housed = !matches!(
        page.before(at),
        '到' | '从'
            | '在'
            | '于'
            | '等'
            | '月'
            | '年'
            | ','
            | '。'
            | '\0'
            | ' '
            | ':'
            | '是'
            | '我'
            | '约'
            | '说'
            | ';'
            | '!'
            | '?'
            | '拖'
            | '定'
            | '\n'
    );
    let next = page.has_any(
        end,
        &[
            "收",
            "打",
            "来",
            "去",
            "停",
            "断",
            "发",
            "寄",
            "送",
            "签",
            "订",
            "预约",
            "约",
            "早",
            "傍晚",
            "修",
            "坏",
            "装",
            "出",
            "开始",
            "登",
            "联系",
            "反映",
            "投诉",
            "取",
            "退",
            "付",
            "转",
            "刷",
            "生效",
            "到期",
            "前",
            "当天",
            "晚",
            "又",
            "再",
            "至",
            "起",
            "以来",
            "一早",
            "为止",
            "我",
            "的时候",
            "没",
            "被",
            "已",
            "那次",
            "一大早",
            "要",
            "截止",
            "为止",
            "可",
            "说",
            "给",
            "就",
            "才",
            "到",
            "了",
            "下午",
            "上午",
            "早上",
            "晚上",
            "中午",
            "凌晨",
            "下单",
            "交",
            "办",
            "买",
            "提",
            "报修",
            "开始",
            "之前",
            "之后",
            "以前",
            "那天",
            "左右",
            "还",
            "申请",
            "充",
            "扣",
        ],
    );
    (next && !housed).then_some(end)
}
