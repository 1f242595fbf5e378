//! Registering: a text in, a ticket with a suggestion out, on disk before it is answered.

use std::sync::Arc;
use std::time::Duration;

use fenzhen_engine::flow::event::{Assigned, Event, LoggedEvent, Registered};
use fenzhen_engine::flow::{Life, people, token};
use fenzhen_engine::kb::Labels;
use fenzhen_engine::text::signals::Signal;
use fenzhen_engine::triage::{self, Outcome, Policy, TicketPart};
use jiff::SignedDuration;

use crate::app::desk::on_record;
use crate::app::idempotency::{Answered, Idempotent};
use crate::app::time::day_of;
use crate::app::{AppError, Judged};
use crate::store::{JudgedTicket, NewRegistration, WriteDao};

use super::context::{Context, plain};
use super::new_ticket::NewTicket;
use super::record::{Ticket, append, append_one, projection};
use super::repeats::{Repeat, repeats};
use super::state::{TicketState, state_of};
use super::{TicketError, Tickets, inside, slots};

/// The source of a ticket whose sender names none.
const SOURCE: &str = "api";
/// How far clocks of two machines may be apart.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// A ticket that was registered.
pub struct RegisteredTicket {
    /// The ticket.
    pub state: TicketState,
    /// What to do about it.
    pub judged: Judged,
    /// Tickets it seems to repeat. Nothing was merged.
    pub repeats: Vec<Repeat>,
}

/// All that is known before the transaction.
struct Coming {
    context: Context,
    new: NewTicket,
    facts: Vec<(TicketPart, Signal)>,
    judged: Judged,
    kept: JudgedTicket,
    registered: Registered,
}

impl Tickets<'_> {
    /// Registers a ticket. Equal requests under the same key are answered the same, and taken once.
    ///
    /// # Errors
    /// When the request is malformed, the sender registered it before, or the database refuses.
    pub fn register(
        &self,
        mut new: NewTicket,
        once: Option<Idempotent<RegisteredTicket>>,
    ) -> Result<Answered<RegisteredTicket>, TicketError> {
        new.well_formed()?;
        if let Some(once) = &once
            && let Some(answer) = self.store.read(|dao| once.answered(dao))??
        {
            return Ok(Answered::Before(answer));
        }
        new.slots.retain(|_, value| !value.trim().is_empty());
        let coming = self.coming(new)?;
        self.writer
            .write(move |dao| coming.take(dao, once.as_ref()).map_or_else(inside, |taken| Ok(Ok(taken))))
            .map_err(TicketError::from)?
    }

    /// Judges what came in.
    fn coming(&self, new: NewTicket) -> Result<Coming, TicketError> {
        let context = self.context();
        let snapshot = Arc::clone(&context.snapshot);
        let complaint = new.complaint();
        let origin = complaint.origin();
        let ticket = complaint.ticket(context.now)?;
        if ticket.received_at > context.now + SKEW {
            return Err(TicketError::InTheFuture);
        }
        new.known_to(&snapshot.library)?;
        let policy = Policy { explain_in_full: false, ..self.settings.policy() };
        let mut suggestion = triage::suggest(&snapshot, &ticket, &policy).map_err(AppError::from)?;
        let known = suggestion.outcome != Outcome::NoMatch;
        let facts = suggestion.signals.clone();
        let mut slots = slots::found(&snapshot.library, &facts);
        slots.extend(new.slots.clone());
        let Labels { category, department, .. } = suggestion.labels();
        let mut about: Vec<String> = new.about.clone();
        about.extend(slots::complained_about(&facts, category.as_deref()));
        let start = snapshot.library.workflow.start().map(|state| token(&state.id));
        let registered = Registered {
            source: new.source.clone().unwrap_or_else(|| SOURCE.to_owned()),
            received_at: ticket.received_at,
            channel: new.channel.clone(),
            product: new.product.clone(),
            region: new.region.clone(),
            class: new.class().cloned(),
            urgency: suggestion.urgency.level,
            outcome: suggestion.outcome.as_str().to_owned(),
            department,
            entries: suggestion.entries.iter().filter(|_| known).map(|entry| entry.id.clone()).collect(),
            category,
            threats: slots::threats(&facts),
            about,
            slots,
            marking: start.into_iter().collect(),
        };
        let kept = on_record(self.ids.next(context.now), &ticket, origin, &suggestion, snapshot.revision);
        suggestion.missing.retain(|missing| !registered.slots.contains_key(missing));
        let judged = Judged { ticket, suggestion, snapshot, kept: Some(kept.id.clone()), took: Duration::ZERO };
        Ok(Coming { context, new, facts, judged, kept, registered })
    }
}

impl Coming {
    /// Keeps it: the judged ticket, its first event, its row, and by what its customer is known again.
    fn take(
        self,
        dao: &WriteDao<'_>,
        once: Option<&Idempotent<RegisteredTicket>>,
    ) -> Result<Answered<RegisteredTicket>, TicketError> {
        let Coming { context, new, facts, judged, kept, registered } = self;
        // The same request may have been taken since we looked.
        if let Some(once) = once
            && let Some(answer) = once.answered(&dao.read())??
        {
            return Ok(Answered::Before(answer));
        }
        if let Some(external_id) = &new.external_id
            && let Some(ticket) = dao.read().registered_as(&registered.source, external_id)?
        {
            let system = registered.source;
            return Err(TicketError::Registered { system, external_id: external_id.clone(), ticket });
        }
        let digest = slots::text_digest(&kept.title, &kept.text);
        let customer = slots::customer(&registered.source, new.customer_id(), &facts, &new.slots);
        // From here on everything is written or nothing is: what can be refused is refused before.
        if let Some(front) = new.front.as_ref().filter(|front| people::is_about(&registered.about, front, plain)) {
            return Err(TicketError::FrontComplainedAbout(front.clone()));
        }
        let repeats = repeats(&dao.read(), &context, &digest, &customer, registered.category.as_deref())?;
        let at = context.now;
        let author = new.author_or(&registered.source).to_owned();
        let first = LoggedEvent { seq: 1, at, author, event: Event::Registered(Box::new(registered)) };
        let Some(mut life) = Life::of(std::slice::from_ref(&first)) else { return Err(TicketError::NoHistory) };
        let named = who_faces_the_customer(&life, new.front);
        let row = dao.append_ticket(&kept)?;
        dao.add_registration(
            &NewRegistration {
                ticket: row,
                source: &life.registered.source,
                external_id: new.external_id.as_deref(),
                digest: &digest,
                product: life.registered.product.as_deref(),
                region: life.registered.region.as_deref(),
                registered_at: at,
                received_at: life.registered.received_at,
                day: day_of(&context.snapshot, at),
            },
            &projection(&context, &life),
        )?;
        append_one(dao, row, &first)?;
        for key in &customer {
            dao.add_customer(row, key)?;
        }
        if let Some(named) = named {
            let mut ticket = Ticket { row, life };
            append(dao, &context, &mut ticket, vec![named], &first.author)?;
            life = ticket.life;
        }
        let state = state_of(&context, kept, life, &facts);
        let registered = RegisteredTicket { state, judged, repeats };
        if let Some(once) = once {
            once.remember(dao, &registered)?;
        }
        Ok(Answered::Now(registered))
    }
}

/// What changes about who faces the customer, who is whoever registered it unless another is named. Whoever is complained
/// about never does.
fn who_faces_the_customer(life: &Life, named: Option<String>) -> Option<Event> {
    match named {
        // Whoever registers a ticket for somebody else never faced the customer: that takes nobody's consent.
        Some(front) if life.front.as_ref() != Some(&front) => {
            Some(Event::Assigned(Assigned { front: Some(front), handler: None, consent: None }))
        }
        Some(_) => None,
        None => people::to_be_relieved(life, &life.about, plain).map(Event::Relieved),
    }
}
