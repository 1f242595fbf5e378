//! The command as people and scripts use it.

mod command;
mod evaluate;
