//! The triage engine of fenzhen 分诊.
//!
//! A complaint's text goes in; category, responsible department, urgency, key facts and handling steps come out, with
//! the words that made it say so. Nothing here reads a clock, the network or randomness: equal inputs give equal bytes.
//!
//! Each layer imports lower ones only: `text <- kb <- { index, learn, flow } <- triage`.

pub mod flow;
pub mod index;
pub mod kb;
pub mod learn;
pub mod text;
pub mod triage;
