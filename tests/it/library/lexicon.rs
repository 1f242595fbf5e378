//! The lexicon while somebody writes it: how texts would be cut, without touching what answers; and two people's lines
//! together.

use fenzhen::app::library::{LEXICON, merged_lines};
use fenzhen::app::{App, Clock, Settings};
use fenzhen_engine::kb::PackFiles;

use crate::support::program::folder;

const TEXT: &str = "灵犀宝连不上网";

fn edited(words: &str) -> PackFiles {
    let mut files = PackFiles::default();
    files.insert(LEXICON[0], words);
    files
}

#[test]
fn a_text_is_cut_by_a_lexicon_that_nobody_published_and_what_answers_stays_as_it_is() {
    let folder = folder();
    let app =
        App::open(Settings { db: folder.path().join("fenzhen.db"), ..Settings::default() }, Clock::System).expect("it opens");
    let before = app.snapshot();
    let words = app.library().file_at(LEXICON[0], None).expect("a dictionary").content;
    assert!(app.library().lexicon().preview(TEXT, &edited(&words)).expect("it cuts").is_same(), "the same words cut the same");
    let tried = app.library().lexicon().preview(TEXT, &edited(&format!("{words}灵犀宝 1000 n\n"))).expect("it cuts");
    let has = |cut: &fenzhen::app::library::lexicon::Segmentation| {
        cut.pieces.iter().any(|piece| piece.text == "灵犀宝" && piece.is_word)
    };
    assert!(!has(&tried.now) && has(&tried.then) && !tried.is_same());
    let whole: String = tried.then.pieces.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(whole, TEXT, "nothing of the text is lost");
    let mut synonyms = edited(&words);
    synonyms.insert(LEXICON[1], "上网 => 光猫\n");
    let tried = app.library().lexicon().preview(TEXT, &synonyms).expect("it cuts");
    assert!(tried.then.synonyms.iter().any(|applied| applied.phrase == "上网" && applied.differs));
    assert!(std::sync::Arc::ptr_eq(&before, &app.snapshot()), "nothing was swapped in");
    let problems = app.library().lexicon().problems(&edited("光猫 很多 n x\n"));
    assert_eq!(problems.iter().map(|p| (p.code, p.line)).collect::<Vec<_>>(), [("word-malformed", Some(1))]);
}

#[test]
fn two_people_s_lines_are_put_together_and_none_is_lost() {
    let base = "# 通用\n甲 1 n\n乙 1 n\n\n# 网络\n丙 1 n\n";
    let theirs = "# 通用\n甲 1 n\n新词 1 n\n乙 1 n\n\n# 网络\n末 1 n\n";
    let yours = "# 通用\n甲 1 n\n乙 2 n\n\n# 网络\n丙 1 n\n我的 1 n\n";
    assert_eq!(merged_lines(base, theirs, yours), "# 通用\n甲 1 n\n新词 1 n\n乙 2 n\n\n# 网络\n末 1 n\n我的 1 n\n");
    assert_eq!(merged_lines(base, base, yours), yours);
    assert_eq!(merged_lines(base, theirs, base), theirs);
}
