//! The HTTP server: routes, and nothing of what they answer.

mod assets;
mod attachments;
mod calendar;
mod client;
mod graphql;
mod oauth;
mod open311;
mod persisted;
mod quota;
mod spans;
mod status;
mod subscriptions;
mod trusted;

use std::{
    net::TcpListener,
    num::NonZeroU32,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use actix_web::{App, HttpResponse, HttpServer, dev::Server, middleware, web};
use futures_util::future::BoxFuture;
use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretSlice};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

pub use self::trusted::TrustedDocuments;
use self::{assets::Explorer, persisted::PersistedQueries, spans::Spans};
use crate::{
    config::{DatabaseArgs, ServeArgs},
    features::{
        self,
        attachments::Files,
        auth::{Auth, Passwords, Secret},
        transfer::{self, Since, exports},
        webhooks::Sender,
    },
    platform::{
        Error, Result,
        clock::{Clock, random_bytes},
        db::Database,
        dialect::Dialect,
        quota::Quotas,
    },
    schema::{self, WanqiSchema},
    worker::{self, Outbox},
};

const SECRET_BYTES: usize = 64;
const DRAIN_SECS: u64 = 10;
/// News wake the worker; this is for what they do not tell of.
const OUTBOX_EVERY: Duration = Duration::from_secs(2);
const CLIENT_TIMEOUT: Duration = Duration::from_secs(15);

/// What every request handler has.
#[derive(Clone)]
pub struct State {
    /// The schema.
    pub schema: WanqiSchema,
    /// Queries that clients name by their hash.
    pub persisted: Arc<PersistedQueries>,
    /// The documents that are taken, where not every one is.
    pub trusted: Option<Arc<TrustedDocuments>>,
    /// Who speaks for others.
    pub trusted_proxies: Arc<[IpNet]>,
    /// The database.
    pub database: Database,
    /// The door.
    pub auth: Arc<Auth>,
    /// What callers may ask for in a minute.
    pub quotas: Arc<Quotas>,
    /// The bytes of attachments.
    pub files: Files,
    /// Changes once the server is told to stop.
    pub stopping: watch::Receiver<()>,
}

/// What a server is told beside its listener and its database.
pub struct Settings {
    /// The key material.
    pub secret: SecretSlice<u8>,
    /// Whether it serves the explorer.
    pub graphiql: bool,
    /// What a request may cost.
    pub cost_limit: u64,
    /// What a caller may ask for in a minute.
    pub quota: NonZeroU32,
    /// The documents that are taken, where not every one is.
    pub trusted: Option<TrustedDocuments>,
    /// Who speaks for others.
    pub trusted_proxies: Vec<IpNet>,
    /// Which internal hosts webhooks may be told at.
    pub internal_webhooks: Vec<String>,
    /// The folder for files.
    pub data_dir: PathBuf,
    /// Where attachments are kept, if not there.
    pub attachments_url: Option<String>,
    /// How it works on the outbox, where it does.
    pub outbox: Option<Outbox>,
}

/// A server that is bound and ready to run.
pub struct Application {
    server: Server,
    port: u16,
    database: Database,
    files: Files,
    sender: Arc<Sender>,
    outbox: Option<Outbox>,
    /// Dropped when the server is told to stop.
    stopping: watch::Sender<()>,
}

impl Application {
    /// Opens the database, reads the key material and binds the address.
    ///
    /// # Errors
    /// `Internal` when one of them fails; the text says which.
    pub async fn build(args: &ServeArgs, clock: Clock) -> Result<Self> {
        let database = open(&args.database, clock).await?;
        if database.dialect() == Dialect::Sqlite || args.migrate {
            database.migrate::<migration::Migrator>().await?;
        }
        let secret = read_secret(args, database.dialect())?;
        let listener = TcpListener::bind(args.listen).map_err(|error| {
            Error::internal(format!("cannot listen on {}: {error}", args.listen))
        })?;
        let graphiql = args.graphiql.unwrap_or(database.dialect() == Dialect::Sqlite);
        let data_dir = args.database.data_dir.clone();
        let since = match database.dialect() {
            Dialect::Sqlite => Since::TheLastStart,
            Dialect::Postgres => Since::TooLong,
        };
        if let Err(error) = transfer::fail_abandoned(&database, since).await {
            tracing::warn!(?error, "imports cut off by a crash were not marked");
        }
        if let Err(error) = exports::fail_abandoned(&database, since).await {
            tracing::warn!(?error, "exports cut off by a crash were not marked");
        }
        let attachments_url = args.attachments_url.clone();
        let outbox = Some(Outbox { channels: args.channels.open()?, every: OUTBOX_EVERY });
        let settings = Settings {
            secret,
            graphiql,
            cost_limit: args.cost_limit,
            quota: args.quota,
            trusted: args.trusted_documents.then(client::documents).transpose()?,
            trusted_proxies: args.trusted_proxies.clone(),
            internal_webhooks: args.internal_webhooks.clone(),
            data_dir,
            attachments_url,
            outbox,
        };
        Self::on(listener, database, settings)
    }

    /// A server on this listener and database.
    ///
    /// # Errors
    /// `Internal` when it cannot listen, or files cannot be kept.
    pub fn on(listener: TcpListener, database: Database, settings: Settings) -> Result<Self> {
        let Settings { secret, data_dir, attachments_url, outbox, .. } = settings;
        let port = listener.local_addr().map_err(Error::internal)?.port();
        let secret = Arc::new(Secret::new(&secret)?);
        let sender = Sender::new(Arc::clone(&secret), &settings.internal_webhooks)?;
        let sender = Arc::new(sender);
        let auth = Auth::new(database.clone(), secret, Passwords::new()?);
        let auth = Arc::new(auth);
        let files = Files::open(&data_dir, attachments_url.as_deref())?;
        let explorer = if settings.graphiql { Explorer::On } else { Explorer::Off };
        let quotas = Arc::new(Quotas::new(settings.quota, database.clock().clone()));
        let (hooks, kept_quotas) = (Arc::clone(&sender), Arc::clone(&quotas));
        let limit = settings.cost_limit;
        let schema = schema::build(Arc::clone(&auth), &files, limit, kept_quotas, hooks);
        let (stopping, told) = watch::channel(());
        let (kept, stored) = (database.clone(), files.clone());
        let state = State {
            schema,
            persisted: Arc::default(),
            trusted: settings.trusted.map(Arc::new),
            trusted_proxies: settings.trusted_proxies.into(),
            database: kept,
            auth,
            quotas,
            files: stored,
            stopping: told,
        };
        let server = HttpServer::new(move || {
            let app = App::new()
                .app_data(web::Data::new(state.clone()))
                .wrap(middleware::Compress::default())
                .wrap(tracing_actix_web::TracingLogger::<Spans>::new())
                .route("/graphql", web::post().to(graphql::post))
                .route("/graphql", web::get().to(graphql::get))
                .route("/graphql/ws", web::get().to(subscriptions::open))
                .route("/oauth/token", web::post().to(oauth::token))
                .service(open311::routes())
                .route("/attachments", web::post().to(attachments::upload))
                .route("/attachments/{id}", web::get().to(attachments::download))
                .route("/attachments/{id}/thumbnail", web::get().to(attachments::thumbnail))
                .route(calendar::ADDRESS, web::get().to(calendar::give))
                .route("/health/live", web::get().to(HttpResponse::NoContent))
                .route("/health/ready", web::get().to(ready))
                .app_data(web::Data::new(explorer))
                .default_service(web::to(client::serve));
            if explorer == Explorer::On {
                app.route("/graphiql", web::get().to(assets::graphiql))
                    .route("/graphiql/{file}", web::get().to(assets::graphiql_file))
            } else {
                app
            }
        })
        .client_request_timeout(CLIENT_TIMEOUT)
        .shutdown_timeout(DRAIN_SECS)
        .listen(listener)
        .map_err(Error::internal)?
        .run();
        Ok(Self { server, port, database, files, sender, outbox, stopping })
    }

    /// The port it is bound to.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The database it serves.
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// Serves, and works beside it, until it is told to stop; lets requests under way finish and
    /// closes the sockets. What the worker has begun and not committed is undone, and done again by
    /// the next server.
    ///
    /// Boxed here, so that only this crate builds what it runs: a future is built again in each
    /// crate that polls it, and this one holds the whole program.
    ///
    /// # Errors
    /// `Internal` when the server fails.
    pub fn run(self) -> BoxFuture<'static, Result<()>> {
        Box::pin(self.serve())
    }

    async fn serve(self) -> Result<()> {
        tokio::select! {
            served = self.server => served.map_err(Error::internal),
            () = Box::pin(worker::run(&self.database, &self.files, &self.sender, self.outbox)) => Ok(()),
            // The server lets requests finish by itself; a socket never would.
            stopped = close_sockets(self.stopping) => stopped,
        }
    }
}

/// Lets the sockets go when the process is told to end; comes back only where it cannot be told.
async fn close_sockets(stopping: watch::Sender<()>) -> Result<()> {
    let mut end = signal(SignalKind::terminate()).map_err(Error::internal)?;
    end.recv().await;
    drop(stopping);
    std::future::pending().await
}

/// Opens the database that the settings name; makes the folder of an embedded one.
///
/// # Errors
/// As `Database::open`.
pub async fn open(args: &DatabaseArgs, clock: Clock) -> Result<Database> {
    let url = args.database_url.expose_secret();
    if let Some(path) = url.strip_prefix("sqlite:")
        && let Some(folder) = Path::new(path).parent()
    {
        std::fs::create_dir_all(folder).map_err(Error::internal)?;
    }
    Database::open(url, clock, features::constraints()).await
}

/// The key material: read from its file, or made beside an embedded database.
///
/// # Errors
/// `Internal` when there is none or it cannot be read.
pub fn read_secret(args: &ServeArgs, dialect: Dialect) -> Result<SecretSlice<u8>> {
    let path = match (&args.secret_file, dialect) {
        (Some(path), _) => path.clone(),
        (None, Dialect::Sqlite) => args.database.data_dir.join("secret"),
        (None, Dialect::Postgres) => {
            return Err(Error::internal("with PostgreSQL, set WANQI_SECRET_FILE"));
        }
    };
    let shown = path.display();
    if !path.exists() && dialect == Dialect::Sqlite {
        write_private(&path, &random_bytes::<SECRET_BYTES>())
            .map_err(|error| Error::internal(format!("cannot write {shown}: {error}")))?;
    }
    let bytes = std::fs::read(&path)
        .map_err(|error| Error::internal(format!("cannot read {shown}: {error}")))?;
    Ok(SecretSlice::from(bytes))
}

/// Writes a file that only its owner reads.
///
/// # Errors
/// Those of the file system; a file that is there already is one.
pub fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::{fs, io::Write, os::unix::fs::OpenOptionsExt};
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

async fn ready(state: web::Data<State>) -> HttpResponse {
    match state.database.ping().await {
        Ok(()) => HttpResponse::NoContent().finish(),
        Err(_) => HttpResponse::ServiceUnavailable().finish(),
    }
}
