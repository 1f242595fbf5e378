//! The house itself: its layers, and that the documents name what exists.

mod documents;
mod layers;
