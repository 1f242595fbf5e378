//! Forms as values: every act on a ticket is a form of the same make, so that labels, kept input and what is wrong stand in
//! the same place in all of them.

/// The fields a browser sent.
pub type Pairs = Vec<(String, String)>;

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line, with options as proposals.
    Line,
    /// Several lines.
    Text,
    /// A date and a time, on the library's clock.
    Time,
    /// One of the options.
    Choice,
}

/// A field of a form.
pub struct Field {
    /// Unlike any other on the page.
    pub id: String,
    pub name: String,
    pub label: String,
    pub value: String,
    pub kind: Kind,
    pub required: bool,
    /// Values and what they are called.
    pub options: Vec<(String, String)>,
    /// What is wrong with it.
    pub wrong: Option<String>,
}

impl Field {
    pub fn is(&self, kind: &str) -> bool {
        matches!((self.kind, kind), (Kind::Line, "line") | (Kind::Text, "text") | (Kind::Time, "time") | (Kind::Choice, "choice"))
    }
}

/// A form that does one thing to a ticket.
pub struct ActForm {
    /// Unlike any other on the page.
    pub key: String,
    pub name: String,
    /// Where below the ticket it is sent.
    pub path: &'static str,
    /// What it sends beside its fields.
    pub hidden: Vec<(&'static str, String)>,
    pub fields: Vec<Field>,
    pub button: &'static str,
    /// As whom it is done, or what it takes.
    pub hint: String,
    /// Why it was refused, where no field is to blame.
    pub refused: Option<String>,
    /// Whether it was just sent, and not taken.
    pub tried: bool,
    /// Whether the reader may send it.
    pub open: bool,
}

impl ActForm {
    pub fn new(key: &str, name: impl Into<String>, button: &'static str) -> ActForm {
        ActForm {
            key: key.to_owned(),
            name: name.into(),
            path: "act",
            hidden: Vec::new(),
            fields: Vec::new(),
            button,
            hint: String::new(),
            refused: None,
            tried: false,
            open: true,
        }
    }

    pub fn hidden(mut self, name: &'static str, value: impl Into<String>) -> ActForm {
        self.hidden.push((name, value.into()));
        self
    }

    /// Sent elsewhere than what is done to the ticket.
    pub fn to(self, path: &'static str) -> ActForm {
        ActForm { path, ..self }
    }

    /// With a field more.
    pub fn field(mut self, kind: Kind, name: &str, label: impl Into<String>, required: bool) -> ActForm {
        let id = format!("{}-{name}", self.key).replace([':', '.'], "-");
        let (name, label) = (name.to_owned(), label.into());
        self.fields.push(Field { id, name, label, value: String::new(), kind, required, options: Vec::new(), wrong: None });
        self
    }

    /// The last field with these options.
    pub fn of(mut self, options: Vec<(String, String)>) -> ActForm {
        if let Some(field) = self.fields.last_mut() {
            field.options = options;
        }
        self
    }

    /// The last field with this value to begin with.
    pub fn with(mut self, value: impl Into<String>) -> ActForm {
        if let Some(field) = self.fields.last_mut() {
            field.value = value.into();
        }
        self
    }

    pub fn hint(self, hint: impl Into<String>) -> ActForm {
        ActForm { hint: hint.into(), ..self }
    }

    /// As it was sent, with why it was not taken beside the field that is to blame.
    pub fn after(mut self, rejected: Option<&RejectedForm>) -> ActForm {
        let Some(rejected) = rejected.filter(|rejected| rejected.key == self.key) else { return self };
        self.tried = true;
        for field in &mut self.fields {
            if let Some((_, value)) = rejected.pairs.iter().find(|(name, _)| *name == field.name) {
                field.value.clone_from(value);
            }
            field.wrong = Some(rejected.reason.clone()).filter(|_| field.name == rejected.field);
        }
        let nowhere = self.fields.iter().all(|field| field.wrong.is_none());
        self.refused = Some(rejected.reason.clone()).filter(|_| nowhere);
        self
    }

    pub fn is_plain(&self) -> bool {
        self.fields.is_empty()
    }
}

/// A form that was sent and not taken.
pub struct RejectedForm {
    pub key: String,
    /// The field to blame; blank for none.
    pub field: String,
    pub reason: String,
    pub pairs: Pairs,
}

impl RejectedForm {
    /// What somebody wrote, beside what the form itself sends.
    pub fn written(&self) -> Vec<&str> {
        const OWN: [&str; 9] = ["csrf", "key", "expect", "act", "step", "as", "promise", "verdict", "replaces"];
        let written = self.pairs.iter().filter(|(name, value)| !OWN.contains(&name.as_str()) && !value.trim().is_empty());
        written.map(|(_, value)| value.as_str()).collect()
    }
}

/// The value of a posted field, trimmed; blank where it was not sent.
pub fn value<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
}
