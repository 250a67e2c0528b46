//! Changes of liaison offices and their merchants in the schema. A resolver reads the input, calls
//! one service function and wraps the result.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use entity::{Id, agency, enterprise, liaison_office, office_merchant};
use uuid::Uuid;

use super::{
    graphql_offices::{LiaisonOffice, OfficeMerchant},
    graphql_station_changes::{day, place},
    merchants::{self, Merchant},
    offices::{self, NewOffice, OfficeChange},
};
use crate::{
    features::agencies::service::division,
    platform::{Result, idempotency::ClientKey, input, scalars::Day, viewer::ViewerContext},
};

/// An office to be entered.
#[derive(InputObject)]
struct CreateLiaisonOfficeInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The name 名称.
    name: String,
    /// The GB/T 2260 code of the city it is in, six digits: 530100 for Kunming.
    division: String,
    /// The address 地址.
    address: String,
    /// WGS84, degrees.
    latitude: f64,
    /// WGS84, degrees.
    longitude: f64,
    /// The agency that it is; no other office is it. Its people have it as their home.
    agency_id: Id<agency::Entity>,
    /// Since when it is open 设立日期.
    opened_on: Day,
    /// Who runs it together with the county 共建单位, at most 20 agencies.
    #[graphql(default)]
    partner_ids: Vec<Id<agency::Entity>>,
}

/// What changes of an office: left out stays. The agency that it is stays.
#[derive(InputObject)]
struct UpdateLiaisonOfficeInput {
    /// The office.
    id: Id<liaison_office::Entity>,
    /// The version that was seen.
    version: i32,
    /// The name 名称.
    name: Option<String>,
    /// The GB/T 2260 code of the city it is in, six digits.
    division: Option<String>,
    /// The address 地址.
    address: Option<String>,
    /// WGS84, degrees; together with the longitude.
    latitude: Option<f64>,
    /// WGS84, degrees; together with the latitude.
    longitude: Option<f64>,
    /// Since when it is open 设立日期.
    opened_on: Option<Day>,
    /// From which day on it is closed 撤销日期; null reopens it.
    closed_on: MaybeUndefined<Day>,
    /// Who runs it together with the county 共建单位, as a whole, at most 20 agencies.
    partner_ids: Option<Vec<Id<agency::Entity>>>,
}

/// A firm that is to be a merchant of an office.
#[derive(InputObject)]
struct AddOfficeMerchantInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The office.
    office_id: Id<liaison_office::Entity>,
    /// The firm.
    enterprise_id: Id<enterprise::Entity>,
    /// Since when; today unless said.
    since: Option<Day>,
}

/// A firm that is to be a merchant of an office no more.
#[derive(InputObject)]
struct RemoveOfficeMerchantInput {
    /// The office.
    office_id: Id<liaison_office::Entity>,
    /// The firm.
    enterprise_id: Id<enterprise::Entity>,
    /// Until when; today unless said.
    left_on: Option<Day>,
}

/// The office as it stands now.
#[derive(SimpleObject)]
struct LiaisonOfficePayload {
    /// The office.
    liaison_office: LiaisonOffice,
}

impl From<liaison_office::Model> for LiaisonOfficePayload {
    fn from(row: liaison_office::Model) -> Self {
        Self { liaison_office: row.into() }
    }
}

/// The merchant as it stands now.
#[derive(SimpleObject)]
struct OfficeMerchantPayload {
    /// The merchant.
    office_merchant: OfficeMerchant,
}

impl From<office_merchant::Model> for OfficeMerchantPayload {
    fn from(row: office_merchant::Model) -> Self {
        Self { office_merchant: row.into() }
    }
}

/// Changes of offices.
#[derive(Default)]
pub struct OfficesMutation;

/// Entering and correcting liaison offices and their merchants.
#[Object]
impl OfficesMutation {
    /// Enters a liaison office. COORDINATOR, ADMIN with SYSTEM.
    async fn create_liaison_office(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An office to be entered.")] input: CreateLiaisonOfficeInput,
    ) -> Result<LiaisonOfficePayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = NewOffice {
            name: input::line("name", &input.name)?,
            division: division("division", &input.division)?,
            address: input::line("address", &input.address)?,
            position: place(input.latitude, input.longitude)?,
            agency_id: input.agency_id,
            opened_on: input.opened_on.0,
            partner_ids: input.partner_ids,
        };
        Ok(offices::create_office(ctx.viewer()?, key, new).await?.into())
    }

    /// Corrects a liaison office's record, closes or reopens it, or says anew who runs it.
    /// COORDINATOR, ADMIN with SYSTEM.
    async fn update_liaison_office(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes of an office: left out stays.")]
        input: UpdateLiaisonOfficeInput,
    ) -> Result<LiaisonOfficePayload> {
        let line = |field, text: Option<String>| text.map(|text| input::line(field, &text));
        let change = OfficeChange {
            name: line("name", input.name).transpose()?,
            division: input.division.map(|code| division("division", &code)).transpose()?,
            address: line("address", input.address).transpose()?,
            position: input::position(input.latitude, input.longitude)?,
            opened_on: input.opened_on.map(|day| day.0),
            closed_on: day(input.closed_on),
            partner_ids: input.partner_ids,
        };
        Ok(offices::update_office(ctx.viewer()?, input.id, input.version, change).await?.into())
    }

    /// Enters a firm as a merchant of an office. COORDINATOR; OFFICER and PARTNER of the office, for
    /// firms whose names they read: their own, and those that asked the office for something.
    async fn add_office_merchant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A firm that is to be a merchant of an office.")]
        input: AddOfficeMerchantInput,
    ) -> Result<OfficeMerchantPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = Merchant {
            office_id: input.office_id,
            enterprise_id: input.enterprise_id,
            on: input.since.map(|day| day.0),
        };
        Ok(merchants::add_merchant(ctx.viewer()?, key, new).await?.into())
    }

    /// Ends that a firm is a merchant of an office; that it was stays on record. COORDINATOR; OFFICER
    /// and PARTNER of the office.
    async fn remove_office_merchant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A firm that is to be a merchant of an office no more.")]
        input: RemoveOfficeMerchantInput,
    ) -> Result<OfficeMerchantPayload> {
        let ended = Merchant {
            office_id: input.office_id,
            enterprise_id: input.enterprise_id,
            on: input.left_on.map(|day| day.0),
        };
        Ok(merchants::remove_merchant(ctx.viewer()?, ended).await?.into())
    }
}
