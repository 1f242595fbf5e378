//! Rehearsals: what a change of the library would do, before anybody sees it. [`super::rehearse`] makes them.

use fenzhen_engine::kb::Problem;

use super::impact::Impact;

/// What a change would do.
#[derive(Debug, Clone)]
pub struct Rehearsal {
    /// Problems it brings; those that other files had before are not its fault.
    pub problems: Vec<Problem>,
    /// Cases that held and would not any more.
    pub broken_cases: Vec<Problem>,
    /// How many cases were asked.
    pub cases: CasesAsked,
    /// What it does to recent tickets.
    pub impact: Impact,
}

/// Cases of published entries and texts that must get no answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CasesAsked {
    /// Those that were put to the changed library: all of them, or in a large library those of the edited entries and of
    /// the entries most like them.
    pub asked: usize,
    /// All there are.
    pub all: usize,
}

/// Whether a rehearsed change may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RehearsalVerdict {
    /// It may.
    Sound,
    /// It breaks cases; a publisher may waive them with a reason.
    BreaksCases,
    /// It brings problems that must be fixed.
    Problems,
}

impl Rehearsal {
    /// Whether the change may pass.
    #[must_use]
    pub fn verdict(&self) -> RehearsalVerdict {
        match (self.problems.is_empty(), self.broken_cases.is_empty()) {
            (false, _) => RehearsalVerdict::Problems,
            (true, false) => RehearsalVerdict::BreaksCases,
            (true, true) => RehearsalVerdict::Sound,
        }
    }
}
