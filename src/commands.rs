//! What the commands do, one function each.

mod import;

use std::{io::Read, path::Path, process::ExitCode};

use actix_web::rt::System;
use clap::Parser;
use entity::{
    agency,
    user::{Duty, Role},
};
use futures_util::future::LocalBoxFuture;
use sea_orm::{ActiveValue::Set, ColumnTrait};

use crate::{
    config::{
        ChannelArgs, Cli, Command, CreateAdminArgs, DEMO_FIRMS, DEMO_PEOPLE, DatabaseArgs,
        DemoArgs, ServeArgs, UserCommand,
    },
    demo::{self, SignIn},
    features::{
        attachments::Files,
        auth::{self, Home, NewUser, Passwords, Secret},
    },
    platform::{
        Error, Result,
        actor::{Behalf, Origin},
        clock::Clock,
        dialect::Dialect,
        error::Language,
        footprint, telemetry,
    },
    schema,
    server::{self, Application},
};

/// The command line: reads the settings, runs one command, prints what went wrong.
pub fn main() -> ExitCode {
    telemetry::start();
    match System::new().block_on(run(Cli::parse())) {
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

/// Runs one command, and says how the process is to end.
///
/// # Errors
/// Whatever the command meets; the text is for the person at the terminal.
pub fn run(cli: Cli) -> LocalBoxFuture<'static, Result<ExitCode>> {
    Box::pin(carry_out(cli))
}

async fn carry_out(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        Command::Import(args) => return Box::pin(import::import(args)).await,
        Command::Serve(args) => serve(&args).await?,
        Command::Migrate(args) => migrate(&args).await?,
        Command::Demo(args) => demo_county(args).await?,
        Command::Schema => say(&schema::sdl()),
        Command::User(UserCommand::CreateAdmin(args)) => create_admin(args).await?,
        Command::CheckConfig(args) => check_config(&args).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Speaks to the person at the terminal.
#[expect(clippy::print_stdout, reason = "commands answer on standard output")]
pub fn say(words: &str) {
    println!("{words}");
}

async fn serve(args: &ServeArgs) -> Result<()> {
    let application = Application::build(args, Clock::default()).await?;
    let database = application.database();
    let is_embedded = database.dialect() == Dialect::Sqlite;
    if args.demo_if_empty && is_embedded && demo::is_empty(database).await? {
        refuse_real(&args.channels)?;
        let credentials = args.database.data_dir.join(DEMO_PEOPLE);
        welcome(&demo::build(database, DEMO_FIRMS, &credentials).await?, &credentials);
    }
    if let Err(error) = footprint::give_back_code() {
        tracing::debug!(?error, "the code of the start stays in memory");
    }
    say(&format!("万企 Wanqi: http://{}", args.listen));
    application.run().await
}

/// People of a demo county are made up; their phones may be somebody's.
fn refuse_real(channels: &ChannelArgs) -> Result<()> {
    if channels.reach_people() {
        let words = "a demo county sends nothing: unset WANQI_SMS_URL and WANQI_SMTP_URL";
        return Err(Error::internal(words));
    }
    Ok(())
}

async fn demo_county(args: DemoArgs) -> Result<()> {
    refuse_real(&args.channels)?;
    let database = server::open(&args.database, Clock::default()).await?;
    if database.dialect() == Dialect::Sqlite {
        database.migrate::<migration::Migrator>().await?;
    }
    let credentials = args.credentials.unwrap_or_else(|| args.database.data_dir.join(DEMO_PEOPLE));
    welcome(&demo::build(&database, args.firms, &credentials).await?, &credentials);
    Ok(())
}

/// Says who lives in the demo county and how they sign in.
fn welcome(people: &[SignIn], credentials: &Path) {
    say("演示数据已装入，可用以下账号登录 (demo county loaded; sign in as):");
    for SignIn { role, username, password } in people {
        say(&format!("  {role:<12} {username:<14} {password}"));
    }
    say(&format!("账号保存在 (kept in) {}", credentials.display()));
}

async fn migrate(args: &DatabaseArgs) -> Result<()> {
    let database = server::open(args, Clock::default()).await?;
    database.migrate::<migration::Migrator>().await
}

async fn check_config(args: &ServeArgs) -> Result<()> {
    let database = server::open(&args.database, Clock::default()).await?;
    database.ping().await?;
    Secret::new(&server::read_secret(args, database.dialect())?)?;
    Files::open(&args.database.data_dir, args.attachments_url.as_deref())?;
    args.channels.open()?;
    say("ok");
    Ok(())
}

async fn create_admin(args: CreateAdminArgs) -> Result<()> {
    let database = server::open(&args.database, Clock::default()).await?;
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password).map_err(Error::internal)?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();

    let behalf = Behalf::System("wanqi user create-admin");
    let db = database.on_behalf_of(behalf, Origin::default());
    let mut tx = db.begin(auth::policy::CREATE_USER).await?;
    let named = agency::Column::Name.eq(args.agency.as_str());
    let bureau = match tx.scoped::<agency::Entity>().filter(named).one().await? {
        Some(bureau) => bureau,
        None => {
            let row = agency::ActiveModel {
                id: Set(tx.clock().new_id()),
                name: Set(args.agency),
                level: Set(agency::Level::County),
                division: Set(ZHUJI.to_owned()),
                branch: Set(None),
                parent_id: Set(None),
                guiding_id: Set(None),
                town_id: Set(None),
                successor_id: Set(None),
                predecessor_id: Set(None),
                began_on: Set(None),
                ended_on: Set(None),
                version: Set(1),
                created_at: Set(tx.clock().now()),
            };
            tx.insert(row).await?
        }
    };
    let new = NewUser {
        username: args.username,
        name: args.name,
        password: password.into(),
        role: Role::Admin,
        duties: vec![Duty::System, Duty::Security, Duty::Audit],
        home: Home { agency_id: Some(bureau.id), ..Home::default() },
    };
    let user = auth::insert_user(&mut tx, &Passwords::new()?, new).await?;
    tx.commit().await?;
    say(&format!("{} is an administrator now.", user.username));
    Ok(())
}

/// GB/T 2260 of Zhuji.
const ZHUJI: &str = "330681";
