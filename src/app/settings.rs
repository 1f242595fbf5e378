//! Settings: from a TOML file, each key also from the environment as `FENZHEN_…`, which wins.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use fenzhen_engine::triage::Policy;

/// How fenzhen is set up. Every key has a default.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The database file.
    pub db: PathBuf,
    /// Where the service listens.
    pub addr: SocketAddr,
    /// The most entries suggested, 1 to 20.
    pub entries: usize,
    /// The share of wrong ones accepted among answers, above 0 and below 1.
    pub error_target: f64,
    /// The largest request body, in bytes.
    pub max_body: usize,
    /// The longest a request may take, in seconds.
    pub request_timeout: u64,
    /// Whether judged tickets are kept, with their raw text: what edits are tried on and feedback refers to by id. Where
    /// they are not, feedback sends the text along. A case that was taught keeps its text either way.
    pub keep_tickets: bool,
    /// How many false alarms a year are accepted over all categories, entries, products and regions together, above 0.
    pub false_alarms_a_year: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        let policy = Policy::default();
        Settings {
            db: PathBuf::from("fenzhen.db"),
            addr: SocketAddr::from(([127, 0, 0, 1], 8080)),
            entries: policy.entries,
            error_target: policy.error_target,
            max_body: 4 << 20,
            request_timeout: 10,
            keep_tickets: true,
            false_alarms_a_year: 2.0,
        }
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("the settings file {path} cannot be read: {source}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file, or a variable, has something wrong in it.
    #[error("{origin}: {message}")]
    Malformed {
        /// The file or variable.
        origin: String,
        /// What is wrong.
        message: String,
    },
}

/// Every key, as in the file; in the environment it is `FENZHEN_` and the key in capitals.
const KEYS: &[&str] =
    &["db", "addr", "entries", "error_target", "max_body", "request_timeout", "keep_tickets", "false_alarms_a_year"];

impl Settings {
    /// Reads `file`, if one is named, and what `variable` gives for each `FENZHEN_…` name.
    ///
    /// # Errors
    /// When the file cannot be read, names an unknown key, or a value is out of range.
    pub fn load(file: Option<&Path>, variable: impl Fn(&str) -> Option<String>) -> Result<Settings, SettingsError> {
        let mut table = toml::Table::new();
        let mut settings = Settings::default();
        if let Some(path) = file {
            let text =
                std::fs::read_to_string(path).map_err(|source| SettingsError::Unreadable { path: path.to_owned(), source })?;
            let origin = path.display().to_string();
            table = text.parse().map_err(|e: toml::de::Error| malformed(&origin, e.to_string()))?;
            settings = Settings::read(&origin, &table)?;
        }
        for key in KEYS {
            let name = format!("FENZHEN_{}", key.to_uppercase());
            if let Some(value) = variable(&name) {
                table.insert((*key).to_owned(), as_toml(key, &value));
                settings = Settings::read(&name, &table)?;
            }
        }
        Ok(settings)
    }

    /// What `table` says, after something was taken in from `origin`.
    fn read(origin: &str, table: &toml::Table) -> Result<Settings, SettingsError> {
        let settings: Settings = table.clone().try_into().map_err(|e: toml::de::Error| malformed(origin, e.to_string()))?;
        settings.in_range().map_err(|message| malformed(origin, message))?;
        Ok(settings)
    }

    /// How tickets are judged under these settings.
    #[must_use]
    pub fn policy(&self) -> Policy {
        Policy { entries: self.entries, error_target: self.error_target, ..Policy::default() }
    }

    fn in_range(&self) -> Result<(), String> {
        if !(1..=20).contains(&self.entries) {
            return Err(format!("entries = {} must lie between 1 and 20", self.entries));
        }
        if !(self.error_target > 0.0 && self.error_target < 1.0) {
            return Err(format!("error_target = {} must lie above 0 and below 1", self.error_target));
        }
        if !(self.false_alarms_a_year > 0.0 && self.false_alarms_a_year <= 10_000.0) {
            return Err(format!("false_alarms_a_year = {} must lie above 0 and not above 10000", self.false_alarms_a_year));
        }
        if self.max_body == 0 || self.request_timeout == 0 {
            return Err("max_body and request_timeout must be above 0".to_owned());
        }
        Ok(())
    }
}

fn malformed(origin: &str, message: String) -> SettingsError {
    SettingsError::Malformed { origin: origin.to_owned(), message: message.trim_end().to_owned() }
}

/// A variable's text as the TOML value it looks like; paths and addresses are text whatever they look like.
fn as_toml(key: &str, text: &str) -> toml::Value {
    if ["db", "addr"].contains(&key) {
        return toml::Value::String(text.to_owned());
    }
    if let Ok(switch) = text.parse() {
        return toml::Value::Boolean(switch);
    }
    let integer = text.parse().map(toml::Value::Integer);
    integer.or_else(|_| text.parse().map(toml::Value::Float)).unwrap_or_else(|_| toml::Value::String(text.to_owned()))
}
