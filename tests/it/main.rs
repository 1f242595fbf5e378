//! One binary for all integration tests: linking is the slow part.

mod evaluate;
mod kb_check;
mod learn;
mod signals;
mod text;
