//! `fenzhen backup` and `fenzhen restore`: the whole database as one file.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::app::{Settings, backup, restore};

/// Copy the database into one file, also while serving 备份
///
/// The copy is one state of the database, verified before it takes its name. It holds tickets and the hashes of tokens:
/// only its owner may read it.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write; it must not be there
    file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
}

impl Backup {
    pub(super) fn run(self, settings: &Settings) -> anyhow::Result<ExitCode> {
        let size = backup(settings, &self.file, self.force)?;
        writeln!(anstream::stdout(), "{} written and verified: {size} bytes", self.file.display())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Make a backup the database again 恢复
///
/// The backup is verified first; the service must be stopped; the database that is replaced is kept beside, as
/// `.before-restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    file: PathBuf,
}

impl Restore {
    pub(super) fn run(self, settings: &Settings) -> anyhow::Result<ExitCode> {
        let restored = restore(settings, &self.file)?;
        let mut out = anstream::stdout().lock();
        let revision = restored.revision.map_or_else(|| "an empty library".to_owned(), |id| format!("revision {id}"));
        writeln!(out, "{} restored from {}: {revision}", settings.db.display(), self.file.display())?;
        if let Some(kept) = restored.kept {
            writeln!(out, "the database before is kept as {}", kept.display())?;
        }
        let active = restored.active_tokens;
        if active > 0 {
            writeln!(out, "{active} tokens are taken as when the backup was made; `fenzhen token list` shows them")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
