//! Entry 经验条目: how a kind of complaint looks, where it goes, and what to do about it, step by step.

use jiff::civil::Date;

use super::limits;
use super::read::Fields;
use super::within::Within;
use super::words::{Urgency, words};

words! {
    /// Where an entry is on its way, in that order.
    Status {
        /// Being written; it may be incomplete.
        Draft = "draft",
        /// Complete, and waiting for a second pair of eyes.
        Review = "review",
        /// In use: the only entries that answer.
        Published = "published",
        /// No longer in use.
        Retired = "retired",
    }
}

words! {
    /// What a case expects of its entry.
    Expect {
        /// The entry is the first answer.
        Match = "match",
        /// The entry is not the first answer.
        NoMatch = "no_match",
    }
}

/// An entry of the library. Lengths are in characters.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Entry {
    /// `<domain>/<slug>`, from the file's place.
    pub id: String,
    /// What sets it apart, at most 80.
    pub title: String,
    /// A category, by id.
    pub category: String,
    /// The department that handles it, by id.
    pub department: String,
    /// How urgent it is unless the ticket's words raise it.
    pub urgency: Urgency,
    /// Whether it is in use; [`Status::Draft`] where the file does not say, so that a broken entry never answers.
    pub status: Status,
    /// Who looks after it.
    pub owner: String,
    /// When somebody last found it right; [`Date::ZERO`] where the file does not say.
    pub reviewed_on: Date,
    /// When it has to be reviewed again; [`Date::ZERO`] where the file does not say.
    pub expires_on: Date,
    /// The complaint in customers' words, each at most 500.
    pub symptoms: Vec<String>,
    /// Keywords and phrases a customer may use, each at most 80.
    pub similar: Vec<String>,
    /// What looks alike, but is not.
    pub not_for: Vec<String>,
    /// Why it happens, at most 1,000.
    pub cause: String,
    /// Slots the agent must have before acting, by id.
    pub ask: Vec<String>,
    /// What to do, in that order.
    pub steps: Vec<Step>,
    /// What to say.
    pub scripts: Vec<Script>,
    /// Tickets that prove the entry right.
    pub cases: Vec<EntryCase>,
}

/// One thing to do. A text is blank where the file leaves it out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Step {
    /// The task (`do` in the file).
    #[serde(rename = "do")]
    pub task: String,
    /// `坐席`, `班长`, `客户` or a department's id.
    pub who: String,
    /// The time it may take.
    pub within: Within,
    /// What shows that it is done.
    pub done_when: String,
    /// What to do when it cannot be done.
    pub if_not: String,
}

/// Something to say to the customer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Script {
    /// The occasion, such as `安抚`.
    pub when: String,
    /// The words, with blanks such as `{order_no}` or `{deadline}`.
    pub say: String,
}

/// A ticket with what it expects of the entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EntryCase {
    /// The complaint, at most 5,000.
    pub text: String,
    /// Whether the entry is its answer; [`Expect::Match`] where the file does not say.
    pub expect: Expect,
    /// Why.
    pub because: String,
}

/// A draft that says nothing yet.
impl Default for Entry {
    fn default() -> Self {
        let (blank, none) = (String::new, Vec::new);
        Entry {
            id: blank(),
            title: blank(),
            category: blank(),
            department: blank(),
            urgency: Urgency::Medium,
            status: Status::Draft,
            owner: blank(),
            reviewed_on: Date::ZERO,
            expires_on: Date::ZERO,
            symptoms: none(),
            similar: none(),
            not_for: none(),
            cause: blank(),
            ask: none(),
            steps: Vec::new(),
            scripts: Vec::new(),
            cases: Vec::new(),
        }
    }
}

impl Entry {
    /// Its file below the pack's folder.
    #[must_use]
    pub fn path(&self) -> String {
        Entry::path_of(&self.id)
    }

    /// The file of the entry with this id.
    #[must_use]
    pub fn path_of(id: &str) -> String {
        format!("entries/{id}.toml")
    }

    /// Whether it must be complete: a draft need not be, and a retired entry is kept as it was.
    #[must_use]
    pub fn must_be_complete(&self) -> bool {
        matches!(self.status, Status::Review | Status::Published)
    }

    /// The id of the entry in a file; `None` where the file is not an entry's.
    #[must_use]
    pub fn id_of(path: &str) -> Option<&str> {
        path.strip_prefix("entries/")?.strip_suffix(".toml")
    }

    pub(super) fn read(id: &str, fields: &mut Fields<'_, '_>) -> Entry {
        Entry {
            id: id.to_owned(),
            title: fields.text("title", limits::TITLE),
            category: fields.text("category", limits::WORD),
            department: fields.text("department", limits::WORD),
            urgency: fields.word("urgency", Urgency::parse, Urgency::ALL).unwrap_or(Urgency::Medium),
            status: fields.word("status", Status::parse, Status::ALL).unwrap_or(Status::Draft),
            owner: fields.text("owner", limits::WORD),
            reviewed_on: fields.date("reviewed_on"),
            expires_on: fields.date("expires_on"),
            symptoms: fields.texts("symptoms", limits::SENTENCE),
            similar: fields.texts("similar", limits::TITLE),
            not_for: fields.texts("not_for", limits::SENTENCE),
            cause: fields.text("cause", limits::PARAGRAPH),
            ask: fields.texts("ask", limits::WORD),
            steps: fields.tables("steps", Step::read),
            scripts: fields.tables("scripts", Script::read),
            cases: fields.tables("cases", EntryCase::read),
        }
    }
}

impl Step {
    /// Keys left out are no problem here: one check names all a step lacks.
    fn read(fields: &mut Fields<'_, '_>) -> Step {
        fields.all_needed("step-incomplete", &["do", "who", "within", "done_when", "if_not"]);
        Step {
            task: fields.optional_text("do", limits::PARAGRAPH),
            who: fields.optional_text("who", limits::WORD),
            within: fields.optional_within("within"),
            done_when: fields.optional_text("done_when", limits::SENTENCE),
            if_not: fields.optional_text("if_not", limits::SENTENCE),
        }
    }
}

impl Script {
    fn read(fields: &mut Fields<'_, '_>) -> Script {
        Script { when: fields.text("when", limits::WORD), say: fields.text("say", limits::PARAGRAPH) }
    }
}

impl EntryCase {
    fn read(fields: &mut Fields<'_, '_>) -> EntryCase {
        EntryCase {
            text: fields.text("text", limits::TICKET),
            expect: fields.word("expect", Expect::parse, Expect::ALL).unwrap_or(Expect::Match),
            because: fields.text("because", limits::SENTENCE),
        }
    }
}
