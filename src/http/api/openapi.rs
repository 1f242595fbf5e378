//! The service's description, generated from the handlers.

use serde_json::{Value, json};
use utoipa::OpenApi;

use crate::http::problem::ProblemDocument;

/// What stands at the head of `/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "fenzhen",
        description = "fenzhen 分诊: triage for complaint tickets. Errors are RFC 9457 problem documents; spans count Unicode code points.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(ProblemDocument)),
    tags(
        (name = "triage", description = "Judging tickets"),
        (name = "feedback", description = "Teaching by confirming and correcting"),
        (name = "library", description = "Entries, their history, publishing, and what maintainers should look at"),
        (name = "runs", description = "Judging backlogs in the background"),
        (name = "tickets", description = "The life of a ticket"),
        (name = "events", description = "What happened, for other systems"),
        (name = "alarms", description = "What stands out"),
        (name = "reports", description = "What the month taught us"),
        (name = "health", description = "For whatever watches the service"),
    )
)]
pub struct Description;

/// The description as it is served: what is the same for many operations is said here, so that no handler repeats it.
pub fn description(of: &utoipa::openapi::OpenApi) -> Value {
    let mut description = serde_json::to_value(of).unwrap_or_default();
    let items = description.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten();
    for (_, item) in items {
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            let responses = operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten();
            for (status, response) in responses {
                let failed = status.starts_with('4') || status.starts_with('5');
                if failed && response.get("content").is_none() {
                    response["content"] = problem();
                }
                bytes(response);
            }
            operation.get_mut("requestBody").into_iter().for_each(bytes);
        }
    }
    description
}

/// The content of every problem.
pub fn problem() -> Value {
    json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}})
}

/// Says of a body that is neither JSON nor text that it is bytes; a `Vec<u8>` describes itself as a list of numbers.
fn bytes(body: &mut Value) {
    for (kind, content) in body.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten() {
        if !kind.ends_with("json") && !kind.starts_with("text/") {
            content["schema"] = json!({"type": "string", "format": "binary"});
        }
    }
}
