//! The settings of the programme: one row.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, office_hours::OfficeHours, text_list::TextList};

/// A row of `programme_setting`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_setting")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Below this an officer is shown as under-loaded.
    pub caseload_lower: i32,
    /// No link is made above this.
    pub caseload_upper: i32,
    /// 办公时间: the hours of a working day in which deadlines run.
    pub office_hours: OfficeHours,
    /// How many months ahead a recurring demand is reminded of.
    pub demand_reminder_months: i32,
    /// From how many hours before it a due date is called near.
    pub due_soon_hours: i32,
    /// How many working days one step of an escalation has.
    pub escalation_days: i32,
    /// Within how many days a firm is to be visited.
    pub visit_cadence_days: i32,
    /// Metres that an officer of another branch than fits the firm counts more in a plan.
    pub plan_branch_misfit_m: i32,
    /// Metres that an officer of another town counts more.
    pub plan_town_crossing_m: i32,
    /// Metres that another officer than the present one counts more.
    pub plan_change_m: i32,
    /// Which industries a branch fits, as `industry=branch`.
    pub branch_fits: TextList,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "set";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
