//! A service in this process on a real socket, whose clock the test moves by hand.

use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use fenzhen::app::access::Door;
use fenzhen::app::{App, Clock, Settings};
use fenzhen::http::router;
use jiff::Timestamp;
use serde_json::Value;
use tempfile::TempDir;

use super::program::folder;
use super::service::{PATIENCE, Response, request};

/// A served app and its clock.
pub struct ClockedService {
    pub app: Arc<App>,
    clock: &'static AtomicI64,
    addr: SocketAddr,
    // Dropped last, and the folder after it: what serves must be gone before its database is.
    _runtime: tokio::runtime::Runtime,
    folder: Option<TempDir>,
}

/// An instant in the shipped pack's time zone: `2026-11-23T10:15:00`.
pub fn at(text: &str) -> Timestamp {
    format!("{text}+08:00").parse().expect("an instant")
}

impl ClockedService {
    /// Serves a new database at an instant.
    pub fn at(now: &str) -> ClockedService {
        ClockedService::in_folder(folder(), now)
    }

    /// Serves the database of a folder at an instant.
    pub fn in_folder(folder: TempDir, now: &str) -> ClockedService {
        // A clock that is moved must outlive every thread that looks at it.
        let clock: &'static AtomicI64 = Box::leak(Box::new(AtomicI64::new(at(now).as_millisecond())));
        let app = Arc::new(open(folder.path(), Clock::ByHand(clock)));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let addr = listener.local_addr().expect("an address");
        let routes = router(Arc::clone(&app), Door::Loopback);
        runtime.spawn(async move { axum::serve(listener, routes).await });
        ClockedService { app, clock, addr, _runtime: runtime, folder: Some(folder) }
    }

    /// Where it is reached.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Stops serving and gives the folder back, so that it can be served again.
    pub fn stop(mut self) -> TempDir {
        self.folder.take().expect("its folder")
    }

    /// Moves the clock.
    pub fn now(&self, now: &str) {
        self.clock.store(at(now).as_millisecond(), Ordering::SeqCst);
    }

    /// Moves the clock forward by seconds.
    pub fn later(&self, seconds: i64) {
        self.clock.fetch_add(1_000 * seconds, Ordering::SeqCst);
    }

    #[track_caller]
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Response {
        let json = [("Content-Type", "application/json")];
        let headers: Vec<(&str, &str)> = json.iter().chain(headers).copied().collect();
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.answer(&request(method, path, &headers, body.as_bytes()))
    }

    #[track_caller]
    fn answer(&self, request: &[u8]) -> Response {
        let mut stream = TcpStream::connect(self.addr).expect("connections are taken");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        stream.write_all(request).expect("it listens");
        Response::read(&mut stream)
    }

    /// Sends what a form on the page at `from` would send, as a browser without a script does.
    #[track_caller]
    pub fn form(&self, from: &str, to: &str, fields: &[(&str, &str)]) -> Response {
        let of_browser = [("Cookie", "fz_seed=00112233445566778899aabbccddeeff"), ("Accept", "text/html")];
        let page = self.send("GET", from, &of_browser, &Value::Null);
        let proof = page.text().split("name=\"csrf\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        // Browsers leave letters and digits as they are, and the proof is made of nothing else.
        let coded = |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
        let coded = |text: &str| text.bytes().map(coded).collect::<String>();
        let fields = fields.iter().copied().chain([("csrf", proof.expect("a proof"))]);
        let body = fields.map(|(name, value)| format!("{name}={}", coded(value))).collect::<Vec<_>>().join("&");
        let kind = [("Content-Type", "application/x-www-form-urlencoded")];
        self.answer(&request("POST", to, &[of_browser.as_slice(), &kind].concat(), body.as_bytes()))
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Value {
        let answer = self.send("GET", path, &[], &Value::Null);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> Response {
        self.send("POST", path, &[], body)
    }

    /// Registers a ticket that must be taken.
    #[track_caller]
    pub fn register(&self, ticket: &Value) -> Value {
        let answer = self.post("/api/v1/tickets", ticket);
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }

    /// Acts on a ticket in a way that must be allowed; gives the ticket.
    #[track_caller]
    pub fn act(&self, id: &str, request: &Value) -> Value {
        let answer = self.post(&format!("/api/v1/tickets/{id}/actions"), request);
        assert_eq!(answer.status, 200, "{request}: {}", answer.text());
        answer.json()["ticket"].clone()
    }

    /// Acts on a ticket in a way that must be refused; gives the problem's code.
    #[track_caller]
    pub fn refused(&self, id: &str, request: &Value) -> String {
        let answer = self.post(&format!("/api/v1/tickets/{id}/actions"), request);
        let problem = answer.problem();
        assert!(problem["help"].as_str().is_some_and(|help| !help.is_empty()), "{problem}");
        problem["code"].as_str().expect("a code").to_owned()
    }
}

/// The database of a folder, with a clock.
pub fn open(folder: &Path, clock: Clock) -> App {
    App::open(Settings { db: folder.join("fenzhen.db"), ..Settings::default() }, clock).expect("it opens")
}

/// The run of a clock in a ticket: the last of its name.
#[track_caller]
pub fn clock<'a>(ticket: &'a Value, name: &str) -> &'a Value {
    let runs = ticket["clocks"].as_array().expect("clocks");
    runs.iter().rfind(|run| run["clock"] == name).unwrap_or_else(|| panic!("no clock {name} in {ticket}"))
}
