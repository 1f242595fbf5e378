//! The HTTP service answers every request: with a suggestion that keeps the contract, or with a problem that says why not.

use std::collections::BTreeSet;
use std::io::Write;

use serde_json::{Value, json};

use crate::support::contract;
use crate::support::program::COMPLAINT;
use crate::support::service::{Response, post, request, shared};

const SUGGEST: &str = "/api/v1/suggest";

#[test]
fn a_complaint_gets_an_answer_that_keeps_the_contract() {
    let ticket = json!({"id": "T-1", "title": "宽带报修", "text": COMPLAINT, "channel": "hotline", "product": "宽带"});
    for options in ["", "?explain=full"] {
        let suggestion = shared().suggest(&ticket, options).suggestion();
        contract::holds(&suggestion, "宽带报修", COMPLAINT);
        assert_eq!(suggestion["id"], "T-1");
        assert_eq!(suggestion["outcome"], "answer");
        assert_eq!(suggestion["category"]["id"], "telecom/fault/broadband");
        assert_eq!(suggestion["entries"][0]["id"], "telecom/broadband-los-red");
        assert_eq!(suggestion["urgency"]["level"], "high");
        assert_eq!(suggestion["kb_revision"], 1);
    }
}

#[test]
fn the_strongest_dozen_and_a_rest_weigh_as_much_as_the_full_explanation() {
    let long = "宽带上不了网，光猫闪红灯，LOS灯一直红，打不开网页，手机连WiFi也没网，路由器重启过还是断网，\
                拔插光纤没有用，师傅说线路断了，昨晚开始断网，今天客服说要等，家里电视也看不了，要求马上派人上门维修光纤";
    let ask = |options| shared().suggest(&json!({"text": long}), options).suggestion();
    let (short, full) = (ask(""), ask("?explain=full"));
    contract::holds(&short, "", long);
    contract::holds(&full, "", long);
    let pieces = |suggestion: &Value| suggestion["entries"][0]["evidence"].as_array().expect("evidence").clone();
    assert!(pieces(&full).len() > 13, "{} pieces are too few for this test", pieces(&full).len());
    assert!(pieces(&full).iter().all(|piece| piece["kind"] != "rest"));
    assert_eq!(pieces(&short).len(), 13);
    assert_eq!(pieces(&short)[12]["kind"], "rest");
    // Words come first, strongest first; the reasons without words follow, and none of those is left out.
    let words = |suggestion: &Value| -> Vec<Value> { pieces(suggestion).into_iter().filter(|p| p["in"].is_string()).collect() };
    let others = |suggestion: &Value| -> Vec<Value> {
        pieces(suggestion).into_iter().filter(|p| p["in"].is_null() && p["kind"] != "rest").collect()
    };
    let shown = words(&short);
    assert_eq!(shown, words(&full)[..shown.len()]);
    assert_eq!(others(&short), others(&full));
    assert_eq!(short["entries"][0]["score"], full["entries"][0]["score"]);
}

#[test]
fn deadlines_count_from_when_the_ticket_came_in() {
    let ticket = json!({"text": COMPLAINT, "received_at": "2026-03-02T09:00:00+08:00"});
    let suggestion = shared().suggest(&ticket, "").suggestion();
    assert_eq!(suggestion["urgency"]["acknowledge_by"], "2026-03-02T09:15:00+08:00");
    assert_eq!(suggestion["urgency"]["resolve_by"], "2026-03-02T11:00:00+08:00");
    for edge in ["-009999-01-03T00:00:00Z", "9999-12-30T20:00:00Z"] {
        for text in [COMPLAINT, "想问一下发票怎么开"] {
            contract::holds(&shared().suggest(&json!({"text": text, "received_at": edge}), "").suggestion(), "", text);
        }
    }
}

/// The request, the status it gets, the code of the problem, and a word of what the problem says.
type Refusal = (&'static str, Vec<u8>, u16, &'static str, &'static str);

fn refusals() -> Vec<Refusal> {
    let typed = |kind, body: &[u8]| request("POST", SUGGEST, &[("Content-Type", kind)], body);
    let asked = |body: Value| post(SUGGEST, body.to_string().as_bytes());
    vec![
        ("empty text", asked(json!({"text": ""})), 422, "empty-text", "text"),
        ("blank text", asked(json!({"text": " \n\t\u{3000}"})), 422, "empty-text", "text"),
        ("no text", asked(json!({"title": "断网"})), 422, "wrong-shape", "text"),
        ("a number for the text", asked(json!({"text": 5})), 422, "wrong-shape", "integer"),
        ("null for the text", asked(json!({"text": null})), 422, "wrong-shape", "null"),
        ("a string for the ticket", asked(json!("断网")), 422, "wrong-shape", "string"),
        ("a field nobody knows", asked(json!({"text": "断网", "urgent": true})), 422, "wrong-shape", "urgent"),
        ("the same field twice", post(SUGGEST, br#"{"text":"a","text":"b"}"#), 422, "wrong-shape", "duplicate"),
        ("a time that is none", asked(json!({"text": "断网", "received_at": "昨晚"})), 422, "wrong-shape", "line 1"),
        ("200,001 characters", asked(json!({"text": "断".repeat(200_001)})), 422, "text-too-long", "200000"),
        ("a title of 2,001", asked(json!({"text": "断网", "title": "断".repeat(2_001)})), 422, "text-too-long", "2000"),
        ("plain text", typed("text/plain", "断网".as_bytes()), 415, "not-json", "JSON"),
        ("a form", typed("application/x-www-form-urlencoded", b"text=a"), 415, "not-json", "JSON"),
        ("no content type", request("POST", SUGGEST, &[], br#"{"text":"a"}"#), 415, "not-json", "JSON"),
        ("no body", post(SUGGEST, b""), 400, "broken-json", "EOF"),
        ("broken JSON", post(SUGGEST, br#"{"text": "a"#), 400, "broken-json", "line 1"),
        ("half a surrogate pair", post(SUGGEST, br#"{"text": "\ud83d"}"#), 400, "broken-json", "line 1"),
        ("nesting without end", post(SUGGEST, "[".repeat(100_000).as_bytes()), 422, "wrong-shape", "line 1"),
        ("GB18030", post(SUGGEST, b"{\"text\": \"\xb6\xcf\xcd\xf8\"}"), 400, "not-utf8", "byte 10"),
        ("half a character", post(SUGGEST, b"{\"text\": \"\xe6\x96\"}"), 400, "not-utf8", "byte 10"),
        ("5 MB", asked(json!({"text": "a".repeat(5 << 20)})), 413, "too-large", "bytes"),
        (
            "an explanation nobody knows",
            post("/api/v1/suggest?explain=brief", b"{\"text\":\"a\"}"),
            422,
            "unknown-option",
            "brief",
        ),
        ("an option nobody knows", post("/api/v1/suggest?explian=full", b"{\"text\":\"a\"}"), 422, "unknown-option", "explian"),
        ("an address nobody knows", post("/api/v2/suggest", b"{\"text\":\"a\"}"), 404, "no-such-page", "address"),
        ("a method nobody offers", request("GET", SUGGEST, &[], b""), 405, "wrong-method", "method"),
    ]
}

#[test]
fn what_cannot_be_answered_gets_a_problem_that_names_the_fault() {
    for (case, bytes, status, code, word) in refusals() {
        let response = shared().send(&bytes);
        let problem = response.problem();
        assert_eq!((response.status, problem["code"].as_str()), (status, Some(code)), "{case}: {problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(word)), "{case}: {problem}");
        assert!(problem["help"].as_str().is_some_and(|help| !help.is_empty()), "{case}: {problem}");
        assert_eq!(response.header("allow"), (status == 405).then_some("POST"), "{case}");
    }
}

#[test]
fn a_body_that_is_too_large_is_refused_in_words_however_it_is_sent() {
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 20, "a".repeat(1 << 20));
    let head =
        "POST /api/v1/suggest HTTP/1.1\r\nHost: fenzhen\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunked = head.to_owned() + &chunk.repeat(5) + "0\r\n\r\n";
    // Many times, because a connection closed too early loses the answer only now and then.
    for _ in 0..10 {
        assert_eq!(shared().send(chunked.as_bytes()).problem()["code"], "too-large");
        assert_eq!(shared().send(&post(SUGGEST, &vec![b'a'; 5 << 20])).problem()["code"], "too-large");
    }
}

#[test]
fn a_refusal_leaves_the_connection_usable() {
    let mut stream = shared().connect();
    let kept = [("Content-Type", "application/json"), ("Connection", "keep-alive")];
    for (body, status) in [("{}", 422), (r#"{"text": "断网"}"#, 200), ("{", 400), (r#"{"text": "断网"}"#, 200)] {
        stream.write_all(&request("POST", SUGGEST, &kept, body.as_bytes())).expect("the connection is open");
        assert_eq!(Response::read(&mut stream).status, status, "{body}");
    }
}

#[test]
fn what_is_no_http_gets_a_bad_request() {
    for junk in
        [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"[..], b"HELLO\r\n\r\n", b"POST /api/v1/suggest HTTP/9.9\r\n\r\n"]
    {
        let status = shared().send(junk).status;
        assert!((400..=505).contains(&status), "{status}");
    }
}

#[test]
fn strange_texts_are_answered() {
    let strange = [
        "\u{0}".to_owned(),
        "断\u{0}网\u{1}\u{8}\u{1b}[31m\u{7f}了".to_owned(),
        "🙏".to_owned(),
        "👨‍👩‍👧‍👦️\u{200d}".to_owned(),
        "\u{feff}\u{200b}\u{202e}".to_owned(),
        "\u{301}\u{301}\u{301}".to_owned(),
        "\u{10ffff}\u{fffd}\u{e000}".to_owned(),
        "<script>alert(1)</script>&amp;&#0;&#x110000;&lt".to_owned(),
        "{{text}} %s %n $(id) ' OR 1=1 -- \\".to_owned(),
        "断".repeat(100_000),
        "a".repeat(100_000),
        "1".repeat(100_000),
        "e\u{301}".repeat(50_000),
        "宽带断网".repeat(25_000),
    ];
    for text in strange {
        let shown: String = text.chars().take(20).collect();
        let suggestion = shared().suggest(&json!({"text": text}), "?explain=full").suggestion();
        assert!(!suggestion.is_null(), "{shown}");
        contract::holds(&suggestion, "", &text);
    }
}

#[test]
fn the_longest_text_is_answered_even_with_every_character_escaped() {
    let escaped = format!("{{\"text\": \"{}\"}}", "\\ud83d\\ude4f".repeat(200_000));
    contract::holds(&shared().send(&post(SUGGEST, escaped.as_bytes())).suggestion(), "", &"🙏".repeat(200_000));
}

#[test]
fn a_ticket_may_speak_in_its_title_alone() {
    let suggestion = shared().suggest(&json!({"title": COMPLAINT, "text": ""}), "").suggestion();
    contract::holds(&suggestion, COMPLAINT, "");
    assert_eq!(suggestion["entries"][0]["id"], "telecom/broadband-los-red");
    let mut places =
        suggestion["entries"][0]["evidence"].as_array().expect("evidence").iter().filter_map(|piece| piece.get("in"));
    assert!(places.any(|place| place == "title"), "{}", suggestion["entries"][0]["evidence"]);
}

#[test]
fn many_at_once_are_all_answered_and_equally() {
    let complaints = [COMPLAINT, "快递三天没动，单号SF1234567890123，再不送到我就投诉", "银行卡被盗刷了", "今天天气真好"];
    let ask = |text| {
        let ticket = json!({"text": text, "received_at": "2026-03-02T01:00:00Z"});
        let mut suggestion = shared().suggest(&ticket, "").suggestion();
        suggestion["took_us"] = json!(0);
        suggestion["ticket"] = json!("");
        suggestion
    };
    let expected = complaints.map(ask);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (expected, complaints) = (&expected, &complaints);
            scope.spawn(move || {
                for nth in 0..16 {
                    let which = (thread + nth) % complaints.len();
                    assert_eq!(ask(complaints[which]), expected[which]);
                }
            });
        }
    });
}

#[test]
fn it_says_that_it_is_alive_and_ready() {
    for (path, words) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let response = shared().get(path);
        assert_eq!((response.status, response.text()), (200, words));
    }
}

#[test]
fn the_description_is_openapi_3_1_and_names_every_route() {
    let description = shared().get("/openapi.json").json();
    assert!(description["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let described: BTreeSet<&str> = description["paths"].as_object().expect("paths").keys().map(String::as_str).collect();
    let http = concat!(env!("CARGO_MANIFEST_DIR"), "/src/http");
    let handlers: usize = sources(http.as_ref()).iter().map(|source| source.matches("#[utoipa::path(").count()).sum();
    let methods = |path: &&str| description["paths"][*path].as_object().expect("methods").len();
    assert_eq!(described.iter().map(methods).sum::<usize>(), handlers, "{described:?}");
    assert!(described.is_superset(&BTreeSet::from([SUGGEST, "/healthz", "/readyz"])), "{described:?}");
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            let answer = shared().send(&request(&method.to_uppercase(), path, &[], b""));
            // What an address names may not be there; the address itself must be.
            let nowhere = answer.status == 404 && answer.problem()["code"] == "no-such-page";
            assert!(answer.status != 405 && !nowhere, "{method} {path}: {}", answer.status);
        }
    }
}

/// The sources in a folder and those below it.
fn sources(folder: &std::path::Path) -> Vec<String> {
    let paths = folder.read_dir().expect("a folder").map(|file| file.expect("a file").path());
    let read = |path: std::path::PathBuf| {
        if path.is_dir() { sources(&path) } else { Vec::from_iter(std::fs::read_to_string(path).ok()) }
    };
    paths.flat_map(read).collect()
}

#[test]
fn an_answer_has_the_shape_that_the_description_promises() {
    let description = shared().get("/openapi.json").json();
    for text in [COMPLAINT, "今天天气真好", "🙏"] {
        let suggestion = shared().suggest(&json!({"id": "1", "text": text}), "").suggestion();
        conforms(&suggestion, &description["components"]["schemas"]["Suggestion"], &description, "Suggestion");
    }
    let problem = shared().get("/nowhere").problem();
    conforms(&problem, &description["components"]["schemas"]["ProblemDocument"], &description, "ProblemDocument");
}

/// Every key of `value` is described, and every required one is there.
fn conforms(value: &Value, schema: &Value, description: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        return conforms(value, description.pointer(&name[1..]).expect(name), description, name);
    }
    if let Some(options) = schema["oneOf"].as_array() {
        let fitting = options.iter().find(|option| value.is_null() == (option["type"] == "null"));
        return conforms(value, fitting.unwrap_or_else(|| panic!("{place}: {value}")), description, place);
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| conforms(item, &schema["items"], description, place)),
        Value::Object(fields) => {
            for (key, field) in fields {
                let known = schema["properties"].get(key).unwrap_or_else(|| panic!("{place} describes no {key}: {schema}"));
                conforms(field, known, description, &format!("{place}.{key}"));
            }
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            required.iter().for_each(|key| assert!(fields.contains_key(key.as_str().expect("a name")), "{place} lacks {key}"));
        }
        plain => {
            let kind = match plain {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(number) if number.is_u64() => "integer",
                Value::Number(_) => "number",
                _ => "string",
            };
            let allowed = schema["type"].to_string();
            let fits = allowed.contains(kind) || kind == "integer" && allowed.contains("number");
            assert!(fits, "{place} is a {kind}, described as {allowed}");
        }
    }
}

#[test]
fn every_answer_forbids_browsers_what_the_pages_do_not_need() {
    let answers = [shared().get("/"), shared().get("/healthz"), shared().get("/nowhere"), shared().suggest(&json!({}), "")];
    for answer in answers {
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
    }
}

#[test]
fn the_page_loads_what_it_needs_from_here_and_runs_nothing_inline() {
    let page = shared().get("/");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(!page.text().contains("://") || !page.text().contains("src=\"http"), "nothing is loaded from elsewhere");
    let own = regex::Regex::new(r#"(?:src|href)="(/[^"]*)""#).expect("a pattern");
    let loaded: Vec<&str> = own.captures_iter(page.text()).filter_map(|found| Some(found.get(1)?.as_str())).collect();
    for kind in [".js", ".css", ".svg"] {
        let asset = loaded.iter().find(|path| path.starts_with("/assets/") && path.ends_with(kind)).expect("an asset");
        assert!(shared().get(asset).header("cache-control").is_some_and(|kept| kept.contains("immutable")), "{asset}");
    }
    loaded.iter().for_each(|path| assert_eq!(shared().get(path).status, 200, "{path}"));
    let inline = regex::Regex::new(r#"<script>|<style|\son\w+=|\sstyle="#).expect("a pattern");
    assert!(!inline.is_match(page.text()), "the policy would stop inline code");
}

#[test]
fn an_ambiguous_answer_says_what_separates_its_two_choices() {
    let suggestion = shared().suggest(&json!({"text": "快递丢了要退款"}), "?explain=full").suggestion();
    assert_eq!(suggestion["outcome"], "ambiguous", "{suggestion}");
    let against = &suggestion["against"];
    assert_eq!(against["first"], suggestion["category"]["id"]);
    assert_eq!(against["second"], suggestion["category"]["alternatives"][0]["id"]);
    let pieces = against["evidence"].as_array().expect("a list");
    assert!(pieces.iter().any(|e| e["text"] == "退款"), "{against}");
    let answered = shared().suggest(&json!({"text": COMPLAINT}), "").suggestion();
    assert!(answered["against"].is_null() && answered["outcome"] == "answer");
}

#[test]
fn an_answer_says_what_its_confidence_can_promise() {
    let calibration = shared().suggest(&json!({"text": COMPLAINT}), "").suggestion()["calibration"].clone();
    let from = calibration["answer_from"].as_f64().expect("a number");
    assert!(calibration["error_target"] == 0.05 && from > 0.0 && from < 1.0, "{calibration}");
    assert!(calibration["statement"].as_str().is_some_and(|s| s.contains("留出样本")), "{calibration}");
}
