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
    for at in 0..page.len() {
        if page.c(at) == '小' && is_familiar_name(page, at) {
            page.claim(SignalKind::Person, at, at + 2);
        }
    }
}

/// Where the name before a title begins.
fn name_before(page: &Page, title: usize, end: usize) -> Option<usize> {
    if page.has(title, "小姐姐")
        || page.has_any(title, &["客服", "店员", "司机"]) && !is_surname_alone(page, title)
        || page.has_any(end, &["机", "室", "傅"])
    {
        return None;
    }
    let link = page.back_any(title, &["的", "的那位", "的那个", "的一位", "的这位", "的女"]);
    if let Some(begin) = link.and_then(|at| at.checked_sub(2)).filter(|i| page.c(*i) == '姓' && is_han(page.c(*i + 1))) {
        return Some(begin);
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
            || page.ends_with_any(begin, &["客户", "用户", "联系人", "机主", "业主", "车主", "姓名", "户主"]);
        let inner_role =
            (begin + 1..title).any(|i| "的位个项目大区客户务品店堂值维修安装货快递电话工长副总这那有是".contains(page.c(i)));
        (han && plain && starts && !inner_role).then_some(begin)
    })
}

fn is_naming(page: &Page, begin: usize) -> bool {
    BEFORE_NAME.contains(page.before(begin))
}

/// 客服小周, 叫小李的.
fn is_familiar_name(page: &Page, at: usize) -> bool {
    let named = page.ends_with_any(at, &["客服", "叫", "客服:", "客服人员", "客服专员", "坐席", "客服是", "叫做", "客服叫"]);
    let surname = page.c(at + 1);
    named
        && surname != '\0'
        && SURNAMES.contains(surname)
        && !page.has_any(at, &["小时", "小姐", "小费", "小广", "小程序", "小包", "小米", "小区", "小单", "小路", "小房"])
}
