//! Near names: what somebody may have meant who wrote an id that is not there.

use std::collections::BTreeSet;

/// How many are offered.
const OFFERED: usize = 3;
/// Less alike than this, it was not meant.
const LEAST: f64 = 0.4;
/// Characters compared; longer ones are not ids.
const COMPARED: usize = 200;

/// The candidates most like `wanted`, by the pairs of letters they share (Dice). Each is an id and what else it is called.
pub(super) fn near<'a>(wanted: &str, candidates: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<&'a str> {
    let pairs = letter_pairs(wanted);
    let alike = |text: &str| {
        let other = letter_pairs(text);
        2.0 * pairs.intersection(&other).count() as f64 / (pairs.len() + other.len()).max(1) as f64
    };
    let mut ranked: Vec<(f64, &str)> = candidates.map(|(id, name)| (alike(id).max(alike(name)), id)).collect();
    ranked.retain(|(alike, _)| *alike >= LEAST);
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    ranked.into_iter().take(OFFERED).map(|(_, id)| id).collect()
}

fn letter_pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = text.chars().take(COMPARED).flat_map(char::to_lowercase).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn a_slip_and_a_name_are_understood() {
        let known = [("telecom/fault/broadband", "宽带故障"), ("telecom/bill", "话费争议"), ("bank/card", "银行卡")];
        assert_eq!(near("telecom/fualt/broadband", known.into_iter())[0], "telecom/fault/broadband");
        assert_eq!(near("宽带故障", known.into_iter()), ["telecom/fault/broadband"]);
        assert!(near("", known.into_iter()).is_empty());
        assert!(near("xyz", known.into_iter()).is_empty());
    }
}
