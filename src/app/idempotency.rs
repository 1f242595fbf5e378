//! Requests that are carried out once, however often they are sent under one key.
//!
//! What is remembered is the answer as it goes over the wire, so that a repeat gets the very same: whoever lets requests in
//! also says how their answers are written.

use std::borrow::Cow;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::store::{ReadDao, Recorded, StoreError, WriteDao};

use super::Refusal;

/// The longest key, in bytes.
const LONGEST_KEY: usize = 200;

/// Kinds of requests; each has keys of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Feedback.
    Feedback,
    /// Registering tickets and acting on them.
    Tickets,
}

/// What tells a repeat of a request from a new one, and how its answer, a `T`, is written.
#[derive(Debug)]
pub struct Idempotent<T> {
    scope: Scope,
    key: String,
    digest: Vec<u8>,
    encode: fn(&T) -> String,
}

/// An answer given now, or what was answered to the same request before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered<T> {
    /// It was done now.
    Now(T),
    /// It was done before, under the same key: the answer as it was written then.
    Before(String),
}

/// A key that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// It cannot be a key.
    #[error("the idempotency key is not a valid key")]
    NoKey,
    /// It was used for another request.
    #[error("the idempotency key was used for another request (send a new key with a new request)")]
    KeyReused,
}

impl Refusal for KeyError {
    fn code(&self) -> &'static str {
        match self {
            KeyError::NoKey => "no-key",
            KeyError::KeyReused => "key-reused",
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some("Idempotency-Key")
    }

    fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            KeyError::NoKey => "send 1 to 200 visible ASCII characters, e.g. a UUID",
            KeyError::KeyReused => "send a new key with a new request",
        })
    }
}

impl Scope {
    fn as_str(self) -> &'static str {
        match self {
            Scope::Feedback => "feedback",
            Scope::Tickets => "tickets",
        }
    }
}

impl<T> Idempotent<T> {
    /// `request` as it came over the wire, under the sender's `key`.
    ///
    /// # Errors
    /// When it is not a valid key.
    pub fn new(scope: Scope, key: &str, request: &impl Serialize, encode: fn(&T) -> String) -> Result<Idempotent<T>, KeyError> {
        if !(1..=LONGEST_KEY).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(KeyError::NoKey);
        }
        // Only a digest is kept: the text of a complaint need not stay. Structs of strings, numbers and maps by words
        // always have a JSON form.
        let digest = Sha256::digest(serde_json::to_vec(request).unwrap_or_default()).to_vec();
        Ok(Idempotent { scope, key: key.to_owned(), digest, encode })
    }

    /// What the same request was answered before, if it was sent before; and whether its key was used for another.
    pub(in crate::app) fn answered(&self, dao: &ReadDao<'_>) -> Result<Result<Option<String>, KeyError>, StoreError> {
        let recorded = dao.recorded_under(self.scope.as_str(), &self.key)?;
        Ok(match recorded {
            None => Ok(None),
            Some(recorded) if recorded.request == self.digest => Ok(Some(recorded.answer)),
            Some(_) => Err(KeyError::KeyReused),
        })
    }

    /// Remembers what the request is answered.
    pub(in crate::app) fn remember(&self, dao: &WriteDao<'_>, answer: &T) -> Result<(), StoreError> {
        let recorded = Recorded { request: self.digest.clone(), answer: (self.encode)(answer) };
        dao.record_under(self.scope.as_str(), &self.key, &recorded)
    }
}
