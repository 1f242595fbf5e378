//! What is promised of a single suggestion, each under its number.

use std::collections::BTreeSet;

use fenzhen::api::v1::Suggestion;
use fenzhen::app::{App, Clock, Complaint, Refusal, Settings, SuggestError, SuggestOptions};
use fenzhen_engine::text::fold;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::support::contract;
use crate::support::program::{COMPLAINT, folder};
use crate::support::service::shared;

/// The same complaint three times: Simplified, the same words in Traditional, and as it is said in Taiwan (if not so).
const COMPLAINTS: &[[&str; 3]] = &[
    [
        "家里宽带断网了，光猫闪红灯，WiFi6路由器重启3次没用，要求今天派人维修",
        "家裡寬帶斷網了，光貓閃紅燈，WiFi6路由器重啟3次沒用，要求今天派人維修",
        "家裡寬頻斷網了，數據機閃紅燈，WiFi6路由器重啟3次沒用，要求今天派人維修",
    ],
    [
        "快递显示已签收，可是我没有收到包裹，联系不上快递员，要求查清楚并赔偿500元",
        "快遞顯示已簽收，可是我沒有收到包裹，聯繫不上快遞員，要求查清楚並賠償500元",
        "快遞顯示已簽收，可是我沒有收到包裹，聯絡不上快遞員，要求查清楚並賠償500元",
    ],
    [
        "信用卡被盗刷了8000元，我人在家里，卡也在身上，请马上冻结",
        "信用卡被盜刷了8000元，我人在家裡，卡也在身上，請馬上凍結",
        "信用卡被盜刷了8000元，我人在家裡，卡也在身上，請馬上凍結",
    ],
    [
        "系统升级后数据丢失了，登录报错0x80070035，客服一直没有回复",
        "系統升級後數據丟失了，登錄報錯0x80070035，客服一直沒有回復",
        "系統升級後資料遺失了，登入報錯0x80070035，客服一直沒有回覆",
    ],
];

fn ask(text: &str) -> Value {
    let ticket = json!({"text": text, "received_at": "2026-03-02T01:00:00Z"});
    let suggestion = shared().suggest(&ticket, "?explain=full").suggestion();
    contract::holds(&suggestion, "", text);
    suggestion
}

/// ASCII as a Chinese keyboard gives it in full width.
fn full_width(text: &str) -> String {
    let wide = |c: char| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) } else { c };
    text.chars().map(wide).collect()
}

/// Every other character from another writing of the same length, with marks between them that take no room.
fn mixed(one: &str, other: &str) -> String {
    let unseen = ['\u{200B}', '\u{FEFF}', '\u{200D}', '\u{2060}'];
    let pairs = one.chars().zip(other.chars()).enumerate();
    pairs.flat_map(|(n, (a, b))| [if n % 2 == 0 { a } else { b }, unseen[n % unseen.len()]]).collect()
}

/// What was decided, in ids.
fn decision(suggestion: &Value) -> [&Value; 5] {
    let at = |pointer| suggestion.pointer(pointer).unwrap_or(&Value::Null);
    [at("/outcome"), at("/category/id"), at("/department/id"), at("/entries/0/id"), at("/urgency/level")]
}

/// The words the first entry rests on, normalised, with what each weighed.
fn reasons(suggestion: &Value) -> BTreeSet<(String, String)> {
    let pieces = suggestion["entries"][0]["evidence"].as_array().expect("evidence");
    pieces.iter().map(|piece| (fold(piece["text"].as_str().unwrap_or_default()), piece["weight"].to_string())).collect()
}

#[test]
fn promise_1_the_same_complaint_in_any_script_gets_the_same_answer_with_right_spans() {
    for [simplified, traditional, _] in COMPLAINTS {
        let expected = ask(simplified);
        assert_ne!(expected["outcome"], "no_match", "{simplified}");
        let writings = [
            (*traditional).to_owned(),
            full_width(simplified),
            full_width(traditional),
            mixed(simplified, traditional),
            mixed(traditional, &full_width(simplified)),
        ];
        for writing in writings {
            let suggestion = ask(&writing);
            assert_eq!(decision(&suggestion), decision(&expected), "{writing}");
            assert_eq!(reasons(&suggestion), reasons(&expected), "{writing}");
            assert_eq!(suggestion["entries"][0]["score"], expected["entries"][0]["score"], "{writing}");
            let kinds =
                |s: &Value| s["signals"].as_array().expect("signals").iter().map(|s| s["kind"].clone()).collect::<Vec<_>>();
            assert_eq!(kinds(&suggestion), kinds(&expected), "{writing}");
        }
    }
}

#[test]
fn the_same_complaint_in_the_words_of_taiwan_is_judged_the_same() {
    for [simplified, _, taiwan] in COMPLAINTS {
        // Other words may leave the judge less sure, so that only the outcome may fall from answer to ambiguous.
        let (found, expected) = (ask(taiwan), ask(simplified));
        assert_eq!(decision(&found)[3..], decision(&expected)[3..], "{taiwan}");
        assert_ne!(found["outcome"], "no_match", "{taiwan}");
        // An ambiguous ticket shows its two likeliest choices side by side; the expected one is among them.
        let many = if found["outcome"] == "ambiguous" { 2 } else { 1 };
        for kind in ["category", "department"] {
            let shown = [&found[kind]["id"], &found[kind]["alternatives"][0]["id"]];
            assert!(shown[..many].contains(&&expected[kind]["id"]), "{taiwan}: {shown:?}");
        }
    }
}

#[test]
fn promise_2_evidence_points_at_words_that_are_there_and_adds_up() {
    let title = "重复投诉：宽带";
    let dirty = "<p>宽&nbsp;带断<b>网</b>了&amp;光猫\u{200B}闪红灯</p>\r\n技術(shù)支持部 ＷｉＦｉ６ 🙏 電話：138 1234-5678";
    for text in COMPLAINTS.iter().flatten().copied().chain([COMPLAINT, dirty]) {
        for options in ["", "?explain=full"] {
            let suggestion = shared().suggest(&json!({"title": title, "text": text}), options).suggestion();
            contract::holds(&suggestion, title, text);
            let spoken =
                suggestion["category"]["evidence"].as_array().expect("evidence").iter().filter(|e| e.get("text").is_some());
            assert!(spoken.count() > 0, "an answer rests on words: {text}");
        }
    }
}

#[test]
fn promise_3_off_topic_texts_get_no_match_and_a_reason() {
    let off_topic = [
        "红烧肉要先焯水，再放冰糖炒出糖色，小火炖一个小时最香。",
        "昨天和女儿去动物园看了大熊猫，她高兴得一路唱歌。",
        "《红楼梦》里黛玉葬花那一回，你最喜欢哪一句？",
        "周末打羽毛球缺一个人，有空一起来吗",
        "the quick brown fox jumps over the lazy dog",
    ];
    for text in off_topic {
        let suggestion = ask(text);
        assert_eq!(suggestion["outcome"], "no_match", "{text}: {}", suggestion["entries"][0]);
        assert!(suggestion["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{text}");
        assert_eq!(suggestion["missing"], json!([]), "nothing is asked for an entry that is not followed: {text}");
    }
}

#[test]
fn promise_7_any_input_gets_an_answer_or_a_problem() {
    let folder = folder();
    let settings = Settings { db: folder.path().join("any.db"), ..Settings::default() };
    let app = App::open(settings, Clock::Fixed(jiff::Timestamp::UNIX_EPOCH)).expect("a new database");
    let config = Config { cases: 200, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let judged = runner.run(&(dirty(), dirty(), any::<bool>()), |(title, text, in_full)| {
        let complaint = Complaint { title: Some(title.clone()), text: text.clone(), ..Complaint::default() };
        match app.desk().suggest(complaint, SuggestOptions { explain_in_full: in_full, ..SuggestOptions::default() }) {
            Ok(judged) => {
                let suggestion = Suggestion::from(&judged);
                contract::holds(&serde_json::to_value(suggestion).expect("JSON"), &title, &text);
            }
            Err(SuggestError::Complaint(problem)) => prop_assert!(!problem.to_string().is_empty() && !problem.help().is_empty()),
            Err(SuggestError::App(other)) => prop_assert!(false, "{other}"),
        }
        Ok(())
    });
    judged.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Texts made of what goes wrong: words of the trade among markup, widths, marks, controls and plain noise.
fn dirty() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "宽带",
        "断网",
        "寬頻",
        "光猫闪红灯",
        "快递",
        "退款",
        "電話",
        "13812345678",
        "138 1234-5678",
        "投诉",
        "没有",
        "三百块",
        "昨晚八点",
        "0x80070035",
        "ＷｉＦｉ６",
        "iPhone 15",
        "技術(shù)",
        "<b>",
        "</",
        "&nbsp;",
        "&#x",
        "&amp;lt;",
        "\u{200B}",
        "\u{0}",
        "\u{1b}[0m",
        "\r\n",
        "\t",
        "\u{3000}",
        "🙏",
        "👨‍👩‍👧",
        "e\u{301}",
        "ﬁ",
        "㍿",
        "İ",
        "ß",
        "\u{202e}",
        "\u{10ffff}",
        "((",
        "））",
        "￥１２３．４５",
        "二〇二六年",
        "........",
        "-",
        "\\",
        "\"",
    ]);
    let piece = prop_oneof![
        6 => words.prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        1 => "\\PC{0,12}",
        1 => "[0-9０-９ \\-]{0,30}",
        1 => (any::<char>(), 1usize..600).prop_map(|(c, times)| String::from(c).repeat(times)),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn equal_tickets_get_equal_answers() {
    for text in [COMPLAINT, "今天天气真好", "🙏"] {
        let again = || {
            let mut suggestion = ask(text);
            suggestion["took_us"] = json!(0);
            suggestion["ticket"] = json!("");
            suggestion.to_string()
        };
        assert_eq!(again(), again());
    }
}
