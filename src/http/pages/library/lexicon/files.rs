//! The form of the lexicon: its files as they stand, or as a browser sends them. A form may leave files out; they count as
//! they stand.

use fenzhen_engine::kb::{FieldChange, Library, PackFiles, Problem, Status};
use fenzhen_engine::text::fold;

use crate::app::App;
use crate::app::library::{FileEdit, LEXICON, LibraryError, merged_lines};
use crate::http::pages::library::posted::{PostedFields, field};
use crate::http::pages::library::problems::FieldError;
use crate::http::pages::ui::language::Lang;

/// What a word that is added says of itself: frequent enough to be kept whole.
const FREQUENT: &str = "1000 n";
/// Characters of a line that is added.
const LONGEST_LINE: usize = 200;
/// Characters of a text to try.
const LONGEST: usize = 2_000;

/// The files, and the text that is tried on them.
pub struct LexiconForm {
    pub files: Vec<LexiconFile>,
    pub text: String,
}

/// A file of the lexicon.
pub struct LexiconFile {
    pub path: &'static str,
    pub content: String,
    /// The revision of the library it was read from.
    pub revision: i64,
    /// The revision it was first read from, where others changed it since.
    pub base: i64,
    /// Whether it says something else than at its revision.
    pub is_changed: bool,
    pub problems: Vec<Problem>,
    /// What others wrote meanwhile: removed here, added there.
    pub theirs: Option<Vec<FieldChange>>,
}

impl LexiconForm {
    /// The files as they stand.
    pub fn standing(app: &App) -> Result<LexiconForm, LibraryError> {
        LexiconForm::of(app, &[])
    }

    /// The form as a browser sends it: `path`, `revision`, `base` and `content`, the nth of each belong together.
    pub fn posted(app: &App, pairs: &PostedFields) -> Result<LexiconForm, LibraryError> {
        let all = |name: &'static str| pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value);
        let edit = |((path, content), revision): ((&String, &String), &String)| FileEdit {
            path: path.clone(),
            content: Some(content.replace("\r\n", "\n")),
            edited_from: revision.parse().ok(),
        };
        let files: Vec<FileEdit> = all("path").zip(all("content")).zip(all("revision")).map(edit).take(LEXICON.len()).collect();
        let mut form = LexiconForm::of(app, &files)?;
        for (path, base) in all("path").zip(all("base")) {
            for file in form.files.iter_mut().filter(|file| file.path == *path) {
                file.base = base.parse().unwrap_or(file.revision);
            }
        }
        let text: String = field(pairs, "text").chars().take(LONGEST).collect();
        if !text.is_empty() {
            form.text = text;
        }
        form.take_in(field(pairs, "new_word"), field(pairs, "new_group"));
        form.check(app);
        Ok(form)
    }

    /// Adds what stands in the fields above the files: a word, and a group of synonyms.
    fn take_in(&mut self, word: &str, group: &str) {
        let short =
            |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_LINE).collect::<String>();
        let word: String = short(word).split(' ').collect();
        if !word.is_empty() {
            self.add_word(&word);
        }
        // Everybody types full-width commas.
        let group = short(group).replace(['，', '、'], ", ");
        let [_, synonyms, ..] = self.files.as_mut_slice() else { return };
        if !group.is_empty() && !synonyms.content.lines().any(|line| line.trim() == group) {
            synonyms.add_line(&group);
        }
    }

    /// The files as they stand, but for those that were edited.
    pub fn of(app: &App, edits: &[FileEdit]) -> Result<LexiconForm, LibraryError> {
        let read = |path: &'static str| {
            let edit = edits.iter().find(|edit| edit.path == path);
            let (stands, revision) = as_of(app, path, edit.and_then(|edit| edit.edited_from))?;
            let content = edit.and_then(|edit| edit.content.clone());
            let is_changed = content.as_ref().is_some_and(|content| *content != stands);
            let content = content.unwrap_or(stands);
            Ok(LexiconFile { path, content, revision, base: revision, is_changed, problems: Vec::new(), theirs: None })
        };
        let files = LEXICON.into_iter().map(read).collect::<Result<_, LibraryError>>()?;
        let mut form = LexiconForm { files, text: sample(app) };
        form.check(app);
        Ok(form)
    }

    fn check(&mut self, app: &App) {
        let problems = app.library().lexicon().problems(&self.edited());
        for file in &mut self.files {
            file.problems = problems.iter().filter(|problem| problem.path == file.path).cloned().collect();
        }
    }

    /// The files as a pack has them.
    pub fn edited(&self) -> PackFiles {
        PackFiles::new(self.files.iter().map(|file| (file.path.to_owned(), file.content.clone())).collect())
    }

    /// Adds a word as the last line of the dictionary; `false` where it is there already.
    pub fn add_word(&mut self, word: &str) -> bool {
        let word = fold(word);
        let Some(words) = self.files.first_mut() else { return false };
        if words.content.lines().any(|line| line.split_whitespace().next() == Some(word.as_str())) {
            return false;
        }
        words.add_line(&format!("{word} {FREQUENT}"));
        true
    }

    /// Takes in what others changed since each file was first read.
    pub fn merge(&mut self, app: &App) -> Result<(), LibraryError> {
        for file in self.files.iter_mut().filter(|file| file.base != file.revision && file.is_of_lines()) {
            let (base, _) = as_of(app, file.path, Some(file.base))?;
            let (theirs, _) = as_of(app, file.path, Some(file.revision))?;
            file.content = merged_lines(&base, &theirs, &file.content);
            file.base = file.revision;
            file.is_changed = file.content != theirs;
        }
        self.check(app);
        Ok(())
    }
}

impl LexiconFile {
    fn add_line(&mut self, line: &str) {
        if !self.content.is_empty() && !self.content.ends_with('\n') {
            self.content.push('\n');
        }
        self.content.push_str(line);
        self.content.push('\n');
        self.is_changed = true;
    }

    /// What its fields are called.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or(self.path)
    }

    /// Whether each of its lines stands by itself.
    pub fn is_of_lines(&self) -> bool {
        self.path.ends_with(".txt")
    }

    /// What is wrong with it, in words.
    pub fn errors(&self, lang: Lang) -> Vec<FieldError> {
        // Nothing in a lexicon names an entry.
        let nothing = Library::default();
        self.problems.iter().map(|problem| FieldError::of(problem, String::new(), &nothing, lang)).collect()
    }

    /// The file as a publication takes it.
    pub fn edit(&self) -> FileEdit {
        let Self { path, content, revision, .. } = self;
        FileEdit { path: (*path).to_owned(), content: Some(content.clone()), edited_from: Some(*revision) }
    }
}

/// What a file said at a revision, or says now, and the revision to say it was read from. One that is not there is empty.
fn as_of(app: &App, path: &str, revision: Option<i64>) -> Result<(String, i64), LibraryError> {
    match app.library().file_at(path, revision) {
        Ok(found) => Ok((found.content.replace("\r\n", "\n"), revision.unwrap_or(found.revision))),
        Err(LibraryError::NotFound(_)) => Ok((String::new(), revision.unwrap_or(app.snapshot().revision))),
        Err(error) => Err(error),
    }
}

/// A text to try first: something an entry's customers say.
fn sample(app: &App) -> String {
    let snapshot = app.snapshot();
    let mut published = snapshot.library.entries.iter().filter(|entry| entry.status == Status::Published);
    published.find_map(|entry| entry.symptoms.first().cloned()).unwrap_or_default()
}
