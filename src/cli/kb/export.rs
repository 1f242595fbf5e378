//! `fenzhen kb export`: the library as a pack of files, or its entries as a spreadsheet.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::app::Settings;
use crate::app::library::exchange::TableKind;

/// Write the library of the database as a pack of files, or its entries as a spreadsheet 导出
///
/// A spreadsheet has one row an entry, opens in Excel as it is, and can carry no formula; `fenzhen kb import FILE` reads it
/// back after it was edited.
#[derive(Debug, Args)]
pub struct Export {
    /// The folder to write; it must be empty or not there
    #[arg(required_unless_present = "table", conflicts_with = "table")]
    dir: Option<PathBuf>,
    #[command(flatten)]
    table: Tables,
}

/// Where to write a spreadsheet.
#[derive(Debug, Args)]
#[group(id = "table", multiple = false)]
struct Tables {
    /// Write the entries as CSV (UTF-8 with a byte order mark), in place of what is there
    #[arg(long = "csv", value_name = "FILE")]
    text: Option<PathBuf>,
    /// Write the entries as an Excel workbook, in place of what is there
    #[arg(long = "xlsx", value_name = "FILE")]
    workbook: Option<PathBuf>,
}

impl Export {
    pub(in crate::cli) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let app = crate::cli::open(settings)?;
        let mut out = anstream::stdout();
        if let Some(dir) = self.dir {
            writeln!(out, "{} files written to {}", app.library().export_pack(&dir)?, dir.display())?;
        }
        for (kind, path) in [(TableKind::Csv, self.table.text), (TableKind::Xlsx, self.table.workbook)] {
            if let Some(path) = path {
                writeln!(out, "{} entries written to {}", app.library().export_table(kind, &path)?, path.display())?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
