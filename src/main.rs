//! The command line: reads the settings, runs one command, prints what went wrong.

use std::process::ExitCode;

use clap::Parser;
use wanqi::{
    commands,
    config::Cli,
    platform::{Error, error::Language, telemetry},
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[actix_web::main]
async fn main() -> ExitCode {
    telemetry::start();
    match commands::run(Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

/// Says what went wrong, whole: whoever runs commands may read the inside.
#[expect(clippy::print_stderr, reason = "commands complain on standard error")]
fn complain(error: &Error) {
    let inside = match error {
        Error::Internal(text) => text.as_ref(),
        error => error.message(Language::English),
    };
    match error {
        Error::Invalid { field, .. } => eprintln!("wanqi: {field}: {inside}"),
        _ => eprintln!("wanqi: {inside}"),
    }
}
