//! The service as programs meet it.

mod access;
mod requests;
mod roles;
