//! Registered tickets and what may be done to them, in the shape of version 1.

mod action;
mod queue;
mod register;
mod state;
mod ticket;

pub use action::{
    Action, ActionAnswer, ActionRequest, AnswerAction, AssignAction, HandOverAction, KeepPromiseAction, MoveAction, NoteAction,
    PromiseAction, SurveyAction, TellAction,
};
pub use queue::{QueueView, QueuedView};
pub use register::{Customer, RegisterAnswer, RegisterRequest, RepeatView};
pub use ticket::{AdviceView, ClockView, DraftView, Named, PromiseView, SlotView, StepOpen, TicketView, TransferView};
