//! A firm of the county with premises elsewhere 在外诸商, looked after by a liaison office there.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{enterprise, liaison_office};

/// A row of `office_merchant`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "office_merchant")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The office.
    pub office_id: Id<liaison_office::Entity>,
    /// The firm.
    pub enterprise_id: Id<enterprise::Entity>,
    /// Since when.
    pub since: Date,
    /// Until when; none while it is so.
    pub left_on: Option<Date>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "mer";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
