//! Publishing: what agents see changes, after a rehearsal that shows what the change would do.

pub(crate) mod impact;
pub(crate) mod incremental;
pub(crate) mod publication;
pub(crate) mod rehearsal;
pub(crate) mod rehearse;
