//! Traditional to Simplified, by OpenCC's `t2s` tables and a rule for 著, keeping one character for one.
//!
//! `tw2s` would turn 著 into 着, but also 显著 into 显着 and the Simplified 什么 into 什幺, so the particle is ours to tell.
//! Only the script changes here, not the vocabulary: 數據機 becomes 数据机, and that 数据机 means 光猫 is left to the
//! synonyms of the lexicon, which a maintainer can read and change.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use super::mark::Mark;

static TABLES: LazyLock<Option<Tables>> = LazyLock::new(Tables::load);

struct Tables {
    opencc: OpenCC,
    /// One bit a character of the common Han block: whether conversion may change it.
    traditional: Vec<u64>,
}

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

impl Tables {
    fn load() -> Option<Tables> {
        let opencc = OpenCC::from_config(BuiltinConfig::T2s).ok()?;
        let mut traditional = vec![0u64; ((LAST - FIRST) / 64 + 1) as usize];
        for code in FIRST..=LAST {
            let Some(c) = char::from_u32(code) else { continue };
            if opencc.convert(c.encode_utf8(&mut [0; 4])) != c.to_string() {
                traditional[((code - FIRST) / 64) as usize] |= 1 << ((code - FIRST) % 64);
            }
        }
        Some(Tables { opencc, traditional })
    }

    fn may_change(&self, c: char) -> bool {
        let code = c as u32;
        (FIRST..=LAST).contains(&code) && self.traditional[((code - FIRST) / 64) as usize] & (1 << ((code - FIRST) % 64)) != 0
    }
}

/// Converts every run of Han characters.
pub(super) fn to_simplified(marks: &mut [Mark]) {
    let Some(tables) = TABLES.as_ref() else { return };
    for run in marks.chunk_by_mut(|a, b| is_han(a.c) == is_han(b.c)) {
        if run.iter().any(|m| tables.may_change(m.c)) {
            convert_run(run, &tables.opencc);
        }
        particle_zhe(run);
    }
}

/// A run whose length would change (the tables have none today) is converted character by character, so that spans
/// never shift.
fn convert_run(run: &mut [Mark], opencc: &OpenCC) {
    let before: String = run.iter().map(|m| m.c).collect();
    let after: Vec<char> = opencc.convert(&before).chars().collect();
    if after.len() == run.len() {
        run.iter_mut().zip(after).for_each(|(mark, c)| mark.c = c);
        return;
    }
    for mark in run {
        let single = opencc.convert(mark.c.encode_utf8(&mut [0; 4]));
        if let (Some(c), 1) = (single.chars().next(), single.chars().count()) {
            mark.c = c;
        }
    }
}

/// Taiwan writes the particle 着 as 著 (看著, 著急); in these words 著 is the verb "to write, to be known" and stays.
const KEEPS_ZHU_BEFORE: &str = "名作称述者录书有文";
const KEEPS_ZHU_AFTER: &str = "显卓昭编名原专论巨译土合遗拙新";

fn particle_zhe(run: &mut [Mark]) {
    for at in 0..run.len() {
        if run[at].c != '著' {
            continue;
        }
        let neighbour = |i: Option<usize>, list: &str| i.and_then(|i| run.get(i)).is_some_and(|m| list.contains(m.c));
        let is_verb = neighbour(Some(at + 1), KEEPS_ZHU_BEFORE) || neighbour(at.checked_sub(1), KEEPS_ZHU_AFTER);
        if !is_verb {
            run[at].c = '着';
        }
    }
}

/// Whether the character is a Han ideograph (unified blocks and compatibility forms).
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}
