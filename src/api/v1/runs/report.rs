//! The figures of a run, or of two compared.

use utoipa::ToSchema;

use crate::app::runs;

/// The figures of a run, or of two compared.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
#[schema(as = RunReport)]
pub struct RunReportView {
    /// The run's name: equal runs have the same.
    pub run: String,
    /// What was judged.
    pub input: RunSource,
    /// The knowledge that judged.
    pub knowledge: RunKnowledgeView,
    /// What it is compared with.
    pub compared: Option<RunCompared>,
    /// Rows of the input.
    pub tickets: u64,
    /// Rows that could not be judged, by their reason.
    pub problems: RunProblems,
    /// Tickets by outcome.
    pub outcomes: Vec<RunCount>,
    /// Tickets by urgency.
    pub urgencies: Vec<RunCount>,
    /// What came out for each question.
    pub category: RunQuestion,
    /// The same for departments.
    pub department: RunQuestion,
    /// Tickets by the confidence of their category, in ten steps of 0.1.
    pub confidence: [u64; 10],
    /// Tickets whose category or department is another one.
    pub moved: RunMoved,
}

impl From<runs::RunReport> for RunReportView {
    fn from(report: runs::RunReport) -> RunReportView {
        RunReportView {
            run: report.run,
            input: report.input.into(),
            knowledge: report.knowledge.into(),
            compared: report.compared.map(Into::into),
            tickets: report.tickets,
            problems: report.problems.into(),
            outcomes: report.outcomes.into_iter().map(Into::into).collect(),
            urgencies: report.urgencies.into_iter().map(Into::into).collect(),
            category: report.category.into(),
            department: report.department.into(),
            confidence: report.confidence,
            moved: report.moved.into(),
        }
    }
}

/// What a run was compared with.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RunCompared {
    /// The file; `None` where the input's own labels were the measure.
    pub with: Option<RunSource>,
    /// Tickets that something was known of before.
    pub tickets: u64,
    /// Tickets that were there before and are not now.
    pub gone: u64,
}

impl From<runs::Compared> for RunCompared {
    fn from(compared: runs::Compared) -> RunCompared {
        RunCompared { with: compared.with.map(Into::into), tickets: compared.tickets, gone: compared.gone }
    }
}

/// Rows that could not be judged.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RunProblems {
    /// How many.
    pub count: u64,
    /// By code.
    pub by_code: Vec<RunCount>,
    /// The first hundred.
    pub first: Vec<RunProblemRow>,
}

impl From<runs::Problems> for RunProblems {
    fn from(problems: runs::Problems) -> RunProblems {
        RunProblems {
            count: problems.count,
            by_code: problems.by_code.into_iter().map(Into::into).collect(),
            first: problems.first.into_iter().map(Into::into).collect(),
        }
    }
}

/// A row that could not be judged.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RunProblemRow {
    /// The line of the input it begins on.
    pub line: u64,
    /// The sender's id, where that could be read.
    pub id: Option<String>,
    /// A stable name for programs.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: String,
}

impl From<runs::ProblemRow> for RunProblemRow {
    fn from(row: runs::ProblemRow) -> RunProblemRow {
        RunProblemRow { line: row.line, id: row.id, code: row.code, message: row.message, help: row.help }
    }
}

/// How many tickets are something.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RunCount {
    /// What: an id, or a word of ours.
    pub id: String,
    /// Its name in Simplified Chinese.
    pub name: String,
    /// How many tickets.
    pub count: u64,
    /// How many were it before, of those that something was known of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<u64>,
}

impl From<runs::Count> for RunCount {
    fn from(count: runs::Count) -> RunCount {
        RunCount { id: count.id, name: count.name, count: count.count, before: count.before }
    }
}

/// What came out for one question.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RunQuestion {
    /// Tickets by label, those with most now or before first; the empty id stands for none.
    pub labels: Vec<RunCount>,
    /// What became of the labels before: same, moved, gained, lost; empty where nothing was known.
    pub changes: Vec<RunCount>,
    /// From which label to which, the most first; labels that stayed are left out.
    pub matrix: Vec<RunMove>,
}

impl From<runs::LabelFigures> for RunQuestion {
    fn from(question: runs::LabelFigures) -> RunQuestion {
        RunQuestion {
            labels: question.labels.into_iter().map(Into::into).collect(),
            changes: question.changes.into_iter().map(Into::into).collect(),
            matrix: question.matrix.into_iter().map(Into::into).collect(),
        }
    }
}

/// How many tickets went from one label to another; the empty id stands for none.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RunMove {
    /// The label before.
    pub from: String,
    /// Its name.
    pub from_name: String,
    /// The label now.
    pub to: String,
    /// Its name.
    pub to_name: String,
    /// How many.
    pub count: u64,
}

impl From<runs::Move> for RunMove {
    fn from(step: runs::Move) -> RunMove {
        RunMove { from: step.from, from_name: step.from_name, to: step.to, to_name: step.to_name, count: step.count }
    }
}

/// The tickets that moved.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RunMoved {
    /// How many.
    pub count: u64,
    /// The first thousand; the results have them all.
    pub first: Vec<RunMovedRow>,
}

impl From<runs::Moved> for RunMoved {
    fn from(moved: runs::Moved) -> RunMoved {
        RunMoved { count: moved.count, first: moved.first.into_iter().map(Into::into).collect() }
    }
}

/// A ticket whose category or department is another one.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RunMovedRow {
    /// The line of the input.
    pub line: u64,
    /// The sender's id.
    pub id: Option<String>,
    /// Its beginning, masked.
    pub excerpt: String,
    /// The category before and now.
    pub category: Option<RunMove>,
    /// The department before and now.
    pub department: Option<RunMove>,
    /// How sure the category is now.
    pub confidence: f64,
    /// Why there is no plain answer now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The evidence that changed, the strongest first.
    pub why: Vec<RunWhy>,
}

impl From<runs::MovedRow> for RunMovedRow {
    fn from(row: runs::MovedRow) -> RunMovedRow {
        RunMovedRow {
            line: row.line,
            id: row.id,
            excerpt: row.excerpt,
            category: row.category.map(Into::into),
            department: row.department.map(Into::into),
            confidence: row.confidence,
            reason: row.reason,
            why: row.why.into_iter().map(Into::into).collect(),
        }
    }
}

/// A piece of evidence before and after.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RunWhy {
    /// The word, or the id of the case or entry.
    pub text: String,
    /// What it weighed for the label before; 0 where it was no evidence then, or that is not known.
    pub before: f64,
    /// What it weighs for the label now.
    pub after: f64,
}

impl From<runs::ChangedEvidence> for RunWhy {
    fn from(why: runs::ChangedEvidence) -> RunWhy {
        RunWhy { text: why.text, before: why.before, after: why.after }
    }
}

/// A file that is read.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct RunSource {
    /// Its name, without the folder.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// `JSON Lines`, `JSON`, `CSV`, `XLSX`, or `results` of a run.
    pub format: String,
    /// Its encoding.
    pub encoding: String,
    /// What its columns were taken for.
    pub columns: Vec<String>,
}

impl From<runs::InputFile> for RunSource {
    fn from(source: runs::InputFile) -> RunSource {
        RunSource {
            name: source.name,
            sha256: source.sha256,
            bytes: source.bytes,
            format: source.format,
            encoding: source.encoding,
            columns: source.columns,
        }
    }
}

/// The knowledge a run is answered with.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
#[schema(as = RunKnowledge)]
pub struct RunKnowledgeView {
    /// The library's revision.
    pub revision: i64,
    /// When that was made, RFC 3339.
    pub revised_at: String,
    /// Cases taught up to this instant count, RFC 3339.
    pub cases_until: String,
    /// Digest of the cases.
    pub cases: String,
    /// How many entries and cases it learned from, and how it judges.
    pub model: String,
    /// Fingerprint of normalisation and dictionary.
    pub analyzer: String,
    /// The share of wrong answers the operator accepts.
    pub error_target: f64,
    /// From which confidence on a first choice is an answer.
    pub answer_from: f64,
    /// The version of the program.
    pub program: String,
}

impl From<runs::RunKnowledge> for RunKnowledgeView {
    fn from(knowledge: runs::RunKnowledge) -> RunKnowledgeView {
        RunKnowledgeView {
            revision: knowledge.revision,
            revised_at: knowledge.revised_at,
            cases_until: knowledge.cases_until,
            cases: knowledge.cases,
            model: knowledge.model,
            analyzer: knowledge.analyzer,
            error_target: knowledge.error_target,
            answer_from: knowledge.answer_from,
            program: knowledge.program,
        }
    }
}
