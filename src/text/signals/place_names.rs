//! What may be a name in an address, and where it begins.

use super::list::{AnyOf, List};
use super::page::{Page, is_han, is_latin};
use super::person;

/// A head: the word that says what kind of place the name before it is.
#[derive(Clone, Copy)]
pub(super) struct Head {
    start: usize,
    end: usize,
    sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// 省市区县镇乡村街道: a name before, mostly of two characters.
    Region,
    /// 路街大道巷.
    Road,
    /// 小区, 大厦, 营业厅 …: words that are heads whenever a name stands before.
    Named,
    /// 号楼, 栋, 单元, 室, 楼: a number before, and a place alone.
    Numbered,
    /// 号, 段, 巷, 弄, 层, 座: a number before, and only as part of an address.
    Inner,
    /// 里, 庄, 苑 …: too common a character to begin an address with.
    Weak,
}

impl Head {
    pub fn read(page: &Page, start: usize, end: usize) -> Head {
        let sort = match page.c(start) {
            _ if end - start > 1 => match page.c(start) {
                '号' => Sort::Numbered,
                '单' => Sort::Numbered,
                '街' if page.has(start, "街道") => Sort::Region,
                '大' if page.has_any(start, &["大道", "大街"]) => Sort::Road,
                '胡' => Sort::Road,
                '开' | '新' if page.before(end) == '区' => Sort::Region,
                _ => Sort::Named,
            },
            '省' | '市' | '区' | '县' | '镇' | '乡' | '村' | '邨' => Sort::Region,
            '路' | '街' | '道' => Sort::Road,
            '栋' | '幢' | '室' | '楼' => Sort::Numbered,
            '号' | '段' | '巷' | '弄' | '层' | '座' | '期' => Sort::Inner,
            '站' => Sort::Named,
            _ => Sort::Weak,
        };
        Head { start, end, sort }
    }

    /// Whether it may follow the link before with nothing between: 中山路路口, 西湖路营业厅.
    pub fn may_follow_directly(self) -> bool {
        self.end - self.start > 1 && matches!(self.sort, Sort::Named | Sort::Region | Sort::Road)
    }

    pub fn takes_number(self) -> bool {
        matches!(self.sort, Sort::Numbered | Sort::Inner)
    }

    pub fn takes_name(self) -> bool {
        !matches!(self.sort, Sort::Inner | Sort::Numbered)
    }

    /// Whether the number before belongs to what follows: 8号线, 5号下午.
    pub fn is_elsewhere(self, page: &Page) -> bool {
        page.c(self.start) == '号' && self.end == self.start + 1 && page.has_any(self.end, &["线", "窗", "机", "车", "柜", "码"])
    }

    /// Whether name and head together are an ordinary word (马路, 网络, 超市).
    pub fn is_common(self, page: &Page, from: usize) -> bool {
        is_common_word(page, self, from)
    }
}

/// Words that end like a place and are none. The list is of whole words, compared with what stands before a head.
#[rustfmt::skip]
static COMMON: List = List::new(&[
    "走路", "网路", "马路", "套路", "线路", "电路", "道路", "公路", "迷路", "铁路", "思路", "出路", "问路", "回路", "管路", "油路", "短路", "断路",
    "高速公路", "赶路", "绕路", "逛街", "步行街", "知道", "通道", "频道", "报道", "渠道", "人行道", "味道", "轨道", "管道", "车道", "跑道", "消防通道",
    "楼道", "隧道", "街道", "地区", "片区", "郊区", "山区", "休息区", "市区", "城区", "县城", "景区", "校区", "专区", "辖区", "库区", "误区", "时区",
    "分区", "各区", "全区", "本区", "该区", "服务区", "城市", "超市", "门市", "上市", "全市", "股市", "本市", "我市", "夜市", "菜市", "楼市", "都市",
    "节省", "本省", "全省", "外省", "各省", "我省", "跨省", "农村", "乡村", "全村", "本村", "我村", "山村", "城乡", "家乡", "老乡", "下乡", "全县",
    "本县", "城镇", "乡镇", "村镇", "网站", "基站", "驿站", "车站", "站点", "到站", "甩站", "中转站", "快递站", "充电站", "投递站", "本站", "全站",
    "进站", "出站", "靠站", "换电站",
]);
/// Words that are common alone but end many a name: 中山一路, 中央大街, 太原路.
#[rustfmt::skip]
static COMMON_ALONE: List = List::new(&[
    "一路", "半路", "上路", "让路", "修路", "带路", "水路", "开路", "通路", "顺路", "堵路", "原路", "末路", "过路", "上街", "大街", "老区", "总站",
    "下站", "进村", "驻村",
]);
/// Regions that stand at the beginning of an address without a name.
static NAMELESS: List = List::new(&["工业园区", "工业园", "产业园区", "产业园", "科技园", "开发区", "工业区"]);
/// Words that may stand before a head and are no name.
#[rustfmt::skip]
static NO_NAMES: List = List::new(&[
    "附近", "当地", "本地", "线下", "隔壁", "旁边", "对面", "楼下", "楼上", "门口", "我们", "你们", "他们", "咱们", "整个", "全部", "所有", "各个",
    "这个", "那个", "哪个", "某个", "同一", "其他", "别的", "老旧", "新建", "高档", "这家", "那家", "有家", "一家", "几家", "自己", "公司", "单位",
    "家里", "网上", "手机", "掌上", "实体", "连锁", "官方", "大型", "小型", "品牌", "直营", "加盟", "售后", "维修", "服务", "销售", "客户", "工作",
    "我家", "你家", "电子", "线上", "电信", "移动", "联通", "4s", "就近", "最近", "任何", "指定", "每个", "其它", "各大", "快递", "物流", "收件",
    "寄件", "代收", "派送", "配送", "自提", "取件", "营业", "总部", "电脑", "数码", "开户", "发卡", "归属", "本市", "全国", "全市", "各地", "异地",
    "外地", "老家", "农村", "小区", "社区", "商业", "住宅", "城市", "公共", "附属", "综合", "多家", "两家", "三家", "你们的", "地下", "露天", "同城",
    "贵", "该", "某", "各", "本", "此", "全", "整", "家", "的", "去", "到", "在", "上", "老",
]);
/// Characters that no name in an address contains.
const BREAKS: &str = "我你他她它们的了在是没很也就把被给让叫请说找去到从住停丢寄送查看接买卖想这哪吗呢吧啊呀着但因所每个么跟由打挂催问讲谁您则使及或而却并坏修过掉逛能将对只还都有不走";
/// Characters that part words unless they stand in one of the names behind them.
const SOFT_BREAKS: [(char, &[&str]); 20] = [
    ('放', &["解放"]),
    ('发', &["开发", "发展", "发达"]),
    (
        '和',
        &[
            "和平", "和顺", "和谐", "和泰", "和兴", "和悦", "和美", "和园", "和润", "和睦", "仁和", "中和", "太和", "永和",
            "祥和", "嘉和", "泰和", "万和",
        ],
    ),
    ('与', &[]),
    ('向', &["向阳", "向荣", "方向"]),
    ('来', &["来福", "来广", "来安", "来宾", "蓬莱"]),
    ('会', &["会展", "四会", "新会", "社会"]),
    ('要', &[]),
    ('时', &["时代"]),
    ('里', &[]),
    ('家', &["家园", "皇家"]),
    ('以', &[]),
    ('后', &["后海", "后街", "后巷"]),
    ('前', &["前进", "前海", "前门", "前街", "前程", "前山"]),
    ('内', &["内蒙", "内江", "河内"]),
    ('上', &["上海", "上城", "上杭", "上饶"]),
    ('报', &["报业", "日报"]),
    ('装', &[]),
    ('断', &[]),
    ('落', &["落马"]),
];
/// Words before a name that are no part of it.
#[rustfmt::skip]
static BREAK_WORDS: List = List::new(&[
    "位于", "来自", "反映", "地址", "收到", "放在", "寄到", "送到", "发到", "投诉", "报修", "附近", "居住", "本人", "用户", "客户", "业主", "今天",
    "昨天", "客服", "师傅", "快递", "包裹", "路过", "经过", "途经", "公司", "宽带", "信号", "停电", "停水", "目前", "现在", "一直", "已经", "整片",
    "整条", "门前", "门口", "旁边", "对面", "北侧", "南侧", "东侧", "西侧", "隔壁", "整个", "一下", "导致", "影响", "造成", "涉及", "包括", "其中",
    "以及", "关于", "由于", "因为", "所在", "位在", "家住", "属于", "靠近", "转至", "转到", "装机", "安装", "改到", "搬到", "移机", "新装", "改址",
    "办理", "营业", "工单", "事发", "发生", "地点", "位置", "网点", "收货", "寄往", "发往", "写成", "填成", "误投", "误送", "错送", "改派", "站在",
    "人在", "车在", "先生", "女士", "号码",
]);
const REGION_LIMIT: usize = 4;
const ROAD_LIMIT: usize = 5;
const NAMED_LIMIT: usize = 8;

/// Where the address begins whose first head this is; `None` if it is no address. Nothing before `floor` is read.
pub(super) fn first_link(page: &Page, (start, end): (usize, usize), floor: usize) -> Option<usize> {
    let head = Head::read(page, start, end);
    if !page.is_free(start, end) || head.is_elsewhere(page) {
        return None;
    }
    match head.sort {
        Sort::Numbered => numbered(page, head).filter(|from| *from >= floor && page.is_free(*from, end)),
        Sort::Inner | Sort::Weak => None,
        Sort::Region | Sort::Road | Sort::Named => {
            let from = name_before(page, start, floor)?;
            let short = from + 1 == start && end == start + 1 && page.c(start) != '县';
            let known =
                !short && !is_common_word(page, head, from) && !is_no_name(page, from, start) && !is_other_word(page, head);
            known.then_some(from)
        }
    }
}

/// Whether the head is a region that begins an address without a name, if more of the address follows.
pub(super) fn is_nameless(page: &Page, (start, end): (usize, usize)) -> bool {
    page.after_any(start, &NAMELESS) == Some(end) && page.is_free(start, end)
}

/// 302室, 7楼, 8号楼, 3单元, 9栋.
fn numbered(page: &Page, head: Head) -> Option<usize> {
    let from = number_before(page, head.start)?;
    let length = head.start - from;
    let han = !page.c(from).is_ascii_alphanumeric();
    let held = match page.c(head.start) {
        '室' => han && length < 3 || length < 2,
        '楼' => page.has_any(head.end, &["盘", "梯", "房", "市"]),
        '栋' | '幢' => han && page.ends_with_any(from, &["这", "那", "整", "每", "一"]) || page.has_any(head.end, &["楼房"]),
        '单' => han && page.ends_with_any(from, &["这", "那", "每"]),
        _ => false,
    };
    let counted = page.ends_with_any(from, &["第", "共", "每", "这", "那"]);
    (!held && !counted).then_some(from)
}

/// Where the number before `end` begins.
fn number_before(page: &Page, end: usize) -> Option<usize> {
    let mut from = end;
    while from > 0 && end - from < 8 && is_number_char(page.before(from)) {
        from -= 1;
    }
    while from < end && !is_latin(page.c(from)) && page.c(from).is_ascii_punctuation() {
        from += 1;
    }
    (from < end).then_some(from)
}

fn is_number_char(c: char) -> bool {
    is_latin(c) || c == '-' || "一二三四五六七八九十百零〇之附甲乙丙丁".contains(c)
}

/// Whether `start..end` is a number in an address: 45, 二, 12之3, B, 1-302.
pub(super) fn is_number(page: &Page, start: usize, end: usize) -> bool {
    end > start
        && end - start <= 8
        && (start..end).all(|i| is_number_char(page.c(i)) && page.c(i) != '甲' || "附东西南北中".contains(page.c(i)))
}

/// Whether `start..end` may be a name: Han, with nothing in it that parts words.
pub(super) fn is_name(page: &Page, start: usize, end: usize) -> bool {
    let breaks = |at: usize| !is_name_char(page, at) || page.has_any(at, &BREAK_WORDS);
    end > start && !(start..end).any(breaks) && !is_no_name(page, start, end)
}

/// Whether a crossing follows: 人民路与解放路|交叉口.
pub(super) fn is_crossing(page: &Page, at: usize) -> bool {
    page.has_any(at, &["交叉口", "路口", "交叉路口", "交汇处", "口", "交界处"])
}

fn is_name_char(page: &Page, at: usize) -> bool {
    let c = page.c(at);
    if !is_han(c) || BREAKS.contains(c) || page.owner(at).is_some() {
        return false;
    }
    if c == '家' && person::SURNAMES.contains(page.before(at)) {
        return true;
    }
    match SOFT_BREAKS.iter().find(|(soft, _)| *soft == c) {
        Some((_, names)) => names.iter().any(|name| stands_around(page, at, name)),
        None => true,
    }
}

/// Whether `word` stands somewhere so that it covers `at`.
fn stands_around(page: &Page, at: usize, word: &str) -> bool {
    let length = word.chars().count();
    (0..length).any(|back| at.checked_sub(back).is_some_and(|from| page.has(from, word)))
}

/// Where the name before the head at `start` begins.
pub(super) fn name_before(page: &Page, start: usize, floor: usize) -> Option<usize> {
    let limit = match page.c(start) {
        '省' | '市' | '区' | '县' | '镇' | '乡' | '村' => REGION_LIMIT,
        '路' | '街' | '道' => ROAD_LIMIT,
        _ => NAMED_LIMIT,
    };
    let mut from = start;
    while from > floor && start - from <= limit && is_name_char(page, from - 1) {
        if page.ends_with_any(from, &BREAK_WORDS) {
            break;
        }
        from -= 1;
    }
    let run_on = start - from > limit;
    let from = if run_on { start.saturating_sub(2) } else { from };
    (from < start).then_some(from)
}

/// Whether the name is, or ends in, a word that is no name: 附近, 我们的小区.
fn is_no_name(page: &Page, from: usize, start: usize) -> bool {
    if page.after_any(from, &NO_NAMES) == Some(start) {
        return true;
    }
    let ends = |word: &&'static str| {
        let length = word.chars().count();
        length >= 2 && length <= start - from && page.has(start - length, word)
    };
    NO_NAMES.may_end(page.before(start)) && NO_NAMES.words.iter().any(ends)
}

/// Whether name and head are an ordinary word.
fn is_common_word(page: &Page, head: Head, from: usize) -> bool {
    page.after_any(from, &COMMON_ALONE) == Some(head.end)
        || page.back_any(head.end, &COMMON).is_some_and(|begin| begin < head.start)
}

/// Heads that go on into another word: 路由器, 街坊, 村里, 市场, 道歉, 店员.
fn is_other_word(page: &Page, head: Head) -> bool {
    let next = head.end;
    match page.c(head.start) {
        '路' => page.has_any(next, &["由", "上", "过", "灯杆", "况"]) && page.c(next) != '上',
        '道' => page.has_any(next, &["歉", "理", "路", "德", "谢", "具"]),
        '市' => page.has_any(next, &["场", "民", "面", "价"]),
        '区' => page.has_any(next, &["别", "域", "间", "分"]),
        '站' => page.has_any(next, &["点", "台", "着", "在", "内"]),
        '店' => page.has_any(next, &["员", "长"]),
        '村' => page.has_any(next, &["民", "长"]),
        '街' => page.has_any(next, &["坊"]),
        _ => false,
    }
}
