//! Roles: every route there is, of programs and of pages, asked with every role and with none.

use std::collections::BTreeSet;
use std::fmt::Write;

use fenzhen::app::access::Role;
use fenzhen::http::{Access, access_table};
use serde_json::Value;

use crate::support::program::{fenzhen, run};
use crate::support::service::{Response, Service, request, shared};

/// A path as it is registered, with something that could be there in every blank.
fn example(path: &str) -> String {
    let blanks = [
        ("{domain}", "telecom"),
        ("{slug}", "slow-at-night"),
        ("{edition}", "any"),
        ("{name}", "base.css"),
        ("{id}", "1"),
        ("{other}", "2"),
    ];
    let filled = blanks.iter().fold(path.to_owned(), |path, (blank, value)| path.replace(blank, value));
    assert!(!filled.contains('{'), "a blank of {path} has no example");
    filled
}

#[track_caller]
fn ask(service: &Service, method: &str, path: &str, authorization: &str) -> Response {
    let headers = [("Content-Type", "application/json"), ("Authorization", authorization)];
    service.send(&request(method, path, &headers, "{\"text\":\"断网\"}".as_bytes()))
}

#[test]
fn who_may_take_which_route_is_as_it_was_agreed() {
    let mut table = String::new();
    for (path, method, access) in access_table().rows() {
        let who = match access {
            Access::Everybody => "everybody",
            Access::AtLeast(role) => role.as_str(),
        };
        writeln!(table, "{method} {path} {who}").expect("a line");
    }
    assert_eq!(table, include_str!("roles.txt"), "roles.txt is the agreed table");
}

#[test]
fn every_route_is_there_and_takes_its_role() {
    let service = Service::start(&[]);
    let token = |role: Role| {
        let args = ["token", "create", "--name", role.as_str(), "--role", role.as_str()];
        format!("Bearer {}", run(&mut fenzhen(service.folder(), &args)).ok().trim())
    };
    let tokens = Role::ALL.map(|role| (role, token(role)));
    for (path, method, access) in access_table().rows() {
        let path = example(path);
        let nobody = ask(&service, method, &path, "Basic dXNlcjpwYXNz");
        match access {
            Access::Everybody => assert!(![401, 403].contains(&nobody.status), "{method} {path}: {}", nobody.text()),
            Access::AtLeast(_) => assert_eq!(nobody.status, 401, "{method} {path}: {}", nobody.text()),
        }
        for (role, token) in &tokens {
            let answer = ask(&service, method, &path, token);
            let said = answer.text();
            match access {
                Access::AtLeast(needed) if *role < needed => {
                    assert_eq!(answer.status, 403, "{method} {path} as {role}: {said}");
                    assert_eq!(answer.problem()["code"], "role-too-low", "{method} {path} as {role}");
                }
                _ => {
                    assert!(![401, 403].contains(&answer.status), "{method} {path} as {role}: {said}");
                    // What a handler misses is not what the router misses.
                    let absent = said.contains("\"no-such-page\"") || said.contains("\"wrong-method\"");
                    assert!(!absent, "{method} {path} is not there: {said}");
                }
            }
        }
    }
}

#[test]
fn the_description_lists_every_operation_with_its_role_and_no_other() {
    let description = shared().get("/openapi.json").json();
    let paths = description["paths"].as_object().expect("paths");
    let mut described = BTreeSet::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("operations") {
            if operation["responses"].is_null() {
                continue;
            }
            let forbidden = operation["responses"]["403"]["description"].as_str().unwrap_or_default();
            let unauthorized = !operation["responses"]["401"].is_null();
            let role = Role::ALL.into_iter().find(|role| forbidden == format!("The token's role is below {role}"));
            assert_eq!(role.is_some(), unauthorized, "{method} {path}: {forbidden}");
            assert_eq!(unauthorized, operation["security"].is_array(), "{method} {path}");
            described.insert((path.clone(), method.to_ascii_uppercase(), role));
        }
    }
    let table = access_table();
    let registered: BTreeSet<(String, String, Option<Role>)> = table
        .rows()
        .filter(|(path, ..)| path.starts_with("/api/") || ["/healthz", "/readyz"].contains(path))
        .map(|(path, method, access)| {
            let role = match access {
                Access::Everybody => None,
                Access::AtLeast(role) => Some(role),
            };
            (path.to_owned(), method.to_owned(), role)
        })
        .collect();
    assert_eq!(described, registered);
}

#[test]
fn the_description_is_one_that_generators_take() {
    let description = shared().get("/openapi.json").json();
    assert!(description["info"]["title"].as_str().is_some_and(str::is_ascii), "{}", description["info"]);
    let operations = description["paths"].as_object().expect("paths").values();
    let named: Vec<&Value> = operations
        .flat_map(|item| item.as_object().expect("operations").values())
        .map(|operation| &operation["operationId"])
        .filter(|name| !name.is_null())
        .collect();
    let unique: BTreeSet<&str> = named.iter().filter_map(|name| name.as_str()).collect();
    assert_eq!(unique.len(), named.len(), "two operations have one name: {named:?}");
    assert_eq!(unique.len(), description_operations(&description), "every operation has a name");
}

fn description_operations(description: &Value) -> usize {
    let items = description["paths"].as_object().expect("paths").values();
    items.map(|item| item.as_object().expect("operations").values().filter(|one| !one["responses"].is_null()).count()).sum()
}
