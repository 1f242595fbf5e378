//! Runs of the service: backlogs that were sent, judged one after the other in the background.

pub(crate) mod afterwards;
pub(crate) mod files;
pub(crate) mod pace;
pub(crate) mod queue;
pub(crate) mod queued_request;
pub(crate) mod receive;
pub(crate) mod remove;
pub(crate) mod status;
pub(crate) mod work;
pub(crate) mod worker;
