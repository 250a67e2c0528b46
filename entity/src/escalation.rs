//! An escalation 上报: one step of a chain, by which a request asks a higher agency for a decision.

use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{Id, Prefixed};
use crate::{agency, kiosk, service_request};

/// Where a step stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "EscalationState")]
pub enum State {
    /// 待审批: the addressed agency has to decide.
    Pending,
    /// 已同意. Ends here.
    Approved,
    /// 不同意: the chain ends here.
    Refused,
    /// 已退回: more is asked for; the sender resubmits.
    Returned,
    /// 已终止: the request was withdrawn or answered without it.
    Ended,
}

/// A step of a chain: who decides, and how long it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainStep {
    /// The agency that decides.
    pub agency_id: Uuid,
    /// How many working days it has.
    pub days: i32,
}

/// Steps of a chain, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ChainSteps(pub Vec<ChainStep>);

/// A row of `escalation`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The request.
    pub request_id: Id<service_request::Entity>,
    /// The first step of the chain; the step itself when it is the first.
    pub chain_id: Id<Entity>,
    /// The place in the chain, from 1.
    pub place: i32,
    /// The agency that decides.
    pub agency_id: Id<agency::Entity>,
    /// What is asked for, in one line.
    pub subject: String,
    /// The kiosk that the last approval of the chain approves.
    pub kiosk_id: Option<Id<kiosk::Entity>>,
    /// How many working days the agency has for each attempt.
    pub days: i32,
    /// Where it stands.
    pub state: State,
    /// Which attempt it is, from 1.
    pub attempt: i32,
    /// The steps that follow its approval.
    pub rest: ChainSteps,
    /// When the present attempt was put before the agency.
    pub sent_at: DateTimeUtc,
    /// Until when it is to be decided; none unless PENDING.
    pub due_at: Option<DateTimeUtc>,
    /// Whether that leans on days of a year that is not announced yet.
    pub due_provisional: bool,
    /// When that was computed.
    pub due_computed_at: DateTimeUtc,
    /// When it was noted that the present attempt passed its due date.
    pub fell_due_at: Option<DateTimeUtc>,
    /// When the last decision was made.
    pub decided_at: Option<DateTimeUtc>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "esc";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
