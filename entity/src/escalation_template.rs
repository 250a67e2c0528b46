//! A template of chains: which agencies decide in turn, and how long each has.

use sea_orm::entity::prelude::*;

use crate::escalation::ChainSteps;
use crate::{Id, Prefixed};

/// A row of `escalation_template`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation_template")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// What it is called, unique.
    pub name: String,
    /// Who decides in turn.
    pub steps: ChainSteps,
    /// Since when it is not offered any more.
    pub retired_at: Option<DateTimeUtc>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "etp";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
