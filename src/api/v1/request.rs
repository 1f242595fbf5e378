//! Requests.

use jiff::Timestamp;
use utoipa::ToSchema;

use crate::app::Complaint;

/// A ticket to judge.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "宽带从昨晚八点开始上不了网，光猫一直闪红灯，电话13812345678，今天不修好就去工信部投诉"}))]
pub struct SuggestRequest {
    /// What the customer said. At most 200,000 characters.
    pub text: String,
    /// The ticket's title, if it has one. At most 2,000 characters.
    #[serde(default)]
    pub title: Option<String>,
    /// Where it came from: hotline, chat, web …
    #[serde(default)]
    pub channel: Option<String>,
    /// The product it is about, if known.
    #[serde(default)]
    pub product: Option<String>,
    /// When it was received (RFC 3339); now, if absent. Deadlines count from here.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub received_at: Option<Timestamp>,
    /// The sender's id for it.
    #[serde(default)]
    pub id: Option<String>,
}

impl From<SuggestRequest> for Complaint {
    fn from(request: SuggestRequest) -> Complaint {
        let SuggestRequest { text, title, channel, product, received_at, id } = request;
        Complaint { text, title, channel, product, received_at, id }
    }
}
