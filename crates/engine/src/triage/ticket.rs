//! What comes in: a ticket, and how the operator wants it judged.

use jiff::Timestamp;

use crate::text::Span;

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
