//! The agent's journey: a complaint in, a suggestion out; live, as somebody still writes it, or as of an earlier revision.

pub(crate) mod as_of;
pub(crate) mod suggest;
