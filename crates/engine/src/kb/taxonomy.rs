//! Taxonomy: the categories a complaint can be of.

use std::collections::BTreeMap;

use super::limits;
use super::names::Names;
use super::read::{Fields, index_by};
use super::words::Urgency;

/// A category 类别.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Category {
    /// A path of two to four slugs: `telecom/fault/broadband`.
    pub id: String,
    /// What people call it.
    pub names: Names,
    /// The department that handles it unless an entry says otherwise, by id.
    pub department: String,
    /// How urgent it is unless an entry or the ticket's words say otherwise.
    pub urgency: Urgency,
    /// What usually helps, in words.
    pub remedies: Vec<String>,
}

/// A domain 领域: the first part of the ids of categories and entries.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Domain {
    /// A slug: `telecom`.
    pub id: String,
    /// What people call it.
    pub names: Names,
}

/// The categories of `taxonomy.toml`.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    /// In the order of the file; where two have the same id, the first counts.
    pub categories: Vec<Category>,
    /// What domains are called; a pack may leave that open, and then they are called by their ids.
    pub domains: Vec<Domain>,
    by_id: BTreeMap<String, usize>,
}

impl Taxonomy {
    /// The category with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Category> {
        self.by_id.get(id).and_then(|&nth| self.categories.get(nth))
    }

    /// The domain with this id, if it has a name.
    #[must_use]
    pub fn domain(&self, id: &str) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.id == id)
    }

    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Taxonomy {
        let categories = fields.tables("category", |category| {
            category.all_needed("category-without-department", &["department"]);
            Category {
                id: category.text("id", limits::WORD),
                names: Names::read(category, "names"),
                department: category.optional_text("department", limits::WORD),
                urgency: category.word("urgency", Urgency::parse, Urgency::ALL).unwrap_or(Urgency::Medium),
                remedies: category.texts("remedies", limits::SENTENCE),
            }
        });
        let domains =
            fields.tables("domain", |domain| Domain { id: domain.text("id", limits::WORD), names: Names::read(domain, "names") });
        Taxonomy { domains, by_id: index_by(&categories, |c| &c.id), categories }
    }
}
