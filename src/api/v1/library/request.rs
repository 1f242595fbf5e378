//! What maintainers' programs send: drafts, publications, going back.

use utoipa::ToSchema;

/// A draft to save.
#[derive(Debug, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveRequest {
    /// The entry's file, TOML; its status is not `published`.
    pub content: String,
    /// Why it changed; at most 500 characters are kept.
    #[serde(default)]
    pub note: Option<String>,
    /// Who changed it, where the service knows no tokens; else the token's name counts.
    #[serde(default)]
    pub author: Option<String>,
}

/// What to publish, as one change.
#[derive(Debug, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"entries": ["telecom/broadband-slow"], "dry_run": true, "note": "新增网速慢"}))]
pub struct PublishRequest {
    /// Entries to publish, by id: as `files` has them, else as they stand.
    #[serde(default)]
    pub entries: Vec<String>,
    /// Entries to take out of use, by id.
    #[serde(default)]
    pub retire: Vec<String>,
    /// Files to write or remove: edited entries, lexicon, taxonomy, departments, service levels.
    #[serde(default)]
    pub files: Vec<FileRequest>,
    /// Stop after the rehearsal.
    #[serde(default)]
    pub dry_run: bool,
    /// Why broken cases may pass; it is recorded.
    #[serde(default)]
    pub waive: Option<String>,
    /// Recent tickets to rehearse on, at most 2,000; else 200.
    #[serde(default)]
    pub tickets: Option<usize>,
    /// Why; at most 500 characters are kept.
    #[serde(default)]
    pub note: Option<String>,
    /// Who, where the service knows no tokens; else the token's name counts.
    #[serde(default)]
    pub author: Option<String>,
}

/// A file to write or remove.
#[derive(Debug, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileRequest {
    /// Its path in the pack, such as `lexicon/synonyms.txt` or `entries/telecom/broadband-slow.toml`.
    pub path: String,
    /// Its text; `null` removes it.
    #[serde(deserialize_with = "present")]
    #[schema(required)]
    pub content: Option<String>,
    /// A library revision you had read: 409 if the file changed after it. Left out, what is there is written over.
    #[serde(default)]
    pub edited_from: Option<i64>,
}

/// A key that must be there, though it may be null: a forgotten `content` must not remove a file.
fn present<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Option<String>, D::Error> {
    serde::Deserialize::deserialize(source)
}

/// Where to go back to.
#[derive(Debug, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RollBackRequest {
    /// The library revision at which the entry was as it should be.
    pub to: i64,
    /// Why; at most 500 characters are kept.
    #[serde(default)]
    pub note: Option<String>,
    /// Who, where the service knows no tokens; else the token's name counts.
    #[serde(default)]
    pub author: Option<String>,
}

/// Which file to bring back to which state.
#[derive(Debug, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"path": "lexicon/synonyms.txt", "to": 3, "note": "同义词写错了"}))]
pub struct FileRollBackRequest {
    /// Its path in the pack.
    pub path: String,
    /// The library revision at which it was as it should be.
    pub to: i64,
    /// Why; at most 500 characters are kept.
    #[serde(default)]
    pub note: Option<String>,
    /// Who, where the service knows no tokens; else the token's name counts.
    #[serde(default)]
    pub author: Option<String>,
}
