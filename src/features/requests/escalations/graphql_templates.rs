//! Templates of chains in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{Id, escalation_template};
use sea_orm::ColumnTrait;
use uuid::Uuid;

use super::{
    graphql::EscalationStep,
    graphql_changes::EscalationStepInput,
    path::Asked,
    templates::{self, Template},
};
use crate::platform::{
    Error, Result,
    idempotency::ClientKey,
    input,
    page::{Keyset, Page, PageArgs},
    viewer::ViewerContext,
};

/// A template.
pub struct EscalationTemplate(escalation_template::Model);

impl From<escalation_template::Model> for EscalationTemplate {
    fn from(row: escalation_template::Model) -> Self {
        Self(row)
    }
}

/// A template of chains: which agencies decide in turn, and how long each has. Read by those who
/// escalate and those who keep the registers.
#[Object]
impl EscalationTemplate {
    /// The id.
    pub async fn id(&self) -> Id<escalation_template::Entity> {
        self.0.id
    }

    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The agencies that decide in turn.
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<EscalationStep>> {
        EscalationStep::all(ctx.viewer()?, &self.0.steps.0).await
    }

    /// Since when it is not offered any more.
    async fn retired_at(&self) -> Option<DateTime<Utc>> {
        self.0.retired_at
    }

    /// Counts the changes; `saveEscalationTemplate` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A template as it is to be: a new one, or with `id` and `version` one in the place of another.
#[derive(InputObject)]
struct SaveEscalationTemplateInput {
    /// Made by the client; the same one again makes no second template.
    client_id: Option<Uuid>,
    /// The template to be changed; a new one when left out.
    id: Option<Id<escalation_template::Entity>>,
    /// The version that was seen; demanded with `id`.
    version: Option<i32>,
    /// What it is called; no two have the same name.
    name: String,
    /// The agencies that decide in turn, the first to be asked first: 1 to 20, each on the level of
    /// the one before it or above.
    steps: Vec<EscalationStepInput>,
    /// Whether it is no longer offered.
    #[graphql(default)]
    is_retired: bool,
}

/// The template as it stands now.
#[derive(SimpleObject)]
struct EscalationTemplatePayload {
    /// The template.
    escalation_template: EscalationTemplate,
}

/// Queries about templates of chains.
#[derive(Default)]
pub struct EscalationTemplatesQuery;

/// The templates of chains.
#[Object]
impl EscalationTemplatesQuery {
    /// Templates of chains, by name. LEADER, COORDINATOR, CHIEF, OFFICER, PARTNER, ADMIN with SYSTEM.
    async fn escalation_templates(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Also those that are not offered any more.")] retired: bool,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<EscalationTemplate>> {
        use escalation_template::Column;
        let offered = (!retired).then_some(());
        ctx.viewer()?
            .scoped::<escalation_template::Entity>()
            .filter_if(offered, |()| Column::RetiredAt.is_null())
            .page(Keyset::ascending(Column::Name), &PageArgs::new(first, after))
            .await
    }
}

/// Changes of templates of chains.
#[derive(Default)]
pub struct EscalationTemplatesMutation;

/// Changing templates of chains.
#[Object]
impl EscalationTemplatesMutation {
    /// Makes a template of chains, or changes one. Chains that run go on as they were begun.
    /// COORDINATOR, ADMIN with SYSTEM.
    async fn save_escalation_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A template as it is to be.")] input: SaveEscalationTemplateInput,
    ) -> Result<EscalationTemplatePayload> {
        let key = ClientKey::of(input.client_id, &input);
        let standing = match (input.id, input.version) {
            (Some(id), Some(version)) => Some((id, version)),
            (Some(_), None) => return Err(Error::invalid("version", input::REQUIRED)),
            (None, _) => None,
        };
        let template = Template {
            name: input::line("name", &input.name)?,
            steps: input.steps.into_iter().map(Asked::from).collect(),
            is_retired: input.is_retired,
        };
        let row = templates::save_template(ctx.viewer()?, key, standing, template).await?;
        Ok(EscalationTemplatePayload { escalation_template: row.into() })
    }
}
