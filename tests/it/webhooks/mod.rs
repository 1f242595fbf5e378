//! Events out.

mod delivery;
