//! The `fenzhen` command.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Judging a ticket is thousands of small, short-lived allocations on every core.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    fenzhen::run()
}
