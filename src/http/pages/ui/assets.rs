//! Scripts, styles and pictures: carried by the program, addressed by what is in them, so that browsers keep them for good.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use fenzhen_engine::text::hex;

#[derive(RustEmbed)]
#[folder = "src/http/assets/"]
struct Assets;

/// Changes with any asset. One for all, so that a script may import its neighbours by name.
static EDITION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Assets::iter().collect();
    names.sort_unstable();
    let mut hash = Sha256::new();
    for file in names.iter().filter_map(|name| Assets::get(name)) {
        hash.update(file.metadata.sha256_hash());
    }
    hex(&hash.finalize()[..6])
});

/// The address of an asset.
pub fn address(name: &str) -> String {
    format!("/assets/{}/{name}", EDITION.as_str())
}

/// `GET /assets/{edition}/{name}`. Of another edition, after an update, the current file is given but not kept.
pub async fn asset(Path((edition, name)): Path<(String, String)>) -> Response {
    let kind = match name.rsplit_once('.').map(|(_, kind)| kind) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let Some(file) = Assets::get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let kept = if edition == *EDITION { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)], file.data.into_owned()).into_response()
}
