//! Clocks and the business calendar: what holds for every history, tried on many.

use fenzhen_engine::flow::event::{Event, LoggedEvent, Moved, Registered};
use fenzhen_engine::flow::{Calendar, Levels, Life, Pause, Standing, token};
use fenzhen_engine::kb::{ClockKind, ClockName, Library, PackFiles, Sla, Urgency, Within, WithinUnit, WorkflowRole, parse};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

fn library() -> &'static Library {
    static LIBRARY: std::sync::LazyLock<Library> = std::sync::LazyLock::new(|| parse(&PackFiles::embedded()).library);
    &LIBRARY
}

fn calendar() -> &'static Calendar {
    static CALENDAR: std::sync::LazyLock<Calendar> =
        std::sync::LazyLock::new(|| Calendar::new(&library().sla).expect("the shipped pack has a calendar"));
    &CALENDAR
}

fn at(text: &str) -> Timestamp {
    format!("{text}+08:00").parse().expect("an instant")
}

fn levels(sla: &Sla) -> Levels<'_> {
    Levels { sla, calendar: calendar(), departments: &library().departments }
}

pub fn registered(urgency: Urgency, received_at: Timestamp) -> Event {
    Event::Registered(Box::new(Registered {
        source: "test".to_owned(),
        received_at,
        channel: None,
        product: None,
        region: None,
        class: None,
        urgency,
        outcome: "answer".to_owned(),
        category: None,
        department: None,
        entries: Vec::new(),
        threats: Vec::new(),
        about: Vec::new(),
        slots: std::collections::BTreeMap::new(),
        marking: vec![token("received")],
    }))
}

/// A history that is received and then waits for the customer from time to time.
fn waiting(urgency: Urgency, received: Timestamp, pauses: &[(i64, i64)]) -> Vec<LoggedEvent> {
    let mut history = vec![registered(urgency, received)];
    let mut times = vec![received];
    let mut now = received;
    for (after, length) in pauses {
        for (minutes, paused) in [(after, true), (length, false)] {
            now += SignedDuration::from_mins(*minutes);
            times.push(now);
            history.push(Event::Moved(Box::new(Moved {
                transition: "wait".to_owned(),
                part: WorkflowRole::Agent,
                from: vec![token("received")],
                to: vec![token("received")],
                paused,
                ended: false,
                quiet: false,
                raises: false,
                facts: std::collections::BTreeMap::new(),
                starts: Vec::new(),
                stops: Vec::new(),
                drops: Vec::new(),
                gives_back: false,
                follow_up_at: None,
            })));
        }
    }
    let entry = |((event, at), seq)| LoggedEvent { seq, at, author: "test".to_owned(), event };
    history.into_iter().zip(times).zip(1..).map(entry).collect()
}

fn dues(history: &[LoggedEvent], now: Timestamp) -> Vec<(ClockName, Option<Timestamp>)> {
    let life = Life::of(history).expect("a life");
    levels(&library().sla).deadlines(&life, now).into_iter().map(|deadline| (deadline.clock, deadline.due)).collect()
}

prop_compose! {
    /// Any minute of 2026 and the year after, whose holidays the shipped pack knows.
    fn instant()(minute in 0_i64..2 * 365 * 24 * 60) -> Timestamp {
        at("2026-01-01T00:00:00") + SignedDuration::from_mins(minute)
    }
}

prop_compose! {
    /// The last hours of a working week of 2026.
    fn friday_evening()(week in 0_i64..52, minute in 0_i64..240) -> Timestamp {
        at("2026-01-02T15:00:00") + SignedDuration::from_hours(week * 7 * 24) + SignedDuration::from_mins(minute)
    }
}

/// What was fired: which clock, up to which level, when it should have been.
fn planned(event: &Event) -> (ClockName, u32, Timestamp) {
    match event {
        Event::Reminded(firing) | Event::Escalated(firing) => (firing.clock, firing.level, firing.planned),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn working_time_between_two_instants_is_additive(a in instant(), b in instant(), c in instant()) {
        let mut three = [a, b, c];
        three.sort();
        let [a, b, c] = three;
        let between = |from, to| calendar().working_time(from, to);
        prop_assert_eq!(between(a, c), between(a, b) + between(b, c));
        prop_assert_eq!(between(c, a), SignedDuration::ZERO);
    }

    #[test]
    fn what_is_laid_out_says_what_counting_day_by_day_says(from in instant(), minutes in 0_i64..5_000) {
        // Far away nothing is laid out; ten years earlier the same days of the week are.
        let length = SignedDuration::from_mins(minutes);
        let by = calendar().add_working_time(from, length);
        prop_assert_eq!(calendar().working_time(from, by), length);
        let far = SignedDuration::from_hours(24 * 7 * 52 * 28);
        let plain = Calendar::new(&Sla { holidays: Vec::new(), make_up_days: Vec::new(), ..(*library().sla).clone() }).expect("hours");
        prop_assert_eq!(plain.add_working_time(from, length) + far, plain.add_working_time(from + far, length));
    }

    #[test]
    fn a_pause_never_makes_a_deadline_earlier(
        received in instant(),
        pauses in proptest::collection::vec((0_i64..2_000, 0_i64..4_000), 0..4),
        more in (0_i64..2_000, 0_i64..4_000),
        urgency in 0_usize..3,
    ) {
        let urgency = Urgency::ALL[urgency];
        let now = received + SignedDuration::from_hours(24 * 60);
        let before = dues(&waiting(urgency, received, &pauses), now);
        let longer: Vec<_> = pauses.iter().copied().chain([more]).collect();
        let after = dues(&waiting(urgency, received, &longer), now);
        for ((clock, due), (_, paused)) in before.into_iter().zip(after) {
            prop_assert!(paused >= due, "{} was due {:?} and with a pause {:?}", clock, due, paused);
        }
    }

    #[test]
    fn what_is_more_urgent_is_never_due_later(
        received in instant(),
        pauses in proptest::collection::vec((0_i64..2_000, 0_i64..4_000), 0..3),
        class in 0_usize..5,
    ) {
        let class = ["A", "B", "C", "D", "unheard of"][class];
        let now = received + SignedDuration::from_hours(24 * 60);
        let of = |urgency| {
            let mut history = waiting(urgency, received, &pauses);
            if let Event::Registered(registered) = &mut history[0].event {
                registered.class = Some(class.to_owned());
            }
            // What is due by no instant is due last.
            dues(&history, now).into_iter().map(|(clock, due)| (clock, due.unwrap_or(Timestamp::MAX))).collect::<Vec<_>>()
        };
        let (high, medium, low) = (of(Urgency::High), of(Urgency::Medium), of(Urgency::Low));
        for ((high, medium), low) in high.iter().zip(&medium).zip(&low) {
            prop_assert!(high.1 <= medium.1 && medium.1 <= low.1, "{high:?} {medium:?} {low:?}");
        }
    }

    #[test]
    fn levels_of_escalation_never_overtake_each_other_whenever_a_deadline_falls(
        received in prop_oneof![instant(), friday_evening()],
        pauses in proptest::collection::vec((0_i64..2_000, 0_i64..4_000), 0..3),
        urgency in 0_usize..3,
    ) {
        let life = Life::of(&waiting(Urgency::ALL[urgency], received, &pauses)).expect("a life");
        let all = levels(&library().sla).firings(&life, Timestamp::MAX);
        for run in &life.runs {
            let fired: Vec<u32> = all.iter().map(planned).filter(|(clock, ..)| *clock == run.clock).map(|(_, level, _)| level).collect();
            prop_assert!(fired.is_empty() || fired == [0, 1, 2, 3], "{} at {}: {:?}", run.clock, received, fired);
        }
    }

    #[test]
    fn nothing_is_called_to_mind_while_the_customer_is_waited_for(
        received in instant(),
        pauses in proptest::collection::vec((0_i64..2_000, 0_i64..4_000), 1..4),
        urgency in 0_usize..3,
    ) {
        let history = waiting(Urgency::ALL[urgency], received, &pauses);
        let sla = &library().sla;
        let waits = Life::of(&history[..history.len() - 1]).expect("a life");
        prop_assert_eq!(levels(sla).firings(&waits, Timestamp::MAX), []);
        prop_assert_eq!(levels(sla).next_firing(&waits), None);
        let goes_on = Life::of(&history).expect("a life");
        for (clock, level, planned) in levels(sla).firings(&goes_on, Timestamp::MAX).iter().map(planned) {
            let within = |pause: &&Pause| pause.from < planned && pause.until.is_some_and(|until| planned < until);
            prop_assert_eq!(goes_on.pauses.iter().find(within), None, "{} {} at {}", clock, level, planned);
        }
    }
}

#[test]
fn an_open_pause_stops_the_clocks_and_a_pause_after_the_deadline_does_not() {
    let received = at("2026-11-23T10:00:00");
    let mut history = waiting(Urgency::High, received, &[(10, 10)]);
    history.pop();
    let life = Life::of(&history).expect("a life");
    let standing = |now| levels(&library().sla).deadlines(&life, now)[0].standing;
    assert_eq!(standing(received + SignedDuration::from_hours(48)), Standing::Paused);
    // Acknowledging takes 15 minutes; waiting from the 20th on comes too late.
    let late = Life::of(&waiting(Urgency::High, received, &[(20, 10)])[..2]).expect("a life");
    let deadline = &levels(&library().sla).deadlines(&late, received + SignedDuration::from_mins(30))[0];
    assert_eq!((deadline.clock, deadline.standing), (ClockName::Acknowledge, Standing::Overdue));
    assert_eq!(deadline.due, Some(received + SignedDuration::from_mins(15)));
}

#[test]
fn weekends_holidays_and_make_up_days_count_as_they_should() {
    let hours = |count| Within { count, unit: WithinUnit::Hours };
    let due = |from: &str, within| calendar().due(at(from), ClockKind::Business, within);
    assert_eq!(due("2026-11-20T17:00:00", hours(2)), at("2026-11-23T10:00:00"), "over a weekend");
    assert_eq!(due("2026-09-30T17:30:00", hours(1)), at("2026-10-08T09:30:00"), "over the National Day");
    let make_up = library().sla.make_up_days.first().expect("the shipped pack has one").date;
    assert!(calendar().is_working_day(make_up) && !library().sla.hours.work_days.contains(&make_up.weekday()));
}

#[test]
fn pauses_are_cut_out_of_working_time() {
    let pause = Pause { from: at("2026-11-23T10:00:00"), until: Some(at("2026-11-24T10:00:00")) };
    let within = Within { count: 4, unit: WithinUnit::Hours };
    let due = calendar().due_with_pauses(at("2026-11-23T09:00:00"), ClockKind::Business, within, &[pause]);
    assert_eq!(due, Some(at("2026-11-24T13:00:00")));
    let open = Pause { until: None, ..pause };
    assert_eq!(calendar().due_with_pauses(at("2026-11-23T09:00:00"), ClockKind::Business, within, &[open]), None);
}

#[test]
fn reminders_and_three_levels_fire_once_in_order_and_catch_up_after_a_sleep() {
    let received = at("2026-11-23T10:00:00");
    let mut history = waiting(Urgency::High, received, &[]);
    let sla = &library().sla;
    let catching_up = |history: &mut Vec<LoggedEvent>, now: Timestamp| {
        let fired = levels(sla).firings(&Life::of(history).expect("a life"), now);
        for event in &fired {
            let seq = u32::try_from(history.len()).expect("few") + 1;
            history.push(LoggedEvent { seq, at: now, author: "fenzhen".to_owned(), event: event.clone() });
        }
        fired
    };
    assert_eq!(catching_up(&mut history, received + SignedDuration::from_mins(9)), []);
    let first = catching_up(&mut history, received + SignedDuration::from_mins(10));
    assert_eq!(
        first.iter().map(planned).collect::<Vec<_>>(),
        [(ClockName::Acknowledge, 0, received + SignedDuration::from_mins(10))]
    );
    // The clock jumps back, and a moment passes twice: nothing fires again.
    assert_eq!(catching_up(&mut history, received), []);
    assert_eq!(catching_up(&mut history, received + SignedDuration::from_mins(11)), []);
    // Nobody is awake for three days.
    let late = catching_up(&mut history, received + SignedDuration::from_hours(72));
    let late: Vec<_> = late.iter().map(planned).collect();
    assert!(late.is_sorted_by_key(|(_, _, planned)| *planned), "in the order they should have been: {late:?}");
    for clock in [ClockName::Acknowledge, ClockName::Answer, ClockName::Progress, ClockName::Resolve] {
        let levels: Vec<u32> = late.iter().filter(|(of, _, _)| *of == clock).map(|(_, level, _)| *level).collect();
        let wanted = if clock == ClockName::Acknowledge { vec![1, 2, 3] } else { vec![0, 1, 2, 3] };
        assert_eq!(levels, wanted, "{clock}");
    }
    assert_eq!(catching_up(&mut history, received + SignedDuration::from_hours(999)), [], "each once");
}
