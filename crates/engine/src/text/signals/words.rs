//! The fixed words the rules look for, found in one pass over the text by one automaton.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

/// What a word is looked for as. A word may serve several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    AccountLabel,
    OrderLabel,
    WaybillLabel,
    MeterLabel,
    StaffLabel,
    PlateLabel,
    TailLabel,
    ErrorLabel,
    VersionLabel,
    Product,
    Title,
    PlaceHead,
    Demand,
    Emotion,
    ThreatTarget,
    ThreatVerb,
}

const FAMILIES: usize = 16;

/// Simplified and lower case, as normalised text is.
#[rustfmt::skip]
const WORDS: [(Family, &str); FAMILIES] = [
    (Family::AccountLabel,
     "客户号 客户编号 客户号码 客户代码 客户id 户号 户号码 电费户号 用电户号 宽带账号 宽带帐号 账号 帐号 登录账号 会员号 会员编号 会员卡号 \
      会员账号 用户名 用户编号 用户id 电号 电话号码户号 用电编号 缴费编号 缴费户号"),
    (Family::OrderLabel, "订单号 订单编号 订单号码 订单 订单id 查订单号 订购编号"),
    (Family::WaybillLabel,
     "运单号 运单 运单编号 运单号码 快递单号 快递号 快递单 物流单号 物流编号 物流号 单号 托运单号 配送单号 配送编号 面单号 包裹单号 包裹号 \
      货运单号 货运单 宅配单号 寄件单号 邮件号 追踪号 追踪码 追踪编号 查询单号"),
    (Family::MeterLabel,
     "电表号 电表号码 电表编号 电表表号 表号 表号码 旧表 新表 旧表号 新表号 水表号 水表号码 水表编号 水表表号 燃气表号 煤气表号 气表号 \
      燃气表编号 燃气表 气表 电表 水表 电表箱号"),
    (Family::StaffLabel, "工号 员工号 员工编号 坐席工号 客服工号 坐席号 坐席编号 工牌号 员工代号 客服编号 客服代号"),
    (Family::PlateLabel, "车牌 车牌号 车牌号码 车号"),
    (Family::TailLabel, "尾号 卡尾号 末四码 末四位 卡号后四位 卡号末四码 卡后四位 尾数 卡号尾号 卡末四码 后四码 \
      末4码 末4位 后4位 后四位 后4码 末四位数 卡尾 卡尾数 尾四码 尾四位 最后四位 最后四码 最后4位 最后4码 末尾四位 末四位数字 后四位数"),
    (Family::ErrorLabel,
     "错误码 错误代码 错误编码 错误编号 错误代号 报错码 报错代码 故障码 故障代码 故障代号 异常码 异常代码 返回码 返回 errorcode error 代码 \
      错误号 报错 报错误 状态码 error code 错误 错误讯息代码 提示码 代码为 报码 代号 code 回应码 响应码 响应代码 回应代码 返回代码 \
      返回值 退出码 报错号 错误id 诊断码 告警码 告警代码 报警代码 警报代码 故障编号 故障编码 异常编码 停止代码 终止代码 err"),
    (Family::VersionLabel, "版本 版本号"),
    (Family::Product,
     "光猫 路由器 机顶盒 手机 电表 水表 电梯 冰箱 洗衣机 空调 电视 电视机 电脑 平板 平板电脑 耳机 充电器 充电宝 热水器 扫地机 扫地机器人 \
      电饭煲 行车记录仪 pos机 atm机 数据机 机上盒 笔电 冷气 笔记本电脑"),
    (Family::Title,
     "经理 师傅 女士 先生 小姐 主管 店长 主任 队长 襄理 副理 老师 班长 组长 科长 处长 局长 总监 老板 工程师 专员 顾问 医生 部长 所长 \
      站长 院长 校长 警官 律师 会计 管家 阿姨 大爷 大姐 太太 教练 课长 协理 副经理 副主任 副店长 总经理 店员 客服 司机 \
      总 工 姐 哥 叔 姨 嫂 婶 助理 客户经理 店主 厂长 村长 书记 会长 秘书 护士 教授 老板娘 督导 股长 镇长 乡长 里长 大哥 大叔 大妈 大姐 护理师 设计师 \
      技师 技术员 组员 检察官 法官 同志 先森 副总 副店 督察 监理"),
    (Family::PlaceHead,
     "省 市 区 县 镇 乡 村 路 街 道 街道 大街 大道 期 巷 弄 段 号 号楼 号院 楼 栋 幢 座 单元 室 小区 社区 花园 大厦 大楼 广场 站 网点 支行 分行 \
      分理处 营业厅 营业所 门店 分店 门市 医院 学校 机场 交叉口 路口 交叉路口 交汇处 公寓 家园 新村 中学 小学 大学 学院 幼儿园 公园 商场 \
      车站 火车站 高铁站 汽车站 客运站 地铁站 捷运站 加油站 派出所 工业园 产业园 科技园 软件园 创业园 物流园 工业园区 产业园区 开发区 新区 胡同 别墅 \
      服务区 收费站 村委会 街口 巷口 商厦 酒店 宾馆 超市 体育馆 图书馆 镇区 园区 旗舰店 市场 高速 大桥 服务站 维修站 变电站 供电所 营业部 \
      服务中心 购物中心 商城 邻里 里 邨 庄 苑 层 州 旗 航站楼 街道办事处 办事处 居委会 社区居委会 卫生院 卫生所 \
      邮局 支局 体验店 专卖店 总店 直营店 店 山庄 雅苑 嘉苑 名苑 佳苑 新苑 嘉园 雅园 华庭 豪庭 公馆 华府 名邸 新城 立交桥 管委会 储蓄所 组 队 门 邻 \
      营业大厅 服务大厅 卫生服务中心 法院 政务中心 会展中心 转运中心 分拨中心 集散中心 转运站 实验学校 里弄 城"),
    (Family::Demand,
     "退款 退费 退货 退钱 换货 换新 维修 上门维修 修好 修复 赔偿 赔付 补偿 道歉 赔礼道歉 解释 补发 取消订单 注销 改进 恢复 减免 解约 退一赔三 \
      退货退款"),
    (Family::Emotion,
     "气死 烦死 急死 恨死 气炸 失望 无语 无言 傻眼 火大 恶心 坑人 骗子 垃圾 满意 不满 不满意 生气 愤怒 气愤 恼火 忍无可忍 谢谢你们 感谢你们 过分 夸张 \
      太差 离谱 差劲 气人 坑爹 受够了 寒心 心寒 郁闷 崩溃 抓狂 岂有此理 欺人太甚 不可理喻 无法忍受 难以忍受 不能忍 黑心 奸商 流氓 无良 不像话 \
      糟糕 可恶 可恨 不爽 愤慨 窝火 闹心 糟心 憋屈 委屈 无奈 焦急 着急 难受 伤心 痛心 后悔 反感 厌恶 讨厌 感激 感动 骗人 缺德 无耻 火冒三丈 \
      怒火中烧 欺负人 欺骗消费者 不要脸 扯淡 坑死"),
    (Family::ThreatTarget,
     "工信部 银保监会 银保监局 银监会 银监局 保监会 证监会 金融监管局 金融监管总局 金管会 消协 消费者协会 消保委 消委会 消基会 消保官 消保会 \
      消费者保护官 消费者保护协会 消费者权益保护协会 市监局 市场监管局 市场监督管理局 市场监管 市场监督局 工商局 工商所 工商 信访局 信访办 信访 通管局 通信管理局 \
      通讯管理局 邮政局 邮管局 邮政管理局 国家邮政局 能源局 能监办 电监会 电监办 物价局 发改委 质监局 质检局 央行 人民银行 ncc 公平会 公平交易委员会 \
      12315 12345 12300 12378 12398 12305 12363 12358 12365 12319 12328 96315 315 110 市长热线 市长信箱 市民热线 政务热线 政府热线 黑猫 黑猫投诉 \
      媒体 电视台 记者 报社 新闻媒体 新闻 苹果日报 抖音 快手 微博 小红书 朋友圈 网上 网络 知乎 b站 脸书 爆料公社 ptt dcard 贴吧 论坛 自媒体 水果日报 \
      律师 法院 法庭 法务 警察 公安 公安局 派出所 警方 警局 警察局 住建局 房管局 住建委 教育局 卫健委 交通局 交通委 运管局 监管部门 主管机关 \
      主管部门 有关部门 劳动局 劳动仲裁 仲裁委 检察院 纪委 监管局 监管机构 消保处 消费者保护处 通传会 经济部 交通部 环保局 城管局 电视 1999 1950 县长信箱 评议中心 金融消费评议中心 调解委员会 数位部 数发部 监察院 人民网 领导留言板 市监总局 监管总局 交管局 人社局 劳动监察 药监局 食药监 卫生局 卫健局 \
      消费者权益保护委员会 爆怨公社 threads 民生热线 阳光热线 大众点评 视频号 公众号 今日头条 12309 12368 12333 12331 12350 报纸 卫福部 院长信箱 纪检委 \
      监察委 电监局 市政府 区政府 县政府 总局 信访部门 经侦 网警 检警 立委 议员 民代 民意代表"),
    (Family::ThreatVerb,
     "曝光 起诉 报警 报案 打官司 爆料 上网公审 公审 法律途径 法律程序 法律手段 法律诉讼 提告 告上法庭 对簿公堂 律师函 存证信函 上新闻 上电视 \
      上热搜 法庭见 法院见 维权到底 诉诸法律 向法院 人肉 仲裁 司法程序 司法途径 法律武器 诉讼 提起诉讼 提出诉讼 上访 起诉状 公堂 告诉状 打官司去"),
];

/// The words found, one list a family, each in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Words {
    lists: [Vec<(usize, usize)>; FAMILIES],
}

impl Words {
    /// The words of a family, leftmost first and of those the longest; they don't overlap.
    pub fn of(&self, family: Family) -> Vec<(usize, usize)> {
        self.lists.get(family as usize).cloned().unwrap_or_default()
    }

    /// Keeps the leftmost longest of words that overlap.
    fn settle(&mut self) {
        for list in &mut self.lists {
            list.sort_unstable_by_key(|(start, end)| (*start, usize::MAX - end));
            let mut last = 0;
            list.retain(|(start, end)| {
                let keep = *start >= last;
                if keep {
                    last = *end;
                }
                keep
            });
        }
    }
}

/// A word's families are the bits of its value.
static AUTOMATON: LazyLock<Option<CharwiseDoubleArrayAhoCorasick<u32>>> = LazyLock::new(|| {
    let mut families: BTreeMap<&str, u32> = BTreeMap::new();
    for (family, words) in WORDS {
        for word in words.split_ascii_whitespace() {
            *families.entry(word).or_default() |= 1 << family as u32;
        }
    }
    CharwiseDoubleArrayAhoCorasick::with_values(families).ok()
});

/// Every word in the text.
pub(super) fn find(text: &str, chars: usize) -> Words {
    let mut words = Words::default();
    let Some(automaton) = AUTOMATON.as_ref() else { return words };
    let mut place = vec![0; text.len() + 1];
    text.char_indices().enumerate().for_each(|(at, (byte, _))| place[byte] = at);
    place[text.len()] = chars;
    for hit in automaton.find_overlapping_iter(text) {
        let span = (place[hit.start()], place[hit.end()]);
        for (family, list) in words.lists.iter_mut().enumerate() {
            if hit.value() >> family & 1 == 1 {
                list.push(span);
            }
        }
    }
    words.settle();
    words
}
