//! Departments: who is responsible, and to whom a matter goes up.

use std::collections::BTreeMap;

use super::limits;
use super::names::Names;
use super::read::{Fields, index_by};

/// A department 责任部门.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Department {
    /// A slug: `network-maintenance`.
    pub id: String,
    /// What people call it.
    pub names: Names,
    /// What else it is called; no two departments share a name.
    pub aliases: Vec<String>,
    /// To whom a matter goes up, level 1 to 3.
    pub escalation: Vec<String>,
}

/// The departments of `departments.toml`.
#[derive(Debug, Clone, Default)]
pub struct Departments {
    /// In the order of the file; where two have the same id, the first counts.
    pub departments: Vec<Department>,
    by_id: BTreeMap<String, usize>,
}

impl Departments {
    /// The department with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Department> {
        self.by_id.get(id).and_then(|&nth| self.departments.get(nth))
    }

    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Departments {
        let departments = fields.tables("department", |department| Department {
            id: department.text("id", limits::WORD),
            names: Names::read(department, "names"),
            aliases: department.texts("aliases", limits::TITLE),
            escalation: department.texts("escalation", limits::TITLE),
        });
        Departments { by_id: index_by(&departments, |d| &d.id), departments }
    }
}
