//! Applying a run to tickets that are registered: what is written is an event of theirs, and nothing of somebody's work is
//! overwritten unsaid.

use std::path::PathBuf;

use fenzhen::app::runs::{Applied, ApplyOptions, RunRequest, UndoWhat, Undone};
use serde_json::{Value, json};

use crate::support::clocked_service::ClockedService;
use fenzhen_engine::kb::Labels;

use super::fixture::{Desk, TEXTS, finished};

const BROADBAND: &str = "telecom/fault/broadband";
const WATER: &str = "civic/utilities/water";

/// A service with a few entries, and a folder for backlogs.
struct Office {
    service: ClockedService,
    folder: PathBuf,
}

impl Office {
    fn new() -> Office {
        let desk = Desk::new();
        let folder = desk.path("");
        Office { service: ClockedService::in_folder(desk.into_folder(), "2026-11-23T10:00:00"), folder }
    }

    /// Registers a complaint about broadband; gives its id.
    fn register(&self, external_id: &str, source: &str) -> String {
        let ticket = json!({"text": TEXTS[0], "external_id": external_id, "source": source});
        let registered = self.service.register(&ticket);
        assert_eq!(registered["ticket"]["category"]["id"], BROADBAND, "{registered}");
        registered["ticket"]["id"].as_str().expect("an id").to_owned()
    }

    /// Runs a backlog in which these tickets have no water; gives the run.
    fn run(&self, name: &str, ids: &[&str]) -> UndoWhat {
        let line = |id: &&str| json!({"id": id, "text": TEXTS[4]}).to_string() + "\n";
        let input = self.folder.join(format!("{name}.jsonl"));
        std::fs::write(&input, ids.iter().map(line).collect::<String>()).expect("a file");
        finished(&self.service.app, &RunRequest { input, out: self.folder.join(name), ..RunRequest::default() });
        UndoWhat::Run(self.folder.join(name))
    }

    fn apply(&self, run: &UndoWhat, options: ApplyOptions) -> Applied {
        let UndoWhat::Run(dir) = run else { panic!("a run") };
        let author = "班长".to_owned();
        let foretold = self.service.app.runs().foretell_folder(dir, &ApplyOptions { author: author.clone(), ..options.clone() });
        let applied = self.service.app.runs().apply_folder(dir, &ApplyOptions { author, ..options }).expect("it is applied");
        assert_eq!(
            Applied { application: None, ..applied.clone() },
            foretold.expect("it is told"),
            "what was told is what was done"
        );
        applied
    }

    fn undo(&self, run: &UndoWhat) -> Undone {
        self.service.app.runs().undo_application(run, "班长").expect("it is taken back")
    }

    fn ticket(&self, id: &str) -> Value {
        self.service.get(&format!("/api/v1/tickets/{id}"))
    }

    fn note(&self, id: &str, what: &str, value: &str) {
        self.service.act(id, &json!({"action": {"note": {what: value}}}));
    }

    /// The kinds of a ticket's events, in order.
    fn events(&self, id: &str) -> Vec<Value> {
        let events = self.service.get("/api/v1/events?limit=1000")["events"].as_array().expect("events").clone();
        events.into_iter().filter(|event| event["ticket"] == *id).collect()
    }

    fn pending(&self) -> u64 {
        self.service.get("/api/v1/webhooks")["webhooks"][0]["pending"].as_u64().expect("a number")
    }
}

/// What a ticket is about, and by when.
fn about(ticket: &Value) -> Value {
    let due: Vec<&Value> = ticket["clocks"].as_array().expect("clocks").iter().map(|clock| &clock["due"]).collect();
    json!([ticket["category"], ticket["entry"], ticket["urgency"], ticket["next_department"], due])
}

fn skipped(skips: &fenzhen::app::runs::Skips) -> Vec<(&str, &str)> {
    skips.first.iter().map(|skipped| (skipped.id.as_str(), skipped.reason.as_str())).collect()
}

fn of_category(id: &str) -> Labels {
    Labels { category: Some(id.to_owned()), ..Labels::default() }
}

#[test]
fn a_registered_ticket_is_rewritten_by_an_event_that_queue_outbox_and_history_have_and_undo_by_another() {
    let office = Office::new();
    let hook = json!({"url": "http://127.0.0.1:9/hook"});
    assert_eq!(office.service.post("/api/v1/webhooks", &hook).status, 201);
    let id = office.register("R-1", "crm");
    let before = about(&office.ticket(&id));
    let run = office.run("run", &["R-1"]);
    // What happens to it otherwise is not a change of what it is about.
    office.service.act(&id, &json!({"action": {"move": {"step": "acknowledge"}}}));
    let before_applying = office.pending();
    let applied = office.apply(&run, ApplyOptions::default());
    assert_eq!((applied.written, applied.skipped.total()), (1, 0), "{applied:?}");
    let ticket = office.ticket(&id);
    assert_eq!((&ticket["category"]["id"], &ticket["states"][0]["id"]), (&json!(WATER), &json!("acknowledged")), "{ticket}");
    assert_eq!(office.service.get("/api/v1/tickets")["tickets"][0]["category"], WATER);
    let last = office.events(&id).pop().expect("events");
    let told = (&last["type"], &last["author"], &last["seq"], &last["data"]["category"]);
    assert_eq!(told, (&json!("ticket.retriaged"), &json!("班长"), &json!(3), &json!(WATER)), "{last}");
    assert_eq!(office.pending(), before_applying + 1, "it is in the outbox");
    // Applying what a ticket says already is nothing to it.
    let again = office.apply(&office.run("again", &["R-1"]), ApplyOptions::default());
    assert_eq!((again.unchanged, again.written), (1, 0), "{again:?}");
    office.service.act(&id, &json!({"action": {"move": {"step": "assess"}}}));
    let undone = office.undo(&run);
    assert_eq!((undone.restored, undone.skipped.total()), (1, 0), "{undone:?}");
    let ticket = office.ticket(&id);
    assert_eq!((about(&ticket)[0].clone(), about(&ticket)[1].clone()), (before[0].clone(), before[1].clone()));
    assert_eq!((&ticket["urgency"], &ticket["states"][0]["id"]), (&before[2], &json!("assessed")));
    let last = office.events(&id).pop().expect("events");
    assert_eq!((&last["type"], &last["data"]["undone"]), (&json!("ticket.retriaged"), &json!(true)), "{last}");
    // A history that has this in it can be acted on and shown.
    office.note(&id, "urgency", "high");
    let page = office.service.send("GET", &format!("/tickets/{id}"), &[("Accept", "text/html")], &Value::Null);
    assert!(page.text().contains("随一批重新判定") && page.text().contains("重新判定已撤回"), "{}", page.text());
}

#[test]
fn what_somebody_corrected_is_not_overwritten_unsaid() {
    let office = Office::new();
    let [before, since, urgent, free] = ["before", "since", "urgent", "free"].map(|name| office.register(name, "crm"));
    office.note(&before, "category", BROADBAND);
    let run = office.run("run", &["before", "since", "urgent", "free"]);
    office.note(&since, "category", "bank/card/lost-stolen");
    office.note(&urgent, "urgency", "high");
    office.service.act(&free, &json!({"action": {"note": {"facts": {"cause": "光缆断了"}}}}));
    let applied = office.apply(&run, ApplyOptions::default());
    let reasons = [("before", "confirmed"), ("since", "changed-since"), ("urgent", "changed-since")];
    assert_eq!((applied.written, skipped(&applied.skipped)), (1, reasons.to_vec()));
    assert_eq!(office.ticket(&since)["category"]["id"], "bank/card/lost-stolen");
    assert_eq!(office.ticket(&before)["category"]["id"], BROADBAND);
    // A correction from before the run is overwritten where that is asked for, and comes back.
    office.undo(&run);
    let applied =
        office.apply(&office.run("later", &["before"]), ApplyOptions { over_confirmed: true, ..ApplyOptions::default() });
    assert_eq!((applied.written, applied.over_confirmed), (1, 1));
    assert_eq!(office.ticket(&before)["category"]["id"], WATER);
}

#[test]
fn a_registered_ticket_that_has_ended_is_left_alone_and_listed() {
    let office = Office::new();
    let [early, late] = ["early", "late"].map(|name| office.register(name, "crm"));
    let end = |id: &str| {
        let step = |step: &str, facts: Value| json!({"action": {"move": {"step": step, "facts": facts}}, "as": "supervisor"});
        office.service.act(id, &step("reject", json!({"reason": "重复投诉"})));
        office.service.act(id, &step("close", json!({})));
    };
    let run = office.run("run", &["early", "late"]);
    end(&early);
    let applied = office.apply(&run, ApplyOptions::default());
    assert_eq!((applied.written, skipped(&applied.skipped)), (1, vec![("early", "ended")]));
    end(&late);
    let undone = office.undo(&run);
    assert_eq!((undone.restored, skipped(&undone.skipped)), (0, vec![(late.as_str(), "ended")]));
    assert_eq!(office.ticket(&late)["category"]["id"], WATER);
}

#[test]
fn undo_leaves_a_registered_ticket_alone_that_was_corrected_since() {
    let office = Office::new();
    let id = office.register("R-1", "crm");
    let run = office.run("run", &["R-1"]);
    office.apply(&run, ApplyOptions::default());
    office.note(&id, "category", "bank/card/lost-stolen");
    let undone = office.undo(&run);
    assert_eq!((undone.restored, skipped(&undone.skipped)), (0, vec![(id.as_str(), "changed-since")]));
    assert_eq!(office.ticket(&id)["category"]["id"], "bank/card/lost-stolen");
}

#[test]
fn a_backlog_is_written_over_no_ticket_of_another_source_with_the_same_id() {
    let office = Office::new();
    let [crm, shop, other] = [("17", "crm"), ("17", "shop"), ("18", "crm")].map(|(id, source)| office.register(id, source));
    // Nobody knows whose this one is.
    let suggested = office.service.post("/api/v1/suggest", &json!({"text": TEXTS[0], "id": "18"}));
    assert_eq!(suggested.status, 200);
    office.service.app.settled();
    let run = office.run("run", &["17", "18", "19"]);
    let applied = office.apply(&run, ApplyOptions::default());
    let reasons = [("17", "several-sources"), ("18", "several-sources"), ("19", "not-on-record")];
    assert_eq!((applied.written, skipped(&applied.skipped)), (0, reasons.to_vec()));
    let source = |source: &str| ApplyOptions { source: Some(source.to_owned()), ..ApplyOptions::default() };
    let applied = office.apply(&run, source("shop"));
    assert_eq!(
        (applied.written, skipped(&applied.skipped)),
        (2, vec![("19", "not-on-record")]),
        "17 of the shop, and 18 of nobody"
    );
    let categories = [&crm, &shop, &other].map(|id| office.ticket(id)["category"]["id"].clone());
    assert_eq!(categories, [BROADBAND, WATER, BROADBAND]);
    office.undo(&run);
    let applied = office.apply(&run, source("crm"));
    assert_eq!(applied.written, 2);
    let categories = [&crm, &shop, &other].map(|id| office.ticket(id)["category"]["id"].clone());
    assert_eq!(categories, [WATER, BROADBAND, WATER]);
}

#[test]
fn deciding_keeps_no_writer_waiting_and_what_changed_meanwhile_is_decided_anew() {
    use fenzhen::store::{Becomes, JudgedTicket, Named, Rewrite, Store, StoreError, TicketState};
    let folder = crate::support::program::folder();
    let store = Store::open(&folder.path().join("fenzhen.db")).expect("a database");
    let judged = |key: &str| JudgedTicket {
        id: key.to_owned(),
        external_id: Some(format!("of {key}")),
        title: String::new(),
        text: TEXTS[0].to_owned(),
        channel: None,
        product: None,
        received_at: "2026-11-23T02:00:00Z".parse().expect("an instant"),
        outcome: "answer".to_owned(),
        labels: of_category(BROADBAND),
        revision: 1,
    };
    let keys = ["still", "changed", "twice"];
    store.write(|dao| keys.iter().try_for_each(|key| dao.append_ticket(&judged(key)).map(drop))).expect("tickets");
    let mut rewriting = store.rewriting().expect("a place to gather");
    let says = TicketState { outcome: "answer".to_owned(), labels: of_category(WATER), revision: 2 };
    let gathered = rewriting.gather(|dao| {
        for key in keys {
            let Named::One(now) = dao.read().ticket_named(key, None)? else { panic!("{key} is there") };
            let becomes = Becomes::Set { now, confirmed: false, event: None };
            dao.add(&Rewrite { line: None, id: format!("of {key}"), says: says.clone(), urgency: None, becomes })?;
        }
        // Others write while this one reads.
        store.write(|dao| dao.append_ticket(&JudgedTicket { id: "newer".to_owned(), ..judged("twice") }))
    });
    gathered.expect("nobody waits");
    let other = rusqlite::Connection::open(store.path()).expect("a database");
    other.execute("UPDATE ticket SET category = 'bank/card/lost-stolen' WHERE key = 'changed'", []).expect("SQL");
    let outdated = rewriting.write(|dao| {
        let outdated: Vec<String> = dao.take_outdated()?.into_iter().map(|outdated| outdated.id).collect();
        assert!(dao.take_outdated()?.is_empty());
        dao.rewrite("班长")?;
        Ok::<_, StoreError>(outdated)
    });
    assert_eq!(outdated.expect("it is written"), ["of changed", "of twice"]);
    let category =
        |key: &str| store.read(|dao| dao.judged_ticket(key)).expect("a ticket").and_then(|(_, kept)| kept.labels.category);
    assert_eq!(keys.map(category), [Some(WATER), Some("bank/card/lost-stolen"), Some(BROADBAND)].map(|id| id.map(str::to_owned)));
}
