//! From rows to entries: every cell that cannot be read is named, with its row and column, in one pass.

use std::collections::BTreeMap;

use fenzhen_engine::kb::{Entry, EntryCase, Expect, Library, Problem, Script, Step, Within};
use jiff::civil::Date;

use crate::tables::{Columns, Table};

use super::{COLUMNS, cells, values};

/// The entries of a table.
pub(in crate::app) struct Rows {
    /// By the path of their file.
    pub entries: BTreeMap<String, EntryRow>,
    table: String,
    header: Vec<String>,
    columns: Columns,
}

/// One row, applied to the entry that stands in the library.
pub(in crate::app) struct EntryRow {
    pub entry: Entry,
    /// The revision it was exported from, where it says one.
    pub revision: Option<i64>,
    number: u32,
}

/// Reads all rows of a table. A column that the table has not leaves that field as it stands in `library`.
pub(in crate::app) fn read(table: Table, library: &Library) -> (Rows, Vec<Problem>) {
    let (columns, mut problems) = Columns::find(table.name(), table.header(), COLUMNS);
    let (name, header) = (table.name().to_owned(), table.header().to_vec());
    let mut rows = Rows { entries: BTreeMap::new(), table: name, header, columns };
    if rows.columns.place("id").is_none() {
        let help = "name one column 编号 or id; it holds <domain>/<slug>, such as telecom/light-modem";
        let problem = Problem::in_file("column-missing", &rows.table, "no column has the entries' ids", help);
        problems.push(Problem { line: Some(1), ..problem });
        return (rows, problems);
    }
    for row in table {
        match row {
            Ok(row) => rows.take(row.number, &row.cells, library, &mut problems),
            Err(problem) => problems.push(problem),
        }
    }
    (rows, problems)
}

impl Rows {
    fn take(&mut self, number: u32, cells: &[String], library: &Library, problems: &mut Vec<Problem>) {
        let id = self.columns.cell(cells, "id").unwrap_or_default().trim().to_owned();
        let slug =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !id.split_once('/').is_some_and(|(domain, name)| slug(domain) && slug(name)) {
            let help = "write <domain>/<slug> in lower-case ASCII words joined by `-`, such as telecom/light-modem";
            problems.push(self.problem("bad-entry-id", number, "id", format!("{id:?} is not a valid entry id"), help));
            return;
        }
        let standing = library.entry(&id).cloned();
        let mut reading = Reading {
            rows: self,
            number,
            cells,
            found: Vec::new(),
            entry: standing.unwrap_or_else(|| blank(&id)),
            revision: None,
        };
        COLUMNS.iter().for_each(|column| reading.column(column.key, library));
        let Reading { found, entry, revision, .. } = reading;
        problems.extend(found);
        if let Some(before) = self.entries.get(&entry.path()) {
            let message = format!("{id} stands in row {} already", before.number);
            problems.push(self.problem("entry-repeated", number, "id", message, "leave one of the rows out"));
            return;
        }
        self.entries.insert(entry.path(), EntryRow { entry, revision, number });
    }

    /// A problem with the cell of a column.
    fn problem(&self, code: &'static str, row: u32, key: &str, message: String, help: &str) -> Problem {
        let place = self.columns.place(key);
        let message = match place {
            Some(place) => format!("column {}: {message}", crate::tables::column_name(&self.header, place)),
            None => message,
        };
        let column = place.and_then(|place| u32::try_from(place + 1).ok());
        Problem { line: Some(row), column, ..Problem::in_file(code, &self.table, message, help) }
    }

    /// The problem of a row that says it comes from a revision there never was.
    pub(in crate::app) fn unknown_revision(&self, path: &str, revision: i64) -> Problem {
        let row = self.entries.get(path).map_or(0, |row| row.number);
        let help = "leave the cell blank: the row is then merged against the last import";
        self.problem("unknown-revision", row, "revision", format!("there is no revision {revision} here"), help)
    }

    /// A problem found in the file that a row became, as a problem of the row and the column it came from. `content` is
    /// that file; problems of other files stay as they are.
    pub(in crate::app) fn in_row(&self, problem: Problem, content: Option<&str>) -> Problem {
        let Some(row) = self.entries.get(&problem.path) else { return problem };
        let line = problem.line.and_then(|line| usize::try_from(line).ok()).unwrap_or(0);
        let key = content.and_then(|content| key_at(content, line)).unwrap_or("id");
        let Problem { code, message, help, severity, .. } = problem;
        Problem { severity, ..self.problem(code, row.number, key, message, &help) }
    }
}

/// The key, or the table of an array, that a line of an entry's file belongs to.
fn key_at(content: &str, line: usize) -> Option<&'static str> {
    let above: Vec<&str> = content.lines().take(line).collect();
    let named = |name: &str| COLUMNS.iter().find(|column| column.key == name).map(|column| column.key);
    let table = above.iter().rev().find_map(|line| line.strip_prefix("[[")?.split(']').next());
    match table {
        Some(table) => named(table),
        None => above.iter().rev().find_map(|line| named(line.split('=').next()?.trim())),
    }
}

/// Takes a text without the blanks around it; one that differs in those alone changes nothing.
fn take_text(standing: &mut String, cell: &str) {
    if standing.trim() != cell.trim() {
        cell.trim().clone_into(standing);
    }
}

fn blank(id: &str) -> Entry {
    Entry { id: id.to_owned(), ..Entry::default() }
}

/// A row being read.
struct Reading<'r> {
    rows: &'r Rows,
    number: u32,
    cells: &'r [String],
    found: Vec<Problem>,
    entry: Entry,
    revision: Option<i64>,
}

impl Reading<'_> {
    /// Takes what the cell of a column says, if the table has that column.
    fn column(&mut self, key: &'static str, library: &Library) {
        let Some(cell) = self.rows.columns.cell(self.cells, key) else { return };
        match key {
            "title" => take_text(&mut self.entry.title, cell),
            "category" => self.entry.category = values::category(cell.trim(), &library.taxonomy),
            "department" => self.entry.department = values::department(cell.trim(), &library.departments),
            "owner" => take_text(&mut self.entry.owner, cell),
            "cause" => take_text(&mut self.entry.cause, cell),
            "urgency" => {
                self.entry.urgency = self.value(key, cell, values::urgency, self.entry.urgency, "high, medium or low (高 中 低)")
            }
            "status" => {
                self.entry.status =
                    self.value(key, cell, values::status, self.entry.status, "draft, review, published or retired")
            }
            "reviewed_on" => self.entry.reviewed_on = self.day(key, cell),
            "expires_on" => self.entry.expires_on = self.day(key, cell),
            "symptoms" => self.entry.symptoms = cells::items(cell),
            "similar" => self.entry.similar = cells::items(cell),
            "not_for" => self.entry.not_for = cells::items(cell),
            "ask" => self.entry.ask = cells::items(cell),
            "steps" => self.entry.steps = self.steps(cell, library),
            "scripts" => {
                let scripts = self.parts::<2>(key, cell, "when | say");
                self.entry.scripts = scripts.into_iter().map(|[when, say]| Script { when, say }).collect();
            }
            "cases" => self.entry.cases = self.cases(cell),
            "revision" => self.revision = self.revision(cell),
            _ => {}
        }
    }

    fn wrong(&mut self, code: &'static str, key: &str, message: String, help: &str) {
        self.found.push(self.rows.problem(code, self.number, key, message, help));
    }

    fn not_understood(&mut self, key: &str, cell: &str, help: &str) {
        let shown: String = cell.chars().take(40).collect();
        self.wrong("bad-cell", key, format!("{shown:?} is not understood"), &format!("write {help}"));
    }

    /// The value of a cell; where it is not understood, `standing`, which the problem keeps from being used.
    fn value<T>(&mut self, key: &str, cell: &str, parse: fn(&str) -> Option<T>, standing: T, help: &str) -> T {
        parse(cell.trim()).unwrap_or_else(|| {
            self.not_understood(key, cell, help);
            standing
        })
    }

    fn day(&mut self, key: &str, cell: &str) -> Date {
        values::day(cell.trim()).unwrap_or_else(|| {
            self.not_understood(key, cell, "year, month and day, such as 2026-10-15");
            Date::ZERO
        })
    }

    fn revision(&mut self, cell: &str) -> Option<i64> {
        let cell = cell.trim();
        if cell.is_empty() {
            return None;
        }
        let number = cell.parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            self.not_understood("revision", cell, "the number it was exported with, or nothing");
        }
        number
    }

    fn parts<const N: usize>(&mut self, key: &'static str, cell: &str, form: &str) -> Vec<[String; N]> {
        cells::parts::<N>(cell).unwrap_or_else(|(nth, many)| {
            let message = format!("item {nth} has {many} parts, but {N} are known");
            self.wrong("bad-cell", key, message, &format!("write {form}, one item a line; a bar inside a part is \\|"));
            Vec::new()
        })
    }

    fn steps(&mut self, cell: &str, library: &Library) -> Vec<Step> {
        let all = self.parts::<5>("steps", cell, "do | who | within | done_when | if_not");
        let mut steps = Vec::with_capacity(all.len());
        for ([task, who, within, done_when, if_not], nth) in all.into_iter().zip(1..) {
            let within = Within::parse(&within).unwrap_or_else(|| {
                // A step that leaves it out is named with everything else it leaves out.
                if !within.is_empty() {
                    let message = format!("step {nth} may take {within:?}, which is not a valid length of time");
                    self.wrong("bad-within", "steps", message, "write such as 15m, 2h, 1d or 3wd");
                }
                Within::UNREADABLE
            });
            steps.push(Step { task, who: values::department(&who, &library.departments), within, done_when, if_not });
        }
        steps
    }

    fn cases(&mut self, cell: &str) -> Vec<EntryCase> {
        let all = self.parts::<3>("cases", cell, "text | match or no_match | because");
        let mut cases = Vec::with_capacity(all.len());
        for ([text, expect, because], nth) in all.into_iter().zip(1..) {
            let expect = Expect::parse(&expect).unwrap_or_else(|| {
                let message = format!("case {nth} expects {expect:?}");
                self.wrong("bad-cell", "cases", message, "write match or no_match between the bars");
                Expect::Match
            });
            cases.push(EntryCase { text, expect, because });
        }
        cases
    }
}
