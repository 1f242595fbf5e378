//! Sending a backlog from a form: the file goes to disk as it comes, and nothing of it is kept unless it is a backlog.

use std::sync::Arc;

use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::app::runs::{IncomingBacklog, Mapping, ReadError, RunError, RunRequest};
use crate::http::api::runs::{ArrivalError, Arriving};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::runs::RunsTexts;

use super::list::{FieldError, RunForm, shown};
use super::refused;

/// A dozen tickets to try, with what somebody took them for.
const SAMPLE: &str = include_str!("sample.csv");
/// Fields a form may bring, and bytes of one that is not a file.
const FIELDS: usize = 20;
const LONGEST: usize = 4_000;
/// Characters of a file's name that are kept.
const LONGEST_NAME: usize = 200;

/// What a form brought.
#[derive(Default)]
struct Upload {
    form: RunForm,
    name: String,
    sent: Option<IncomingBacklog>,
}

/// `POST /runs`.
pub async fn upload(State(app): State<Arc<App>>, f: Frame, multipart: Result<Multipart, MultipartRejection>) -> Response {
    let r = RunsTexts::of(f.lang);
    let mut upload = Upload::default();
    let read = match multipart {
        Ok(multipart) => read(&app, multipart, &mut upload).await,
        Err(_) => Err(ArrivalError::CutOff),
    };
    let form = upload.form;
    if let Err(error) = read {
        return shown(&app, &f, &form, Some(not_arrived(&error, r))).await;
    }
    let Some(sent) = upload.sent else {
        return shown(
            &app,
            &f,
            &form,
            Some(FieldError { field: "file", text: r.wrong_no_file.to_owned(), found: String::new() }),
        )
        .await;
    };
    match submit(&app, sent, upload.name, &form, f.author()).await {
        Ok(id) => to(&format!("/runs/{id}")),
        Err(refusal) => match field_error(&refusal, r) {
            Some(error) => shown(&app, &f, &form, Some(error)).await,
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
        Err(error) => return shown(&app, &f, &RunForm::default(), Some(not_arrived(&error, r))).await,
    };
    let form = RunForm { with_csv: true, with_xlsx: true, ..RunForm::default() };
    match submit(&app, sent, r.sample_name.to_owned(), &form, f.author()).await {
        Ok(id) => to(&format!("/runs/{id}")),
        Err(refusal) => refused(&f, &refusal),
    }
}

/// `GET /runs/sample.csv`.
pub async fn sample() -> Response {
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8");
    ([kind, (header::CONTENT_DISPOSITION, "attachment; filename=\"sample.csv\"")], SAMPLE).into_response()
}

async fn submit(app: &Arc<App>, sent: IncomingBacklog, name: String, form: &RunForm, author: String) -> Result<String, RunError> {
    let (pairs, before) = (form.map.clone(), form.before.clone());
    let (with_csv, with_xlsx) = (form.with_csv, form.with_xlsx);
    let app = Arc::clone(app);
    spawn_blocking(move || {
        // People write one a line or several with commas, Chinese ones too.
        let pairs = pairs.split([',', '，', '\n', '；', ';']).map(str::trim).filter(|pair| !pair.is_empty());
        let map = Mapping::parse(pairs)?;
        let request = RunRequest { name: Some(name), map, with_csv, with_xlsx, ..RunRequest::default() };
        let before = Some(before.as_str()).filter(|before| !before.is_empty());
        Ok(app.runs().submit(sent, &request, before, Some(&author))?.id)
    })
    .await
}

/// Takes a form apart as it comes.
async fn read(app: &Arc<App>, mut multipart: Multipart, upload: &mut Upload) -> Result<(), ArrivalError> {
    let cut_off = |_| ArrivalError::CutOff;
    for _ in 0..FIELDS {
        let Some(mut field) = multipart.next_field().await.map_err(cut_off)? else { return Ok(()) };
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" {
            let value = text(&mut field).await?;
            match name.as_str() {
                "before" => upload.form.before = value,
                "map" => upload.form.map = value,
                "csv" => upload.form.with_csv = true,
                "xlsx" => upload.form.with_xlsx = true,
                _ => {}
            }
            continue;
        }
        upload.name = clean(field.file_name().unwrap_or_default());
        let mut arriving = Arriving::begin(app).await?;
        while let Some(piece) = field.chunk().await.map_err(cut_off)? {
            arriving.take(&piece).await?;
        }
        // A form without a file sends an empty one.
        if !(arriving.is_empty() && upload.name.is_empty()) {
            upload.sent = Some(arriving.whole().await?);
        }
    }
    Ok(())
}

async fn text(field: &mut Field<'_>) -> Result<String, ArrivalError> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| ArrivalError::CutOff)? {
        if bytes.len() + piece.len() > LONGEST {
            return Err(ArrivalError::CutOff);
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
fn not_arrived(error: &ArrivalError, r: &RunsTexts) -> FieldError {
    let text = match error {
        ArrivalError::Run(RunError::TooManyRuns { .. }) => r.wrong_too_many,
        ArrivalError::TooLarge => r.wrong_too_large,
        ArrivalError::CutOff | ArrivalError::Run(_) => r.wrong_cut_off,
    };
    FieldError { field: "file", text: text.to_owned(), found: String::new() }
}

/// What is wrong with a backlog, if that is what is wrong.
fn field_error(error: &RunError, r: &RunsTexts) -> Option<FieldError> {
    let (field, text, found) = match error {
        RunError::Read(error) => {
            let (field, text) = match error {
                ReadError::NoTextColumn { .. } => ("map", r.wrong_no_text_column),
                ReadError::NoSuchColumn { .. } => ("map", r.wrong_no_such_column),
                ReadError::BadMapping { .. } => ("map", r.wrong_bad_map),
                ReadError::Empty | ReadError::BrokenHeader => ("file", r.wrong_no_header),
                ReadError::NoTable(_) => ("file", r.wrong_no_table),
            };
            // Names of columns are quoted as the file has them.
            (field, text, error.columns())
        }
        // The run to compare with went meanwhile.
        RunError::NoSuchRun(_) | RunError::NoSuchFile(_) => ("before", r.wrong_before, String::new()),
        RunError::NotNow(_) | RunError::StillApplied(_) | RunError::Awaited(_) | RunError::App(_) => return None,
        // In its own words.
        other => ("file", r.wrong_other, other.to_string()),
    };
    Some(FieldError { field, text: text.to_owned(), found })
}
