//! What every suggestion must keep, whatever the ticket.

use fenzhen_engine::text::Span;
use serde_json::Value;

/// The part of `text` that `span` names, cut here once more: what is tested must not vouch for itself.
pub fn slice(text: &str, span: Span) -> String {
    text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect()
}

/// Checks a suggestion against the ticket it was made for.
#[track_caller]
pub fn holds(suggestion: &Value, title: &str, text: &str) {
    let ticket = Sent { title, text };
    keys(
        suggestion,
        &[
            "outcome",
            "category",
            "department",
            "urgency",
            "signals",
            "missing",
            "entries",
            "kb_revision",
            "analyzer",
            "model",
            "took_us",
        ],
    );
    let outcome = suggestion["outcome"].as_str().expect("an outcome");
    assert!(["answer", "ambiguous", "no_match"].contains(&outcome), "{outcome}");
    assert_eq!(outcome == "answer", suggestion.get("reason").is_none(), "only a plain answer needs no reason: {suggestion}");
    for choice in [&suggestion["category"], &suggestion["department"]] {
        if outcome != "no_match" || !choice.is_null() {
            keys(choice, &["id", "name", "confidence", "score", "evidence", "alternatives"]);
            judged(choice, &ticket);
            list(choice, "alternatives").iter().for_each(|other| likely(other));
        }
    }
    let urgency = &suggestion["urgency"];
    keys(urgency, &["level", "because", "acknowledge_by", "respond_by", "progress_every", "resolve_by"]);
    assert!(["high", "medium", "low"].contains(&urgency["level"].as_str().expect("a level")));
    assert!(!list(urgency, "because").is_empty(), "urgency always has a reason");
    list(urgency, "because").iter().filter(|reason| reason.get("text").is_some()).for_each(|reason| ticket.shows(reason));
    for signal in list(suggestion, "signals") {
        keys(signal, &["kind", "text", "in", "start", "end"]);
        ticket.shows(signal);
    }
    list(suggestion, "missing").iter().for_each(|slot| keys(slot, &["slot", "ask"]));
    for entry in list(suggestion, "entries") {
        keys(entry, &["id", "title", "score", "confidence", "evidence", "steps", "scripts"]);
        judged(entry, &ticket);
        list(entry, "steps").iter().for_each(|step| keys(step, &["do", "who", "within", "done_when", "if_not"]));
        list(entry, "scripts").iter().for_each(|script| keys(script, &["when", "say"]));
    }
}

/// The same suggestion without what depends on the clock: times, and the id of the ticket.
pub fn timeless(mut suggestion: Value) -> Value {
    for moment in ["took_us", "ticket"] {
        suggestion.as_object_mut().expect("an object").remove(moment);
    }
    let urgency = suggestion["urgency"].as_object_mut().expect("urgency");
    for deadline in ["acknowledge_by", "respond_by", "resolve_by"] {
        urgency.remove(deadline).expect(deadline);
    }
    suggestion
}

struct Sent<'a> {
    title: &'a str,
    text: &'a str,
}

impl Sent<'_> {
    /// The words stand where `piece` says, in the text as it was sent.
    #[track_caller]
    fn shows(&self, piece: &Value) {
        let whole = match piece["in"].as_str() {
            Some("title") => self.title,
            Some("text") => self.text,
            other => panic!("in {other:?}: {piece}"),
        };
        let place = |of: &str| u32::try_from(piece[of].as_u64().expect("a place")).expect("a place in a text");
        let span = Span { start: place("start"), end: place("end") };
        assert!(span.start < span.end && span.end as usize <= whole.chars().count(), "{piece}");
        assert_eq!(piece["text"], slice(whole, span), "{piece}");
    }
}

/// A judgement has a probability, and its evidence adds up to its score.
#[track_caller]
fn judged(choice: &Value, ticket: &Sent<'_>) {
    likely(choice);
    let mut sum = 0.0;
    for piece in list(choice, "evidence") {
        keys(piece, &["kind", "weight"]);
        sum += piece["weight"].as_f64().expect("a weight");
        if piece.get("text").is_some() {
            ticket.shows(piece);
        } else {
            assert!(!["word", "synonym"].contains(&piece["kind"].as_str().expect("a kind")), "words without a place: {piece}");
        }
    }
    let score = choice["score"].as_f64().expect("a score");
    assert!((sum - score).abs() <= 1e-6, "evidence adds up to {sum}, the score is {score}: {choice}");
}

#[track_caller]
fn likely(choice: &Value) {
    let confidence = choice["confidence"].as_f64().expect("a confidence");
    assert!((0.0..=1.0).contains(&confidence), "{choice}");
}

#[track_caller]
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is not a list in {value}"))
}

#[track_caller]
fn keys(value: &Value, expected: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    expected.iter().for_each(|key| assert!(object.contains_key(*key), "{key} is missing in {value}"));
}
