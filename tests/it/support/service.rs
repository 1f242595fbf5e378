//! A real `fenzhen serve` on a database of its own, and an HTTP client small enough to send what is wrong, too.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::program::{fenzhen, folder};

/// How long an answer may take before a test gives up; far more than it ever needs.
pub const PATIENCE: Duration = Duration::from_secs(120);
/// How long it may take to stop.
const STOPPING: Duration = Duration::from_secs(30);

/// A served process and what it says on stderr.
pub struct Service {
    child: Child,
    folder: TempDir,
    said: Mutex<Receiver<String>>,
    addr: SocketAddr,
}

/// The one process that most tests share. It ends with the test process, however that ends.
pub fn shared() -> &'static Service {
    static SHARED: LazyLock<(Service, Child)> = LazyLock::new(|| {
        let service = Service::start(&[]);
        let leash = leash(&service);
        (service, leash)
    });
    &SHARED.0
}

/// Statics are never dropped, so a shell waits for the end of our pipe to it and then cleans up.
fn leash(service: &Service) -> Child {
    let cleaning = "cat; kill -TERM \"$0\"; rm -rf \"$1\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", cleaning, &service.child.id().to_string()]).arg(service.folder.path());
    shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("sh")
}

impl Service {
    /// Serves a new database on a free port; back once connections are taken.
    pub fn start(args: &[&str]) -> Service {
        Service::start_in(folder(), "127.0.0.1:0", args)
    }

    /// Serves the database of a folder.
    pub fn start_in(folder: TempDir, addr: &str, args: &[&str]) -> Service {
        let mut command = fenzhen(folder.path(), &["serve", "--addr", addr]);
        // What is promised here is the answer; a busy machine may take its time.
        command.env("FENZHEN_REQUEST_TIMEOUT", "120");
        let mut child = command.args(args).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program starts");
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let (say, said) = channel();
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| say.send(line)));
        let addr = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut service = Service { child, folder, said: Mutex::new(said), addr };
        let line = service.hear("fenzhen 分诊已就绪：http://");
        let addr = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).and_then(|addr| addr.parse().ok());
        service.addr = addr.expect("an address");
        service
    }

    /// Where its database is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Waits for a line of stderr that contains `words`.
    #[track_caller]
    pub fn hear(&self, words: &str) -> String {
        let said = self.said.lock().expect("no other listener failed");
        let mut before = String::new();
        loop {
            match said.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => before = before + &line + "\n",
                Err(gone) => panic!("{words:?} was never said ({gone}); but this was:\n{before}"),
            }
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.addr).expect("connections are taken");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        stream.set_write_timeout(Some(PATIENCE)).expect("a socket");
        stream
    }

    /// Sends `request` on a connection of its own.
    #[track_caller]
    pub fn send(&self, request: &[u8]) -> Response {
        let mut stream = self.connect();
        // The service may have answered and hung up before it has heard everything.
        let _ = stream.write_all(request);
        Response::read(&mut stream)
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Response {
        self.send(&request("GET", path, &[], b""))
    }

    /// A ticket, and what else to say in the address.
    #[track_caller]
    pub fn suggest(&self, ticket: &Value, options: &str) -> Response {
        self.send(&post(&format!("/api/v1/suggest{options}"), ticket.to_string().as_bytes()))
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Ends it at once, as a power cut does.
    pub fn kill(&self) {
        let killed = Command::new("kill").args(["-KILL", &self.child.id().to_string()]).status();
        assert!(killed.expect("kill").success());
    }

    /// Asks it to stop, as an operator does.
    pub fn terminate(&self) {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(killed.expect("kill").success());
    }

    /// Waits until it has stopped, and says how and how long that took.
    pub fn stopped(mut self) -> (ExitStatus, Duration) {
        self.end()
    }

    fn end(&mut self) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        let said = self.said.get_mut().expect("no other listener failed");
        // Its stderr closes when it ends.
        while said.recv_timeout(STOPPING).is_ok() {}
        assert!(begun.elapsed() < STOPPING, "it does not stop");
        (self.child.wait().expect("it ends"), begun.elapsed())
    }
}

impl Service {
    /// Stops it as an operator does, and gives its folder to the next one.
    pub fn handed_over(mut self) -> TempDir {
        self.terminate();
        assert!(self.end().0.success());
        std::mem::replace(&mut self.folder, folder())
    }
}

impl Service {
    /// Ends it at once, and gives its folder to the next one.
    pub fn left_behind(mut self) -> TempDir {
        self.kill();
        self.child.wait().expect("it ends");
        std::mem::replace(&mut self.folder, folder())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A request with its usual headers, after which the connection closes.
pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: fenzhen\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in [("Connection", "close")].iter().filter(|_| !headers.iter().any(|h| h.0 == "Connection")).chain(headers)
    {
        head += &format!("{name}: {value}\r\n");
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// A JSON body, right or wrong.
pub fn post(path: &str, body: &[u8]) -> Vec<u8> {
    request("POST", path, &[("Content-Type", "application/json")], body)
}

/// An answer.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// Reads one answer, whole, and leaves the connection where the next begins.
    #[track_caller]
    pub fn read(stream: &mut TcpStream) -> Response {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            match stream.read(&mut byte) {
                Ok(1) => head.push(byte[0]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                dropped => panic!("the connection was dropped ({dropped:?}) after {:?}", String::from_utf8_lossy(&head)),
            }
        }
        let head = String::from_utf8(head).expect("headers in ASCII");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_ascii_lowercase(), v.to_owned()));
        let mut response = Response { status: status.expect("a status"), headers: headers.collect(), body: Vec::new() };
        let length = response.header("content-length").map_or(0, |length| length.parse().expect("a number"));
        response.body.resize(length, 0);
        stream.read_exact(&mut response.body).expect("the whole body");
        response
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The suggestion of an answer that must be one.
    #[track_caller]
    pub fn suggestion(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text());
        assert_eq!(self.header("content-type"), Some("application/json"));
        self.json()
    }

    /// The problem of an answer that must be one, in the shape every problem has.
    #[track_caller]
    pub fn problem(&self) -> Value {
        assert!(self.status >= 400, "{}: {}", self.status, self.text());
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        let problem = self.json();
        for key in ["type", "title", "detail", "code"] {
            assert!(problem[key].as_str().is_some_and(|said| !said.is_empty()), "{key}: {problem}");
        }
        assert_eq!(problem["status"], self.status, "{problem}");
        problem
    }
}
