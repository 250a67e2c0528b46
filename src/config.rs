//! Commands and settings. Every setting is an environment variable and a flag.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use entity::import_run::RegisterKind;
use secrecy::SecretString;

/// 万企 Wanqi: enterprise liaison for a county public-security bureau.
#[derive(Parser)]
#[command(name = "wanqi", version, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Serves the API. Migrates an embedded database by itself.
    Serve(ServeArgs),
    /// Migrates the database.
    Migrate(DatabaseArgs),
    /// Fills an empty database with a made-up county of people of every role.
    Demo(DemoArgs),
    /// Prints the GraphQL schema.
    Schema,
    /// Manages people who sign in.
    #[command(subcommand)]
    User(UserCommand),
    /// Imports a register from a file: XLSX, or CSV in UTF-8 or GB18030. Prints each refused row,
    /// and exits 1 when there were any.
    Import(ImportArgs),
    /// Checks the settings, and that the database and the key material can be used.
    CheckConfig(ServeArgs),
}

/// What can be done about people from the command line.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Makes the first administrator, with all duties. The password is read from standard input.
    CreateAdmin(CreateAdminArgs),
}

/// Where the database is.
#[derive(Args, Clone)]
pub struct DatabaseArgs {
    /// `sqlite:PATH` or `postgres://...`.
    #[arg(
        long,
        env = "WANQI_DATABASE_URL",
        default_value = "sqlite:data/wanqi.db",
        hide_env_values = true
    )]
    pub database_url: SecretString,
    /// The folder for files.
    #[arg(long, env = "WANQI_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
}

/// What to import.
#[derive(Args)]
pub struct ImportArgs {
    /// Where the database is.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The file.
    pub file: PathBuf,
    /// Which register it is: towns, agencies, officers or enterprises.
    #[arg(long, value_parser = register_kind)]
    pub kind: RegisterKind,
    /// Only tells what would happen.
    #[arg(long)]
    pub dry_run: bool,
}

fn register_kind(word: &str) -> Result<RegisterKind, &'static str> {
    RegisterKind::parse(word).ok_or("one of towns, agencies, officers, enterprises")
}

/// How to serve.
#[derive(Args, Clone)]
pub struct ServeArgs {
    /// Where the database is.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The address to listen on.
    #[arg(long, env = "WANQI_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The file of key material: at least 32 bytes. Made on first start beside an embedded
    /// database; demanded with PostgreSQL.
    #[arg(long, env = "WANQI_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,
    /// Migrates PostgreSQL before serving.
    #[arg(long, env = "WANQI_MIGRATE")]
    pub migrate: bool,
    /// Serves the explorer at `/graphiql`. On by default with an embedded database.
    #[arg(long, env = "WANQI_GRAPHIQL")]
    pub graphiql: Option<bool>,
    /// Where attachments are kept: a folder, or `s3://BUCKET/PREFIX` with the usual variables
    /// `AWS_...`. The folder `attachments` of the data folder by default.
    #[arg(long, env = "WANQI_ATTACHMENTS_URL")]
    pub attachments_url: Option<String>,
    /// Loads the demo county into an embedded database that is empty.
    #[arg(long)]
    pub demo_if_empty: bool,
}

/// What the demo county is like.
#[derive(Args)]
pub struct DemoArgs {
    /// Where the database is.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// How many firms, about nine an officer.
    #[arg(long, default_value_t = DEMO_FIRMS, value_parser = clap::value_parser!(u32).range(40..=20_000))]
    pub firms: u32,
    /// Where the sign-ins of its people go; only the owner of the file reads them.
    #[arg(long)]
    pub credentials: Option<PathBuf>,
}

/// The firms of a demo county.
pub const DEMO_FIRMS: u32 = 300;

/// The sign-ins of a demo county, in the folder for files.
pub const DEMO_PEOPLE: &str = "demo-people.json";

/// Who the first administrator is.
#[derive(Args)]
pub struct CreateAdminArgs {
    /// Where the database is.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// What the administrator signs in with.
    #[arg(long)]
    pub username: String,
    /// The administrator's name.
    #[arg(long)]
    pub name: String,
    /// The name of the bureau; made when there is no such agency.
    #[arg(long, default_value = "诸暨市公安局")]
    pub agency: String,
}
