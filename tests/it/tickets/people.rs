//! Who faces the customer, who may see to a ticket, and who a customer is.

use serde_json::{Value, json};

use crate::support::clocked_service::ClockedService;
use crate::support::handled_tickets::{FAILS, step};

fn note(what: &Value) -> Value {
    json!({"action": {"note": what}, "author": "小李"})
}

fn id(answer: &Value) -> String {
    answer["ticket"]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn nobody_faces_the_customer_until_somebody_is_named() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let answer = service.register(&json!({"text": FAILS, "source": "crm"}));
    assert_eq!(answer["ticket"]["front"], Value::Null, "a system faces nobody");
    service.now("2026-11-23T10:25:00");
    service.app.tickets().look_at_clocks().expect("it looks");
    let events = service.get("/api/v1/events?limit=1000");
    let reminded = events["events"].as_array().expect("events").iter().find(|event| event["type"] == "ticket.reminded");
    assert_eq!(reminded.expect("a reminder")["data"]["to"], Value::Null);
    let first = json!({"action": {"assign": {"front": "小王"}}});
    assert_eq!(service.act(&id(&answer), &first)["front"], "小王", "naming the first takes nobody's consent");
    let next = json!({"action": {"assign": {"front": "小李"}}});
    assert_eq!(service.refused(&id(&answer), &next), "needs-consent");
}

#[test]
fn whoever_registers_a_complaint_about_themselves_does_not_face_the_customer() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let about = json!({"text": FAILS, "author": "张三", "about": ["張三"]});
    let answer = service.register(&about);
    assert_eq!(answer["ticket"]["front"], Value::Null);
    let kinds: Vec<Value> = service.get("/api/v1/events?limit=1000")["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| event["type"].clone())
        .collect();
    assert_eq!(kinds, ["ticket.registered", "ticket.relieved"], "the history says so");
    let answer = service.register(&json!({"text": FAILS, "author": "张三", "about": ["張三"], "front": "小王"}));
    assert_eq!(answer["ticket"]["front"], "小王");
}

#[test]
fn whoever_turns_out_to_be_complained_about_is_off_the_ticket_and_acts_on_it_no_more() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = id(&service.register(&json!({"text": FAILS, "author": "王五"})));
    service.act(&id, &json!({"action": {"assign": {"handler": "李四"}}, "author": "王五"}));
    let ticket = service.act(&id, &note(&json!({"about": ["王五", "李四"]})));
    assert_eq!((&ticket["front"], &ticket["handler"]), (&Value::Null, &Value::Null));
    assert_eq!(ticket["seq"], 4, "that they are off it is an event of its own");
    for action in [json!({"move": {"step": "acknowledge"}}), json!({"tell": {"channel": "电话", "content": "好的"}})] {
        let by = |who: &str| json!({"action": action, "author": who});
        assert_eq!(service.refused(&id, &by("王五")), "author-complained-about");
        service.act(&id, &by("小李"));
    }
    let ticket = service.act(&id, &json!({"action": {"assign": {"front": "小李"}}, "author": "小李"}));
    assert_eq!(ticket["front"], "小李", "nobody is left whom the customer would have to let go");
}

#[test]
fn a_name_is_known_again_in_a_longer_one_and_a_longer_one_in_it() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = id(&service.register(&json!({"text": FAILS, "about": ["客服张三"], "author": "小李"})));
    let handler = |who: &str| json!({"action": {"assign": {"handler": who}}, "author": "小李"});
    assert_eq!(service.refused(&id, &handler("张三")), "complained-about");
    assert_eq!(service.refused(&id, &handler("热线客服张三（夜班）")), "complained-about");
    service.act(&id, &handler("三"));
}

#[test]
fn strangers_without_a_number_are_not_one_customer() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    for (nth, phone) in ["", "", "无", "保密", "-"].into_iter().enumerate() {
        let text = format!("{FAILS}，第{nth}位客户");
        let answer = service.register(&json!({"text": text, "slots": {"phone": phone, "account_no": " "}}));
        assert_eq!(answer["repeats"], json!([]), "{phone:?}");
        let slots = answer["ticket"]["slots"].as_array().expect("slots");
        let blank = slots.iter().filter(|slot| slot["value"].as_str().is_none_or(|value| value.trim().is_empty()));
        assert_eq!(blank.count(), 0, "what says nothing is not on record");
    }
    let known = |text: &str| json!({"text": text, "slots": {"phone": "138-1234-5678"}});
    service.register(&known(&format!("{FAILS}，张女士")));
    let again = service.register(&known(&format!("{FAILS}，张女士又来电")));
    assert_eq!(again["repeats"][0]["why"], "same_customer");
}

#[test]
fn slots_and_classes_that_nobody_wrote_down_are_refused_with_those_there_are() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let refused = |ticket: &Value| {
        let answer = service.post("/api/v1/tickets", ticket);
        assert_eq!(answer.status, 422, "{}", answer.text());
        answer.problem()
    };
    let slot = refused(&json!({"text": FAILS, "slots": {"colour": "red"}}));
    assert_eq!(slot["code"], "no-such-slot");
    let class = refused(&json!({"text": FAILS, "customer": {"class": "VIP"}}));
    assert_eq!(class["code"], "no-such-class");
    assert!(class.to_string().contains("A, B, C, D"), "{class}");
    assert_eq!(service.get("/api/v1/tickets")["tickets"], json!([]), "nothing was registered");
}

#[test]
fn a_note_that_says_nothing_makes_no_event() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = id(&service.register(&json!({"text": FAILS, "author": "小李"})));
    assert_eq!(service.refused(&id, &note(&json!({}))), "no-word");
    assert_eq!(service.act(&id, &step("acknowledge", &json!({})))["seq"], 2);
}
