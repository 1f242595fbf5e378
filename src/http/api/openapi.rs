//! The service's description, generated from the handlers.

use utoipa::OpenApi;

/// What stands at the head of `/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "fenzhen 分诊",
        description = "Triage for complaint tickets. Errors are RFC 9457 problem documents; spans count Unicode code points.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
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
