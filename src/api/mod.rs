//! TODO-DOC

pub mod v1;
