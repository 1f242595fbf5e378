//! What programs read and write, one module a version: domain values become texts for programs here and nowhere else.

pub mod v1;
