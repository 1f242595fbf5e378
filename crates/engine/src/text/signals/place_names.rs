//! What may be a name in an address, and where it begins.

use super::list::{AnyOf, ChainedList, List};
use super::page::{Page, is_han, is_latin};
use super::person;
use super::place_words::{BREAK_WORDS, BREAKS, COMMON, COMMON_ALONE, DISTRICTS, NAMELESS, NO_NAMES, SOFT_BREAKS};

/// A head: the word that says what kind of place the name before it is.
#[derive(Clone, Copy)]
pub(super) struct PlaceHead {
    start: usize,
    end: usize,
    sort: HeadKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum HeadKind {
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

impl PlaceHead {
    pub fn read(page: &Page, start: usize, end: usize) -> PlaceHead {
        let sort = match page.c(start) {
            _ if end - start > 1 => match page.c(start) {
                '号' => HeadKind::Numbered,
                '单' => HeadKind::Numbered,
                '街' if page.has(start, "街道") => HeadKind::Region,
                '大' if page.has_any(start, &["大道", "大街"]) => HeadKind::Road,
                '胡' => HeadKind::Road,
                '开' | '新' if page.before(end) == '区' => HeadKind::Region,
                _ => HeadKind::Named,
            },
            '省' | '市' | '区' | '县' | '镇' | '乡' | '村' | '邨' => HeadKind::Region,
            '路' | '街' | '道' => HeadKind::Road,
            '栋' | '幢' | '室' | '楼' => HeadKind::Numbered,
            '组' | '队' | '门' | '邻' => HeadKind::Inner,
            '店' | '城' => HeadKind::Weak,
            '号' | '段' | '巷' | '弄' | '层' | '座' | '期' => HeadKind::Inner,
            '站' => HeadKind::Named,
            _ => HeadKind::Weak,
        };
        PlaceHead { start, end, sort }
    }

    /// Whether it may follow the link before with nothing between: 中山路路口, 西湖路营业厅.
    pub fn may_follow_directly(self) -> bool {
        self.end - self.start > 1 && matches!(self.sort, HeadKind::Named | HeadKind::Region | HeadKind::Road)
    }

    /// Whether it follows the link that ends at `end` at once: 人民医院站, 万达广场店.
    pub fn follows(self, page: &Page, end: usize) -> bool {
        let shop = page.c(self.start) == '店'
            && matches!(page.before(end), '路' | '街' | '道' | '场' | '城' | '区' | '园' | '口' | '厦' | '镇' | '县' | '店');
        let stop =
            page.c(self.start) == '站' && !matches!(page.before(end), '站' | '店' | '号' | '段' | '弄' | '楼' | '栋' | '室');
        let village = page.c(self.start) == '村' && matches!(page.before(end), '庄' | '屯' | '店' | '里');
        let one = self.end - self.start == 1 && (shop || stop || village) && !is_other_word(page, self);
        one || self.may_follow_directly()
    }

    /// Whether a number before it counts only behind a link of its own kind: 李庄村三组, 3号楼2门.
    pub fn counts_behind(self, page: &Page, end: usize) -> bool {
        let before = page.before(end);
        match page.c(self.start) {
            _ if self.end - self.start > 1 => true,
            '组' | '队' => matches!(before, '村' | '庄' | '屯' | '邨' | '湾' | '坝' | '里' | '组' | '队'),
            '门' => matches!(before, '楼' | '栋' | '幢' | '座'),
            '邻' => matches!(before, '里' | '村'),
            _ => true,
        }
    }

    /// Whether Latin letters and digits may end its name: 阳光100小区, T2航站楼.
    pub fn takes_mixed_name(self) -> bool {
        self.sort == HeadKind::Named && self.end - self.start > 1
    }

    pub fn takes_number(self) -> bool {
        matches!(self.sort, HeadKind::Numbered | HeadKind::Inner)
    }

    /// Whether letters, numbers or a quarter may stand before it inside an address: A区, 四区, T2航站楼.
    pub fn takes_quarter(self, page: &Page) -> bool {
        page.c(self.start) == '区' && self.end - self.start == 1 || page.has(self.start, "航站楼")
    }

    pub fn takes_name(self, page: &Page) -> bool {
        page.c(self.start) != '店' && !matches!(self.sort, HeadKind::Inner | HeadKind::Numbered)
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

const REGION_LIMIT: usize = 4;
const ROAD_LIMIT: usize = 5;
const NAMED_LIMIT: usize = 8;

/// Where the address begins whose first head this is; `None` if it is not a valid address. Nothing before `floor` is read.
pub(super) fn first_link(page: &Page, (start, end): (usize, usize), floor: usize) -> Option<usize> {
    let head = PlaceHead::read(page, start, end);
    if !page.is_free(start, end) || head.is_elsewhere(page) {
        return None;
    }
    match head.sort {
        HeadKind::Numbered => numbered(page, head)
            .map(|from| estate_before(page, from, floor).unwrap_or(from))
            .filter(|from| *from >= floor && page.is_free(*from, end)),
        HeadKind::Inner if page.c(start) == '期' => {
            let number = start.checked_sub(1).filter(|i| "一二三四五123456".contains(page.c(*i)))?;
            estate_before(page, number, floor)
        }
        HeadKind::Weak if page.c(start) == '店' => {
            let place = page.ends_with_any(
                start,
                &["城", "汇", "广场", "天地", "大道", "路口", "桥", "湾", "湖", "奥莱", "奥特莱斯", "百货"],
            );
            let from = name_before(page, start, floor).filter(|from| place && start - from >= 3)?;
            (!is_no_name(page, from, start) && !is_other_word(page, head)).then_some(from)
        }
        HeadKind::Inner | HeadKind::Weak => None,
        HeadKind::Named if page.has(start, "航站楼") && is_latin(page.before(start)) => {
            let number = number_before(page, start)?;
            Some(number).filter(|from| *from >= floor && page.is_free(*from, end))
        }
        HeadKind::Region if page.c(start) == '区' && is_quarter(page, start) => {
            let quarter = number_before(page, start).filter(|q| start - q <= 2).unwrap_or(start - 1);
            estate_before(page, quarter, floor)
        }
        HeadKind::Region | HeadKind::Road | HeadKind::Named => {
            let from = name_before(page, start, floor)?;
            let short = from + 1 == start && end == start + 1 && page.c(start) != '县';
            let known =
                !short && !is_common_word(page, head, from) && !is_no_name(page, from, start) && !is_other_word(page, head);
            known.then_some(from)
        }
    }
}

/// Whether 区 is a quarter of an estate: 四区, A区, 2区.
fn is_quarter(page: &Page, start: usize) -> bool {
    let c = page.before(start);
    is_latin(c) || "一二三四五六七八九十".contains(c) && c != '\0'
}

/// The last characters of the names of estates, which need no head: 碧桂园12栋, 橡树湾二期.
const ESTATE_ENDS: &str = "园苑城府湾庭邸轩阁郡里居寓院庄墅岸洲领际筑境岛谷峰汇邦坊厦场区江山湖海都";

/// Where the name of an estate begins that stands right before the number of a house.
fn estate_before(page: &Page, number: usize, floor: usize) -> Option<usize> {
    if !ESTATE_ENDS.contains(page.before(number)) {
        return None;
    }
    let mut from = number;
    while from > floor && number - from <= 7 && is_name_char(page, from - 1) && !page.ends_with_any(from, &BREAK_WORDS) {
        from -= 1;
    }
    let length = number - from;
    let named = (3..=7).contains(&length) && !is_no_name(page, from, number) && !page.ends_with_any(number, &NO_ESTATES);
    named.then_some(from)
}

#[rustfmt::skip]
static NO_ESTATES: List = List::new(&["小区", "院里", "村里", "区里", "楼里", "那里", "这里", "家里", "工地", "大院里", "片区", "城里", "厂里", "邻居", "单位"]);

/// Whether the head is a region that begins an address without a name, if more of the address follows.
pub(super) fn is_nameless(page: &Page, (start, end): (usize, usize)) -> bool {
    page.after_any(start, &NAMELESS) == Some(end) && page.is_free(start, end)
}

/// 302室, 7楼, 8号楼, 3单元, 9栋.
fn numbered(page: &Page, head: PlaceHead) -> Option<usize> {
    let from = number_before(page, head.start)?;
    let length = head.start - from;
    let han = !page.c(from).is_ascii_alphanumeric();
    let held = match page.c(head.start) {
        '室' => han && length < 3 || length < 2,
        '楼' => page.has_any(head.end, &["盘", "梯", "房", "市", "道灯"]),
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
    while from > 0 && end - from < 8 && (is_number_char(page.before(from)) || page.before(from) == '#' && from == end) {
        from -= 1;
    }
    if from < end {
        from = page.back_any(from, &["负", "地下"]).unwrap_or(from);
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
        && (start..end).all(|i| {
            let c = page.c(i);
            let lettered = "甲乙丙丁".contains(c);
            is_number_char(c) && (!lettered || is_number_char(page.c(i + 1)) || i + 1 == end)
                || "附东西南北中后前负地下".contains(c)
                || c == '#' && i + 1 == end
        })
}

/// Whether `start..end` may be a name: Han, with nothing in it that parts words.
pub(super) fn is_name(page: &Page, start: usize, end: usize) -> bool {
    let breaks = |at: usize| !is_name_char(page, at) || page.has_any(at, &BREAK_WORDS);
    end > start && !(start..end).any(breaks) && !is_no_name(page, start, end)
}

/// Whether `start..end` is a name with a few Latin letters or digits in it: 阳光100, SOHO现代.
pub(super) fn is_mixed_name(page: &Page, start: usize, end: usize) -> bool {
    let latin = (start..end).filter(|i| is_latin(page.c(*i))).count();
    let han = (start..end).filter(|i| is_latin(page.c(*i)) || is_name_char(page, *i)).count() == end - start;
    (1..=5).contains(&latin) && latin < end - start && han && end - start <= 9
}

/// How long the name of an estate and the number behind it are together in `start..end`: 锦绣苑3, 现代城5.
pub(super) fn is_estate_and_number(page: &Page, start: usize, end: usize) -> bool {
    let Some(number) = number_before(page, end).filter(|number| *number > start) else { return false };
    (2..=7).contains(&(number - start)) && is_name(page, start, number)
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
        Some(('里', names)) => {
            !"家这那哪村店城心手夜屋院楼区厂".contains(page.before(at)) && names.iter().any(|name| stands_around(page, at, name))
        }
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
    let head = page.after_any(start, &MIXED_HEADS).is_some();
    let stem = (0..5).take_while(|back| head && start > floor + back && is_latin(page.c(start - back - 1))).count();
    let stem = if stem > 0 && start - stem >= floor + 2 && (1..=2).all(|i| is_name_char(page, start - stem - i)) {
        start - stem
    } else {
        start
    };
    let mut from = stem;
    while from > floor && stem - from <= limit && is_name_char(page, from - 1) {
        if page.ends_with_any(from, &BREAK_WORDS) {
            break;
        }
        from -= 1;
    }
    let run_on = stem - from > limit;
    let from = if run_on { city_before(page, stem, floor).unwrap_or(stem.saturating_sub(2)) } else { from };
    (from < start).then_some(from)
}

/// Where a city begins in the run of Han before `end` that is too long for one name: 石家庄|长安区.
fn city_before(page: &Page, end: usize, floor: usize) -> Option<usize> {
    (floor.max(end.saturating_sub(9))..end.saturating_sub(2)).find(|from| {
        page.after_any(*from, &CITIES).is_some_and(|to| to <= end)
            && (*from..end).all(|i| is_name_char(page, i))
            && !(*from + 1..end).any(|i| page.has_any(i, &BREAK_WORDS))
    })
}

/// Heads whose names may end in letters or digits.
#[rustfmt::skip]
static MIXED_HEADS: List = List::new(&[
    "小区", "花园", "大厦", "广场", "社区", "公寓", "家园", "产业园", "科技园", "创业园", "商场", "大楼", "购物中心", "航站楼", "新城", "体验店", "园区", "文创园",
]);
/// Cities and provinces an address may begin with, without 市 or 省.
#[rustfmt::skip]
const CITIES_LIST: &[&str] = &[
    "北京", "上海", "天津", "重庆", "广州", "深圳", "杭州", "南京", "武汉", "成都", "西安", "苏州", "郑州", "长沙", "沈阳", "青岛", "宁波", "东莞", "无锡", "合肥", "昆明", "佛山", "大连", "福州",
    "厦门", "哈尔滨", "济南", "温州", "南宁", "长春", "泉州", "石家庄", "贵阳", "南昌", "金华", "常州", "南通", "嘉兴", "太原", "徐州", "惠州", "珠海", "中山", "台州", "烟台", "兰州", "绍兴",
    "海口", "扬州", "洛阳", "潍坊", "唐山", "保定", "呼和浩特", "乌鲁木齐", "银川", "西宁", "拉萨", "三亚", "桂林", "柳州", "绵阳", "宜昌", "襄阳", "芜湖", "湖州", "镇江", "盐城", "泰州", "淮安",
    "连云港", "义乌", "昆山", "常熟", "张家港", "江阴", "汕头", "江门", "湛江", "肇庆", "清远", "漳州", "莆田", "赣州", "九江", "上饶", "临沂", "济宁", "淄博", "威海", "德州", "聊城", "邯郸", "廊坊",
    "沧州", "秦皇岛", "包头", "鄂尔多斯", "大庆", "吉林", "鞍山", "岳阳", "株洲", "湘潭", "衡阳", "常德", "新乡", "南阳", "许昌", "咸阳", "宝鸡", "遵义", "曲靖", "大理", "泸州", "南充", "德阳",
    "广东", "江苏", "浙江", "山东", "河南", "河北", "湖南", "湖北", "四川", "福建", "安徽", "江西", "广西", "云南", "贵州", "陕西", "山西", "辽宁", "黑龙江", "海南", "甘肃", "青海", "宁夏",
    "新疆", "西藏", "内蒙古", "台北", "新北", "桃园", "台中", "台南", "高雄", "基隆", "新竹", "嘉义", "苗栗", "彰化", "南投", "云林", "屏东", "宜兰", "花莲", "台东", "澎湖", "香港", "澳门",
];
static CITIES: ChainedList<{ CITIES_LIST.len() }> = ChainedList::new(CITIES_LIST);

/// Whether the name is, or ends in, a word that is not a valid name: 附近, 我们的小区.
fn is_no_name(page: &Page, from: usize, start: usize) -> bool {
    if page.after_any(from, &NO_NAMES) == Some(start) {
        return true;
    }
    let ends = |word: &'static str| {
        let length = word.chars().count();
        length >= 2 && length <= start - from && page.has(start - length, word)
    };
    NO_NAMES.may_end(page.before(start)) && NO_NAMES.ending(page.before(start)).any(ends)
}

/// Whether name and head are an ordinary word.
fn is_common_word(page: &Page, head: PlaceHead, from: usize) -> bool {
    page.after_any(from, &COMMON_ALONE) == Some(head.end)
        || page.back_any(head.end, &DISTRICTS).is_none()
            && page.back_any(head.end, &COMMON).is_some_and(|begin| begin < head.start)
}

/// Heads that go on into another word: 路由器, 街坊, 村里, 市场, 道歉, 店员.
fn is_other_word(page: &Page, head: PlaceHead) -> bool {
    let next = head.end;
    match page.c(head.start) {
        '路' => page.has_any(next, &["由", "上", "过", "灯杆", "况"]) && page.c(next) != '上',
        '道' => page.has_any(next, &["歉", "理", "路", "德", "谢", "具", "闸"]),
        '市' => page.has_any(next, &["场", "民", "面", "价"]),
        '区' => page.has_any(next, &["别", "域", "间", "分"]),
        '站' => page.has_any(next, &["点", "台", "着", "在", "内", "起", "立", "长", "岗", "姿", "位", "队"]),
        '店' => page.has_any(next, &["员", "长", "家", "铺", "主", "面", "内", "里", "名", "招"]),
        '城' => true,
        '村' => page.has_any(next, &["民", "长"]),
        '街' => page.has_any(next, &["坊"]),
        _ => false,
    }
}
