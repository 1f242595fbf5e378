//! Tickets that were left as they are, with the reason.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Tickets that are listed; all are counted.
const LISTED: usize = 1_000;

/// A ticket that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Skipped {
    /// The line of the input, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Its id.
    pub id: String,
    /// `not-on-record`, `several-sources`, `changed-since`, `confirmed`, `ended`, `not-judged`, `no-id`, `has-feedback` or
    /// `gone`.
    pub reason: String,
}

/// All that were left as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Skips {
    /// How many, by reason.
    pub counts: BTreeMap<String, u64>,
    /// The first thousand.
    pub first: Vec<Skipped>,
}

impl Skips {
    pub(in crate::app::runs) fn add(&mut self, line: Option<u64>, id: &str, reason: &str) {
        *self.counts.entry(reason.to_owned()).or_default() += 1;
        if self.first.len() < LISTED {
            self.first.push(Skipped { line, id: id.to_owned(), reason: reason.to_owned() });
        }
    }

    /// How many.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }
}

/// What a reason means, in words.
#[must_use]
pub fn meaning(reason: &str) -> &'static str {
    match reason {
        "not-on-record" => "不在工单库里（--add 可加入）",
        "changed-since" => "之后又有变动",
        "confirmed" => "已有人确认",
        "not-judged" => "这一行没有判",
        "no-id" => "没有编号",
        "has-feedback" => "已有人反馈",
        "gone" => "已不在工单库里",
        "ended" => "已办结",
        "several-sources" => "这个编号在几个来源里都有（用 --source 写明来源）",
        _ => "",
    }
}
