//! A body that runs a liaison office together with the county: the federation of commerce, the
//! police there.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{agency, liaison_office};

/// A row of `office_partner`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "office_partner")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The office.
    pub office_id: Id<liaison_office::Entity>,
    /// The body.
    pub agency_id: Id<agency::Entity>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "opa";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
