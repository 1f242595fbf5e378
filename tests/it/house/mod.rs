//! The house itself: its layers, no circles between its files, and that the documents name what exists.

mod circles;
mod documents;
mod graph;
mod layers;
mod sources;
