//! The columns of a table: which cell of a row is the text, the title, the id.

use std::collections::BTreeMap;

use fenzhen_engine::kb::Labels;

use crate::app::RequestError;
use crate::app::runs::row::RowProblem;

use super::role::{Mapping, Role, key};
use super::row::{BacklogTicket, NoTicket, label};

/// Names of columns that a refusal repeats, and characters of each.
const NAMED: usize = 30;
const NAME: usize = 40;

/// Where the columns stand that we read.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    places: Vec<(Role, usize)>,
    /// The names, without blank ones at the right.
    header: Vec<String>,
    /// Cells that a row may have; those to the right of the names are blank.
    widest: usize,
}

impl Columns {
    /// Finds the columns in a header: those of `mapping` first, then the likeliest name of each role.
    pub(super) fn find(header: &[String], mapping: &Mapping) -> Result<Columns, RequestError> {
        let widest = header.len();
        // Spreadsheets leave blank columns behind at the right.
        let header = &header[..header.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1)];
        let mut keys: BTreeMap<String, usize> = BTreeMap::new();
        for (place, name) in header.iter().enumerate() {
            // Of two columns of one name the first counts, as in a spreadsheet's lookups.
            keys.entry(key(name)).or_insert(place);
            if let Some(bare) = name.split(['(', '（']).next().filter(|bare| !bare.trim().is_empty()) {
                keys.entry(key(bare)).or_insert(place);
            }
        }
        let mut places: Vec<(Role, usize)> = Vec::new();
        for role in Role::all() {
            let place = match mapping.column(role) {
                Some(column) => {
                    let exact = header.iter().position(|name| name.trim() == column);
                    Some(exact.or_else(|| keys.get(&key(column)).copied()).ok_or_else(|| no_such_column(column, header))?)
                }
                None => role.called().iter().find_map(|name| keys.get(*name).copied()),
            };
            // A column said to be something is not guessed to be something else as well.
            places.extend(place.filter(|place| places.iter().all(|(_, taken)| taken != place)).map(|place| (role, place)));
        }
        let mut columns = Columns { places, header: header.to_vec(), widest };
        if columns.place(Role::Text).is_none() && columns.place(Role::Title).is_none() {
            match header {
                // A single column can only be the complaints.
                [_] => columns.places.push((Role::Text, 0)),
                _ => return Err(no_text(header)),
            }
        }
        Ok(columns)
    }

    /// The same columns for a file whose first row has these cells. Some programs write a separator at the end of every
    /// row but the header; one more than the first row has is a comma that belonged to a text.
    pub(super) fn with_room_for(self, first_row: &[String]) -> Columns {
        let blank = first_row.iter().skip(self.header.len()).all(|cell| cell.trim().is_empty());
        let widest = if blank { self.widest.max(first_row.len()) } else { self.widest };
        Columns { widest, ..self }
    }

    fn place(&self, role: Role) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == role).map(|(_, place)| *place)
    }

    /// What each column was taken for, to be said to the reader: `text=投诉内容`.
    pub(super) fn said(&self) -> Vec<String> {
        let name = |place: usize| self.header.get(place).map_or("", |name| name.trim()).to_owned();
        let said = self.places.iter().map(|(role, place)| (format!("{role:?}").to_lowercase(), name(*place)));
        said.map(|(role, name)| format!("{role}={name}")).collect()
    }

    /// The ticket of a row.
    pub(super) fn ticket(&self, cells: &[String]) -> Result<BacklogTicket, NoTicket> {
        let cell = |role| self.place(role).and_then(|place| cells.get(place)).map(|cell| cell.trim());
        let given = |role| cell(role).filter(|cell| !cell.is_empty()).map(str::to_owned);
        let id = given(Role::Id);
        let is_short = cells.len() < self.header.len() && self.place(Role::Text).is_some_and(|place| place >= cells.len());
        let is_wide = cells.len() > self.widest || cells.iter().skip(self.header.len()).any(|cell| !cell.trim().is_empty());
        if is_short || is_wide {
            let message = format!("the row has {} cells, the header has {}", cells.len(), self.header.len());
            let help = "a line break or a comma inside a cell needs quotation marks around it";
            return Err(NoTicket { id, problem: RowProblem::new("broken-row", message, help) });
        }
        let labels =
            Labels { category: cell(Role::Category).map(label), department: cell(Role::Department).map(label), entry: None };
        Ok(BacklogTicket {
            id,
            title: given(Role::Title).unwrap_or_default(),
            text: given(Role::Text).unwrap_or_default(),
            received_at: given(Role::ReceivedAt),
            labels,
        })
    }
}

fn listed(header: &[String]) -> String {
    let names = header.iter().filter(|name| !name.trim().is_empty()).take(NAMED);
    let names: Vec<String> = names.map(|name| name.trim().chars().take(NAME).collect()).collect();
    names.join(", ")
}

fn no_such_column(column: &str, header: &[String]) -> RequestError {
    let column: String = column.chars().take(NAME).collect();
    let message = format!("there is no column {column:?}; there are: {}", listed(header));
    RequestError { code: "no-such-column", field: "map", message, help: "name a column of the first row" }
}

fn no_text(header: &[String]) -> RequestError {
    let message = format!("no column is known to hold the complaint; there are: {}", listed(header));
    RequestError { code: "no-text-column", field: "map", message, help: "say which: text=COLUMN" }
}
