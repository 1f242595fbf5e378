//! `fenzhen kb new` and `fenzhen kb edit`: drafts.

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, bail, ensure};
use clap::Args;

use crate::app::library::{Author, LibraryError, Saved};
use crate::app::{App, Settings};
use crate::cli::layout::{GOOD, styled};
use crate::cli::open;

use super::author::Signed;
use super::publish::refused;

/// Print a draft of a new entry that says what goes where 新建条目
///
/// Examples:
///   fenzhen kb new telecom/wifi-slow --out wifi.toml    write it to a file to edit
///   fenzhen kb new telecom/wifi-slow --save             save it as a draft right away
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct New {
    /// The new entry's id: <domain>/<slug>, in lower-case letters, digits and -
    id: String,
    /// Write it to this file, which must not be there yet
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Save it in the library as a draft
    #[arg(long)]
    save: bool,
    #[command(flatten)]
    signed: Signed,
}

impl New {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let app = open(settings)?;
        let draft = app.library().entry_template(&self.id)?;
        let mut out = anstream::stdout().lock();
        if let Some(path) = &self.out {
            let mut file = fs::File::create_new(path).with_context(|| format!("{} cannot be written", path.display()))?;
            file.write_all(draft.as_bytes()).with_context(|| format!("{} cannot be written", path.display()))?;
            writeln!(out, "{} written; then: fenzhen kb edit {} --file {}", path.display(), self.id, path.display())?;
        }
        if self.save {
            return saved(app.library().save_entry(&self.id, &draft, None, &self.signed.author()), &self.id);
        }
        if self.out.is_none() {
            out.write_all(draft.as_bytes())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Save an entry that agents do not see: a draft, or one for review 编辑条目
///
/// Without --file, on a terminal, opens it in $VISUAL or $EDITOR. A published entry changes through
/// `fenzhen kb publish ID --file entries/ID.toml=FILE`, which shows first what the edit does.
///
/// Examples:
///   fenzhen kb edit telecom/wifi-slow --file wifi.toml --note "补充步骤"
///   fenzhen kb edit telecom/wifi-slow
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Edit {
    /// The entry's id; a new one is made
    id: String,
    /// The entry's new text
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The revision of the entry the file was made from; refused, if it changed since
    #[arg(long, value_name = "REV", requires = "file")]
    edited_from: Option<i64>,
    #[command(flatten)]
    signed: Signed,
}

impl Edit {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let app = open(settings)?;
        let standing = match app.library().entry_at(&self.id, None) {
            Ok(entry) => Some(entry),
            Err(LibraryError::NotFound(_)) => None,
            Err(error) => return Err(error.into()),
        };
        let revision = standing.as_ref().map(|entry| entry.revision);
        let author = self.signed.author();
        if let Some(file) = &self.file {
            let content = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
            return saved(app.library().save_entry(&self.id, &content, self.edited_from.or(revision), &author), &self.id);
        }
        ensure!(std::io::stdin().is_terminal(), "there is no terminal to edit on; send the text with --file");
        let content = standing.map_or_else(|| app.library().entry_template(&self.id), |entry| Ok(entry.content))?;
        let path = scratch(&self.id, &content)?;
        match in_editor(&app, &self.id, &path, &content, revision, &author) {
            Ok(code) if code == ExitCode::SUCCESS => {
                // Saved or untouched: nothing depends on it any more.
                let _ = fs::remove_file(&path);
                Ok(code)
            }
            other => {
                eprintln!("fenzhen: your text is in {}", path.display());
                other
            }
        }
    }
}

fn in_editor(app: &App, id: &str, path: &Path, before: &str, revision: Option<i64>, author: &Author) -> anyhow::Result<ExitCode> {
    let editor = ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|e| !e.trim().is_empty()));
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let mut words = editor.split_whitespace();
    let ended = Command::new(words.next().unwrap_or("vi")).args(words).arg(path).status();
    let ended = ended.with_context(|| format!("the editor {editor:?} cannot be started; set EDITOR, or use --file"))?;
    if !ended.success() {
        bail!("the editor ended with {ended}; nothing was saved");
    }
    let content = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    if content == before {
        writeln!(anstream::stdout(), "nothing was changed")?;
        return Ok(ExitCode::SUCCESS);
    }
    saved(app.library().save_entry(id, &content, revision, author), id)
}

/// A file of our own to edit in, made new so that nobody can have put something else in its place.
fn scratch(id: &str, content: &str) -> anyhow::Result<PathBuf> {
    let name = format!("fenzhen-{}-{}.toml", id.replace('/', "-"), std::process::id());
    let path = std::env::temp_dir().join(name);
    let mut file = fs::File::create_new(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(content.as_bytes()).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path)
}

fn saved(done: Result<Saved, LibraryError>, id: &str) -> anyhow::Result<ExitCode> {
    match done {
        Ok(saved) => {
            writeln!(anstream::stdout(), "{}: {id} is at revision {}", styled(GOOD, "saved"), saved.revision)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => refused(error),
    }
}
