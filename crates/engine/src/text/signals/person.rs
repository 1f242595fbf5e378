//! People named in the text: a surname with a title, 姓王的师傅, 客服小周.

use super::SignalKind;
use super::list::List;
use super::page::{Page, is_han};
use super::words::Family;

pub(super) const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳\
    鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛狄米贝明臧计成戴谈宋庞熊纪舒屈项祝董梁杜阮蓝\
    闵席季麻贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘解应宗丁宣邓郁单洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封芮\
    储靳汲段富焦巴牧侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶司黎薄印白怀蒲从索赖卓蔺屠蒙池乔阴温庄晏柴瞿阎充慕连茹习艾容向古易慎戈廖\
    居衡步都耿满匡文寇广东欧沃利蔚越隆师巩聂敖冷辛那简饶曾沙丰关查后荆红游竺权盖益桓岳肖闫涂代邸楚樵逯操粟佟苟隋帅尚冉曲揭母仝丘";
/// Surnames that are also common words or ends of words: only at the beginning of a run, or after a word that names.
const RARE: &str = "和全都那后从向东利越文广步满充易应计成明平方常师云单安关路高金程施何任于于代支白印怀班包居容富红查管房项连温万富司米贝左石马元段江母";
static COMPOUND: List = List::new(&["欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "司徒", "尉迟"]);
/// Of these, the ones that mostly end another word where Han stands before.
const UNCLEAR: &str = "和全都那后从向东利越步满充富应计成明平文广师";
/// Words that end in a rare surname: with a title behind, they name a role and no person.
#[rustfmt::skip]
static ROLE_WORDS: List = List::new(&[
    "由于", "关于", "对于", "属于", "位于", "如何", "任何", "对方", "官方", "校方", "双方", "甲方", "乙方", "厂方", "资方", "警方", "卖方", "买方",
    "经常", "平常", "最高", "保安", "治安", "公安", "工程", "全程", "流程", "过程", "课程", "基金", "资金", "现金", "设施", "实施", "措施", "供应",
    "有关", "相关", "无关", "订单", "账单", "工单", "立马", "主任", "责任", "信任", "担任", "机房", "主管", "保管", "客房", "公司", "感谢", "多谢",
    "谢谢",
]);
/// What may stand before such a surname: 客户, 请, 叫, 和 …
const BEFORE_NAME: &str = "户人是叫名员服售机位的姓主务问和与找跟请让给被向对到由了";

/// Claims every person named.
pub(super) fn claim(page: &mut Page) {
    for (start, end) in page.words(Family::Title) {
        if let Some(begin) = name_before(page, start, end) {
            page.claim(SignalKind::Person, begin, end);
        }
    }
    full_names(page);
    for at in 0..page.len() {
        if page.c(at) == '小' && is_familiar_name(page, at) {
            page.claim(SignalKind::Person, at, at + 2);
        }
    }
}

#[rustfmt::skip]
static LINKS: List = List::new(&[
    "的", "的那位", "的那个", "的一位", "的这位", "的女", "的一个", "的这个", "的男", "的值班", "的维修", "的装机", "的快递", "的客户", "的店", "的售后",
]);

/// Labels before a whole name.
#[rustfmt::skip]
static NAME_LABELS: List = List::new(&[
    "姓名", "联系人", "机主", "户主", "收件人", "收货人", "寄件人", "申请人", "投诉人", "客户姓名", "客户名称", "客户", "用户", "报修人", "经办人", "业主", "车主", "反映人", "来电人", "开户人",
    "持卡人", "联络人", "用户姓名", "投保人", "当事人", "名字",
]);
/// Two characters that look like a name and are not.
#[rustfmt::skip]
static NOT_NAMES: List = List::new(&[
    "方式", "方法", "安全", "平台", "高级", "单位", "任何", "和", "常年", "高中", "全部", "全家", "于", "应", "向", "从", "成功", "万一", "安装", "关于", "费用", "路由", "白天", "周一", "周二",
    "周三", "周四", "周五", "周六", "周日", "周末", "明天", "时间", "程序", "家人", "公司", "易购", "金额", "强烈", "要求", "严重", "常用", "来电", "来访", "后来", "查询", "房屋", "宽带", "安徽",
    "江苏", "江西", "云南", "广东", "广西", "温州", "苏州", "常州", "徐州", "郑州", "东莞", "全国", "通过", "都", "明确", "解除", "满意", "房东", "司机", "商家", "管理", "师傅", "关机", "空号", "费女",
]);

/// 姓名:王建国, 联系人 李秀英: a surname and one or two characters after a label, up to what is not Han or a further label.
fn full_names(page: &mut Page) {
    for colon in 0..page.len() {
        let mark = page.c(colon);
        let label_end = match mark {
            ':' => colon,
            '是' | '叫' => colon,
            _ => continue,
        };
        if !page.ends_with_any(label_end, &NAME_LABELS) {
            continue;
        }
        let at = page.skip_blank(colon + 1);
        let spoken = mark != ':';
        if let Some(end) = full_name(page, at).filter(|end| !spoken || !is_han(page.c(*end))) {
            page.claim(SignalKind::Person, at, end);
        }
    }
}

fn full_name(page: &Page, at: usize) -> Option<usize> {
    let compound = page.after_any(at, &COMPOUND);
    let family = compound.or_else(|| (page.c(at) != '\0' && SURNAMES.contains(page.c(at))).then_some(at + 1))?;
    let closes = |end: usize| {
        !is_han(page.c(end))
            || page.has_any(
                end,
                &["电话", "手机", "联系", "身份", "证件", "地址", "性别", "诉求", "号码", "账号", "户号", "受理", "卡号", "住址"],
            )
    };
    let end = [family + 1, family + 2].into_iter().find(|end| (family..*end).all(|i| is_han(page.c(i))) && closes(*end))?;
    (!page.has_any(at, &NOT_NAMES)).then_some(end)
}

/// 张总, 刘工, 王姐: titles of one character, which are also ends of other words.
fn brief_title(page: &Page, title: usize) -> Option<usize> {
    let begin = title.checked_sub(1).filter(|i| SURNAMES.contains(page.c(*i)))?;
    let name = page.c(begin);
    let next = title + 1;
    let other_word = match page.c(title) {
        '总' => page.has_any(
            next,
            &[
                "是", "共", "计", "部", "公司", "额", "数", "价", "算", "体", "会", "量", "结", "店", "行", "站", "要", "之",
                "归", "有", "在", "不能", "得", "想", "金额", "局", "长", "机", "线", "闸", "阀", "表", "台", "面积", "爱", "让",
                "说没", "费", "欠",
            ],
        ),
        '工' => page.has_any(
            next,
            &[
                "程", "单", "号", "作", "人", "地", "厂", "资", "业", "商", "信", "具", "期", "艺", "时", "会", "行", "友", "本",
                "序", "种", "头", "牌", "伤", "钱", "委", "夫", "龄", "件", "费", "整", "队", "位", "后", "时",
            ],
        ),
        '姐' => page.has_any(next, &["妹", "夫", "姐"]),
        '哥' => page.has_any(next, &["们", "哥"]),
        '叔' => page.has_any(next, &["叔"]),
        _ => page.has_any(next, &["妈", "子", "婶", "夫"]),
    };
    let before = page.before(begin);
    let bound =
        !is_han(before) || BEFORE_BRIEF.contains(before) || page.owner(begin - 1).is_some() || page.ends_with_any(begin, &ROLES);
    let clear = !RARE.contains(name) && !"帅师史容封祖皮".contains(name)
        || matches!(page.c(title), '姐' | '哥' | '叔') && "高方安江马石金程于单关白段温雷康易丁".contains(name)
        || "高方江马石金于白段温".contains(name) && bound && !is_han(before);
    let repeats = page.c(title) == '总' && page.ends_with_any(begin, &["老"]);
    (!other_word && bound && clear && !repeats).then_some(begin)
}

/// What may stand before a name with a title of one character.
const BEFORE_BRIEF: &str = "的是叫和与找跟请让给被向对到由问了说位着过有连但而就那把等催约见,";
#[rustfmt::skip]
static ROLES: List = List::new(&[
    "客服", "财务", "前台", "销售", "经理", "主管", "会计", "出纳", "老板", "物业", "维修", "技术", "管家", "店长", "店员", "顾问", "联系", "联系人", "负责人", "采购", "行政", "人事", "工程师", "项目",
    "你们", "我们", "窗口", "柜台", "售后", "业务", "业务员", "运维", "实施", "站长", "部门", "公司", "领导", "网点", "值班", "调度",
]);

/// Where the name before a title begins.
fn name_before(page: &Page, title: usize, end: usize) -> Option<usize> {
    let worker = end == title + 1 && matches!(page.c(title), '工' | '总');
    let link = page.back_any(title, &LINKS).filter(|_| !worker);
    if let Some(begin) = link.and_then(|at| at.checked_sub(2)).filter(|i| page.c(*i) == '姓' && is_han(page.c(*i + 1))) {
        return Some(begin);
    }
    if end == title + 1 {
        return brief_title(page, title);
    }
    if page.has(title, "小姐姐")
        || page.has_any(title, &["客服", "店员", "司机"]) && !is_surname_alone(page, title)
        || page.has_any(end, &["机", "室", "傅"])
    {
        return None;
    }
    if let Some(begin) = page.back_any(title, &COMPOUND) {
        return Some(begin);
    }
    given_name(page, title).or_else(|| surname(page, title))
}

/// A surname that stands alone before the title, with the 小 or 老 of 小王师傅.
fn surname(page: &Page, title: usize) -> Option<usize> {
    let begin = title.checked_sub(1).filter(|i| SURNAMES.contains(page.c(*i)))?;
    let unclear = UNCLEAR.contains(page.c(begin)) && is_han(page.before(begin)) && !is_naming(page, begin);
    if unclear || page.ends_with_any(title, &ROLE_WORDS) {
        return None;
    }
    let fond = begin.checked_sub(1).filter(|i| matches!(page.c(*i), '小' | '老'));
    let fond = fond.filter(|i| !is_han(page.before(*i)) || page.before(*i) == '的');
    Some(fond.unwrap_or(begin))
}

fn is_surname_alone(page: &Page, title: usize) -> bool {
    title.checked_sub(1).is_some_and(|i| SURNAMES.contains(page.c(i)) && !RARE.contains(page.c(i)) && !is_han(page.before(i)))
}

/// 王小明先生: a whole name, at the beginning of a run or after a word that names.
fn given_name(page: &Page, title: usize) -> Option<usize> {
    if !page.has_any(title, &["先生", "女士", "小姐", "师傅", "经理", "老师"]) {
        return None;
    }
    [3, 2].into_iter().find_map(|back| {
        let begin = title.checked_sub(back)?;
        let han = (begin..title).all(|i| is_han(page.c(i)));
        let plain = SURNAMES.contains(page.c(begin)) && !RARE.contains(page.c(begin));
        let starts = !is_han(page.before(begin))
            || page.ends_with_any(
                begin,
                &[
                    "客户",
                    "用户",
                    "联系人",
                    "机主",
                    "业主",
                    "车主",
                    "姓名",
                    "户主",
                    "收件人",
                    "收货人",
                    "叫",
                    "是",
                    "找",
                    "请",
                    "跟",
                    "经理",
                    "客服",
                    "投诉人",
                    "申请人",
                ],
            );
        let inner_role =
            (begin + 1..title).any(|i| "的位个项目大区客户务品店堂值维修安装货快递电话工长副总这那有是".contains(page.c(i)));
        let word = page.has_any(begin, &NOT_NAMES)
            || page.has_any(begin, &["麻烦", "安排", "应该", "方便", "平时", "高兴", "明明", "常常", "包括", "危险"]);
        (han && plain && starts && !inner_role && !word).then_some(begin)
    })
}

fn is_naming(page: &Page, begin: usize) -> bool {
    BEFORE_NAME.contains(page.before(begin))
}

/// 客服小周, 叫小李的.
fn is_familiar_name(page: &Page, at: usize) -> bool {
    let named = page.ends_with_any(
        at,
        &[
            "客服",
            "叫",
            "客服:",
            "客服人员",
            "客服专员",
            "坐席",
            "客服是",
            "叫做",
            "客服叫",
            "客服代表",
            "经理",
            "师傅",
            "专员",
            "管家",
            "骑手",
            "快递员",
            "坐席员",
            "顾问",
            "外卖员",
            "柜员",
            "工程师",
            "中介",
            "客服的",
        ],
    );
    let surname = page.c(at + 1);
    named
        && surname != '\0'
        && SURNAMES.contains(surname)
        && !page.has_any(
            at,
            &[
                "小时",
                "小姐",
                "小费",
                "小广",
                "小程序",
                "小包",
                "小米",
                "小区",
                "小单",
                "小路",
                "小房",
                "小方",
                "小时候",
                "小于",
                "小全",
                "小店",
                "小家",
                "小雷",
                "小满",
                "小白",
                "小票",
                "小平",
                "小应",
                "小易",
            ],
        )
}
