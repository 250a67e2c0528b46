//! `wanqi import`: lands a register from a file on the server, shows how far it is on a terminal,
//! prints each refused row and one line about the whole.

use std::{io::IsTerminal, process::ExitCode, time::Duration};

use crate::{
    commands::say,
    config::ImportArgs,
    features::transfer::{Import, Outcome, Register, Source},
    platform::{
        Error, Result,
        actor::{Behalf, Origin},
        clock::Clock,
        dialect::Dialect,
    },
    server,
};

const BETWEEN_SIGHTS: Duration = Duration::from_millis(200);

/// Imports one file. Fails when a row was refused.
///
/// # Errors
/// When the file is no register, or the database cannot be written; then nothing has landed.
pub async fn import(args: ImportArgs) -> Result<ExitCode> {
    let shown = args.file.display().to_string();
    let complaint = |words: &dyn std::fmt::Display| Error::internal(format!("{shown}: {words}"));
    // Looked at before it is read: a file without end would fill the memory.
    let size = tokio::fs::metadata(&args.file).await.map_err(|error| complaint(&error))?;
    if !size.is_file() {
        return Err(complaint(&"not a file"));
    }
    let file = args.file.clone();
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let kind = args.kind;
    let register = tokio::task::spawn_blocking(move || Register::read_file(&file, name, kind))
        .await
        .map_err(Error::internal)?
        .map_err(|error| complaint(&error))?
        .map_err(|unreadable| complaint(&unreadable))?;

    let database = server::open(&args.database, Clock::default()).await?;
    if database.dialect() == Dialect::Sqlite {
        database.migrate::<migration::Migrator>().await?;
    }
    let db = database.on_behalf_of(Behalf::System("wanqi import"), Origin::default());
    let source = Source { dry_run: args.dry_run, ..Source::default() };
    let import = Import::begin(db, register, source).await?;
    let (progress, total) = (import.progress.clone(), import.run.rows_total);
    let mut finish = std::pin::pin!(import.finish());
    let ended = loop {
        match tokio::time::timeout(BETWEEN_SIGHTS, &mut finish).await {
            Ok(ended) => break ended,
            Err(_) => show(&format!("{} / {total}", progress.rows())),
        }
    };
    show("");
    let (_, outcome) = ended?;
    report(&outcome, args.dry_run);
    database.close().await?;
    Ok(if outcome.refusals.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Shows a line in the place of the one before; on a terminal only.
#[expect(clippy::print_stderr, reason = "commands show how far they are on standard error")]
fn show(words: &str) {
    if std::io::stderr().is_terminal() {
        eprint!("\r\u{1b}[K{words}");
    }
}

/// Refused rows are for whoever reads the output, the rest for the person at the terminal.
#[expect(clippy::print_stderr, reason = "warnings are for the person, not for a program")]
fn report(outcome: &Outcome, dry_run: bool) {
    for refusal in &outcome.refusals {
        let (row, column) = (refusal.row, &refusal.column);
        say(&format!("row {row}: {column}: {}: {}", refusal.reason, refusal.words));
    }
    for warning in &outcome.warnings {
        let (row, column) = (warning.row, &warning.column);
        eprintln!("warning: row {row}: {column}: {}: {}", warning.reason, warning.words);
    }
    let Outcome { created, updated, unchanged, .. } = outcome;
    let (refused, warned) = (outcome.refusals.len(), outcome.warned());
    let dry = if dry_run { "dry run, nothing written: " } else { "" };
    eprintln!(
        "{dry}{created} created, {updated} updated, {unchanged} unchanged, \
         {refused} refused, {warned} with a warning"
    );
}
