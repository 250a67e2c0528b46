//! The membership of one enterprise in one association.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{association, enterprise};

/// A row of `association_member`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "association_member")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The association.
    pub association_id: Id<association::Entity>,
    /// The member.
    pub enterprise_id: Id<enterprise::Entity>,
    /// From which day.
    pub joined_on: Date,
    /// Until which day; none while a member.
    pub left_on: Option<Date>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "mbr";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
