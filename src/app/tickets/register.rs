//! Registering: a text in, a ticket with a suggestion out, on disk before it is answered.

use std::sync::Arc;
use std::time::Duration;

use fenzhen_engine::flow::event::{Assigned, Event, LoggedEvent, Registered};
use fenzhen_engine::flow::{Life, people, token};
use fenzhen_engine::kb::Library;
use fenzhen_engine::text::signals::Signal;
use fenzhen_engine::triage::{self, Outcome as TriageOutcome, Policy, Ranked, TicketPart};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::api::v1::{RegisterAnswer, RegisterRequest, RepeatView, Suggestion};
use crate::app::desk::on_record;
use crate::app::desk::suggest::bounded;
use crate::app::{App, AppError, Complaint, Judged, RequestError};
use crate::store::{Alike, JudgedTicket, NewLife, ReadDao, StoreError, WriteDao};

use super::{Desk, Outcome, Taken, Ticket, TicketRefusal, day_of, plain, row_of, shown, slots, view};

/// The source of a ticket whose sender names none.
const SOURCE: &str = "api";
/// The longest name, id or short text, in characters.
const LONGEST_WORD: usize = 200;
/// The longest value of a slot, in characters.
const LONGEST_VALUE: usize = 1_000;
/// The most slots given, and people complained about.
const MOST: usize = 50;
/// How far clocks of two machines may be apart.
const SKEW: SignedDuration = SignedDuration::from_mins(5);
/// How long the same text is the same complaint.
const SAME_TEXT: SignedDuration = SignedDuration::from_hours(24 * 90);
/// The longest idempotency key, in bytes.
const LONGEST_KEY: usize = 200;

/// All that is known before the transaction.
struct Coming {
    desk: Desk,
    request: RegisterRequest,
    ticket: triage::Ticket,
    facts: Vec<(TicketPart, Signal)>,
    suggestion: Suggestion,
    kept: JudgedTicket,
    registered: Registered,
    author: String,
    key: Option<(String, Vec<u8>)>,
}

impl App {
    /// Registers a ticket. Equal requests under the same `key` are answered the same, and taken once.
    ///
    /// # Errors
    /// When the request is malformed, the sender registered it before, or the database refuses.
    pub fn register(&self, mut request: RegisterRequest, key: Option<&str>) -> Result<Taken<RegisterAnswer>, AppError> {
        well_formed(&request)?;
        let key = key.map(|key| keyed(key, &request)).transpose()?;
        if let Some((key, digest)) = &key
            && let Some(recorded) = self.store.read(|dao| dao.answered_under(key))?
        {
            return again(&recorded, digest);
        }
        request.slots.retain(|_, value| !value.trim().is_empty());
        let coming = self.coming(request, key)?;
        self.writer.write(move |dao| coming.take(dao).map_or_else(inside, |taken| Ok(Ok(taken))))?
    }

    /// Judges what came in.
    fn coming(&self, request: RegisterRequest, key: Option<(String, Vec<u8>)>) -> Result<Coming, AppError> {
        let now = self.clock.now();
        let complaint = Complaint {
            text: request.text.clone(),
            title: request.title.clone(),
            channel: request.channel.clone(),
            product: request.product.clone(),
            received_at: request.received_at,
            id: request.external_id.clone(),
        };
        let origin = complaint.origin();
        let ticket = complaint.ticket(now).map_err(RequestError::from)?;
        if ticket.received_at > now + SKEW {
            return Err(
                bad("not-yet", "received_at", "`received_at` lies in the future", "send when the customer said it").into()
            );
        }
        let desk = Desk { snapshot: self.snapshot(), now };
        let snapshot = Arc::clone(&desk.snapshot);
        known_to(&snapshot.library, &request)?;
        let policy = Policy { explain_in_full: false, ..self.settings.policy() };
        let judged = triage::suggest(&snapshot, &ticket, &policy)?;
        let first = |ranked: &[Ranked]| ranked.first().map(|r| r.id.clone());
        let known = judged.outcome != TriageOutcome::NoMatch;
        let facts = judged.signals.clone();
        let mut slots = slots::found(&snapshot.library, &facts);
        slots.extend(request.slots.clone());
        let category = first(&judged.categories).filter(|_| known);
        let mut about: Vec<String> = request.about.clone();
        about.extend(slots::complained_about(&facts, category.as_deref()));
        let start = snapshot.library.workflow.start().map(|state| token(&state.id));
        let registered = Registered {
            source: request.source.clone().unwrap_or_else(|| SOURCE.to_owned()),
            received_at: ticket.received_at,
            channel: request.channel.clone(),
            product: request.product.clone(),
            region: request.region.clone(),
            class: request.customer.as_ref().and_then(|customer| customer.class.clone()),
            urgency: judged.urgency.level,
            outcome: judged.outcome.as_str().to_owned(),
            department: first(&judged.departments).filter(|_| known),
            entries: judged.entries.iter().filter(|_| known).map(|entry| entry.id.clone()).collect(),
            category,
            threats: slots::threats(&facts),
            about,
            slots,
            marking: start.into_iter().collect(),
        };
        let kept = on_record(self.ticket_ids.next(now), &ticket, origin, &judged, snapshot.revision);
        let author = author_or_source(&request, &registered.source);
        let took = Duration::ZERO;
        let judged = Judged { ticket, suggestion: judged, snapshot, kept: Some(kept.id.clone()), took };
        let mut suggestion = Suggestion::from(&judged);
        suggestion.missing.retain(|missing| !registered.slots.contains_key(&missing.slot));
        Ok(Coming { desk, request, ticket: judged.ticket, facts, suggestion, kept, registered, author, key })
    }
}

impl Coming {
    /// Keeps it: the judged ticket, its first event, its row, and by what its customer is known again.
    fn take(self, dao: &WriteDao<'_>) -> Outcome<Taken<RegisterAnswer>> {
        let Coming { desk, request, ticket, facts, suggestion, kept, registered, author, key } = self;
        // The same request may have been taken since we looked.
        if let Some((key, digest)) = &key
            && let Some(recorded) = dao.read().answered_under(key)?
        {
            return again(&recorded, digest);
        }
        if let Some(external_id) = &request.external_id
            && let Some(ticket) = dao.read().registered_as(&registered.source, external_id)?
        {
            let system = registered.source;
            return Err(TicketRefusal::Registered { system, external_id: external_id.clone(), ticket }.into());
        }
        let digest = slots::text_digest(&ticket.title, &ticket.text);
        let customer_id = request.customer.as_ref().and_then(|customer| customer.id.as_deref());
        let customer = slots::customer(&registered.source, customer_id, &facts, &request.slots);
        // From here on everything is written or nothing is: what can be refused is refused before.
        if let Some(front) = request.front.as_ref().filter(|front| people::is_about(&registered.about, front, plain)) {
            let message = format!("{front} is complained about in this ticket");
            return Err(bad("complained-about", "front", &message, "name somebody else").into());
        }
        let repeats = repeats(&dao.read(), &desk, &digest, &customer, registered.category.as_deref())?;
        let at = desk.now;
        let event = Event::Registered(Box::new(registered));
        let first = LoggedEvent { seq: 1, at, author, event };
        let Some(mut life) = Life::of(std::slice::from_ref(&first)) else { return Err(no_history()) };
        let named = who_faces_the_customer(&life, request.front);
        let Event::Registered(registered) = &first.event else { return Err(no_history()) };
        let row = dao.append_ticket(&kept)?;
        let life_row = row_of(&desk.snapshot, &life);
        dao.add_life(
            &NewLife {
                ticket: row,
                source: &registered.source,
                external_id: request.external_id.as_deref(),
                digest: &digest,
                product: registered.product.as_deref(),
                region: registered.region.as_deref(),
                registered_at: at.as_millisecond(),
                received_at: registered.received_at.as_millisecond(),
                day: day_of(&desk.snapshot, at),
            },
            &life_row,
        )?;
        super::append_one(dao, row, &first)?;
        for key in &customer {
            dao.add_customer(row, key)?;
        }
        if let Some(named) = named {
            let mut ticket = Ticket { row, life };
            super::append(dao, &desk.snapshot, &mut ticket, vec![named], &first.author, at)?;
            life = ticket.life;
        }
        let ticket = view::ticket(&desk, &kept, request.external_id.as_deref(), &life, &facts);
        let answer = RegisterAnswer { ticket, suggestion, repeats };
        if let Some((key, digest)) = &key {
            let json = serde_json::to_string(&answer).unwrap_or_default();
            dao.remember_answer(key, digest, &json)?;
        }
        Ok(Taken::Now(Box::new(answer)))
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

/// Tickets that this one seems to repeat.
pub(super) fn repeats(
    dao: &ReadDao<'_>,
    desk: &Desk,
    digest: &[u8],
    customer: &[Vec<u8>],
    category: Option<&str>,
) -> Result<Vec<RepeatView>, StoreError> {
    let since = desk.now.checked_sub(SAME_TEXT).unwrap_or(Timestamp::MIN).as_millisecond();
    let view = |alike: Alike, why| RepeatView {
        why,
        state: alike.state,
        registered_at: shown(&desk.snapshot, super::instant(alike.registered_at)),
        ticket: alike.ticket,
    };
    let same_text = dao.with_the_same_text(digest, since)?;
    let mut found: Vec<RepeatView> = same_text.into_iter().map(|alike| view(alike, "same_text")).collect();
    for key in customer {
        for alike in dao.open_of_customer(key)? {
            let of_the_same = category.is_some() && alike.category.as_deref() == category;
            if of_the_same && found.iter().all(|known| known.ticket != alike.ticket) {
                found.push(view(alike, "same_customer"));
            }
        }
    }
    Ok(found)
}

/// An outcome inside a transaction that must be undone, as the store knows it; other outcomes pass.
pub(super) fn inside<T>(error: AppError) -> Result<Result<T, AppError>, crate::store::StoreError> {
    match error {
        AppError::Store(error) => Err(error),
        other => Ok(Err(other)),
    }
}

/// What was answered under a key before.
pub(super) fn again<T>(recorded: &(Vec<u8>, String), digest: &[u8]) -> Result<Taken<T>, AppError> {
    let answer = (recorded.0 == digest).then(|| serde_json::from_str(&recorded.1).ok()).flatten();
    answer.map(Taken::Before).ok_or_else(|| TicketRefusal::KeyReused.into())
}

/// A key that can be one, with the digest of its request.
pub(super) fn keyed(key: &str, request: &impl serde::Serialize) -> Result<(String, Vec<u8>), RequestError> {
    if !(1..=LONGEST_KEY).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        let help = "send 1 to 200 visible ASCII characters, e.g. a UUID";
        return Err(bad("no-key", "Idempotency-Key", "the idempotency key is no key", help));
    }
    // A struct of strings, numbers and maps always has a JSON form.
    let digest = Sha256::digest(serde_json::to_vec(request).unwrap_or_default()).to_vec();
    Ok((key.to_owned(), digest))
}

fn author_or_source(request: &RegisterRequest, source: &str) -> String {
    let author = request.author.as_deref().map(str::trim).filter(|author| !author.is_empty());
    author.unwrap_or(source).to_owned()
}

fn no_history() -> AppError {
    bad("no-history", "text", "the ticket has no history", "try again, then tell the operator").into()
}

pub(super) fn bad(code: &'static str, field: &'static str, message: &str, help: &'static str) -> RequestError {
    RequestError { code, field, message: message.to_owned(), help }
}

/// Refuses what is too much to be meant.
fn well_formed(request: &RegisterRequest) -> Result<(), RequestError> {
    let short = [
        ("channel", &request.channel),
        ("product", &request.product),
        ("region", &request.region),
        ("source", &request.source),
        ("external_id", &request.external_id),
        ("front", &request.front),
        ("author", &request.author),
    ];
    for (field, value) in short.into_iter().filter_map(|(field, value)| Some((field, value.as_ref()?))) {
        word(field, value)?;
    }
    if let Some(customer) = &request.customer {
        for value in [&customer.id, &customer.class].into_iter().flatten() {
            word("customer", value)?;
        }
    }
    if request.slots.len() > MOST || request.about.len() > MOST {
        return Err(bad("too-many", "slots", "more than 50 slots or people", "send the complaint's own"));
    }
    request.about.iter().try_for_each(|name| word("about", name))?;
    for (slot, value) in &request.slots {
        word("slots", slot)?;
        bounded("slots", value, LONGEST_VALUE)?;
    }
    Ok(())
}

/// Refuses names of the library that it does not know: nothing would come of them, and nobody would notice.
fn known_to(library: &Library, request: &RegisterRequest) -> Result<(), RequestError> {
    if let Some(slot) = request.slots.keys().find(|slot| library.slots.get(slot).is_none()) {
        return Err(bad("no-such-slot", "slots", &format!("there is no slot {slot:?}"), "name one of slots.toml by its id"));
    }
    let classes = &library.sla.classes;
    let class = request.customer.as_ref().and_then(|customer| customer.class.as_ref());
    // A pack without classes treats all customers alike, whatever others call them.
    if let Some(class) = class.filter(|class| !classes.is_empty() && classes.iter().all(|known| known.id != **class)) {
        let known: Vec<&str> = classes.iter().map(|class| class.id.as_str()).collect();
        let message = format!("there is no class of customers {class:?}, only {}", known.join(", "));
        return Err(bad("no-such-class", "customer", &message, "name one of sla.toml by its id, or leave it out"));
    }
    Ok(())
}

/// A short text that says something and has no character that cannot be seen.
pub(super) fn word(field: &'static str, value: &str) -> Result<(), RequestError> {
    if value.trim().is_empty() || value.chars().any(char::is_control) {
        return Err(bad(
            "no-word",
            field,
            &format!("`{field}` says nothing, or has control characters"),
            "write it, or leave it out",
        ));
    }
    bounded(field, value, LONGEST_WORD)
}
