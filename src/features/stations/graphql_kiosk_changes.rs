//! Changes of kiosks in the schema. A resolver reads the input, calls one service function and wraps
//! the result.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{Id, kiosk, liaison_station, service_request};
use uuid::Uuid;

use super::{
    graphql_kiosks::Kiosk,
    heartbeat::{Beat, report_heartbeat},
    kiosks::{self, NewKiosk},
};
use crate::platform::{Error, Result, idempotency::ClientKey, input, viewer::ViewerContext};

/// A kiosk to be proposed.
#[derive(InputObject)]
struct ProposeKioskInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The station it is to stand at.
    station_id: Id<liaison_station::Entity>,
    /// The request that asks for it, whose escalations decide on it.
    request_id: Option<Id<service_request::Entity>>,
    /// What kind of machine it is, 出入境自助机 and the like.
    name: String,
    /// The kinds of documents it issues 可办业务, 1 to 20.
    services: Vec<String>,
    /// How many people it is rated to serve a day, 1 to 10,000.
    daily_capacity: i32,
    /// Why it is wanted.
    reason: String,
}

/// A kiosk that is in place.
#[derive(InputObject)]
struct InstallKioskInput {
    /// The kiosk.
    id: Id<kiosk::Entity>,
    /// The version that was seen.
    version: i32,
}

/// A kiosk that is taken out of service.
#[derive(InputObject)]
struct RetireKioskInput {
    /// The kiosk.
    id: Id<kiosk::Entity>,
    /// The version that was seen.
    version: i32,
    /// Why.
    reason: String,
}

/// How many people a machine served with one kind of document.
#[derive(InputObject)]
struct KioskCountInput {
    /// The kind of document, one of the kiosk's services.
    kind: String,
    /// How many since the heartbeat before, 0 to 10,000.
    count: i32,
}

/// What a machine says.
#[derive(InputObject)]
struct ReportKioskHeartbeatInput {
    /// The number of this heartbeat, from 1 on and higher every time. One that is sent again keeps
    /// its number and is not counted again.
    sequence: i32,
    /// When the people were served; now unless said, at most 31 days ago.
    at: Option<DateTime<Utc>>,
    /// Whom it served since the heartbeat before, at most 20 entries.
    #[graphql(default)]
    counts: Vec<KioskCountInput>,
}

/// The kiosk as it stands now.
#[derive(SimpleObject)]
struct KioskPayload {
    /// The kiosk.
    kiosk: Kiosk,
}

impl From<kiosk::Model> for KioskPayload {
    fn from(row: kiosk::Model) -> Self {
        Self { kiosk: row.into() }
    }
}

/// A kiosk and the key it signs in with.
#[derive(SimpleObject)]
struct InstallKioskPayload {
    /// The kiosk.
    kiosk: Kiosk,
    /// What it sends as `Authorization: Bearer ...`. Shown now and never again.
    key: String,
}

/// What came of a heartbeat.
#[derive(SimpleObject)]
struct ReportKioskHeartbeatPayload {
    /// The kiosk.
    kiosk: Kiosk,
    /// Whether the counts were added now; false for a heartbeat that came before, or too late.
    is_counted: bool,
}

/// Changes of kiosks.
#[derive(Default)]
pub struct KiosksMutation;

/// Proposing, installing, hearing and retiring kiosks.
#[Object]
impl KiosksMutation {
    /// Proposes a kiosk for a station. It is approved or refused by the escalations of its request,
    /// and by nothing else. OFFICER, CHIEF and COORDINATOR, who see the request.
    async fn propose_kiosk(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A kiosk to be proposed.")] input: ProposeKioskInput,
    ) -> Result<KioskPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = NewKiosk {
            station_id: input.station_id,
            request_id: input.request_id,
            name: input::line("name", &input.name)?,
            services: input::lines("services", input.services)?,
            daily_capacity: input.daily_capacity,
            reason: input::text("reason", &input.reason)?,
        };
        Ok(kiosks::propose_kiosk(ctx.viewer()?, key, new).await?.into())
    }

    /// Says that an approved kiosk is in place, and gives the key it signs in with, once. Called
    /// again before the first heartbeat it gives another key, and the first one is refused.
    /// COORDINATOR.
    async fn install_kiosk(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A kiosk that is in place.")] input: InstallKioskInput,
    ) -> Result<InstallKioskPayload> {
        let viewer = ctx.viewer()?;
        let (kiosk, key) = kiosks::install_kiosk(viewer, input.id, input.version).await?;
        Ok(InstallKioskPayload { kiosk: kiosk.into(), key })
    }

    /// Says that a kiosk is alive and whom it served; it is ONLINE then. INTEGRATOR: the kiosk itself,
    /// with the key of its installation, every minute or so. After a quarter of an hour of silence
    /// it is OFFLINE.
    async fn report_kiosk_heartbeat(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What a machine says.")] input: ReportKioskHeartbeatInput,
    ) -> Result<ReportKioskHeartbeatPayload> {
        if input.counts.len() > input::ENTRIES {
            return Err(Error::invalid("counts", input::TOO_MANY));
        }
        let counts = input.counts.into_iter().map(|entry| (entry.kind, entry.count)).collect();
        let beat = Beat { sequence: input.sequence, at: input.at, counts };
        let (kiosk, is_counted) = report_heartbeat(ctx.viewer()?, beat).await?;
        Ok(ReportKioskHeartbeatPayload { kiosk: kiosk.into(), is_counted })
    }

    /// Takes a kiosk out of service for good; its key is refused within a second. COORDINATOR.
    async fn retire_kiosk(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A kiosk that is taken out of service.")] input: RetireKioskInput,
    ) -> Result<KioskPayload> {
        let reason = input::text("reason", &input.reason)?;
        let viewer = ctx.viewer()?;
        Ok(kiosks::retire_kiosk(viewer, input.id, input.version, reason).await?.into())
    }
}
