//! Products: devices by name from a closed list, and models in Latin letters and digits.

use super::SignalKind;
use super::list::List;
use super::page::{Page, is_latin};
use super::words::Family;

/// What makes the name of a device a part of another word.
const OTHER_WORDS: [(&str, &[&str]); 7] = [
    (
        "手机",
        &[
            "号",
            "卡",
            "银行",
            "营业厅",
            "门号",
            "端",
            "版",
            "短信",
            "验证码",
            "支付",
            "话费",
            "套餐",
            "费",
            "尾号",
            "店",
            "网",
            "壳",
            "膜",
        ],
    ),
    ("电视", &["频段", "台", "剧", "频道", "广告", "节目", "购物", "塔", "会员"]),
    ("电表", &["号", "编号", "读数号", "箱号"]),
    ("水表", &["号", "编号"]),
    ("电脑", &["版", "端", "城", "桌面版"]),
    ("电梯", &["口", "费", "间", "卡", "维保费", "公司"]),
    ("平板", &["车", "支撑"]),
];
#[rustfmt::skip]
static MARKETING: List = List::new(&[
    "pro max", "promax", "pro+", "max+", "pro plus", "ultra max", "5g版", "青春版", "至尊版", "pro", "max", "plus", "mini", "ultra", "air", "lite", "turbo", "fold", "flip", "note",
    "se",
]);
/// Names of lines whose number stands apart: `iPhone 15 Pro`.
#[rustfmt::skip]
static LINES: List = List::new(&[
    "iphone", "ipad", "ipad pro", "ipad air", "ipad mini", "mate", "galaxy", "redmi", "redmi note", "thinkpad",
    "macbook", "macbook pro", "macbook air", "pura", "nova", "pixel", "find", "find x", "reno", "surface", "surface pro", "surface laptop", "galaxy tab", "galaxy watch", "watch", "watch gt",
    "airpods", "airpods pro", "matepad", "matebook", "magic", "iqoo", "xperia", "zenfone", "redmi k", "note", "apple watch", "poco", "moto", "ipod", "switch", "archer", "honor", "ideapad",
    "vivobook", "zenbook", "inspiron", "latitude", "magicbook",
]);
#[rustfmt::skip]
static BRANDS: List = List::new(&[
    "tp-link", "realme", "真我", "海尔", "美的", "格力", "海信", "tcl", "创维", "长虹", "索尼", "戴尔", "惠普", "华硕", "宏碁", "asus", "acer", "sony", "hp", "dell", "lg", "松下", "大金", "日立", "东芝", "夏普", "科沃斯", "石头", "追觅", "iqoo", "努比亚", "烽火", "友讯", "d-link", "huawei", "zte",
    "华为", "小米", "红米", "荣耀", "三星", "苹果", "vivo", "oppo", "一加", "魅族", "联想", "型号", "中兴", "tplink",
]);
/// Labels after which letters and digits are a number of something, not a model.
#[rustfmt::skip]
static NUMBER_LABELS: List = List::new(&[
    "号", "码", "单", "编号", "id", "账户", "代码", "工号", "sn",
]);
static MODEL_LABELS: List =
    List::new(&["型号", "机型", "型号是", "型号为", "款式", "规格型号", "产品型号", "设备型号", "品牌型号"]);
#[rustfmt::skip]
static NOT_MODELS: List = List::new(&[
    "mp", "http", "usb", "covid", "hdmi", "utf", "ipv", "type", "sha", "md", "cp", "co",
]);

/// Claims models first, then devices, so that `HG8245C光猫` is one.
pub(super) fn claim(page: &mut Page) {
    let devices = page.words(Family::Product);
    let mut at = 0;
    while at < page.len() {
        match model_at(page, at, &devices) {
            Some(end) => {
                page.claim(SignalKind::Product, at, end);
                at = end;
            }
            None => at += 1,
        }
    }
    for (start, end) in devices {
        if !is_part_of_word(page, start, end) {
            page.claim(SignalKind::Product, start, end);
        }
    }
}

fn is_part_of_word(page: &Page, start: usize, end: usize) -> bool {
    let other = OTHER_WORDS.iter().any(|(device, tails)| {
        page.has(start, device)
            && page.has_any(end, *tails)
            && !page.has_any(end, &["网络", "费电", "卡顿", "卡死", "卡住", "端口", "卡机", "端上"])
    });
    let latin = is_latin(page.c(start)) && is_latin(page.before(start));
    other || latin || (page.has(start, "电视") && page.ends_with_any(start, &["上", "有线"]))
}

/// Where the model that begins at `at` ends, with the device it names if that follows at once.
fn model_at(page: &Page, at: usize, devices: &[(usize, usize)]) -> Option<usize> {
    if !page.c(at).is_ascii_alphabetic() || is_latin(page.before(at)) || matches!(page.before(at), '-' | '_' | '.') {
        return None;
    }
    let device_after =
        |end: usize| devices.binary_search_by_key(&end, |(start, _)| *start).ok().and_then(|i| devices.get(i)).map(|d| d.1);
    if let Some(end) = line_at(page, at) {
        return Some(marketing(page, end));
    }
    let end = token_end(page, at);
    let letters = (at..end).take_while(|i| page.c(*i).is_ascii_alphabetic()).count();
    let digits = (at..end).filter(|i| page.c(*i).is_ascii_digit()).count();
    let device = device_after(end);
    let named = page.ends_with_any(skip_back(page, at), &MODEL_LABELS);
    if digits == 0 || end - at > 18 || is_numbered(page, at) && !named {
        return None;
    }
    if let Some(device) = device {
        return (digits <= 5).then_some(device);
    }
    let gap = page.skip_blank(end);
    if let Some(device) = device_after(gap).filter(|_| gap > end && letters > 0 && letters <= 6 && (2..=5).contains(&digits)) {
        return Some(device);
    }
    let behind = devices.binary_search_by_key(&skip_back(page, at), |(_, to)| *to).is_ok();
    let typed = (named || behind || page.ends_with_any(skip_back(page, at), &BRANDS))
        && digits <= 5
        && !is_screen_code(page, at, end, named);
    let shaped =
        (2..=6).contains(&letters) && (2..=5).contains(&digits) && !page.has_any(at, &NOT_MODELS) && !is_dashed(page, at, end);
    (typed || shaped).then(|| marketing(page, end))
}

/// 空调 E1: one letter and one or two digits behind a device are as well what its display shows.
fn is_screen_code(page: &Page, at: usize, end: usize, named: bool) -> bool {
    !named && end - at < 4 && !page.ends_with_any(skip_back(page, at), &BRANDS)
}

/// `iPhone 15`: a line, a blank or none, and one to four digits.
fn line_at(page: &Page, at: usize) -> Option<usize> {
    let name = page.after_any(at, &LINES)?;
    let number = page.skip_blank(name);
    let number =
        page.after_any(number, &["pro ", "max ", "ultra ", "series ", "tab ", "fold ", "flip ", "gt "]).unwrap_or(number);
    let letters = (number..number + 3).take_while(|i| page.c(*i).is_ascii_alphabetic()).count();
    let number = if (1..=2).contains(&letters) && number > name { number + letters } else { number };
    let digits = (number..number + 5).take_while(|i| page.c(*i).is_ascii_digit()).count();
    let end = number + digits;
    let end = if page.c(end).is_ascii_alphabetic() && !is_latin(page.c(end + 1)) { end + 1 } else { end };
    ((1..=4).contains(&digits) && !is_latin(page.c(end)) || page.has_any(end, &MARKETING) && digits > 0).then_some(end)
}

/// Past `Pro`, `Max` and the like, with or without a blank before.
fn marketing(page: &Page, end: usize) -> usize {
    let next = page.skip_blank(end);
    page.after_any(next, &MARKETING).filter(|to| !is_latin(page.c(*to))).unwrap_or(end)
}

fn token_end(page: &Page, at: usize) -> usize {
    let mut end = at;
    while is_latin(page.c(end)) || page.c(end) == '-' && is_latin(page.c(end + 1)) {
        end += 1;
    }
    end
}

/// `AB-1002` alone may be anything; `TL-WR841N` is a model.
fn is_dashed(page: &Page, start: usize, end: usize) -> bool {
    let dash = (start..end).find(|i| page.c(*i) == '-');
    dash.is_some_and(|dash| (dash + 1..end).all(|i| page.c(i).is_ascii_digit()))
}

fn is_numbered(page: &Page, at: usize) -> bool {
    page.ends_with_any(skip_back(page, at), &NUMBER_LABELS)
}

fn skip_back(page: &Page, at: usize) -> usize {
    let mut at = at;
    while matches!(page.before(at), ':' | ' ' | '是' | '为' | '/' | '(' | '"') {
        at -= 1;
    }
    at
}
