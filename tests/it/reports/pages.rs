//! The pages of reports without a browser: their figures are those of the service for programs, and what is not taken comes
//! back with the reason.

use serde_json::{Value, json};

use crate::support::clocked_service::ClockedService;
use crate::support::handled_tickets::{How, MODEM, handle, months};
use crate::support::service::Response;

use super::review::sheets;

const NOVEMBER: &str = "from=2026-11-01&to=2026-11-30";

fn page(service: &ClockedService, path: &str) -> String {
    let answer = service.send("GET", path, &[("Accept", "text/html"), ("Accept-Language", "en")], &Value::Null);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text().to_owned()
}

/// What stands in a page, without its markup.
fn words(page: &str) -> String {
    let mut out = String::new();
    let mut inside = true;
    for c in page.chars() {
        match c {
            '<' => inside = false,
            '>' => {
                inside = true;
                out.push(' ');
            }
            c if inside => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_pages_figures_are_those_of_the_service_and_the_month_stands_beside_the_month_before() {
    let service = months();
    let report = service.get(&format!("/api/v1/reports/summary?{NOVEMBER}"));
    let before = service.get("/api/v1/reports/summary?from=2026-10-01&to=2026-10-31");
    let shown = words(&page(&service, &format!("/reports?{NOVEMBER}")));
    let share = |of: &Value| format!("{} of {}", of["count"], of["of"]);
    for key in ["in_time", "at_once", "repeatedly"] {
        assert!(report[key]["count"].as_u64() > Some(0), "{key} is worth looking at: {}", report[key]);
        assert!(shown.contains(&share(&report[key])), "{key}: {} in {shown}", report[key]);
    }
    assert!(shown.contains(&format!("Tickets {}", report["tickets"])), "{shown}");
    for period in report["trend"].as_array().expect("stretches") {
        let [from, to] = ["from", "to"].map(|day| period[day].as_str().expect("a day"));
        let row = format!("{from} – {} {} {}", &to[5..], period["tickets"], period["high"]);
        assert!(shown.contains(&row), "{row} in {shown}");
    }
    let month = words(&page(&service, "/reports/month?month=2026-11"));
    assert!(month.contains(&format!("Tickets {} {}", report["tickets"], before["tickets"])), "{month}");
    let mean = |report: &Value| format!("{:.2}", report["transfers"]["all"]["per_ticket"].as_f64().expect("a mean"));
    assert!(month.contains(&format!("Hand-overs a ticket {} {}", mean(&report), mean(&before))), "{month}");
    assert!(month.contains("HG-9"), "with the alarms of the month");
    assert!(!words(&page(&service, "/reports/month?month=2026-10")).contains("HG-9"));
    // Without a month it is the one that is under way.
    assert!(words(&page(&service, "/reports/month")).contains("Monthly analysis 2026-11"));
}

#[test]
fn a_workbook_has_every_figure_beside_the_month_before_and_a_page_loads_nothing() {
    let service = months();
    let report = service.get(&format!("/api/v1/reports/summary?{NOVEMBER}"));
    let before = service.get("/api/v1/reports/summary?from=2026-10-01&to=2026-10-31");
    let answer = service.send("GET", &format!("/api/v1/reports/summary.xlsx?{NOVEMBER}"), &[], &Value::Null);
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"report-2026-11-01-2026-11-30.xlsx\""));
    let sheets = sheets(answer.body);
    let names: Vec<&str> = sheets.keys().map(String::as_str).collect();
    assert_eq!(names, ["多发问题", "总览", "措施", "走势", "预警"]);
    for category in report["categories"].as_array().expect("parts") {
        let row = sheets["总览"].iter().find(|row| row[0] == "类别" && row[1] == category["id"].as_str().expect("an id"));
        let row = row.unwrap_or_else(|| panic!("{category} has no row"));
        let past = before["categories"].as_array().expect("parts").iter().find(|past| past["id"] == category["id"]);
        assert_eq!(row[3], category["count"].as_f64().expect("a count"));
        assert_eq!(row[6], past.map_or(calamine::Data::Empty, |past| past["count"].as_f64().expect("a count").into()));
    }
    let tickets: f64 = sheets["走势"].iter().skip(1).filter_map(|row| calamine::DataType::as_f64(&row[2])).sum();
    assert_eq!(tickets, report["tickets"].as_f64().expect("a count"));
    assert!(sheets["预警"].iter().any(|row| row[1] == "HG-9"));
    let page = service.send("GET", &format!("/api/v1/reports/summary.html?{NOVEMBER}"), &[], &Value::Null);
    assert!(page.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'")));
    let page = page.text();
    assert!(page.contains("走势") && !page.contains("<script") && !page.contains("http"), "{page}");
    let refused = service.send("GET", "/api/v1/reports/summary.xlsx?from=2026-11-01&to=2026-10-01", &[], &Value::Null);
    assert_eq!(refused.problem()["code"], "no-days");
}

#[test]
fn days_that_are_none_and_measures_that_say_nothing_come_back_with_the_reason_and_as_they_were_written() {
    let service = ClockedService::at("2026-11-23T09:00:00");
    let how = How { answers: &[], cause: "接口证书过期", late: 0, survey: None, verdict: None };
    for nth in 0..3 {
        handle(&service, &json!({"text": format!("{MODEM}，第{nth}户")}), how);
    }
    let refused = |path: &str| -> String {
        let answer = service.send("GET", path, &[("Accept", "text/html")], &Value::Null);
        assert_eq!(answer.status, 422, "{path}");
        answer.text().to_owned()
    };
    for path in [
        "/reports?from=2026-11-30&to=2026-11-01",
        "/reports?from=gestern&to=2026-11-01",
        "/reports?from=0001-01-01&to=2026-11-01",
    ] {
        let page = refused(path);
        assert!(page.contains("不成一段时间") && page.contains("aria-invalid"), "{page}");
    }
    refused("/reports/month?month=13-2026");
    let empty = page(&service, "/reports?from=2020-01-01&to=2020-01-31");
    assert!(empty.contains("No tickets in these days") && empty.contains("/tickets#register"), "it says what to do: {empty}");

    let entry = "telecom/broadband-los-red";
    let days = [("from", "2026-11-23"), ("to", "2026-11-23"), ("entry", entry)];
    let write = |fields: &[(&str, &str)]| -> Response {
        service.form("/reports", "/reports/measures", &[days.as_slice(), fields].concat())
    };
    let blank = write(&[("cause", "人手不够"), ("what", " "), ("owner", "王经理"), ("due", "2026-12-01")]);
    assert_eq!(blank.status, 422);
    let page = blank.text();
    assert!(page.contains("人手不够") && page.contains("王经理") && page.contains("2026-12-01"), "nothing is lost: {page}");
    assert!(page.contains(&format!("aria-describedby=\"wrong-what-{entry}\"")), "{page}");
    let no_date = write(&[("cause", "人手不够"), ("what", "加人"), ("owner", "王经理"), ("due", "下周")]);
    assert!(no_date.status == 422 && no_date.text().contains(&format!("id=\"wrong-due-{entry}\"")));
    let taken = write(&[("cause", "人手不够"), ("what", "加人"), ("owner", "王经理"), ("due", "2026-12-01")]);
    assert_eq!(taken.status, 303, "{}", taken.text());
    assert_eq!(taken.header("location"), Some("/reports?from=2026-11-23&to=2026-11-23&said=written#telecom/broadband-los-red"));
    let report = service.get("/api/v1/reports/summary?from=2026-11-23&to=2026-11-23");
    let measure = &report["frequent"][0]["measures"][0];
    assert_eq!((&measure["what"], &measure["owner"]), (&json!("加人"), &json!("王经理")));
    // In a month without any such ticket it is still known what was to be done.
    service.now("2027-01-10T09:00:00");
    let later = service.get("/api/v1/reports/summary?from=2027-01-01&to=2027-01-31");
    assert_eq!((&later["measures"][0]["what"], later["frequent"].as_array().map(Vec::len)), (&json!("加人"), Some(0)));
    let done = service.form("/reports", &format!("/reports/measures/{}/done", measure["id"]), &days);
    assert_eq!(done.status, 303);
    let again = service.form("/reports", &format!("/reports/measures/{}/done", measure["id"]), &days);
    assert_eq!(again.status, 404, "it is done already");
}

#[test]
fn an_alarm_is_closed_with_what_it_was_and_its_page_names_every_witness() {
    let service = months();
    let alarms = service.get("/api/v1/alarms")["alarms"].as_array().expect("alarms").clone();
    let alarm = alarms.iter().find(|alarm| alarm["subject"] == "HG-9").expect("the product stands out");
    let path = format!("/reports/alarms/{}", alarm["id"]);
    let shown = page(&service, &path);
    for witness in alarm["witnesses"].as_array().expect("ids") {
        assert!(shown.contains(&format!("/tickets/{}", witness.as_str().expect("an id"))), "{witness}");
    }
    assert!(words(&shown).contains("There were 14"), "{}", words(&shown));
    let long = "长".repeat(1_001);
    let refused = service.form(&path, &format!("{path}/close"), &[("note", &long)]);
    assert!(refused.status == 422 && refused.text().contains(&long), "what was written is kept");
    let closed = service.form(&path, &format!("{path}/close"), &[("note", "一批光模块不良")]);
    assert_eq!((closed.status, closed.header("location")), (303, Some(path.as_str())));
    assert!(page(&service, &path).contains("一批光模块不良"));
    let nowhere = service.send("GET", "/reports/alarms/4711", &[("Accept", "text/html")], &Value::Null);
    assert_eq!(nowhere.status, 404);
}
