//! A ticket as somebody sends it to be registered, and what of it is refused.

use std::collections::BTreeMap;

use fenzhen_engine::kb::Library;
use jiff::Timestamp;

use crate::app::Complaint;

use super::TicketError;
use super::error::Many;
use super::words::{within, word, word_if_any};

/// The longest value of a slot, in characters.
const LONGEST_VALUE: usize = 1_000;
/// The most slots given, and people complained about.
const MOST: usize = 50;

/// A ticket to register. Its JSON is what tells one request from another under an idempotency key.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct NewTicket {
    /// What the customer said. It is kept as it is.
    pub text: String,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// Where the customer said it: hotline, chat, web …
    pub channel: Option<String>,
    /// The product it is about.
    pub product: Option<String>,
    /// Where: a city, a branch, a district.
    pub region: Option<String>,
    /// When the customer said it; now, if that is not said. Clocks count from here.
    pub received_at: Option<Timestamp>,
    /// The system it comes from; `api`, if that is not said.
    pub source: Option<String>,
    /// That system's id for it; registered once only.
    pub external_id: Option<String>,
    /// Who the customer is, as far as it is known.
    pub customer: Option<Customer>,
    /// What is on record already, by a slot of the library; what says nothing is left out.
    pub slots: BTreeMap<String, String>,
    /// People complained about, by name or staff number: none of them may handle it.
    pub about: Vec<String>,
    /// Who faces the customer from now on; who registers it, if that is not said.
    pub front: Option<String>,
    /// Who registers it.
    pub author: Option<String>,
}

/// A customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Customer {
    /// What the sender's system calls them.
    pub id: Option<String>,
    /// Their class, as the service levels name it.
    pub class: Option<String>,
}

impl NewTicket {
    /// What is judged of it.
    pub(super) fn complaint(&self) -> Complaint {
        Complaint {
            text: self.text.clone(),
            title: self.title.clone(),
            channel: self.channel.clone(),
            product: self.product.clone(),
            received_at: self.received_at,
            id: self.external_id.clone(),
        }
    }

    /// What the sender's system calls the customer.
    pub(super) fn customer_id(&self) -> Option<&str> {
        self.customer.as_ref().and_then(|customer| customer.id.as_deref())
    }

    /// The customer's class.
    pub(super) fn class(&self) -> Option<&String> {
        self.customer.as_ref().and_then(|customer| customer.class.as_ref())
    }

    /// Who registers it; `source`, if that is not said.
    pub(super) fn author_or<'a>(&'a self, source: &'a str) -> &'a str {
        self.author.as_deref().map(str::trim).filter(|author| !author.is_empty()).unwrap_or(source)
    }

    /// Refuses what is too much to be meant.
    pub(super) fn well_formed(&self) -> Result<(), TicketError> {
        let short = [
            ("channel", &self.channel),
            ("product", &self.product),
            ("region", &self.region),
            ("source", &self.source),
            ("external_id", &self.external_id),
            ("front", &self.front),
            ("author", &self.author),
        ];
        short.into_iter().try_for_each(|(field, value)| word_if_any(field, value.as_ref()))?;
        let customer = self.customer.iter().flat_map(|customer| [&customer.id, &customer.class]);
        customer.into_iter().try_for_each(|value| word_if_any("customer", value.as_ref()))?;
        if self.slots.len() > MOST || self.about.len() > MOST {
            return Err(TicketError::TooMany(Many::OfTicket));
        }
        self.about.iter().try_for_each(|name| word("about", name))?;
        for (slot, value) in &self.slots {
            word("slots", slot)?;
            within("slots", value, LONGEST_VALUE)?;
        }
        Ok(())
    }

    /// Refuses names of the library that it does not know: nothing would come of them, and nobody would notice.
    pub(super) fn known_to(&self, library: &Library) -> Result<(), TicketError> {
        if let Some(slot) = self.slots.keys().find(|slot| library.slots.get(slot).is_none()) {
            return Err(TicketError::NoSuchSlot(slot.clone()));
        }
        let classes = &library.sla.classes;
        // A pack without classes treats all customers alike, whatever others call them.
        let unknown = |class: &&String| !classes.is_empty() && classes.iter().all(|known| known.id != **class);
        if let Some(class) = self.class().filter(unknown) {
            let known = classes.iter().map(|class| class.id.clone()).collect();
            return Err(TicketError::NoSuchClass { class: class.clone(), known });
        }
        Ok(())
    }
}
