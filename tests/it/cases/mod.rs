//! Feedback and what it teaches.

mod feedback;
