//! A database with a few entries of the shipped pack, so that a start takes no time, and backlogs for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use fenzhen::app::runs::{Control, Ended, ResultRow, RunReport, RunRequest};
use fenzhen::app::{App, Clock, Settings};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Ran, fenzhen, folder, run};

/// The entries that stay.
const KEPT: [&str; 6] = [
    "telecom/broadband-los-red",
    "bank/card-lost",
    "logistics/false-signing-not-received",
    "power/outage-single-home",
    "civic/water-cut",
    "ecommerce/refund-not-arrived",
];

/// Complaints the six entries know, and one they do not.
pub const TEXTS: [&str; 7] = [
    "宽带从昨晚八点开始上不了网，光猫一直闪红灯，电话13812345678",
    "我的银行卡丢了，赶紧帮我挂失",
    "快递显示签收但我没收到，也没有人给我打电话",
    "我家停电了，邻居家都有电，电表也不转",
    "小区停水两天了，水龙头一滴水都没有",
    "退款一个星期了还没有到账，订单已经取消",
    "请问番茄炒蛋怎么做才好吃",
];

/// The bytes of a database with the few entries.
static DATABASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = folder();
    run(&mut fenzhen(folder.path(), &["kb", "export", "pack"])).ok();
    let db = folder.path().join("fenzhen.db");
    let connection = Connection::open(&db).expect("a database");
    let revise = "INSERT INTO revision (at, author, note) VALUES ('2026-01-02T00:00:00Z', '小李', 'few entries')";
    connection.execute(revise, []).expect("SQL");
    let kept = KEPT.map(|id| format!("'entries/{id}.toml'")).join(", ");
    let remove = format!(
        "INSERT INTO knowledge (path, revision, content)
         SELECT DISTINCT path, {}, NULL FROM knowledge WHERE path LIKE 'entries/%' AND path NOT IN ({kept})",
        connection.last_insert_rowid()
    );
    connection.execute(&remove, []).expect("SQL");
    drop(connection);
    fs::read(&db).expect("one file")
});

/// A folder with that database.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        let folder = folder();
        fs::write(folder.path().join("fenzhen.db"), &*DATABASE).expect("a file");
        Desk { folder }
    }

    pub fn into_folder(self) -> TempDir {
        self.folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), bytes).expect("a file");
        self.path(name)
    }

    pub fn command(&self, args: &[&str]) -> std::process::Command {
        fenzhen(self.folder.path(), args)
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        run(&mut self.command(args))
    }

    /// The object printed by a command.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> (Option<i32>, Value) {
        let ran = self.run(&[args, &["--json"]].concat());
        (ran.code, serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}")))
    }

    pub fn db(&self) -> Connection {
        Connection::open(self.path("fenzhen.db")).expect("a database")
    }

    /// Adds a revision with another text of a file; `None` removes it.
    pub fn edit(&self, path: &str, content: Option<&str>) {
        let db = self.db();
        db.execute("INSERT INTO revision (at, author, note) VALUES ('2026-01-03T00:00:00Z', '小李', '')", []).expect("SQL");
        let sql = "INSERT INTO knowledge (path, revision, content) VALUES (?1, ?2, ?3)";
        db.execute(sql, (path, db.last_insert_rowid(), content)).expect("SQL");
    }

    /// The program's own journeys, in this process.
    pub fn app(&self) -> App {
        let settings = Settings { db: self.path("fenzhen.db"), ..Settings::default() };
        App::open(settings, Clock::System).expect("it opens")
    }
}

/// Runs a request to its end.
#[track_caller]
pub fn finished(app: &App, request: &RunRequest) -> RunReport {
    let control = Control { stop: &AtomicBool::new(false), progress: &|_| {}, beside_service: false };
    match app.runs().run(request, &control) {
        Ok(Ended::Done(report)) => *report,
        other => panic!("{other:?}"),
    }
}

/// The rows of a run's results.
#[track_caller]
pub fn rows(dir: &Path) -> Vec<ResultRow> {
    let text = fs::read_to_string(dir.join("results.jsonl")).expect("results");
    text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}

/// `many` tickets in JSON Lines, no two the same.
pub fn backlog(many: usize) -> String {
    let line = |nth: usize| {
        let text = format!("{}，第{nth}次反映", TEXTS[nth % TEXTS.len()]);
        serde_json::json!({"id": format!("T-{nth}"), "title": "", "text": text}).to_string() + "\n"
    };
    (0..many).map(line).collect()
}
