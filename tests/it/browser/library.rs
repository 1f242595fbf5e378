//! The maintainer's journey: find, write, rehearse, publish, take back; and what happens when two write at once.

use serde_json::json;

use crate::support::program::{COMPLAINT, fenzhen, run};
use crate::support::service::{Service, shared};

use super::driver::{Browser, DESK, ENTER, Looks, PHONE};

const ID: &str = "telecom/broadband-los-red";

/// Writes into a field as a person does, so that the page notices.
fn fill(browser: &Browser, selector: &str, text: &str) {
    let (selector, text) = (json!(selector), json!(text));
    browser.run(&format!(
        "const field = document.querySelector({selector}); field.focus(); field.value = {text};
         field.dispatchEvent(new Event('input', {{bubbles: true}}));"
    ));
}

#[test]
fn a_maintainer_finds_an_entry_in_whichever_script_they_type() {
    let browser = Browser::open(shared(), &DESK);
    browser.go("/library");
    browser.picture("library");
    fill(&browser, "#q", "斷網");
    browser.click("form.find .button");
    browser.wait("location.search.includes('q=') && document.querySelectorAll('.entries tbody tr').length < 50");
    assert!(browser.text(".entries").contains("宽带断网，光猫LOS灯亮红灯"));
    browser.click(&format!("a[href='/library/entry/{ID}']"));
    browser.wait("location.pathname.startsWith('/library/entry/')");
    assert!(browser.text("main").contains("网络维护部") && browser.text(".steps").contains("LOS"));
    browser.picture("entry");
}

#[test]
fn an_edit_is_rehearsed_then_published_then_taken_back() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    browser.go(&format!("/library/edit/{ID}"));
    browser.wait("document.querySelector('#summary').textContent.trim() === '没有发现问题。'");
    fill(&browser, "#title", "光猫红灯，宽带断网");
    browser.wait("document.querySelector('#preview h3').textContent === '光猫红灯，宽带断网'");
    browser.picture("edit");
    fill(&browser, "#note", "说得更短");
    browser.click("#edit .form-actions .button");
    browser.wait("document.querySelector('#gate')?.classList.contains('sound')");
    assert_eq!(browser.value("document.querySelector('#note').value"), "说得更短");
    browser.picture("publish");
    browser.click("form.line .button");
    browser.wait("document.querySelector('.said')?.textContent.includes('版本 2')");
    assert!(browser.text("h1").contains("光猫红灯，宽带断网"));
    let told = service.suggest(&json!({ "text": COMPLAINT }), "").suggestion();
    assert_eq!(told["entries"][0]["title"], "光猫红灯，宽带断网");
    browser.go(&format!("/library/history/{ID}"));
    assert!(browser.text("table.diff").contains("宽带断网，光猫LOS灯亮红灯") && browser.text("main").contains("说得更短"));
    browser.picture("history");
    browser.click("[aria-label='回到这一版 1']");
    // What going back changes is shown before it is done.
    browser.wait("document.querySelector('h1').textContent.includes('回到版本 1')");
    assert!(browser.text("table.diff").contains("宽带断网，光猫LOS灯亮红灯"));
    assert_eq!(service.get("/api/v1/revisions").json()["revisions"].as_array().map(Vec::len), Some(2), "nothing is done yet");
    browser.picture("roll-back");
    browser.click("form.tools .button");
    browser.wait("document.querySelector('.said')?.textContent.includes('版本 3')");
    assert!(browser.text("h1").contains("宽带断网，光猫LOS灯亮红灯"));
}

#[test]
fn a_new_draft_says_what_is_wrong_beside_the_field_and_is_saved_when_it_is_right() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    browser.go("/library");
    browser.click(".new summary");
    fill(&browser, "#id", "telecom/wifi-slow");
    browser.click(".new form .button");
    browser.wait("location.pathname === '/library/edit/telecom/wifi-slow'");
    fill(&browser, "#steps [name='steps.within']", "很快");
    browser.wait("document.querySelector('#steps .wrong[data-field=\"steps.0\"] .problem:not(.later)')");
    browser.click("#edit [value=draft]");
    browser.wait(
        "document.querySelector('[role=alert]') && document.querySelector('#steps .wrong .problem:not(.later)')
           && document.querySelector('#steps [name=\"steps.within\"]').value === '很快'",
    );
    browser.picture("problems");
    fill(&browser, "#steps [name='steps.within']", "30m");
    browser.click("[data-rows=cases].more");
    browser.wait("document.activeElement.name === 'cases.text'");
    browser.type_keys("晚上WiFi特别慢");
    fill(&browser, "[name='cases.because']", "夜间拥塞");
    browser.click("#edit [value=draft]");
    browser.wait("document.querySelector('.said')?.textContent.includes('已保存')");
    let entry = service.get("/api/v1/entries/telecom/wifi-slow").json()["entry"].clone();
    assert_eq!((entry["status"].as_str(), entry["steps"][0]["within"].as_str()), (Some("draft"), Some("30m")));
    assert_eq!(entry["cases"][0]["text"], "晚上WiFi特别慢");
    browser.go("/library/publish?id=telecom/wifi-slow&act=publish");
    assert!(browser.text("#gate").contains("有问题"), "a bare draft does not pass: {}", browser.text("#gate"));
    assert!(
        browser.value("document.querySelector('form.line .button:not(.second)')").is_null(),
        "and there is no button that publishes it"
    );
    browser.must_be_accessible("the gate");
}

#[test]
fn whoever_saves_second_sees_both_versions_and_loses_nothing() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    let path = "/library/edit/telecom/wifi-slow";
    browser.go(path);
    fill(&browser, "#title", "我写的标题");
    // A colleague saves theirs meanwhile, from the same page.
    let saved = browser.run(
        "const form = new FormData(document.querySelector('#edit')); form.set('title', '同事写的标题'); form.set('to', 'draft');
         const request = new XMLHttpRequest(); request.open('POST', document.querySelector('#edit').action, false);
         request.setRequestHeader('content-type', 'application/x-www-form-urlencoded'); request.send(new URLSearchParams(form).toString());
         return request.status;",
    );
    assert_eq!(saved, 200);
    browser.click("#edit [value=draft]");
    browser.wait("document.querySelector('.conflict')");
    let told = browser.text(".conflict");
    assert!(told.contains("我写的标题") && told.contains("同事写的标题"), "{told}");
    assert_eq!(browser.value("document.querySelector('#title').value"), "我写的标题");
    browser.must_be_accessible("an edit conflict");
    browser.picture("conflict");
    browser.click("#edit [value=draft]");
    browser.wait("document.querySelector('.said')?.textContent.includes('已保存')");
    assert_eq!(service.get("/api/v1/entries/telecom/wifi-slow").json()["entry"]["title"], "我写的标题");
}

#[test]
fn entries_are_found_by_what_is_the_matter_with_them_together_with_everything_else() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    let ids = || {
        let ids = browser.value("[...document.querySelectorAll('.entries th code')].map((code) => code.textContent)");
        ids.as_array().expect("a list").iter().filter_map(|id| id.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    browser.go("/library/health?of=conflicts");
    let named = browser.value("[...document.querySelectorAll('.entries th code')].map((code) => code.textContent)");
    let mut named: Vec<String> = serde_json::from_value(named).expect("ids");
    named.sort_unstable();
    named.dedup();
    browser.go("/library");
    browser.run("document.querySelector('#health').value = 'conflicts';");
    browser.click("form.find .button");
    browser.wait("location.search.includes('health=conflicts')");
    assert_eq!(ids(), named.iter().take(50).cloned().collect::<Vec<_>>(), "those that the health page names");
    browser.picture("library-health");
    let domain = named.first().and_then(|id| id.split('/').next()).expect("something is the matter").to_owned();
    browser.run(&format!("document.querySelector('#domain').value = '{domain}';"));
    browser.click("form.find .button");
    browser.wait(&format!("location.search.includes('domain={domain}') && location.search.includes('health=conflicts')"));
    assert!(ids().iter().all(|id| named.contains(id) && id.starts_with(&format!("{domain}/"))) && !ids().is_empty());
    browser.go("/library?health=unused&status=draft");
    browser.wait("document.querySelector('.teach')");
}

#[test]
fn names_stand_where_ids_stood_and_times_are_those_of_the_library() {
    let service = Service::start(&[]);
    let browser = Browser::open(&service, &DESK);
    browser.go("/library");
    assert!(browser.text("#domain").contains("银行") && !browser.text("#domain").contains("bank"));
    browser.go("/library/edit/telecom/wifi-slow");
    assert!(browser.text("#ask").contains("客户号") && !browser.text("#ask").contains("account_no"));
    assert!(browser.text("[name='steps.who']").contains("网络维护部"));
    fill(&browser, "#title", "家里 WiFi 到了晚上变慢");
    browser.click("#edit [value=draft]");
    browser.wait("document.querySelector('.said')");
    browser.go("/library/edit/telecom/wifi-slow");
    fill(&browser, "#title", "家里 WiFi 一到晚上就慢");
    browser.click("#edit [value=draft]");
    browser.wait("document.querySelector('.said')");
    browser.go("/library/history/telecom/wifi-slow");
    let told = browser.text("main");
    assert!(told.contains("标题") && told.contains("（未署名）") && !told.contains("anonymous"), "{told}");
    let shown = "[...document.querySelectorAll('main time')].every((time) =>
        new Date(time.dateTime).toLocaleString('sv-SE', {timeZone: 'Asia/Shanghai'}).slice(0, 16) === time.textContent)";
    assert_eq!(browser.value(shown), true, "on the library's clock");
    run(&mut fenzhen(service.folder(), &["token", "create", "--name", "小王", "--role", "maintainer"])).ok();
    let admin = run(&mut fenzhen(service.folder(), &["token", "create", "--name", "管理员", "--role", "admin"])).ok();
    browser.go("/tokens");
    browser.wait("document.activeElement.id === 'token'");
    browser.type_keys(admin.trim());
    browser.type_keys(ENTER);
    browser.wait("document.querySelector('table')?.textContent.includes('小王')");
    let told = browser.text("table");
    assert!(told.contains("维护") && !told.contains("maintainer"), "{told}");
}

#[test]
fn on_a_phone_the_rows_of_tables_stand_under_one_another() {
    let browser = Browser::open(shared(), &PHONE);
    for (name, path) in [
        ("library", "/library".to_owned()),
        ("health", "/library/health?of=conflicts".to_owned()),
        ("tokens", "/tokens".to_owned()),
        ("history", format!("/library/history/{ID}")),
    ] {
        browser.go(&path);
        let sideways =
            browser.value("[...document.querySelectorAll('.scroll')].some((box) => box.scrollWidth > box.clientWidth)");
        assert_eq!(sideways, false, "{path}");
        browser.picture(&format!("phone-rows-{name}"));
    }
}

#[test]
fn boxes_to_type_in_and_boxes_to_choose_from_stand_in_line() {
    let browser = Browser::open(shared(), &DESK);
    for path in ["/library", "/library/health?of=due", "/library/cases"] {
        browser.go(path);
        let edges = browser.value(
            "[...document.querySelectorAll('.find input:not([type=hidden], [type=checkbox]), .find select, .find .button')]
               .map((one) => one.getBoundingClientRect()).map(({top, bottom}) => `${Math.round(top)} ${Math.round(bottom)}`)",
        );
        let edges = edges.as_array().expect("a list");
        assert!(edges.len() > 2 && edges.iter().all(|edge| edge == &edges[0]), "{path}: {edges:?}");
    }
}

#[test]
fn the_library_s_pages_are_accessible_and_fit_a_phone() {
    for looks in [DESK, Looks { dark: true, ..PHONE }] {
        let browser = Browser::open(shared(), &looks);
        for page in
            ["", "/entry/telecom/broadband-los-red", "/edit/telecom/broadband-los-red", "/history/telecom/broadband-los-red"]
        {
            browser.go(&format!("/library{page}"));
            browser.must_be_accessible(page);
            let wide = browser.value("document.documentElement.scrollWidth").as_u64();
            assert!(wide.is_some_and(|wide| wide <= u64::from(looks.width)), "{page} scrolls sideways: {wide:?}");
        }
        if looks.width < 500 {
            browser.picture("phone-history");
            browser.go("/library/edit/telecom/broadband-los-red");
            browser.picture("phone-edit");
        }
    }
}
