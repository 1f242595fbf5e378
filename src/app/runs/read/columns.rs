//! The columns of a table: which cell of a row is the text, the title, the id.

use std::collections::BTreeMap;

use crate::app::runs::row::RowProblem;
use fenzhen_engine::kb::Labels;

use super::backlog_row::{BacklogTicket, BadRow, label};
use super::error::ReadError;
use super::role::{ColumnRole, Mapping, key};

/// Where the columns stand that we read.
#[derive(Debug, Clone)]
pub(super) struct BacklogColumns {
    places: Vec<(ColumnRole, usize)>,
    /// The names, without blank ones at the right.
    header: Vec<String>,
    /// Cells that a row may have; those to the right of the names are blank.
    widest: usize,
}

impl BacklogColumns {
    /// Finds the columns in a header: those of `mapping` first, then the likeliest name of each role.
    pub(super) fn find(header: &[String], mapping: &Mapping) -> Result<BacklogColumns, ReadError> {
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
        let no_such_column = |column: &str| ReadError::NoSuchColumn { column: column.to_owned(), header: header.to_vec() };
        let mut places: Vec<(ColumnRole, usize)> = Vec::new();
        for role in ColumnRole::all() {
            let place = match mapping.column(role) {
                Some(column) => {
                    let exact = header.iter().position(|name| name.trim() == column);
                    Some(exact.or_else(|| keys.get(&key(column)).copied()).ok_or_else(|| no_such_column(column))?)
                }
                None => role.called().iter().find_map(|name| keys.get(*name).copied()),
            };
            // A column said to be something is not guessed to be something else as well.
            places.extend(place.filter(|place| places.iter().all(|(_, taken)| taken != place)).map(|place| (role, place)));
        }
        let mut columns = BacklogColumns { places, header: header.to_vec(), widest };
        if columns.place(ColumnRole::Text).is_none() && columns.place(ColumnRole::Title).is_none() {
            match header {
                // A single column can only be the complaints.
                [_] => columns.places.push((ColumnRole::Text, 0)),
                _ => return Err(ReadError::NoTextColumn { header: header.to_vec() }),
            }
        }
        Ok(columns)
    }

    /// The same columns for a file whose first row has these cells. Some programs write a separator at the end of every
    /// row but the header; one more than the first row has is a comma that belonged to a text.
    pub(super) fn with_room_for(self, first_row: &[String]) -> BacklogColumns {
        let blank = first_row.iter().skip(self.header.len()).all(|cell| cell.trim().is_empty());
        let widest = if blank { self.widest.max(first_row.len()) } else { self.widest };
        BacklogColumns { widest, ..self }
    }

    fn place(&self, role: ColumnRole) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == role).map(|(_, place)| *place)
    }

    /// What each column was taken for, to be said to the reader: `text=投诉内容`.
    pub(super) fn roles(&self) -> Vec<String> {
        let name = |place: usize| self.header.get(place).map_or("", |name| name.trim()).to_owned();
        let said = self.places.iter().map(|(role, place)| (format!("{role:?}").to_lowercase(), name(*place)));
        said.map(|(role, name)| format!("{role}={name}")).collect()
    }

    /// The ticket of a row.
    pub(super) fn ticket(&self, cells: &[String]) -> Result<BacklogTicket, BadRow> {
        let cell = |role| self.place(role).and_then(|place| cells.get(place)).map(|cell| cell.trim());
        let given = |role| cell(role).filter(|cell| !cell.is_empty()).map(str::to_owned);
        let id = given(ColumnRole::Id);
        let is_short = cells.len() < self.header.len() && self.place(ColumnRole::Text).is_some_and(|place| place >= cells.len());
        let is_wide = cells.len() > self.widest || cells.iter().skip(self.header.len()).any(|cell| !cell.trim().is_empty());
        if is_short || is_wide {
            let message = format!("the row has {} cells, the header has {}", cells.len(), self.header.len());
            let help = "a line break or a comma inside a cell needs quotation marks around it";
            return Err(BadRow { id, problem: RowProblem::new("broken-row", message, help) });
        }
        let labels = Labels {
            category: cell(ColumnRole::Category).map(label),
            department: cell(ColumnRole::Department).map(label),
            entry: None,
        };
        Ok(BacklogTicket {
            id,
            title: given(ColumnRole::Title).unwrap_or_default(),
            text: given(ColumnRole::Text).unwrap_or_default(),
            received_at: given(ColumnRole::ReceivedAt),
            labels,
        })
    }
}
