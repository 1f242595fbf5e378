//! A running service shows what it and other programs publish on its database, and no other answer than a restart would.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::program::{fenzhen, run};
use crate::support::service::Service;

use super::fixture::{MODEM, RED_LIGHT, Small, draft, modem, path, publish, revision, suggested};

/// Far more than it ever takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// The answer once it is of `revision`; every answer before it must be one, too.
#[track_caller]
fn answer_of(service: &Service, revision: i64) -> Value {
    let begun = Instant::now();
    loop {
        let answer = service.suggest(&json!({"text": RED_LIGHT}), "").suggestion();
        if answer["kb_revision"] == revision {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "it never noticed revision {revision}");
        std::thread::yield_now();
    }
}

#[test]
fn a_running_service_shows_what_the_command_line_publishes_retires_and_imports() {
    let small = Small::new();
    let service = small.serve();
    let kb = |args: &[&str]| {
        let ran = run(&mut fenzhen(small.folder.path(), &[&["kb"], args].concat()));
        assert_eq!(ran.code, Some(0), "{ran:?}");
        ran.stdout
    };
    assert!(kb(&["retire", MODEM]).contains("revision 2"));
    assert!(suggested(&answer_of(&service, 2)).is_empty(), "what was retired answers no more");
    assert!(kb(&["publish", MODEM, "--waive", "小库"]).contains("revision 3"));
    assert_eq!(suggested(&answer_of(&service, 3)), [MODEM]);
    kb(&["export", "pack"]);
    let file = small.folder.path().join(format!("pack/entries/{MODEM}.toml"));
    std::fs::write(file, modem().replace("title = \"光猫红灯\"", "title = \"光猫红灯断网\"")).expect("a file");
    let imported = kb(&["import", "pack", "--take", "theirs"]);
    assert!(imported.contains("revision 4"), "{imported}");
    assert_eq!(answer_of(&service, 4)["entries"][0]["title"], "光猫红灯断网");
    // What it writes next is made from what the others wrote.
    assert_eq!(service.get(&path(MODEM)).header("etag"), Some("\"4\""));
}

#[test]
fn what_was_published_answers_just_as_it_would_after_a_restart() {
    let small = Small::new();
    let service = small.serve();
    let file = |thing: &str, id: &str| {
        let content = draft(&format!("{thing}坏了"), thing).replace("\"draft\"", "\"published\"");
        json!({"path": format!("entries/telecom/{id}.toml"), "content": content})
    };
    let synonyms = json!({"path": "lexicon/synonyms.txt", "content": "大黑盒, 路由器\n"});
    let ticket = json!({"text": "大黑盒没反应，请派人来看看路由器和光猫", "received_at": "2026-11-02T03:00:00Z"});
    for (nth, files) in (2..).zip([json!([file("路由器", "router")]), json!([file("音箱", "speaker"), synonyms])]) {
        assert_eq!(revision(&publish(&service, &json!({"files": files, "waive": "小库"}))), nth);
        let mut running = service.suggest(&ticket, "?explain=full").suggestion();
        let restarted = small.serve();
        let mut fresh = restarted.suggest(&ticket, "?explain=full").suggestion();
        for answer in [&mut running, &mut fresh] {
            for changing in ["took_us", "ticket"] {
                answer.as_object_mut().expect("an object").remove(changing);
            }
        }
        assert_eq!(running, fresh, "revision {nth}");
    }
}
