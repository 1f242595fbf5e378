//! One binary for all integration tests: linking is the slow part.

mod access;
mod backup;
mod cold_start;
mod command;
mod contract;
mod documents;
mod evaluate;
mod feedback;
mod flow_alarm;
mod flow_clocks;
mod flow_net;
mod http;
mod import;
mod index_cache;
mod kb_check;
mod layers;
mod learn;
mod life;
mod program;
mod promises;
mod rehearsal;
mod service;
mod signals;
mod store;
mod text;
