//! Alarms and reports, through the HTTP interface, on tickets whose days the test chooses.

use std::collections::BTreeMap;

use calamine::{Data, DataType, Reader, Xlsx};
use serde_json::{Value, json};

use crate::support::clocked_service::ClockedService;
use crate::support::handled_tickets::{FAILS, How, MODEM, handle, received};
use crate::support::program::{fenzhen, run};

#[test]
fn a_batch_defect_raises_one_alarm_with_its_witnesses_and_quiet_weeks_raise_none() {
    let service = ClockedService::at("2026-09-01T09:00:00");
    let modem = |product: &str| json!({"text": MODEM, "product": product, "region": "杭州"});
    for day in 0..40 {
        service.register(&modem(if day % 2 == 0 { "HG-7" } else { "HG-8" }));
        assert_eq!(service.app.alarms().look().ok(), Some(0), "day {day}");
        service.later(24 * 3_600);
    }
    let batch: Vec<Value> = (0..14).map(|_| service.register(&modem("HG-9"))["ticket"]["id"].clone()).collect();
    let raised = service.app.alarms().look().expect("it looks");
    assert!(raised >= 1);
    assert_eq!(service.app.alarms().look().ok(), Some(0), "looking again raises nothing again");
    let alarms = service.get("/api/v1/alarms");
    let of_product = |alarms: &Value| {
        let alarms = alarms["alarms"].as_array().expect("alarms").clone();
        alarms.into_iter().find(|alarm| alarm["dimension"] == "product" && alarm["subject"] == "HG-9")
    };
    let alarm = of_product(&alarms).expect("the product stands out");
    assert_eq!((alarm["observed"].as_u64(), alarm["witnesses"].clone()), (Some(14), Value::Array(batch)));
    assert!(alarm["chance"].as_f64().expect("a chance") < 2.0 / 365.0);
    let kinds: Vec<Value> = service.get("/api/v1/events?limit=1000")["events"]
        .as_array()
        .expect("events")
        .iter()
        .filter(|event| event["type"] == "alarm.raised")
        .map(|event| event["data"]["subject"].clone())
        .collect();
    assert_eq!(kinds.len(), raised);
    // Closed with what it was; the same rise is not a news the day after.
    let path = format!("/api/v1/alarms/{}/close", alarm["id"]);
    let closed = service.post(&path, &json!({"note": "一批光模块不良", "author": "质量部"}));
    assert_eq!((closed.status, closed.json()["closed_by"].as_str()), (200, Some("质量部")));
    service.later(24 * 3_600);
    service.register(&modem("HG-9"));
    service.app.alarms().look().expect("it looks");
    assert_eq!(of_product(&service.get("/api/v1/alarms")), None);
    assert!(of_product(&service.get("/api/v1/alarms?closed=true")).is_some());
    assert_eq!(service.post("/api/v1/alarms/4711/close", &json!({})).status, 404);
}

/// A week of tickets, each treated another way.
fn week(service: &ClockedService) -> Vec<String> {
    let mut ids = Vec::new();
    for nth in 0..9_usize {
        service.now(&format!("2026-11-{}T10:00:00", 23 + nth % 5));
        let class = ["A", "B", "C"][nth % 3];
        let channel = if nth % 2 == 0 { json!("hotline") } else { Value::Null };
        let ticket = json!({"text": format!("{}，第{nth}次", if nth < 6 { FAILS } else { MODEM }), "channel": channel, "customer": {"class": class}});
        if nth % 3 == 0 {
            ids.push(received(service, &ticket));
            continue;
        }
        let (first, cause) = (5 + i64::try_from(10 * nth).expect("few"), format!("原因{}", nth % 2));
        let minutes = [first, first + 1];
        let how = How {
            answers: &minutes[..nth % 3],
            cause: &cause,
            late: if nth == 5 { 10 } else { 0 },
            survey: nth.is_multiple_of(2).then_some(if nth == 4 { "dissatisfied" } else { "satisfied" }),
            verdict: Some(if nth % 2 == 1 { "accepted" } else { "rejected" }),
        };
        ids.push(handle(service, &ticket, how));
    }
    ids
}

#[test]
fn a_report_reconciles_with_the_tickets_behind_it() {
    let service = ClockedService::at("2026-11-23T09:00:00");
    service.register(&json!({"text": FAILS}));
    let ids = week(&service);
    service.now("2026-12-20T09:00:00");
    service.register(&json!({"text": FAILS}));
    let report = service.get("/api/v1/reports/summary?from=2026-11-23&to=2026-11-27");
    // The other way: ticket by ticket, as anybody can look at them.
    let first = service.get("/api/v1/events?limit=1")["events"][0]["ticket"].as_str().expect("a ticket").to_owned();
    let tickets: Vec<Value> =
        std::iter::once(&first).chain(&ids).map(|id| service.get(&format!("/api/v1/tickets/{id}"))).collect();
    let count = |is: &dyn Fn(&Value) -> bool| tickets.iter().filter(|ticket| is(ticket)).count() as u64;
    assert_eq!(report["tickets"], 10);
    let list = |ticket: &Value, key: &str| ticket[key].as_array().expect("a list").clone();
    let stopped = |ticket: &Value| list(ticket, "clocks").iter().any(|c| c["clock"] == "follow_up");
    let carried = |ticket: &Value| stopped(ticket);
    assert_eq!(report["at_once"]["count"], count(&|t| carried(t) && list(t, "transfers").is_empty()));
    assert_eq!(report["at_once"]["of"], count(&carried));
    let missed = |t: &Value| list(t, "clocks").iter().any(|c| c["clock"] == "resolve" && c["standing"] != "met");
    assert_eq!(report["in_time"]["count"], count(&|t| carried(t) && !missed(t)));
    let repeated = |t: &Value| t["reopened"].as_u64() > Some(0) || list(t, "transfers").len() >= 2;
    assert_eq!(report["repeatedly"]["count"], count(&repeated));
    // Every whole is the sum of its parts, and each part what the tickets say.
    for (whole, key) in [("categories", "category"), ("urgencies", "urgency"), ("classes", "class")] {
        let mut by_hand: BTreeMap<String, u64> = BTreeMap::new();
        for ticket in &tickets {
            let id = ticket[key].as_str().or(ticket[key]["id"].as_str()).unwrap_or("none");
            *by_hand.entry(id.to_owned()).or_default() += 1;
        }
        let parts = report[whole].as_array().expect("parts").iter();
        let parts: BTreeMap<String, u64> = parts
            .map(|part| (part["id"].as_str().expect("an id").to_owned(), part["count"].as_u64().expect("a count")))
            .collect();
        assert_eq!(parts, by_hand, "{whole}");
    }
    for kept in report["clocks"].as_array().expect("clocks") {
        let of = |standing: &[&str]| {
            let runs = tickets.iter().flat_map(|ticket| list(ticket, "clocks"));
            runs.filter(|run| run["clock"] == kept["clock"] && standing.iter().any(|s| run["standing"] == *s)).count() as u64
        };
        assert_eq!(kept["met"], of(&["met"]), "{kept}");
        assert_eq!(kept["missed"], of(&["missed"]), "{kept}");
        assert_eq!(kept["overdue"], of(&["overdue"]), "{kept}");
        assert_eq!(kept["open"], of(&["open", "paused"]), "{kept}");
    }
    let transfers: Vec<Value> = tickets.iter().flat_map(|ticket| list(ticket, "transfers")).collect();
    let minutes: Vec<i64> = transfers.iter().filter_map(|transfer| transfer["answer_minutes"].as_i64()).collect();
    let mean = minutes.iter().sum::<i64>() as f64 / minutes.len() as f64;
    assert_eq!(report["transfers"]["all"]["transfers"], transfers.len());
    assert!((report["transfers"]["all"]["answer_minutes"].as_f64().expect("a mean") - mean).abs() < 1e-9);
    let (with, without) = (&report["transfers"]["with_accepted"], &report["transfers"]["without"]);
    assert_eq!(with["tickets"].as_u64().zip(without["tickets"].as_u64()).map(|(a, b)| a + b), Some(10));
    assert_eq!(with["tickets"], 3, "1, 5 and 7 were accepted");
    let trend = report["trend"].as_array().expect("stretches");
    assert_eq!((trend.len(), &trend[0]["from"], &trend[4]["to"]), (5, &json!("2026-11-23"), &json!("2026-11-27")));
    let whole = |key: &str, part: &str| trend.iter().filter_map(|period| period[key][part].as_u64()).sum::<u64>();
    assert_eq!(trend.iter().filter_map(|period| period["tickets"].as_u64()).sum::<u64>(), 10);
    assert_eq!(json!(whole("in_time", "count")), report["in_time"]["count"]);
    assert_eq!(json!(whole("repeatedly", "count")), report["repeatedly"]["count"]);
    assert_eq!(json!(whole("satisfied", "of")), report["satisfaction"]["answered"]["count"]);
    for period in trend {
        let registered = tickets.iter().filter(|ticket| {
            ticket["registered_at"].as_str().is_some_and(|at| at.starts_with(period["from"].as_str().expect("a day")))
        });
        assert_eq!(json!(registered.count()), period["tickets"], "{period}");
    }
    assert_eq!(report["satisfaction"]["answered"]["count"], count(&|t| !list(t, "surveys").is_empty()));
    assert_eq!((report["ranks"]["confirmed"].as_u64(), report["ranks"]["first"]["count"].as_u64()), (Some(3), Some(3)));
    let mut entries: BTreeMap<&str, u64> = BTreeMap::new();
    tickets.iter().filter_map(|ticket| ticket["entry"]["id"].as_str()).for_each(|entry| *entries.entry(entry).or_default() += 1);
    let often: BTreeMap<&str, u64> = entries.into_iter().filter(|(_, count)| *count >= 3).collect();
    let frequent = report["frequent"].as_array().expect("problems").iter();
    let frequent: BTreeMap<&str, u64> =
        frequent.map(|p| (p["entry"].as_str().expect("an entry"), p["count"].as_u64().expect("a count"))).collect();
    assert_eq!(frequent, often);
    assert!(!often.is_empty());
}

/// The sheets of a workbook, by name, row by row.
pub fn sheets(bytes: Vec<u8>) -> BTreeMap<String, Vec<Vec<Data>>> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    workbook.worksheets().into_iter().map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

#[test]
fn the_command_prints_the_services_report_a_page_that_loads_nothing_and_a_workbook() {
    let service = ClockedService::at("2026-11-23T09:00:00");
    for _ in 0..3 {
        service.register(&json!({"text": FAILS, "region": "<b>杭州</b>"}));
    }
    let mut served = service.get("/api/v1/reports/summary?from=2026-11-23&to=2026-11-23");
    let folder = service.stop();
    let days = ["report", "--from", "2026-11-23", "--to", "2026-11-23"];
    let printed = run(&mut fenzhen(folder.path(), &[&days[..], &["--json"]].concat())).ok();
    let mut printed: Value = serde_json::from_str(&printed).expect("JSON");
    // By the time the command runs, clocks that were open are overdue.
    for report in [&mut served, &mut printed] {
        let fields = report.as_object_mut().expect("an object");
        fields.remove("made_at");
        fields.remove("clocks");
    }
    assert_eq!(printed, served);
    let page = run(&mut fenzhen(folder.path(), &[&days[..], &["--html"]].concat())).ok();
    assert!(page.starts_with("<!doctype html>") && page.contains("&lt;b&gt;杭州"), "{page}");
    assert!(!page.contains("<b>杭州") && !page.contains("<script") && !page.contains("http"), "{page}");
    let text = run(&mut fenzhen(folder.path(), &days)).ok();
    assert!(text.contains("共 3 件") && text.contains("多发"), "{text}");
    let output = fenzhen(folder.path(), &[&days[..], &["--xlsx"]].concat()).output().expect("the program starts");
    let sheets = sheets(output.stdout);
    let (overview, frequent) = (&sheets["总览"], &sheets["多发问题"]);
    assert_eq!(frequent[1][2], Data::Float(3.0), "{frequent:?}");
    let urgencies = overview.iter().filter(|row| row[0] == "紧急程度");
    assert_eq!(urgencies.filter_map(|row| row[3].as_f64()).sum::<f64>(), 3.0, "numbers that can be added up");
    assert_eq!(sheets["走势"].len(), 2, "a header and one day");
    let refused = run(&mut fenzhen(folder.path(), &["report", "--from", "2026-11-23", "--to", "2026-11-22"])).refused();
    assert!(refused.contains("not a valid date range"), "{refused}");
}
