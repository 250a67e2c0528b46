//! Liaison offices, their partners and their merchants in the schema.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{Id, agency, enterprise_name, liaison_office, office_merchant, office_partner};
use sea_orm::ColumnTrait;

use super::{
    policy::MerchantNarrow,
    service::{is_open, open_on},
};
use crate::{
    features::{agencies::graphql::Agency, enterprises::graphql::Enterprise},
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        scalars::Day,
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// An office.
pub struct LiaisonOffice(liaison_office::Model);

impl From<liaison_office::Model> for LiaisonOffice {
    fn from(row: liaison_office::Model) -> Self {
        Self(row)
    }
}

/// A liaison office 在外警企联络室 for the county's merchants elsewhere, run with the federation of
/// commerce and the police there. Directory: every person reads it, but not its merchants.
#[Object]
impl LiaisonOffice {
    /// The id.
    pub async fn id(&self) -> Id<liaison_office::Entity> {
        self.0.id
    }

    /// The name 名称.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The GB/T 2260 code of the city it is in, 530100 for Kunming.
    async fn division(&self) -> &str {
        &self.0.division
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

    /// The agency that it is: its people have this one as their home.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        Ok(ctx.viewer()?.row(self.0.agency_id).await?.map(Agency::from))
    }

    /// Since when it is open 设立日期.
    async fn opened_on(&self) -> Day {
        Day(self.0.opened_on)
    }

    /// From which day on it is closed 撤销日期; null while it is open for good.
    async fn closed_on(&self) -> Option<Day> {
        self.0.closed_on.map(Day)
    }

    /// Whether it is open today.
    async fn is_open(&self, ctx: &Context<'_>) -> Result<bool> {
        let today = ctx.viewer()?.clock().today();
        Ok(self.0.opened_on <= today && is_open(self.0.closed_on, today))
    }

    /// Who runs it together with the county 共建单位: the federation of commerce, the police there.
    async fn partners(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<OfficePartner>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?.children::<office_partner::Entity, _, _>(self.0.id, (), args).await
    }

    /// The county's firms that are there 在外诸商, by when they were entered. Seen by LEADER,
    /// COORDINATOR, by whoever sees the firm, and by the office's own people.
    async fn merchants(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that are there now.", default = true)] present: bool,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<OfficeMerchant>> {
        let (narrow, args) = (MerchantNarrow { present }, PageArgs::new(first, after));
        ctx.viewer()?.children::<office_merchant::Entity, _, _>(self.0.id, narrow, args).await
    }

    /// Counts the changes; `updateLiaisonOffice` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A partner.
pub struct OfficePartner(office_partner::Model);

impl From<office_partner::Model> for OfficePartner {
    fn from(row: office_partner::Model) -> Self {
        Self(row)
    }
}

/// A body that runs a liaison office together with the county. Directory: every person reads it.
#[Object]
impl OfficePartner {
    /// The id.
    pub async fn id(&self) -> Id<office_partner::Entity> {
        self.0.id
    }

    /// The body.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        Ok(ctx.viewer()?.row(self.0.agency_id).await?.map(Agency::from))
    }
}

/// A merchant.
pub struct OfficeMerchant(office_merchant::Model);

impl From<office_merchant::Model> for OfficeMerchant {
    fn from(row: office_merchant::Model) -> Self {
        Self(row)
    }
}

/// A firm of the county with premises elsewhere 在外诸商, looked after by a liaison office. Seen by
/// whoever sees the firm, and by the office's own people, who read its name and no more.
#[Object]
impl OfficeMerchant {
    /// The id.
    pub async fn id(&self) -> Id<office_merchant::Entity> {
        self.0.id
    }

    /// The office.
    async fn office(&self, ctx: &Context<'_>) -> Result<Option<LiaisonOffice>> {
        Ok(ctx.viewer()?.row(self.0.office_id).await?.map(LiaisonOffice::from))
    }

    /// The firm; null when it is out of the viewer's reach, as for the office's own people.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        Ok(ctx.viewer()?.row(self.0.enterprise_id).await?.map(Enterprise::from))
    }

    /// The firm's name.
    async fn enterprise_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let id: Id<enterprise_name::Entity> = self.0.enterprise_id.into();
        Ok(ctx.viewer()?.row(id).await?.map(|row| row.name))
    }

    /// Since when it is there.
    async fn since(&self) -> Day {
        Day(self.0.since)
    }

    /// Until when; null while it is there.
    async fn left_on(&self) -> Option<Day> {
        self.0.left_on.map(Day)
    }
}

/// Which offices. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct LiaisonOfficeFilter {
    /// Those in this city, by its six digits.
    division: Option<String>,
    /// The one that is this agency.
    agency: Option<Id<agency::Entity>>,
    /// Those that are not closed today, or those that are.
    open: Option<bool>,
}

impl LiaisonOfficeFilter {
    /// The order of the list.
    pub const ORDER: Keyset<liaison_office::Entity> =
        Keyset::ascending(liaison_office::Column::Name);

    /// The offices that fit.
    pub fn select(self, viewer: &Viewer) -> Scoped<'static, liaison_office::Entity> {
        use liaison_office::Column;
        let today = viewer.clock().today();
        viewer
            .scoped::<liaison_office::Entity>()
            .filter_if(self.division, |division| Column::Division.eq(division))
            .filter_if(self.agency, |agency| Column::AgencyId.eq(agency))
            .filter_if(self.open, |open| open_on(Column::ClosedOn, open, today))
    }
}

/// Queries about offices.
#[derive(Default)]
pub struct OfficesQuery;

/// The liaison offices elsewhere.
#[Object]
impl OfficesQuery {
    /// One liaison office. Every person.
    async fn liaison_office(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The office.")] id: Id<liaison_office::Entity>,
    ) -> Result<Option<LiaisonOffice>> {
        Ok(ctx.viewer()?.row(id).await?.map(LiaisonOffice::from))
    }

    /// Liaison offices by name. Every person.
    async fn liaison_offices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which offices.", default)] filter: LiaisonOfficeFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<LiaisonOffice>> {
        let rows = filter.select(ctx.viewer()?);
        rows.page(LiaisonOfficeFilter::ORDER, &PageArgs::new(first, after)).await
    }
}
