//! Sessions in a browser: cookies, and proof that a change was asked for by one of our own pages.
//!
//! The session cookie is the token itself, unreadable for scripts and never sent by other sites: there is nothing to keep
//! on our side, a restart signs nobody out, and a revoked token fails at once. A second cookie holds a random seed; forms
//! and scripts of our pages send back a hash of seed and token, which another site can neither read nor compute.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use futures_util::{StreamExt, stream};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use fenzhen_engine::text::hex;

/// The cookie with the token.
pub const SESSION: &str = "fz_session";
/// The cookie with the seed.
pub const SEED: &str = "fz_seed";
/// The header in which scripts send the proof.
pub const PROOF: &str = "x-csrf-token";
/// The field in which forms send it.
pub const FIELD: &str = "csrf";

/// Bytes within which a form that carries a file must have brought its proof.
const BEGINNING: usize = 4 << 10;

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// A cookie that scripts cannot read and other sites cannot send. It lasts for `seconds`, or until the browser ends.
pub fn set(headers: &HeaderMap, name: &str, value: &str, seconds: Option<u32>) -> Option<HeaderValue> {
    let age = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    // Behind a proxy that speaks TLS the cookie must not travel without it.
    let proxied = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let secure = if proxied { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}{secure}")).ok()
}

/// A new seed; `None` where the system gives no randomness.
pub fn new_seed() -> Option<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(hex(&bytes))
}

/// What a page of ours sends back with every change.
pub fn proof(seed: &str, token: Option<&str>) -> String {
    let mut hash = Sha256::new();
    hash.update(b"fenzhen form 1\n");
    hash.update(seed.as_bytes());
    hash.update(b"\n");
    hash.update(token.unwrap_or_default().as_bytes());
    hex(&hash.finalize())
}

/// A change nobody proved to have asked for.
pub struct Unproven;

/// Lets a request through unless it changes something on the strength of a cookie, or of a page being open, without
/// proof. Programs that bring a token in a header need none: no site can make a browser send one.
pub async fn proven(request: Request, limit: usize) -> Result<Request, Unproven> {
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    let headers = request.headers();
    let (of_page, session) = (!request.uri().path().starts_with("/api/"), cookie(headers, SESSION));
    if safe || headers.contains_key(header::AUTHORIZATION) || (!of_page && session.is_none()) {
        return Ok(request);
    }
    let foreign = |site: &HeaderValue| site != "same-origin" && site != "none";
    if headers.get("sec-fetch-site").is_some_and(foreign) {
        return Err(Unproven);
    }
    let seed = cookie(headers, SEED).filter(|seed| !seed.is_empty()).ok_or(Unproven)?;
    let expected = proof(seed, session);
    let fits = |given: &str| bool::from(given.as_bytes().ct_eq(expected.as_bytes()));
    if let Some(given) = headers.get(PROOF) {
        return if given.to_str().is_ok_and(fits) { Ok(request) } else { Err(Unproven) };
    }
    // A form: it is read here, whole, so that no handler can forget to ask.
    let (parts, body) = request.into_parts();
    if let Some(boundary) = boundary(&parts.headers) {
        let (beginning, rest) = beginning(body, &boundary).await.ok_or(Unproven)?;
        let given = first_field(&beginning, &boundary).ok_or(Unproven)?;
        if !fits(given) {
            return Err(Unproven);
        }
        return Ok(Request::from_parts(parts, rest));
    }
    let bytes = to_bytes(body, limit).await.map_err(|_| Unproven)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Unproven)?;
    let mut fields = text.split('&').filter_map(|pair| pair.split_once('='));
    if fields.any(|(name, given)| name == FIELD && fits(given)) {
        Ok(Request::from_parts(parts, Body::from(bytes)))
    } else {
        Err(Unproven)
    }
}

/// What separates the fields of a form that carries a file.
fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (kind, parameters) = kind.split_once(';')?;
    let named = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    kind.trim().eq_ignore_ascii_case("multipart/form-data").then(|| named.trim_matches('"').to_owned())
}

/// The beginning of a form that carries a file, up to the end of its first field, and the whole of it, still unread:
/// the proof is asked for before anything of the file is taken.
async fn beginning(body: Body, boundary: &str) -> Option<(Vec<u8>, Body)> {
    let mut pieces = body.into_data_stream();
    let mut read = Vec::new();
    while first_field(&read, boundary).is_none() {
        let piece = pieces.next().await?.ok()?;
        read.extend_from_slice(&piece);
        if read.len() > BEGINNING && first_field(&read, boundary).is_none() {
            return None;
        }
    }
    let again = stream::iter([Ok(Bytes::from(read.clone()))]).chain(pieces);
    Some((read, Body::from_stream(again)))
}

/// The value of the first field, once it is there, if that is the proof.
fn first_field<'a>(read: &'a [u8], boundary: &str) -> Option<&'a str> {
    let text = read.get(..read.len().min(BEGINNING))?;
    // What comes behind may be any bytes.
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(text.get(..error.valid_up_to())?).ok()?,
    };
    let (head, rest) = text.strip_prefix("--")?.strip_prefix(boundary)?.strip_prefix("\r\n")?.split_once("\r\n\r\n")?;
    let (value, rest) = rest.split_once("\r\n")?;
    let is_proof = head.lines().any(|line| {
        let line = line.to_ascii_lowercase();
        line.starts_with("content-disposition:") && line.contains("name=\"csrf\"")
    });
    (is_proof && rest.starts_with("--")).then_some(value)
}
