//! Making, listing and revoking tokens. They need the database only, not the library.

mod error;

use std::sync::Arc;

use crate::store::Store;
pub use crate::store::Token as TokenRow;
use fenzhen_engine::text::hex;

use super::access::{Role, hash};
use super::{App, AppError, Clock, Settings};

pub use error::TokenError;

/// Random bytes of a token.
const BYTES: usize = 32;
/// Tells our tokens from others', for people and for programs that look for leaked ones.
const PREFIX: &str = "fz_";
/// Characters of a name: it stands beside every change its bearer makes.
const LONGEST_NAME: usize = 64;
/// Active tokens at once: each is compared at every request.
const MOST_ACTIVE: usize = 1_000;

/// A token just made: the only time it is seen.
#[derive(Debug, serde::Serialize)]
pub struct NewToken {
    /// Its number, by which it is revoked.
    pub id: i64,
    /// Whose it is.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The token itself.
    pub token: String,
}

/// The tokens of a database.
pub struct Tokens {
    store: Arc<Store>,
    clock: Clock,
}

impl Tokens {
    /// Opens the database, creating it where there is none.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub fn open(settings: &Settings, clock: Clock) -> Result<Tokens, AppError> {
        Ok(Tokens { store: Arc::new(Store::open(&settings.db)?), clock })
    }

    /// Makes a token.
    ///
    /// # Errors
    /// When the name is not valid, there are too many tokens, or the system gives no randomness.
    pub fn create(&self, name: &str, role: Role) -> Result<NewToken, TokenError> {
        let name = name.trim().to_owned();
        named(&name)?;
        let token = random()?;
        let at = self.clock.now();
        let id = self.store.write(|dao| {
            if dao.read().active_tokens()?.len() >= MOST_ACTIVE {
                return Ok(None);
            }
            dao.add_token(&name, role.as_str(), &hash(&token), at).map(Some)
        })?;
        Ok(NewToken { id: id.ok_or(TokenError::TooMany)?, name, role, token })
    }

    /// All tokens, revoked ones too, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn list(&self) -> Result<Vec<TokenRow>, TokenError> {
        Ok(self.store.read(|dao| dao.tokens())?)
    }

    /// Revokes a token; it fails from now on. Revoking it again changes nothing. `None` where there is none of this number.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn revoke(&self, id: i64) -> Result<Option<TokenRow>, TokenError> {
        let at = self.clock.now();
        Ok(self.store.write(|dao| dao.revoke_token(id, at))?)
    }
}

impl App {
    /// The tokens of its database.
    #[must_use]
    pub fn tokens(&self) -> Tokens {
        Tokens { store: Arc::clone(&self.store), clock: self.clock }
    }
}

/// Refuses what is not a valid name to stand beside a change.
fn named(name: &str) -> Result<(), TokenError> {
    if name.is_empty() {
        return Err(TokenError::NoName);
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(TokenError::NameTooLong);
    }
    if name.chars().any(|c| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')) {
        return Err(TokenError::InvisibleName);
    }
    Ok(())
}

fn random() -> Result<String, AppError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|error| AppError::Io { path: "the system's randomness".to_owned(), source: std::io::Error::other(error) })?;
    Ok(format!("{PREFIX}{}", hex(&bytes)))
}
