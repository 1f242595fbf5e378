//! `/`: the agent's desk. `/suggestion` gives what stands beside the complaint, again at every change of it.
//!
//! A suggestion shown while somebody types is not kept as a ticket; the one they say something about is.

pub(crate) mod card;
pub(crate) mod choices;
pub(crate) mod confidence;
pub(crate) mod evidence;
pub(crate) mod promise;
pub(crate) mod suggestion;
pub(crate) mod ways;

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use fenzhen_engine::triage::TicketError;
use jiff::Timestamp;

use crate::app::{App, Complaint, SuggestError, SuggestOptions};

use crate::http::blocking::spawn_blocking;

use super::FRAGMENT;
use super::ui::frame::Frame;
use super::ui::texts::desk::DeskTexts;

use suggestion::View;

/// Complaints to try, in customers' words: one in each script, one in both languages.
pub(super) const EXAMPLES: [&str; 3] = [
    "宽带从昨晚八点开始上不了网，光猫一直闪红灯，电话13812345678，今天不修好就去工信部投诉",
    "快遞顯示已簽收，可是我根本沒收到，運單號 SF1234567890123，請幫我查一下到底送到哪裡去了",
    "我的信用卡被盗刷了3笔，一共 4,280 元，amazon 的订单不是我下的，马上帮我冻结",
];

#[derive(Template)]
#[template(path = "desk/desk.html")]
struct AgentPage<'a> {
    f: &'a Frame,
    text: &'a str,
    view: Option<View>,
    examples: [&'static str; 3],
}

#[derive(Template)]
#[template(path = "desk/suggestion.html")]
struct SuggestionFragment<'a> {
    f: &'a Frame,
    view: View,
}

impl Frame {
    /// The texts of the desk, for the pages that show what it shows.
    pub fn desk(&self) -> &'static DeskTexts {
        DeskTexts::of(self.lang)
    }
}

/// `GET /`.
pub async fn desk(f: Frame) -> Response {
    f.page(StatusCode::OK, &AgentPage { f: &f, text: "", view: None, examples: EXAMPLES })
}

/// What the desk sends.
#[derive(serde::Deserialize)]
pub struct DeskForm {
    text: String,
    /// When the complaint came in: deadlines do not move while somebody types.
    #[serde(default)]
    received_at: Option<Timestamp>,
}

/// `POST /suggestion`: the fragment for a script, the whole page for a browser without one.
pub async fn suggest(State(app): State<Arc<App>>, f: Frame, headers: HeaderMap, Form(form): Form<DeskForm>) -> Response {
    let fragment = headers.contains_key(FRAGMENT);
    let (text, received_at) = (form.text.replace("\r\n", "\n"), form.received_at);
    let lang = f.lang;
    let viewed = spawn_blocking(move || {
        let now = Timestamp::now();
        let complaint = Complaint { text: text.clone(), received_at: received_at.or(Some(now)), ..Complaint::default() };
        let judged = app.desk().suggest(complaint, SuggestOptions::PREVIEW)?;
        Ok::<_, SuggestError>((View::of(&judged, lang, now), text))
    });
    let (view, text) = match viewed.await {
        Ok(viewed) => viewed,
        Err(SuggestError::Complaint(TicketError::NoText)) => {
            return f.page(StatusCode::OK, &AgentPage { f: &f, text: "", view: None, examples: EXAMPLES });
        }
        Err(SuggestError::Complaint(TicketError::TextTooLong { .. } | TicketError::TitleTooLong { .. })) => {
            return f.failure(StatusCode::UNPROCESSABLE_ENTITY, f.t.too_long, f.t.unproven_fix);
        }
        Err(SuggestError::App(error)) => {
            tracing::error!(%error, "a suggestion could not be shown");
            return f.broken();
        }
    };
    if fragment {
        f.page(StatusCode::OK, &SuggestionFragment { f: &f, view })
    } else {
        f.page(StatusCode::OK, &AgentPage { f: &f, text: &text, view: Some(view), examples: EXAMPLES })
    }
}
