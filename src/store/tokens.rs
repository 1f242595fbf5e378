//! Tokens: who may use the service. Only the hash of each is kept; the token itself never comes here.
//!
//! A revoked token stays on record, so that a name in the history can always be traced.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::instant::AsText;
use super::{ReadDao, StoreError, WriteDao};

/// The most tokens read at once.
const MOST: usize = 10_000;

/// A token, without anything that would let somebody use it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Token {
    /// Its number, by which it is revoked.
    pub id: i64,
    /// Whose it is.
    pub name: String,
    /// What it may do.
    pub role: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it is not taken any more.
    pub revoked_at: Option<Timestamp>,
    /// SHA-256 of the token.
    #[serde(skip)]
    pub hash: Vec<u8>,
}

const COLUMNS: &str = "SELECT id, name, role, created_at, revoked_at, hash FROM token";

fn token(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        id: row.get(0)?,
        name: row.get(1)?,
        role: row.get(2)?,
        created_at: row.get::<_, AsText>(3)?.0,
        revoked_at: row.get::<_, Option<AsText>>(4)?.map(|at| at.0),
        hash: row.get(5)?,
    })
}

impl ReadDao<'_> {
    /// All tokens, revoked ones too, oldest first; at most 10,000.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.tokens_where("ORDER BY id LIMIT ?1")
    }

    /// The tokens that are taken, oldest first; at most 10,000.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn active_tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.tokens_where("WHERE revoked_at IS NULL ORDER BY id LIMIT ?1")
    }

    /// Whether a token was ever made, revoked or not.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn has_tokens(&self) -> Result<bool, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT EXISTS (SELECT 1 FROM token)")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    fn tokens_where(&self, rest: &str) -> Result<Vec<Token>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{COLUMNS} {rest}"))?;
        let tokens = statement.query_map([MOST as i64], token)?;
        Ok(tokens.collect::<Result<_, _>>()?)
    }
}

impl WriteDao<'_> {
    /// Records a token by its hash and gives its number.
    ///
    /// # Errors
    /// When the database refuses, as it does a hash it has already and a role it does not know.
    pub fn add_token(&self, name: &str, role: &str, hash: &[u8], at: Timestamp) -> Result<i64, StoreError> {
        let sql = "INSERT INTO token (name, role, hash, created_at) VALUES (?1, ?2, ?3, ?4)";
        self.0.execute(sql, params![name, role, hash, AsText(at)])?;
        Ok(self.0.last_insert_rowid())
    }

    /// Revokes a token; one that is revoked already stays so since then. `None` where there is no such token.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn revoke_token(&self, id: i64, at: Timestamp) -> Result<Option<Token>, StoreError> {
        self.0.execute("UPDATE token SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL", params![id, AsText(at)])?;
        Ok(self.0.query_row(&format!("{COLUMNS} WHERE id = ?1"), [id], token).optional()?)
    }
}
