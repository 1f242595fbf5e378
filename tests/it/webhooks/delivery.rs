//! Events out: a real receiver on a real socket, sometimes down, sometimes unwilling.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use fenzhen::app::webhooks::signature;
use serde_json::{Value, json};

use crate::support::clocked_service::ClockedService;
use crate::support::service::{Service, post};

const TICKET: &str = "我们客服系统输入订单号20261103778查询失败，提示接口异常，电话13812345678";

/// How long anything may take before a test gives up; far more than it ever needs.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a receiver was sent.
struct Sent {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Sent {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    fn event(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

/// Takes events at an address and answers what `answer` says of each, until it is dropped.
struct FakeReceiver {
    addr: SocketAddr,
    sent: Receiver<Sent>,
    thread: Option<JoinHandle<()>>,
}

impl FakeReceiver {
    fn at(addr: SocketAddr, answer: impl Fn(&Value) -> u16 + Send + 'static) -> FakeReceiver {
        let listener = TcpListener::bind(addr).expect("the address is free");
        let addr = listener.local_addr().expect("an address");
        let (say, sent) = channel();
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = BufReader::new(stream.expect("a connection"));
                let (mut line, mut headers) = (String::new(), Vec::new());
                stream.read_line(&mut line).expect("a request");
                if line.starts_with("STOP") {
                    return;
                }
                loop {
                    let mut line = String::new();
                    stream.read_line(&mut line).expect("headers");
                    let Some((name, value)) = line.trim_end().split_once(": ") else { break };
                    headers.push((name.to_ascii_lowercase(), value.to_owned()));
                }
                let length =
                    headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, length)| length.parse().ok());
                let mut body = vec![0; length.expect("a length")];
                stream.read_exact(&mut body).expect("the body");
                let sent = Sent { headers, body };
                let status = answer(&sent.event());
                // Told before it is answered: whoever has its answer finds here what it sent.
                say.send(sent).expect("the test listens");
                let reply = format!("HTTP/1.1 {status} Said\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                // Who sent it may have lost patience.
                let _ = stream.get_mut().write_all(reply.as_bytes());
            }
        });
        FakeReceiver { addr, sent, thread: Some(thread) }
    }

    fn all(&self) -> Vec<Sent> {
        self.sent.try_iter().collect()
    }
}

impl Drop for FakeReceiver {
    fn drop(&mut self) {
        std::net::TcpStream::connect(self.addr).and_then(|mut stream| stream.write_all(b"STOP\r\n")).expect("it listens");
        self.thread.take().expect("a thread").join().expect("it ended well");
    }
}

/// A receiver that answers only when the test lets it, or is done with it.
struct Slow {
    // Dropped before the receiver, which would wait for ever to be let.
    let_it: Sender<()>,
    asked: Receiver<()>,
    hears: FakeReceiver,
}

impl Slow {
    fn new() -> Slow {
        let (ask, asked) = channel();
        let (let_it, may_answer) = channel();
        let hears = FakeReceiver::at(anywhere(), move |_| {
            // A test that is over neither listens nor lets.
            let _ = ask.send(()).map(|()| may_answer.recv());
            204
        });
        Slow { let_it, asked, hears }
    }

    /// Waits until it is sent something.
    fn is_asked(&self) {
        self.asked.recv_timeout(PATIENCE).expect("it is sent something");
    }
}

fn anywhere() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// Makes a webhook and gives its secret.
fn webhook(service: &ClockedService, addr: SocketAddr) -> String {
    let made = service.post("/api/v1/webhooks", &json!({"url": format!("http://{addr}/hook")}));
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["secret"].as_str().expect("it is shown once").to_owned()
}

fn id_of(answer: &Value) -> String {
    answer["ticket"]["id"].as_str().expect("an id").to_owned()
}

fn step(id: &str) -> Value {
    json!({"action": {"move": {"step": id}}})
}

#[test]
fn every_change_is_sent_signed_and_with_personal_data_masked() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let receiver = FakeReceiver::at(anywhere(), |_| 204);
    let secret = webhook(&service, receiver.addr);
    let listed = service.get("/api/v1/webhooks");
    assert!(listed["webhooks"][0]["secret"].is_null() && !listed.to_string().contains(&secret));
    let id = id_of(&service.register(&json!({"text": TICKET})));
    service.act(&id, &step("acknowledge"));
    let delivered = service.app.webhooks().deliver().expect("it delivers");
    assert_eq!((delivered.sent, delivered.refused, delivered.unreachable), (2, 0, 0));
    let sent = receiver.all();
    for (sent, kind) in sent.iter().zip(["ticket.registered", "ticket.moved"]) {
        let event = sent.event();
        assert_eq!((event["type"].as_str(), event["ticket"].as_str()), (Some(kind), Some(id.as_str())));
        assert_eq!(sent.header("content-type"), "application/json");
        let at: i64 = sent.header("webhook-timestamp").parse().expect("seconds");
        let wanted = signature(&secret, sent.header("webhook-id"), at, &sent.body);
        assert_eq!(Some(sent.header("webhook-signature")), wanted.as_deref());
        assert_eq!(sent.header("webhook-id"), format!("evt_{}", event["id"]));
    }
    let registered = String::from_utf8(sent[0].body.clone()).expect("UTF-8");
    assert!(registered.contains("138****5678") && !registered.contains("13812345678"), "{registered}");
    assert_eq!(service.app.webhooks().deliver().expect("it delivers").sent, 0, "each once");
}

#[test]
fn a_receiver_that_is_down_for_an_hour_loses_nothing_and_sees_every_ticket_in_order() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let addr = FakeReceiver::at(anywhere(), |_| 204).addr;
    webhook(&service, addr);
    let ids: Vec<String> = (0..3).map(|_| id_of(&service.register(&json!({"text": TICKET})))).collect();
    for minute in 0..60 {
        service.app.webhooks().deliver().expect("it tries");
        if minute == 20 {
            ids.iter().for_each(|id| drop(service.act(id, &step("acknowledge"))));
        }
        service.later(60);
    }
    let webhooks = service.get("/api/v1/webhooks");
    assert_eq!((webhooks["webhooks"][0]["pending"].as_u64(), webhooks["webhooks"][0]["dead"].as_u64()), (Some(6), Some(0)));
    let failures = webhooks["webhooks"][0]["failures"].as_u64().expect("a number");
    assert!((5..20).contains(&failures), "it is left alone in between: tried {failures} times in an hour");
    let receiver = FakeReceiver::at(addr, |_| 204);
    service.later(600);
    assert_eq!(service.app.webhooks().deliver().expect("it delivers").sent, 6);
    let events: Vec<Value> = receiver.all().iter().map(Sent::event).collect();
    for id in &ids {
        let seqs: Vec<u64> = events.iter().filter(|e| e["ticket"] == **id).filter_map(|e| e["seq"].as_u64()).collect();
        assert_eq!(seqs, [1, 2]);
    }
}

#[test]
fn an_event_refused_again_and_again_is_dead_holds_back_its_ticket_alone_and_can_be_sent_again() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let receiver = FakeReceiver::at(anywhere(), |event| if event["data"]["channel"] == "fax" { 400 } else { 200 });
    webhook(&service, receiver.addr);
    let bad = id_of(&service.register(&json!({"text": TICKET, "channel": "fax"})));
    let good = id_of(&service.register(&json!({"text": TICKET, "channel": "chat"})));
    [&bad, &good].iter().for_each(|id| drop(service.act(id, &step("acknowledge"))));
    for _ in 0..80 {
        service.app.webhooks().deliver().expect("it delivers");
        service.later(3_600);
    }
    let seen: Vec<(String, u64)> = receiver
        .all()
        .iter()
        .map(|sent| {
            (sent.event()["ticket"].as_str().expect("a ticket").to_owned(), sent.event()["seq"].as_u64().expect("a number"))
        })
        .collect();
    let of = |id: &String| seen.iter().filter(|(ticket, _)| ticket == id).map(|(_, seq)| *seq).collect::<Vec<_>>();
    assert_eq!(of(&good), [1, 2]);
    assert_eq!(of(&bad), vec![1; 12], "it is tried twelve times, and nothing overtakes it");
    let dead = service.get("/api/v1/webhooks/dead");
    let dead = &dead["deliveries"][0];
    assert_eq!((dead["attempts"].as_u64(), dead["error"].as_str()), (Some(12), Some("it answers 400")));
    let path = format!("/api/v1/webhooks/dead/{}", dead["id"]);
    assert_eq!(service.post(&path, &json!({"retry": true})).status, 200);
    assert_eq!(service.post(&path, &json!({"retry": true})).status, 404, "it is not dead any more");
    service.app.webhooks().deliver().expect("it delivers");
    assert_eq!(receiver.all().len(), 1, "refused once more");
    // Dropping it lets the next one go.
    for _ in 0..80 {
        service.app.webhooks().deliver().expect("it delivers");
        service.later(3_600);
    }
    assert_eq!(service.post(&path, &json!({"retry": false})).status, 200);
    receiver.all();
    assert_eq!(service.app.webhooks().deliver().expect("it delivers").sent, 1);
    assert_eq!(receiver.all()[0].event()["seq"], 2);
}

#[test]
fn a_served_process_delivers_and_reminds_by_itself() {
    let service = Service::start(&[]);
    let receiver = FakeReceiver::at(anywhere(), |_| 204);
    let hook = json!({"url": format!("http://{}/hook", receiver.addr)});
    assert_eq!(service.send(&post("/api/v1/webhooks", hook.to_string().as_bytes())).status, 201);
    // What was received an hour ago and is urgent is overdue from the start.
    let ago = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
    let ticket = json!({"text": "小区配电箱冒烟漏电，有人触电受伤", "received_at": ago});
    assert_eq!(service.send(&post("/api/v1/tickets", ticket.to_string().as_bytes())).status, 201);
    let mut heard: Vec<String> = Vec::new();
    while !heard.contains(&"ticket.escalated".to_owned()) {
        let sent = receiver.sent.recv_timeout(PATIENCE).expect("it is told");
        heard.push(sent.event()["type"].as_str().expect("a type").to_owned());
    }
    assert_eq!((heard[0].as_str(), heard[1].as_str()), ("ticket.registered", "ticket.reminded"));
    // It must be gone before the receiver is: it would go on telling.
    service.terminate();
    assert!(service.stopped().0.success());
}

#[test]
fn a_receiver_that_takes_its_time_keeps_no_clock_and_no_other_receiver_waiting() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let (slow, quick) = (Slow::new(), FakeReceiver::at(anywhere(), |_| 204));
    webhook(&service, slow.hears.addr);
    webhook(&service, quick.addr);
    let scheduler = service.app.watch().expect("threads");
    let id = id_of(&service.register(&json!({"text": "小区配电箱冒烟漏电，有人触电受伤"})));
    slow.is_asked();
    // It has not answered when another ticket comes in and deadlines pass.
    service.register(&json!({"text": TICKET}));
    service.later(24 * 3_600);
    let mut heard: Vec<Value> = Vec::new();
    while !heard.iter().any(|event| event["type"] == "ticket.escalated" && event["ticket"] == *id) {
        heard.push(quick.sent.recv_timeout(PATIENCE).expect("it is told").event());
    }
    let seqs: Vec<u64> = heard.iter().filter(|e| e["ticket"] == *id).filter_map(|e| e["seq"].as_u64()).collect();
    assert!(seqs.iter().copied().eq(1..=seqs.len() as u64), "in order: {seqs:?}");
    assert!(slow.hears.all().is_empty(), "nobody let it answer");
    // Stopping waits for what is under way, and begins nothing else.
    drop(slow.let_it);
    drop(scheduler);
    slow.hears.sent.recv_timeout(PATIENCE).expect("it was let");
    let taken = 1 + slow.hears.all().len() as u64;
    let pending = service.get("/api/v1/webhooks")["webhooks"][0]["pending"].as_u64().expect("a number");
    let events = service.get("/api/v1/events?limit=1000")["events"].as_array().expect("events").len() as u64;
    assert!(taken + pending >= events, "{taken} taken and {pending} waiting are all of {events}");
}

#[test]
fn every_delivery_carries_the_time_at_which_it_is_sent() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let slow = Slow::new();
    webhook(&service, slow.hears.addr);
    (0..3).for_each(|_| drop(service.register(&json!({"text": TICKET}))));
    let app = Arc::clone(&service.app);
    let delivering = std::thread::spawn(move || app.webhooks().deliver());
    for _ in 0..3 {
        slow.is_asked();
        service.later(60);
        slow.let_it.send(()).expect("it waits");
    }
    assert_eq!(delivering.join().expect("it ends").expect("it delivers").sent, 3);
    let sent = slow.hears.all();
    let stamps: Vec<i64> = sent.iter().filter_map(|sent| sent.header("webhook-timestamp").parse().ok()).collect();
    assert_eq!(stamps.iter().map(|stamp| stamp - stamps[0]).collect::<Vec<_>>(), [0, 60, 120]);
}

#[test]
fn a_clock_that_jumped_forward_and_back_delays_no_delivery() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    let addr = FakeReceiver::at(anywhere(), |_| 204).addr;
    webhook(&service, addr);
    let id = id_of(&service.register(&json!({"text": TICKET})));
    service.now("2026-11-23T15:00:00");
    service.act(&id, &step("acknowledge"));
    assert_eq!(service.app.webhooks().deliver().expect("it tries").unreachable, 1);
    // The receiver rests until after three, and what happens from now on is dated then, too.
    service.now("2026-11-23T10:01:00");
    service.act(&id, &json!({"action": {"note": {"facts": {"cause": "接口超时"}}}}));
    let receiver = FakeReceiver::at(addr, |_| 204);
    assert_eq!(service.app.webhooks().deliver().expect("it delivers").sent, 3);
    let seqs: Vec<u64> = receiver.all().iter().filter_map(|sent| sent.event()["seq"].as_u64()).collect();
    assert_eq!(seqs, [1, 2, 3]);
}

#[test]
fn webhooks_are_checked_removed_and_told_of_nothing_before_them() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    service.register(&json!({"text": TICKET}));
    let receiver = FakeReceiver::at(anywhere(), |_| 204);
    webhook(&service, receiver.addr);
    for url in ["ftp://example.com/", "example.com", "https://", "http://user:word@example.com/", ""] {
        let refused = service.post("/api/v1/webhooks", &json!({"url": url}));
        assert_eq!((refused.status, refused.problem()["field"].as_str()), (422, Some("url")), "{url}");
    }
    let refused = service.post("/api/v1/webhooks", &json!({"url": "https://example.com/", "secret": "whsec_c2hvcnQ="}));
    assert_eq!(refused.problem()["code"], "no-secret");
    assert_eq!(service.app.webhooks().deliver().expect("it delivers").sent, 0);
    service.register(&json!({"text": TICKET}));
    assert_eq!(service.send("DELETE", "/api/v1/webhooks/1", &[], &Value::Null).status, 200);
    assert_eq!(service.app.webhooks().deliver().expect("it delivers").sent, 0, "what waited for it is gone with it");
    assert_eq!(service.get("/api/v1/webhooks")["webhooks"], json!([]));
    assert_eq!(service.send("DELETE", "/api/v1/webhooks/1", &[], &Value::Null).status, 404);
}

#[test]
fn the_feed_read_page_by_page_is_the_feed_read_at_once() {
    let service = ClockedService::at("2026-11-23T10:00:00");
    for _ in 0..3 {
        let id = id_of(&service.register(&json!({"text": TICKET})));
        service.act(&id, &step("acknowledge"));
    }
    let whole = service.get("/api/v1/events?limit=1000");
    let (mut after, mut pages) = (0, Vec::new());
    loop {
        let page = service.get(&format!("/api/v1/events?limit=4&after={after}"));
        let events = page["events"].as_array().expect("events").clone();
        if events.is_empty() {
            assert_eq!(page["next"], after, "nothing new leaves the cursor where it is");
            break;
        }
        pages.extend(events);
        after = page["next"].as_i64().expect("a cursor");
    }
    assert_eq!(Value::Array(pages), whole["events"]);
    assert_eq!(whole["events"].as_array().map(Vec::len), Some(6));
    assert_eq!(service.send("GET", "/api/v1/events?since=1", &[], &Value::Null).problem()["code"], "unknown-option");
}
