//! Changes of officers in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{Id, agency, officer, town};
use uuid::Uuid;

use super::{
    graphql::Officer,
    service::{self, NewOfficer, OfficerChange},
};
use crate::{
    features::enterprises::graphql_changes::PositionInput,
    platform::{Error, Result, idempotency::ClientKey, input, viewer::ViewerContext},
};

/// An officer to be entered.
#[derive(InputObject)]
struct CreateOfficerInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// 警号.
    badge_number: String,
    /// 姓名.
    name: String,
    /// 警衔.
    rank: String,
    /// The code of the branch 警种.
    branch: String,
    /// 所属单位.
    agency_id: Id<agency::Entity>,
    /// The town of the home base 驻地镇街.
    town_id: Id<town::Entity>,
    /// The work phone: a mobile number or a land line.
    phone: String,
    /// Where the home base is: WGS84, degrees.
    latitude: f64,
    /// Where the home base is: WGS84, degrees.
    longitude: f64,
}

impl CreateOfficerInput {
    fn parse(self) -> Result<NewOfficer> {
        let position = input::position(Some(self.latitude), Some(self.longitude))?;
        Ok(NewOfficer {
            badge_number: input::line("badgeNumber", &self.badge_number)?,
            name: input::line("name", &self.name)?,
            rank: input::line("rank", &self.rank)?,
            branch: self.branch,
            agency_id: self.agency_id,
            town_id: self.town_id,
            phone: input::phone("phone", &self.phone)?,
            position: position.ok_or_else(|| Error::invalid("latitude", input::REQUIRED))?,
        })
    }
}

/// What changes of an officer: left out stays.
#[derive(InputObject)]
struct UpdateOfficerInput {
    /// The officer.
    id: Id<officer::Entity>,
    /// The version that was seen.
    version: i32,
    /// 姓名.
    name: Option<String>,
    /// 警衔.
    rank: Option<String>,
    /// The code of the branch 警种.
    branch: Option<String>,
    /// 所属单位.
    agency_id: Option<Id<agency::Entity>>,
    /// The town of the home base 驻地镇街.
    town_id: Option<Id<town::Entity>>,
    /// The work phone.
    phone: Option<String>,
    /// Where the home base is.
    position: Option<PositionInput>,
}

impl UpdateOfficerInput {
    fn parse(self) -> Result<OfficerChange> {
        Ok(OfficerChange {
            name: self.name.map(|text| input::line("name", &text)).transpose()?,
            rank: self.rank.map(|text| input::line("rank", &text)).transpose()?,
            branch: self.branch,
            agency_id: self.agency_id,
            town_id: self.town_id,
            phone: self.phone.map(|text| input::phone("phone", &text)).transpose()?,
            position: self.position.map(PositionInput::parse).transpose()?,
        })
    }
}

/// The officer as it stands now.
#[derive(SimpleObject)]
struct OfficerPayload {
    /// The officer.
    officer: Officer,
}

impl From<officer::Model> for OfficerPayload {
    fn from(row: officer::Model) -> Self {
        Self { officer: row.into() }
    }
}

/// Changes of officers.
#[derive(Default)]
pub struct OfficersMutation;

/// Entering and correcting officers.
#[Object]
impl OfficersMutation {
    /// Enters an officer. COORDINATOR, ADMIN with SYSTEM.
    async fn create_officer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An officer to be entered.")] input: CreateOfficerInput,
    ) -> Result<OfficerPayload> {
        let key = ClientKey::of(input.client_id, &input);
        Ok(service::create_officer(ctx.viewer()?, key, input.parse()?).await?.into())
    }

    /// Corrects an officer's record; the badge number stays. COORDINATOR, ADMIN with SYSTEM.
    async fn update_officer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes of an officer: left out stays.")] input: UpdateOfficerInput,
    ) -> Result<OfficerPayload> {
        let (id, version) = (input.id, input.version);
        Ok(service::update_officer(ctx.viewer()?, id, version, input.parse()?).await?.into())
    }
}
