//! Where the customer says they will go, or went: a regulator, the media, a lawyer, the police.

use super::SignalKind;
use super::list::List;
use super::page::Page;
use super::words::Family;

/// Verbs of going that stand before a target.
#[rustfmt::skip]
static GOING: List = List::new(&[
    "去", "到", "向", "找", "打", "跟", "上", "拨打", "拨", "请", "联系", "联络", "给", "叫", "通知", "委托", "咨询", "致电", "发", "发到",
    "发上", "发给", "通过", "在", "投", "打了", "打过", "找了", "去找", "打给", "挂", "挂到", "往", "捅到", "放到", "po到", "po上", "打去", "联系了", "联系过", "咨询了", "咨询过", "请了", "委托了", "找过",
    "传到", "曝光到", "投书", "写信给", "走", "和", "诉诸", "求助", "寻求", "通知了", "已向", "拨了", "打通", "反映给", "让", "叫来", "找来", "致函", "去打", "写信到", "跑去",
]);
/// Verbs of complaining, before a target with 到, or after it.
#[rustfmt::skip]
static COMPLAINING: List = List::new(&[
    "投诉", "举报", "申诉", "检举", "反映", "反应", "告你们", "告", "曝光", "爆料", "起诉", "告状", "告发", "求助", "维权", "仲裁", "申请仲裁",
    "报案", "诉讼", "提诉讼", "申请调解", "调解", "申请评议", "上访", "告御状", "揭发", "揭露", "陈情", "申告", "控诉", "投稿", "提告", "公审", "报道", "报警", "评理",
]);
#[rustfmt::skip]
static INTO: List = List::new(&[
    "投诉到", "举报到", "反映到", "告到", "曝光到", "捅到", "申诉到", "投诉给", "举报给", "反映给", "投诉至", "举报至", "爆料给", "报给", "告上", "发布到",
    "发到", "发给", "闹到", "告诉", "投诉去", "挂到", "检举到", "检举给", "爆料到", "上告到", "传到", "放到", "反应给", "反应到", "投诉进", "举报进", "曝光给", "捅给", "申诉至", "反映至", "上诉到", "提告到", "陈情到", "申诉给",
]);
#[rustfmt::skip]
static TARGET_TAILS: List = List::new(&[
    "热线", "电话", "官网", "平台", "网站", "那里", "那边", "上", "部门", "公司", "专线", "投诉平台",
]);
/// Targets anyone may name for other reasons: they need a verb that complains.
#[rustfmt::skip]
static EVERYDAY: List = List::new(&[
    "网上", "网络", "新闻", "抖音", "快手", "微博", "小红书", "朋友圈", "知乎", "b站", "脸书", "贴吧", "论坛", "电视", "110", "315", "1999",
    "1950", "法院", "公安", "公安局", "派出所", "人民银行", "央行", "信访", "工商", "邮政局", "经济部", "交通部", "住建局", "教育局",
]);
/// Numbers that are a threat even alone.
static HOTLINES: List = List::new(&["12315", "12300", "12378", "12398", "96315", "12305"]);
/// What the bare verbs mean when they are not a threat.
#[rustfmt::skip]
static NOT_AFTER_VERB: List = List::new(&[
    "过度", "不足", "度", "量", "时间", "率", "器", "音", "灯", "声", "系统", "装置", "提示", "功能", "短信", "主机", "按钮", "阈值", "参数",
    "信号", "电话", "委员会", "铃", "探头", "铃声", "补偿", "记录", "信息", "值", "设备", "模式",
]);
#[rustfmt::skip]
static NOT_BEFORE_VERB: List = List::new(&[
    "烟雾", "烟感", "火灾", "一氧化碳", "漏电", "水位", "超速", "入侵", "门磁", "防盗", "车辆", "车子", "电池", "机器", "系统", "传感器", "感应器", "探测器", "水浸", "声光", "已经自动", "会自动", "温感", "自动", "胎压", "温度", "一直", "不停", "频繁", "仪表", "燃气", "误", "设备", "老是", "总是", "不想", "不会", "没", "没有", "不用",
    "无需", "别", "不要", "乱", "多次曝光", "双重", "二次", "被",
]);

/// Claims every threat, the longest wording of each.
pub(super) fn claim(page: &mut Page) {
    for (start, end) in page.words(Family::ThreatTarget) {
        if let Some((from, to)) = at_target(page, start, end) {
            page.claim(SignalKind::Threat, from, to);
        }
    }
    for (start, end) in page.words(Family::ThreatVerb) {
        if let Some((from, to)) = bare_verb(page, start, end) {
            page.claim(SignalKind::Threat, from, to);
        }
    }
}

fn at_target(page: &Page, start: usize, end: usize) -> Option<(usize, usize)> {
    if page.c(start).is_ascii_alphanumeric() && is_part_of_code(page, start, end) {
        return None;
    }
    if page.has(start, "法务") && page.ends_with_any(start, &["你们", "贵司", "贵公司", "公司"]) {
        return None;
    }
    if page.has_any(end, &["函", "播放器", "宣传", "文件", "中心路", "路", "街", "库", "格式"]) {
        return None;
    }
    let everyday = page.after_any(start, &EVERYDAY) == Some(end);
    let begin = going_before(page, start, end);
    let into = page.back_any(start, &INTO);
    let verb = complaint_after(page, end);
    let named = page.has_any(start, &HOTLINES);
    let police = page.has_any(start, &["110"]) && page.ends_with_any(start, &["打", "拨打", "拨", "打了"]);
    match (begin, into, verb) {
        (_, Some(from), to) => Some((from, to.unwrap_or(end))),
        (Some(from), None, Some(to)) => Some((from, to)),
        (Some(from), None, None) if !everyday || police || is_posting(page, from) => Some((from, end)),
        (None, None, Some(_)) if page.has_any(end, &["报道", "曝光了", "报导", "说"]) => None,
        (None, None, Some(to)) => Some((start, to)),
        (None, None, None) if named => Some((start, end)),
        _ => None,
    }
}

/// Whether the digits or letters of a target go on to either side.
fn is_part_of_code(page: &Page, start: usize, end: usize) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let digits = page.c(start).is_ascii_digit();
    let measured = digits && "元块个天号户年月单万度位".contains(page.c(end));
    joins(page.before(start)) || (joins(page.c(end)) && page.c(end) != '.') || measured
}

/// Where the verb of going before a target begins: 找, 再向, 打了.
fn going_before(page: &Page, start: usize, end: usize) -> Option<usize> {
    let at = page.back_any(start, &["个", "当地", "你们", "国家", "一个", "一下", "市", "省", "区", "县"]).unwrap_or(start);
    let begin = page.back_any(at, &GOING)?;
    let alone = begin + 1 == at;
    let other = match page.c(begin) {
        '打' => page.ends_with_any(begin, &["拨"]),
        '上' => alone && page.ends_with_any(begin, &["晚", "早", "马", "线", "以"]),
        '请' => alone && page.ends_with_any(begin, &["申"]),
        '给' | '在' | '和' | '跟' | '走' | '通' => complaint_after(page, end).is_none(),
        _ => false,
    };
    (!other).then_some(begin)
}

fn complaint_after(page: &Page, end: usize) -> Option<usize> {
    let tail = page.after_any(end, &TARGET_TAILS).unwrap_or(end);
    let verb = |at: usize| page.after_any(at, &COMPLAINING).map(|to| if page.has(at, "告你们") { to - 2 } else { to });
    let linked = page.after_any(tail, &["去", "来", "进行", "提起", "申请", "提出", "发帖", "发视频"]).unwrap_or(tail);
    let to = verb(end).or_else(|| verb(tail)).or_else(|| verb(linked))?;
    (!page.has_any(to, &["过度", "器", "电话", "知", "诉"])).then_some(to)
}

fn is_posting(page: &Page, from: usize) -> bool {
    page.has_any(from, &["发", "挂", "捅", "放到", "po", "传到", "投书"])
}

fn bare_verb(page: &Page, start: usize, end: usize) -> Option<(usize, usize)> {
    if page.has_any(end, &NOT_AFTER_VERB) || page.ends_with_any(start, &NOT_BEFORE_VERB) {
        return None;
    }
    let begin = match page.c(start) {
        '法' => page.back_any(
            start,
            &["走", "通过", "采取", "用", "启动", "诉诸", "循", "寻求", "拿起", "使用", "动用", "依循", "付诸", "进入"],
        )?,
        '律' | '存' => page.back_any(
            start,
            &["发", "寄", "发了", "寄了", "出", "发送", "寄出", "收到", "寄发", "发出", "请律师发", "让律师发", "送"],
        )?,
        '诉' | '公' if page.has_any(start, &["诉讼", "公堂"]) => {
            page.back_any(start, &["提起", "走", "提出", "启动", "发起", "对簿", "提", "打", "诉诸"])?
        }
        '司' => page.back_any(start, &["走", "通过", "采取", "用", "启动", "诉诸", "循"])?,
        '上' if page.has(start, "上访") => page.back_any(start, &["去", "要", "进京"]).unwrap_or(start),
        '仲' => page.back_any(start, &["申请", "提起", "劳动"])?,
        '人' => return None,
        _ => page.back_any(start, &["网上", "上网", "在网上", "全网", "去网上", "到网上", "上网去"]).unwrap_or(start),
    };
    Some((begin, end))
}
