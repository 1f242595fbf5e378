//! Who may use the service: signing in, and tokens.

pub(crate) mod sign_in;
pub(crate) mod tokens;
