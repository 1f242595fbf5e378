//! Numbers as customers write them: `1,299.00`, `1.2万`, `两千多`, `三四`, `上百`, `20来`.

/// A number and about how much it is. Units are for the rules to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub start: usize,
    /// Past a trailing 多, 来, 余 or 几.
    pub end: usize,
    /// Rounded down; 几 counts as three; saturates.
    pub value: u64,
    /// Written with digits (`1.2万` too), not in Chinese.
    pub digits: bool,
}

/// A number longer than this is an identifier, not a quantity.
const LONGEST: usize = 16;

/// Every number in the text, from left to right.
pub(super) fn scan(chars: &[char]) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let glued = at > 0 && (chars[at - 1].is_ascii_alphanumeric() || chars[at - 1] == '_');
        match number_at(chars, at) {
            Some((number, next)) => {
                if !(glued && number.digits) && number.end - number.start <= LONGEST {
                    numbers.push(number);
                }
                at = next;
            }
            None => at += 1,
        }
    }
    numbers
}

/// The number that begins at `at`, and where to go on.
fn number_at(chars: &[char], at: usize) -> Option<(Number, usize)> {
    let c = chars[at];
    let (end, value, digits) = match c {
        '0'..='9' => {
            let (end, value) = digits_at(chars, at);
            let (end, scale) = scale_at(chars, end);
            let (end, rest) = if scale == 1 { (end, 0) } else { rest_at(chars, end, scale) };
            (end, value.saturating_mul(scale).saturating_add(rest), true)
        }
        _ => {
            let (end, value) = han_at(chars, at)?;
            (end, value, false)
        }
    };
    let round = matches!(chars.get(end - 1), Some('百' | '千' | '万'));
    let vague = matches!(chars.get(end), Some('多' | '来' | '余'))
        || (digits && chars.get(end) == Some(&'几'))
        || (round && chars.get(end) == Some(&'把') && matches!(chars.get(end + 1), Some('块' | '元' | '人' | '户')));
    let end = end + usize::from(vague);
    Some((Number { start: at, end, value, digits }, end))
}

/// Digits with thousands separators and decimals.
fn digits_at(chars: &[char], start: usize) -> (usize, u64) {
    let digit = |i: usize| chars.get(i).and_then(|c| c.to_digit(10));
    let mut value = 0u64;
    let mut at = start;
    loop {
        match digit(at) {
            Some(d) => value = value.saturating_mul(10).saturating_add(u64::from(d)),
            None if chars.get(at) == Some(&',') && is_thousands(chars, start, at) => {}
            None => break,
        }
        at += 1;
    }
    if chars.get(at) == Some(&'.') && digit(at + 1).is_some() {
        at += 1;
        while digit(at).is_some() {
            at += 1;
        }
    }
    (at, value)
}

/// Whether the comma at `comma` parts thousands: one to three digits (and whole groups) before, exactly three after.
fn is_thousands(chars: &[char], start: usize, comma: usize) -> bool {
    let is_digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let head = (start..comma).take(4).take_while(|i| is_digit(*i)).count();
    head <= 3 && (comma + 1..comma + 4).all(is_digit) && !is_digit(comma + 4)
}

fn scale_at(chars: &[char], at: usize) -> (usize, u64) {
    let one = |c: Option<&char>| match c {
        Some('百') => 100,
        Some('千') => 1_000,
        Some('万') => 10_000,
        Some('亿') => 100_000_000,
        _ => 1,
    };
    let first = one(chars.get(at));
    if first == 1 {
        return (at, 1);
    }
    match one(chars.get(at + 1)) {
        second @ (10_000 | 100_000_000) => (at + 2, first * second),
        _ => (at + 1, first),
    }
}

/// The 5百 of 3千5百, the 5 of 3千5: one digit, and a smaller power of ten or none.
fn rest_at(chars: &[char], at: usize, scale: u64) -> (usize, u64) {
    let Some(digit) = chars.get(at).and_then(|c| c.to_digit(10)).map(u64::from) else { return (at, 0) };
    if chars.get(at + 1).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | ':')) {
        return (at, 0);
    }
    match scale_at(chars, at + 1) {
        (end, smaller) if 1 < smaller && smaller < scale => {
            let (end, rest) = rest_at(chars, end, smaller);
            (end, digit * smaller + rest)
        }
        (_, 1) => (at + 1, digit * scale / 10),
        _ => (at, 0),
    }
}

/// A Chinese number: its end and its value. `上` and `数` begin one only before a power of ten.
fn han_at(chars: &[char], start: usize) -> Option<(usize, u64)> {
    let power = |c: Option<&char>| matches!(c, Some('十' | '百' | '千' | '万' | '亿'));
    let skip = usize::from(matches!(chars[start], '上' | '数') && power(chars.get(start + 1)));
    let mut total = 0u64;
    let mut section = 0u64;
    let mut digit: Option<u64> = None;
    let mut at = start + skip;
    while let Some(c) = chars.get(at) {
        match han_digit(*c) {
            Some(d) => digit = Some(d),
            None => match han_power(*c) {
                Some(p @ (10 | 100 | 1_000)) => {
                    section = section.saturating_add(digit.take().unwrap_or(1).saturating_mul(p));
                }
                Some(p) => {
                    let whole = section.saturating_add(digit.take().unwrap_or(0)).max(1);
                    total = total.saturating_add(whole.saturating_mul(p));
                    section = 0;
                }
                None => break,
            },
        }
        at += 1;
    }
    (at > start + skip).then(|| (at, total.saturating_add(section).saturating_add(digit.unwrap_or(0))))
}

fn han_digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' | '几' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn han_power(c: char) -> Option<u64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The whole number that begins at `at`, in at most four digits or a short Chinese form, and where it ends. For dates
/// and clocks, where `12` is 12 but `1,200` and `十几` are nothing.
pub(super) fn small_at(chars: impl Fn(usize) -> char, at: usize) -> Option<(u32, usize)> {
    let digits = (at..at + 5).take_while(|i| chars(*i).is_ascii_digit()).count();
    if digits > 0 {
        let value = (at..at + digits).filter_map(|i| chars(i).to_digit(10)).fold(0, |v, d| v * 10 + d);
        return (digits <= 4).then_some((value, at + digits));
    }
    let small = |i: usize| Some(chars(i)).filter(|c| *c != '几').filter(|c| han_digit(*c).is_some() || *c == '十');
    let run: Vec<char> = (at..at + 5).map_while(small).collect();
    let value = match run.as_slice() {
        ['十'] => 10,
        ['十', d] => 10 + han_digit(*d)?,
        [d, '十'] => 10 * han_digit(*d)?,
        [d, '十', e] => 10 * han_digit(*d)? + han_digit(*e)?,
        [d] => han_digit(*d)?,
        [a, b, c, d] => [a, b, c, d].iter().try_fold(0, |v, c| Some(v * 10 + han_digit(**c)?))?,
        _ => return None,
    };
    u32::try_from(value).ok().map(|value| (value, at + run.len()))
}
