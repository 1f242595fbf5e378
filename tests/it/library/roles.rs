//! Who may do what to the library: agents read, maintainers save and rehearse, publishers publish and waive.

use serde_json::{Value, json};

use crate::support::program::{fenzhen, run};
use crate::support::service::{Response, Service, request};

use super::fixture::{DRAFT, MODEM, Small, draft, path};

const ROLES: [&str; 4] = ["agent", "maintainer", "publisher", "admin"];

fn send(service: &Service, token: &str, method: &str, address: &str, tag: Option<&str>, body: &Value) -> Response {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("Content-Type", "application/json"), ("Authorization", bearer.as_str())];
    headers.extend(tag.map(|tag| ("If-Match", tag)));
    service.send(&request(method, address, &headers, body.to_string().as_bytes()))
}

#[test]
fn each_role_does_what_it_may_with_the_library_and_nothing_more() {
    let small = Small::new();
    let make = |role: &str| {
        let args = ["token", "create", "--name", &format!("小{role}"), "--role", role];
        run(&mut fenzhen(small.folder.path(), &args)).ok().trim().to_owned()
    };
    let tokens = ROLES.map(make);
    let service = small.serve();
    let entry = path(DRAFT);
    let save = json!({"content": draft("改过", "机顶盒"), "author": "somebody else"});
    let everything: [(&str, String, Value, usize); 14] = [
        ("GET", "/api/v1/entries".to_owned(), Value::Null, 0),
        ("GET", entry.clone(), Value::Null, 0),
        ("GET", format!("{entry}/history"), Value::Null, 0),
        ("GET", format!("{entry}/diff?from=1&to=1"), Value::Null, 0),
        ("GET", "/api/v1/revisions".to_owned(), Value::Null, 0),
        ("GET", "/api/v1/files".to_owned(), Value::Null, 0),
        ("POST", "/api/v1/suggest?as_of=1".to_owned(), json!({"text": "断网"}), 0),
        // Stale on purpose, so that it can be tried again and again.
        ("PUT", entry.clone(), save.clone(), 1),
        ("POST", "/api/v1/rehearse".to_owned(), json!({"retire": [MODEM]}), 1),
        ("POST", "/api/v1/publish".to_owned(), json!({"retire": [MODEM], "dry_run": true}), 2),
        ("POST", "/api/v1/publish".to_owned(), json!({}), 2),
        ("POST", "/api/v1/publish".to_owned(), json!({"entries": [DRAFT], "waive": "egal"}), 2),
        ("POST", format!("{}/rollback", path(MODEM)), json!({"to": 9}), 2),
        ("POST", "/api/v1/files/rollback".to_owned(), json!({"path": "taxonomy.toml", "to": 9}), 2),
    ];
    for (role, token) in tokens.iter().enumerate() {
        for (method, address, body, needed) in &everything {
            let answer = send(&service, token, method, address, Some("\"9\""), body);
            let (allowed, who) = (role >= *needed, ROLES[role]);
            assert_eq!(answer.status == 403, !allowed, "{who} {method} {address}: {}", answer.text());
            if allowed && *needed == 0 {
                assert_eq!(answer.status, 200, "{who} {method} {address}: {}", answer.text());
            }
        }
    }
    // The token's name is the author, whatever the request claims.
    let saved = send(&service, &tokens[1], "PUT", &entry, Some("\"1\""), &save);
    assert_eq!(saved.status, 200, "{}", saved.text());
    let history = send(&service, &tokens[0], "GET", &format!("{entry}/history"), None, &Value::Null).json();
    assert_eq!(history["revisions"][0]["author"], "小maintainer");
    let retired = send(&service, &tokens[2], "POST", "/api/v1/publish", None, &json!({"retire": [MODEM], "author": "nobody"}));
    assert_eq!(retired.status, 200, "{}", retired.text());
    let newest = send(&service, &tokens[0], "GET", "/api/v1/revisions?limit=1", None, &Value::Null).json();
    assert_eq!(newest["revisions"][0]["author"], "小publisher");
    assert_eq!(service.get("/api/v1/entries").status, 401, "no token");
}
