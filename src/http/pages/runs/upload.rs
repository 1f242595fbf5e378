//! Sending a backlog from a form: the file goes to disk as it comes, and nothing of it is kept unless it is a backlog.

use std::sync::Arc;

use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::runs::{Mapping, RunRequest, RunsError, Uploaded};
use crate::app::{App, AppError};
use crate::http::api::runs::Arriving;
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::runs::RunsTexts;
use crate::http::problem::ProblemDocument;

use super::list::{Wanted, Wrong, shown};
use super::refused;

/// A dozen tickets to try, with what somebody took them for.
const SAMPLE: &str = include_str!("sample.csv");
/// Fields a form may bring, and bytes of one that is no file.
const FIELDS: usize = 20;
const LONGEST: usize = 4_000;
/// Characters of a file's name that are kept.
const LONGEST_NAME: usize = 200;

/// What a form brought.
#[derive(Default)]
struct Form {
    wanted: Wanted,
    name: String,
    sent: Option<Uploaded>,
}

/// `POST /runs`.
pub async fn upload(State(app): State<Arc<App>>, f: Frame, multipart: Result<Multipart, MultipartRejection>) -> Response {
    let r = RunsTexts::of(f.lang);
    let mut form = Form::default();
    let read = match multipart {
        Ok(multipart) => read(&app, multipart, &mut form).await,
        Err(_) => Err(crate::http::api::runs::cut_off()),
    };
    let wanted = form.wanted;
    if let Err(problem) = read {
        return shown(&app, &f, &wanted, Some(of_problem(&problem, r))).await;
    }
    let Some(sent) = form.sent else {
        return shown(&app, &f, &wanted, Some(Wrong { field: "file", text: r.wrong_no_file.to_owned(), found: String::new() }))
            .await;
    };
    match submit(&app, sent, form.name, &wanted, f.author()).await {
        Ok(id) => to(&format!("/runs/{id}")),
        Err(refusal) => match wrong(&refusal, r) {
            Some(wrong) => shown(&app, &f, &wanted, Some(wrong)).await,
            None => refused(&f, &refusal),
        },
    }
}

/// `POST /runs/sample`: the sample, with one click.
pub async fn run_sample(State(app): State<Arc<App>>, f: Frame) -> Response {
    let r = RunsTexts::of(f.lang);
    let sent = async {
        let mut arriving = Arriving::begin(&app).await?;
        arriving.take(SAMPLE.as_bytes()).await?;
        arriving.whole().await
    };
    let sent = match sent.await {
        Ok(sent) => sent,
        Err(problem) => return shown(&app, &f, &Wanted::default(), Some(of_problem(&problem, r))).await,
    };
    let wanted = Wanted { with_csv: true, with_xlsx: true, ..Wanted::default() };
    match submit(&app, sent, r.sample_name.to_owned(), &wanted, f.author()).await {
        Ok(id) => to(&format!("/runs/{id}")),
        Err(refusal) => refused(&f, &refusal),
    }
}

/// `GET /runs/sample.csv`.
pub async fn sample() -> Response {
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8");
    ([kind, (header::CONTENT_DISPOSITION, "attachment; filename=\"sample.csv\"")], SAMPLE).into_response()
}

async fn submit(app: &Arc<App>, sent: Uploaded, name: String, wanted: &Wanted, author: String) -> Result<String, RunsError> {
    let (pairs, before) = (wanted.map.clone(), wanted.before.clone());
    let (with_csv, with_xlsx) = (wanted.with_csv, wanted.with_xlsx);
    let app = Arc::clone(app);
    spawn_blocking(move || {
        // People write one a line or several with commas, Chinese ones too.
        let pairs = pairs.split([',', '，', '\n', '；', ';']).map(str::trim).filter(|pair| !pair.is_empty());
        let map = Mapping::parse(pairs).map_err(AppError::from)?;
        let request = RunRequest { name: Some(name), map, with_csv, with_xlsx, ..RunRequest::default() };
        let before = Some(before.as_str()).filter(|before| !before.is_empty());
        Ok(app.submit_run(sent, &request, before, Some(&author))?.id)
    })
    .await
}

/// Takes a form apart as it comes.
async fn read(app: &Arc<App>, mut multipart: Multipart, form: &mut Form) -> Result<(), ProblemDocument> {
    let cut_off = |_| crate::http::api::runs::cut_off();
    for _ in 0..FIELDS {
        let Some(mut field) = multipart.next_field().await.map_err(cut_off)? else { return Ok(()) };
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" {
            let value = text(&mut field).await?;
            match name.as_str() {
                "before" => form.wanted.before = value,
                "map" => form.wanted.map = value,
                "csv" => form.wanted.with_csv = true,
                "xlsx" => form.wanted.with_xlsx = true,
                _ => {}
            }
            continue;
        }
        form.name = clean(field.file_name().unwrap_or_default());
        let mut arriving = Arriving::begin(app).await?;
        while let Some(piece) = field.chunk().await.map_err(cut_off)? {
            arriving.take(&piece).await?;
        }
        // A form without a file sends an empty one.
        if !(arriving.is_empty() && form.name.is_empty()) {
            form.sent = Some(arriving.whole().await?);
        }
    }
    Ok(())
}

async fn text(field: &mut Field<'_>) -> Result<String, ProblemDocument> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| crate::http::api::runs::cut_off())? {
        if bytes.len() + piece.len() > LONGEST {
            return Err(crate::http::api::runs::cut_off());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

/// A file's own name, without folders.
fn clean(name: &str) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    own.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect::<String>().trim().to_owned()
}

/// What stopped a file on its way.
fn of_problem(problem: &ProblemDocument, r: &RunsTexts) -> Wrong {
    let text = match problem.code {
        "too-many-runs" => r.wrong_too_many,
        "too-large" => r.wrong_too_large,
        _ => r.wrong_cut_off,
    };
    Wrong { field: "file", text: text.to_owned(), found: String::new() }
}

/// What is wrong with a backlog, if that is what is wrong.
fn wrong(refusal: &RunsError, r: &RunsTexts) -> Option<Wrong> {
    let request = match refusal {
        RunsError::App(AppError::Request(request)) => request,
        // The run to compare with went meanwhile.
        RunsError::NoSuchRun(_) | RunsError::NoSuchFile(_) => {
            return Some(Wrong { field: "before", text: r.wrong_before.to_owned(), found: String::new() });
        }
        _ => return None,
    };
    // Names of columns are quoted as the file has them.
    let found = request.message.split_once("there are: ").map_or_else(String::new, |(_, found)| found.to_owned());
    let (field, text) = match request.code {
        "no-text-column" => ("map", r.wrong_no_text_column),
        "no-such-column" => ("map", r.wrong_no_such_column),
        "bad-map" => ("map", r.wrong_bad_map),
        "no-header" => ("file", r.wrong_no_header),
        "no-table" => ("file", r.wrong_no_table),
        _ => return Some(Wrong { field: "file", text: r.wrong_other.to_owned(), found: request.message.clone() }),
    };
    Some(Wrong { field, text: text.to_owned(), found })
}
