//! Reports in a browser: which days, what they say, a measure against what came often, an alarm and its witnesses, a month
//! on paper.

use serde_json::json;

use crate::support::clocked_service::ClockedService;
use crate::support::handled_tickets::{MODEM, months};

use super::driver::{Browser, DESK, Looks, PHONE};

const NOVEMBER: &str = "from=2026-11-01&to=2026-11-30";

fn fill(browser: &Browser, selector: &str, text: &str) {
    browser.run(&format!("document.querySelector({}).value = {};", json!(selector), json!(text)));
}

#[test]
fn a_supervisor_reads_a_month_writes_a_measure_down_and_closes_an_alarm() {
    let service = months();
    let browser = Browser::open_at(service.addr(), &DESK);
    browser.go("/reports");
    assert!(browser.text(".presets [aria-current]").contains("近四周"));
    browser.run("[...document.querySelectorAll('.presets a')].find((a) => a.textContent === '本月').click();");
    browser.wait("location.search === '?from=2026-11-01&to=2026-11-27' && document.querySelector('.cards')");
    let report = service.get("/api/v1/reports/summary?from=2026-11-01&to=2026-11-27");
    assert!(browser.text(".cards").contains(&report["tickets"].to_string()), "{}", browser.text(".cards"));
    // Every number that is drawn stands in the table beside.
    let rows = browser.value("document.querySelectorAll('.numbers tbody tr').length");
    assert_eq!(rows, report["trend"].as_array().map(Vec::len).expect("stretches"));
    let drawn = "[...document.querySelectorAll('.plot rect title')].map((t) => Number(t.textContent.split(' ').at(-1))).reduce((a, b) => a + b)";
    assert_eq!(browser.value(drawn).as_f64(), report["tickets"].as_f64(), "columns add up to the tickets");
    browser.picture("report-page");
    // A measure against what came often.
    browser.click("#frequent .act summary");
    let form = "#frequent .act[open]";
    fill(&browser, &format!("{form} [name=cause]"), "光模块批次不良");
    fill(&browser, &format!("{form} [name=what]"), "召回更换");
    fill(&browser, &format!("{form} [name=owner]"), "质量部 周工");
    fill(&browser, &format!("{form} [name=due]"), "2026-12-15");
    browser.click(&format!("{form} .button"));
    browser.wait("document.querySelector('.said')?.textContent === '措施已记下。'");
    assert!(browser.text("#measures").contains("召回更换") && browser.text("#measures").contains("进行中"));
    browser.click("#measures .quiet");
    browser.wait("document.querySelector('.said')?.textContent === '已记为完成。'");
    assert!(browser.text("#measures").contains("已完成"));
    // The alarm, its days and its witnesses.
    browser.click(".alert a");
    browser.wait("location.pathname === '/reports/alarms'");
    browser.picture("report-alarms");
    browser.run("[...document.querySelectorAll('.rise a')].find((a) => a.textContent === 'HG-9').click();");
    browser.wait("document.querySelector('h1')?.textContent.includes('HG-9')");
    assert_eq!(browser.value("document.querySelectorAll('.witnesses li').length"), 14);
    browser.picture("report-alarm");
    let alarm = browser.value("location.pathname").as_str().expect("a path").to_owned();
    browser.click(".witnesses a");
    browser.wait("location.pathname.startsWith('/tickets/') && document.querySelector('h1')");
    browser.go(&alarm);
    fill(&browser, "#note", "一批光模块不良");
    browser.click("#close");
    browser.wait("document.querySelector('#state').textContent === '已关闭'");
    assert!(browser.text(".said").contains("一批光模块不良"));
    // The month, on the screen and on paper.
    browser.go("/reports/month?month=2026-11");
    assert!(browser.text(".keys").contains("2026-10") && browser.text("main").contains("一批光模块不良"));
    browser.picture("report-month");
    let sheets = browser.printed("report-month");
    assert!((2..=8).contains(&sheets), "a month is read on a few sheets of paper: {sheets}");
    browser.click("[rel=prev]");
    browser.wait("location.search === '?month=2026-10' && document.querySelector('.keys')");
}

#[test]
fn reports_are_accessible_and_fit_a_phone() {
    let service = months();
    for looks in [DESK, Looks { dark: true, ..PHONE }] {
        let browser = Browser::open_at(service.addr(), &looks);
        let name = if looks.dark { "phone-" } else { "" };
        let pages = [
            format!("/reports?{NOVEMBER}"),
            "/reports?from=2020-01-01&to=2020-01-31".to_owned(),
            "/reports?from=2026-11-30&to=2026-11-01".to_owned(),
            "/reports/month?month=2026-11".to_owned(),
            "/reports/month?month=2020-01".to_owned(),
            "/reports/alarms".to_owned(),
            "/reports/alarms/1".to_owned(),
        ];
        for (nth, page) in pages.iter().enumerate() {
            browser.go(page);
            browser.run("document.querySelectorAll('main details').forEach((folded) => { folded.open = true; });");
            browser.must_be_accessible(page);
            let wide = browser.value("document.documentElement.scrollWidth").as_u64();
            assert!(wide.is_some_and(|wide| wide <= u64::from(looks.width)), "{page} scrolls sideways: {wide:?}");
            browser.picture(&format!("{name}reports-{nth}"));
        }
    }
}

#[test]
fn markup_in_what_reports_quote_is_shown_and_never_run() {
    const IMG: &str = "<img src=x onerror=window.hurt=1>";
    let service = ClockedService::at("2026-11-01T09:00:00");
    for day in 1..=20 {
        service.now(&format!("2026-11-{day:02}T10:00:00"));
        service.register(&json!({"text": MODEM, "product": "HG-8"}));
    }
    for nth in 0..14 {
        let ticket = json!({"text": format!("{IMG}{MODEM}{nth}"), "product": IMG, "region": IMG, "channel": IMG});
        service.register(&ticket);
    }
    assert!(service.app.alarms().look().expect("it looks") > 0);
    let measure = json!({"entry": "telecom/broadband-los-red", "cause": IMG, "what": IMG, "owner": IMG, "due": "2026-12-01"});
    assert_eq!(service.post("/api/v1/measures", &measure).status, 201);
    let alarms = service.get("/api/v1/alarms")["alarms"].as_array().expect("alarms").clone();
    let alarm = alarms.iter().find(|alarm| alarm["dimension"] == "product").expect("the product stands out");
    assert_eq!(service.post(&format!("/api/v1/alarms/{}/close", alarm["id"]), &json!({"note": IMG, "author": IMG})).status, 200);
    let browser = Browser::open_at(service.addr(), &DESK);
    for page in [
        format!("/reports?{NOVEMBER}"),
        "/reports/month?month=2026-11".to_owned(),
        "/reports/alarms".to_owned(),
        format!("/reports/alarms/{}", alarm["id"]),
        format!("/api/v1/reports/summary.html?{NOVEMBER}"),
    ] {
        browser.go(&page);
        let shown = browser.text("body");
        assert!(shown.contains("<img src=x"), "{page} quotes it: {shown}");
        assert_eq!(browser.value("document.querySelectorAll('main img, body > img, table img').length"), 0, "{page}");
        assert!(browser.value("window.hurt ?? null").is_null(), "{page}");
    }
}
