//! `/library/lexicon`: the dictionary, the synonyms and the risk words as files, with how a text is cut by them now and
//! then. From here it goes to the gate of the library; nothing is published here.

pub(crate) mod files;

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Severity, diff_lines};

use crate::app::App;
use crate::app::library::{Conflict, CurateError, FileEdit, Segmented};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::library::publish::{Change, rehearsed};
use crate::http::pages::library::refused;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::CurationTexts;

use super::entries::edit::{Pairs, field};
use super::problems::Wrong;

use files::{LexiconFile, LexiconForm};

/// Characters of a word that is proposed.
const LONGEST_WORD: usize = 40;

#[derive(Template)]
#[template(path = "library/lexicon.html")]
struct LexiconPage<'a> {
    f: &'a Frame,
    c: &'static CurationTexts,
    form: &'a LexiconForm,
    cut: &'a Segmented,
    note: &'a str,
    /// What has just happened, and what it happened to.
    told: Option<(&'a str, String)>,
    /// Why it goes no further; may be empty.
    wrong: &'a str,
    /// Whether it shows what somebody sent, so that nothing else is to be brought back into it.
    sent: bool,
    /// A word that was just added.
    word: &'a str,
}

impl LexiconPage<'_> {
    /// What is wrong with a file, in words.
    fn wrong(&self, file: &LexiconFile) -> Vec<Wrong> {
        file.wrongs(self.f.lang)
    }

    fn in_conflict(&self) -> bool {
        self.form.files.iter().any(|file| file.theirs.is_some())
    }
}

/// What stands around the form.
#[derive(Default)]
struct Around<'a> {
    note: &'a str,
    told: Option<(&'a str, String)>,
    wrong: &'a str,
    sent: bool,
    word: &'a str,
}

fn shown(f: &Frame, app: &App, http: StatusCode, form: &LexiconForm, around: Around<'_>) -> Response {
    let cut = match app.segmented(&form.text, &form.edited()) {
        Ok(cut) => cut,
        Err(error) => return refused(f, &error),
    };
    let Around { note, told, wrong, sent, word } = around;
    f.page(http, &LexiconPage { f, c: CurationTexts::of(f.lang), form, cut: &cut, note, told, wrong, sent, word })
}

/// What to begin with.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Begin {
    /// A word to add.
    word: String,
    /// The revision that was just published.
    done: Option<i64>,
}

/// `GET /library/lexicon?word=`.
pub async fn edit(State(app): State<Arc<App>>, f: Frame, Query(begin): Query<Begin>) -> Response {
    let c = CurationTexts::of(f.lang);
    blocking(f, move |f| {
        let mut form = LexiconForm::standing(&app)?;
        let word: String = begin.word.split_whitespace().collect::<String>().chars().take(LONGEST_WORD).collect();
        let mut around = Around { told: begin.done.map(|revision| (f.t.done, revision.to_string())), ..Around::default() };
        if !word.is_empty() {
            // What the word is seen in says best how it is cut.
            if let Some(said) = app.said(&word, 1)?.into_iter().next() {
                form.text = said.text;
            }
            let added = form.add_word(&word);
            around.told = Some((if added { c.added_word } else { c.known_word }, word.clone()));
            around.word = if added { &word } else { "" };
        }
        Ok(shown(f, &app, StatusCode::OK, &form, around))
    })
    .await
}

/// `POST /library/lexicon`: what was written, with how it cuts; and the way back from the gate.
pub async fn look(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    blocking(f, move |f| {
        let form = LexiconForm::posted(&app, &pairs)?;
        Ok(shown(f, &app, StatusCode::OK, &form, Around { note: field(&pairs, "note"), sent: true, ..Around::default() }))
    })
    .await
}

#[derive(Template)]
#[template(path = "library/lexicon_preview.html")]
struct CutFragment<'a> {
    f: &'a Frame,
    c: &'static CurationTexts,
    cut: &'a Segmented,
    files: &'a [LexiconFile],
}

impl CutFragment<'_> {
    /// What is wrong with a file, in words.
    fn wrong(&self, file: &LexiconFile) -> Vec<Wrong> {
        file.wrongs(self.f.lang)
    }
}

/// `POST /library/lexicon/segment`: how it cuts, and what is wrong where, as somebody types.
pub async fn segment(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    blocking(f, move |f| {
        let form = LexiconForm::posted(&app, &pairs)?;
        let cut = app.segmented(&form.text, &form.edited())?;
        Ok(f.page(StatusCode::OK, &CutFragment { f, c: CurationTexts::of(f.lang), cut: &cut, files: &form.files }))
    })
    .await
}

/// `POST /library/lexicon/merge`: with what others published meanwhile taken in.
pub async fn merge(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    let c = CurationTexts::of(f.lang);
    blocking(f, move |f| {
        let mut form = LexiconForm::posted(&app, &pairs)?;
        form.merge(&app)?;
        let told = Some((c.lexicon_merged, String::new()));
        Ok(shown(f, &app, StatusCode::OK, &form, Around { note: field(&pairs, "note"), told, sent: true, ..Around::default() }))
    })
    .await
}

/// `GET /library/lexicon/rehearse`: whoever comes back to the gate begins at the files.
pub async fn back() -> Response {
    to("/library/lexicon")
}

/// `POST /library/lexicon/rehearse`: what was changed goes to the gate.
pub async fn rehearse(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    let c = CurationTexts::of(f.lang);
    let read = Arc::clone(&app);
    let (form, pairs) = match spawn_blocking(move || Ok((LexiconForm::posted(&read, &pairs)?, pairs))).await {
        Ok(read) => read,
        Err(error) => return refused(&f, &error),
    };
    let note = field(&pairs, "note");
    let files: Vec<FileEdit> = form.files.iter().filter(|file| file.is_changed).map(LexiconFile::edit).collect();
    let errors = form.files.iter().flat_map(|file| &file.problems).any(|problem| problem.severity == Severity::Error);
    let wrong = if files.is_empty() { c.lexicon_nothing } else { f.t.gate_problems };
    if files.is_empty() || errors {
        let around = Around { note, wrong, sent: true, ..Around::default() };
        return tokio::task::block_in_place(|| shown(&f, &app, StatusCode::UNPROCESSABLE_ENTITY, &form, around));
    }
    rehearsed(app, &f, Change { files, ..Change::default() }, note).await
}

/// Back to the files, all of them as they were written, with what others changed in one of them.
pub fn in_conflict(app: &App, f: &Frame, files: &[FileEdit], conflict: &Conflict, note: &str) -> Response {
    tokio::task::block_in_place(|| {
        let mut form = match LexiconForm::of(app, files) {
            Ok(form) => form,
            Err(error) => return refused(f, &error),
        };
        for file in form.files.iter_mut().filter(|file| file.path == conflict.path) {
            file.theirs = Some(diff_lines(conflict.theirs.as_deref(), conflict.yours.as_deref()));
            // The next rehearsal goes on from what the others wrote, which has now been seen.
            file.base = file.revision;
            file.revision = conflict.found.unwrap_or(file.revision);
        }
        shown(f, app, StatusCode::CONFLICT, &form, Around { note, sent: true, ..Around::default() })
    })
}

/// Runs a journey and writes its page where it holds up nobody.
async fn blocking(f: Frame, journey: impl FnOnce(&Frame) -> Result<Response, CurateError> + Send + 'static) -> Response {
    let written = spawn_blocking(move || Ok::<_, CurateError>(journey(&f).unwrap_or_else(|error| refused(&f, &error)))).await;
    // Refusals are pages already; what is left is a journey that broke off.
    written.unwrap_or_else(|_| axum::response::IntoResponse::into_response(StatusCode::INTERNAL_SERVER_ERROR))
}
