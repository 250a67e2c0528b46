//! Changes of visits in the schema. A resolver reads the input, calls one service function and wraps
//! the result.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    Id, attachment, enterprise,
    visit::{self, Kind},
};
use uuid::Uuid;

use super::{
    graphql::Visit,
    service::{self, Amendment, NewPlan, NewVisit, Place, Report},
};
use crate::platform::{
    Error, Result, idempotency::ClientKey, input, scalars::Day, viewer::ViewerContext,
};

/// A visit to be planned.
#[derive(InputObject)]
struct PlanVisitInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The enterprise.
    enterprise_id: Id<enterprise::Entity>,
    /// What it is for.
    kind: Kind,
    /// When.
    happens_at: DateTime<Utc>,
    /// What is to be talked about, at most 20 lines.
    #[graphql(default)]
    topics: Vec<String>,
}

/// What a visit that took place says.
#[derive(InputObject)]
struct VisitReportInput {
    /// What it was for.
    kind: Kind,
    /// When it took place.
    happens_at: DateTime<Utc>,
    /// Names and posts, at most 20 lines.
    #[graphql(default)]
    people_met: Vec<String>,
    /// What was talked about, at most 20 lines.
    #[graphql(default)]
    topics: Vec<String>,
    /// What was found; not for the enterprise's own eyes.
    findings: Option<String>,
    /// What is to be done next.
    follow_up: Option<String>,
    /// By which day.
    follow_up_on: Option<Day>,
}

impl VisitReportInput {
    fn parse(self) -> Result<Report> {
        Ok(Report {
            kind: self.kind,
            happens_at: self.happens_at,
            people_met: input::lines("report.peopleMet", self.people_met)?,
            topics: input::lines("report.topics", self.topics)?,
            findings: input::optional_text("report.findings", self.findings)?,
            follow_up: input::optional_text("report.followUp", self.follow_up)?,
            follow_up_on: self.follow_up_on.map(|day| day.0),
        })
    }
}

/// Where the phone was.
#[derive(InputObject)]
struct VisitPlaceInput {
    /// WGS84, degrees.
    latitude: f64,
    /// WGS84, degrees.
    longitude: f64,
    /// How far off it may be, in metres.
    accuracy_m: Option<f64>,
}

impl VisitPlaceInput {
    fn parse(self) -> Result<Place> {
        let fits = |value: f64, most: f64| value.is_finite() && value.abs() <= most;
        let out_of_range = |field: &'static str| Error::invalid(field, input::OUT_OF_RANGE);
        if !fits(self.latitude, 90.0) {
            return Err(out_of_range("place.latitude"));
        }
        if !fits(self.longitude, 180.0) {
            return Err(out_of_range("place.longitude"));
        }
        if self.accuracy_m.is_some_and(|metres| !(0.0..=1e6).contains(&metres)) {
            return Err(out_of_range("place.accuracyM"));
        }
        let Self { latitude, longitude, accuracy_m } = self;
        Ok(Place { latitude, longitude, accuracy_m })
    }
}

/// A visit to be logged.
#[derive(InputObject)]
struct LogVisitInput {
    /// Made on the phone; the same one again returns the first result, however often.
    client_id: Option<Uuid>,
    /// The enterprise.
    enterprise_id: Id<enterprise::Entity>,
    /// The planned visit it fulfils.
    plan_id: Option<Id<visit::Entity>>,
    /// What it says.
    report: VisitReportInput,
    /// Where it was logged.
    place: Option<VisitPlaceInput>,
    /// Photos and papers of it, at most 20, which the caller sent to `POST /attachments` before and
    /// which belong to nothing yet.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// What a done visit is to say instead.
#[derive(InputObject)]
struct AmendVisitInput {
    /// The visit.
    id: Id<visit::Entity>,
    /// The version that was seen.
    version: i32,
    /// Why it is amended.
    reason: String,
    /// What it is to say, as a whole.
    report: VisitReportInput,
    /// Photos and papers to be added to those it has, at most 20, which the caller sent to
    /// `POST /attachments` before and which belong to nothing yet.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// A planned visit that will not take place.
#[derive(InputObject)]
struct CancelVisitInput {
    /// The visit.
    id: Id<visit::Entity>,
    /// The version that was seen.
    version: i32,
    /// Why.
    reason: String,
}

/// The visit as it stands now.
#[derive(SimpleObject)]
struct VisitPayload {
    /// The visit.
    visit: Visit,
}

impl From<visit::Model> for VisitPayload {
    fn from(row: visit::Model) -> Self {
        Self { visit: row.into() }
    }
}

/// Changes of visits.
#[derive(Default)]
pub struct VisitsMutation;

/// Planning, logging, amending and cancelling visits.
#[Object]
impl VisitsMutation {
    /// Plans a visit. OFFICER and CHIEF, for firms within reach.
    async fn plan_visit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A visit to be planned.")] input: PlanVisitInput,
    ) -> Result<VisitPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = NewPlan {
            enterprise_id: input.enterprise_id,
            kind: input.kind,
            happens_at: input.happens_at,
            topics: input::lines("topics", input.topics)?,
        };
        Ok(service::plan_visit(ctx.viewer()?, key, new).await?.into())
    }

    /// Logs a visit that took place, with or without a plan. OFFICER and CHIEF. A visit made while
    /// the firm was assigned is accepted whenever it arrives; the same `clientId` logs one visit.
    async fn log_visit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A visit to be logged.")] input: LogVisitInput,
    ) -> Result<VisitPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = NewVisit {
            enterprise_id: input.enterprise_id,
            plan_id: input.plan_id,
            report: input.report.parse()?,
            place: input.place.map(VisitPlaceInput::parse).transpose()?,
            attachment_ids: input.attachment_ids,
        };
        Ok(service::log_visit(ctx.viewer()?, key, new).await?.into())
    }

    /// Replaces what a done visit says, and keeps what stood before. Its visitor.
    async fn amend_visit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What a done visit is to say instead.")] input: AmendVisitInput,
    ) -> Result<VisitPayload> {
        let amendment = Amendment {
            report: input.report.parse()?,
            reason: input::text("reason", &input.reason)?,
            attachment_ids: input.attachment_ids,
        };
        let viewer = ctx.viewer()?;
        Ok(service::amend_visit(viewer, input.id, input.version, amendment).await?.into())
    }

    /// Gives up a planned visit. Its visitor.
    async fn cancel_visit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A planned visit that will not take place.")] input: CancelVisitInput,
    ) -> Result<VisitPayload> {
        let reason = input::text("reason", &input.reason)?;
        Ok(service::cancel_visit(ctx.viewer()?, input.id, input.version, reason).await?.into())
    }
}
