//! Who changes the library, and why.

use clap::Args;

use crate::app::library::Author;

/// What every change is signed with.
#[derive(Debug, Args)]
pub struct Signed {
    /// Why, for the history
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Who [default: $USER, else cli]
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

impl Signed {
    pub(super) fn author(self) -> Author {
        let said = |name: &String| !name.trim().is_empty();
        let name = self.author.filter(said).or_else(|| std::env::var("USER").ok().filter(said));
        Author { name: name.unwrap_or_else(|| "cli".to_owned()), note: self.note.unwrap_or_default() }
    }
}
