//! `/library/lexicon`: the dictionary, the synonyms and the risk words as files, with how a text is cut by them now and
//! then. From here it goes to the rehearsal; nothing is published here.

mod files;
pub(super) mod page;

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::Severity;

use crate::app::App;
use crate::app::library::lexicon::LexiconPreview;
use crate::app::library::{FileEdit, LibraryError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::library::posted::{PostedFields, field};
use crate::http::pages::library::problems::FieldError;
use crate::http::pages::library::publish::{PlannedChange, rehearsed};
use crate::http::pages::library::refused;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::LibraryTexts;

use files::{LexiconFile, LexiconForm};
use page::{PageContext, lexicon_page};

/// Characters of a word that is proposed.
const LONGEST_WORD: usize = 40;

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
    let c = LibraryTexts::of(f.lang);
    blocking(f, move |f| {
        let mut form = LexiconForm::standing(&app)?;
        let word: String = begin.word.split_whitespace().collect::<String>().chars().take(LONGEST_WORD).collect();
        let mut context =
            PageContext { notice: begin.done.map(|revision| (f.t.done, revision.to_string())), ..PageContext::default() };
        if !word.is_empty() {
            // What the word is seen in says best how it is cut.
            if let Some(quote) = app.library().quotes(&word, 1)?.into_iter().next() {
                form.text = quote.text;
            }
            let added = form.add_word(&word);
            context.notice = Some((if added { c.added_word } else { c.known_word }, word.clone()));
            context.word = if added { &word } else { "" };
        }
        Ok(lexicon_page(f, &app, StatusCode::OK, &form, context))
    })
    .await
}

/// `POST /library/lexicon`: what was written, with how it cuts; and the way back from the rehearsal.
pub async fn look(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<PostedFields>) -> Response {
    blocking(f, move |f| {
        let form = LexiconForm::posted(&app, &pairs)?;
        let context = PageContext { note: field(&pairs, "note"), sent: true, ..PageContext::default() };
        Ok(lexicon_page(f, &app, StatusCode::OK, &form, context))
    })
    .await
}

#[derive(Template)]
#[template(path = "library/lexicon_preview.html")]
struct CutFragment<'a> {
    f: &'a Frame,
    c: &'static LibraryTexts,
    cut: &'a LexiconPreview,
    files: &'a [LexiconFile],
}

impl CutFragment<'_> {
    /// What is wrong with a file, in words.
    fn errors_of(&self, file: &LexiconFile) -> Vec<FieldError> {
        file.errors(self.f.lang)
    }
}

/// `POST /library/lexicon/segment`: how it cuts, and what is wrong where, as somebody types.
pub async fn segment(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<PostedFields>) -> Response {
    blocking(f, move |f| {
        let form = LexiconForm::posted(&app, &pairs)?;
        let cut = app.library().lexicon().preview(&form.text, &form.edited())?;
        Ok(f.page(StatusCode::OK, &CutFragment { f, c: LibraryTexts::of(f.lang), cut: &cut, files: &form.files }))
    })
    .await
}

/// `POST /library/lexicon/merge`: with what others published meanwhile taken in.
pub async fn merge(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<PostedFields>) -> Response {
    let c = LibraryTexts::of(f.lang);
    blocking(f, move |f| {
        let mut form = LexiconForm::posted(&app, &pairs)?;
        form.merge(&app)?;
        let notice = Some((c.lexicon_merged, String::new()));
        let context = PageContext { note: field(&pairs, "note"), notice, sent: true, ..PageContext::default() };
        Ok(lexicon_page(f, &app, StatusCode::OK, &form, context))
    })
    .await
}

/// `GET /library/lexicon/rehearse`: whoever comes back from the rehearsal begins at the files.
pub async fn back() -> Response {
    to("/library/lexicon")
}

/// `POST /library/lexicon/rehearse`: what was changed goes to the rehearsal.
pub async fn rehearse(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<PostedFields>) -> Response {
    let c = LibraryTexts::of(f.lang);
    let read = Arc::clone(&app);
    let (form, pairs) = match spawn_blocking(move || Ok((LexiconForm::posted(&read, &pairs)?, pairs))).await {
        Ok(read) => read,
        Err(error) => return refused(&f, &error),
    };
    let note = field(&pairs, "note");
    let files: Vec<FileEdit> = form.files.iter().filter(|file| file.is_changed).map(LexiconFile::edit).collect();
    let errors = form.files.iter().flat_map(|file| &file.problems).any(|problem| problem.severity == Severity::Error);
    let stopped_by = if files.is_empty() { c.lexicon_nothing } else { f.t.gate_problems };
    if files.is_empty() || errors {
        let context = PageContext { note, stopped_by, sent: true, ..PageContext::default() };
        return tokio::task::block_in_place(|| lexicon_page(&f, &app, StatusCode::UNPROCESSABLE_ENTITY, &form, context));
    }
    rehearsed(app, &f, PlannedChange { files, ..PlannedChange::default() }, note).await
}

/// Runs a journey and writes its page off the async runtime.
async fn blocking(f: Frame, journey: impl FnOnce(&Frame) -> Result<Response, LibraryError> + Send + 'static) -> Response {
    let written = spawn_blocking(move || Ok::<_, LibraryError>(journey(&f).unwrap_or_else(|error| refused(&f, &error)))).await;
    // Refusals are pages already; what is left is a journey that broke off.
    written.unwrap_or_else(|_| axum::response::IntoResponse::into_response(StatusCode::INTERNAL_SERVER_ERROR))
}
