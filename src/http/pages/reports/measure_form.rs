//! The form of a measure, and the days of the report it is written beside.

use crate::http::pages::ui::texts::reports::ReportTexts;

/// Which days; four weeks where nothing is said.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct OverviewParams {
    pub from: String,
    pub to: String,
    /// What was just done.
    pub said: String,
}

/// A measure as it is written down, and the days of the report it is written beside.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct MeasureForm {
    pub entry: String,
    pub cause: String,
    pub what: String,
    pub owner: String,
    pub due: String,
    pub from: String,
    pub to: String,
    /// The field that is wrong, and what is wrong with it.
    #[serde(skip)]
    pub wrong: Option<(String, &'static str)>,
}

impl MeasureForm {
    /// What is wrong with a field.
    pub fn wrong_with(&self, field: &str) -> Option<&'static str> {
        self.wrong.as_ref().filter(|(wrong, _)| wrong == field).map(|(_, why)| *why)
    }

    /// The fields that are texts: name, label, what stands in it.
    pub fn texts(&self, r: &'static ReportTexts) -> [(&'static str, &'static str, &str); 3] {
        [("cause", r.measure_cause, &self.cause), ("what", r.measure_what, &self.what), ("owner", r.measure_owner, &self.owner)]
    }

    /// The report it is written beside, and what was just done.
    pub fn beside(&self, said: &str) -> OverviewParams {
        OverviewParams { from: self.from.clone(), to: self.to.clone(), said: said.to_owned() }
    }
}
