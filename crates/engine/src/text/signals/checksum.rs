//! Check digits of identity and bank cards.

/// Whether 18 characters (17 digits, then a digit or `x`) carry the check character of ISO 7064 MOD 11-2.
pub(super) fn is_mainland_id(id: &[char]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'x', '9', '8', '7', '6', '5', '4', '3', '2'];
    let Some((last, body)) = id.split_last().filter(|(_, body)| body.len() == WEIGHTS.len()) else { return false };
    let sum: Option<u32> = body.iter().zip(WEIGHTS).map(|(c, w)| Some(c.to_digit(10)? * w)).sum();
    sum.and_then(|sum| CHECKS.get((sum % 11) as usize)).is_some_and(|check| check == last)
}

/// Whether 18 characters have the shape of a mainland identity number: a region and a date of birth that can be.
pub(super) fn is_mainland_id_shape(id: &[char]) -> bool {
    let part = |from: usize, to: usize| {
        let digits = id.get(from..to)?;
        digits.iter().try_fold(0u32, |v, c| Some(v * 10 + c.to_digit(10)?))
    };
    let date = (part(6, 10), part(10, 12), part(12, 14));
    let (Some(year), Some(month), Some(day)) = date else { return false };
    id.len() == 18
        && matches!(id.first(), Some('1'..='9'))
        && (1900..=2100).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
}

/// Whether ten characters (a letter and nine digits) are a Taiwan identity number.
pub(super) fn is_taiwan_id(id: &[char]) -> bool {
    const LETTERS: &str = "abcdefghjklmnpqrstuvxywzio";
    const WEIGHTS: [u32; 9] = [8, 7, 6, 5, 4, 3, 2, 1, 1];
    let Some((letter, digits)) = id.split_first() else { return false };
    let Some(code) = LETTERS.chars().zip(10u32..).find(|(c, _)| c == letter).map(|(_, code)| code) else { return false };
    if digits.len() != WEIGHTS.len() || !matches!(digits.first(), Some('1' | '2' | '8' | '9')) {
        return false;
    }
    let sum: Option<u32> = digits.iter().zip(WEIGHTS).map(|(c, w)| Some(c.to_digit(10)? * w)).sum();
    sum.is_some_and(|sum| (sum + code / 10 + code % 10 * 9) % 10 == 0)
}

/// Whether the digits satisfy Luhn's formula.
pub(super) fn is_luhn(digits: &[char]) -> bool {
    let doubled = |d: u32| if d > 4 { 2 * d - 9 } else { 2 * d };
    let value = |(at, c): (usize, &char)| c.to_digit(10).map(|d| if at % 2 == 1 { doubled(d) } else { d });
    let sum: Option<u32> = digits.iter().rev().enumerate().map(value).sum();
    sum.is_some_and(|sum| sum % 10 == 0)
}
