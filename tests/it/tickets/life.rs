//! The life of a ticket through the HTTP interface, with a clock that the test moves.

use serde_json::{Value, json};

use crate::support::clocked_service::{ClockedService, clock};

const FAILS: &str = "我们客服系统输入订单号20261103778查询失败，提示接口异常，昨天的订单都查不到，电话13812345678";
const ENTRY: &str = "software/order-query-failed";

#[track_caller]
fn state(ticket: &Value) -> &str {
    ticket["states"][0]["id"].as_str().expect("a state")
}

fn step(id: &str) -> Value {
    json!({"action": {"move": {"step": id}}, "author": "小李"})
}

fn with(id: &str, facts: &Value) -> Value {
    json!({"action": {"move": {"step": id, "facts": facts}}, "author": "小李"})
}

/// Takes a ticket from receipt to being carried out.
fn carried_out(service: &ClockedService, id: &str) {
    service.act(id, &step("acknowledge"));
    service.act(id, &step("assess"));
    service.act(id, &step("solve_at_once"));
    service.act(id, &with("propose", &json!({"cause": "查询条件选错", "solution": "教客户重新选"})));
    service.act(id, &with("agree", &json!({"consent": "可以"})));
    service.act(id, &with("carry_out", &json!({"done": "客户已能查到"})));
}

#[test]
fn a_support_departments_ticket_from_10_15_to_the_weekly_review() {
    // Monday, 10:15: a customer cannot query orders. 10:20: it is received.
    let service = ClockedService::at("2026-11-23T10:20:00");
    let ticket = json!({
        "text": FAILS, "received_at": "2026-11-23T10:15:00+08:00", "channel": "hotline", "region": "杭州",
        "source": "crm", "external_id": "C-1", "customer": {"id": "acme", "class": "C"}, "author": "小李",
    });
    let answer = service.register(&ticket);
    let (ticket, suggestion) = (&answer["ticket"], &answer["suggestion"]);
    let id = ticket["id"].as_str().expect("an id").to_owned();
    assert_eq!((suggestion["outcome"].as_str(), ticket["entry"]["id"].as_str()), (Some("answer"), Some(ENTRY)));
    assert_eq!((state(ticket), ticket["urgency"].as_str()), ("received", Some("medium")));
    assert_eq!(ticket["front"], "小李");
    assert_eq!(clock(ticket, "acknowledge")["due"], "2026-11-23T10:45:00+08:00");
    assert_eq!(clock(ticket, "resolve")["due"], "2026-11-24T10:15:00+08:00");
    // Slots found in the text stand there with their place; what the entry still needs is asked.
    let slots = ticket["slots"].as_array().expect("slots");
    let order = slots.iter().find(|slot| slot["slot"] == "order_no").expect("the order number");
    assert_eq!((order["value"].as_str(), order["in"].as_str()), (Some("20261103778"), Some("text")));
    let cut: String = FAILS.chars().skip(order["start"].as_u64().expect("a place") as usize).take(11).collect();
    assert_eq!(cut, "20261103778");
    let missing: Vec<&str> = ticket["missing"].as_array().expect("questions").iter().filter_map(|m| m["slot"].as_str()).collect();
    assert!(missing.contains(&"account_no") && !missing.contains(&"order_no"), "{missing:?}");

    // 10:25: acknowledged, and the customer is told by when they hear.
    service.now("2026-11-23T10:25:00");
    let ticket = service.act(&id, &step("acknowledge"));
    assert_eq!(clock(&ticket, "acknowledge")["standing"], "met");
    let promise = json!({"what": "12点前告知处理结果", "due": "2026-11-23T12:00:00+08:00"});
    let told = json!({"channel": "电话", "content": "已受理，正在核实", "promises": [promise]});
    let ticket = service.act(&id, &json!({"action": {"tell": told}, "author": "小李"}));
    assert_eq!(clock(&ticket, "promise")["due"], "2026-11-23T12:00:00+08:00");
    assert_eq!(clock(&ticket, "answer")["standing"], "met");

    // 10:30: transferred to engineering, which answers at 10:50.
    service.now("2026-11-23T10:30:00");
    service.act(&id, &step("assess"));
    assert_eq!(service.refused(&id, &step("dispatch")), "no-department");
    let over = json!({"contact": "值班工程师，分机8021", "report": "电话回报坐席"});
    let ticket = service.act(&id, &json!({"action": {"hand_over": over}, "author": "小李"}));
    assert_eq!(ticket["department"]["id"], "engineering", "the one on its way, where none is named");
    assert_eq!(clock(&ticket, "transfer")["due"], "2026-11-23T14:30:00+08:00");
    service.act(&id, &step("dispatch"));
    service.now("2026-11-23T10:50:00");
    let taken = json!({"accepted": true, "text": "已定位到查询接口", "handler": "赵工"});
    let ticket = service.act(&id, &json!({"action": {"answer": taken}, "as": "department", "author": "赵工"}));
    assert_eq!(ticket["transfers"][0]["answer_minutes"], 20);
    assert_eq!(ticket["handler"], "赵工");
    assert_eq!(service.refused(&id, &step("begin")), "not-your-step", "the department begins, not the agent");
    service.act(&id, &json!({"action": {"move": {"step": "begin"}}, "as": "department", "author": "赵工"}));

    // Fixed by 12:00, with cause and solution on record before anything is proposed.
    service.now("2026-11-23T11:40:00");
    assert_eq!(service.refused(&id, &step("propose")), "fact-missing");
    let facts = json!({"cause": "接口证书过期", "solution": "更换证书并补同步订单"});
    service.act(&id, &with("propose", &facts));
    let draft = service.get(&format!("/api/v1/tickets/{id}/draft"));
    let text = draft["text"].as_str().expect("words");
    assert!(text.contains("原因：接口证书过期") && text.contains("已经做的：【待填：做了什么】"), "{text}");
    let blanks: Vec<&str> = draft["blanks"].as_array().expect("blanks").iter().filter_map(Value::as_str).collect();
    assert!(
        blanks.contains(&"怎样防止再发生") && blanks.contains(&"result") && !blanks.iter().any(|b| b.contains("原因")),
        "{blanks:?}"
    );
    service.act(&id, &with("agree", &json!({"consent": "同意，请尽快"})));
    service.now("2026-11-23T11:55:00");
    let ticket = service.act(&id, &with("carry_out", &json!({"done": "证书已更换，补同步32张订单"})));
    assert_eq!(clock(&ticket, "resolve")["standing"], "met");
    assert_eq!(clock(&ticket, "follow_up")["due"], "2026-11-24T11:55:00+08:00");

    // The customer is told, and the promise kept.
    let told = json!({"channel": "电话", "content": "已恢复，请抽查几张"});
    service.act(&id, &json!({"action": {"tell": told}, "author": "小李"}));
    let ticket = service.act(&id, &json!({"action": {"keep_promise": {"promise": 0}}, "author": "小李"}));
    assert_eq!(clock(&ticket, "promise")["standing"], "met");

    // The next day: the survey, the end.
    service.now("2026-11-24T11:30:00");
    let survey = json!({"answers": ["satisfied", "fair", "very_satisfied"], "comment": "还行"});
    let ticket = service.act(&id, &json!({"action": {"survey": survey}, "author": "小李"}));
    assert_eq!(clock(&ticket, "follow_up")["standing"], "met");
    service.act(&id, &step("follow_up"));
    let ticket = service.act(&id, &step("close"));
    assert_eq!((state(&ticket), ticket["ended_at"].as_str()), ("closed", Some("2026-11-24T11:30:00+08:00")));
    let met = |run: &Value| run["standing"] == "met";
    assert!(ticket["clocks"].as_array().expect("clocks").iter().all(met), "{}", ticket["clocks"]);

    // Two more like it in the same week; the weekly review finds three alike.
    service.now("2026-11-25T09:30:00");
    for text in ["后台按单号查询订单一直失败，接口返回异常，客户等着发货", "订单列表为空，输入订单号查询失败，昨天还能查到"]
    {
        let more = service.register(&json!({"text": text, "region": "杭州", "author": "小王"}));
        assert_eq!(more["ticket"]["entry"]["id"], ENTRY, "{text}");
    }
    service.now("2026-11-29T16:00:00");
    let review = service.get("/api/v1/reports/summary?from=2026-11-23&to=2026-11-29");
    assert_eq!((review["tickets"].as_u64(), review["ended"].as_u64()), (Some(3), Some(1)));
    let frequent = &review["frequent"][0];
    assert_eq!((frequent["entry"].as_str(), frequent["count"].as_u64()), (Some(ENTRY), Some(3)));
    assert_eq!(frequent["why"][0]["name"], "接口证书过期");
    assert_eq!(frequent["where"][0]["name"], "杭州");
    assert_eq!(review["transfers"]["all"]["answer_minutes"], 20.0);
    assert_eq!(review["satisfaction"]["answered"]["count"], 1);
    let measure = json!({
        "entry": ENTRY, "cause": "证书到期无人提醒", "what": "证书到期前30天告警", "owner": "运维主管", "due": "2026-12-15", "author": "班长",
    });
    assert_eq!(service.post("/api/v1/measures", &measure).status, 201);
    let review = service.get("/api/v1/reports/summary?from=2026-11-23&to=2026-11-29");
    assert_eq!(review["frequent"][0]["measures"][0]["owner"], "运维主管");
}

#[test]
fn the_same_request_under_one_key_is_one_ticket_and_another_request_under_it_is_refused() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let key = [("Idempotency-Key", "call-17")];
    let ticket = json!({"text": FAILS});
    let first = service.send("POST", "/api/v1/tickets", &key, &ticket);
    let again = service.send("POST", "/api/v1/tickets", &key, &ticket);
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(first.json()["ticket"], again.json()["ticket"]);
    assert_eq!(service.get("/api/v1/tickets")["tickets"].as_array().map(Vec::len), Some(1));
    let other = service.send("POST", "/api/v1/tickets", &key, &json!({"text": "断网"}));
    assert_eq!((other.status, other.problem()["code"].as_str()), (409, Some("key-reused")));
    // Actions, too.
    let id = first.json()["ticket"]["id"].as_str().expect("an id").to_owned();
    let act = |body: &Value| service.send("POST", &format!("/api/v1/tickets/{id}/actions"), &[("Idempotency-Key", "a-1")], body);
    let (first, again) = (act(&step("acknowledge")), act(&step("acknowledge")));
    assert_eq!((first.status, first.json()), (200, again.json()));
    assert_eq!(act(&step("assess")).status, 409);
}

#[test]
fn a_senders_id_is_registered_once_and_a_repeat_is_pointed_out_but_not_merged() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let from = |source: &str| json!({"text": FAILS, "source": source, "external_id": "T-1", "customer": {"id": "acme"}});
    let first = service.register(&from("crm"));
    assert_eq!(first["repeats"], json!([]));
    let again = service.post("/api/v1/tickets", &from("crm"));
    assert_eq!((again.status, again.problem()["code"].as_str()), (409, Some("registered-before")));
    let other = service.register(&from("shop"));
    assert_eq!(other["repeats"][0]["why"], "same_text");
    assert_eq!(other["repeats"][0]["ticket"], first["ticket"]["id"]);
    // Another text about the same from the same phone, in Traditional characters.
    let more = json!({"text": "訂單查詢失敗，輸入訂單號都沒有結果，接口異常，電話１３８１２３４５６７８"});
    let more = service.register(&more);
    assert!(
        more["repeats"].as_array().expect("repeats").iter().all(|repeat| repeat["why"] == "same_customer"),
        "{}",
        more["repeats"]
    );
    assert_eq!(more["repeats"].as_array().map(Vec::len), Some(2));
    let unlike = service.register(&json!({"text": "宽带断网了，光猫闪红灯，电话13900001111"}));
    assert_eq!(unlike["repeats"], json!([]));
    assert_eq!(service.get("/api/v1/tickets")["tickets"].as_array().map(Vec::len), Some(4));
}

#[test]
fn clocks_stand_still_while_the_customer_is_waited_for() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = service.register(&json!({"text": FAILS}))["ticket"]["id"].as_str().expect("an id").to_owned();
    service.act(&id, &step("acknowledge"));
    service.now("2026-11-23T11:00:00");
    let ticket = service.act(&id, &with("wait", &json!({"reason": "等客户提供截图"})));
    assert_eq!((state(&ticket), clock(&ticket, "resolve")["standing"].as_str()), ("waiting_customer", Some("paused")));
    service.now("2026-11-26T11:00:00");
    let ticket = service.act(&id, &step("resume"));
    // An hour of nine was used on Monday; eight are left from Thursday, 11:00.
    assert_eq!((state(&ticket), clock(&ticket, "resolve")["due"].as_str()), ("acknowledged", Some("2026-11-27T10:00:00+08:00")));
    // The first answer was due after four hours of business, of which one was used: at 14:00.
    service.now("2026-11-26T14:20:00");
    assert_eq!(
        service.app.tickets().look_at_clocks().map(|looked| looked.fired).ok(),
        Some(2),
        "its reminder and the first level"
    );
}

#[test]
fn reminders_and_escalations_fire_once_survive_restarts_and_catch_up() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let text = "小区配电箱冒烟漏电，有人触电受伤，快来人";
    let ticket = service.register(&json!({"text": text}))["ticket"].clone();
    assert_eq!(ticket["urgency"], "high");
    assert_eq!(ticket["advice"]["scenario"], "emergency");
    let id = ticket["id"].as_str().expect("an id").to_owned();
    let fired = |service: &ClockedService| service.app.tickets().look_at_clocks().expect("it looks").fired;
    assert_eq!(fired(&service), 0);
    service.now("2026-11-23T10:16:00");
    assert_eq!((fired(&service), fired(&service)), (1, 0), "the reminder to acknowledge, once");
    // The machine is off for three days; its clock comes back wrong first.
    let service = ClockedService::in_folder(service.stop(), "2026-11-22T00:00:00");
    assert_eq!(fired(&service), 0);
    service.now("2026-11-26T10:00:00");
    let caught_up = fired(&service);
    assert_eq!((caught_up, fired(&service)), (15, 0), "three of the first clock, a reminder and three of three others");
    let events = service.get("/api/v1/events?limit=1000");
    let levels: Vec<u64> = events["events"]
        .as_array()
        .expect("events")
        .iter()
        .filter(|event| event["type"] == "ticket.escalated" && event["data"]["clock"] == "resolve")
        .filter_map(|event| event["data"]["level"].as_u64())
        .collect();
    assert_eq!(levels, [1, 2, 3]);
    let times: Vec<&str> = events["events"].as_array().expect("events").iter().filter_map(|e| e["at"].as_str()).collect();
    assert!(times.is_sorted(), "no clock turns a history round: {times:?}");
    let seqs: Vec<u64> = events["events"].as_array().expect("events").iter().filter_map(|e| e["seq"].as_u64()).collect();
    assert_eq!(seqs, (1..=17).collect::<Vec<u64>>());
    assert_eq!(clock(&service.get(&format!("/api/v1/tickets/{id}")), "resolve")["standing"], "overdue");
}

#[test]
fn nobody_handles_a_complaint_about_themselves_and_the_front_stays_unless_the_customer_agrees() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let ticket = json!({"text": "客服态度恶劣，骂人还挂我电话，工号8021", "about": ["陳小明"], "author": "小李"});
    let ticket = service.register(&ticket)["ticket"].clone();
    assert!(ticket["about"].as_array().expect("people").iter().any(|who| who.as_str().is_some_and(|w| w.contains("8021"))));
    let id = ticket["id"].as_str().expect("an id").to_owned();
    service.act(&id, &step("acknowledge"));
    service.act(&id, &step("assess"));
    let over = |handler: &str| json!({"action": {"hand_over": {"department": "service-quality", "contact": "组长", "report": "电话", "handler": handler}}});
    assert_eq!(service.refused(&id, &over("陈小明")), "complained-about", "in whatever script");
    assert_eq!(service.refused(&id, &over("服务台 陈小明（质检）")), "complained-about");
    service.act(&id, &over("王主管"));
    let assign = |who: &Value| json!({"action": {"assign": who}});
    assert_eq!(service.refused(&id, &assign(&json!({"front": "小王"}))), "needs-consent");
    assert_eq!(service.refused(&id, &assign(&json!({"front": "陈小明", "consent": "好"}))), "complained-about");
    let ticket = service.act(&id, &assign(&json!({"front": "小王", "consent": "客户同意换人"})));
    assert_eq!((ticket["front"].as_str(), ticket["handler"].as_str()), (Some("小王"), Some("王主管")));
}

#[test]
fn a_refused_hand_over_goes_elsewhere_and_every_one_is_counted() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let ticket =
        service.register(&json!({"text": "申请增容，家里装空调总跳闸，想把用电容量从四千瓦加到八千瓦"}))["ticket"].clone();
    assert_eq!(ticket["category"]["id"], "power/capacity/increase");
    assert_eq!(ticket["next_department"]["id"], "power-survey", "survey first");
    let id = ticket["id"].as_str().expect("an id").to_owned();
    service.act(&id, &step("acknowledge"));
    service.act(&id, &step("assess"));
    let to = |department: &str, reason: Option<&str>| json!({"action": {"hand_over": {"department": department, "contact": "值班", "report": "系统", "reason": reason}}});
    let answer = |accepted: bool| json!({"action": {"answer": {"accepted": accepted, "text": "答复"}}, "as": "department"});
    assert_eq!(service.refused(&id, &to("power-capacity-increase", None)), "off-route");
    service.act(&id, &to("power-billing", Some("客户坚持先问电价")));
    service.now("2026-11-23T10:30:00");
    let ticket = service.act(&id, &answer(false));
    assert_eq!((ticket["department"].as_str(), ticket["transfers"][0]["accepted"].as_bool()), (None, Some(false)));
    assert_eq!(service.refused(&id, &answer(true)), "nothing-to-answer");
    service.act(&id, &to("power-survey", None));
    service.now("2026-11-23T11:30:00");
    let ticket = service.act(&id, &answer(true));
    assert_eq!(ticket["next_department"]["id"], "power-capacity-increase", "then its own desk");
    let minutes: Vec<i64> =
        ticket["transfers"].as_array().expect("transfers").iter().filter_map(|t| t["answer_minutes"].as_i64()).collect();
    assert_eq!(minutes, [30, 60]);
}

#[test]
fn nobody_is_asked_while_work_goes_on_and_an_unsatisfied_customer_is_served_at_the_next_level() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = service.register(&json!({"text": FAILS}))["ticket"]["id"].as_str().expect("an id").to_owned();
    let survey = |first: &str| json!({"action": {"survey": {"answers": [first, "fair", "fair"]}}});
    assert_eq!(service.refused(&id, &survey("satisfied")), "still-working");
    carried_out(&service, &id);
    service.now("2026-11-24T10:00:00");
    let ticket = service.act(&id, &survey("dissatisfied"));
    assert_eq!((state(&ticket), ticket["level"].as_u64(), ticket["reopened"].as_u64()), ("reopened", Some(2), Some(1)));
    assert_eq!(clock(&ticket, "resolve")["standing"], "open", "the clock runs again");
    assert_eq!(service.refused(&id, &survey("satisfied")), "still-working");
    // A customer may agree to be asked later.
    service.act(&id, &step("assess"));
    service.act(&id, &step("solve_at_once"));
    service.act(&id, &with("propose", &json!({"cause": "查询条件选错", "solution": "派人上门教"})));
    service.act(&id, &with("agree", &json!({"consent": "可以"})));
    let later = json!({"action": {"move": {"step": "carry_out", "facts": {"done": "已教会"}, "follow_up_at": "2026-11-26T10:00:00+08:00"}}});
    let ticket = service.act(&id, &later);
    assert_eq!(clock(&ticket, "follow_up")["due"], "2026-11-26T10:00:00+08:00");
}

#[test]
fn a_ticket_with_an_open_promise_is_not_closed() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = service.register(&json!({"text": FAILS}))["ticket"]["id"].as_str().expect("an id").to_owned();
    let promise = |due: &str| json!({"action": {"tell": {"channel": "电话", "content": "会补偿", "promises": [{"what": "补发优惠券", "due": due}]}}});
    assert_eq!(service.refused(&id, &promise("2026-11-23T09:00:00+08:00")), "deadline-passed");
    service.act(&id, &promise("2026-11-25T10:00:00+08:00"));
    carried_out(&service, &id);
    service.act(&id, &step("follow_up"));
    assert_eq!(service.refused(&id, &step("close")), "promise-open");
    service.act(&id, &json!({"action": {"keep_promise": {"promise": 0}}}));
    assert_eq!(service.refused(&id, &json!({"action": {"keep_promise": {"promise": 0}}})), "promise-kept");
    assert_eq!(state(&service.act(&id, &step("close"))), "closed");
}

#[test]
fn an_action_on_what_changed_meanwhile_is_refused() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let ticket = service.register(&json!({"text": FAILS}))["ticket"].clone();
    let id = ticket["id"].as_str().expect("an id").to_owned();
    let expecting = |seq: &Value| json!({"action": {"move": {"step": "acknowledge"}}, "expect": seq});
    service.act(&id, &json!({"action": {"note": {"slots": {"account_no": "A-1"}}}}));
    assert_eq!(service.refused(&id, &expecting(&ticket["seq"])), "changed-meanwhile");
    service.act(&id, &expecting(&json!(2)));
    assert_eq!(service.refused("no-such-id", &step("acknowledge")), "no-such-ticket");
}

#[test]
fn the_queue_shows_what_is_due_first_page_by_page_with_personal_data_masked() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let texts = ["建议增加夜间客服", FAILS, "小区配电箱冒烟漏电，有人触电受伤", "断网了，光猫闪红灯，电话13812345678"];
    for text in texts {
        service.register(&json!({"text": text}));
    }
    let all = service.get("/api/v1/tickets");
    let dues: Vec<&str> = all["tickets"].as_array().expect("tickets").iter().filter_map(|t| t["due"].as_str()).collect();
    assert_eq!((dues.len(), dues.is_sorted()), (4, true), "{dues:?}");
    assert_eq!(all["tickets"][0]["urgency"], "high");
    assert!(!all.to_string().contains("13812345678") && all.to_string().contains("138****5678"));
    let mut seen: Vec<String> = Vec::new();
    let mut after = String::new();
    loop {
        let page = service.get(&format!("/api/v1/tickets?limit=1{after}"));
        seen.extend(page["tickets"].as_array().expect("tickets").iter().filter_map(|t| t["id"].as_str()).map(str::to_owned));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    let whole: Vec<&str> = all["tickets"].as_array().expect("tickets").iter().filter_map(|t| t["id"].as_str()).collect();
    assert_eq!(seen, whole);
    service.now("2026-11-23T10:20:00");
    let overdue = service.get("/api/v1/tickets?overdue=true");
    assert_eq!(overdue["tickets"].as_array().map(Vec::len), Some(1), "{overdue}");
    assert_eq!(service.get("/api/v1/tickets?state=closed")["tickets"], json!([]));
}

#[test]
fn how_to_reach_the_customer_depends_on_the_situation() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let registered = |ticket: &Value| service.register(ticket)["ticket"].clone();
    let scenario = |ticket: &Value| ticket["advice"]["scenario"].as_str().expect("advice").to_owned();
    let told = json!({"action": {"tell": {"channel": "电话", "content": "已在处理"}}});
    let threat = registered(&json!({"text": crate::support::program::COMPLAINT}));
    assert_eq!((scenario(&threat).as_str(), threat["advice"]["within"].as_str()), ("emergency", Some("10m")));
    let threat = service.act(threat["id"].as_str().expect("an id"), &told);
    assert_eq!(scenario(&threat), "exposure");
    let person = registered(&json!({"text": "想反映一下服务不周的情况", "about": ["陈小明"]}));
    assert_eq!((scenario(&person).as_str(), person["advice"]["within"].as_str()), ("about_person", Some("2wd")));
    let usual = registered(&json!({"text": FAILS}));
    assert_eq!((scenario(&usual).as_str(), usual["advice"]["channels"][0].as_str()), ("usual", Some("邮件或在线消息")));
    let id = usual["id"].as_str().expect("an id");
    carried_out(&service, id);
    let done = service.get(&format!("/api/v1/tickets/{id}"));
    assert_eq!((scenario(&done).as_str(), done["advice"]["channels"][0].as_str()), ("result", Some("书面")));
    let survey = json!({"action": {"survey": {"answers": ["very_dissatisfied", "fair", "fair"]}}});
    assert_eq!(scenario(&service.act(id, &survey)), "complex", "it came back");
}
