//! Early warning, on simulated years: quiet data stays quiet at the stated rate, a rise is seen within days.

use fenzhen_engine::flow::alarm::{DAYS, rise, threshold};

use crate::support::rng::Rng;

/// A Poisson count, by waiting times.
fn poisson(rng: &mut Rng, mean: f64) -> u32 {
    let (mut count, mut time) = (0, -rng.uniform().max(1e-300).ln());
    while time < mean {
        count += 1;
        time -= rng.uniform().max(1e-300).ln();
    }
    count
}

/// How busy each day of the week is, Monday first.
const WEEK: [f64; 7] = [1.3, 1.1, 1.0, 1.0, 1.1, 0.8, 0.7];

/// Days on which some history raises a new alarm: one after a week without.
fn alarms(counts: &[u32], threshold: f64) -> Vec<usize> {
    let mut raised: Vec<usize> = Vec::new();
    let mut last_loud: Option<usize> = None;
    for today in DAYS..counts.len() {
        if rise(&counts[..=today], threshold).is_some() {
            if last_loud.is_none_or(|before| today - before > 7) {
                raised.push(today);
            }
            last_loud = Some(today);
        }
    }
    raised
}

#[test]
fn quiet_years_raise_no_more_false_alarms_than_the_operator_accepts() {
    let (subjects, years, accepted) = (40, 10, 2.0);
    let mut rng = Rng(7);
    let mut raised = 0;
    for subject in 0..subjects {
        // From a ticket a month to thirty a day.
        let mean = 0.03 * 1000.0_f64.powf(f64::from(subject) / f64::from(subjects - 1));
        let counts: Vec<u32> = (0..years * 365 + DAYS).map(|day| poisson(&mut rng, mean * WEEK[day % 7])).collect();
        raised += alarms(&counts, threshold(accepted, subjects as usize)).len();
    }
    let most = accepted * years as f64;
    assert!((raised as f64) <= most, "{raised} false alarms in {years} years of {subjects} subjects; {most} are accepted");
}

#[test]
fn a_batch_defect_is_seen_within_a_week() {
    let threshold = threshold(2.0, 40);
    let mut rng = Rng(11);
    for (usual, defect) in [(0.1, 1.5), (1.0, 5.0), (5.0, 15.0), (20.0, 45.0)] {
        let begins = DAYS + 200;
        let mean = |day: usize| if day < begins { usual } else { defect };
        let counts: Vec<u32> = (0..begins + 7).map(|day| poisson(&mut rng, mean(day) * WEEK[day % 7])).collect();
        let raised = alarms(&counts, threshold);
        assert!(raised.iter().any(|day| *day >= begins), "{usual} a day became {defect}, and nobody noticed: {raised:?}");
    }
}

#[test]
fn a_rise_says_what_was_seen_what_was_expected_and_how_likely_that_is() {
    let mut counts = vec![1; DAYS];
    *counts.last_mut().expect("days") = 12;
    let rise = rise(&counts, threshold(1.0, 10)).expect("twelve instead of one");
    assert_eq!((rise.days, rise.observed, rise.expected), (1, 12, 1.0));
    assert!(rise.chance < 1e-4, "{}", rise.chance);
}

#[test]
fn fewer_than_three_tickets_or_two_weeks_prove_nothing() {
    let threshold = threshold(50.0, 1);
    assert_eq!(rise(&[0; DAYS], threshold), None);
    let mut two = vec![0; DAYS];
    *two.last_mut().expect("days") = 2;
    assert_eq!(rise(&two, 1.0), None);
    assert_eq!(rise(&[0, 0, 0, 0, 0, 90], 1.0), None);
}
