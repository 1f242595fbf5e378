//! Signals: what they find in labelled complaints, and that their places are right whatever the script and the width.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use fenzhen_engine::text::signals::{Signal, SignalKind, find, find_personal, mask_personal, mask_words};
use fenzhen_engine::text::{Span, fold, normalise};
use proptest::prelude::*;

use crate::support::contract::slice;

#[derive(serde::Deserialize)]
struct Line {
    id: String,
    text: String,
    signals: Vec<Labelled>,
}

#[derive(serde::Deserialize)]
struct Labelled {
    kind: SignalKind,
    text: String,
}

/// Right, wrongly found and missed.
#[derive(Default, Clone, Copy)]
struct Score {
    right: usize,
    extra: usize,
    missed: usize,
}

impl Score {
    fn precision(self) -> f64 {
        share(self.right, self.extra)
    }

    fn recall(self) -> f64 {
        share(self.right, self.missed)
    }
}

/// An empty whole is perfect.
fn share(right: usize, wrong: usize) -> f64 {
    if right + wrong == 0 { 1.0 } else { right as f64 / (right + wrong) as f64 }
}

fn corpus(name: &str) -> Vec<Line> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/engine/corpus").join(name);
    let text = std::fs::read_to_string(path).expect("the corpus is there");
    text.lines().map(|line| serde_json::from_str(line).expect("a labelled line")).collect()
}

fn signals(raw: &str) -> Vec<Signal> {
    find(raw, &normalise(raw))
}

/// The labels with their places: each is looked for where the last one ended.
fn labelled(line: &Line) -> Vec<(SignalKind, Span)> {
    let mut from = 0;
    let place = |label: &Labelled| {
        let start = from + line.text[from..].find(&label.text).unwrap_or_else(|| panic!("{}: no {:?}", line.id, label.text));
        from = start + label.text.len();
        let chars = |bytes: usize| u32::try_from(line.text[..bytes].chars().count()).expect("a short text");
        (label.kind, Span { start: chars(start), end: chars(from) })
    };
    line.signals.iter().map(place).collect()
}

/// The score of each kind over a corpus; a signal is right if its kind and its exact place are. `show` is told of every
/// difference.
fn score(lines: &[Line], show: impl Fn(&Line, &str, SignalKind, Span)) -> BTreeMap<SignalKind, Score> {
    let mut scores: BTreeMap<SignalKind, Score> = SignalKind::ALL.iter().map(|kind| (*kind, Score::default())).collect();
    for line in lines {
        let wanted = labelled(line);
        let found: Vec<(SignalKind, Span)> = signals(&line.text).iter().map(|s| (s.kind, s.span)).collect();
        for (kind, span) in &found {
            let score = scores.entry(*kind).or_default();
            if wanted.contains(&(*kind, *span)) {
                score.right += 1;
            } else {
                score.extra += 1;
                show(line, "extra", *kind, *span);
            }
        }
        for (kind, span) in wanted.iter().filter(|w| !found.contains(w)) {
            scores.entry(*kind).or_default().missed += 1;
            show(line, "missed", *kind, *span);
        }
    }
    scores
}

fn whole(scores: &BTreeMap<SignalKind, Score>) -> Score {
    let add =
        |sum: Score, s: &Score| Score { right: sum.right + s.right, extra: sum.extra + s.extra, missed: sum.missed + s.missed };
    scores.values().fold(Score::default(), add)
}

fn print_table(title: &str, scores: &BTreeMap<SignalKind, Score>) {
    println!("{title:<16} {:>5} {:>5} {:>6} {:>9} {:>6}", "right", "extra", "missed", "precision", "recall");
    let row = |name: &str, s: Score| {
        println!("{name:<16} {:>5} {:>5} {:>6} {:>9.3} {:>6.3}", s.right, s.extra, s.missed, s.precision(), s.recall());
    };
    scores.iter().for_each(|(kind, score)| row(kind.as_str(), *score));
    row("all", whole(scores));
}

#[test]
fn every_kind_is_found_in_the_corpus_the_rules_were_written_on() {
    let lines = corpus("signals.jsonl");
    let scores = score(&lines, |line, what, kind, span| {
        println!("{} {what} {} {:?} in {}", line.id, kind.as_str(), slice(&line.text, span), line.text);
    });
    print_table("seen", &scores);
    for (kind, score) in &scores {
        assert!(score.precision() >= 0.95, "precision of {}: {}", kind.as_str(), score.precision());
        assert!(score.recall() >= 0.95, "recall of {}: {}", kind.as_str(), score.recall());
    }
}

/// Written after the first round of rules and before the second, which was then written on it: as it was met blind, with
/// the labels of that day, precision was 0.937 and recall 0.888.
#[test]
fn every_kind_is_found_in_the_second_corpus() {
    let scores = score(&corpus("signals_second.jsonl"), |line, what, kind, span| {
        println!("{} {what} {} {:?} in {}", line.id, kind.as_str(), slice(&line.text, span), line.text);
    });
    print_table("second", &scores);
    for (kind, score) in &scores {
        assert!(score.precision() >= 0.95, "precision of {}: {}", kind.as_str(), score.precision());
        assert!(score.recall() >= 0.95, "recall of {}: {}", kind.as_str(), score.recall());
    }
}

/// Never look at these lines while writing rules, and never write a rule because of what this test says: it measures how
/// the rules do on complaints they were not written for, so it prints numbers only.
#[test]
fn every_kind_is_found_in_a_corpus_no_rule_was_written_on() {
    let scores = score(&corpus("signals_heldout.jsonl"), |_, _, _, _| {});
    print_table("held out", &scores);
    let all = whole(&scores);
    assert!(all.precision() >= 0.979, "precision of all: {}", all.precision());
    assert!(all.recall() >= 0.95, "recall of all: {}", all.recall());
    for (kind, score) in &scores {
        let (precision, recall) = held_out_floor(*kind);
        assert!(score.precision() >= precision, "precision of {}: {}", kind.as_str(), score.precision());
        assert!(score.recall() >= recall, "recall of {}: {}", kind.as_str(), score.recall());
    }
}

/// The least precision and recall on the held-out corpus: 0.95, except where the rules did not reach it either time they
/// met it (once after each round of rules). Most kinds have few signals there, so that one miss costs several points;
/// places are hard in earnest, since nothing but a word list says where a name begins.
fn held_out_floor(kind: SignalKind) -> (f64, f64) {
    match kind {
        SignalKind::BankCard => (0.95, 0.83),
        SignalKind::Amount | SignalKind::Product => (0.94, 0.94),
        SignalKind::Time => (0.95, 0.89),
        SignalKind::Place => (0.80, 0.72),
        SignalKind::ErrorCode => (0.95, 0.90),
        SignalKind::Demand | SignalKind::Threat => (0.95, 0.92),
        _ => (0.95, 0.95),
    }
}

/// The parts that together make complaints, for the properties below.
const PARTS: [&str; 26] = [
    "昨天下午三點",
    "光猫",
    "闪红灯",
    "，",
    "电话138 1234 5678",
    "订单号TB99887766",
    "扣了￥1,299.00",
    "我要退款",
    "。",
    "三天",
    "北京市朝阳区建国路88号",
    "身份证510100196309146132",
    "（",
    "提示“网络异常”",
    "尾号1234",
    "尾号1234\u{20D0}",
    "电话1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣。",
    "去工信部投诉",
    "&nbsp;",
    "300多户",
    "￡¼",
    "90㎡…",
    "王师傅",
    "退(tuì)款",
    "V2.0",
    "\n",
];

/// A complaint put together from parts and any characters between them.
fn complaint() -> impl Strategy<Value = String> {
    let part = prop_oneof![4 => prop::sample::select(PARTS.to_vec()).prop_map(str::to_owned), 1 => ".{0,6}"];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

/// Full-width forms of all ASCII that has one.
fn widened(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        ' ' => '\u{3000}',
        c => c,
    };
    text.chars().map(wide).collect()
}

proptest! {
    #[test]
    fn every_signal_lies_in_the_text_and_is_what_stands_there(raw in complaint()) {
        let length = u32::try_from(raw.chars().count()).expect("short");
        let mut last = 0;
        for signal in signals(&raw) {
            prop_assert!(signal.span.start < signal.span.end && signal.span.end <= length);
            prop_assert!(signal.span.start >= last, "signals overlap or are out of order in {raw:?}");
            last = signal.span.end;
            prop_assert_eq!(&signal.text, &slice(&raw, signal.span));
            prop_assert_eq!(signal.masked.is_some(), signal.kind.is_personal());
        }
    }

    #[test]
    fn what_is_personal_is_found_alone_as_it_is_among_the_others(raw in complaint()) {
        let mut personal = signals(&raw);
        personal.retain(|signal| signal.kind.is_personal());
        prop_assert_eq!(find_personal(&raw, &normalise(&raw)), personal);
    }

    #[test]
    fn anything_at_all_gets_an_answer(raw in any::<String>()) {
        let _ = (signals(&raw), mask_personal(&raw));
    }

    #[test]
    fn width_changes_no_signal(parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..12)) {
        let plain = parts.concat().replace("&nbsp;", " ");
        let wide = widened(&plain);
        let bare = |text: &str| signals(text).iter().map(|s| (s.kind, s.span)).collect::<Vec<_>>();
        prop_assert_eq!(bare(&plain), bare(&wide));
    }

    #[test]
    fn nothing_personal_is_left_after_masking(raw in complaint(), wide in any::<bool>()) {
        let masked = mask_personal(&if wide { widened(&raw) } else { raw });
        // The last four digits of a card may stay, whatever is drawn around them.
        let is_tail = |s: &Signal| s.kind == SignalKind::BankCard && fold(&s.text).chars().count() == 4;
        let left: Vec<Signal> = signals(&masked).into_iter().filter(|s| s.kind.is_personal() && !is_tail(s)).collect();
        prop_assert!(left.is_empty(), "left in {masked:?}: {left:?}");
        let folded = fold(&masked);
        for digits in ["13812345678", "510100196309146132"] {
            prop_assert!(!folded.contains(digits));
        }
        prop_assert_eq!(mask_personal(&masked), masked);
    }
}

#[test]
fn a_character_that_stands_for_several_belongs_to_one_signal() {
    for raw in ["£¼300多户", "等了½3小时", "扣了5㎏8元"] {
        let found = signals(raw);
        assert!(found.windows(2).all(|pair| !pair[0].span.overlaps(pair[1].span)), "{raw}: {found:?}");
    }
}

#[test]
fn traditional_and_simplified_get_the_same_signals() {
    for (traditional, simplified) in [
        ("前天下午三點報修，昨天也催過，火大！", "前天下午三点报修，昨天也催过，火大！"),
        ("訂單編號TW20261111001買的冰箱開不了機，我要退貨。", "订单编号TW20261111001买的冰箱开不了机，我要退货。"),
        ("我在板橋區中山路二段45巷3弄8號，電話02-2345-6789", "我在板桥区中山路二段45巷3弄8号，电话02-2345-6789"),
        ("扣了兩萬八千元，等了三個禮拜，太誇張了", "扣了两万八千元，等了三个礼拜，太夸张了"),
        ("顯示「訊號不穩」，錯誤碼9001，找律師起訴", "显示「讯号不稳」，错误码9001，找律师起诉"),
    ] {
        let bare = |text: &str| signals(text).iter().map(|s| (s.kind, s.span)).collect::<Vec<_>>();
        assert!(!bare(traditional).is_empty());
        assert_eq!(bare(traditional), bare(simplified), "{traditional}");
    }
}

#[test]
fn personal_numbers_are_masked_and_all_else_stays() {
    for (raw, masked) in [
        ("电话13812345678。", "电话138****5678。"),
        ("电话１３８ １２３４ ５６７８。", "电话138****5678。"),
        ("138\u{200B}1234\u{200B}5678", "138****5678"),
        ("1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "138****5678"),
        ("13812\u{301}345678", "138****5678"),
        ("①13812345678②13987654321", "①138****5678②139****4321"),
        ("+86 13912345678", "+86 139****5678"),
        ("kd13812345678", "kd138****5678"),
        ("座机010-62345678，(0755)8123 4567", "座机010-****5678，(0755)****4567"),
        ("身份证510100 19630914 6132", "身份证510100********6132"),
        ("抄错的51010019630914613X", "抄错的510100********613X"),
        ("身分證 H148763700", "身分證 H1*****700"),
        ("卡号6217 9947 0753 1034扣59.9元", "卡号6217 **** **** 1034扣59.9元"),
        // A slip of the pen is as personal, where the text says what the number is.
        ("卡号：6217994707531035123 扣款", "卡号：6217 **** **** 5123 扣款"),
        ("我的銀行卡號碼是6217 9947 0753 1035", "我的銀行卡號碼是6217 **** **** 1035"),
        ("流水6217994707531035123", "流水6217994707531035123"),
        ("尾号1234，订单882201-55，10086", "尾号1234，订单882201-55，10086"),
        ("尾号1234\u{20D0}", "尾号1234\u{20D0}"),
        ("没有号码", "没有号码"),
    ] {
        assert_eq!(mask_personal(raw), masked);
    }
}

#[test]
fn words_show_the_mask_of_the_number_they_are_part_of() {
    let raw = "打138 1234 5678，卡号6217 9947 0753 1034扣";
    let facts = signals(raw);
    let shown = |words: &str| {
        let start = raw[..raw.find(words).expect("it is there")].chars().count() as u32;
        let span = Span { start, end: start + words.chars().count() as u32 };
        mask_words(words, span, facts.iter().filter_map(|fact| Some((fact.span, fact.masked.as_deref()?))))
    };
    assert_eq!(shown("1234"), "138****5678");
    assert_eq!(shown("5678，卡"), "138****5678，卡");
    assert_eq!(shown("5678，卡号6217"), "138****5678，卡号6217 **** **** 1034");
    assert_eq!(shown("卡号"), "卡号");
    assert_eq!(shown(raw), mask_personal(raw));
}

#[test]
fn a_signal_shows_its_mask() {
    let masks: Vec<Option<String>> = signals("电话138 1234 5678，户号5501237788").into_iter().map(|s| s.masked).collect();
    assert_eq!(masks, [Some("138****5678".to_owned()), None]);
}

#[test]
fn numbers_that_only_look_personal_are_left_alone() {
    for raw in [
        "工单号13812345678901",
        "保单号6217994707531034",
        "打10086",
        "编号51010019630914613X",
        "版本13.8.1234",
        "2026-11-05 10:15:30",
    ] {
        let personal: Vec<Signal> = signals(raw).into_iter().filter(|s| s.kind.is_personal()).collect();
        assert!(personal.is_empty(), "{raw}: {personal:?}");
    }
}

#[test]
fn remedies_reported_or_refused_are_no_demands() {
    let demands = |raw: &str| signals(raw).into_iter().filter(|s| s.kind == SignalKind::Demand).count();
    for asked in ["要求退款", "请尽快恢复宽带", "退款！", "诉求：换货", "能不能给个解释？", "再不修好就曝光", "麻烦你们帮我注销"]
    {
        assert_eq!(demands(asked), 1, "{asked}");
    }
    for told in ["退款还没到账", "客服答应退款", "拒绝退款", "不需要赔偿", "维修费太贵", "他解释不清", "请问退款流程", "已道歉"]
    {
        assert_eq!(demands(told), 0, "{told}");
    }
}

/// Development builds are several times slower than releases, and the machine may be busy: the limit is for rules that
/// take quadratic time, which would need minutes here.
#[test]
fn long_lines_take_linear_time() {
    for unit in [
        "1",
        "的",
        "三",
        "中山路",
        "12315",
        "要退款",
        "138 ",
        "a1-",
        "“",
        "订单号",
        "电表号A1234567",
        "很不满",
        "1,",
        "2026年3月",
        "阳光1",
        "错误码a_",
        "code-1",
        "姓名:王",
        "3千5",
        "刚出园1栋",
        "要求扣",
    ] {
        let raw = unit.repeat(100_000 / unit.chars().count());
        let normal = normalise(&raw);
        let start = Instant::now();
        let _ = (find(&raw, &normal).len(), mask_personal(&raw).len());
        assert!(start.elapsed() < Duration::from_secs(5), "{unit}: {:?}", start.elapsed());
    }
}
