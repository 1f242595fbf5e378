//! Writing an entry: what is wrong is said in time, in the reader's words and with a way to it; rows keep their order; who
//! was signed out hears of it.

use serde_json::json;

use crate::support::program::{fenzhen, run};
use crate::support::service::{Service, post, shared};

use super::driver::{Browser, DESK, ENTER, Looks, PHONE};

const ID: &str = "telecom/broadband-los-red";
const NEW: &str = "telecom/wifi-new";

/// Writes into a field as a person does, so that the page notices.
fn fill(browser: &Browser, selector: &str, text: &str) {
    let (selector, text) = (json!(selector), json!(text));
    browser.run(&format!(
        "const field = document.querySelector({selector}); field.focus(); field.value = {text};
         field.dispatchEvent(new Event('input', {{bubbles: true}}));"
    ));
}

/// Saves the draft that a new entry begins with.
fn begun(service: &Service, browser: &Browser) {
    browser.go(&format!("/library/edit/{NEW}"));
    browser.click("#edit [value=draft]");
    browser.wait("document.querySelector('.said')");
    assert_eq!(service.get(&format!("/api/v1/entries/{NEW}")).json()["entry"]["status"], "draft");
}

#[test]
fn the_form_says_what_the_gate_will_say_and_which_texts_nobody_has_written_yet() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    browser.go(&format!("/library/edit/{NEW}"));
    browser.wait("document.querySelector('#summary').textContent.includes('发布前还要补')");
    assert!(!browser.text("#summary").contains("现在要改"), "a draft may be saved as it is: {}", browser.text("#summary"));
    browser.picture("new-entry");
    for (place, said) in [
        ("#wrong-title", "提示文字"),
        ("#wrong-symptoms", "至少要 4 句"),
        ("#wrong-cause", "提示文字"),
        ("#wrong-steps", "至少要 3 个"),
        ("#wrong-cases", "至少要 2 条和 1 条"),
    ] {
        assert!(browser.text(place).contains(said), "{place}: {}", browser.text(place));
    }
    // The way to the first of them, and to one that keeps the draft from being saved.
    browser.follow("#summary a");
    browser.wait("location.hash === '#title'");
    fill(&browser, "#title", "");
    browser.wait("document.querySelector('#summary').textContent.includes('现在要改: 1')");
    assert!(browser.text("#wrong-title").contains("没有写"), "{}", browser.text("#wrong-title"));
    fill(&browser, "#title", "家里 WiFi 到了晚上变慢");
    browser.wait("document.querySelector('#wrong-title').textContent === ''");
    begun(&service, &browser);
    let later = "document.querySelectorAll('#edit .problem.later').length";
    browser.go(&format!("/library/edit/{NEW}"));
    browser.wait("document.querySelector('#wrong-steps .later')");
    let told = browser.value(later).as_u64().expect("a count");
    browser.go(&format!("/library/publish?id={NEW}&act=publish"));
    let gate = browser.value("document.querySelectorAll('.fix li').length").as_u64().expect("a count");
    assert!(gate > 0 && told >= gate, "the form tells all that the gate tells: {told} and {gate}");
}

#[test]
fn what_is_wrong_is_said_in_the_reader_s_language_with_names_and_a_way_to_the_field() {
    let service = Service::start(&[]);
    begun(&service, &Browser::open(&service, &DESK));
    for (languages, steps, symptoms) in [
        ("zh-CN,zh", "步骤有 1 个", "客户的原话"),
        ("zh-TW", "步驟有 1 個", "客戶的原話"),
        ("en", "There are 1 steps", "Customers' words"),
    ] {
        let browser = Browser::open(&service, &Looks { languages, ..DESK });
        browser.go(&format!("/library/publish?id={NEW}&act=publish"));
        let told = browser.text(".fix");
        assert!(told.contains(steps) && told.contains(symptoms), "{told}");
        assert!(!told.contains(".toml") && !told.contains("[["), "nobody here sees a file: {told}");
        assert_eq!(browser.value("document.querySelectorAll('.fix [lang=en]').length"), 0, "{told}");
        browser.must_be_accessible("a gate that is shut");
        browser.picture(&format!("gate-{languages}"));
        browser.click(".fix a[href$='#steps']");
        browser.wait("location.pathname.startsWith('/library/edit/') && location.hash === '#steps'");
        fill(&browser, "#title", "");
        fill(&browser, "#steps [name='steps.within']", "soon");
        browser
            .wait("document.querySelector('#wrong-title .problem') && document.querySelector('#steps-0 .problem:not(.later)')");
        assert_eq!(browser.value("document.querySelectorAll('#edit [lang=en], #edit .problem[lang]').length"), 0);
    }
    // A case that would break is told with titles.
    let browser = Browser::open(&service, &DESK);
    browser.go(&format!("/library/edit/{ID}"));
    fill(&browser, "[name='cases.text']", "整栋楼停电了，光猫一个灯都不亮");
    browser.wait("document.querySelector('#summary').textContent.includes('没有发现')");
    browser.click("#edit .form-actions .button");
    browser.wait("document.querySelector('#gate.breaks')");
    let told = browser.text(".fix");
    assert!(told.contains("该命中，结果却是") && !told.contains("telecom/"), "{told}");
    browser.picture("gate-breaks");
}

#[test]
fn the_gate_shows_what_it_lets_through_and_how_many_cases_were_tried() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    browser.go(&format!("/library/edit/{ID}"));
    fill(&browser, "#title", "光猫红灯，宽带断网");
    browser.click("#edit .form-actions .button");
    browser.wait("document.querySelector('#gate.sound')");
    let change = browser.text("table.diff");
    assert!(
        change.contains("标题") && change.contains("光猫红灯，宽带断网") && change.contains("宽带断网，光猫LOS灯亮红灯"),
        "{change}"
    );
    let asked = browser.value("Number(document.querySelector('#gate .hint').textContent.match(/\\d+/)[0])");
    assert!(asked.as_u64().is_some_and(|asked| asked > 100), "{asked}");
    browser.picture("gate-sound");
}

#[test]
fn a_ticket_that_moves_leads_to_its_page_and_each_word_is_named_once() {
    let service = Service::start(&[]);
    let text = "灵犀宝灵犀宝连不上，灵犀宝一直转圈";
    let made = service.send(&post("/api/v1/tickets", json!({"text": text}).to_string().as_bytes()));
    assert_eq!(made.status, 201, "{}", made.text());
    let browser = Browser::open(&service, &DESK);
    browser.go(&format!("/library/edit/{ID}"));
    let symptoms = browser.value("document.querySelector('#symptoms').value");
    fill(&browser, "#symptoms", &format!("{}\n{text}\n灵犀宝又连不上了", symptoms.as_str().expect("a text")));
    browser.click("#edit .form-actions .button");
    browser.wait("document.querySelector('table a[href^=\"/tickets/\"]')");
    let words = browser.text("table tbody tr td:last-child");
    let words: Vec<&str> = words.split('、').collect();
    let mut once = words.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), words.len(), "{words:?}");
    browser.picture("gate-moves");
    browser.click("table a[href^='/tickets/']");
    browser.wait("location.pathname.startsWith('/tickets/') && document.body.textContent.includes('灵犀宝')");
}

#[test]
fn steps_are_put_in_another_order_by_the_keyboard_and_slots_are_ticked_by_name() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    let entry = || service.get(&format!("/api/v1/entries/{NEW}")).json()["entry"].clone();
    browser.go(&format!("/library/edit/{NEW}"));
    fill(&browser, "#steps [name='steps.do']", "先问灯色");
    browser.click("[data-rows=steps].more");
    browser.wait("document.activeElement.name === 'steps.do'");
    browser.type_keys("再看光纤");
    browser.run("document.querySelector('#steps-1 .up').focus();");
    browser.type_keys(ENTER);
    browser.wait("document.querySelector('#steps-0 textarea').value === '再看光纤'");
    assert_eq!(browser.value("document.activeElement.className"), "quiet up", "it can be pressed once more");
    fill(&browser, "#steps-0 [name='steps.done_when']", "看清了");
    fill(&browser, "#steps-0 [name='steps.if_not']", "请客户拍照");
    browser.run("const who = document.querySelector('#steps-0 select'); who.value = [...who.options].find((one) => one.text === '网络维护部').value;");
    let slot = "[...document.querySelectorAll('#ask label')].find((label) => label.textContent.includes('客户号')).querySelector('input')";
    browser.run(&format!("{slot}.click();"));
    // What was ticked outlives leaving the page.
    browser.go("/library");
    browser.go(&format!("/library/edit/{NEW}"));
    browser.wait(&format!("{slot}.checked && document.querySelector('#steps-0 textarea').value === '再看光纤'"));
    browser.click("#edit [value=draft]");
    browser.wait("document.querySelector('.said')?.textContent.includes('已保存')");
    let saved = entry();
    assert_eq!((&saved["steps"][0]["do"], &saved["steps"][1]["do"]), (&json!("再看光纤"), &json!("先问灯色")));
    assert_eq!((&saved["steps"][0]["who"], &saved["ask"]), (&json!("network-maintenance"), &json!(["account_no"])));
}

#[test]
fn whoever_was_signed_out_while_writing_is_told_so_and_loses_nothing() {
    let service = Service::start(&[]);
    let token = |name: &str| {
        let made = run(&mut fenzhen(service.folder(), &["token", "create", "--name", name, "--role", "publisher"])).ok();
        made.trim().to_owned()
    };
    let sign_in = |browser: &Browser, token: &str| {
        browser.wait("document.activeElement.id === 'token'");
        browser.type_keys(token);
        browser.type_keys(ENTER);
    };
    let first = token("甲");
    let browser = Browser::open(&service, &DESK);
    browser.go(&format!("/library/edit/{ID}"));
    sign_in(&browser, &first);
    browser.wait("document.querySelector('#summary')?.textContent.includes('没有发现')");
    run(&mut fenzhen(service.folder(), &["token", "revoke", "1"])).ok();
    fill(&browser, "#cause", "写到一半的原因");
    browser.wait("document.querySelector('#summary a[href^=\"/sign-in\"]') && !document.querySelector('#summary').textContent.includes('没有发现')");
    browser.picture("signed-out");
    let second = token("乙");
    browser.follow("#summary a");
    sign_in(&browser, &second);
    browser.wait("document.querySelector('#cause')?.value === '写到一半的原因'");
}

#[test]
fn an_entry_that_is_only_read_has_nothing_to_tick_off_or_to_copy() {
    let browser = Browser::open(shared(), &DESK);
    for path in [format!("/library/entry/{ID}"), format!("/library/edit/{ID}")] {
        browser.go(&path);
        browser.wait("document.querySelectorAll('.steps li').length > 2 && document.querySelector('.scripts li')");
        assert_eq!(browser.value("document.querySelectorAll('.steps input, .copy').length"), 0, "{path}");
    }
}

#[test]
fn on_a_phone_the_preview_is_one_tap_away_and_nothing_is_cut() {
    let browser = Browser::open(shared(), &PHONE);
    browser.go(&format!("/library/edit/{ID}"));
    browser.wait("document.querySelector('#summary').textContent.includes('没有发现')");
    fill(&browser, "#title", "只在手机上试一试");
    browser.wait("document.querySelector('#preview h3')?.textContent === '只在手机上试一试'");
    browser.picture("phone-form");
    browser.click(".parts .to-pane");
    browser.wait("document.querySelector('#pane').getBoundingClientRect().top === 0");
    browser.picture("phone-preview");
    browser.must_be_accessible("the preview on a phone");
    browser.click("#pane .to-pane a");
    browser.wait("getComputedStyle(document.querySelector('#pane')).display === 'none'");
    assert_eq!(browser.value("document.querySelector('#title').value"), "只在手机上试一试");
    let cut = "[...document.querySelectorAll('#edit textarea')].filter((one) => one.scrollHeight > one.clientHeight + 2 && one.clientHeight < 300).length";
    assert_eq!(browser.value(cut), 0, "texts are shown whole");
    browser.run("sessionStorage.clear();");
}
