//! Changes of agencies in the schema.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use entity::{
    Id,
    agency::{self, Level},
    officer, town,
};
use uuid::Uuid;

use super::{
    graphql::Agency,
    reorganisation::{self, Reorganisation, ending},
    service::{self, AgencyChange, NewAgency, division},
    split::{self, Split},
};
use crate::platform::{Result, idempotency::ClientKey, input, scalars::Day, viewer::ViewerContext};

/// An agency to be entered.
#[derive(InputObject)]
struct CreateAgencyInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// 单位名称.
    name: String,
    /// Where in the administration it stands.
    level: Level,
    /// The GB/T 2260 code of the division it serves, six digits.
    division: String,
    /// The code of its branch 警种; left out for a body that is not police.
    branch: Option<String>,
    /// The administrative parent 块.
    parent_id: Option<Id<agency::Entity>>,
    /// The guiding agency one level up 条.
    guiding_id: Option<Id<agency::Entity>>,
    /// The town it serves, when it serves one.
    town_id: Option<Id<town::Entity>>,
}

/// What changes of an agency: left out stays, null clears.
#[derive(InputObject)]
struct UpdateAgencyInput {
    /// The agency.
    id: Id<agency::Entity>,
    /// The version that was seen.
    version: i32,
    /// 单位名称.
    name: Option<String>,
    /// Where in the administration it stands.
    level: Option<Level>,
    /// The GB/T 2260 code of the division it serves, six digits.
    division: Option<String>,
    /// The code of its branch 警种.
    branch: MaybeUndefined<String>,
    /// The administrative parent 块; never one below it.
    parent_id: MaybeUndefined<Id<agency::Entity>>,
    /// The guiding agency one level up 条; never one below it.
    guiding_id: MaybeUndefined<Id<agency::Entity>>,
    /// The town it serves.
    town_id: MaybeUndefined<Id<town::Entity>>,
}

/// Agencies that end 撤并, and the one that survives.
#[derive(InputObject)]
struct ReorganiseAgenciesInput {
    /// Those that end, at most 20.
    from: Vec<Id<agency::Entity>>,
    /// The one that survives.
    into: Id<agency::Entity>,
    /// Since when; not after today.
    on: Day,
}

/// An agency that is split 分设, and the one that becomes its own.
#[derive(InputObject)]
struct SplitAgencyInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The one that is split; it goes on.
    from: Id<agency::Entity>,
    /// Since when; not after today.
    on: Day,
    /// 单位名称 of the new one.
    name: String,
    /// The code of its branch 警种; that of the old one when left out.
    branch: Option<String>,
    /// The town it serves, when it serves one.
    town_id: Option<Id<town::Entity>>,
    /// The officers of the old one that it begins with, at most 200; none when left out.
    officer_ids: Option<Vec<Id<officer::Entity>>>,
}

/// The agency as it stands now.
#[derive(SimpleObject)]
struct AgencyPayload {
    /// The agency; after a reorganisation the one that survives, after a split the new one.
    agency: Agency,
}

impl From<agency::Model> for AgencyPayload {
    fn from(row: agency::Model) -> Self {
        Self { agency: row.into() }
    }
}

/// Changes of agencies.
#[derive(Default)]
pub struct AgenciesMutation;

/// Entering, correcting and reorganising agencies.
#[Object]
impl AgenciesMutation {
    /// Enters an agency. COORDINATOR, ADMIN with SYSTEM.
    async fn create_agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An agency to be entered.")] input: CreateAgencyInput,
    ) -> Result<AgencyPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = NewAgency {
            name: input::line("name", &input.name)?,
            level: input.level,
            division: division("division", &input.division)?,
            branch: input.branch,
            parent_id: input.parent_id,
            guiding_id: input.guiding_id,
            town_id: input.town_id,
        };
        Ok(service::create_agency(ctx.viewer()?, key, new).await?.into())
    }

    /// Corrects an agency's record. COORDINATOR, ADMIN with SYSTEM.
    async fn update_agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes of an agency: left out stays, null clears.")]
        input: UpdateAgencyInput,
    ) -> Result<AgencyPayload> {
        let change = AgencyChange {
            name: input.name.map(|text| input::line("name", &text)).transpose()?,
            level: input.level,
            division: input.division.map(|text| division("division", &text)).transpose()?,
            branch: input.branch,
            parent_id: input.parent_id,
            guiding_id: input.guiding_id,
            town_id: input.town_id,
        };
        Ok(service::update_agency(ctx.viewer()?, input.id, input.version, change).await?.into())
    }

    /// Ends agencies in favour of another, which takes over their officers and what stood below
    /// them, and their town where it had none. The old ones stay readable, with `successor` and
    /// `endedOn`. COORDINATOR, ADMIN with SYSTEM.
    async fn reorganise_agencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Agencies that end 撤并, and the one that survives.")]
        input: ReorganiseAgenciesInput,
    ) -> Result<AgencyPayload> {
        let asked = Reorganisation { from: ending(input.from)?, into: input.into, on: input.on.0 };
        Ok(reorganisation::reorganise_agencies(ctx.viewer()?, asked).await?.into())
    }

    /// Makes an agency of a part of another, beside it in both lines, with some of its officers, who
    /// take along the requests they have in hand; the new one has `predecessor` and `beganOn`.
    /// COORDINATOR, ADMIN with SYSTEM.
    async fn split_agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An agency that is split 分设, and the one that becomes its own.")]
        input: SplitAgencyInput,
    ) -> Result<AgencyPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let asked = Split {
            from: input.from,
            on: input.on.0,
            name: input::line("name", &input.name)?,
            branch: input.branch,
            town_id: input.town_id,
            officers: input.officer_ids.unwrap_or_default(),
        };
        Ok(split::split_agency(ctx.viewer()?, key, asked).await?.into())
    }
}
