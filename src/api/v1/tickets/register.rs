//! Registering a ticket, in the shape of version 1.

use std::collections::BTreeMap;

use fenzhen_engine::triage::Snapshot;
use jiff::Timestamp;
use utoipa::ToSchema;

use crate::api::v1::Suggestion;
use crate::app::time::moment;
use crate::app::{self, NewTicket, RegisteredTicket, Repeat, RepeatReason};

use super::ticket::TicketView;

/// A ticket to register.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "客户系统输入订单号查询失败，提示接口异常，影响发货", "source": "crm", "external_id": "C-1001", "customer": {"class": "A"}}))]
pub struct RegisterRequest {
    /// What the customer said. At most 200,000 characters. It is kept as it is.
    pub text: String,
    /// The ticket's title, if it has one.
    #[serde(default)]
    pub title: Option<String>,
    /// Where the customer said it: hotline, chat, web …
    #[serde(default)]
    pub channel: Option<String>,
    /// The product it is about.
    #[serde(default)]
    pub product: Option<String>,
    /// Where: a city, a branch, a district.
    #[serde(default)]
    pub region: Option<String>,
    /// When the customer said it (RFC 3339); now, if absent. Clocks count from here.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub received_at: Option<Timestamp>,
    /// The system it comes from; `api`, if absent.
    #[serde(default)]
    pub source: Option<String>,
    /// That system's id for it; registered once only.
    #[serde(default)]
    pub external_id: Option<String>,
    /// Who the customer is, as far as it is known.
    #[serde(default)]
    pub customer: Option<Customer>,
    /// What is on record already, by a slot of the library; what says nothing is left out.
    #[serde(default)]
    pub slots: BTreeMap<String, String>,
    /// People complained about, by name or staff number: none of them may handle it.
    #[serde(default)]
    pub about: Vec<String>,
    /// Who faces the customer from now on; who registers it, if absent.
    #[serde(default)]
    pub front: Option<String>,
    /// Who registers it. Where tokens are used, the token's name counts.
    #[serde(default)]
    pub author: Option<String>,
}

/// A customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    /// What the sender's system calls them.
    #[serde(default)]
    pub id: Option<String>,
    /// Their class, as the service levels name it.
    #[serde(default)]
    #[schema(example = "A")]
    pub class: Option<String>,
}

/// A ticket that was registered.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RegisterAnswer {
    /// The ticket.
    pub ticket: TicketView,
    /// What to do about it.
    pub suggestion: Suggestion,
    /// Tickets it seems to repeat. Nothing was merged.
    pub repeats: Vec<RepeatView>,
}

/// A ticket that another seems to repeat.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct RepeatView {
    /// Its id.
    pub ticket: String,
    /// `same_text`, or `same_customer` for an open ticket of the same customer about the same.
    pub why: &'static str,
    /// The states it is in.
    pub state: String,
    /// When it was registered.
    pub registered_at: String,
}

impl From<RegisterRequest> for NewTicket {
    fn from(request: RegisterRequest) -> NewTicket {
        let customer = request.customer.map(|Customer { id, class }| app::Customer { id, class });
        NewTicket {
            text: request.text,
            title: request.title,
            channel: request.channel,
            product: request.product,
            region: request.region,
            received_at: request.received_at,
            source: request.source,
            external_id: request.external_id,
            customer,
            slots: request.slots,
            about: request.about,
            front: request.front,
            author: request.author,
        }
    }
}

impl From<&RegisteredTicket> for RegisterAnswer {
    fn from(registered: &RegisteredTicket) -> RegisterAnswer {
        let RegisteredTicket { state, judged, repeats } = registered;
        RegisterAnswer {
            ticket: TicketView::from(state),
            suggestion: Suggestion::from(judged),
            repeats: repeats.iter().map(|repeat| RepeatView::new(repeat, &state.snapshot)).collect(),
        }
    }
}

impl RegisterAnswer {
    /// The answer as it goes over the wire, and is remembered.
    pub(crate) fn written(registered: &RegisteredTicket) -> String {
        // Structs of strings, numbers and maps by words always have a JSON form.
        serde_json::to_string(&RegisterAnswer::from(registered)).unwrap_or_default()
    }
}

impl RepeatView {
    fn new(repeat: &Repeat, snapshot: &Snapshot) -> RepeatView {
        RepeatView {
            ticket: repeat.ticket.clone(),
            why: match repeat.why {
                RepeatReason::SameText => "same_text",
                RepeatReason::SameCustomer => "same_customer",
            },
            state: repeat.state.clone(),
            registered_at: moment(snapshot, repeat.registered_at),
        }
    }
}
