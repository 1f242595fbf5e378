//! Necessary literals: words of which a text must hold one for a pattern to match it at all.
//!
//! Looking for the literals of all patterns in one pass is much cheaper than running each pattern, and nearly no text
//! holds any. Like the literal prefilters of `regex`, but literals in the middle or at the end of a pattern count too.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A class of at most this many characters is read as its characters.
const SMALL_CLASS: usize = 24;
/// More literals than this tell too little to be worth looking for.
const MOST: usize = 64;

/// Literals one of which is part of every match; `None` where the pattern promises none or is not valid.
#[must_use]
pub fn necessary(pattern: &str) -> Option<Vec<String>> {
    let mut literals = of(&regex_syntax::parse(pattern).ok()?)?;
    literals.sort_unstable();
    literals.dedup();
    Some(literals)
}

fn of(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Class(class) => characters(class),
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => of(&repetition.sub),
        HirKind::Concat(all) => all.iter().filter_map(of).max_by_key(|literals| telling(literals)),
        HirKind::Alternation(all) => {
            let literals: Vec<String> = all.iter().map(of).collect::<Option<Vec<_>>>()?.concat();
            (literals.len() <= MOST).then_some(literals)
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => None,
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

    fn found(pattern: &str) -> Option<String> {
        necessary(pattern).map(|literals| literals.join(" "))
    }

    #[test]
    fn every_match_holds_one_of_the_literals() {
        assert_eq!(found("漏电(?:[^保断开]|$)").as_deref(), Some("漏电"));
        assert_eq!(found("(?:电线|电缆).{0,4}(?:掉|断)").as_deref(), Some("电线 电缆"));
        assert_eq!(found(r"(?:\d{2,}|[几数]百)(?:多)?(?:户|住户)").as_deref(), Some("住户 户"));
        assert_eq!(found("[断停]网").as_deref(), Some("网"));
    }

    #[test]
    fn a_pattern_that_promises_nothing_has_none() {
        for pattern in [r"\d+", "(?:坏了)?", "坏|", "("] {
            assert_eq!(found(pattern), None, "{pattern}");
        }
    }
}
