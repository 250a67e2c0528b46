//! One import from its file to its end. All good rows of a file land in one transaction together
//! with the end of the run, so that whatever interrupts it leaves nothing half-written; a dry run
//! does the same and drops that transaction.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use entity::{
    Id, attachment,
    import_remark::{self, Severity},
    import_run::{self, RegisterKind, State},
    user,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use super::{
    landing::{Outcome, land},
    lifecycle::{Step, after},
    policy,
    progress::{Imports, Progress},
    register::{Register, Unreadable},
    rows::Remark,
    sheet::SheetError,
};
use crate::{
    features::attachments::media,
    platform::{
        Error, Result,
        actor::{Behalf, Origin},
        db::{Database, Db},
        error::Reason,
        idempotency::ClientKey,
        tx::Tx,
        viewer::Viewer,
    },
};

/// How long an import waits for the one before it.
const TURN: Duration = Duration::from_secs(30);
/// How long a client waits for the end of a small one.
const PATIENCE: Duration = Duration::from_secs(2);
/// Whatever runs longer was cut off.
const LONGEST: TimeDelta = TimeDelta::minutes(15);

const INTERRUPTED: Reason = Reason {
    code: "interrupted",
    zh: "导入被中断，未写入任何数据，请重新导入",
    en: "The import was interrupted and wrote nothing: start it again",
};
const ENDED: Reason =
    Reason { code: "ended", zh: "导入已结束", en: "The import has ended already" };

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
    Import(Import),
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
    let cut_off = started_before(&tx, LONGEST);
    fail_older(&mut tx, cut_off).await?;
    let row = import_run::ActiveModel {
        id: Set(tx.clock().new_id()),
        kind: Set(register.kind),
        dry_run: Set(source.dry_run),
        state: Set(State::Running),
        file_name: Set(register.file_name.clone()),
        attachment_id: Set(source.attachment_id),
        started_by_id: Set(source.started_by_id),
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
    Ok(Begun::Import(Import { run, progress: Arc::default(), db, register }))
}

impl Import {
    /// Begins the import of a register that a command has read.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn begin(db: Db, register: Register, source: Source) -> Result<Self> {
        match begin(db, None, register, source).await? {
            Begun::Import(import) => Ok(import),
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

async fn end(
    tx: &mut Tx,
    id: Id<import_run::Entity>,
    outcome: &Outcome,
) -> Result<import_run::Model> {
    let before = tx.edit::<import_run::Entity>(id).await?;
    let change = import_run::ActiveModel {
        state: Set(after(before.state, Step::Land).ok_or(Error::IllegalState(ENDED))?),
        rows_done: Set(before.rows_total),
        created_rows: Set(number(outcome.created)),
        updated_rows: Set(number(outcome.updated)),
        unchanged_rows: Set(number(outcome.unchanged)),
        refused_rows: Set(number(outcome.refusals.len())),
        warned_rows: Set(number(outcome.warned())),
        finished_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    let run = tx.update(&before, change).await?;
    let refusals = outcome.refusals.iter().map(|remark| (Severity::Refusal, remark));
    let warnings = outcome.warnings.iter().map(|remark| (Severity::Warning, remark));
    let remarks = refusals
        .chain(warnings)
        .map(|(severity, remark)| remark_row(tx, id, severity, remark))
        .collect();
    tx.insert_many::<import_remark::ActiveModel>(remarks).await?;
    Ok(run)
}

fn remark_row(
    tx: &Tx,
    run_id: Id<import_run::Entity>,
    severity: Severity,
    remark: &Remark,
) -> import_remark::ActiveModel {
    import_remark::ActiveModel {
        id: Set(tx.clock().new_id()),
        run_id: Set(run_id),
        severity: Set(severity),
        row_number: Set(i32::try_from(remark.row).unwrap_or(i32::MAX)),
        heading: Set(remark.column.clone()),
        reason: Set(remark.reason.to_owned()),
        words: Set(remark.words.clone()),
    }
}

async fn fail(tx: &mut Tx, before: &import_run::Model, error: &Error) -> Result<()> {
    // One that has ended stays as it is.
    let Some(state) = after(before.state, Step::Fail) else { return Ok(()) };
    let change = import_run::ActiveModel {
        state: Set(state),
        failure_code: Set(Some(error.reason().unwrap_or(error.code().name()).to_lowercase())),
        failure_words: Set(Some(error.to_string())),
        finished_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    tx.update(before, change).await.map(drop)
}

/// Which imports that still seem to run cannot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// This process is the only server: what the one before it ran is over.
    TheLastStart,
    /// There are others: only what has run for too long is over.
    TooLong,
}

/// Marks the imports as failed that a crash has cut off; nothing of them has landed.
///
/// # Errors
/// Those of the database.
pub async fn fail_abandoned(database: &Database, since: Since) -> Result<()> {
    let behalf = Behalf::System("imports cut off by a crash");
    let mut tx = database.on_behalf_of(behalf, Origin::default()).begin(policy::FINISH).await?;
    let too_long = started_before(&tx, LONGEST);
    let condition = match since {
        Since::TooLong => too_long,
        // A command may be importing beside the server.
        Since::TheLastStart => {
            Condition::any().add(import_run::Column::StartedById.is_not_null()).add(too_long)
        }
    };
    fail_older(&mut tx, condition).await?;
    tx.commit().await
}

fn started_before(tx: &Tx, age: TimeDelta) -> Condition {
    Condition::all().add(import_run::Column::StartedAt.lt(tx.clock().now() - age))
}

async fn fail_older(tx: &mut Tx, condition: Condition) -> Result<()> {
    let running = import_run::Column::State.eq(State::Running);
    let condition = Condition::all().add(running).add(condition);
    for run in tx.lock_where::<import_run::Entity>(condition).await? {
        fail(tx, &run, &Error::IllegalState(INTERRUPTED)).await?;
    }
    Ok(())
}

fn number(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX)
}
