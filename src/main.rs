use okolica::cli::{Cli, run};
use std::process::ExitCode;

/// The rows of a large city are made of millions of small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    run(Cli::of_process()).await
}
