//! Early warning: a rise in tickets that chance does not explain.
//!
//! For each subject (a category, an entry, a product, a region) the tickets of today are compared with the same weekday
//! of the eight weeks before, and those of the last seven days with the eight weeks before them. Were nothing new, and
//! the rate unknown but steady, the count of the window would follow the predictive distribution of a Poisson count with
//! a gamma posterior (Jeffreys' prior): a negative binomial. Where a subject's past scatters more than a Poisson count
//! does, counts are divided by that dispersion first. The chance of so many or more is compared with
//!
//! ```text
//! accepted false alarms a year / (365 days × subjects × 2 windows)
//! ```
//!
//! so that, by Bonferroni's bound, all subjects together raise no more false alarms a year than the operator accepts.
//! A count only grows during its day, so that looking often during a day is not a further test.

/// Weeks that are compared with.
pub const WEEKS: usize = 8;
/// Days that are looked at, the last being today.
pub const DAYS: usize = 7 * (WEEKS + 1);
/// Fewer tickets than this prove nothing to a person, whatever the arithmetic.
pub const FEWEST: u32 = 3;
/// Windows a subject is looked at with.
const WINDOWS: f64 = 2.0;

/// A rise that chance does not explain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rise {
    /// Days of the window, 1 or 7.
    pub days: usize,
    /// Tickets in it.
    pub observed: u32,
    /// Tickets the weeks before would let one expect.
    pub expected: f64,
    /// The chance of so many or more, were nothing new.
    pub chance: f64,
}

/// The chance below which one look is an alarm, for so many accepted false alarms a year over so many subjects.
#[must_use]
pub fn threshold(false_a_year: f64, subjects: usize) -> f64 {
    false_a_year / (365.0 * WINDOWS * subjects.max(1) as f64)
}

/// Looks for a rise in daily counts, oldest first, today last; `threshold` as [`threshold`] gives it. Shorter histories
/// than [`DAYS`] are taken as they are; below two weeks there is nothing to compare with.
#[must_use]
pub fn rise(counts: &[u32], threshold: f64) -> Option<Rise> {
    let counts = counts.get(counts.len().saturating_sub(DAYS)..).unwrap_or_default();
    if counts.len() < 14 {
        return None;
    }
    let day = |back: usize| counts.len().checked_sub(back + 1).and_then(|at| counts.get(at)).copied();
    let today = day(0).unwrap_or(0);
    let like_today: Vec<u32> = (1..=WEEKS).map_while(|week| day(7 * week)).collect();
    let weeks: Vec<u32> = (0..=WEEKS).map_while(|week| (0..7).map(|d| day(7 * week + d)).sum::<Option<u32>>()).collect();
    let (this_week, weeks_before) = weeks.split_first()?;
    let scatter = dispersion(weeks_before).max(dispersion(&like_today));
    let looks = [(1, today, like_today.as_slice()), (7, *this_week, weeks_before)];
    let rises = looks.into_iter().filter(|(_, observed, _)| *observed >= FEWEST).map(|(days, observed, before)| {
        let (total, units) = (f64::from(before.iter().sum::<u32>()), before.len() as f64);
        let chance = chance_of(f64::from(observed) / scatter, total / scatter, units);
        Rise { days, observed, expected: total / units, chance }
    });
    rises.filter(|rise| rise.chance < threshold).min_by(|a, b| a.chance.total_cmp(&b.chance))
}

/// Variance over mean, at least 1: how much more the counts scatter than a Poisson count does.
fn dispersion(counts: &[u32]) -> f64 {
    let n = counts.len() as f64;
    let mean = f64::from(counts.iter().sum::<u32>()) / n.max(1.0);
    if n < 4.0 || mean == 0.0 {
        return 1.0;
    }
    let squares: f64 = counts.iter().map(|count| (f64::from(*count) - mean).powi(2)).sum();
    (squares / (n - 1.0) / mean).max(1.0)
}

/// The chance of `observed` or more in one unit of time after `total` in `units` of them: the upper tail of a negative
/// binomial, which is a regularised incomplete beta function.
fn chance_of(observed: f64, total: f64, units: f64) -> f64 {
    if observed <= 0.0 {
        return 1.0;
    }
    incomplete_beta(observed, total + 0.5, 1.0 / (1.0 + units))
}

/// The regularised incomplete beta function I_x(a, b), by its continued fraction (Lentz's method).
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = (log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * x.ln() + b * (1.0 - x).ln()).exp();
    // The fraction converges fast on one side of the mean; the other is its complement.
    if x < (a + 1.0) / (a + b + 2.0) { front * fraction(a, b, x) / a } else { 1.0 - front * fraction(b, a, 1.0 - x) / b }
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let apart = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / apart(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..=500_u32 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut last = 1.0;
        for step in [even, odd] {
            d = 1.0 / apart(1.0 + step * d);
            c = apart(1.0 + step / c);
            last = c * d;
            h *= last;
        }
        if (last - 1.0).abs() < 1e-12 {
            break;
        }
    }
    h
}

/// The logarithm of the gamma function, for arguments above 0 (Stirling's series after shifting the argument up).
fn log_gamma(x: f64) -> f64 {
    let (mut x, mut shift) = (x, 0.0);
    while x < 10.0 {
        shift += x.ln();
        x += 1.0;
    }
    let inverse = 1.0 / (x * x);
    let series = (1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse * (1.0 / 1260.0 - inverse / 1680.0))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series - shift
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_incomplete_beta_function_agrees_with_known_values() {
        // I_x(1, b) = 1 - (1-x)^b; I_x(a, 1) = x^a; I_0.5(a, a) = 0.5; and one binomial tail summed by hand.
        assert!((incomplete_beta(1.0, 5.0, 0.2) - (1.0 - 0.8_f64.powi(5))).abs() < 1e-12);
        assert!((incomplete_beta(3.0, 1.0, 0.7) - 0.7_f64.powi(3)).abs() < 1e-12);
        assert!((incomplete_beta(4.5, 4.5, 0.5) - 0.5).abs() < 1e-12);
        // P(at least 3 of 5 at 0.3) = I_0.3(3, 3)
        let tail = 10.0 * 0.027 * 0.49 + 5.0 * 0.0081 * 0.7 + 0.00243;
        assert!((incomplete_beta(3.0, 3.0, 0.3) - tail).abs() < 1e-12);
        assert!((log_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-10);
    }
}
