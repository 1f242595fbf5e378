//! The benches allocate as the program does (`src/main.rs`), so that they measure what it costs.

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;
