//! Planning a run: what it is, fixed and kept before it begins.

use std::path::Path;
use std::sync::Arc;

use fenzhen_engine::triage::Snapshot;

use crate::app::runs::error::RunError;
use crate::app::runs::folder::{self, Folder};
use crate::app::runs::plan::{InputFile, RunPlan, StartMark};
use crate::app::runs::read::BacklogShape;
use crate::app::runs::request::RunRequest;
use crate::app::runs::{Runs, digest, file_names};

use super::{knowledge, previous};

impl Runs {
    /// The plan of a run, written down, and the snapshot it is answered with.
    pub(in crate::app::runs) fn plan(
        &self,
        request: &RunRequest,
        shape: &BacklogShape,
        folder: &Folder,
    ) -> Result<(RunPlan, Arc<Snapshot>), RunError> {
        let mut source = input_file(&request.input, request.name.as_deref())?;
        (source.format, source.encoding) = (shape.format.to_owned(), shape.encoding.to_owned());
        source.columns.clone_from(&shape.columns);
        // The state of the tickets is taken first: what changes from here on, apply leaves alone.
        self.flush_tickets();
        let mark = self.store.read(|dao| dao.ticket_mark())?;
        let before = request.before.as_deref().map(previous::results_of);
        if let Some(before) = &before {
            previous::gather(before, &request.map, &folder.file(file_names::BEFORE))?;
            // A plan that outlives a power cut must find all of it.
            folder.sync_file(file_names::BEFORE)?;
        }
        // A run goes by its folder: its results are called what all results are called.
        let folder_name = request.before.as_deref().filter(|before| before.is_dir()).and_then(Path::file_name);
        let folder_name = folder_name.map(|name| name.to_string_lossy().into_owned());
        let called = request.before_name.clone().or(folder_name);
        let before = before.map(|before| input_file(&before, called.as_deref())).transpose()?;
        let (knowledge, snapshot) = knowledge::now(self, request.as_of)?;
        let plan = RunPlan {
            version: 0,
            id: String::new(),
            input: request.input.clone(),
            source,
            before,
            map: request.map.pairs(),
            knowledge,
            csv: request.with_csv,
            xlsx: request.with_xlsx,
            mark: StartMark { newest: mark.newest, change: mark.change },
        }
        .named();
        plan.keep(folder)?;
        Ok((plan, snapshot))
    }
}

/// What is known of a file before it is read.
fn input_file(path: &Path, name: Option<&str>) -> Result<InputFile, RunError> {
    let (sha256, bytes) = digest::of_file(path).map_err(folder::failed(path))?;
    let own = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(InputFile { name: name.map_or(own, str::to_owned), sha256, bytes, ..InputFile::default() })
}
