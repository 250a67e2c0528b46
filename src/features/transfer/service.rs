//! One import from its file to its end. All good rows of a file land in one transaction together
//! with the end of the run, so that whatever interrupts it leaves nothing half-written; a dry run
//! does the same and drops that transaction.

use std::{sync::Arc, time::Duration};

use entity::{
    Id, attachment,
    import_run::{self, RegisterKind, State},
    user,
};
use sea_orm::ActiveValue::Set;

use super::{
    ending::{end, fail, fail_overdue},
    landing::{Outcome, land},
    policy,
    progress::{Imports, Progress},
    register::{Register, Unreadable},
    sheet::SheetError,
};
use crate::{
    features::attachments::media,
    platform::{Error, Result, db::Db, idempotency::ClientKey, viewer::Viewer},
};

/// How long an import waits for the one before it.
const TURN: Duration = Duration::from_secs(30);
/// How long a client waits for the end of a small one.
const PATIENCE: Duration = Duration::from_secs(2);

/// An import to be started.
pub struct NewImport {
    /// The file.
    pub attachment_id: Id<attachment::Entity>,
    /// Which register it is.
    pub kind: RegisterKind,
    /// Whether it only tells what would happen.
    pub dry_run: bool,
}

/// Where an import comes from.
#[derive(Clone, Copy, Default)]
pub struct Source {
    /// The file, unless a command read it.
    pub attachment_id: Option<Id<attachment::Entity>>,
    /// The person, unless a command runs it.
    pub started_by_id: Option<Id<user::Entity>>,
    /// Whether it only tells what would happen.
    pub dry_run: bool,
}

/// An import that has begun.
pub struct Import {
    /// Its row.
    pub run: import_run::Model,
    /// How far it is.
    pub progress: Arc<Progress>,
    db: Db,
    register: Register,
}

/// Imports a file that the viewer sent. It goes on in the background; a small one has ended by the
/// time this returns.
///
/// # Errors
/// `NotFound` when the file is not the viewer's, `Invalid` with one clear reason when it is no
/// register.
pub async fn import_register(
    viewer: &Viewer,
    imports: &Imports,
    key: Option<ClientKey>,
    new: NewImport,
) -> Result<import_run::Model> {
    let mut tx = viewer.begin(policy::START).await?;
    if let Some(first) = tx.first_result::<import_run::Entity>(key.clone()).await? {
        return Ok(first);
    }
    let file = tx.find::<attachment::Entity>(new.attachment_id).await?;
    drop(tx);

    let turn = Arc::clone(&imports.turn).acquire_owned();
    let turn = tokio::time::timeout(TURN, turn).await.map_err(|_| Error::Unavailable)?;
    let turn = turn.map_err(Error::internal)?;
    let register = read(imports, file, new.kind).await?;
    let source = Source {
        attachment_id: Some(new.attachment_id),
        started_by_id: Some(viewer.actor.user_id),
        dry_run: new.dry_run,
    };
    let import = match begin(viewer.db().clone(), key, register, source).await? {
        Begun::Import(import) => import,
        Begun::Before(first) => return Ok(first),
    };
    let run = import.run.clone();
    imports.begun(run.id, Arc::clone(&import.progress));
    let of_process = imports.clone();
    let mut running = tokio::spawn(async move {
        let id = import.run.id;
        let ended = import.finish().await;
        of_process.ended(id);
        drop(turn);
        if let Err(error) = ended {
            tracing::warn!(import.id = %id, error = ?error, "import failed");
        }
    });
    if tokio::time::timeout(PATIENCE, &mut running).await.is_err() {
        return Ok(run);
    }
    Ok(viewer.scoped::<import_run::Entity>().by_id(run.id).await?.unwrap_or(run))
}

async fn read(imports: &Imports, file: attachment::Model, kind: RegisterKind) -> Result<Register> {
    const FIELD: &str = "attachmentId";
    if ![media::XLSX, media::CSV, media::TEXT].contains(&file.media_type.as_str()) {
        return Err(Unreadable::Sheet(SheetError::NotARegister).of_field(FIELD));
    }
    let bytes = imports.files.read(file.id).await?;
    tokio::task::spawn_blocking(move || Register::read(&bytes, file.file_name, kind))
        .await
        .map_err(Error::internal)?
        .map_err(|unreadable| unreadable.of_field(FIELD))
}

enum Begun {
    Import(Box<Import>),
    /// The same `clientId` began this one.
    Before(import_run::Model),
}

async fn begin(
    db: Db,
    key: Option<ClientKey>,
    register: Register,
    source: Source,
) -> Result<Begun> {
    let mut tx = db.begin(policy::START).await?;
    if let Some(first) = tx.first_result::<import_run::Entity>(key).await? {
        return Ok(Begun::Before(first));
    }
    fail_overdue(&mut tx).await?;
    let row = import_run::ActiveModel {
        id: Set(tx.clock().new_id()),
        kind: Set(register.kind),
        dry_run: Set(source.dry_run),
        state: Set(State::Running),
        file_name: Set(register.file_name.clone()),
        attachment_id: Set(source.attachment_id),
        started_by_id: Set(source.started_by_id),
        file_columns: Set(register.columns.of_file(register.kind)),
        rows_total: Set(number(register.rows.len())),
        rows_done: Set(0),
        created_rows: Set(0),
        updated_rows: Set(0),
        unchanged_rows: Set(0),
        refused_rows: Set(0),
        warned_rows: Set(0),
        failure_code: Set(None),
        failure_words: Set(None),
        started_at: Set(tx.clock().now()),
        finished_at: Set(None),
        version: Set(1),
    };
    let run = tx.insert(row).await?;
    tx.commit().await?;
    let import = Import { run, progress: Arc::default(), db, register };
    Ok(Begun::Import(Box::new(import)))
}

impl Import {
    /// Begins the import of a register that a command has read.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn begin(db: Db, register: Register, source: Source) -> Result<Self> {
        match begin(db, None, register, source).await? {
            Begun::Import(import) => Ok(*import),
            Begun::Before(_) => Err(Error::internal("an import without a key began before")),
        }
    }

    /// Lands the good rows and writes down what came of all; or writes down why not.
    ///
    /// # Errors
    /// What the import failed with; nothing has landed then.
    pub async fn finish(self) -> Result<(import_run::Model, Outcome)> {
        let Self { run, progress, db, register } = self;
        let landed = land_and_end(&db, &run, register, &progress).await;
        if let Err(error) = &landed {
            let mut tx = db.begin(policy::FINISH).await?;
            let before = tx.edit::<import_run::Entity>(run.id).await?;
            fail(&mut tx, &before, error).await?;
            tx.commit().await?;
        }
        landed
    }
}

async fn land_and_end(
    db: &Db,
    run: &import_run::Model,
    register: Register,
    progress: &Progress,
) -> Result<(import_run::Model, Outcome)> {
    let mut tx = db.begin(policy::landing(run.kind)).await?;
    let outcome = land(&mut tx, register, progress).await?;
    if run.dry_run {
        drop(tx);
        tx = db.begin(policy::FINISH).await?;
    }
    let run = end(&mut tx, run.id, &outcome).await?;
    tx.commit().await?;
    Ok((run, outcome))
}

pub(super) fn number(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX)
}
