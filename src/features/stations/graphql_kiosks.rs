//! Kiosks, their counts and what they can do in the schema.

use std::collections::BTreeMap;

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Days, Utc};
use entity::{Id, kiosk, kiosk_day, liaison_station, service_request};
use sea_orm::ColumnTrait;

use super::{
    demand::{Question, capacity_of},
    graphql_stations::LiaisonStation,
    kiosk_policy::{DaysNarrow, reads_counts},
};
use crate::{
    features::requests::graphql::ServiceRequest,
    platform::{
        Error, Result,
        error::Reason,
        input,
        page::{Keyset, Page, PageArgs},
        scalars::Day,
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// The longest period that counts are given for, and what is given unless said.
const LONGEST_DAYS: i64 = 92;
const USUAL_DAYS: Days = Days::new(29);
/// Those of a period, at most 20 kinds a day.
const MOST_ROWS: u64 = 92 * input::ENTRIES as u64;

const PERIOD: Reason = Reason {
    code: "bad_period",
    zh: "结束日期不能早于开始日期，且最长 92 天",
    en: "A period does not end before it begins, and has at most 92 days",
};

/// A kiosk.
pub struct Kiosk(kiosk::Model);

impl From<kiosk::Model> for Kiosk {
    fn from(row: kiosk::Model) -> Self {
        Self(row)
    }
}

/// A kiosk 自助一体机: a self-service machine at a station. Directory: every person reads it;
/// officials also read why it is wanted and how many people it serves.
#[Object]
impl Kiosk {
    /// The id.
    pub async fn id(&self) -> Id<kiosk::Entity> {
        self.0.id
    }

    /// What kind of machine it is, 出入境自助机 and the like.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The station it stands at, or is to stand at.
    async fn station(&self, ctx: &Context<'_>) -> Result<Option<LiaisonStation>> {
        Ok(ctx.viewer()?.row(self.0.station_id).await?.map(LiaisonStation::from))
    }

    /// The kinds of documents it issues 可办业务.
    async fn services(&self) -> &[String] {
        &self.0.services.0
    }

    /// How many people it is rated to serve a day.
    async fn daily_capacity(&self) -> i32 {
        self.0.daily_capacity
    }

    /// Why it is wanted; null for who is no official.
    async fn reason(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        Ok(reads_counts(&ctx.viewer()?.actor).then_some(self.0.reason.as_str()))
    }

    /// The request that asks for it; null without one, or when it is out of the viewer's reach.
    async fn request(&self, ctx: &Context<'_>) -> Result<Option<ServiceRequest>> {
        let Some(id) = self.0.request_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(ServiceRequest::from))
    }

    /// Where it stands.
    async fn state(&self) -> kiosk::State {
        self.0.state
    }

    /// When the last of those above approved it.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.0.approved_at
    }

    /// When it was put in place, the last time.
    async fn installed_at(&self) -> Option<DateTime<Utc>> {
        self.0.installed_at
    }

    /// When its last heartbeat came.
    async fn last_beat_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_beat_at
    }

    /// The highest number of its heartbeats so far; 0 before the first. A machine that was set up
    /// anew goes on from here.
    async fn last_sequence(&self) -> i32 {
        self.0.last_sequence
    }

    /// When it was taken out of service.
    async fn retired_at(&self) -> Option<DateTime<Utc>> {
        self.0.retired_at
    }

    /// Why it was taken out of service; null for who is no official.
    async fn retire_reason(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let reads = reads_counts(&ctx.viewer()?.actor);
        Ok(self.0.retire_reason.as_deref().filter(|_| reads))
    }

    /// How many people it served, day by day and by kind of document; days on which it served
    /// nobody are left out. Nothing for who is no official.
    async fn days(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day; 30 days in all unless said.")] from: Option<Day>,
        #[graphql(desc = "The last day; today unless said. At most 92 days.")] to: Option<Day>,
    ) -> Result<Vec<KioskDay>> {
        let rows = self.counted(ctx, from, to).await?;
        let day = |row: kiosk_day::Model| KioskDay {
            day: Day(row.day),
            kind: row.kind,
            count: row.count,
        };
        Ok(rows.into_iter().map(day).collect())
    }

    /// How many people it served in a period, by kind of document. Nothing for who is no official.
    async fn totals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day; 30 days in all unless said.")] from: Option<Day>,
        #[graphql(desc = "The last day; today unless said. At most 92 days.")] to: Option<Day>,
    ) -> Result<Vec<KioskTotal>> {
        let mut sums = BTreeMap::<String, i32>::new();
        for row in self.counted(ctx, from, to).await? {
            let sum = sums.entry(row.kind).or_default();
            *sum = sum.saturating_add(row.count);
        }
        Ok(sums.into_iter().map(|(kind, count)| KioskTotal { kind, count }).collect())
    }

    /// Counts the changes; `installKiosk` and `retireKiosk` must name the one they saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was proposed.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

impl Kiosk {
    async fn counted(
        &self,
        ctx: &Context<'_>,
        from: Option<Day>,
        to: Option<Day>,
    ) -> Result<Vec<kiosk_day::Model>> {
        let viewer = ctx.viewer()?;
        let to = to.map_or_else(|| viewer.clock().today(), |day| day.0);
        let from = from.map_or(to - USUAL_DAYS, |day| day.0);
        if !(0..LONGEST_DAYS).contains(&(to - from).num_days()) {
            return Err(Error::invalid("to", PERIOD));
        }
        let narrow = DaysNarrow { from, to };
        viewer.few_children::<kiosk_day::Entity, _>(self.0.id, narrow, MOST_ROWS).await
    }
}

/// How many people a kiosk served on one day.
#[derive(SimpleObject)]
struct KioskDay {
    /// The day.
    day: Day,
    /// The kind of document.
    kind: String,
    /// How many.
    count: i32,
}

/// How many people a kiosk served in a period.
#[derive(SimpleObject)]
struct KioskTotal {
    /// The kind of document.
    kind: String,
    /// How many.
    count: i32,
}

/// Whether the kiosks at a station suffice for a number of people.
#[derive(SimpleObject)]
struct KioskCapacity {
    /// How many people.
    people: i32,
    /// How many days of one kiosk they need, at what those in place do a day.
    kiosk_days_needed: i32,
    /// How many days of one kiosk the station has in the period.
    kiosk_days_available: i32,
    /// How many further kiosks would make up for what lacks.
    kiosks_missing: i32,
    /// Whether those in place suffice.
    is_enough: bool,
}

/// Which kiosks. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct KioskFilter {
    /// Those at this station.
    station: Option<Id<liaison_station::Entity>>,
    /// Those that stand so.
    state: Option<kiosk::State>,
    /// Those that this request asks for.
    request: Option<Id<service_request::Entity>>,
}

impl KioskFilter {
    /// The order of the list.
    pub const ORDER: Keyset<kiosk::Entity> = Keyset::descending(kiosk::Column::CreatedAt);

    /// The kiosks that fit.
    pub fn select(self, viewer: &Viewer) -> Scoped<'static, kiosk::Entity> {
        use kiosk::Column;
        viewer
            .scoped::<kiosk::Entity>()
            .filter_if(self.station, |station| Column::StationId.eq(station))
            .filter_if(self.state, |state| Column::State.eq(state))
            .filter_if(self.request, |request| Column::RequestId.eq(request))
    }
}

/// Queries about kiosks.
#[derive(Default)]
pub struct KiosksQuery;

/// The kiosks.
#[Object]
impl KiosksQuery {
    /// One kiosk. Every person; a machine itself.
    async fn kiosk(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The kiosk.")] id: Id<kiosk::Entity>,
    ) -> Result<Option<Kiosk>> {
        Ok(ctx.viewer()?.row(id).await?.map(Kiosk::from))
    }

    /// Kiosks, those proposed last first. Every person; a machine itself.
    async fn kiosks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which kiosks.", default)] filter: KioskFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Kiosk>> {
        let rows = filter.select(ctx.viewer()?);
        rows.page(KioskFilter::ORDER, &PageArgs::new(first, after)).await
    }

    /// Whether the kiosks in place at a station suffice for so many people in a period. A kiosk
    /// counts with what it is rated for, or with its best day of the last months where that is more.
    /// Every calendar day of the period counts as open. Every person.
    async fn kiosk_capacity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The station.")] station_id: Id<liaison_station::Entity>,
        #[graphql(desc = "How many people, at most 1,000,000.")] people: i32,
        #[graphql(desc = "The first day.")] from: Day,
        #[graphql(desc = "The last day, at most 366 in all.")] to: Day,
        #[graphql(desc = "What a further kiosk would do a day; as those in place unless said.")]
        daily_capacity: Option<i32>,
    ) -> Result<KioskCapacity> {
        let asked = Question { station_id, people, from: from.0, to: to.0, daily_capacity };
        let capacity = capacity_of(ctx.viewer()?, asked).await?;
        let number = |value| i32::try_from(value).map_err(Error::internal);
        Ok(KioskCapacity {
            people,
            kiosk_days_needed: number(capacity.needed)?,
            kiosk_days_available: number(capacity.available)?,
            kiosks_missing: number(capacity.missing)?,
            is_enough: capacity.is_enough(),
        })
    }
}
