//! Signing in with a token: what each role sees, and that no other site acts in its name.

use crate::support::program::{COMPLAINT, fenzhen, run};
use crate::support::service::{Response, Service, request};

use super::driver::{Browser, DESK, ENTER};

fn token(service: &Service, name: &str, role: &str) -> String {
    let made = run(&mut fenzhen(service.folder(), &["token", "create", "--name", name, "--role", role])).ok();
    made.trim().to_owned()
}

fn sign_in(browser: &Browser, token: &str) {
    browser.wait("document.activeElement.id === 'token'");
    browser.type_keys(token);
    browser.type_keys(ENTER);
}

#[test]
fn a_token_opens_the_pages_its_role_may_see_and_no_others() {
    let service = Service::start(&[]);
    let (agent, admin) = (token(&service, "坐席小王", "agent"), token(&service, "管理员", "admin"));
    let browser = Browser::open(&service, &DESK);
    browser.go("/tokens");
    browser.wait("location.pathname === '/sign-in'");
    browser.picture("sign-in");
    sign_in(&browser, "fz_wrong");
    browser.wait("document.querySelector('[role=alert]')?.textContent.includes('收回')");
    sign_in(&browser, &agent);
    browser.wait("location.pathname === '/tokens' && document.querySelector('h1').textContent.includes('没有这个权限')");
    assert!(browser.text("header").contains("坐席小王") && !browser.text("header").contains("令牌"));
    browser.go("/");
    assert_eq!(browser.value("document.cookie"), "", "scripts read no cookie");
    browser.click("form[action='/sign-out'] button");
    browser.wait("location.pathname === '/sign-in'");
    sign_in(&browser, &admin);
    browser.wait("location.pathname === '/'");
    browser.go("/tokens");
    browser.run("document.querySelector('#name').value = '外呼系统';");
    browser.click("main .button");
    browser.wait("document.querySelector('#made')?.textContent.startsWith('fz_')");
    browser.picture("tokens");
    browser.click("[aria-label='收回 坐席小王']");
    browser.wait("document.querySelector('tr.past th')?.textContent === '坐席小王'");
}

#[test]
fn what_was_typed_outlives_the_session() {
    let service = Service::start(&[]);
    let agent = token(&service, "甲", "agent");
    let browser = Browser::open(&service, &DESK);
    browser.go("/");
    sign_in(&browser, &agent);
    browser.wait("document.activeElement.id === 'text'");
    run(&mut fenzhen(service.folder(), &["token", "revoke", "1"])).ok();
    browser.type_keys(COMPLAINT);
    browser.wait(&format!("JSON.parse(sessionStorage.getItem('fenzhen.complaint')).text === '{COMPLAINT}'"));
    browser.wait("document.querySelector('#said a')?.textContent === '登录'");
    let other = token(&service, "乙", "agent");
    browser.follow("#said a");
    sign_in(&browser, &other);
    browser.wait(&format!("document.querySelector('#text').value === '{COMPLAINT}' && document.querySelector('#verdict')"));
}

/// A form as a browser sends it, with what a page of ours would add, or not.
fn form(service: &Service, path: &str, headers: &[(&str, &str)], body: &str) -> Response {
    let kind = [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "text/html")];
    service.send(&request("POST", path, &[kind.as_slice(), headers].concat(), body.as_bytes()))
}

#[test]
fn no_other_site_can_act_for_whoever_is_signed_in() {
    let service = Service::start(&[]);
    let admin = token(&service, "管理员", "admin");
    let seed = "fz_seed=00112233445566778899aabbccddeeff";
    let session = format!("{seed}; fz_session={admin}");
    let page = service.send(&request("GET", "/tokens", &[("Cookie", &session), ("Accept", "text/html")], b""));
    let proof = page.text().split("name=\"csrf\" content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a proof");
    let (bare, whole) = ("name=evil&role=admin".to_owned(), format!("name=good&role=agent&csrf={proof}"));
    for (headers, body) in [
        (vec![("Cookie", session.as_str())], &bare),
        (vec![("Cookie", session.as_str())], &format!("{bare}&csrf=")),
        (vec![("Cookie", session.as_str()), ("Sec-Fetch-Site", "cross-site")], &whole),
        (vec![("Cookie", session.split("; ").nth(1).unwrap_or_default())], &whole),
    ] {
        let refused = form(&service, "/tokens", &headers, body);
        assert_eq!(refused.status, 403, "{body}");
        assert!(refused.text().contains("过期"), "in plain words: {}", refused.text());
    }
    let json = [("Cookie", session.as_str()), ("Content-Type", "application/json")];
    let asked = service.send(&request("POST", "/api/v1/suggest", &json, "{\"text\":\"断网\"}".as_bytes()));
    assert_eq!((asked.status, asked.problem()["code"].as_str()), (403, Some("unproven")));
    let proven = [json.as_slice(), &[("X-CSRF-Token", proof)]].concat();
    assert_eq!(service.send(&request("POST", "/api/v1/suggest", &proven, "{\"text\":\"断网\"}".as_bytes())).status, 200);
    let done = form(&service, "/tokens", &[("Cookie", &session), ("Sec-Fetch-Site", "same-origin")], &whole);
    assert!(done.status == 200 && done.text().contains("good") && !done.text().contains("evil"), "{}", done.text());
}

#[test]
fn the_session_cookie_is_for_this_site_and_not_for_scripts_and_no_address_leads_away() {
    let service = Service::start(&[]);
    let agent = token(&service, "甲", "agent");
    let seed = "fz_seed=00112233445566778899aabbccddeeff";
    let page = service.send(&request("GET", "/sign-in", &[("Cookie", seed), ("Accept", "text/html")], b""));
    let proof = page.text().split("name=\"csrf\" content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a proof");
    for (next, goes) in [("/tokens", "/tokens"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/")]
    {
        let body = format!("csrf={proof}&token={agent}&next={next}");
        let done = form(&service, "/sign-in", &[("Cookie", seed)], &body);
        assert_eq!((done.status, done.header("location")), (303, Some(goes)), "{next}");
        let cookie = done.header("set-cookie").expect("a session");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains("Max-Age"), "{cookie}");
        assert!(!cookie.contains("Secure"), "without TLS browsers would drop it");
    }
    let behind_tls = [("Cookie", seed), ("X-Forwarded-Proto", "https")];
    let done = form(&service, "/sign-in", &behind_tls, &format!("csrf={proof}&token={agent}"));
    assert!(done.header("set-cookie").is_some_and(|cookie| cookie.ends_with("; Secure")));
    let asked = service.send(&request("GET", "/tokens?x=1", &[("Accept", "text/html")], b""));
    assert_eq!((asked.status, asked.header("location")), (303, Some("/sign-in?next=/tokens%3Fx%3D1")));
}

#[test]
fn what_was_written_into_a_form_outlives_the_session_and_its_reader_comes_back_to_the_page() {
    let service = Service::start(&[]);
    let agent = token(&service, "甲", "agent");
    let browser = Browser::open(&service, &DESK);
    browser.go("/tickets");
    sign_in(&browser, &agent);
    browser.wait("document.querySelector('#empty .example')");
    browser.click("#empty .example");
    browser.wait("location.pathname.startsWith('/tickets/') && document.querySelector('#tell, form:has(input[value=tell])')");
    let path = browser.value("location.pathname").as_str().expect("a path").to_owned();
    let write = |content: &str| {
        browser.run(&format!(
            "document.querySelectorAll('main details').forEach((folded) => {{ folded.open = true; }});
             const field = document.querySelector('form:has(input[value=tell]) [name=content]');
             field.focus(); field.value = '{content}'; field.dispatchEvent(new Event('input', {{bubbles: true}}));
             const by = document.querySelector('form:has(input[value=tell]) [name=channel]'); by.value = '电话';
             by.dispatchEvent(new Event('input', {{bubbles: true}}));"
        ));
    };
    write("已告诉客户今晚修好");
    run(&mut fenzhen(service.folder(), &["token", "revoke", "1"])).ok();
    let other = token(&service, "乙", "agent");
    browser.click("form:has(input[value=tell]) button");
    browser.wait("document.querySelector('h1')?.textContent.includes('登录已失效')");
    browser.click("main .button");
    sign_in(&browser, &other);
    browser.wait(&format!(
        "location.pathname === '{path}' && document.querySelector('form:has(input[value=tell]) [name=content]').value === '已告诉客户今晚修好'"
    ));
    assert_eq!(browser.value("document.querySelector('form:has(input[value=tell])').closest('details')?.open ?? true"), true);
    browser.click("form:has(input[value=tell]) button");
    browser.wait("document.querySelector('#said')?.textContent === '已记录。'");
    assert_eq!(browser.value("document.querySelector('form:has(input[value=tell]) [name=content]').value"), "", "it was taken");
    // Another language on a page that answers a form: the reader stays where the form is.
    write(" ");
    browser.click("form:has(input[value=tell]) button");
    browser.wait("document.querySelector('[aria-invalid=true]')");
    browser.click("[name=to][value=en]");
    browser.wait(&format!("location.pathname === '{path}' && document.documentElement.lang === 'en'"));
}

#[test]
fn a_page_that_is_not_there_still_leads_on_and_the_address_of_a_form_leads_to_its_page() {
    let service = Service::start(&[]);
    let admin = token(&service, "管理员", "admin");
    let cookie = format!("fz_seed=00112233445566778899aabbccddeeff; fz_session={admin}");
    let headers = [("Cookie", cookie.as_str()), ("Accept", "text/html")];
    let nowhere = service.send(&request("GET", "/nowhere", &headers, b""));
    assert_eq!(nowhere.status, 404);
    let page = nowhere.text();
    assert!(page.contains("管理员") && page.contains("href=\"/tickets\"") && !page.contains("href=\"/sign-in"), "{page}");
    let form = service.send(&request("GET", "/reports/measures", &headers, b""));
    assert_eq!((form.status, form.header("location")), (303, Some("/reports")));
}
