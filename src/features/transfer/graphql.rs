//! Imports in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    Id, attachment,
    import_remark::{self, Severity},
    import_run::{self, FileColumn, RegisterKind, State},
};
use sea_orm::ColumnTrait;
use uuid::Uuid;

use super::{
    progress::Imports,
    service::{self, NewImport},
};
use crate::{
    features::attachments::graphql::Attachment,
    platform::{
        Error, Result,
        idempotency::ClientKey,
        page::{Keyset, Page, PageArgs},
        viewer::ViewerContext,
    },
};

fn imports<'a>(ctx: &Context<'a>) -> Result<&'a Imports> {
    ctx.data_opt::<Imports>().ok_or_else(|| Error::internal("a schema without imports"))
}

/// An import.
pub struct ImportRun(import_run::Model);

impl From<import_run::Model> for ImportRun {
    fn from(row: import_run::Model) -> Self {
        Self(row)
    }
}

/// How far an import is.
#[derive(SimpleObject)]
struct ImportProgress {
    /// Rows dealt with.
    rows_done: i32,
    /// Rows below the header.
    rows_total: i32,
}

/// One import 导入 of a register: all its good rows land together, or none when it fails. Seen by
/// LEADER, COORDINATOR, and ADMIN with SYSTEM.
#[Object]
impl ImportRun {
    /// The id.
    pub async fn id(&self) -> Id<import_run::Entity> {
        self.0.id
    }

    /// Which register.
    async fn kind(&self) -> RegisterKind {
        self.0.kind
    }

    /// Whether it only tells what would happen: no register is changed.
    async fn dry_run(&self) -> bool {
        self.0.dry_run
    }

    /// Where it stands.
    async fn state(&self) -> State {
        self.0.state
    }

    /// What the file was called.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }

    /// The file; null for all but its uploader, and when a command on the server read it.
    async fn attachment(&self, ctx: &Context<'_>) -> Result<Option<Attachment>> {
        let Some(id) = self.0.attachment_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(Attachment::from))
    }

    /// The columns of the file in its order, and what each was taken for; none of an import older
    /// than this field.
    async fn columns(&self) -> &[FileColumn] {
        &self.0.file_columns.0
    }

    /// How far it is. While it runs the rows are counted by the process that runs it.
    async fn progress(&self, ctx: &Context<'_>) -> Result<ImportProgress> {
        let counted = match self.0.state {
            State::Running => imports(ctx)?.rows_done(self.0.id),
            State::Done | State::Failed => None,
        };
        let counted = counted.and_then(|rows| i32::try_from(rows).ok());
        let rows_total = self.0.rows_total;
        Ok(ImportProgress { rows_done: counted.unwrap_or(self.0.rows_done), rows_total })
    }

    /// Rows that were new.
    async fn created(&self) -> i32 {
        self.0.created_rows
    }

    /// Rows that changed what was known.
    async fn updated(&self) -> i32 {
        self.0.updated_rows
    }

    /// Rows that said what was known.
    async fn unchanged(&self) -> i32 {
        self.0.unchanged_rows
    }

    /// Rows that did not land.
    async fn refused(&self) -> i32 {
        self.0.refused_rows
    }

    /// Rows that landed with a warning.
    async fn warned(&self) -> i32 {
        self.0.warned_rows
    }

    /// Why it failed: a stable word.
    async fn failure(&self) -> Option<&str> {
        self.0.failure_code.as_deref()
    }

    /// Why it failed, in Chinese.
    async fn failure_words(&self) -> Option<&str> {
        self.0.failure_words.as_deref()
    }

    /// Why rows did not land, in the order of the file.
    async fn refusals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ImportRemark>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<import_remark::Entity, _, _>(self.0.id, Severity::Refusal, args)
            .await
    }

    /// What is doubtful about rows that landed, in the order of the file.
    async fn warnings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ImportRemark>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<import_remark::Entity, _, _>(self.0.id, Severity::Warning, args)
            .await
    }

    /// When it began.
    async fn started_at(&self) -> DateTime<Utc> {
        self.0.started_at
    }

    /// When it ended.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }
}

/// A remark.
pub struct ImportRemark(import_remark::Model);

impl From<import_remark::Model> for ImportRemark {
    fn from(row: import_remark::Model) -> Self {
        Self(row)
    }
}

/// What is to be said about one row of an imported file.
#[Object]
impl ImportRemark {
    /// The id.
    pub async fn id(&self) -> Id<import_remark::Entity> {
        self.0.id
    }

    /// Whether the row landed all the same.
    async fn severity(&self) -> Severity {
        self.0.severity
    }

    /// The row's number as it is seen in Excel or in a text editor.
    async fn row(&self) -> i32 {
        self.0.row_number
    }

    /// The heading as it stands in the file; empty when the whole row is meant.
    async fn column(&self) -> &str {
        &self.0.heading
    }

    /// The reason: a stable word.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The reason in Chinese, for whoever corrects the file.
    async fn words(&self) -> &str {
        &self.0.words
    }
}

/// Which imports. What is left out does not narrow.
#[derive(InputObject, Default)]
struct ImportRunFilter {
    /// Those of this register.
    kind: Option<RegisterKind>,
    /// Those that stand so.
    state: Option<State>,
}

/// Queries about imports.
#[derive(Default)]
pub struct TransferQuery;

/// The imports.
#[Object]
impl TransferQuery {
    /// One import. LEADER, COORDINATOR, and ADMIN with SYSTEM.
    async fn import_run(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The import.")] id: Id<import_run::Entity>,
    ) -> Result<Option<ImportRun>> {
        Ok(ctx.viewer()?.row(id).await?.map(ImportRun::from))
    }

    /// The imports, the latest first. LEADER, COORDINATOR, and ADMIN with SYSTEM.
    async fn import_runs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which imports.", default)] filter: ImportRunFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ImportRun>> {
        use import_run::Column;
        ctx.viewer()?
            .scoped::<import_run::Entity>()
            .filter_if(filter.kind, |kind| Column::Kind.eq(kind))
            .filter_if(filter.state, |state| Column::State.eq(state))
            .page(Keyset::descending(Column::StartedAt), &PageArgs::new(first, after))
            .await
    }
}

/// A register to be imported.
#[derive(InputObject)]
struct ImportRegisterInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The file, sent to `POST /attachments` before: XLSX, or CSV in UTF-8 or GB18030.
    attachment_id: Id<attachment::Entity>,
    /// Which register it is.
    kind: RegisterKind,
    /// Only tells what would happen; no register is changed.
    #[graphql(default)]
    dry_run: bool,
}

/// The import as it stands now.
#[derive(SimpleObject)]
struct ImportRegisterPayload {
    /// The import.
    import_run: ImportRun,
}

/// Imports of registers.
#[derive(Default)]
pub struct TransferMutation;

/// Importing registers.
#[Object]
impl TransferMutation {
    /// Imports a register from a file of one's own: enters what is new, corrects what differs, and
    /// refuses bad rows with number, column and reason. A large file goes on in the background:
    /// ask `importRun` until its state is no longer RUNNING. A file that is no register at all is
    /// BAD_INPUT. COORDINATOR, and ADMIN with SYSTEM.
    async fn import_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A register to be imported.")] input: ImportRegisterInput,
    ) -> Result<ImportRegisterPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = NewImport {
            attachment_id: input.attachment_id,
            kind: input.kind,
            dry_run: input.dry_run,
        };
        let run = service::import_register(ctx.viewer()?, imports(ctx)?, key, new).await?;
        Ok(ImportRegisterPayload { import_run: run.into() })
    }
}
