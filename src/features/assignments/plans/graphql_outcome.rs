//! What came of a plan, in the schema.

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use entity::{
    Id,
    caseload_plan::{self, Picture, Shortfall, TownShortfall},
    enterprise, officer, town,
};

use super::graphql::metres;
use crate::{
    features::{
        agencies::graphql::Town, enterprises::graphql::Enterprise, officers::graphql::Officer,
    },
    platform::{Result, viewer::ViewerContext},
};

/// How the firms and officers of a plan stand, today or by the plan.
#[derive(SimpleObject)]
pub struct CaseloadPicture {
    /// Firms that nobody looks after.
    without_officer: u32,
    /// All distances from an officer's base to a firm together, metres.
    total_distance_m: f64,
    /// The longest of them, metres.
    longest_distance_m: f64,
    /// Officers with fewer firms than the lower limit.
    under: u32,
    /// Officers with more firms than the upper limit.
    over: u32,
    /// How many officers have how many firms, by that number. Firms out of the plan count too.
    spread: Vec<CaseloadBar>,
}

/// How many officers have so many firms.
#[derive(SimpleObject)]
pub struct CaseloadBar {
    /// So many firms.
    pub caseload: u32,
    /// Have so many officers.
    pub officers: u32,
}

impl From<Picture> for CaseloadPicture {
    fn from(picture: Picture) -> Self {
        let bar = |bar: caseload_plan::Bar| CaseloadBar {
            caseload: bar.caseload,
            officers: bar.officers,
        };
        Self {
            without_officer: picture.without_officer,
            total_distance_m: metres(picture.total_distance_m),
            longest_distance_m: metres(picture.longest_distance_m),
            under: picture.under,
            over: picture.over,
            spread: picture.spread.into_iter().map(bar).collect(),
        }
    }
}

/// Why no plan keeps all limits, and what would make one.
#[derive(SimpleObject)]
pub struct PlanShortfall {
    /// Firms that find no officer within the limits.
    firms_too_many: u32,
    /// Firms that officers lack of the lower limit, together.
    firms_short: u32,
    /// Where.
    towns: Vec<PlanTownShortfall>,
    /// Bans that stand in the way: without one of them the plan would violate less.
    bans: Vec<BindingBan>,
}

/// Where a plan fails, in one town.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct PlanTownShortfall {
    #[graphql(skip)]
    town_id: Id<town::Entity>,
    /// Its firms that find no officer.
    firms_too_many: u32,
    /// How many more officers with as many firms as the upper limit would look after them.
    officers_short: u32,
    /// Firms that its officers lack of the lower limit.
    firms_short: u32,
}

#[ComplexObject]
impl PlanTownShortfall {
    /// The town.
    async fn town(&self, ctx: &Context<'_>) -> Result<Option<Town>> {
        Ok(ctx.viewer()?.row(self.town_id).await?.map(Town::from))
    }
}

/// A ban that stands in the way.
pub struct BindingBan {
    enterprise_id: Id<enterprise::Entity>,
    officer_id: Id<officer::Entity>,
}

/// A ban that stands in the way of a plan.
#[Object]
impl BindingBan {
    /// The firm.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        Ok(ctx.viewer()?.row(self.enterprise_id).await?.map(Enterprise::from))
    }

    /// The officer.
    async fn officer(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        Ok(ctx.viewer()?.row(self.officer_id).await?.map(Officer::from))
    }
}

impl From<Shortfall> for PlanShortfall {
    fn from(shortfall: Shortfall) -> Self {
        let town = |town: TownShortfall| PlanTownShortfall {
            town_id: Id::from_uuid(town.town_id),
            firms_too_many: town.firms_too_many,
            officers_short: town.officers_short,
            firms_short: town.firms_short,
        };
        let ban = |ban: caseload_plan::BindingBan| BindingBan {
            enterprise_id: Id::from_uuid(ban.enterprise_id),
            officer_id: Id::from_uuid(ban.officer_id),
        };
        Self {
            firms_too_many: shortfall.firms_too_many,
            firms_short: shortfall.firms_short,
            towns: shortfall.towns.into_iter().map(town).collect(),
            bans: shortfall.bans.into_iter().map(ban).collect(),
        }
    }
}
