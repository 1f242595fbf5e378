//! Where tickets go: hand-overs, returns, reopenings, levels, and what is refused on the way.

use serde_json::{Value, json};

use crate::support::clocked_service::{ClockedService, clock};
use crate::support::handled_tickets::{FAILS, step};

const CAPACITY: &str = "申请增容，家里装空调总跳闸，想把用电容量从四千瓦加到八千瓦";

#[track_caller]
fn received(service: &ClockedService, text: &str) -> String {
    crate::support::handled_tickets::received(service, &json!({"text": text, "author": "小李"}))
}

fn over(department: Option<&str>) -> Value {
    json!({"action": {"hand_over": {"department": department, "contact": "值班", "report": "系统"}}})
}

fn taken() -> Value {
    json!({"action": {"answer": {"accepted": true, "text": "收到"}}, "as": "department"})
}

fn because(id: &str) -> Value {
    step(id, &json!({"reason": "客户不满意"}))
}

/// From being in progress to being carried out.
fn carried_out(service: &ClockedService, id: &str) {
    service.act(id, &step("propose", &json!({"cause": "容量不够", "solution": "换表增容"})));
    service.act(id, &step("agree", &json!({"consent": "可以"})));
    service.act(id, &step("carry_out", &json!({"done": "已增容"})));
}

#[test]
fn a_reopened_ticket_goes_its_way_from_the_start() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = received(&service, CAPACITY);
    for _ in ["power-survey", "power-capacity-increase"] {
        service.act(&id, &over(None));
        service.act(&id, &taken());
    }
    service.act(&id, &step("solve_at_once", &json!({})));
    carried_out(&service, &id);
    let ticket = service.act(&id, &because("reopen"));
    assert_eq!((ticket["next_department"]["id"].as_str(), &ticket["department"]), (Some("power-survey"), &Value::Null));
    service.act(&id, &step("assess", &json!({})));
    assert_eq!(service.refused(&id, &over(Some("power-capacity-increase"))), "off-route");
    let ticket = service.act(&id, &over(None));
    assert_eq!(ticket["department"]["id"], "power-survey");
    assert_eq!(ticket["transfers"].as_array().map(Vec::len), Some(3), "every one is counted");
}

#[test]
fn a_hand_over_to_nobody_in_particular_is_refused_with_what_to_send() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = received(&service, FAILS);
    service.act(&id, &over(None));
    service.act(&id, &taken());
    let answer = service.post(&format!("/api/v1/tickets/{id}/actions"), &over(None));
    let problem = answer.problem();
    assert_eq!((answer.status, problem["code"].as_str()), (409, Some("no-department-named")));
    assert!(problem["help"].as_str().is_some_and(|help| help.contains("`department`")), "{problem}");
}

#[test]
fn a_returned_ticket_is_dispatched_again_only_after_a_new_hand_over() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = received(&service, FAILS);
    service.act(&id, &over(None));
    service.act(&id, &step("dispatch", &json!({})));
    let ticket = service.act(&id, &because("return"));
    assert_eq!((&ticket["department"], &ticket["handler"]), (&Value::Null, &Value::Null));
    assert_eq!(clock(&ticket, "transfer")["standing"], "dropped", "nobody is waited for any more");
    assert_eq!(service.refused(&id, &taken()), "nothing-to-answer");
    assert_eq!(service.refused(&id, &step("dispatch", &json!({}))), "no-department");
    service.act(&id, &over(Some("product-design")));
    let ticket = service.act(&id, &step("dispatch", &json!({})));
    assert_eq!(ticket["department"]["id"], "product-design");
}

#[test]
fn the_second_refusal_goes_to_the_manager_the_third_to_higher_management_and_no_further() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = received(&service, FAILS);
    service.act(&id, &step("solve_at_once", &json!({})));
    let refused = || {
        service.act(&id, &step("propose", &json!({"cause": "查询条件选错", "solution": "教客户重新选"})));
        service.act(&id, &because("refuse"))["level"].as_u64()
    };
    assert_eq!([refused(), refused(), refused(), refused()], [Some(1), Some(2), Some(3), Some(3)]);
    carried_out(&service, &id);
    assert_eq!(service.act(&id, &because("reopen"))["level"], 3);
    let events = service.get("/api/v1/events?limit=1000");
    let raised = events["events"].as_array().expect("events").iter().filter(|event| event["data"]["raises"] == true);
    assert_eq!(raised.count(), 2, "the history says when it went up");
}

#[test]
fn an_agreed_follow_up_is_to_come_and_belongs_to_the_step_that_starts_it() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = received(&service, FAILS);
    let with = |id: &str, facts: Value, at: &str| json!({"action": {"move": {"step": id, "facts": facts, "follow_up_at": at}}});
    assert_eq!(service.refused(&id, &with("solve_at_once", json!({}), "2026-11-25T10:00:00+08:00")), "no-follow-up");
    service.act(&id, &step("solve_at_once", &json!({})));
    service.act(&id, &step("propose", &json!({"cause": "查询条件选错", "solution": "教客户重新选"})));
    service.act(&id, &step("agree", &json!({"consent": "可以"})));
    let done = || json!({"done": "已能查到"});
    assert_eq!(service.refused(&id, &with("carry_out", done(), "2020-01-01T00:00:00Z")), "deadline-passed");
    let ticket = service.act(&id, &with("carry_out", done(), "2026-11-25T10:00:00+08:00"));
    assert_eq!(clock(&ticket, "follow_up")["due"], "2026-11-25T10:00:00+08:00");
}

#[test]
fn a_hand_over_is_answered_by_the_department_and_not_for_it() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = received(&service, FAILS);
    service.act(&id, &over(None));
    let as_agent = json!({"action": {"answer": {"accepted": true, "text": "收到"}}, "author": "小李"});
    assert_eq!(service.refused(&id, &as_agent), "not-your-answer");
    service.act(&id, &taken());
}
