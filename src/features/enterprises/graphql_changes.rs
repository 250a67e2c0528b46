//! Changes of enterprises in the schema.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use entity::{Id, enterprise, position::Position, town};
use uuid::Uuid;

use super::{
    graphql::Enterprise,
    merge,
    service::{self, EnterpriseChange, NewEnterprise, Scale, calendar_year, count, credit_code},
};
use crate::platform::{Result, idempotency::ClientKey, input, scalars::Cny, viewer::ViewerContext};

/// Above scale 规上 or not.
#[derive(InputObject)]
struct ScaleInput {
    /// Whether it is.
    above: bool,
    /// The year it holds for.
    year: Option<i32>,
    /// Who said so.
    source: Option<String>,
}

impl ScaleInput {
    fn parse(self) -> Result<Scale> {
        Ok(Scale {
            above: self.above,
            year: self.year.map(|year| calendar_year("scale.year", year)).transpose()?,
            source: self.source.map(|text| input::line("scale.source", &text)).transpose()?,
        })
    }
}

/// A firm to be entered.
#[derive(InputObject)]
struct CreateEnterpriseInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// 企业名称.
    name: String,
    /// 统一社会信用代码; full-width and lower-case letters and spaces are cleaned.
    credit_code: String,
    /// 所属镇街.
    town_id: Id<town::Entity>,
    /// 行业.
    industry: String,
    /// 从业人员.
    employees: Option<i32>,
    /// Main business revenue of a year, CNY.
    revenue_cny: Option<Cny>,
    /// 规上.
    scale: Option<ScaleInput>,
    /// 地址.
    #[graphql(default)]
    address: String,
    /// WGS84, degrees; with `longitude`.
    latitude: Option<f64>,
    /// WGS84, degrees; with `latitude`.
    longitude: Option<f64>,
}

impl CreateEnterpriseInput {
    fn parse(self) -> Result<NewEnterprise> {
        Ok(NewEnterprise {
            name: input::line("name", &self.name)?,
            credit_code: credit_code("creditCode", &self.credit_code)?,
            town_id: self.town_id,
            industry: input::line("industry", &self.industry)?,
            employees: self.employees.map(|people| count("employees", people)).transpose()?,
            revenue_cny: self.revenue_cny.map(|money| count("revenueCny", money.0)).transpose()?,
            scale: self.scale.map(ScaleInput::parse).transpose()?.unwrap_or_default(),
            address: input::optional_text("address", Some(self.address))?,
            position: input::position(self.latitude, self.longitude)?,
        })
    }
}

/// What changes of a firm: left out stays, null clears.
#[derive(InputObject)]
struct UpdateEnterpriseInput {
    /// The enterprise.
    id: Id<enterprise::Entity>,
    /// The version that was seen.
    version: i32,
    /// 企业名称.
    name: Option<String>,
    /// 所属镇街.
    town_id: Option<Id<town::Entity>>,
    /// 行业.
    industry: Option<String>,
    /// 从业人员.
    employees: MaybeUndefined<i32>,
    /// Main business revenue of a year, CNY.
    revenue_cny: MaybeUndefined<Cny>,
    /// 规上.
    scale: Option<ScaleInput>,
    /// 地址.
    address: Option<String>,
    /// Where it is.
    position: MaybeUndefined<PositionInput>,
}

/// A point on the earth.
#[derive(InputObject)]
pub struct PositionInput {
    /// WGS84, degrees.
    pub latitude: f64,
    /// WGS84, degrees.
    pub longitude: f64,
}

impl PositionInput {
    /// The position, of an input that calls it `position`.
    ///
    /// # Errors
    /// `Invalid` when it lies elsewhere.
    pub fn parse(self) -> Result<Position> {
        input::point(self.latitude, self.longitude).map_err(|error| error.within("position"))
    }
}

impl UpdateEnterpriseInput {
    fn parse(self) -> Result<(Id<enterprise::Entity>, i32, EnterpriseChange)> {
        let change = EnterpriseChange {
            name: self.name.map(|text| input::line("name", &text)).transpose()?,
            town_id: self.town_id,
            industry: self.industry.map(|text| input::line("industry", &text)).transpose()?,
            employees: self.employees.map_value(|n| count("employees", n)).transpose()?,
            revenue_cny: self.revenue_cny.map_value(|n| count("revenueCny", n.0)).transpose()?,
            scale: self.scale.map(ScaleInput::parse).transpose()?,
            address: self.address.map(|a| input::optional_text("address", Some(a))).transpose()?,
            position: self.position.map_value(PositionInput::parse).transpose()?,
        };
        Ok((self.id, self.version, change))
    }
}

/// Two records of one firm.
#[derive(InputObject)]
struct MergeEnterprisesInput {
    /// The record that stays.
    survivor_id: Id<enterprise::Entity>,
    /// The version of it that was seen.
    version: i32,
    /// The record that goes; its id still resolves, to the one that stays.
    merged_id: Id<enterprise::Entity>,
}

/// The enterprise as it stands now.
#[derive(SimpleObject)]
struct EnterprisePayload {
    /// The enterprise.
    enterprise: Enterprise,
}

/// Changes of enterprises.
#[derive(Default)]
pub struct EnterprisesMutation;

/// Entering and correcting firms.
#[Object]
impl EnterprisesMutation {
    /// Enters a firm. COORDINATOR, ADMIN with SYSTEM.
    async fn create_enterprise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A firm to be entered.")] input: CreateEnterpriseInput,
    ) -> Result<EnterprisePayload> {
        let key = ClientKey::of(input.client_id, &input);
        let row = service::create_enterprise(ctx.viewer()?, key, input.parse()?).await?;
        Ok(EnterprisePayload { enterprise: row.into() })
    }

    /// Corrects a firm's record. COORDINATOR, ADMIN with SYSTEM.
    async fn update_enterprise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes of a firm: left out stays, null clears.")]
        input: UpdateEnterpriseInput,
    ) -> Result<EnterprisePayload> {
        let (id, version, change) = input.parse()?;
        let row = service::update_enterprise(ctx.viewer()?, id, version, change).await?;
        Ok(EnterprisePayload { enterprise: row.into() })
    }

    /// Makes one of two records of one firm: history moves to the one that stays, whose assignment
    /// stays too. COORDINATOR.
    async fn merge_enterprises(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Two records of one firm.")] input: MergeEnterprisesInput,
    ) -> Result<EnterprisePayload> {
        let MergeEnterprisesInput { survivor_id, version, merged_id } = input;
        let viewer = ctx.viewer()?;
        let row = merge::merge_enterprises(viewer, survivor_id, version, merged_id).await?;
        Ok(EnterprisePayload { enterprise: row.into() })
    }
}
