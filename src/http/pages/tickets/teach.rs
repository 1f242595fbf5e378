//! `/tickets/{id}/teach`: saying whether the suggestion was right, so that tickets teach. What is not taken comes back with the
//! reason; what contradicts a colleague comes back as the question whose word counts.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::api::v1::{CaseView, FeedbackRequest, Verdict};
use crate::app::{App, AppError, FeedbackRefusal, RequestError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::Lexicon;
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::fields::{Pairs, RejectedForm, value};
use super::{failed, in_address, show};

/// `POST /tickets/{id}/teach`.
pub async fn teach(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Response {
    let request = request(&id, &pairs, f.author());
    let verdict = request.verdict;
    let teaching = Arc::clone(&app);
    let (status, refused) = match spawn_blocking(move || teaching.feedback(&request, None)).await {
        Ok(_) => {
            let said = if verdict == Verdict::Rejected { "rejected" } else { "taught" };
            return to(&format!("/tickets/{}?{said}=1", in_address(&id)));
        }
        Err(AppError::Feedback(FeedbackRefusal::Contradicts(cases))) => {
            (StatusCode::CONFLICT, contradicted(&cases, &app, &f, pairs))
        }
        Err(AppError::Request(error)) => (StatusCode::UNPROCESSABLE_ENTITY, malformed(&error, pairs, TicketTexts::of(f.lang))),
        Err(AppError::Feedback(FeedbackRefusal::NoSuchTicket(_))) => return f.missing(),
        Err(error) => return failed(&f, &error.into()),
    };
    show::page(app, f, id, status, show::Params::default(), Some(refused)).await
}

fn request(id: &str, pairs: &Pairs, author: String) -> FeedbackRequest {
    let said = |name: &str| Some(value(pairs, name).to_owned()).filter(|said| !said.is_empty());
    FeedbackRequest {
        ticket: Some(id.to_owned()),
        text: None,
        title: None,
        verdict: match value(pairs, "verdict") {
            "accepted" => Verdict::Accepted,
            "rejected" => Verdict::Rejected,
            _ => Verdict::Corrected,
        },
        category: said("category"),
        department: said("department"),
        entry: said("entry"),
        author: Some(author),
        replaces: value(pairs, "replaces").parse().ok(),
    }
}

/// Somebody decided otherwise before: who, and what they said. Sent again, the form overrules them.
fn contradicted(cases: &[CaseView], app: &App, f: &Frame, mut pairs: Pairs) -> RejectedForm {
    let snapshot = app.snapshot();
    let names = Lexicon { library: &snapshot.library, lang: f.lang };
    let said = |case: &CaseView| {
        let category = case.category.as_deref().map(|id| names.category(id));
        let department = case.department.as_deref().map(|id| names.department(id));
        let labels = [category, department, case.entry.as_deref().map(|id| names.entry(id))];
        format!("{}: {}", case.taught_by, labels.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    };
    let all: Vec<String> = cases.iter().map(said).collect();
    pairs.retain(|(name, _)| name != "replaces");
    pairs.extend(cases.first().map(|case| ("replaces".to_owned(), case.id.to_string())));
    let reason = format!("{} {}", f.t.contradicts, all.join("; "));
    RejectedForm { key: value(&pairs, "key").to_owned(), field: String::new(), reason, pairs }
}

fn malformed(error: &RequestError, pairs: Pairs, t: &'static TicketTexts) -> RejectedForm {
    let reason = match error.code {
        "no-label" => t.no_label.to_owned(),
        "labels-contradict" => t.labels_contradict.to_owned(),
        "unknown-label" => t.unknown_choice.to_owned(),
        _ => error.to_string(),
    };
    RejectedForm { key: value(&pairs, "key").to_owned(), field: error.field.to_owned(), reason, pairs }
}
