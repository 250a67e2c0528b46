//! A member of a task force: an officer, or an agency with its chief and partner people.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{agency, officer, task_force};

/// A row of `task_force_member`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "task_force_member")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The task force.
    pub task_force_id: Id<task_force::Entity>,
    /// The agency it comes from.
    pub agency_id: Id<agency::Entity>,
    /// The officer; none where the agency takes part as a whole.
    pub officer_id: Option<Id<officer::Entity>>,
    /// Since when.
    pub joined_at: DateTimeUtc,
    /// Until when: left, or the task force was dissolved.
    pub left_at: Option<DateTimeUtc>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "tfm";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
