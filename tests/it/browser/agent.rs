//! The agent's journeys, from an empty desk to a lesson taught, with the keyboard alone where it says so.

use serde_json::{Value, json};

use super::driver::{Browser, CONTROL_ENTER, DESK, ENTER, ESCAPE, Looks, PHONE};
use crate::program::COMPLAINT;
use crate::service::{Service, shared};

/// Types a complaint and goes to its suggestion.
fn ask(browser: &Browser, complaint: &str) {
    browser.go("/");
    browser.wait("document.activeElement.id === 'text'");
    // What this tab asked before is still there.
    browser.run("document.querySelector('#clear').click();");
    browser.type_keys(complaint);
    browser.wait(&format!("document.querySelector('#marked')?.textContent.endsWith({})", json!(tail(complaint))));
    browser.type_keys(CONTROL_ENTER);
    browser.wait("document.activeElement.id === 'verdict'");
}

fn tail(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    chars[chars.len().saturating_sub(4)..].iter().collect()
}

fn newest_case(service: &Service) -> Value {
    service.get("/api/v1/cases").json()["cases"][0].clone()
}

#[test]
fn an_agent_asks_and_confirms_without_a_mouse() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    ask(&browser, COMPLAINT);
    assert_eq!(browser.text("#headline"), "可以采用");
    assert!(
        browser.text(".chosen").contains("宽带故障") && browser.text(".chosen").contains("很有把握 9"),
        "a word and a number"
    );
    assert_eq!(browser.value("document.querySelectorAll('.card[open] .steps li').length"), 6);
    assert!(browser.text(".due").contains("还有"), "{}", browser.text(".due"));
    browser.picture("desk");
    browser.type_keys("y");
    browser.wait("document.querySelector('#said').textContent.includes('记作案例')");
    browser.wait("document.activeElement.id === 'text' && document.activeElement.value === ''");
    assert_eq!(newest_case(&service)["entry"], "telecom/broadband-los-red");
}

#[test]
fn an_agent_corrects_from_a_list_that_follows_what_they_type_and_says_when_nothing_fits() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    ask(&browser, COMPLAINT);
    browser.type_keys("c");
    browser.wait("document.activeElement.id === 'search' && document.querySelector('[role=option]')");
    browser.type_keys("網路維護");
    browser.wait("document.querySelectorAll('[role=option]').length === 1");
    browser.picture("choose");
    browser.type_keys(ESCAPE);
    browser.wait("!document.querySelector('dialog').open");
    browser.click("[data-verdict=corrected]");
    browser.wait("document.activeElement.id === 'search' && document.querySelectorAll('[role=option]').length > 20");
    browser.type_keys("光猫 不亮");
    browser.wait("document.querySelector('[aria-selected=true]')?.textContent.includes('光猫不亮')");
    let entry = browser.value("document.querySelector('[aria-selected=true]').dataset.id");
    browser.type_keys(ENTER);
    browser.wait("document.querySelector('#said').textContent.includes('已更正')");
    assert_eq!(newest_case(&service)["entry"], entry);
    ask(&browser, "楼下的猫一直叫，吵得我睡不着");
    browser.type_keys("n");
    browser.wait("document.querySelector('#said').textContent.includes('都不对')");
    assert_eq!(newest_case(&service)["entry"], entry, "a rejection teaches nothing");
}

#[test]
fn whoever_contradicts_a_colleague_is_shown_what_they_said_and_may_overrule_it() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    ask(&browser, COMPLAINT);
    browser.type_keys("y");
    browser.wait("document.querySelector('#said').textContent.includes('记作案例')");
    ask(&browser, COMPLAINT);
    browser.type_keys("c");
    browser.wait("document.querySelector('[role=option]')");
    browser.type_keys("光猫 不亮");
    browser.wait("document.querySelector('[aria-selected=true]')?.textContent.includes('光猫不亮')");
    browser.type_keys(ENTER);
    browser.wait("document.querySelector('#said').textContent.includes('telecom/broadband-los-red')");
    browser.type_keys(ENTER);
    browser.wait("document.querySelector('#said').textContent.includes('已更正')");
    assert_ne!(newest_case(&service)["entry"], "telecom/broadband-los-red");
}

#[test]
fn a_word_of_the_evidence_lights_up_in_the_text_while_it_has_the_focus() {
    let browser = Browser::open(shared(), &DESK);
    ask(&browser, COMPLAINT);
    let word = browser.run(
        "const word = document.querySelector('.card button.why-word'); word.focus(); return word.firstChild.textContent.trim();",
    );
    let lit = "[...document.querySelectorAll('#marked .lit')].map((run) => run.textContent).join('')";
    assert_eq!(browser.value(lit), word);
    browser.run("document.querySelector('#verdict').focus();");
    assert_eq!(browser.value(lit), "");
}

#[test]
fn a_personal_number_is_masked_until_somebody_asks_for_it() {
    let browser = Browser::open(shared(), &DESK);
    ask(&browser, COMPLAINT);
    let shown = browser.text("#facts");
    assert!(shown.contains("138****5678") && !shown.contains("13812345678"), "{shown}");
    browser.click("#marked .masked");
    assert!(browser.text("#marked").contains("13812345678"));
    browser.click("#marked .masked");
    assert!(!browser.text("#marked").contains("13812345678"));
}

#[test]
fn the_empty_desk_teaches_by_examples_and_what_is_ticked_off_stays_so() {
    let browser = Browser::open(shared(), &DESK);
    browser.go("/");
    browser.picture("empty");
    for nth in 1..=3 {
        browser.run("document.querySelector('#clear').click();");
        browser.wait("!document.querySelector('#empty').hidden");
        browser.click(&format!("#empty li:nth-child({nth}) button"));
        browser.wait("['answer', 'ambiguous'].includes(document.querySelector('#verdict')?.dataset.outcome)");
    }
    browser.click(".steps input");
    browser.run("const text = document.querySelector('#text'); text.value += '。'; text.dispatchEvent(new Event('input'));");
    browser.wait("document.querySelector('#marked').textContent.endsWith('。')");
    assert_eq!(browser.value("document.querySelector('.steps input').checked"), true);
}

#[test]
fn two_choices_that_are_too_close_show_what_speaks_for_each() {
    let browser = Browser::open(shared(), &DESK);
    ask(&browser, "快递丢了要退款");
    assert_eq!(browser.text("#headline"), "有两种可能");
    assert_eq!(browser.value("document.querySelectorAll('.versus .sides > div').length"), 2);
    assert!(browser.text(".versus").contains("退款"));
    assert_eq!(browser.value("document.querySelectorAll('.card[open]').length"), 2);
    browser.picture("ambiguous");
    ask(&browser, "红烧肉怎么做才好吃");
    assert_eq!(browser.text("#headline"), "经验库里没有");
    assert!(browser.value("document.querySelector('[data-verdict=accepted]')").is_null(), "there is nothing to accept");
}

#[test]
fn the_interface_speaks_the_browser_s_language_and_the_one_chosen_and_keeps_what_was_typed() {
    let browser = Browser::open(shared(), &Looks { languages: "en-GB,en", ..DESK });
    ask(&browser, COMPLAINT);
    assert_eq!(
        (browser.value("document.documentElement.lang"), browser.text("#headline").as_str()),
        (json!("en"), "Ready to use")
    );
    assert!(browser.text(".chosen").contains("Confident 9"), "{}", browser.text(".chosen"));
    assert!(browser.text("#facts").contains("Phone") && browser.text("#facts").contains("What is your customer"));
    browser.picture("english");
    browser.click("button[value=zh-Hant]");
    browser
        .wait("document.documentElement.lang === 'zh-Hant' && document.querySelector('#headline')?.textContent === '可以採用'");
    assert!(browser.text("#facts").contains("電話"));
    assert_eq!(browser.value("document.querySelector('#text').value"), COMPLAINT);
    browser.go("/");
    assert_eq!(browser.value("document.documentElement.lang"), "zh-Hant", "it is remembered");
}

#[test]
fn a_phone_shows_everything_without_scrolling_sideways() {
    let browser = Browser::open(shared(), &PHONE);
    browser.go("/");
    browser.picture("phone-empty");
    browser.click("#empty li button");
    browser.wait("document.querySelector('#verdict')");
    assert_eq!(browser.value("window.innerWidth"), 390);
    assert_eq!(browser.value("document.documentElement.scrollWidth"), 390);
    let in_sight = "(() => { const box = document.querySelector('.actions').getBoundingClientRect(); return box.bottom <= innerHeight + 1; })()";
    browser.run("document.querySelector('#verdict').scrollIntoView();");
    browser.wait(in_sight);
    browser.picture("phone");
}

#[test]
fn the_first_page_is_light_and_nothing_moves_while_it_loads() {
    let browser = Browser::open(shared(), &DESK);
    browser.go("/");
    browser.wait("performance.getEntriesByName('first-contentful-paint').length");
    let weighed = "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).reduce((sum, one) => sum + one.transferSize, 0)";
    let bytes = browser.value(weighed).as_u64().expect("a number");
    assert!((10_000..=100_000).contains(&bytes), "{bytes} bytes");
    let shifted = browser.run(
        "return (() => { const seen = []; const watch = new PerformanceObserver(() => {});
         watch.observe({type: 'layout-shift', buffered: true}); return watch.takeRecords().reduce((sum, one) => sum + one.value, 0); })();",
    );
    assert_eq!(shifted.as_f64(), Some(0.0));
}
