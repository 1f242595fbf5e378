//! Markup in whatever text never becomes part of a page.

use serde_json::json;

use crate::support::program::COMPLAINT;
use crate::support::service::{Service, post};

use super::driver::{Browser, DESK};

/// Breaks out of text, of attributes and of scripts, where one could.
const MARKUP: &str = r#"'"></title></textarea></script><img src=x onerror="window.hurt=1"><script>window.hurt=1</script><svg onload=window.hurt=1>"#;

#[test]
fn markup_in_tickets_entries_and_names_is_shown_and_never_run() {
    let service = Service::start(&[]);
    let entry = service.get("/api/v1/entries/telecom/broadband-los-red").json();
    let content = entry["content"].as_str().expect("a file");
    let escaped = MARKUP.replace('"', "\\\"");
    let mut hostile = String::new();
    for line in content.lines() {
        // Every text of a step, a script or the entry itself; its examples still match.
        let key = line.split(" = ").next().unwrap_or_default();
        let texts = ["title", "cause", "do", "done_when", "if_not", "say"];
        let short = if key == "title" { "<img src=x onerror=window.hurt=1>" } else { escaped.as_str() };
        hostile +=
            &if texts.contains(&key) && line.ends_with('"') { format!("{key} = \"{short}\"\n") } else { format!("{line}\n") };
    }
    let body = json!({"files": [{"path": "entries/telecom/broadband-los-red.toml", "content": hostile}], "waive": "a test"});
    let published = service.send(&post("/api/v1/publish", body.to_string().as_bytes()));
    assert_eq!(published.status, 200, "{}", published.text());

    let browser = Browser::open(&service, &DESK);
    browser.go("/");
    browser.run(&format!(
        "const text = document.querySelector('#text'); text.value = {}; text.dispatchEvent(new Event('input'));",
        json!(format!("{COMPLAINT}{MARKUP}"))
    ));
    browser.wait("document.querySelector('.card h3')?.textContent.includes('onerror')");
    browser.run("document.querySelectorAll('details').forEach((card) => { card.open = true; });");
    browser.run("document.querySelector('#marked .masked').click();");
    assert!(
        browser.text(".steps").contains("<script>") && browser.text("#marked").contains("<svg onload"),
        "it is shown as written"
    );
    assert_eq!(browser.value("document.querySelectorAll('main img, main svg, main script').length"), 0);
    browser.click("[data-verdict=corrected]");
    browser.wait("document.querySelector('[role=option]')");
    browser.run("const search = document.querySelector('#search'); search.value = 'broadband-los-red'; search.dispatchEvent(new Event('input'));");
    browser.wait("document.querySelector('[role=option]')?.textContent.includes('<img')");
    browser.go("/tokens");
    browser.run(&format!("document.querySelector('#name').value = {};", json!("<img src=x onerror=window.hurt=1>")));
    browser.click("main form .button");
    browser.wait("document.querySelector('#made')");
    assert_eq!(browser.value("document.querySelectorAll('main img').length"), 0);
    assert!(browser.value("window.hurt ?? null").is_null());
}
