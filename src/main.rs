//! The program. All of it is the library's `commands`: what would be polled here would be built twice.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    wanqi::commands::main()
}
