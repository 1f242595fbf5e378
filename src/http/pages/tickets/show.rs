//! `/tickets/{id}`: a ticket with all that is known of it, and a form for everything that may be done.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::flow::RESULT_OCCASION;
use fenzhen_engine::kb::Satisfaction;
use fenzhen_engine::text::signals::mask_personal;

use crate::app::{self, App, FilledSlot, RepeatReason, TicketError, TicketFile, TicketState, Tickets};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::desk::card::{Card, of_entry};
use crate::http::pages::ui::format::{length, machine_time, minute_on_clock};
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::highlight::{FactsOfKind, Piece, facts_by_kind, pieces};
use crate::http::pages::ui::names::{self, Lexicon};
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::clocks::{self, Clocks};
use super::draft::{self, Draft};
use super::fields::{ActForm, RejectedForm};
use super::forms::Forms;
use super::history::{self, Stretch};
use super::talk::{self, HandOver, Said};
use super::{failed, person};

/// The longest occasion of a draft that is looked at, in characters.
const LONGEST_OCCASION: usize = 50;
/// How much of a text stands for a title, in characters.
const TITLE: usize = 40;

/// What brought the reader here, and which draft they want.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Params {
    done: String,
    registered: String,
    taught: String,
    rejected: String,
    from: String,
    when: String,
}

/// The complaint with its key facts, as the desk shows them.
struct Facts {
    pieces: Vec<Piece>,
    found: Vec<FactsOfKind>,
    missing: Vec<String>,
}

/// Something on record: its name, what is shown, and what is masked by that.
struct OnRecord {
    name: String,
    shown: String,
    other: Option<String>,
}

/// A ticket that seems to be the same.
struct Repeat {
    id: String,
    /// How it begins.
    title: String,
    why: &'static str,
    state: String,
    at: String,
}

/// How to reach the customer.
struct Advice {
    channels: String,
    within: String,
    because: String,
    /// Whether the library says so, in its own language.
    of_library: bool,
}

#[derive(Template)]
#[template(path = "tickets/page.html")]
struct TicketPage<'a> {
    f: &'a Frame,
    t: &'static TicketTexts,
    file: &'a TicketFile,
    said: &'static str,
    /// What was refused and has no form here any more: why, and what was written.
    astray: Option<(&'a str, Vec<&'a str>)>,
    from_desk: bool,
    title: String,
    states: Vec<String>,
    ended: bool,
    urgency_word: &'static str,
    category: Option<String>,
    department: Option<String>,
    /// Where it goes next, as long as nobody has it.
    next_department: Option<String>,
    class: Option<String>,
    front: Option<String>,
    received: String,
    /// The same with its offset, for programs.
    received_at: String,
    facts: Facts,
    on_record: Vec<OnRecord>,
    asks: Option<ActForm>,
    repeats: Vec<Repeat>,
    clocks: Clocks,
    moves: Vec<ActForm>,
    /// Whether the department that was asked last gave it back.
    declined: bool,
    others: Vec<ActForm>,
    hand_overs: Vec<HandOver>,
    advice: Option<Advice>,
    talk: Vec<Said>,
    survey: Option<ActForm>,
    /// Each time the customer was asked: the questions with the answers.
    surveys: Vec<Vec<(String, &'static str)>>,
    draft: Draft,
    /// The category and department suggested when it was registered.
    suggested: String,
    card: Option<Card>,
    other_entries: Vec<(String, String)>,
    /// What may be said of the suggestion.
    verdicts: Vec<ActForm>,
    history: Vec<Stretch>,
}

/// `GET /tickets/{id}`.
pub async fn show(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>, Query(asked): Query<Params>) -> Response {
    page(app, f, id, StatusCode::OK, asked, None).await
}

/// The page of a ticket, with the form that was not taken as it was sent.
pub async fn page(
    app: Arc<App>,
    f: Frame,
    id: String,
    status: StatusCode,
    asked: Params,
    rejected: Option<RejectedForm>,
) -> Response {
    let when: String = asked.when.trim().chars().take(LONGEST_OCCASION).collect();
    let when = if when.is_empty() { RESULT_OCCASION.to_owned() } else { when };
    let occasion = when.clone();
    let read = spawn_blocking(move || {
        let tickets = app.tickets();
        let file = tickets.file(&id)?;
        let repeats = file.repeats.iter().map(|repeat| beginning(&tickets, &repeat.ticket)).collect::<Result<Vec<_>, _>>()?;
        Ok::<_, TicketError>((file, repeats, tickets.draft_reply(&id, Some(&occasion))?))
    });
    let (file, repeats, drafted) = match read.await {
        Ok(read) => read,
        Err(error) => return failed(&f, &error),
    };
    let t = TicketTexts::of(f.lang);
    let draft = draft::of(&drafted, &when, &file, Lexicon::of(&file, f.lang), t);
    f.page(status, &TicketPage::of(&f, t, &file, &asked, rejected.as_ref(), repeats, draft))
}

impl<'a> TicketPage<'a> {
    fn of(
        f: &'a Frame,
        t: &'static TicketTexts,
        file: &'a TicketFile,
        asked: &Params,
        rejected: Option<&'a RejectedForm>,
        repeats: Vec<String>,
        draft: Draft,
    ) -> TicketPage<'a> {
        let (state, life, lang) = (&file.state, &file.state.life, f.lang);
        let zone = state.snapshot.calendar.zone();
        let names = Lexicon::of(file, lang);
        let forms = Forms { f, t, file, names, rejected };
        let (moves, others, verdicts) = (forms.moves(), forms.others(), forms.verdicts());
        let (asks, survey, talk) = (forms.asks(), forms.survey(), talk::said(file, lang, rejected));
        let keeps = talk.iter().flat_map(|said| &said.promises).map(|promise| &promise.keep);
        let mut all = moves.iter().chain(&others).chain(&asks).chain(&survey).chain(&verdicts).chain(keeps);
        let has_form = all.any(|form| form.tried);
        TicketPage {
            astray: rejected.filter(|_| !has_form).map(|rejected| (rejected.reason.as_str(), rejected.written())),
            said: match () {
                () if !asked.registered.is_empty() => t.registered,
                () if !asked.done.is_empty() => t.done,
                () if !asked.taught.is_empty() => t.taught,
                () if !asked.rejected.is_empty() => f.t.rejected,
                () => "",
            },
            from_desk: asked.from == "desk",
            title: title(state),
            states: life.marking.iter().map(|token| names.state(&token.state)).collect(),
            ended: life.ended_at.is_some(),
            urgency_word: names::urgency(life.urgency, f.t),
            category: life.category.as_deref().map(|id| names.category(id)),
            department: life.department.as_deref().map(|id| names.department(id)),
            next_department: state.next_department.as_deref().map(|next| names.department(next)),
            class: life.registered.class.as_deref().map(|id| names.class(id)),
            front: life.front.as_deref().map(|front| person(front, t)),
            received: minute_on_clock(life.registered.received_at, zone),
            received_at: machine_time(life.registered.received_at, zone),
            facts: Facts {
                pieces: pieces(&state.text, &file.facts, &[], lang),
                found: facts_by_kind(&file.facts, lang),
                missing: Vec::new(),
            },
            on_record: on_record(file, names),
            asks,
            repeats: self::repeats(file, repeats, names, t),
            clocks: clocks::of(state, lang),
            moves,
            declined: life.hand_overs.last().and_then(|asked| asked.answered).is_some_and(|(_, accepted)| !accepted),
            others,
            hand_overs: talk::hand_overs(file, names, lang),
            advice: state.advice.as_ref().map(|advice| how_to_reach(advice, names, t)),
            talk,
            survey,
            surveys: life.surveys.iter().map(|answers| answered(answers, names, t)).collect(),
            suggested: suggested(file, names),
            card: card(file, names),
            other_entries: other_entries(file, names),
            verdicts,
            history: history::stretches(file, lang),
            draft,
            f,
            t,
            file,
        }
    }

    /// Whether there is a step that takes one click, or one that is still out of reach.
    fn has_plain(&self) -> bool {
        self.moves.iter().any(|form| form.is_plain() || !form.open)
    }

    /// Whether the draft is for this occasion.
    fn is_drafted(&self, occasion: &str) -> bool {
        self.draft.when == occasion
    }
}

/// A ticket's title, or how its text begins.
fn title(state: &TicketState) -> String {
    short(if state.title.is_empty() { &state.text } else { &state.title })
}

/// How a text begins, personal numbers masked.
fn short(text: &str) -> String {
    let said = mask_personal(text);
    let short: String = said.trim().chars().take(TITLE).collect();
    if said.trim().chars().count() > TITLE { format!("{short}…") } else { short }
}

fn on_record(file: &TicketFile, names: Lexicon<'_>) -> Vec<OnRecord> {
    let one = |slot: &FilledSlot| {
        let other = slot.masked.is_some().then(|| slot.value.clone());
        OnRecord { name: names.slot(&slot.slot), shown: slot.masked.clone().unwrap_or_else(|| slot.value.clone()), other }
    };
    file.state.slots.iter().map(one).collect()
}

/// How another ticket begins.
fn beginning(tickets: &Tickets<'_>, id: &str) -> Result<String, TicketError> {
    Ok(title(&tickets.show(id)?))
}

fn repeats(file: &TicketFile, titles: Vec<String>, names: Lexicon<'_>, t: &'static TicketTexts) -> Vec<Repeat> {
    let one = |(repeat, title): (&app::Repeat, String)| Repeat {
        id: repeat.ticket.clone(),
        title,
        why: match repeat.why {
            RepeatReason::SameText => t.same_text,
            RepeatReason::SameCustomer => t.same_customer,
        },
        state: repeat.state.split('+').map(|state| names.state(state)).collect::<Vec<_>>().join(" + "),
        at: minute_on_clock(repeat.registered_at, file.state.snapshot.calendar.zone()),
    };
    file.repeats.iter().zip(titles).map(one).collect()
}

/// The advice of the library for the situation; without one, the usual way at this urgency.
fn how_to_reach(advice: &app::Advice, names: Lexicon<'_>, t: &'static TicketTexts) -> Advice {
    let channels: Vec<String> = advice.channels.iter().map(|channel| names::channel(channel, names.lang)).collect();
    Advice {
        channels: channels.join(t.comma),
        within: advice.within.map_or_else(String::new, |within| length(&within.to_string(), names.lang)),
        because: advice.because.clone().unwrap_or_else(|| t.usual_way.to_owned()),
        of_library: advice.because.is_some(),
    }
}

fn answered(answers: &[Satisfaction], names: Lexicon<'_>, t: &'static TicketTexts) -> Vec<(String, &'static str)> {
    let questions = names.library.workflow.survey.questions.iter().map(|question| names.lang.of(question).to_owned());
    // Of answers to questions that are asked no more, the answers stay.
    let questions = questions.chain(std::iter::repeat(String::new()));
    answers.iter().zip(questions).map(|(answer, question)| (question, names::satisfaction(*answer, t))).collect()
}

/// The entry that is followed, its scripts filled from what is on record and not personal.
fn card(file: &TicketFile, names: Lexicon<'_>) -> Option<Card> {
    let life = &file.state.life;
    let entry = names.library.entry(life.entry.as_deref()?)?;
    let told = |slot: &str| draft::known(slot, file, names).or_else(|| life.slots.get(slot).cloned());
    let known = |slot: &str| match told(slot) {
        None if slot == "department" => Some(names.department(&entry.department)),
        told => told.filter(|value| mask_personal(value) == **value),
    };
    Some(of_entry(entry, names.library, names.lang, known))
}

fn suggested(file: &TicketFile, names: Lexicon<'_>) -> String {
    let registered = &file.state.life.registered;
    let category = registered.category.as_deref().map(|id| names.category(id));
    let department = registered.department.as_deref().map(|id| names.department(id));
    category.into_iter().chain(department).collect::<Vec<_>>().join(" · ")
}

fn other_entries(file: &TicketFile, names: Lexicon<'_>) -> Vec<(String, String)> {
    let life = &file.state.life;
    let others = life.registered.entries.iter().filter(|id| life.entry.as_ref() != Some(*id));
    others.filter(|id| names.library.entry(id).is_some()).map(|id| (id.clone(), names.entry(id))).collect()
}
