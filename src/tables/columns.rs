//! Which column is which, by the names people give them: in Chinese, Simplified or Traditional, or English.

use fenzhen_engine::kb::Problem;
use fenzhen_engine::text::fold;

/// A column that is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name for programs.
    pub key: &'static str,
    /// What people call it; width, case, blanks and script do not matter, nor does what stands in brackets after it.
    pub names: &'static [&'static str],
}

/// Where the columns stand that were looked for.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    places: Vec<(&'static str, usize)>,
}

impl Columns {
    /// Finds `known` in a header. Names that are nobody's, or that say again what a column before says, are problems;
    /// both columns are then left alone. `table` stands in them as the path.
    #[must_use]
    pub fn find(table: &str, header: &[String], known: &[Column]) -> (Columns, Vec<Problem>) {
        let (mut columns, mut problems) = (Columns::default(), Vec::new());
        let mut wrong = |nth: usize, code, message: String, help: String| {
            let problem = Problem::in_file(code, table, format!("column {}: {message}", column_name(header, nth)), help);
            problems.push(Problem { line: Some(1), column: u32::try_from(nth + 1).ok(), ..problem });
        };
        for (nth, name) in header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let plain = plain(name);
            let meant = known.iter().find(|column| column.key == plain || column.names.iter().any(|n| self::plain(n) == plain));
            match meant {
                None => {
                    let keys: Vec<&str> = known.iter().map(|column| column.key).collect();
                    wrong(
                        nth,
                        "column-unknown",
                        "no column has this name".to_owned(),
                        format!("use one of: {}", keys.join(", ")),
                    );
                }
                Some(column) => match columns.place(column.key) {
                    Some(before) => {
                        let message = format!("it says the same as column {}", column_name(header, before));
                        wrong(nth, "column-repeated", message, "leave one of them out".to_owned());
                    }
                    None => columns.places.push((column.key, nth)),
                },
            }
        }
        (columns, problems)
    }

    /// Where a column stands, from 0; `None` where the table has none.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == key).map(|(_, place)| *place)
    }

    /// The cell of a row in this column; `None` where the table has no such column.
    #[must_use]
    pub fn cell<'r>(&self, cells: &'r [String], key: &str) -> Option<&'r str> {
        self.place(key).and_then(|place| cells.get(place)).map(String::as_str)
    }
}

/// A header cell without what does not matter.
fn plain(name: &str) -> String {
    let folded = fold(name);
    let bare = folded.split('(').next().filter(|bare| !bare.trim().is_empty()).unwrap_or(&folded);
    bare.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '*' | ':')).collect()
}

/// A column as a person finds it: its letters and its name.
#[must_use]
pub fn column_name(header: &[String], nth: usize) -> String {
    let mut letters = String::new();
    let mut left = nth + 1;
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0) + b'A';
        letters.insert(0, char::from(letter));
        left = (left - 1) / 26;
    }
    match header.get(nth).filter(|name| !name.is_empty()) {
        Some(name) => format!("{letters} “{}”", name.chars().take(40).collect::<String>()),
        None => letters,
    }
}
