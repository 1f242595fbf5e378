//! Promises of the text layer, through its public door.

use fenzhen_engine::text::{Analyzer, Normal, Span, SynonymLine, UserWord, fold, normalise};
use proptest::prelude::*;

use crate::support::contract::slice;

fn analyzer() -> Analyzer {
    let words = ["频段", "光猫", "宽带", "携号转网"].map(|w| UserWord { word: w.to_owned(), frequency: None, tag: None });
    let same = |words: &[&str]| SynonymLine::Equivalent(words.iter().map(|w| (*w).to_owned()).collect());
    let lines = [
        same(&["寬頻", "宽带"]),
        same(&["數據機", "光猫"]),
        same(&["軟體", "软件"]),
        same(&["客訴", "投诉"]),
        same(&["上不了网", "断网"]),
    ];
    Analyzer::new(&words, &lines).expect("a small dictionary")
}

fn terms(raw: &str) -> Vec<String> {
    analyzer().analyze(raw).terms().map(|(term, _)| term.to_owned()).collect()
}

#[test]
fn width_case_and_script_fold_to_one_form() {
    assert_eq!(fold("ＷｉＦｉ６　１２３"), "wifi6 123");
    assert_eq!(fold("寬頻發票頭髮"), "宽带发票头发".replace("宽带", "宽频"));
    assert_eq!(fold("①㎡ＡＢＣ"), "1m2abc");
}

#[test]
fn simplified_text_is_left_as_it_is() {
    for text in ["什么", "电视频段", "看着", "著名", "头发和发票", "后来皇后", "干净的干部"] {
        assert_eq!(fold(text), text);
    }
}

#[test]
fn traditional_particles_become_simplified_ones() {
    assert_eq!(fold("看著電視"), "看着电视");
    assert_eq!(fold("什麼"), "什么");
    assert_eq!(fold("等著退款，很著急"), "等着退款，很着急".replace('，', ","));
    assert_eq!(fold("顯著"), "显著");
    for kept in ["著名", "显著", "著作", "土著"] {
        assert_eq!(fold(kept), kept);
    }
}

#[test]
fn noise_between_characters_goes_and_spans_stay() {
    let raw = "技術(shù)支持部<br>光\u{200B}猫&nbsp;壞了";
    let normal = normalise(raw);
    assert_eq!(normal.text, "技术支持部\n光猫 坏了");
    let at = |word: &str| {
        let start = normal.text.find(word).expect("the word is there");
        slice(raw, normal.origin_of_bytes(start, start + word.len()))
    };
    assert_eq!(at("术支持"), "術(shù)支持");
    assert_eq!(at("光猫"), "光\u{200B}猫");
    assert_eq!(at("坏"), "壞");
}

#[test]
fn a_digit_in_a_keycap_or_under_an_accent_is_that_digit() {
    let raw = "按1\u{FE0F}\u{20E3}0\u{20E3}键，第４\u{301}次，e\u{301}";
    let normal = normalise(raw);
    assert_eq!(normal.text, "按10键,第4次,\u{E9}");
    assert_eq!(slice(raw, normal.origin(1, 2)), "1\u{FE0F}\u{20E3}");
    assert_eq!(slice(raw, normal.origin(1, 3)), "1\u{FE0F}\u{20E3}0\u{20E3}");
}

#[test]
fn a_number_in_a_sign_never_runs_into_digits_beside_it() {
    assert_eq!(fold("90㎡3室，等了1½小时，①138②139，10²"), "90m2 3室,等了1 1⁄2小时,1 138 2 139,10 2");
    assert_eq!(fold("㎡室，①②③，ＶⅢ１"), "m2室,123,viii1");
    let normal = normalise("①5");
    assert_eq!((normal.origin(0, 2), normal.origin(2, 3)), (Span { start: 0, end: 1 }, Span { start: 1, end: 2 }));
}

#[test]
fn brackets_that_are_no_reading_stay() {
    assert_eq!(fold("微信(app)打不开"), "微信(app)打不开");
    assert_eq!(fold("寬(kuan)頻"), "宽频");
    assert_eq!(fold("光猫(ONU)"), "光猫(onu)");
}

#[test]
fn identifiers_stay_whole() {
    for (raw, whole) in [
        ("报错0x80070035怎么办", "0x80070035"),
        ("提示ERR_404", "err_404"),
        ("支持WiFi6吗", "wifi6"),
        ("我的iPhone 15坏了", "iphone15"),
        ("型号HG8245C光猫", "hg8245c"),
        ("版本v3.2.1崩溃", "v3.2.1"),
        ("用C++写的", "c++"),
        ("5G套餐", "5g"),
    ] {
        let found = terms(raw);
        assert!(found.iter().any(|t| t == whole), "{whole} not among {found:?} of {raw}");
    }
    assert!(terms("支持WiFi6吗").contains(&"wifi".to_owned()), "the stem can be found too");
}

#[test]
fn words_across_a_boundary_are_not_found() {
    let found = terms("电视频段");
    assert!(
        found.contains(&"电视".to_owned()) && found.contains(&"频段".to_owned()) && !found.contains(&"视频".to_owned()),
        "{found:?}"
    );
}

#[test]
fn blanks_and_punctuation_give_no_token() {
    assert_eq!(terms("，。！ \n\t…… ——"), Vec::<String>::new());
}

#[test]
fn a_long_word_and_the_words_inside_share_a_position() {
    let analyzed = analyzer().analyze("我要携号转网，今天");
    let of = |word: &str| analyzed.terms().find(|(term, _)| *term == word).map(|(_, token)| token.position);
    assert_eq!(of("携号转网"), of("转网").or(of("携号转网")));
    assert!(of("今天") > of("携号转网"));
}

#[test]
fn synonyms_expand_the_query_and_point_at_its_words() {
    let analyzer = analyzer();
    for (raw, word, term) in [
        ("我的寬頻壞了", "寬頻", "宽带"),
        ("數據機紅燈", "數據機", "光猫"),
        ("軟體當機", "軟體", "软件"),
        ("我要客訴", "客訴", "投诉"),
    ] {
        let analyzed = analyzer.analyze(raw);
        let found = analyzer.expand(&analyzed);
        let hit = found.iter().find(|e| &*e.term == term).unwrap_or_else(|| panic!("{term} not among {found:?}"));
        assert_eq!(slice(raw, analyzed.normal.origin_of_bytes(hit.start, hit.end)), word);
    }
}

#[test]
fn a_synonym_never_changes_how_library_texts_are_cut() {
    let without = Analyzer::new(&[], &[]).expect("no words");
    let with = Analyzer::new(&[], &[SynonymLine::Equivalent(vec!["上不了网".into(), "断网".into()])]).expect("no words");
    assert_eq!(without.analyze("家里上不了网").tokens, with.analyze("家里上不了网").tokens);
    assert_eq!(without.fingerprint(), with.fingerprint());
}

fn dirty_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("宽带".to_owned()),
        Just("寬頻".to_owned()),
        Just("術(shù)".to_owned()),
        Just("<br>".to_owned()),
        Just("<".to_owned()),
        Just("&nbsp;".to_owned()),
        Just("&#x4e00;".to_owned()),
        Just("\u{200B}".to_owned()),
        Just("ＷｉＦｉ６".to_owned()),
        Just("iPhone 15".to_owned()),
        Just("①㎡㍿".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("1\u{FE0F}\u{20E3}".to_owned()),
        Just("İ".to_owned()),
        Just("👨‍👩‍👧".to_owned()),
        Just("\u{0}\r\n\t".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|parts| parts.concat())
}

fn spans_in_order(normal: &Normal, raw: &str) -> bool {
    let length = u32::try_from(raw.chars().count()).expect("short");
    (0..normal.chars()).map(|i| normal.origin(i, i + 1)).all(|s| s.start < s.end && s.end <= length)
        && (1..normal.chars()).all(|i| normal.origin(i - 1, i).start <= normal.origin(i, i + 1).start)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_normalised_character_comes_from_the_original(raw in dirty_text()) {
        let normal = normalise(&raw);
        prop_assert_eq!(normal.chars(), normal.text.chars().count());
        prop_assert!(spans_in_order(&normal, &raw));
    }

    #[test]
    fn tokens_lie_on_boundaries_in_order(raw in dirty_text()) {
        static ANALYZER: std::sync::LazyLock<Analyzer> = std::sync::LazyLock::new(analyzer);
        let analyzed = ANALYZER.analyze(&raw);
        let text = &analyzed.normal.text;
        for token in &analyzed.tokens {
            prop_assert!(text.get(token.start..token.end).is_some_and(|t| !t.trim().is_empty()));
            prop_assert_eq!(text[..token.start].chars().count(), token.char_start);
            prop_assert_eq!(text[..token.end].chars().count(), token.char_end);
        }
        prop_assert!(analyzed.tokens.windows(2).all(|w| w[0].start <= w[1].start && w[0].position <= w[1].position));
        prop_assert!(ANALYZER.expand(&analyzed).iter().all(|e| text.get(e.start..e.end).is_some()));
    }
}
