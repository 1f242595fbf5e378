//! The page of the lexicon: its files, how a text is cut by them, and what others changed meanwhile.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::diff_lines;

use crate::app::App;
use crate::app::library::lexicon::LexiconPreview;
use crate::app::library::{Conflict, FileEdit};
use crate::http::pages::library::problems::FieldError;
use crate::http::pages::library::refused;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::LibraryTexts;

use super::files::{LexiconFile, LexiconForm};

#[derive(Template)]
#[template(path = "library/lexicon.html")]
struct LexiconPage<'a> {
    f: &'a Frame,
    c: &'static LibraryTexts,
    form: &'a LexiconForm,
    cut: &'a LexiconPreview,
    note: &'a str,
    /// What has just happened, and what it happened to.
    notice: Option<(&'a str, String)>,
    /// Why it goes no further; may be empty.
    stopped_by: &'a str,
    /// Whether it shows what somebody sent, so that nothing else is to be brought back into it.
    sent: bool,
    /// A word that was just added.
    word: &'a str,
}

impl LexiconPage<'_> {
    /// What is wrong with a file, in words.
    fn errors_of(&self, file: &LexiconFile) -> Vec<FieldError> {
        file.errors(self.f.lang)
    }

    fn in_conflict(&self) -> bool {
        self.form.files.iter().any(|file| file.theirs.is_some())
    }
}

/// What stands around the form.
#[derive(Default)]
pub struct PageContext<'a> {
    pub note: &'a str,
    pub notice: Option<(&'a str, String)>,
    pub stopped_by: &'a str,
    pub sent: bool,
    pub word: &'a str,
}

pub fn lexicon_page(f: &Frame, app: &App, http: StatusCode, form: &LexiconForm, context: PageContext<'_>) -> Response {
    let cut = match app.library().lexicon().preview(&form.text, &form.edited()) {
        Ok(cut) => cut,
        Err(error) => return refused(f, &error),
    };
    let PageContext { note, notice, stopped_by, sent, word } = context;
    f.page(http, &LexiconPage { f, c: LibraryTexts::of(f.lang), form, cut: &cut, note, notice, stopped_by, sent, word })
}

/// Back to the files, all of them as they were written, with what others changed in one of them.
pub fn lexicon_in_conflict(app: &App, f: &Frame, files: &[FileEdit], conflict: &Conflict, note: &str) -> Response {
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
        lexicon_page(f, app, StatusCode::CONFLICT, &form, PageContext { note, sent: true, ..PageContext::default() })
    })
}
