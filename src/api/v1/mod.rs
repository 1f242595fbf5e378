//! Version 1 of what goes over the wire: requests and answers of the HTTP service, and the command's `--json`.
//!
//! Only shapes and names; what they hold is judged elsewhere. A field is added here, never renamed or removed.

mod cases;
mod event;
mod library;
mod library_health;
mod report;
mod request;
mod sentences;
mod shown;
mod suggestion;
mod tickets;
mod view;

pub use cases::{CaseList, CaseView, FeedbackAnswer, FeedbackRequest, RevokeRequest, Verdict};
pub use event::{
    AlarmList, AlarmView, CloseAlarm, DeadList, DeadView, EventList, EventView, SettleRequest, Settled, WebhookList,
    WebhookRequest, WebhookView,
};
pub use library::{
    CaseExpectation, EntryCaseView, EntryFileView, EntryStatus, EntryStepView, FieldChangeView, ProblemSeverity, ProblemView,
    UrgencyLevel,
};
pub use library_health::{
    Conflict, DraftEntry, DueEntry, EntryRef, Found, Gap, LibraryHealth, NearDuplicate, TicketsRead, UnknownWord, Witness,
};
pub use report::{
    ClockKept, Frequent, MeasureRequest, MeasureView, Part, Period, Ranks, Report, SatisfactionView, Share, TransferFigures,
    Transfers,
};
pub use request::SuggestRequest;
pub use suggestion::{
    AgainstView, Alternative, CalibrationView, Choice, EntryView, EvidenceView, MissingSlot, ReasonView, ScriptView, SignalView,
    StepView, Suggestion, UrgencyView,
};
pub use tickets::{
    Action, ActionAnswer, ActionRequest, AdviceView, AnswerAction, AssignAction, ClockView, Customer, DraftView, HandOverAction,
    KeepPromiseAction, MoveAction, Named, NoteAction, PromiseAction, PromiseView, QueueView, QueuedView, RegisterAnswer,
    RegisterRequest, RepeatView, SlotView, StepOpen, SurveyAction, TellAction, TicketView, TransferView,
};

pub(crate) use sentences::{no_answer, urgency_basis};
pub(crate) use view::{View, model, moment};
