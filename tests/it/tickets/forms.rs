//! The forms of a ticket's page without a browser and without a script: what is refused says why, where, and keeps what
//! was written.

use serde_json::{Value, json};

use crate::support::clocked_service::ClockedService;
use crate::support::service::Response;

const FAILS: &str = "我们客服系统输入订单号20261103778查询失败，提示接口异常，昨天的订单都查不到";

fn registered(service: &ClockedService, ticket: &Value) -> String {
    service.register(ticket)["ticket"]["id"].as_str().expect("an id").to_owned()
}

/// The fields of a form, by name.
type Fields = &'static [(&'static str, &'static str)];

/// Sends a form of a ticket's page, as of one of its events.
#[track_caller]
fn act(service: &ClockedService, id: &str, expect: &str, fields: &[(&str, &str)]) -> Response {
    let page = format!("/tickets/{id}");
    service.form(&page, &format!("{page}/act"), &[fields, &[("expect", expect)]].concat())
}

/// The number of a ticket's last event.
fn seq(service: &ClockedService, id: &str) -> String {
    service.get(&format!("/api/v1/tickets/{id}"))["seq"].to_string()
}

#[test]
fn a_reminder_that_fires_while_somebody_writes_is_not_in_their_way_but_what_a_colleague_did_is_shown_first() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, &json!({"text": FAILS, "author": "小李"}));
    service.now("2026-11-23T10:29:00");
    assert_eq!(service.app.tickets().look_at_clocks().map(|looked| looked.fired).ok(), Some(1));
    let told = [("act", "tell"), ("key", "tell"), ("channel", "电话"), ("content", "正在核实")];
    let taken = act(&service, &id, "1", &told);
    assert_eq!((taken.status, taken.header("location")), (303, Some(format!("/tickets/{id}?done=1").as_str())));
    // Now somebody spoke with the customer: whoever still has the old page sees that before they go on.
    let late = [("act", "tell"), ("key", "tell"), ("channel", "短信"), ("content", "我再说一遍")];
    let refused = act(&service, &id, "1", &late);
    assert_eq!(refused.status, 409);
    let page = refused.text();
    assert!(page.contains("又有了新的进展") && page.contains("我再说一遍") && page.contains("正在核实"), "{page}");
    assert_eq!(act(&service, &id, &seq(&service, &id), &late).status, 303, "sent again, it is taken");
}

#[test]
fn every_refusal_is_said_in_plain_words_beside_its_field_and_nothing_written_is_lost() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let text = "申请增容，家里装空调总跳闸，想把用电容量从四千瓦加到八千瓦";
    let id = registered(&service, &json!({"text": text, "author": "小李", "about": ["陈小明"]}));
    let refusals: [(Fields, &str, &str); 14] = [
        (
            &[("act", "move"), ("key", "move:reject"), ("step", "reject"), ("fact.reason", "")],
            "还没写全",
            "move-reject-fact-reason",
        ),
        (&[("act", "move"), ("key", "move:close"), ("step", "close")], "这一步走不了", ""),
        (&[("act", "tell"), ("key", "tell"), ("channel", "电话"), ("content", " ")], "是空的", "tell-content"),
        (
            &[("act", "tell"), ("key", "tell"), ("content", "写下的话"), ("channel", "电话"), ("promise", "补发")],
            "两样都要写",
            "tell-promise_due",
        ),
        (
            &[
                ("act", "tell"),
                ("key", "tell"),
                ("content", "写下的话"),
                ("channel", "电话"),
                ("promise", "补发"),
                ("promise_due", "明天"),
            ],
            "看不懂",
            "tell-promise_due",
        ),
        (
            &[
                ("act", "tell"),
                ("key", "tell"),
                ("content", "写下的话"),
                ("channel", "电话"),
                ("promise", "补发"),
                ("promise_due", "2026-11-23T09:59"),
            ],
            "已经过去",
            "tell-promise_due",
        ),
        (
            &[
                ("act", "tell"),
                ("key", "tell"),
                ("content", "写下的话"),
                ("channel", "电话"),
                ("promise", "补发"),
                ("promise_due", "2026-11-24T09:59"),
                ("direction", "incoming"),
            ],
            "承诺是我们",
            "tell-direction",
        ),
        (
            &[
                ("act", "hand_over"),
                ("key", "hand_over"),
                ("department", "power-billing"),
                ("contact", "写下的话"),
                ("report", "系统"),
            ],
            "应先转给别的部门",
            "hand_over-reason",
        ),
        (
            &[
                ("act", "hand_over"),
                ("key", "hand_over"),
                ("department", "power-survey"),
                ("contact", "写下的话"),
                ("report", "系统"),
                ("handler", "陳小明"),
            ],
            "就是被投诉人",
            "hand_over-handler",
        ),
        (&[("act", "answer"), ("key", "answer"), ("accepted", "yes"), ("text", "写下的话")], "没有等回单的部门", ""),
        (&[("act", "assign"), ("key", "assign"), ("front", "小王")], "要客户同意", "assign-consent"),
        (&[("act", "assign"), ("key", "assign"), ("consent", "写下的话")], "至少写一个人", "assign-front"),
        (
            &[
                ("act", "survey"),
                ("key", "survey"),
                ("answer0", "fair"),
                ("answer1", "fair"),
                ("answer2", "fair"),
                ("comment", "写下的话"),
            ],
            "处理还没结束",
            "",
        ),
        (&[("act", "note"), ("key", "note")], "一项也没有填", ""),
    ];
    for (fields, reason, field) in refusals {
        let refused = act(&service, &id, "1", fields);
        let page = refused.text();
        assert!([409, 422].contains(&refused.status), "{fields:?}: {}", refused.status);
        assert!(page.contains(reason), "{fields:?} is not told {reason}: {page}");
        assert!(field.is_empty() || page.contains(&format!("id=\"{field}-wrong\"")), "{fields:?} is not told at {field}");
        for (name, written) in fields.iter().filter(|(_, written)| *written == "写下的话") {
            assert!(page.matches(written).count() == 1, "{name} lost what was written");
        }
    }
    assert_eq!(seq(&service, &id), "1", "nothing was recorded");
    let refused = act(&service, &id, "1", &[("act", "assign"), ("key", "assign"), ("front", "陈小明"), ("consent", "好")]);
    assert!(refused.text().contains("id=\"assign-front-wrong\""));
}

#[test]
fn a_second_click_registers_no_second_ticket_and_no_ticket_is_no_page() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let form = [("text", FAILS), ("key", "click"), ("name", "李女士"), ("phone", "13912345678"), ("class", "A")];
    let send = |fields: &[(&str, &str)]| service.form("/tickets", "/tickets", fields);
    let (first, second) = (send(&form), send(&form));
    assert_eq!((first.status, first.header("location")), (303, second.header("location")));
    let tickets = service.get("/api/v1/tickets");
    assert_eq!(tickets["tickets"].as_array().map(Vec::len), Some(1));
    let ticket = service.get(&format!("/api/v1/tickets/{}", tickets["tickets"][0]["id"].as_str().expect("an id")));
    assert_eq!((ticket["class"].as_str(), ticket["source"].as_str()), (Some("A"), Some("workbench")));
    let blank = send(&[("text", " "), ("name", "李女士")]);
    assert!(blank.status == 422 && blank.text().contains("还没有投诉内容") && blank.text().contains("value=\"李女士\""));
    let other = send(&[("text", "另一件事"), ("key", "click")]);
    assert!(other.status == 409 && other.text().contains("另一件事"), "another complaint in the same form is not swallowed");
    let page = [("Accept", "text/html")];
    let missing = service.send("GET", "/tickets/no-such-id", &page, &Value::Null);
    assert!(missing.status == 404 && missing.text().contains("没有这一页"));
    assert_eq!(service.send("GET", "/tickets?after=nowhere", &page, &Value::Null).status, 404);
}

/// A page as a person of a language reads it.
fn page(service: &ClockedService, path: &str, language: &str) -> String {
    let answer = service.send("GET", path, &[("Accept", "text/html"), ("Accept-Language", language)], &Value::Null);
    assert_eq!(answer.status, 200, "{path}");
    answer.text().to_owned()
}

#[test]
fn a_ticket_teaches_from_its_page_and_whoever_contradicts_a_colleague_is_asked_whose_word_counts() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let ticket = service.register(&json!({"text": FAILS, "author": "小李"}))["ticket"].clone();
    let id = ticket["id"].as_str().expect("an id");
    let teach = |fields: &[(&str, &str)]| {
        let page = format!("/tickets/{id}");
        service.form(&page, &format!("{page}/teach"), fields)
    };
    let said = |answer: &Response| answer.header("location").map(str::to_owned);
    let right = teach(&[("key", "right"), ("verdict", "accepted")]);
    assert_eq!((right.status, said(&right)), (303, Some(format!("/tickets/{id}?taught=1"))));
    let newest = || service.get("/api/v1/cases")["cases"][0].clone();
    let case = newest();
    assert_eq!((&case["ticket"], &case["entry"]), (&ticket["id"], &ticket["entry"]["id"]));

    let other = [("key", "correct"), ("verdict", "corrected"), ("entry", "telecom/broadband-los-red")];
    let refused = teach(&other);
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("给过别的答案") && refused.text().contains("以我的为准"), "{}", refused.text());
    let case_id = case["id"].to_string();
    assert!(refused.text().contains(&format!("name=\"replaces\" value=\"{case_id}\"")));
    assert_eq!(teach(&[&other[..], &[("replaces", case_id.as_str())]].concat()).status, 303);
    assert_eq!(newest()["entry"], "telecom/broadband-los-red");

    let torn = teach(&[&other[..], &[("category", "telecom/fault/iptv")]].concat());
    assert!(torn.status == 422 && torn.text().contains("不属于这个类别"), "{}", torn.text());
    let blank = teach(&[("key", "correct"), ("verdict", "corrected")]);
    assert!(blank.status == 422 && blank.text().contains("请选出对的"));
    let none = teach(&[("key", "none"), ("verdict", "rejected")]);
    assert_eq!((none.status, said(&none)), (303, Some(format!("/tickets/{id}?rejected=1"))));
    assert!(page(&service, &format!("/tickets/{id}?taught=1"), "zh-CN").contains("已记作案例"));

    // What was put on record since is what is confirmed.
    let corrected = json!({"action": {"note": {"entry": "telecom/broadband-los-red"}}, "author": "小李"});
    service.act(id, &corrected);
    let now = page(&service, &format!("/tickets/{id}"), "zh-CN");
    assert!(now.contains("name=\"entry\" value=\"telecom/broadband-los-red\""), "{now}");
    // Where nothing was suggested, or two things were, there is nothing to say yes to.
    for text in ["红烧肉怎么做才好吃", "快递丢了要退款"] {
        let other = registered(&service, &json!({"text": text}));
        let shown = page(&service, &format!("/tickets/{other}"), "zh-CN");
        assert!(!shown.contains("value=\"accepted\"") && shown.contains("value=\"rejected\""), "{text}");
    }
}

#[test]
fn a_page_says_what_was_promised_which_question_was_answered_and_folds_what_only_the_clocks_did() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, &json!({"text": FAILS, "author": "小李"}));
    let promises = json!([{"what": "今天查清", "due": "2026-11-23T17:00:00+08:00"}, {"what": "周三前补单", "due": "2026-11-25T17:00:00+08:00"}]);
    let told = json!({"channel": "电话", "content": "正在核实", "promises": promises});
    service.act(&id, &json!({"action": {"tell": told}, "author": "小李"}));
    for day in 24..28 {
        service.now(&format!("2026-11-{day}T10:00:00"));
        service.app.tickets().look_at_clocks().expect("it looks");
    }
    let shown = page(&service, &format!("/tickets/{id}"), "zh-CN");
    assert!(shown.contains("兑现承诺：今天查清") && shown.contains("兑现承诺：周三前补单"), "{shown}");
    let fold = shown.split("<li class=\"clock\"><details><summary>").nth(1).expect("clocks in a row are folded");
    let (summary, rest) = fold.split_once("</summary>").expect("a summary");
    assert!(summary.contains("提醒 × ") || summary.contains("超时升级 × "), "{summary}");
    let inside = rest.split("</details>").next().expect("an end").matches("<li class=\"clock\">").count();
    assert!(inside >= 3, "{inside}");
    // In English the usual ways have English names, and so have the marks of the draft.
    let shown = page(&service, &format!("/tickets/{id}"), "en");
    assert!(shown.contains("Keep the promise: ") && shown.contains(">phone · "), "{shown}");
    let letter = shown.split("class=\"letter\"").nth(1).and_then(|rest| rest.split("</p>").next()).expect("a letter");
    let marks: Vec<&str> = letter.split("<mark lang=\"en\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    assert!(marks.contains(&"to fill in: what was done") && marks.iter().all(|mark| mark.is_ascii()), "{marks:?}");
    assert!(!letter.contains("department"), "where it goes next is known: {letter}");

    // Another one about the same is named by its words, and the queue says how much there is to do.
    let again = registered(&service, &json!({"text": FAILS}));
    let shown = page(&service, &format!("/tickets/{again}"), "zh-CN");
    let repeats = shown.split("id=\"repeats-title\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("repeats");
    assert!(repeats.contains(">我们客服系统输入订单号"), "{repeats}");
    let queue = page(&service, "/tickets", "zh-CN");
    assert!(queue.contains("<b>2 张未结</b>") && queue.contains("1 张超时"), "{queue}");
}

#[test]
fn what_a_department_gave_back_goes_to_another_first_and_an_off_topic_ticket_has_no_questions_that_were_all_asked() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, &json!({"text": FAILS, "author": "小李"}));
    for act in [
        json!({"move": {"step": "acknowledge"}}),
        json!({"move": {"step": "assess"}}),
        json!({"hand_over": {"contact": "值班，8021", "report": "电话"}}),
        json!({"move": {"step": "dispatch"}}),
    ] {
        service.act(&id, &json!({"action": act, "author": "小李"}));
    }
    let shown = page(&service, &format!("/tickets/{id}"), "zh-CN");
    assert!(!shown.contains("部门退回了"));
    let declined = json!({"answer": {"accepted": false, "text": "不归我们"}});
    service.act(&id, &json!({"action": declined, "as": "department", "author": "赵工"}));
    let shown = page(&service, &format!("/tickets/{id}"), "zh-CN");
    assert!(shown.contains("部门退回了") && shown.contains("class=\"pane moves declined\""), "{shown}");
    assert!(shown.contains("id=\"hand_over\" open"), "the form to do so is open");
    let off_topic = registered(&service, &json!({"text": "红烧肉怎么做才好吃"}));
    let shown = page(&service, &format!("/tickets/{off_topic}"), "zh-CN");
    assert!(!shown.contains("该问的都问到了") && shown.contains("没有可以照着问的条目"), "{shown}");
}

#[test]
fn what_is_missing_at_the_end_and_what_never_happened_are_said_in_plain_words() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = registered(&service, &json!({"text": "建议增加夜间客服", "author": "小李"}));
    let steps = json!([
        {"step": "acknowledge"}, {"step": "assess"}, {"step": "solve_at_once"},
        {"step": "propose", "facts": {"cause": "夜间无人", "solution": "排夜班"}}, {"step": "agree", "facts": {"consent": "好"}},
    ]);
    for step in steps.as_array().expect("steps") {
        service.act(&id, &json!({"action": {"move": step}}));
    }
    let carry_out = [("act", "move"), ("key", "move:carry_out"), ("step", "carry_out"), ("fact.done", "已排夜班")];
    let past = [&carry_out[..], &[("follow_up_at", "2026-11-23T09:00")]].concat();
    let refused = act(&service, &id, &seq(&service, &id), &past);
    assert!(refused.status == 409 && refused.text().contains("id=\"move-carry_out-follow_up_at-wrong\""), "{}", refused.text());
    assert_eq!(act(&service, &id, &seq(&service, &id), &carry_out).status, 303);
    service.act(&id, &json!({"action": {"move": {"step": "follow_up"}}}));
    let close = [("act", "move"), ("key", "move:close"), ("step", "close")];
    let refused = act(&service, &id, &seq(&service, &id), &close);
    assert!(refused.status == 409 && refused.text().contains("还没有告诉过客户"), "{}", refused.text());
    assert!(refused.text().contains("没有发生"), "nobody told of progress");
}
