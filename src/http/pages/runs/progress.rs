//! `/runs/{id}/progress`: how far a run is, told as it goes until it ends; and the same in words for the page.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::app::App;
use crate::app::figures::grouped;
use crate::app::runs::{RunState, RunStatus};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::runs::RunsTexts;
use crate::http::problem::ProblemDocument;

use super::refused;

/// How often a run is looked at for one reader.
const LOOK: Duration = Duration::from_millis(500);
/// Readers at once; further ones have the link that loads the page again.
const READERS: usize = 64;
static PLACES: Semaphore = Semaphore::const_new(READERS);

/// How far a run is, in words.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ProgressText {
    /// 0 to 1; absent while it waits.
    pub share: Option<f64>,
    pub percent: String,
    pub rows: String,
    pub problems: String,
    pub pace: String,
    pub left: String,
}

impl ProgressText {
    /// What is said of a run that waits or is under way.
    pub fn of(run: &RunStatus, r: &RunsTexts, t: &Texts) -> ProgressText {
        let share = run.share.filter(|_| run.state == RunState::Running);
        ProgressText {
            share,
            percent: share.map_or_else(|| "–".to_owned(), |share| format!("{:.0}%", share * 100.0)),
            rows: grouped(run.rows),
            problems: grouped(run.problems),
            pace: run.rows_per_second.map_or_else(|| "–".to_owned(), |pace| format!("{} {}", grouped(pace as u64), r.a_second)),
            left: run.seconds_left.map_or_else(|| "–".to_owned(), |seconds| left(seconds, r, t)),
        }
    }
}

/// How long it is likely to take yet; nobody needs it to the second.
fn left(seconds: u64, r: &RunsTexts, t: &Texts) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds.div_ceil(60));
    match seconds {
        0..60 => format!("{} {seconds} {}", r.about, r.seconds),
        60..3_600 => format!("{} {minutes} {}", r.about, t.unit_m),
        _ => format!("{} {hours} {} {} {}", r.about, t.unit_h, minutes - hours * 60, t.unit_m),
    }
}

/// Where a reader is; it goes, and frees its place, with the connection.
struct ProgressReader {
    app: Arc<App>,
    id: String,
    texts: (&'static RunsTexts, &'static Texts),
    told: Option<ProgressText>,
    ended: bool,
    begun: bool,
    _place: SemaphorePermit<'static>,
}

/// `GET /runs/{id}/progress`: events `progress` until one `ended`.
pub async fn progress(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>) -> Response {
    let (asking, of) = (Arc::clone(&app), id.clone());
    if let Err(refusal) = spawn_blocking(move || asking.runs().status(&of)).await {
        return refused(&f, &refusal);
    }
    let Ok(place) = PLACES.try_acquire() else {
        let problem = ProblemDocument::new(StatusCode::SERVICE_UNAVAILABLE, "too-many-readers", "too many pages watch runs");
        return problem.help("load the page again to see how far it is").into_response();
    };
    let texts = (RunsTexts::of(f.lang), f.t);
    let reader = ProgressReader { app, id, texts, told: None, ended: false, begun: false, _place: place };
    let events = stream::unfold(reader, |reader| async move {
        let (event, reader) = next(reader).await?;
        Some((Ok::<_, Infallible>(event), reader))
    });
    let mut response = Sse::new(events).keep_alive(KeepAlive::default()).into_response();
    // Proxies that gather before they pass on would hold it back.
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// Waits for something new to tell.
async fn next(mut reader: ProgressReader) -> Option<(Event, ProgressReader)> {
    loop {
        if reader.ended {
            return None;
        }
        if reader.begun {
            tokio::time::sleep(LOOK).await;
        }
        reader.begun = true;
        let (app, id) = (Arc::clone(&reader.app), reader.id.clone());
        // A run that was removed meanwhile has ended, too.
        let looked = spawn_blocking(move || app.runs().status(&id)).await.ok();
        let (r, t) = reader.texts;
        let moving = looked.filter(|run| run.state.is_under_way());
        let Some(moving) = moving.filter(|_| !reader.app.runs().is_stopping()).map(|run| ProgressText::of(&run, r, t)) else {
            reader.ended = true;
            return Some((Event::default().event("ended").data("{}"), reader));
        };
        if reader.told.as_ref() != Some(&moving) {
            let said = serde_json::to_string(&moving).unwrap_or_default();
            reader.told = Some(moving);
            return Some((Event::default().event("progress").data(said), reader));
        }
    }
}
