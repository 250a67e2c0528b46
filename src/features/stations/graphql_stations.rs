//! Liaison stations in the schema.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{Id, agency, kiosk, liaison_station, town};
use sea_orm::ColumnTrait;

use super::{
    graphql_kiosks::Kiosk,
    kiosk_policy::KioskNarrow,
    service::{is_open, open_on},
};
use crate::{
    features::{
        agencies::graphql::{Agency, Town},
        search::service as search,
    },
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        scalars::Day,
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// A station.
pub struct LiaisonStation(liaison_station::Model);

impl From<liaison_station::Model> for LiaisonStation {
    fn from(row: liaison_station::Model) -> Self {
        Self(row)
    }
}

/// A liaison station 警企联络站: a local desk where police and firms meet. Directory: every person
/// reads it.
#[Object]
impl LiaisonStation {
    /// The id.
    pub async fn id(&self) -> Id<liaison_station::Entity> {
        self.0.id
    }

    /// The name 名称.
    pub async fn name(&self) -> &str {
        &self.0.name
    }

    /// The town 所在镇街.
    async fn town(&self, ctx: &Context<'_>) -> Result<Option<Town>> {
        Ok(ctx.viewer()?.row(self.0.town_id).await?.map(Town::from))
    }

    /// The agency that runs it 主办单位.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        Ok(ctx.viewer()?.row(self.0.agency_id).await?.map(Agency::from))
    }

    /// The address 地址.
    async fn address(&self) -> &str {
        &self.0.address
    }

    /// WGS84, degrees.
    async fn latitude(&self) -> f64 {
        self.0.latitude
    }

    /// WGS84, degrees.
    async fn longitude(&self) -> f64 {
        self.0.longitude
    }

    /// What there is at it 设施.
    async fn facilities(&self) -> &[String] {
        &self.0.facilities.0
    }

    /// When it is open 开放时间, in words: 周一至周五 08:30-17:30.
    async fn opening_hours(&self) -> &str {
        &self.0.opening_hours
    }

    /// Whether it is open today, at its hours.
    async fn is_open(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(is_open(self.0.closed_on, ctx.viewer()?.clock().today()))
    }

    /// From which day on it is closed 关闭日期; null while it is open for good.
    async fn closed_on(&self) -> Option<Day> {
        self.0.closed_on.map(Day)
    }

    /// Its kiosks, also those proposed and retired, the newest first.
    async fn kiosks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that stand so.")] state: Option<kiosk::State>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Kiosk>> {
        let (narrow, args) = (KioskNarrow { state }, PageArgs::new(first, after));
        ctx.viewer()?.children::<kiosk::Entity, _, _>(self.0.id, narrow, args).await
    }

    /// Counts the changes; `updateLiaisonStation` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// Which stations. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct LiaisonStationFilter {
    /// Those in this town.
    town: Option<Id<town::Entity>>,
    /// Those that this agency runs.
    agency: Option<Id<agency::Entity>>,
    /// Those found by this: a part of the name, its pinyin or initials, or a name, also a former
    /// one, of the town. Parts after blanks narrow further.
    search: Option<String>,
    /// Those that are open today, or those that are closed.
    open: Option<bool>,
}

impl LiaisonStationFilter {
    /// The order of the list.
    pub const ORDER: Keyset<liaison_station::Entity> =
        Keyset::ascending(liaison_station::Column::Name);

    /// The stations that fit.
    ///
    /// # Errors
    /// `Invalid` for words that nothing can be searched by.
    pub fn select(self, viewer: &Viewer) -> Result<Scoped<'static, liaison_station::Entity>> {
        use liaison_station::Column;
        let today = viewer.clock().today();
        let words = self.search.map(|text| search::query("filter.search", &text)).transpose()?;
        Ok(viewer
            .scoped::<liaison_station::Entity>()
            .matching(words.as_ref())
            .filter_if(self.town, |town| Column::TownId.eq(town))
            .filter_if(self.agency, |agency| Column::AgencyId.eq(agency))
            .filter_if(self.open, |open| open_on(Column::ClosedOn, open, today)))
    }
}

/// Queries about stations.
#[derive(Default)]
pub struct StationsQuery;

/// The liaison stations.
#[Object]
impl StationsQuery {
    /// One liaison station. Every person.
    async fn liaison_station(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The station.")] id: Id<liaison_station::Entity>,
    ) -> Result<Option<LiaisonStation>> {
        Ok(ctx.viewer()?.row(id).await?.map(LiaisonStation::from))
    }

    /// Liaison stations by name. Every person.
    async fn liaison_stations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which stations.", default)] filter: LiaisonStationFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<LiaisonStation>> {
        let rows = filter.select(ctx.viewer()?)?;
        rows.page(LiaisonStationFilter::ORDER, &PageArgs::new(first, after)).await
    }
}
