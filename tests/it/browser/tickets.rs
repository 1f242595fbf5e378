//! The life of a ticket on the pages: from the desk into the queue, step by step to its end, and back into the list.

use serde_json::{Value, json};

use crate::support::program::COMPLAINT;
use crate::support::service::{Service, post};

use super::driver::{Browser, DESK, Looks, PHONE};

/// Writes into a field as a person does.
fn fill(browser: &Browser, selector: &str, text: &str) {
    let (selector, text) = (json!(selector), json!(text));
    browser.run(&format!(
        "const field = document.querySelector({selector}); field.focus(); field.value = {text};
         field.dispatchEvent(new Event('input', {{bubbles: true}}));"
    ));
}

/// Opens everything that is folded, so that it can be clicked and looked at.
fn unfold(browser: &Browser) {
    browser.run("document.querySelectorAll('main details').forEach((folded) => { folded.open = true; });");
}

/// Takes a step of the workflow, with what it requires, and waits for the state it leads to.
#[track_caller]
fn step(browser: &Browser, id: &str, facts: &[(&str, &str)], state: &str) {
    unfold(browser);
    let form = format!("form:has(input[name=step][value={id}])");
    for (fact, said) in facts {
        fill(browser, &format!("{form} [name='fact.{fact}']"), said);
    }
    browser.click(&format!("{form} button"));
    browser.wait(&format!("document.querySelector('.state.now')?.textContent === {}", json!(state)));
}

/// Sends the form of an act and waits until the page says so.
#[track_caller]
fn send(browser: &Browser, act: &str, fields: &[(&str, &str)], until: &str) {
    unfold(browser);
    let form = format!("form:has(input[name=act][value={act}])");
    for (name, said) in fields {
        fill(browser, &format!("{form} [name='{name}']"), said);
    }
    browser.run("document.documentElement.dataset.old = '1';");
    browser.click(&format!("{form} button"));
    browser.wait(&format!("!document.documentElement.dataset.old && {until}"));
}

fn registered(service: &Service, ticket: &Value) -> String {
    let answer = service.send(&post("/api/v1/tickets", ticket.to_string().as_bytes()));
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["ticket"]["id"].as_str().expect("an id").to_owned()
}

const DONE: &str = "document.querySelector('#said').textContent === '已记录。'";

#[test]
fn an_agent_registers_from_the_desk_and_brings_the_ticket_to_its_end_step_by_step() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    browser.go("/");
    fill(&browser, "#text", COMPLAINT);
    browser.wait("document.querySelector('#result .register')");
    browser.run("document.querySelector('#verdict').focus();");
    browser.type_keys("r");
    browser.wait("location.pathname.startsWith('/tickets/') && document.querySelector('#said').textContent.includes('已登记')");
    assert!(browser.value("sessionStorage.getItem('fenzhen.complaint')").is_null(), "the desk is free again");
    let page = browser.text("main");
    assert!(page.contains("138****5678") && !page.contains("13812345678"), "masked until somebody asks");
    assert!(browser.text(".running").contains("还有") && browser.text(".asks, .record").contains("请问您的客户号"));
    browser.picture("ticket");
    browser.go("/tickets");
    assert!(browser.text(".queue tbody tr").contains("已接收") && browser.text(".queue tbody tr").contains("还有"));
    browser.click(".queue th a");
    browser.wait("document.querySelector('.state.now')?.textContent === '已接收'");

    step(&browser, "acknowledge", &[], "已受理");
    step(&browser, "assess", &[], "已研判");
    assert!(browser.text(".closed-act").contains("先转给一个部门"), "what is in the way is said before it is tried");
    send(&browser, "note", &[("slot.account_no", "KD-77")], DONE);
    assert!(browser.text(".record").contains("KD-77"));
    // Refused once: the reason stands beside the field, and nothing that was written is lost.
    let told =
        [("channel", "电话"), ("content", "已受理，正在派人"), ("promise", "今天恢复"), ("promise_due", "2020-01-01T10:00")];
    send(&browser, "tell", &told, "document.querySelector('[role=alert]')?.textContent.includes('已经过去了')");
    let kept = "[...document.querySelectorAll('#tell [name]')].map((field) => field.value).join('|')";
    assert!(browser.value(kept).as_str().is_some_and(|kept| kept.contains("正在派人") && kept.contains("今天恢复")));
    assert_eq!(browser.value("document.querySelector('[aria-invalid=true]').name"), "promise_due");
    browser.picture("ticket-refused");
    send(&browser, "tell", &[("promise_due", "2099-01-01T10:00")], DONE);
    assert!(browser.text(".talk").contains("今天恢复") && browser.text(".running").contains("兑现承诺"));
    send(&browser, "hand_over", &[("contact", "值班员，13900001111"), ("report", "电话回报")], DONE);
    assert!(browser.text(".over").contains("等回单") && !browser.text(".over").contains("13900001111"));
    step(&browser, "dispatch", &[], "已派单");
    send(&browser, "answer", &[("text", "已安排外线"), ("handler", "赵工")], DONE);
    step(&browser, "begin", &[], "处理中");
    step(&browser, "propose", &[("cause", "入户光纤被压断"), ("solution", "今天换皮线")], "已提方案");
    step(&browser, "agree", &[("consent", "可以")], "客户已同意");
    step(&browser, "carry_out", &[("done", "皮线已换，客户能上网")], "已落实");
    let letter = browser.text(".letter");
    assert!(letter.contains("原因：入户光纤被压断") && letter.contains("待填：怎样防止再发生"), "{letter}");
    let answers = [("answer0", "satisfied"), ("answer1", "fair"), ("answer2", "very_satisfied")];
    send(&browser, "survey", &answers, DONE);
    step(&browser, "follow_up", &[], "已回访");
    unfold(&browser);
    browser.click("form:has(input[name=step][value=close]) button");
    browser.wait("document.querySelector('[role=alert]')?.textContent.includes('承诺没兑现')");
    send(&browser, "keep_promise", &[], DONE);
    step(&browser, "close", &[], "已闭环");
    let history = browser.text(".history");
    for happened in
        ["登记", "转单给 网络维护部", "部门接单", "已研判 → 已派单", "代责任部门记", "满意 · 一般 · 非常满意", "兑现承诺"]
    {
        assert!(history.contains(happened), "{happened} in {history}");
    }
    browser.picture("ticket-closed");
    browser.go("/tickets?ended=1");
    assert!(browser.text(".queue").contains("已闭环"));
}

#[test]
fn the_queue_teaches_when_it_is_empty_puts_what_is_overdue_first_and_finds_what_is_searched() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    browser.go("/tickets");
    browser.picture("queue-empty");
    browser.must_be_accessible("the empty queue");
    browser.click("#empty li:nth-child(2) button");
    browser.wait("document.querySelector('#said')?.textContent.includes('已登记')");
    browser.must_be_accessible("a new ticket");

    // A form of one's own; the same id of the same system is one ticket.
    browser.go("/tickets");
    let customer = [("text", "输入订单号查询失败，提示接口异常"), ("name", "李女士"), ("phone", "13912345678"), ("class", "A")];
    let sender = [("source", "crm"), ("external_id", "C-7")];
    for again in [false, true] {
        for (name, said) in customer.iter().chain(&sender) {
            fill(&browser, &format!("#register [name={name}]"), said);
        }
        browser.click("#register .button");
        if again {
            browser.wait("document.querySelector('[role=alert]')?.textContent.includes('已经登记过')");
        } else {
            browser.wait("document.querySelector('.glance')?.textContent.includes('重点客户')");
            assert!(browser.text(".record").contains("139****5678"));
            browser.go("/tickets");
        }
    }
    assert_eq!(browser.value("document.querySelector('#register [name=text]').value"), customer[0].1);
    assert!(browser.value("document.querySelector('[role=alert] a').pathname").as_str().is_some_and(|to| to.len() > 20));

    registered(&service, &json!({"text": "宽带断网三天了，一直没人管", "received_at": "2026-03-02T10:00:00+08:00"}));
    browser.go("/tickets");
    assert!(browser.text(".queue tbody tr").contains("宽带断网三天") && browser.text(".queue tbody tr").contains("已超"));
    assert_eq!(browser.value("document.querySelectorAll('.queue tbody tr').length"), 3);
    browser.picture("queue");
    browser.must_be_accessible("the queue");
    let found = "document.querySelectorAll('.queue tbody tr').length === 1 && document.querySelector('.queue').textContent";
    fill(&browser, "#q", "斷網 三天");
    browser.click(".find .button");
    browser.wait(&format!("location.search.includes('q=') && {found}.includes('宽带断网')"));
    fill(&browser, "#q", "C-7");
    browser.click(".find .button");
    browser.wait(&format!("{found}.includes('接口异常')"));
    browser.go("/tickets?overdue=1");
    browser.wait(&format!("{found}.includes('宽带断网')"));
    browser.go("/tickets?q=zzzz");
    assert!(browser.text("#none").contains("放宽条件"));

    // The other languages.
    browser.go("/tickets");
    browser.click("button[value=en]");
    browser.wait("document.querySelector('h1').textContent === 'The queue'");
    assert!(browser.text(".queue tbody tr").contains("overdue by") && browser.text(".queue").contains("Received"));
    browser.click(".queue th a");
    browser.wait("document.querySelector('#moves-title')?.textContent === 'What next'");
    assert!(browser.text("#moves").contains("Acknowledge") && browser.text(".running").contains("overdue by"));
    browser.picture("ticket-english");
    browser.click("button[value=zh-Hant]");
    browser.wait("document.querySelector('#draft-title')?.textContent.includes('回覆草稿')");
    drop(browser);

    let browser = Browser::open(&service, &Looks { dark: true, ..PHONE });
    browser.go("/tickets");
    browser.must_be_accessible("the queue on a phone");
    assert_eq!(browser.value("document.documentElement.scrollWidth"), 390);
    browser.picture("queue-phone");
    browser.click(".queue th a");
    browser.wait("document.querySelector('#moves')");
    browser.picture("ticket-phone");
    unfold(&browser);
    browser.must_be_accessible("a ticket on a phone");
    assert_eq!(browser.value("document.documentElement.scrollWidth"), 390);
    browser.run("document.querySelector('#moves').scrollIntoView();");
    browser.picture("ticket-phone-moves");
}

#[test]
fn markup_in_a_ticket_its_customer_its_facts_and_its_talk_is_shown_and_never_run() {
    const MARKUP: &str = r#"'"></title></textarea></script><img src=x onerror="window.hurt=1"><script>window.hurt=1</script>"#;
    let service = Service::start(&[]);
    let ticket = json!({
        "text": format!("{COMPLAINT}{MARKUP}"), "title": MARKUP, "source": MARKUP, "external_id": MARKUP, "author": MARKUP,
        "slots": {"name": MARKUP}, "about": ["<img src=x onerror=window.hurt=1>陈小明"],
    });
    let id = registered(&service, &ticket);
    let acts = [
        json!({"tell": {"channel": MARKUP, "content": MARKUP, "promises": [{"what": MARKUP, "due": "2099-01-01T00:00:00Z"}]}}),
        json!({"hand_over": {"department": "engineering", "contact": MARKUP, "report": MARKUP, "reason": MARKUP}}),
        json!({"answer": {"accepted": true, "text": MARKUP, "handler": "赵工"}}),
        json!({"note": {"facts": {"cause": MARKUP}, "slots": {"account_no": MARKUP}}}),
        json!({"move": {"step": "acknowledge", "facts": {"done": MARKUP}}}),
    ];
    for act in acts {
        let part = if act["answer"].is_object() { "department" } else { "agent" };
        let act = json!({"action": act, "as": part, "author": MARKUP}).to_string();
        let answer = service.send(&post(&format!("/api/v1/tickets/{id}/actions"), act.as_bytes()));
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let browser = Browser::open(&service, &DESK);
    for place in ["/tickets".to_owned(), "/tickets?q=%3Cscript%3E".to_owned(), format!("/tickets/{id}")] {
        browser.go(&place);
        unfold(&browser);
        assert!(browser.text("main").contains("<img src=x") || browser.text("main").contains("'\">"), "{place}: it is shown");
        assert_eq!(browser.value("document.querySelectorAll('main img, main svg, main script').length"), 0, "{place}");
        browser.run("document.querySelectorAll('main button.masked').forEach((masked) => masked.click());");
    }
    assert!(browser.text(".talk").contains("<script>") && browser.text(".letter").contains("<script>"));
    // A refused form brings it back as it was written.
    send(
        &browser,
        "tell",
        &[("channel", "电话"), ("content", MARKUP), ("promise", MARKUP)],
        "document.querySelector('[role=alert]')",
    );
    assert_eq!(browser.value("document.querySelector('#tell textarea').value"), MARKUP);
    assert_eq!(browser.value("document.querySelectorAll('main img, main svg, main script').length"), 0);
    assert!(browser.value("window.hurt ?? null").is_null());
}
