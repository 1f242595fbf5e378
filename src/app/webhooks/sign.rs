//! Signatures after Standard Webhooks: HMAC-SHA256 over id, time and body, under a secret both sides know.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::app::AppError;

use super::WebhookError;

/// How every secret begins.
const PREFIX: &str = "whsec_";
/// Bytes of a secret that is made up.
const BYTES: usize = 32;

/// The `webhook-signature` of a body: `v1,` and the signature in base64. `None` where the secret is not valid.
#[must_use]
pub fn signature(secret: &str, id: &str, timestamp: i64, body: &[u8]) -> Option<String> {
    let key = key(secret)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

fn key(secret: &str) -> Option<Vec<u8>> {
    STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()
}

/// A secret that can be one: 24 to 64 bytes.
pub(super) fn checked(secret: &str) -> Result<&str, WebhookError> {
    if secret.len() <= 200 && key(secret).is_some_and(|key| (24..=64).contains(&key.len())) {
        return Ok(secret);
    }
    Err(WebhookError::NotASecret)
}

pub(super) fn new_secret() -> Result<String, AppError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|error| AppError::Io { path: "the system's randomness".to_owned(), source: std::io::Error::other(error) })?;
    Ok(format!("{PREFIX}{}", STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_hmac_sha256_over_id_time_and_body() {
        // Computed with Python's hmac module.
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, b"{\"test\": 2432232314}");
        assert_eq!(signed.as_deref(), Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        assert_eq!(signature("whsec_***", "a", 0, b""), None);
    }

    #[test]
    fn secrets_are_made_up_anew_and_checked() {
        let made = [new_secret().expect("randomness"), new_secret().expect("randomness")];
        assert_ne!(made[0], made[1]);
        assert!(made.iter().all(|secret| checked(secret).is_ok()));
        assert!(checked("whsec_c2hvcnQ=").is_err() && checked("secret").is_err());
    }
}
