//! `/tickets/{id}/teach`: saying whether the suggestion was right, so that tickets teach. What is not taken comes back with the
//! reason; what contradicts a colleague comes back as the question whose word counts.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::Labels;

use crate::app::cases::{CaseSummary, Feedback, Verdict};
use crate::app::{App, CaseError, Refusal};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::Lexicon;
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::fields::{Pairs, RejectedForm, value};
use super::{failed, in_address, show};

/// `POST /tickets/{id}/teach`.
pub async fn teach(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Response {
    let feedback = feedback(&id, &pairs, f.author());
    let verdict = feedback.verdict;
    let teaching = Arc::clone(&app);
    let (status, refused) = match spawn_blocking(move || teaching.cases().submit(&feedback, None)).await {
        Ok(_) => {
            let said = if verdict == Verdict::Rejected { "rejected" } else { "taught" };
            return to(&format!("/tickets/{}?{said}=1", in_address(&id)));
        }
        Err(CaseError::Contradicts(cases)) => (StatusCode::CONFLICT, contradicted(&cases, &app, &f, pairs)),
        Err(CaseError::NoSuchTicket(_)) => return f.missing(),
        Err(CaseError::App(error)) => return failed(&f, &error.into()),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, malformed(&error, pairs, TicketTexts::of(f.lang))),
    };
    show::page(app, f, id, status, show::Params::default(), Some(refused)).await
}

fn feedback(id: &str, pairs: &Pairs, author: String) -> Feedback {
    let said = |name: &str| Some(value(pairs, name).to_owned()).filter(|said| !said.is_empty());
    Feedback {
        ticket: Some(id.to_owned()),
        text: None,
        title: None,
        verdict: match value(pairs, "verdict") {
            "accepted" => Verdict::Accepted,
            "rejected" => Verdict::Rejected,
            _ => Verdict::Corrected,
        },
        labels: Labels { category: said("category"), department: said("department"), entry: said("entry") },
        author: Some(author),
        replaces: value(pairs, "replaces").parse().ok(),
    }
}

/// Somebody decided otherwise before: who, and what they said. Sent again, the form overrules them.
fn contradicted(cases: &[CaseSummary], app: &App, f: &Frame, mut pairs: Pairs) -> RejectedForm {
    let snapshot = app.snapshot();
    let names = Lexicon { library: &snapshot.library, lang: f.lang };
    let said = |case: &CaseSummary| {
        let category = case.labels.category.as_deref().map(|id| names.category(id));
        let department = case.labels.department.as_deref().map(|id| names.department(id));
        let labels = [category, department, case.labels.entry.as_deref().map(|id| names.entry(id))];
        format!("{}: {}", case.taught_by, labels.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    };
    let all: Vec<String> = cases.iter().map(said).collect();
    pairs.retain(|(name, _)| name != "replaces");
    pairs.extend(cases.first().map(|case| ("replaces".to_owned(), case.id.to_string())));
    let reason = format!("{} {}", f.t.contradicts, all.join("; "));
    RejectedForm { key: value(&pairs, "key").to_owned(), field: String::new(), reason, pairs }
}

fn malformed(error: &CaseError, pairs: Pairs, t: &'static TicketTexts) -> RejectedForm {
    let reason = match error {
        CaseError::NoLabel => t.no_label.to_owned(),
        CaseError::LabelsContradict(_) | CaseError::AmbiguousAccepted(_) => t.labels_contradict.to_owned(),
        CaseError::UnknownLabel { .. } => t.unknown_choice.to_owned(),
        _ => format!("{error} ({})", error.help()),
    };
    RejectedForm { key: value(&pairs, "key").to_owned(), field: error.field().unwrap_or_default().to_owned(), reason, pairs }
}
