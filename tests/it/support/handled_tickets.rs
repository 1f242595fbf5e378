//! Tickets that were handled, each in its own way, for reports to add up.

use serde_json::{Value, json};

use super::clocked_service::ClockedService;

pub const FAILS: &str = "客户系统输入订单号查询失败，提示接口异常";
pub const MODEM: &str = "光猫一直闪红灯，宽带上不了网";
pub const PARCEL: &str = "快递显示已签收但我没收到，派件员电话打不通";

/// A step of the workflow.
pub fn step(id: &str, facts: &Value) -> Value {
    json!({"action": {"move": {"step": id, "facts": facts}}})
}

/// How a ticket is handled.
#[derive(Clone, Copy)]
pub struct How<'a> {
    /// Minutes until each department it was handed to answered.
    pub answers: &'a [i64],
    pub cause: &'a str,
    /// Days that pass before it is carried out.
    pub late: i64,
    /// What the customer says to the first question, if they are asked.
    pub survey: Option<&'a str>,
    pub verdict: Option<&'a str>,
}

/// Registers a ticket and brings it as far as the customer's answer.
pub fn handle(service: &ClockedService, ticket: &Value, how: How<'_>) -> String {
    let id = received(service, ticket);
    for minutes in how.answers {
        let over = json!({"action": {"hand_over": {"department": "engineering", "contact": "值班", "report": "电话", "reason": "先问研发"}}});
        service.act(&id, &over);
        service.later(60 * minutes);
        service.act(&id, &json!({"action": {"answer": {"accepted": true, "text": "收到"}}, "as": "department"}));
    }
    service.act(&id, &step("solve_at_once", &json!({})));
    service.act(&id, &step("propose", &json!({"cause": how.cause, "solution": "修"})));
    service.act(&id, &step("agree", &json!({"consent": "好"})));
    service.later(how.late * 24 * 3_600);
    service.act(&id, &step("carry_out", &json!({"done": "修好"})));
    if let Some(answer) = how.survey {
        service.act(&id, &json!({"action": {"survey": {"answers": [answer, "fair", "fair"]}}}));
    }
    if let Some(verdict) = how.verdict {
        let said = service.post("/api/v1/feedback", &json!({"ticket": id, "verdict": verdict}));
        assert_eq!(said.status, 200, "{}", said.text());
    }
    id
}

/// Registers a ticket that is acknowledged and assessed, and no more.
pub fn received(service: &ClockedService, ticket: &Value) -> String {
    let id = service.register(ticket)["ticket"]["id"].as_str().expect("an id").to_owned();
    service.act(&id, &step("acknowledge", &json!({})));
    service.act(&id, &step("assess", &json!({})));
    id
}

/// Two months of tickets, a few a day, up to a batch defect on the evening of 27 November 2026, with its alarm.
pub fn months() -> ClockedService {
    let service = ClockedService::at("2026-10-01T09:00:00");
    for day in 0..57_usize {
        let (month, of_month) = if day < 31 { (10, day + 1) } else { (11, day - 30) };
        for nth in 0..=day % 2 {
            service.now(&format!("2026-{month}-{of_month:02}T{:02}:00:00", 9 + 3 * nth));
            let turn = day + nth;
            let (text, region) = [(FAILS, "杭州"), (MODEM, "绍兴"), (PARCEL, "杭州")][turn % 3];
            let channel = ["hotline", "web", "wechat"][turn % 3];
            let (text, class) = (format!("{text}，第{day}次"), ["A", "B", "C", "D"][turn % 4]);
            let ticket =
                json!({"text": text, "channel": channel, "region": region, "product": "HG-8", "customer": {"class": class}});
            let survey = ["very_satisfied", "satisfied", "fair", "dissatisfied"];
            let minutes = [20 + 5 * i64::try_from(turn % 7).expect("few"), 45];
            let how = How {
                answers: &minutes[..turn % 3],
                cause: ["接口证书过期", "光缆被挖断", "错分网点"][turn % 3],
                late: if turn.is_multiple_of(5) { 6 } else { 0 },
                survey: (turn % 4 != 3).then(|| survey[turn % 4]),
                verdict: turn.is_multiple_of(2).then_some("accepted"),
            };
            handle(&service, &ticket, how);
        }
    }
    service.now("2026-11-27T18:00:00");
    for nth in 0..14 {
        service.register(&json!({"text": format!("{MODEM}，新装的光猫，第{nth}户"), "product": "HG-9", "region": "杭州"}));
    }
    assert!(service.app.alarms().look().expect("it looks") > 0, "the batch stands out");
    service
}
