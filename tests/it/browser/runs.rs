//! The supervisor's journey: a backlog is sent, watched, looked into, written over tickets, and taken back.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::runs::fixture::{Desk, TEXTS};
use crate::support::service::{Service, post, request};

use super::driver::{Browser, DESK, Looks, PHONE};

fn serve() -> Service {
    Service::start_in(Desk::new().into_folder(), "127.0.0.1:0", &[])
}

fn write(service: &Service, name: &str, text: &str) -> PathBuf {
    let path = service.folder().join(name);
    std::fs::write(&path, text).expect("a file");
    path
}

/// A table of `many` tickets.
fn table(many: usize) -> String {
    let line = |nth: usize| format!("T-{nth},{}，第{nth}次反映\r\n", TEXTS[nth % TEXTS.len()]);
    "工单编号,投诉内容\r\n".to_owned() + &(0..many).map(line).collect::<String>()
}

/// Chooses a file as a person does.
fn choose(browser: &Browser, path: &std::path::Path) {
    browser.run("document.querySelector('#file').focus();");
    browser.type_keys(path.to_str().expect("a path"));
}

/// Sends a file and waits until its run has ended; gives its id.
fn judged(browser: &Browser, path: &std::path::Path, before: &str) -> String {
    browser.go("/runs");
    choose(browser, path);
    browser.run(&format!("document.querySelector('#before').value = {};", json!(before)));
    browser.click("#send .button");
    browser.wait("document.querySelector('.cards')");
    browser.value("location.pathname.split('/')[2]").as_str().expect("an id").to_owned()
}

/// Publishes that agents no longer find lost cards.
fn forget_cards(service: &Service) {
    let retired = json!({"retire": ["bank/card-lost"], "waive": "a test"}).to_string();
    assert_eq!(service.send(&post("/api/v1/publish", retired.as_bytes())).status, 200);
}

/// What the service says of its tickets, by the sender's ids.
fn tickets(service: &Service) -> Vec<(String, String, Option<String>)> {
    let db = rusqlite::Connection::open(service.folder().join("fenzhen.db")).expect("a database");
    let sql = "SELECT external_id, outcome, category FROM ticket ORDER BY external_id";
    let mut statement = db.prepare(sql).expect("SQL");
    let all = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    all.expect("SQL").collect::<Result<_, _>>().expect("SQL")
}

#[test]
fn a_long_run_is_watched_as_it_goes_stopped_and_deleted() {
    let service = serve();
    let long = write(&service, "long.csv", &table(240_000));
    assert!(std::fs::metadata(&long).expect("a file").len() > 2 << 20, "larger than any other request may be");
    let browser = Browser::open(&service, &DESK);
    browser.go("/runs");
    browser.picture("runs-empty");
    choose(&browser, &long);
    browser.click("#send .button");
    browser.wait("document.querySelector('#moving') && document.querySelector('#again').hidden");
    browser.run("window.here = true; window.first = document.querySelector('#rows').textContent;");
    browser.wait(
        "window.here && document.querySelector('#rows').textContent !== window.first && document.querySelector('#bar').value > 0",
    );
    browser.wait("window.here && document.querySelector('#left').textContent.startsWith('约')");
    browser.must_be_accessible("a run under way");
    browser.picture("runs-moving");
    let id = browser.value("location.pathname.split('/')[2]").as_str().expect("an id").to_owned();
    // Somebody else stops it: the page hears of it and comes again by itself.
    assert_eq!(service.send(&request("POST", &format!("/api/v1/runs/{id}/cancel"), &[], b"")).status, 202);
    browser.wait("!window.here && document.querySelector('#state').textContent === '已停下'");
    browser.click("#resume");
    browser.wait("document.querySelector('#moving')");
    browser.click("#cancel");
    browser.wait("document.querySelector('#state').textContent === '已停下'");
    browser.click(".act summary");
    browser.click("#remove");
    browser.wait("location.pathname === '/runs' && document.querySelector('#sample')");
    assert_eq!(service.get("/api/v1/runs").json(), json!([]));
    // What cannot be judged is said beside its field, with what the file has.
    choose(&browser, &write(&service, "odd.csv", "甲,乙\r\n1,停电了\r\n"));
    browser.click("#send .button");
    browser.wait("document.querySelector('#map[aria-invalid]')");
    assert!(browser.text("#wrong").contains("甲, 乙"), "{}", browser.text("#wrong"));
    browser.run("document.querySelector('#map').value = 'text=乙';");
    choose(&browser, &service.folder().join("odd.csv"));
    browser.click("#send .button");
    browser.wait("document.querySelector('.cards')");
}

#[test]
fn a_supervisor_sees_what_moved_writes_it_over_the_tickets_and_takes_it_back() {
    let service = serve();
    let file = write(&service, "积压.csv", &table(70));
    let browser = Browser::open(&service, &DESK);
    let first = judged(&browser, &file, "");
    assert!(browser.text("h1").contains("积压.csv") && browser.text(".cards").contains("70"));
    browser.click("#look");
    browser.wait("document.querySelector('#foretold')?.textContent.includes('不在工单库里')");
    browser.click("#how [name=add]");
    browser.click("#how .button");
    browser.wait("document.querySelector('#apply .button')?.textContent.includes('70')");
    browser.click("#apply .button");
    browser.wait("document.querySelector('#written')?.textContent.includes('这一批已写回工单')");
    let before = tickets(&service);
    assert_eq!(before.len(), 70);
    // The library changes; the same backlog again, compared with the first time.
    forget_cards(&service);
    let second = judged(&browser, &file, &first);
    assert!(browser.text(".about").contains("积压.csv"), "what it is compared with");
    browser.picture("run");
    browser.must_be_accessible("a run that has ended");
    // Into a cell of the matrix.
    assert_eq!(browser.text(".heat a"), "10");
    browser.click(".heat a");
    browser.wait("location.pathname.endsWith('/moved') && document.querySelectorAll('.moved tbody tr').length === 10");
    assert!(browser.text("h1").contains("挂失补卡 → （无）") && browser.text(".moved").contains("T-1"));
    assert!(browser.text(".chips").contains('−'), "with the evidence that is missing now: {}", browser.text(".chips"));
    browser.picture("run-cell");
    browser.must_be_accessible("the tickets of a cell");
    // What it would do stands before the button; then it is done.
    browser.go(&format!("/runs/{second}"));
    browser.click("#look");
    browser.wait("document.querySelector('#apply .button')?.textContent.includes('70')");
    browser.picture("run-apply");
    browser.must_be_accessible("before applying");
    assert_eq!(tickets(&service), before, "nothing is written yet");
    browser.click("#apply .button");
    browser.wait("document.querySelector('#written')");
    let card = |tickets: &[(String, String, Option<String>)]| tickets.iter().find(|ticket| ticket.0 == "T-1").cloned();
    assert_eq!(card(&tickets(&service)).map(|ticket| ticket.1).as_deref(), Some("no_match"));
    assert_eq!(service.get(&format!("/api/v1/runs/{second}")).json()["applied"]["author"], "anonymous");
    browser.picture("run-applied");
    browser.click(".act summary");
    browser.click("#undo");
    browser.wait("document.querySelector('.last.undone')");
    assert_eq!(tickets(&service), before, "as they were");
    assert!(browser.text("#written").contains("恢复"));
    // The same two, compared from the page of the second.
    browser.click(".with .button");
    browser.wait(&format!("location.pathname === '/runs/{first}/diff/{second}' && document.querySelector('.heat a')"));
    browser.must_be_accessible("two runs compared");
    browser.click(".heat a");
    browser.wait("document.querySelectorAll('.moved tbody tr').length === 10");
    // What it looks like to print or pass on.
    browser.go(&format!("/api/v1/runs/{second}/files/report.html"));
    browser.picture("report");
}

#[test]
fn the_supervisor_s_pages_are_accessible_and_fit_a_phone() {
    let service = serve();
    for looks in [DESK, Looks { dark: true, ..PHONE }] {
        let browser = Browser::open(&service, &looks);
        let fits = |page: &str| {
            let wide = browser.value("document.documentElement.scrollWidth").as_u64();
            assert!(wide.is_some_and(|wide| wide <= u64::from(looks.width)), "{page} scrolls sideways: {wide:?}");
        };
        let phone = looks.width < 500;
        browser.go("/runs");
        fits("runs");
        browser.must_be_accessible("runs");
        if phone {
            browser.picture("phone-runs");
        } else {
            // One click, and the labels of the sample are what it is compared with.
            browser.click("#sample");
            browser.wait("document.querySelector('.cards')");
            browser.picture("run-sample");
        }
        let runs = service.get("/api/v1/runs").json();
        let id = runs[0]["id"].as_str().expect("an id").to_owned();
        let pages = [String::new(), "/apply?add=1".to_owned(), "/moved".to_owned()];
        for page in pages {
            browser.go(&format!("/runs/{id}{page}"));
            fits(&page);
            browser.must_be_accessible(&page);
            if phone {
                browser.picture(&format!("phone-run{}", page.split('?').next().unwrap_or_default().replace('/', "-")));
            }
        }
        // The report runs no script, not even one that looks at it.
        browser.go(&format!("/api/v1/runs/{id}/files/report.html"));
        fits("the report");
        if phone {
            browser.picture("phone-report");
        }
    }
}

#[test]
fn markup_in_backlogs_is_shown_and_never_run() {
    const IMG: &str = "<img src=x onerror=window.hurt=1>";
    let service = serve();
    let hostile = format!("{IMG}甲,{IMG}乙,类别\r\n'\"><script>window.hurt=1</script>,{IMG}{},{IMG}\r\nx,,\r\n", TEXTS[0]);
    let file = write(&service, &format!("{IMG}.csv"), &hostile);
    let browser = Browser::open(&service, &DESK);
    let clean = |page: &str| {
        assert_eq!(browser.value("document.querySelectorAll('main img, main script').length"), 0, "{page}");
        assert!(browser.value("window.hurt ?? null").is_null(), "{page}");
    };
    browser.go("/runs");
    choose(&browser, &file);
    browser.click("#send .button");
    browser.wait("document.querySelector('#wrong')");
    assert!(browser.text("#wrong").contains("<img"), "columns are quoted as they are");
    clean("refused");
    browser.run(&format!("document.querySelector('#map').value = {};", json!(format!("id={IMG}甲，text={IMG}乙"))));
    choose(&browser, &file);
    browser.click("#send .button");
    browser.wait("document.querySelector('.cards')");
    assert!(browser.text("h1").contains("<img") && browser.text(".heat").contains("<img"), "{}", browser.text("main"));
    clean("a run");
    let id = browser.value("location.pathname.split('/')[2]").as_str().expect("an id").to_owned();
    browser.click(".heat a");
    browser.wait("location.pathname.endsWith('/moved')");
    assert!(browser.text(".moved").contains("<script>") && browser.text("h1").contains("<img"));
    clean("a cell");
    for page in [format!("/runs/{id}/apply"), "/runs".to_owned(), format!("/runs/{id}/moved?of=category&from={IMG}&to={IMG}")] {
        browser.go(&page);
        clean(&page);
    }
    let report: Value = service.get(&format!("/api/v1/runs/{id}/files/report.json")).json();
    assert_eq!(report["problems"]["count"], 1, "{report}");
}
