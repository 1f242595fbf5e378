//! fenzhen 分诊: triage for complaint tickets.

pub mod text;
