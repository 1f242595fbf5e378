//! What a report is told with: names and texts of the reader's language.

use crate::http::pages::ui::names::Lexicon;
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::reports::ReportTexts;
use crate::http::pages::ui::texts::tickets::TicketTexts;

/// The id of what a ticket has none of.
pub(super) const NONE: &str = "none";

/// What a summary is written with.
pub struct Teller<'a> {
    pub names: Lexicon<'a>,
    pub t: &'static Texts,
    pub tickets: &'static TicketTexts,
    pub r: &'static ReportTexts,
}
