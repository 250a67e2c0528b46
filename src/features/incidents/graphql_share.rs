//! The diverted share in the schema.

use async_graphql::{Context, Object, SimpleObject};
use entity::{Id, town};
use futures_util::future::try_join_all;

use super::share::{definition, shares};
use crate::{
    features::agencies::graphql::Town,
    platform::{Error, Result, scalars::Day, viewer::ViewerContext},
};

/// The diverted share 分流率, counted within the viewer's reach.
#[derive(SimpleObject)]
struct DiversionShare {
    /// What is counted, and of how many, in the language of `Accept-Language`.
    definition: &'static str,
    /// How many were diverted.
    numerator: u64,
    /// Of how many; may be zero.
    denominator: u64,
    /// By month and town; where nothing came in there is no entry.
    months: Vec<DiversionMonth>,
}

/// The diverted share of one town in one month.
#[derive(SimpleObject)]
struct DiversionMonth {
    /// The month in Asia/Shanghai, `2026-11`.
    month: String,
    /// The town.
    town: Town,
    /// How many were diverted.
    numerator: u64,
    /// Of how many.
    denominator: u64,
}

/// The query of the diverted share.
#[derive(Default)]
pub struct DiversionShareQuery;

/// The diverted share.
#[Object]
impl DiversionShareQuery {
    /// How many of the incidents that came in were diverted, by month and town, over the rows within
    /// the viewer's reach. Every role.
    async fn diversion_share(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Day,
        #[graphql(desc = "The last day; at most three years later.")] to: Day,
        #[graphql(desc = "Only this town.")] town: Option<Id<town::Entity>>,
    ) -> Result<DiversionShare> {
        let (viewer, language) = (ctx.viewer()?, ctx.caller()?.language);
        let shares = shares(viewer, (from.0, to.0), town).await?;
        let (numerator, denominator) = shares
            .iter()
            .fold((0, 0), |(some, all), share| (some + share.numerator, all + share.denominator));
        let months = shares.into_iter().map(async |share| {
            Ok::<_, Error>(DiversionMonth {
                month: share.month,
                town: viewer.known(share.town_id).await?.into(),
                numerator: share.numerator,
                denominator: share.denominator,
            })
        });
        let months = try_join_all(months).await?;
        Ok(DiversionShare { definition: definition(language), numerator, denominator, months })
    }
}
