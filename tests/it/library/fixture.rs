//! A small library of one published entry and one draft, served or opened, and how a maintainer talks to it.

use std::path::PathBuf;

use fenzhen::store::{Change, Store};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::program::folder;
use crate::support::service::{Response, Service, post, request};
use crate::support::small_pack::sound_pack;

/// The entry of the small library that answers.
pub const MODEM: &str = "telecom/light-modem";
/// A complaint it answers.
pub const RED_LIGHT: &str = "光猫一直闪红灯，上不了网，重启也没用";
/// Its draft.
pub const DRAFT: &str = "telecom/iptv";

/// A database of its own.
pub struct Small {
    pub folder: TempDir,
}

impl Small {
    /// The pack of the checks' tests as revision 1.
    pub fn new() -> Small {
        let small = Small { folder: folder() };
        let store = Store::open(&small.db()).expect("a database");
        let change = |(path, content)| Change { path, content: Some(content) };
        let changes: Vec<Change> = sound_pack().into_inner().into_iter().map(change).collect();
        store
            .write(|dao| {
                dao.append_revision("2026-10-01T00:00:00Z".parse().expect("an instant"), "test", "the small pack", &changes)
            })
            .expect("revision 1");
        small
    }

    pub fn db(&self) -> PathBuf {
        self.folder.path().join("fenzhen.db")
    }

    pub fn serve(&self) -> Service {
        Service::start(&["--db", &self.db().to_string_lossy()])
    }
}

/// The small library's published entry, as it was written.
pub fn modem() -> String {
    sound_pack().get("entries/telecom/light-modem.toml").expect("it is there").to_owned()
}

/// A complete draft about some thing, with cases of its own.
pub fn draft(title: &str, thing: &str) -> String {
    let modem = modem();
    let (head, rest) = modem.split_once("symptoms = [").expect("symptoms");
    let (_, rest) = rest.split_once("similar = ").expect("their end");
    let (_, rest) = rest.split_once('\n').expect("a line");
    let symptoms = format!("[\"{thing}坏了\", \"我的{thing}用不了\", \"{thing}打不开怎么办\", \"家里{thing}出毛病\"]");
    let head = head.replace("光猫红灯", title).replace("\"published\"", "\"draft\"");
    let rest = rest
        .replace("打游戏忽然掉线，那个盒子上有个红灯一直亮，重启几次都没用", &format!("今天早上{thing}忽然不行了"))
        .replace("猫把光纤咬断了，光猫红了，什么时候能来人接", &format!("{thing}完全没反应，请派人来看"));
    format!("{head}symptoms = {symptoms}\nsimilar = [\"{thing}\"]\n{rest}")
}

pub fn path(id: &str) -> String {
    format!("/api/v1/entries/{id}")
}

/// Saves a draft; `made_from` is the revision that was read, none for a new entry.
#[track_caller]
pub fn save(service: &Service, id: &str, content: &str, made_from: Option<i64>) -> Response {
    service.send(&put(id, content, made_from))
}

pub fn put(id: &str, content: &str, made_from: Option<i64>) -> Vec<u8> {
    let tag = made_from.map_or("*".to_owned(), |revision| format!("\"{revision}\""));
    let header = if made_from.is_some() { "If-Match" } else { "If-None-Match" };
    let headers = [("Content-Type", "application/json"), (header, tag.as_str())];
    request("PUT", &path(id), &headers, json!({"content": content, "author": "li"}).to_string().as_bytes())
}

#[track_caller]
pub fn publish(service: &Service, publication: &Value) -> Response {
    service.send(&post("/api/v1/publish", publication.to_string().as_bytes()))
}

/// The revision that a publication or save which must go well has made.
#[track_caller]
pub fn revision(response: &Response) -> i64 {
    assert!(response.status < 300, "{}", response.text());
    response.json()["revision"].as_i64().expect("a revision")
}

#[track_caller]
pub fn newest(service: &Service) -> i64 {
    service.get("/api/v1/revisions?limit=1").json()["revisions"][0]["id"].as_i64().expect("a revision")
}

/// The ids of the entries suggested for a text.
pub fn suggested(suggestion: &Value) -> Vec<String> {
    let entries = suggestion["entries"].as_array().expect("entries");
    entries.iter().map(|entry| entry["id"].as_str().expect("an id").to_owned()).collect()
}
