//! Runs of the service: backlogs that were sent, judged one after the other in the background.

pub(crate) mod afterwards;
pub(crate) mod queue;
pub(crate) mod status;
pub(crate) mod worker;
