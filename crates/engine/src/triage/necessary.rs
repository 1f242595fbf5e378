//! Necessary literals: words that a text must hold for a pattern to match it at all.
//!
//! Looking for the literals of all patterns in one pass is much cheaper than running each pattern, and nearly no text
//! holds any. Like the literal prefilters of `regex`, but literals in the middle or at the end of a pattern count too.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A class of at most this many characters is read as its characters.
const SMALL_CLASS: usize = 24;
/// More literals than this tell too little to be worth looking for.
const MOST: usize = 64;

/// Sets of literals, of each of which one is part of every match; none where the pattern promises nothing or is not valid.
#[must_use]
pub fn necessary(pattern: &str) -> Vec<Vec<String>> {
    let mut sets = regex_syntax::parse(pattern).map_or_else(|_| Vec::new(), |hir| of(&hir));
    sets.iter_mut().for_each(|set| {
        set.sort_unstable();
        set.dedup();
    });
    sets
}

fn of(hir: &Hir) -> Vec<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).map_or_else(|_| Vec::new(), |text| vec![vec![text]]),
        HirKind::Class(class) => characters(class).into_iter().collect(),
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => of(&repetition.sub),
        HirKind::Concat(all) => all.iter().flat_map(of).collect(),
        HirKind::Alternation(all) => {
            // One of the alternatives matches, and so one literal of the set that tells most of each.
            let best = |hir: &Hir| of(hir).into_iter().max_by_key(|set| telling(set));
            let set = all.iter().map(best).collect::<Option<Vec<_>>>().map(|sets| sets.concat());
            set.filter(|set| set.len() <= MOST).into_iter().collect()
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => Vec::new(),
    }
}

/// Of two sets, the one whose shortest literal is longer tells more; of equals, the smaller.
fn telling(literals: &[String]) -> (usize, usize) {
    let shortest = literals.iter().map(|literal| literal.chars().count()).min().unwrap_or(0);
    (shortest, MOST.saturating_sub(literals.len()))
}

fn characters(class: &Class) -> Option<Vec<String>> {
    let Class::Unicode(class) = class else { return None };
    let many: usize = class.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
    let all = || class.iter().flat_map(|range| range.start()..=range.end()).map(String::from);
    (many <= SMALL_CLASS).then(|| all().collect())
}

#[cfg(test)]
mod tests {
    use super::necessary;

    fn found(pattern: &str) -> String {
        necessary(pattern).iter().map(|set| set.join(" ")).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn every_match_holds_a_literal_of_each_set() {
        assert_eq!(found("漏电(?:[^保断开]|$)"), "漏电");
        assert_eq!(found("(?:电线|电缆).{0,4}(?:掉|断)"), "电线 电缆, 掉 断");
        assert_eq!(found(r"(?:\d{2,}|[几数]百)(?:多)?(?:户|住户)"), "住户 户");
        assert_eq!(found("[断停]网"), "停 断, 网");
        assert_eq!(found("(?:法院(?:见|告))|起诉"), "法院 起诉");
    }

    #[test]
    fn a_pattern_that_promises_nothing_has_none() {
        for pattern in [r"\d+", "(?:坏了)?", "坏|", "("] {
            assert_eq!(found(pattern), "", "{pattern}");
        }
    }
}
