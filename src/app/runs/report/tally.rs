//! Counting: the figures of a report from one pass over its rows. What it holds is bounded by the number of labels, not by
//! the number of tickets.

use std::collections::BTreeMap;

use fenzhen_engine::kb::Labels;

use crate::app::runs::compare::change::{Change, Changes};
use crate::app::runs::plan::{Knowledge, Plan};
use crate::app::runs::row::{Label, ResultRow};

use super::{Compared, Count, LabelNames, Move, Moved, MovedRow, ProblemRow, Problems, Question, Report};

/// Rows that are listed.
const PROBLEMS: usize = 100;
const MOVED: usize = 1_000;
/// Different labels, and moves between them, that are counted each by itself; a backlog may be labelled with free text.
const LABELS: usize = 1_000;
const MOVES: usize = 4_000;
/// What labels beyond that are counted as.
const OTHERS: &str = "…";

/// The counts of one question.
#[derive(Default)]
struct Counts {
    now: BTreeMap<String, u64>,
    before: BTreeMap<String, u64>,
    changes: BTreeMap<Change, u64>,
    moves: BTreeMap<(String, String), u64>,
}

/// Counts under way.
pub(super) struct Tally {
    names: LabelNames,
    tickets: u64,
    compared: u64,
    outcomes: BTreeMap<String, u64>,
    urgencies: BTreeMap<String, u64>,
    category: Counts,
    department: Counts,
    confidence: [u64; 10],
    problems: Problems,
    codes: BTreeMap<String, u64>,
    moved: Moved,
}

fn count(counts: &mut BTreeMap<String, u64>, label: &str) {
    let label = if counts.len() >= LABELS && !counts.contains_key(label) { OTHERS } else { label };
    *counts.entry(label.to_owned()).or_default() += 1;
}

impl Counts {
    fn add(&mut self, before: Option<&str>, after: &str, change: Option<Change>) {
        count(&mut self.now, after);
        let (Some(before), Some(change)) = (before, change) else { return };
        count(&mut self.before, before);
        *self.changes.entry(change).or_default() += 1;
        if change != Change::Same {
            let mut pair = (before.to_owned(), after.to_owned());
            if self.moves.len() >= MOVES && !self.moves.contains_key(&pair) {
                pair = (OTHERS.to_owned(), OTHERS.to_owned());
            }
            *self.moves.entry(pair).or_default() += 1;
        }
    }

    fn question(self, names: &BTreeMap<String, String>) -> Question {
        let name = |id: &str| name(names, id);
        let compared = !self.changes.is_empty();
        let mut labels: BTreeMap<String, (u64, u64)> = self.now.into_iter().map(|(id, count)| (id, (count, 0))).collect();
        for (id, count) in self.before {
            labels.entry(id).or_default().1 = count;
        }
        let mut labels: Vec<Count> = labels
            .into_iter()
            .map(|(id, (count, before))| Count { name: name(&id), id, count, before: compared.then_some(before) })
            .collect();
        // What was large before and is small now must not disappear among the small ones.
        let size = |label: &Count| label.count.max(label.before.unwrap_or(0));
        labels.sort_by(|a, b| size(b).cmp(&size(a)).then_with(|| b.count.cmp(&a.count)).then_with(|| a.id.cmp(&b.id)));
        let changes = Change::ALL.iter().filter(|_| compared).map(|change| Count {
            id: change.as_str().to_owned(),
            name: change_name(*change).to_owned(),
            count: self.changes.get(change).copied().unwrap_or(0),
            before: None,
        });
        let changes = changes.collect();
        let mut matrix: Vec<Move> = self
            .moves
            .into_iter()
            .map(|((from, to), count)| Move { from_name: name(&from), to_name: name(&to), from, to, count })
            .collect();
        matrix.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to))));
        Question { labels, changes, matrix }
    }
}

impl Tally {
    pub(super) fn new(names: LabelNames) -> Tally {
        Tally {
            names,
            tickets: 0,
            compared: 0,
            outcomes: BTreeMap::new(),
            urgencies: BTreeMap::new(),
            category: Counts::default(),
            department: Counts::default(),
            confidence: [0; 10],
            problems: Problems::default(),
            codes: BTreeMap::new(),
            moved: Moved::default(),
        }
    }

    /// Learns the names in a row.
    pub(super) fn name(&mut self, row: &ResultRow) {
        for (label, names) in [(&row.category, &mut self.names.category), (&row.department, &mut self.names.department)] {
            if let Some(Label { id, name, .. }) = label
                && names.len() < LABELS
                && !names.contains_key(id)
            {
                names.insert(id.clone(), name.clone());
            }
        }
    }

    /// Counts a row.
    pub(super) fn add(&mut self, row: &ResultRow) {
        self.tickets += 1;
        if let Some(problem) = &row.problem {
            self.problems.count += 1;
            count(&mut self.codes, &problem.code);
            if self.problems.first.len() < PROBLEMS {
                let (line, id, code) = (row.line, row.id.clone(), problem.code.clone());
                let (message, help) = (problem.message.clone(), problem.help.clone());
                self.problems.first.push(ProblemRow { line, id, code, message, help });
            }
            return;
        }
        self.name(row);
        count(&mut self.outcomes, &row.outcome);
        if let Some(urgency) = &row.urgency {
            count(&mut self.urgencies, &urgency.level);
        }
        let now = row.labels();
        let confidence = row.category.as_ref().or(row.department.as_ref()).map_or(0.0, |label| label.confidence);
        // Confidence lies between 0 and 1; the last step holds 1 itself.
        self.confidence[((confidence * 10.0) as usize).min(9)] += 1;
        let (before, changes) = (row.before.clone().unwrap_or_default(), row.change.unwrap_or_default());
        self.compared += u64::from(row.change.is_some());
        let label = |label: &Option<String>| label.clone().unwrap_or_default();
        self.category.add(before.category.as_deref(), &label(&now.category), changes.category);
        self.department.add(before.department.as_deref(), &label(&now.department), changes.department);
        if changes.is_news() {
            self.moved(row, &before, &now, changes, confidence);
        }
    }

    fn moved(&mut self, row: &ResultRow, before: &Labels, now: &Labels, changes: Changes, confidence: f64) {
        self.moved.count += 1;
        if self.moved.first.len() >= MOVED {
            return;
        }
        let step = |change: Option<Change>, from: &Option<String>, to: &Option<String>, names: &BTreeMap<String, String>| {
            change?;
            let (from, to) = (from.clone().unwrap_or_default(), to.clone().unwrap_or_default());
            Some(Move { from_name: name(names, &from), to_name: name(names, &to), from, to, count: 1 })
        };
        self.moved.first.push(MovedRow {
            line: row.line,
            id: row.id.clone(),
            excerpt: row.excerpt.clone(),
            category: step(changes.category, &before.category, &now.category, &self.names.category),
            department: step(changes.department, &before.department, &now.department, &self.names.department),
            confidence,
            reason: row.reason.clone(),
            why: row.why.clone(),
        });
    }

    /// The figures.
    pub(super) fn report(self, plan: &Plan) -> Report {
        let words = |counts: &BTreeMap<String, u64>, order: &[(&str, &str)]| {
            let count = |id: &str| counts.get(id).copied().unwrap_or(0);
            order
                .iter()
                .map(|(id, name)| Count { id: (*id).into(), name: (*name).into(), count: count(id), before: None })
                .collect()
        };
        let mut by_code: Vec<Count> = self.codes.into_iter().map(|(id, count)| Count { id, count, ..Count::default() }).collect();
        by_code.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.id.cmp(&b.id)));
        let outcomes = [("answer", "可以采用"), ("ambiguous", "有两种可能"), ("no_match", "经验库里没有")];
        let levels = [("high", "高"), ("medium", "中"), ("low", "低")];
        Report {
            run: plan.id.clone(),
            input: plan.source.clone(),
            knowledge: Knowledge { cases_until: String::new(), ..plan.knowledge.clone() },
            compared: (self.compared > 0).then(|| Compared { tickets: self.compared, ..Compared::default() }),
            tickets: self.tickets,
            problems: Problems { by_code, ..self.problems },
            outcomes: words(&self.outcomes, &outcomes),
            urgencies: words(&self.urgencies, &levels),
            category: self.category.question(&self.names.category),
            department: self.department.question(&self.names.department),
            confidence: self.confidence,
            moved: self.moved,
        }
    }
}

/// What a label is called; one that nobody named goes by itself.
fn name(names: &BTreeMap<String, String>, id: &str) -> String {
    match id {
        "" => "（无）".to_owned(),
        OTHERS => "其他".to_owned(),
        _ => names.get(id).cloned().unwrap_or_else(|| id.to_owned()),
    }
}

fn change_name(change: Change) -> &'static str {
    match change {
        Change::Same => "不变",
        Change::Moved => "改派",
        Change::Gained => "新得",
        Change::Lost => "失去",
    }
}
