//! Labels: what a ticket is taken for.

/// Category, department and entry of a ticket. `None`: nothing is said of that question. In a run's results an empty
/// label stands for "none of them".
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Labels {
    /// The category, by id; in the rows of a run as the input words it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The department, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The entry, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

impl Labels {
    /// Whether both say something of the same question, and not the same.
    #[must_use]
    pub fn contradict(&self, other: &Labels) -> bool {
        let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
        differ(&self.category, &other.category)
            || differ(&self.department, &other.department)
            || differ(&self.entry, &other.entry)
    }

    /// Whether nothing is said at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.category.is_none() && self.department.is_none() && self.entry.is_none()
    }
}
