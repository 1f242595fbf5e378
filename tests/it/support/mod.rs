//! What tests share: the real program, a service, a clock to move, made-up data.

pub mod clocked_service;
pub mod contract;
pub mod handled_tickets;
pub mod program;
pub mod rng;
pub mod service;
pub mod small_pack;
pub mod stop_on_drop;
#[path = "../../../benches/synthetic/mod.rs"]
pub mod synthetic;
