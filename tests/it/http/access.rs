//! Access: who may do what, through the real service, with tokens from the real command.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::program::{COMPLAINT, fenzhen, folder, run};
use crate::support::service::{Response, Service, request};

const ROLES: [&str; 4] = ["agent", "maintainer", "publisher", "admin"];

/// Makes a token and gives its number and itself.
fn create(folder: &Path, name: &str, role: &str) -> (i64, String) {
    let made = run(&mut fenzhen(folder, &["token", "create", "--json", "--name", name, "--role", role])).ok();
    let made: Value = serde_json::from_str(&made).expect("JSON");
    assert_eq!((made["name"].as_str(), made["role"].as_str()), (Some(name), Some(role)));
    (made["id"].as_i64().expect("a number"), made["token"].as_str().expect("a token").to_owned())
}

fn revoke(folder: &Path, id: i64) {
    run(&mut fenzhen(folder, &["token", "revoke", &id.to_string()])).ok();
}

/// A request with some `Authorization`s.
#[track_caller]
fn ask(service: &Service, method: &str, path: &str, authorization: &[&str]) -> Response {
    let mut headers = vec![("Content-Type", "application/json")];
    headers.extend(authorization.iter().map(|value| ("Authorization", *value)));
    service.send(&request(method, path, &headers, "{\"text\":\"断网\"}".as_bytes()))
}

#[track_caller]
fn suggest(service: &Service, token: &str) -> Response {
    ask(service, "POST", "/api/v1/suggest", &[&format!("Bearer {token}")])
}

#[track_caller]
fn unauthorized(answer: &Response, code: &str) {
    assert_eq!((answer.status, answer.problem()["code"].as_str()), (401, Some(code)));
    assert!(answer.header("www-authenticate").is_some_and(|challenge| challenge.starts_with("Bearer")));
}

#[test]
fn a_token_is_shown_once_and_only_its_hash_is_kept() {
    let folder = folder();
    let made = run(&mut fenzhen(folder.path(), &["token", "create", "--name", "小王", "--role", "agent"]));
    assert!(made.stderr.contains("not shown again") && !made.stderr.contains("fz_"), "{}", made.stderr);
    let made = made.ok();
    let token = made.trim();
    assert!(token.starts_with("fz_") && token.len() == 67 && made.lines().count() == 1, "the token alone: {made:?}");
    for args in [&["token", "list"][..], &["token", "list", "--json"]] {
        let listed = run(&mut fenzhen(folder.path(), args)).ok();
        assert!(listed.contains("小王") && listed.contains("agent") && !listed.contains("fz_"), "{listed}");
    }
    for file in folder.path().read_dir().expect("a folder").map(|file| file.expect("a file").path()) {
        let bytes = std::fs::read(&file).expect("a file");
        // Neither the token nor the part of it that is secret.
        let there = |words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
        assert!(!there(token) && !there(&token[3..]), "{} holds the token", file.display());
        assert!(file.file_name().is_none_or(|name| name != "fenzhen.db") || there("小王"), "the right file was read");
    }
    let (_, other) = create(folder.path(), "小王", "agent");
    assert_ne!(token, other, "two tokens are never the same");
}

#[test]
fn without_any_token_the_service_is_open_on_the_loopback_and_says_so() {
    let service = Service::start(&[]);
    let said = service.hear("open");
    assert!(said.contains("fenzhen token create"), "{said}");
    assert_eq!(service.get("/").status, 200);
    assert_eq!(ask(&service, "POST", "/api/v1/suggest", &[]).status, 200);
    unauthorized(&suggest(&service, "fz_0"), "bad-token");
}

#[test]
fn the_first_token_closes_the_service_at_once_and_revoking_the_last_does_not_open_it() {
    let service = Service::start(&[]);
    let (id, token) = create(service.folder(), "坐席系统", "agent");
    unauthorized(&ask(&service, "POST", "/api/v1/suggest", &[]), "no-token");
    assert_eq!(suggest(&service, &token).status, 200);
    for open in ["/sign-in", "/assets/any/base.css", "/openapi.json", "/healthz", "/readyz"] {
        assert_eq!(service.get(open).status, 200, "{open} takes no token");
    }
    revoke(service.folder(), id);
    unauthorized(&suggest(&service, &token), "bad-token");
    unauthorized(&ask(&service, "POST", "/api/v1/suggest", &[]), "no-token");
    let listed = run(&mut fenzhen(service.folder(), &["token", "list"])).ok();
    assert!(listed.contains("revoked"), "{listed}");
}

#[test]
fn a_revoked_token_fails_and_the_others_do_not() {
    let service = Service::start(&[]);
    let ((first, lost), (_, kept)) = (create(service.folder(), "甲", "agent"), create(service.folder(), "乙", "agent"));
    assert_eq!((suggest(&service, &lost).status, suggest(&service, &kept).status), (200, 200));
    revoke(service.folder(), first);
    assert_eq!((suggest(&service, &lost).status, suggest(&service, &kept).status), (401, 200));
    let refused = run(&mut fenzhen(service.folder(), &["token", "revoke", "99"])).refused();
    assert!(refused.contains("no token 99") && refused.contains("token list"), "{refused}");
}

#[test]
fn only_a_whole_token_in_a_single_header_is_taken() {
    let service = Service::start(&[]);
    let (_, token) = create(service.folder(), "甲", "agent");
    let right = format!("Bearer {token}");
    let ask = |authorization: &[&str]| ask(&service, "POST", "/api/v1/suggest", authorization);
    assert_eq!(ask(&[&right]).status, 200);
    assert_eq!(ask(&[&right.replace("Bearer", "bearer")]).status, 200, "schemes have no case");
    unauthorized(&ask(&["Basic dXNlcjpwYXNz"]), "no-token");
    unauthorized(&ask(&[&token]), "no-token");
    let long = format!("{right}{}", "0".repeat(5_000));
    for wrong in [&right[..right.len() - 1], &right.replace("fz_", "FZ_"), "Bearer  ", "Bearer fz_", "Bearer 断网", &long] {
        let answer = ask(&[wrong]);
        assert_eq!(answer.status, 401, "{wrong}");
        assert!(!answer.text().contains(&token), "no answer says a token");
    }
    unauthorized(&ask(&[&right, &right]), "bad-token");
}

#[test]
fn every_route_takes_its_role_and_says_which() {
    let table = [
        ("POST", "/api/v1/suggest", "agent"),
        ("POST", "/api/v1/feedback", "agent"),
        ("GET", "/api/v1/entries", "agent"),
        ("GET", "/api/v1/entries/telecom/slow-at-night", "agent"),
        ("GET", "/api/v1/entries/telecom/slow-at-night/history", "agent"),
        ("GET", "/api/v1/cases", "agent"),
        ("GET", "/api/v1/revisions", "agent"),
        ("PUT", "/api/v1/entries/telecom/slow-at-night", "maintainer"),
        ("POST", "/api/v1/cases/1/revoke", "maintainer"),
        ("POST", "/api/v1/publish", "publisher"),
        ("POST", "/api/v1/entries/telecom/slow-at-night/rollback", "publisher"),
        ("GET", "/api/v1/webhooks", "admin"),
        // These are not there, so they are closed.
        ("POST", "/api/v1/entries/telecom/slow-at-night/publish", "admin"),
        ("POST", "/api/v1/entries/telecom/slow-at-night/retire", "admin"),
        ("GET", "/api/v1/tokens", "admin"),
        ("POST", "/api/v1/imports", "admin"),
        ("POST", "/api/v1/backup", "admin"),
        ("DELETE", "/api/v1/entries/telecom/slow-at-night", "admin"),
        ("POST", "/api/v1/entries/telecom/slow-at-night/burn", "admin"),
        ("POST", "/api/v2/suggest", "admin"),
        ("POST", "/api/v1/suggestions", "admin"),
        ("GET", "/api/v1/tokens/1", "admin"),
    ];
    let service = Service::start(&[]);
    let tokens = ROLES.map(|role| create(service.folder(), role, role).1);
    for (method, path, needed) in table {
        unauthorized(&ask(&service, method, path, &[]), "no-token");
        for (role, token) in ROLES.iter().zip(&tokens) {
            let answer = ask(&service, method, path, &[&format!("Bearer {token}")]);
            let rank = |role: &str| ROLES.iter().position(|known| *known == role);
            if rank(role) < rank(needed) {
                assert_eq!(answer.status, 403, "{method} {path} as {role}: {}", answer.text());
                let problem = answer.problem();
                let said = format!("{} {}", problem["detail"], problem["help"]);
                assert!(problem["code"] == "role-too-low" && said.contains(&format!("role {needed}")), "{said}");
            } else {
                assert!(![401, 403].contains(&answer.status), "{method} {path} as {role}: {}", answer.text());
            }
        }
    }
}

#[test]
fn the_author_of_a_change_is_the_token_s_name_whatever_the_request_says() {
    let service = Service::start(&[]);
    let (_, agent) = create(service.folder(), "坐席小王", "agent");
    let (_, maintainer) = create(service.folder(), "维护小李", "maintainer");
    let send = |token: &str, method: &str, path: &str, body: &Value| {
        let bearer = format!("Bearer {token}");
        let headers = [("Content-Type", "application/json"), ("Authorization", bearer.as_str())];
        service.send(&request(method, path, &headers, body.to_string().as_bytes()))
    };
    let suggestion = send(&agent, "POST", "/api/v1/suggest", &json!({ "text": COMPLAINT })).suggestion();
    let feedback = json!({ "ticket": suggestion["ticket"], "verdict": "accepted", "author": "冒名" });
    let given = send(&agent, "POST", "/api/v1/feedback", &feedback);
    assert_eq!(given.status, 200, "{}", given.text());
    let cases = send(&agent, "GET", "/api/v1/cases", &Value::Null);
    assert!(cases.text().contains("坐席小王") && !cases.text().contains("冒名"), "{}", cases.text());
    let id = cases.json()["cases"][0]["id"].as_i64().expect("a case");
    let revoked = send(&maintainer, "POST", &format!("/api/v1/cases/{id}/revoke"), &json!({ "author": "冒名" }));
    assert_eq!(revoked.json()["revoked_by"], "维护小李");
}

#[test]
fn an_address_others_reach_is_refused_without_a_token_and_the_way_out_is_said() {
    let folder = folder();
    let refused = |folder: &Path, addr: &str| run(&mut fenzhen(folder, &["serve", "--addr", addr])).refused();
    for addr in ["0.0.0.0:0", "[::]:0"] {
        let said = refused(folder.path(), addr);
        assert!(said.contains(addr) && said.contains("fenzhen token create --name") && said.contains("127.0.0.1"), "{said}");
    }
    let (id, _) = create(folder.path(), "甲", "admin");
    revoke(folder.path(), id);
    refused(folder.path(), "0.0.0.0:0");
    let (id, token) = create(folder.path(), "乙", "admin");
    let service = Service::start_in(folder, "0.0.0.0:0", &[]);
    unauthorized(&ask(&service, "POST", "/api/v1/suggest", &[]), "no-token");
    assert_eq!(suggest(&service, &token).status, 200);
    revoke(service.folder(), id);
    unauthorized(&suggest(&service, &token), "bad-token");
}

#[test]
fn names_and_roles_that_are_none_are_refused() {
    let folder = folder();
    for name in ["", "  ", "a\nb", "\u{202E}nimda", &"长".repeat(65)] {
        let refused = run(&mut fenzhen(folder.path(), &["token", "create", "--name", name, "--role", "agent"])).refused();
        assert!(refused.contains("64 characters"), "{name:?}: {refused}");
    }
    let refused = run(&mut fenzhen(folder.path(), &["token", "create", "--name", "a", "--role", "root"])).refused();
    ROLES.iter().for_each(|role| assert!(refused.contains(role), "{refused}"));
    let listed = run(&mut fenzhen(folder.path(), &["token", "list", "--json"])).ok();
    assert_eq!(listed.trim(), "[]");
}

#[test]
fn the_interface_s_description_says_what_each_route_takes() {
    let description = crate::support::service::shared().get("/openapi.json").json();
    assert_eq!(description["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    let suggest = &description["paths"]["/api/v1/suggest"]["post"];
    assert!(suggest["responses"]["401"].is_object() && suggest["responses"]["403"].is_object(), "{suggest}");
    assert!(suggest["security"].is_array());
    assert!(description["paths"]["/healthz"]["get"]["responses"]["401"].is_null());
}
