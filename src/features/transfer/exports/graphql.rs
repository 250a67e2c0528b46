//! Exports in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    Id, attachment,
    export_run::{self, Format, List, State},
    user,
};
use sea_orm::ColumnTrait;

use crate::{
    features::attachments::graphql::Attachment,
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// An export.
pub struct ExportRun(export_run::Model);

impl From<export_run::Model> for ExportRun {
    fn from(row: export_run::Model) -> Self {
        Self(row)
    }
}

/// How far an export is.
#[derive(SimpleObject)]
struct ExportProgress {
    /// Rows written.
    rows_done: i32,
    /// Rows of the list when it began.
    rows_total: i32,
}

/// One export 导出 of a list: the rows that whoever exported it saw then. Seen by them, and by ADMIN
/// with AUDIT or SECURITY, who do not see the file.
#[Object]
impl ExportRun {
    /// The id.
    pub async fn id(&self) -> Id<export_run::Entity> {
        self.0.id
    }

    /// Which list.
    async fn list(&self) -> List {
        self.0.list
    }

    /// What kind of file.
    async fn format(&self) -> Format {
        self.0.format
    }

    /// Which rows in which order: what `exportRegister` was given as `list`, as JSON without nulls.
    async fn filter(&self) -> &str {
        &self.0.filter
    }

    /// Where it stands.
    async fn state(&self) -> State {
        self.0.state
    }

    /// How far it is.
    async fn progress(&self) -> ExportProgress {
        ExportProgress { rows_done: self.0.rows_done, rows_total: self.0.rows_total }
    }

    /// The file, at its `url`; null until it is DONE, for all but whoever exported it, and seven
    /// days after, when it is removed.
    async fn file(&self, ctx: &Context<'_>) -> Result<Option<Attachment>> {
        let files = ctx
            .viewer()?
            .few_children::<attachment::Entity, export_run::Entity>(self.0.id, (), 1)
            .await?;
        Ok(files.into_iter().next().map(Attachment::from))
    }

    /// Who exported it.
    async fn started_by_id(&self) -> Id<user::Entity> {
        self.0.started_by_id
    }

    /// Why it failed: a stable word.
    async fn failure(&self) -> Option<&str> {
        self.0.failure_code.as_deref()
    }

    /// Why it failed, in Chinese.
    async fn failure_words(&self) -> Option<&str> {
        self.0.failure_words.as_deref()
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

/// Which exports. What is left out does not narrow.
#[derive(InputObject, Default)]
struct ExportRunFilter {
    /// Those of this list.
    list: Option<List>,
    /// Those that stand so.
    state: Option<State>,
}

/// Queries about exports.
#[derive(Default)]
pub struct ExportsQuery;

/// The exports.
#[Object]
impl ExportsQuery {
    /// One export of one's own; any for ADMIN with AUDIT or SECURITY. Ask it for `progress` until its
    /// state is no longer RUNNING.
    async fn export_run(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The export.")] id: Id<export_run::Entity>,
    ) -> Result<Option<ExportRun>> {
        Ok(ctx.viewer()?.row(id).await?.map(ExportRun::from))
    }

    /// One's own exports, the latest first; those of all for ADMIN with AUDIT or SECURITY.
    async fn export_runs(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Which exports.")] filter: ExportRunFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ExportRun>> {
        use export_run::Column;
        ctx.viewer()?
            .scoped::<export_run::Entity>()
            .filter_if(filter.list, |list| Column::List.eq(list))
            .filter_if(filter.state, |state| Column::State.eq(state))
            .page(Keyset::descending(Column::StartedAt), &PageArgs::new(first, after))
            .await
    }
}
