//! The `quarterdeck` program: words in, exit code out.

use std::process::ExitCode;

/// Pages are made of many small texts: a third of a build would go into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    quarterdeck::cli::run(std::env::args_os())
}
