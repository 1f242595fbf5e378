//! Version 1 of what goes over the wire: requests and answers of the HTTP service, and the command's `--json`.
//!
//! Only shapes and names; what they hold is judged elsewhere. A field is added here, never renamed or removed.

mod alarm;
mod cases;
mod event;
pub mod library;
mod report;
mod request;
mod runs;
mod shown;
mod suggestion;
mod tickets;
mod view;
mod webhook;

pub use alarm::{AlarmList, AlarmView, CloseAlarm};
pub use cases::{CaseList, CaseView, FeedbackAnswer, FeedbackRequest, RevokeRequest, Verdict};
pub use event::{EventList, EventView};
pub use report::{
    ClockKept, Frequent, MeasureRequest, MeasureView, Part, Period, Ranks, Report, SatisfactionView, Share, TransferFigures,
    Transfers,
};
pub use request::SuggestRequest;
pub use runs::{
    AppliedView, ApplyRequest, FolderStatusView, RunCompared, RunCount, RunKnowledgeView, RunMove, RunMoved, RunMovedRow,
    RunProblemRow, RunProblems, RunQuestion, RunReportView, RunSource, RunStateView, RunStatusView, RunWhy, SkippedView,
    SkipsView, StandingView, UndoneView,
};
pub use suggestion::{
    AgainstView, Alternative, CalibrationView, Choice, EntryView, EvidenceView, MissingSlot, ReasonView, ScriptView, SignalView,
    StepView, Suggestion, UrgencyView,
};
pub use tickets::{
    Action, ActionAnswer, ActionRequest, AdviceView, AnswerAction, AssignAction, ClockView, Customer, DraftView, HandOverAction,
    KeepPromiseAction, MoveAction, Named, NoteAction, PromiseAction, PromiseView, QueueView, QueuedView, RegisterAnswer,
    RegisterRequest, RepeatView, SlotView, StepOpen, SurveyAction, TellAction, TicketView, TransferView,
};
pub use webhook::{DeadList, DeadView, SettleRequest, Settled, WebhookList, WebhookRequest, WebhookView};
