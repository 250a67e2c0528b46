//! One move of an incident. The events of an incident, replayed, give how it stands.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{
    agency, dispatch,
    incident::{self, State},
    incident_category::{self, Nature},
    user,
};

/// What can happen to an incident.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "IncidentStep")]
pub enum Step {
    /// 接报: it came in.
    Report,
    /// 研判: it is sorted.
    Triage,
    /// 分流: it goes to the town's governance centre.
    Divert,
    /// 派单: a unit is told to go.
    Dispatch,
    /// 接单: a unit goes.
    Accept,
    /// 到场: a unit is there.
    Arrive,
    /// 化解: it is settled.
    Settle,
    /// 退回公安: it goes back to the police.
    Return,
    /// 办结.
    Close,
}

/// A row of `incident_event`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "incident_event")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The incident.
    pub incident_id: Id<incident::Entity>,
    /// The place in the timeline, from 1.
    pub seq: i32,
    /// What happened.
    pub step: Step,
    /// Where the incident stood afterwards.
    pub state: State,
    /// Who made it.
    pub actor_id: Id<user::Entity>,
    /// That one's name then.
    pub actor_name: String,
    /// When.
    pub at: DateTimeUtc,
    /// The reason, the note; may be empty.
    pub note: String,
    /// Whose business it is, where the step says so.
    pub nature: Option<Nature>,
    /// What it was sorted as, where the step says so.
    pub triage_category_id: Option<Id<incident_category::Entity>>,
    /// The centre it goes to, or the unit that is sent.
    pub agency_id: Option<Id<agency::Entity>>,
    /// The unit's errand that it is about.
    pub dispatch_id: Option<Id<dispatch::Entity>>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "ine";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
