//! Commands and settings. Every setting is an environment variable and a flag.

use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use entity::import_run::RegisterKind;
use ipnet::IpNet;
use secrecy::SecretString;

use crate::{
    features::notifications::{
        Channels,
        channels::{Mail, Sms},
    },
    platform::Result,
    schema,
};

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

fn register_kind(word: &str) -> std::result::Result<RegisterKind, &'static str> {
    RegisterKind::parse(word).ok_or("one of towns, agencies, officers, enterprises, mechanisms")
}

/// The ways out of the system for notices. None is needed: everything stands in the inbox.
#[derive(Args, Clone, Default)]
pub struct ChannelArgs {
    /// The SMS gateway: takes `POST {"id", "to", "text"}` as JSON, and says with a status of 200 to
    /// 299 that it has it. The same `id` again is the same message.
    #[arg(long, env = "WANQI_SMS_URL")]
    pub sms_url: Option<String>,
    /// The file of the gateway's token, which is sent as bearer.
    #[arg(long, env = "WANQI_SMS_TOKEN_FILE", requires = "sms_url")]
    pub sms_token_file: Option<PathBuf>,
    /// The mail server: `smtps://USER:PASSWORD@HOST`, `smtp://HOST:25`.
    #[arg(long, env = "WANQI_SMTP_URL", hide_env_values = true, requires = "mail_from")]
    pub smtp_url: Option<SecretString>,
    /// Who mail is from: `万企 <wanqi@example.cn>`.
    #[arg(long, env = "WANQI_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// Writes notices into the server's log too: for development.
    #[arg(long, env = "WANQI_LOG_NOTICES")]
    pub log_notices: bool,
}

impl ChannelArgs {
    /// Whether anything would leave the system.
    pub fn reach_people(&self) -> bool {
        self.sms_url.is_some() || self.smtp_url.is_some()
    }

    /// The channels.
    ///
    /// # Errors
    /// `Internal` when one cannot be set up; the text says why.
    pub fn open(&self) -> Result<Channels> {
        let mut channels = Channels::default();
        if let Some(url) = &self.sms_url {
            channels = channels.with_sms(Sms::new(url, self.sms_token_file.as_deref())?);
        }
        if let (Some(url), Some(from)) = (&self.smtp_url, &self.mail_from) {
            channels = channels.with_mail(Mail::new(url, from)?);
        }
        Ok(if self.log_notices { channels.with_log() } else { channels })
    }
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
    /// What one request may cost at most: see `extensions.cost` of any answer.
    #[arg(long, env = "WANQI_COST_LIMIT", default_value_t = schema::COST_LIMIT)]
    pub cost_limit: u64,
    /// Takes only the documents of the web client, and others from keys that hold `adhoc`.
    #[arg(long, env = "WANQI_TRUSTED_DOCUMENTS")]
    pub trusted_documents: bool,
    /// What the queries of one caller may cost in a minute, on each server; a client of the API can
    /// have a quota of its own.
    #[arg(long, env = "WANQI_QUOTA", default_value_t = usual_quota())]
    pub quota: NonZeroU32,
    /// The load balancers before the server, as CIDR blocks: whom they speak for is read from
    /// `X-Forwarded-For`.
    #[arg(long, env = "WANQI_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpNet>,
    /// Internal hosts, addresses and CIDR blocks that webhooks may be told at, beside the public
    /// internet.
    #[arg(long, env = "WANQI_INTERNAL_WEBHOOKS", value_delimiter = ',')]
    pub internal_webhooks: Vec<String>,
    /// Where attachments are kept: a folder, or `s3://BUCKET/PREFIX` with the usual variables
    /// `AWS_...`. The folder `attachments` of the data folder by default.
    #[arg(long, env = "WANQI_ATTACHMENTS_URL")]
    pub attachments_url: Option<String>,
    /// The ways out for notices.
    #[command(flatten)]
    pub channels: ChannelArgs,
    /// Loads the demo county into an embedded database that is empty.
    #[arg(long)]
    pub demo_if_empty: bool,
}

fn usual_quota() -> NonZeroU32 {
    NonZeroU32::new(schema::QUOTA).unwrap_or(NonZeroU32::MAX)
}

/// What the demo county is like.
#[derive(Args)]
pub struct DemoArgs {
    /// Where the database is.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The ways out for notices: a demo county refuses any that is real.
    #[command(flatten)]
    pub channels: ChannelArgs,
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
