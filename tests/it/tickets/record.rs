//! Registered tickets as they are kept, and the command that works on them.

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::clocked_service::ClockedService;
use crate::support::program::{fenzhen, folder, run};

const FAILS: &str = "客户系统输入订单号20261103778查询失败，提示接口异常，电话13812345678";

#[test]
fn what_was_answered_is_committed_and_what_was_refused_left_nothing() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let folder = service.stop();
    let service = ClockedService::in_folder(folder, "2026-11-23T10:00:00");
    let other = Connection::open(service.app.settings().db.clone()).expect("the same database");
    let count = |sql: &str| other.query_row(sql, [], |row| row.get::<_, i64>(0)).expect(sql);
    // Many at once share transactions; each is there when it is answered.
    std::thread::scope(|scope| {
        for nth in 0..24 {
            let (service, db) = (&service, service.app.settings().db.clone());
            scope.spawn(move || {
                let ticket = json!({"text": FAILS, "external_id": format!("T-{}", nth / 2)});
                let answer = service.post("/api/v1/tickets", &ticket);
                if answer.status == 201 {
                    let id = answer.json()["ticket"]["id"].as_str().expect("an id").to_owned();
                    let mine = Connection::open(db).expect("the same database");
                    let sql = "SELECT count(*) FROM ticket_event AS e JOIN ticket AS t ON t.id = e.ticket WHERE t.key = ?1";
                    assert_eq!(mine.query_row(sql, [id], |row| row.get::<_, i64>(0)).expect("a count"), 1);
                } else {
                    assert_eq!(answer.problem()["code"], "registered-before");
                }
            });
        }
    });
    for table in ["ticket", "ticket_life", "ticket_event"] {
        assert_eq!(count(&format!("SELECT count(*) FROM {table}")), 12, "{table}");
    }
}

#[test]
fn events_can_be_added_but_neither_changed_nor_deleted() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    service.register(&json!({"text": FAILS}));
    let database = Connection::open(service.app.settings().db.clone()).expect("the same database");
    let forbidden = [
        "UPDATE ticket_event SET body = '{}'",
        "DELETE FROM ticket_event",
        "INSERT OR REPLACE INTO ticket_event (id, ticket, seq, at, author, kind, body) VALUES (1, 1, 1, 0, 'a', 'b', '{}')",
        "INSERT OR REPLACE INTO ticket_event (ticket, seq, at, author, kind, body) VALUES (1, 1, 0, 'a', 'b', '{}')",
    ];
    for sql in forbidden {
        let done = database.execute(sql, []);
        assert!(done.as_ref().is_err_and(|error| error.to_string().contains("append-only")), "{sql}: {done:?}");
    }
}

#[test]
fn the_row_that_lists_ask_for_is_the_fold_of_the_events() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let id = service.register(&json!({"text": FAILS}))["ticket"]["id"].as_str().expect("an id").to_owned();
    for step in ["acknowledge", "assess", "solve_at_once"] {
        service.act(&id, &json!({"action": {"move": {"step": step}}}));
    }
    service.act(&id, &json!({"action": {"note": {"urgency": "high", "category": "software/error/crash"}}}));
    let (shown, listed) = (service.get(&format!("/api/v1/tickets/{id}")), service.get("/api/v1/tickets"));
    let listed = &listed["tickets"][0];
    assert_eq!((&listed["state"], &listed["urgency"]), (&shown["states"][0]["id"], &shown["urgency"]));
    let dues = shown["clocks"].as_array().expect("clocks").iter().filter(|run| run["stopped"].is_null());
    assert_eq!(listed["due"].as_str(), dues.filter_map(|run| run["due"].as_str()).min());
}

#[test]
fn a_malformed_request_says_what_is_wrong_and_how_to_mend_it() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let future = json!({"text": FAILS, "received_at": "2027-01-01T00:00:00Z"});
    let wrong = [
        (json!({"text": "  "}), "empty-text"),
        (json!({"text": FAILS, "colour": "red"}), "wrong-shape"),
        (json!({"text": FAILS, "source": ""}), "no-word"),
        (json!({"text": FAILS, "region": "长".repeat(201)}), "text-too-long"),
        (future, "not-yet"),
        (json!({"text": FAILS, "about": ["小李"], "front": "小李"}), "complained-about"),
    ];
    for (ticket, code) in wrong {
        let answer = service.post("/api/v1/tickets", &ticket);
        assert_eq!((answer.status, answer.problem()["code"].as_str()), (422, Some(code)), "{ticket}");
        assert!(answer.problem()["help"].is_string(), "{ticket}");
    }
    let id = service.register(&json!({"text": FAILS}))["ticket"]["id"].as_str().expect("an id").to_owned();
    let act = |action: Value| service.post(&format!("/api/v1/tickets/{id}/actions"), &action);
    assert_eq!(act(json!({"action": {"fly": {}}})).status, 422);
    assert_eq!(act(json!({"action": {"tell": {"channel": "电话", "content": " "}}})).problem()["code"], "no-word");
    assert_eq!(act(json!({"action": {"move": {"step": "fly"}}})).problem()["code"], "no-such-step");
    assert_eq!(act(json!({"action": {"note": {"category": "x/y"}}})).problem()["code"], "no-such-category");
    assert_eq!(act(json!({"action": {"note": {"slots": {"colour": "red"}}}})).problem()["code"], "no-such-slot");
    assert_eq!(service.send("GET", "/api/v1/tickets?colour=red", &[], &Value::Null).problem()["code"], "unknown-option");
    assert_eq!(service.send("GET", "/api/v1/tickets?after=red", &[], &Value::Null).problem()["code"], "no-place");
}

#[test]
fn the_command_registers_shows_lists_and_moves_a_ticket() {
    let folder = folder();
    let ticket = |args: &[&str]| run(&mut fenzhen(folder.path(), &[&["ticket"], args].concat()));
    let added = ticket(&["add", FAILS, "--external-id", "C-1", "--author", "小李", "--json"]).ok();
    let added: Value = serde_json::from_str(&added).expect("JSON");
    let id = added["ticket"]["id"].as_str().expect("an id");
    let again = ticket(&["add", FAILS, "--external-id", "C-1"]);
    assert_eq!((again.code, again.stderr.contains(id)), (Some(1), true), "{again:?}");
    let full = ["--slot", "phone=13900001111", "--received-at", "2026-11-02T09:00:00+08:00", "--front", "小王", "--json"];
    let with_all = ticket(&[&["add", FAILS], &full[..]].concat()).ok();
    let with_all: Value = serde_json::from_str(&with_all).expect("JSON");
    let phone = json!({"slot": "phone", "name": "联系电话", "value": "13900001111", "masked": "139****1111"});
    let known = &with_all["ticket"];
    assert!(known["slots"].as_array().expect("slots").contains(&phone), "{}", known["slots"]);
    assert_eq!((known["received_at"].as_str(), known["front"].as_str()), (Some("2026-11-02T09:00:00+08:00"), Some("小王")));
    assert!(ticket(&["add", FAILS, "--slot", "phone"]).refused().contains("SLOT=VALUE"));
    let listed = ticket(&["list"]).ok();
    assert!(listed.contains(id) && listed.contains("138****5678") && !listed.contains("13812345678"), "{listed}");
    let unexpected = ticket(&["move", id, "acknowledge", "--expect", "7"]);
    assert_eq!((unexpected.code, unexpected.stderr.contains("meanwhile")), (Some(1), true), "{unexpected:?}");
    let early = ticket(&["move", id, "acknowledge", "--follow-up-at", "2099-01-01T00:00:00Z"]);
    assert_eq!((early.code, early.stderr.contains("follow-up")), (Some(1), true), "{early:?}");
    let moved = ticket(&["move", id, "acknowledge", "--author", "小李", "--expect", "1"]).ok();
    assert!(moved.contains("已受理") && moved.contains("assess"), "{moved}");
    let refused = ticket(&["move", id, "close"]);
    assert_eq!((refused.code, refused.stderr.contains("assess")), (Some(1), true), "it names what is open: {refused:?}");
    assert!(ticket(&["move", id, "reject", "--fact", "because=x"]).refused().contains("cause"));
    let moved = ticket(&["move", id, "reject", "--fact", "reason=不属于我司", "--json"]).ok();
    assert_eq!(serde_json::from_str::<Value>(&moved).expect("JSON")["ticket"]["states"][0]["id"], "rejected");
    let told = r#"{"action": {"tell": {"channel": "电话", "content": "已说明"}}}"#;
    ticket(&["act", id, told]).ok();
    assert!(ticket(&["show", id]).ok().contains("不予受理"));
    let draft = ticket(&["draft", id]);
    assert!(draft.stderr.contains("还要填") && draft.stdout.contains("【待填："), "{draft:?}");
    assert!(ticket(&["show", "no-such-id"]).refused().contains("no registered ticket"));
}

#[test]
fn what_the_clocks_did_meanwhile_is_no_conflict_for_programs_and_anything_else_is() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let ticket = service.register(&json!({"text": FAILS, "author": "小李"}))["ticket"].clone();
    let id = ticket["id"].as_str().expect("an id").to_owned();
    service.now("2026-11-23T10:29:00");
    assert_eq!(service.app.tickets().look_at_clocks().map(|looked| looked.fired).ok(), Some(1));
    let expecting = |seq: u64| {
        let told = json!({"channel": "电话", "content": "正在核实"});
        json!({"action": {"tell": told}, "author": "小李", "expect": seq})
    };
    assert_eq!(ticket["seq"], 1);
    assert_eq!(service.refused(&id, &expecting(9)), "changed-meanwhile", "nobody has seen what is still to come");
    assert_eq!(service.act(&id, &expecting(1))["seq"], 3, "a reminder came between");
    assert_eq!(service.refused(&id, &expecting(1)), "changed-meanwhile", "now somebody spoke with the customer");
    assert_eq!(service.act(&id, &expecting(3))["seq"], 4);
}
