//! How clocks stand when they stop: what never happened is not called done in time, and what was done in time stays so.

use serde_json::{Value, json};

use crate::support::clocked_service::{ClockedService, clock};
use crate::support::handled_tickets::{FAILS, step};

const IDEA: &str = "建议增加夜间客服";

#[track_caller]
fn registered(service: &ClockedService, text: &str) -> String {
    service.register(&json!({"text": text, "author": "小李"}))["ticket"]["id"].as_str().expect("an id").to_owned()
}

fn told() -> Value {
    json!({"action": {"tell": {"channel": "电话", "content": "已经处理好了"}}})
}

fn take(service: &ClockedService, id: &str, steps: &[&str]) -> Value {
    let facts = json!({"cause": "查询条件选错", "solution": "教客户重新选", "consent": "可以", "done": "已能查到", "reason": "不属于我司"});
    let of = |step: &str| match step {
        "propose" => json!({"cause": facts["cause"], "solution": facts["solution"]}),
        "agree" => json!({"consent": facts["consent"]}),
        "carry_out" => json!({"done": facts["done"]}),
        "reject" | "return" | "reopen" | "wait" | "refuse" | "give_up" => json!({"reason": facts["reason"]}),
        _ => json!({}),
    };
    steps.iter().map(|id_of| service.act(id, &step(id_of, &of(id_of)))).last().expect("a step")
}

const CARRIED_OUT: [&str; 6] = ["acknowledge", "assess", "solve_at_once", "propose", "agree", "carry_out"];

fn standing<'a>(ticket: &'a Value, name: &str) -> &'a str {
    clock(ticket, name)["standing"].as_str().expect("a standing")
}

#[test]
fn what_a_rejected_ticket_never_came_to_is_dropped_and_counts_in_no_rate() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, FAILS);
    service.later(60);
    let ticket = take(&service, &id, &["acknowledge", "reject"]);
    assert_eq!(standing(&ticket, "acknowledge"), "met", "that happened");
    for name in ["answer", "progress", "resolve"] {
        assert_eq!(standing(&ticket, name), "dropped", "{name}");
    }
    let report = service.get("/api/v1/reports/summary?from=2026-11-23&to=2026-11-23");
    for kept in report["clocks"].as_array().expect("clocks") {
        let acknowledged = u64::from(kept["clock"] == "acknowledge");
        assert_eq!((kept["met"].as_u64(), kept["on_time"]["of"].as_u64()), (Some(acknowledged), Some(acknowledged)), "{kept}");
    }
}

#[test]
fn what_was_overdue_when_it_was_given_up_was_missed() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, FAILS);
    service.now("2026-11-23T15:00:00");
    let ticket = take(&service, &id, &["reject"]);
    assert_eq!((standing(&ticket, "acknowledge"), standing(&ticket, "answer")), ("missed", "missed"));
    assert_eq!(standing(&ticket, "resolve"), "dropped");
}

#[test]
fn a_question_of_low_urgency_is_not_closed_before_the_customer_was_told_once() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, IDEA);
    let ticket = take(&service, &id, &CARRIED_OUT);
    assert_eq!(ticket["urgency"], "low");
    assert_eq!(standing(&ticket, "progress"), "dropped", "nobody told them anything");
    take(&service, &id, &["follow_up"]);
    assert_eq!(service.refused(&id, &step("close", &json!({}))), "nothing-told");
    let ticket = service.act(&id, &told());
    assert_eq!((standing(&ticket, "progress"), standing(&ticket, "answer")), ("met", "met"), "the result is progress, too");
    take(&service, &id, &["close"]);
}

#[test]
fn a_ticket_that_ends_without_an_answer_to_the_customer_was_not_answered_in_time() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, FAILS);
    take(&service, &id, &CARRIED_OUT);
    let ticket = take(&service, &id, &["follow_up", "close"]);
    assert_eq!((standing(&ticket, "answer"), standing(&ticket, "progress")), ("dropped", "dropped"));
    assert_eq!((standing(&ticket, "resolve"), standing(&ticket, "follow_up")), ("met", "met"));
}

#[test]
fn a_hand_over_that_is_taken_elsewhere_before_its_answer_was_not_answered() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, FAILS);
    take(&service, &id, &["acknowledge", "assess"]);
    let over =
        |department: &str| json!({"action": {"hand_over": {"department": department, "contact": "值班", "report": "电话"}}});
    service.act(&id, &over("engineering"));
    service.later(60);
    let ticket = service.act(&id, &over("product-design"));
    let transfers: Vec<&Value> =
        ticket["clocks"].as_array().expect("clocks").iter().filter(|run| run["clock"] == "transfer").collect();
    assert_eq!((&transfers[0]["standing"], &transfers[1]["standing"]), (&json!("dropped"), &json!("open")));
    // Nobody waits for a department once the ticket is rejected.
    let ticket = take(&service, &id, &["reject"]);
    assert_eq!(standing(&ticket, "transfer"), "dropped");
    service.later(24 * 3_600);
    assert_eq!(service.app.tickets().look_at_clocks().expect("it looks").fired, 0);
}

#[test]
fn a_follow_up_that_a_reopening_overtakes_was_not_made() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, FAILS);
    take(&service, &id, &CARRIED_OUT);
    let ticket = take(&service, &id, &["reopen"]);
    assert_eq!(standing(&ticket, "follow_up"), "dropped");
}

#[test]
fn a_later_change_of_urgency_leaves_what_was_done_in_time_as_it_was() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, FAILS);
    service.now("2026-11-23T10:25:00");
    let before = take(&service, &id, &["acknowledge"]);
    let after = service.act(&id, &json!({"action": {"note": {"urgency": "high"}}}));
    assert_eq!(after["urgency"], "high");
    assert_eq!(clock(&after, "acknowledge"), clock(&before, "acknowledge"), "it was in time then");
    assert_eq!(clock(&after, "resolve")["due"], "2026-11-23T12:00:00+08:00", "what still runs is due by the new urgency");
    let lower = service.act(&id, &json!({"action": {"note": {"urgency": "low"}}}));
    assert_eq!(clock(&lower, "acknowledge"), clock(&before, "acknowledge"));
}

#[test]
fn whoever_waits_for_the_customer_is_neither_reminded_nor_escalated_until_they_go_on() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, FAILS);
    service.now("2026-11-23T10:35:00");
    let fired = || service.app.tickets().look_at_clocks().expect("it looks").fired;
    assert_eq!(fired(), 1, "the reminder to acknowledge");
    take(&service, &id, &["acknowledge", "assess"]);
    // The first answer is due at 14:00, and not given.
    service.now("2026-11-23T14:05:00");
    assert_eq!(fired(), 1, "the reminder of the answer");
    take(&service, &id, &["wait"]);
    service.now("2026-11-27T10:00:00");
    assert_eq!(fired(), 0, "it is the customer's turn");
    assert_eq!(
        standing(&service.get(&format!("/api/v1/tickets/{id}")), "answer"),
        "overdue",
        "it was before they were waited for"
    );
    take(&service, &id, &["resume"]);
    assert_eq!(fired(), 0, "five of the fifteen minutes after the deadline were used");
    service.now("2026-11-27T10:09:00");
    assert_eq!(fired(), 0);
    service.now("2026-11-27T10:10:00");
    assert_eq!(fired(), 1, "the first level");
}

#[test]
fn what_was_promised_to_the_minute_is_called_to_mind_while_the_customer_is_waited_for() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, FAILS);
    take(&service, &id, &["acknowledge"]);
    let promise = json!({"what": "回电", "due": "2026-11-23T12:00:00+08:00"});
    service.act(&id, &json!({"action": {"tell": {"channel": "电话", "content": "回您电话", "promises": [promise]}}}));
    take(&service, &id, &["wait"]);
    service.now("2026-11-23T12:15:00");
    assert_eq!(service.app.tickets().look_at_clocks().expect("it looks").fired, 2, "its reminder and the first level");
}

#[test]
fn nobody_is_asked_how_it_was_where_nothing_was_carried_out() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, FAILS);
    let survey = json!({"action": {"survey": {"answers": ["fair", "fair", "fair"]}}});
    assert_eq!(service.refused(&id, &survey), "still-working");
    take(&service, &id, &["reject"]);
    assert_eq!(service.refused(&id, &survey), "nothing-carried-out");
}

#[test]
fn what_was_done_may_be_on_record_before_it_is_carried_out() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, FAILS);
    take(&service, &id, &["acknowledge", "assess", "solve_at_once", "propose", "agree"]);
    service.act(&id, &json!({"action": {"note": {"facts": {"done": "已能查到"}}}}));
    service.act(&id, &step("carry_out", &json!({})));
    service.act(&id, &json!({"action": {"survey": {"answers": ["fair", "fair", "fair"]}}}));
}
