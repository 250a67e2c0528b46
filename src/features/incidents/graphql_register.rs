//! The taxonomy of incidents and the register of towns that divert, in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    Id, agency, diversion_rollout,
    incident_category::{self, Nature},
    town,
};
use sea_orm::ColumnTrait;
use uuid::Uuid;

use super::register::{self, Category, Rollout};
use crate::{
    features::agencies::graphql::{Agency, Town},
    platform::{
        Error, Result,
        idempotency::ClientKey,
        input,
        page::{Keyset, Page, PageArgs},
        scalars::Day,
        viewer::ViewerContext,
    },
};

/// A category.
pub struct TriageCategory(incident_category::Model);

impl From<incident_category::Model> for TriageCategory {
    fn from(row: incident_category::Model) -> Self {
        Self(row)
    }
}

/// A category of the taxonomy 分流类别 by which incidents are sorted: a class, or a kind within one.
/// Everybody who is signed in reads it. What a caller's words were taken for is another thing,
/// `IncidentCategory`.
#[Object]
impl TriageCategory {
    /// The id.
    pub async fn id(&self) -> Id<incident_category::Entity> {
        self.0.id
    }

    /// The class it belongs to; null for a class.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<TriageCategory>> {
        let Some(id) = self.0.parent_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(TriageCategory::from))
    }

    /// A short word for programs.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// 名称.
    async fn name_zh(&self) -> &str {
        &self.0.name_zh
    }

    /// The name in English.
    async fn name_en(&self) -> &str {
        &self.0.name_en
    }

    /// Whose business it is.
    async fn nature(&self) -> Nature {
        self.0.nature
    }

    /// Whether incidents are still sorted into it.
    async fn is_active(&self) -> bool {
        self.0.active
    }

    /// Counts the changes; `saveIncidentCategory` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// An entry of the register of towns that divert.
pub struct DiversionRollout(diversion_rollout::Model);

impl From<diversion_rollout::Model> for DiversionRollout {
    fn from(row: diversion_rollout::Model) -> Self {
        Self(row)
    }
}

/// That a town diverts 分流 what is no police matter, since when, and to which governance centre.
/// Everybody who is signed in reads it.
#[Object]
impl DiversionRollout {
    /// The id.
    pub async fn id(&self) -> Id<diversion_rollout::Entity> {
        self.0.id
    }

    /// The town.
    async fn town(&self, ctx: &Context<'_>) -> Result<Town> {
        Ok(ctx.viewer()?.known(self.0.town_id).await?.into())
    }

    /// Its governance centre 社会治理中心.
    async fn centre(&self, ctx: &Context<'_>) -> Result<Agency> {
        Ok(ctx.viewer()?.known(self.0.centre_id).await?.into())
    }

    /// From which day on.
    async fn starts_on(&self) -> Day {
        Day(self.0.starts_on)
    }

    /// Counts the changes; `saveDiversionRollout` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A category as it is to be: a new one, or with `id` and `version` one in the place of another.
#[derive(InputObject)]
struct SaveIncidentCategoryInput {
    /// Made by the client; the same one again makes no second category.
    client_id: Option<Uuid>,
    /// The category to be changed; a new one when left out.
    id: Option<Id<incident_category::Entity>>,
    /// The version that was seen; demanded with `id`.
    version: Option<i32>,
    /// The class it belongs to; left out for a class. There are two levels.
    parent_id: Option<Id<incident_category::Entity>>,
    /// A short word for programs; no two have the same.
    code: String,
    /// 名称.
    name_zh: String,
    /// The name in English.
    name_en: String,
    /// Whose business it is; for a kind that of its class.
    nature: Nature,
    /// Whether incidents are still sorted into it.
    #[graphql(default = true)]
    is_active: bool,
}

/// The category as it stands now.
#[derive(SimpleObject)]
struct IncidentCategoryPayload {
    /// The category.
    incident_category: TriageCategory,
}

/// A town that diverts, as it is to stand: a new entry, or with `id` and `version` one in the place of
/// another.
#[derive(InputObject)]
struct SaveDiversionRolloutInput {
    /// Made by the client; the same one again makes no second entry.
    client_id: Option<Uuid>,
    /// The entry to be changed; a new one when left out.
    id: Option<Id<diversion_rollout::Entity>>,
    /// The version that was seen; demanded with `id`.
    version: Option<i32>,
    /// The town; it stands there once.
    town_id: Id<town::Entity>,
    /// Its governance centre: an agency of the level TOWN that is not of the police.
    centre_id: Id<agency::Entity>,
    /// From which day on.
    starts_on: Day,
}

/// The entry as it stands now.
#[derive(SimpleObject)]
struct DiversionRolloutPayload {
    /// The entry.
    diversion_rollout: DiversionRollout,
}

/// The row to be changed with the version that was seen; none for a new one.
fn standing<T>(id: Option<T>, version: Option<i32>) -> Result<Option<(T, i32)>> {
    match (id, version) {
        (Some(id), Some(version)) => Ok(Some((id, version))),
        (Some(_), None) => Err(Error::invalid("version", input::REQUIRED)),
        (None, _) => Ok(None),
    }
}

/// Queries about the taxonomy and the roll-out.
#[derive(Default)]
pub struct DiversionRegisterQuery;

/// The taxonomy and the roll-out.
#[Object]
impl DiversionRegisterQuery {
    /// Categories by which incidents are sorted, by code: a class stands before the kinds within it.
    /// Every role.
    async fn incident_categories(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Also those that are no longer used.")] inactive: bool,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<TriageCategory>> {
        use incident_category::Column;
        let used = (!inactive).then_some(true);
        ctx.viewer()?
            .scoped::<incident_category::Entity>()
            .filter_if(used, |used| Column::Active.eq(used))
            .page(Keyset::ascending(Column::Code), &PageArgs::new(first, after))
            .await
    }

    /// The towns that divert, the first to start first. Every role.
    async fn diversion_rollouts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<DiversionRollout>> {
        let rollouts = ctx.viewer()?.scoped::<diversion_rollout::Entity>();
        let earliest = Keyset::ascending(diversion_rollout::Column::StartsOn);
        rollouts.page(earliest, &PageArgs::new(first, after)).await
    }
}

/// Changes of the taxonomy and the roll-out.
#[derive(Default)]
pub struct DiversionRegisterMutation;

/// Keeping the taxonomy and the roll-out.
#[Object]
impl DiversionRegisterMutation {
    /// Makes a category of the taxonomy, or changes one; what was sorted already stays as it was
    /// sorted. COORDINATOR, ADMIN with SYSTEM.
    async fn save_incident_category(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A category as it is to be.")] input: SaveIncidentCategoryInput,
    ) -> Result<IncidentCategoryPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let standing = standing(input.id, input.version)?;
        let new = Category {
            parent_id: input.parent_id,
            code: register::code(&input.code)?,
            name_zh: input::line("nameZh", &input.name_zh)?,
            name_en: input::line("nameEn", &input.name_en)?,
            nature: input.nature,
            is_active: input.is_active,
        };
        let row = register::save_category(ctx.viewer()?, key, standing, new).await?;
        Ok(IncidentCategoryPayload { incident_category: row.into() })
    }

    /// Enters a town that diverts, or changes its entry; what was diverted already stays where it is.
    /// COORDINATOR, ADMIN with SYSTEM.
    async fn save_diversion_rollout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A town that diverts, as it is to stand.")]
        input: SaveDiversionRolloutInput,
    ) -> Result<DiversionRolloutPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let standing = standing(input.id, input.version)?;
        let new = Rollout {
            town_id: input.town_id,
            centre_id: input.centre_id,
            starts_on: input.starts_on.0,
        };
        let row = register::save_rollout(ctx.viewer()?, key, standing, new).await?;
        Ok(DiversionRolloutPayload { diversion_rollout: row.into() })
    }
}
