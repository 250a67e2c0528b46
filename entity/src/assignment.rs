//! An assignment 挂联: one officer is the fixed liaison of one enterprise, from a day to a day.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{caseload_plan, enterprise, officer};

/// A row of `assignment`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The enterprise.
    pub enterprise_id: Id<enterprise::Entity>,
    /// The officer.
    pub officer_id: Id<officer::Entity>,
    /// The first day.
    pub started_on: Date,
    /// The last day; none while it is open.
    pub ended_on: Option<Date>,
    /// Why it began: the handover note, the plan's reason.
    pub start_note: String,
    /// Why it ended.
    pub end_note: Option<String>,
    /// The plan that ended it; the officer is asked for a note afterwards.
    pub plan_id: Option<Id<caseload_plan::Entity>>,
    /// What the officer who handed over wrote afterwards.
    pub handover_note: Option<String>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "asg";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
