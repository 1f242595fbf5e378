//! What comes in: a ticket, and how the operator wants it judged.

use jiff::Timestamp;

use crate::text::Span;

/// The longest text of a ticket, in code points; longer ones are exports or attacks, not complaints.
pub const LONGEST_TEXT: usize = 200_000;
/// The longest title, in code points.
pub const LONGEST_TITLE: usize = 2_000;

/// Why something cannot be a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    /// Text and title are blank.
    #[error("the ticket has no text")]
    NoText,
    /// The text has more characters than a ticket may have.
    #[error("`text` has more than {most} characters")]
    TextTooLong {
        /// How many it may have.
        most: usize,
    },
    /// The title has more characters than one may have.
    #[error("`title` has more than {most} characters")]
    TitleTooLong {
        /// How many it may have.
        most: usize,
    },
}

/// A complaint as it was sent.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// The sender's id, echoed back.
    pub id: Option<String>,
    /// Its title; may be empty.
    pub title: String,
    /// Its text.
    pub text: String,
    /// When it came in; deadlines count from here.
    pub received_at: Timestamp,
}

impl Ticket {
    /// A ticket from outside, if there is something to judge and not too much of it.
    ///
    /// # Errors
    /// When both texts are blank, or one is too long.
    pub fn new(id: Option<String>, title: String, text: String, received_at: Timestamp) -> Result<Ticket, TicketError> {
        if text.trim().is_empty() && title.trim().is_empty() {
            return Err(TicketError::NoText);
        }
        if is_longer(&text, LONGEST_TEXT) {
            return Err(TicketError::TextTooLong { most: LONGEST_TEXT });
        }
        if is_longer(&title, LONGEST_TITLE) {
            return Err(TicketError::TitleTooLong { most: LONGEST_TITLE });
        }
        Ok(Ticket { id, title, text, received_at })
    }

    /// The words of a span, as they were written.
    #[must_use]
    pub fn slice(&self, part: TicketPart, span: Span) -> String {
        let whole = match part {
            TicketPart::Title => &self.title,
            TicketPart::Text => &self.text,
        };
        whole.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect()
    }
}

/// Whether a text has more characters than `most`. Bytes are counted first: most texts are far too short to need their
/// characters counted.
fn is_longer(text: &str, most: usize) -> bool {
    text.len() > most && text.chars().nth(most).is_some()
}

/// Which text of the ticket a span lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketPart {
    /// The title.
    Title,
    /// The text.
    Text,
}

/// How the operator wants tickets judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// The most entries to suggest, 1 to 20.
    pub entries: usize,
    /// Whether to list every piece of evidence rather than the strongest dozen and a rest.
    pub explain_in_full: bool,
    /// Whether to say why for category and department only: nothing of the entries, nothing of what separates two choices,
    /// of the key facts only the personal ones that the evidence may show, and nothing of what is missing. The choices
    /// themselves are the same.
    pub labels_only: bool,
    /// The share of wrong ones the operator accepts among answers, above 0 and below 1.
    pub error_target: f64,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy { entries: 5, explain_in_full: false, labels_only: false, error_target: 0.05 }
    }
}
