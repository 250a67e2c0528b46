//! Changes of liaison stations in the schema. A resolver reads the input, calls one service function
//! and wraps the result.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use entity::{Id, agency, liaison_station, position::Position, town};
use uuid::Uuid;

use super::{
    graphql_stations::LiaisonStation,
    service::{self, NewStation, StationChange},
};
use crate::platform::{
    Error, Result, idempotency::ClientKey, input, scalars::Day, viewer::ViewerContext,
};

/// A station to be entered.
#[derive(InputObject)]
struct CreateLiaisonStationInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The name 名称.
    name: String,
    /// The town 所在镇街.
    town_id: Id<town::Entity>,
    /// The agency that runs it 主办单位.
    agency_id: Id<agency::Entity>,
    /// The address 地址.
    address: String,
    /// WGS84, degrees.
    latitude: f64,
    /// WGS84, degrees.
    longitude: f64,
    /// What there is at it 设施, at most 20 lines.
    #[graphql(default)]
    facilities: Vec<String>,
    /// When it is open 开放时间, in words: 周一至周五 08:30-17:30.
    opening_hours: String,
}

/// What changes of a station: left out stays.
#[derive(InputObject)]
struct UpdateLiaisonStationInput {
    /// The station.
    id: Id<liaison_station::Entity>,
    /// The version that was seen.
    version: i32,
    /// The name 名称.
    name: Option<String>,
    /// The town 所在镇街.
    town_id: Option<Id<town::Entity>>,
    /// The agency that runs it 主办单位.
    agency_id: Option<Id<agency::Entity>>,
    /// The address 地址.
    address: Option<String>,
    /// WGS84, degrees; together with the longitude.
    latitude: Option<f64>,
    /// WGS84, degrees; together with the latitude.
    longitude: Option<f64>,
    /// What there is at it 设施, as a whole, at most 20 lines.
    facilities: Option<Vec<String>>,
    /// When it is open 开放时间, in words.
    opening_hours: Option<String>,
    /// From which day on it is closed 关闭日期; null reopens it.
    closed_on: MaybeUndefined<Day>,
}

/// The station as it stands now.
#[derive(SimpleObject)]
struct LiaisonStationPayload {
    /// The station.
    liaison_station: LiaisonStation,
}

impl From<liaison_station::Model> for LiaisonStationPayload {
    fn from(row: liaison_station::Model) -> Self {
        Self { liaison_station: row.into() }
    }
}

/// The place of a thing that stands somewhere.
pub(super) fn place(latitude: f64, longitude: f64) -> Result<Position> {
    let place = input::position(Some(latitude), Some(longitude))?;
    place.ok_or_else(|| Error::invalid("latitude", input::REQUIRED))
}

/// A day that may be left out or cleared.
pub(super) fn day(given: MaybeUndefined<Day>) -> MaybeUndefined<chrono::NaiveDate> {
    given.map_value(|day| day.0)
}

/// Changes of stations.
#[derive(Default)]
pub struct StationsMutation;

/// Entering and correcting liaison stations.
#[Object]
impl StationsMutation {
    /// Enters a liaison station. COORDINATOR, ADMIN with SYSTEM.
    async fn create_liaison_station(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A station to be entered.")] input: CreateLiaisonStationInput,
    ) -> Result<LiaisonStationPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = NewStation {
            name: input::line("name", &input.name)?,
            town_id: input.town_id,
            agency_id: input.agency_id,
            address: input::line("address", &input.address)?,
            position: place(input.latitude, input.longitude)?,
            facilities: input::lines("facilities", input.facilities)?,
            opening_hours: input::line("openingHours", &input.opening_hours)?,
        };
        Ok(service::create_station(ctx.viewer()?, key, new).await?.into())
    }

    /// Corrects a liaison station's record, closes or reopens it. COORDINATOR, ADMIN with SYSTEM.
    async fn update_liaison_station(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes of a station: left out stays.")]
        input: UpdateLiaisonStationInput,
    ) -> Result<LiaisonStationPayload> {
        let line = |field, text: Option<String>| text.map(|text| input::line(field, &text));
        let facilities = input.facilities.map(|lines| input::lines("facilities", lines));
        let change = StationChange {
            name: line("name", input.name).transpose()?,
            town_id: input.town_id,
            agency_id: input.agency_id,
            address: line("address", input.address).transpose()?,
            position: input::position(input.latitude, input.longitude)?,
            facilities: facilities.transpose()?,
            opening_hours: line("openingHours", input.opening_hours).transpose()?,
            closed_on: day(input.closed_on),
        };
        Ok(service::update_station(ctx.viewer()?, input.id, input.version, change).await?.into())
    }
}
