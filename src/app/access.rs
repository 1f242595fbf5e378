//! Access: who may do what, told by the token a request brings.
//!
//! Without any token a service on the loopback is open, and one that other machines reach is not started. From the first
//! token on one is needed everywhere, and stays needed when the last is revoked: taking a token away never opens a door.
//! The database is asked at every request, so that a revoked token fails at once, whoever revoked it. Tokens are
//! compared by their hashes, all of them and in constant time; none is ever logged.

use std::fmt;
use std::net::IpAddr;

use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use super::{App, AppError};

/// The longest token looked at; ours are far shorter.
const LONGEST_TOKEN: usize = 256;

/// What a token may do; each role may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 坐席: asks, reads, says what was right.
    Agent,
    /// 知识维护: writes and edits drafts, revokes cases.
    Maintainer,
    /// 发布: changes what agents see.
    Publisher,
    /// 管理: tokens, imports, backups.
    Admin,
}

impl Role {
    /// All of them, the least first.
    pub const ALL: [Role; 4] = [Role::Agent, Role::Maintainer, Role::Publisher, Role::Admin];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Agent => "agent",
            Role::Maintainer => "maintainer",
            Role::Publisher => "publisher",
            Role::Admin => "admin",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Who makes a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The name of their token, which is the author of what they change; `None` where the service is open.
    pub name: Option<String>,
    /// What they may do.
    pub role: Role,
}

impl Caller {
    /// The author of what they do: their token's name, or else what they call themselves.
    #[must_use]
    pub fn author(self, given: Option<String>) -> Option<String> {
        self.name.or(given)
    }
}

/// From where the service can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// From this machine only.
    Loopback,
    /// From other machines, too.
    Network,
}

impl Door {
    /// The door at an address.
    #[must_use]
    pub fn at(address: IpAddr) -> Door {
        if address.to_canonical().is_loopback() { Door::Loopback } else { Door::Network }
    }
}

/// Why nobody is let in.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// A token is needed, and there is none in the request.
    #[error("this takes a token")]
    NoToken,
    /// The token is not taken: wrong, or revoked.
    #[error("this token is not taken: it is wrong or was revoked")]
    BadToken,
    /// It could not be found out.
    #[error(transparent)]
    App(#[from] AppError),
}

impl App {
    /// Who brings `token`.
    ///
    /// # Errors
    /// When it is not taken, or one is needed and there is none, or the database cannot be read.
    pub fn caller(&self, token: Option<&str>, door: Door) -> Result<Caller, Denied> {
        let Some(token) = token else {
            let open = door == Door::Loopback && !self.store.read(|dao| dao.has_tokens()).map_err(AppError::from)?;
            return if open { Ok(Caller { name: None, role: Role::Admin }) } else { Err(Denied::NoToken) };
        };
        if token.len() > LONGEST_TOKEN {
            return Err(Denied::BadToken);
        }
        let brought = hash(token);
        let mut found = None;
        // All are compared, so that the time taken tells nothing of which came close.
        for known in self.store.read(|dao| dao.active_tokens()).map_err(AppError::from)? {
            let same: Choice = known.hash.as_slice().ct_eq(brought.as_slice());
            // A role this program does not know gives no rights.
            if bool::from(same)
                && let Some(role) = Role::parse(&known.role)
            {
                found = Some(Caller { name: Some(known.name), role });
            }
        }
        found.ok_or(Denied::BadToken)
    }

    /// Whether requests without a token are answered at this door.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn is_open(&self, door: Door) -> Result<bool, AppError> {
        Ok(door == Door::Loopback && !self.store.read(|dao| dao.has_tokens())?)
    }

    /// Whether anybody has a token that is taken.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn has_active_token(&self) -> Result<bool, AppError> {
        Ok(!self.store.read(|dao| dao.active_tokens())?.is_empty())
    }
}

/// What is kept of a token.
pub(super) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
