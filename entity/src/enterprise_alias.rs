//! The id of a merged enterprise, and the record it was merged into: a view of `enterprise` by
//! which an old id still resolves for whoever sees the surviving record.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, enterprise};

/// A row of `enterprise`, as far as where it went.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "enterprise")]
pub struct Model {
    /// The old id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The surviving record; none for a record that was not merged.
    pub merged_into_id: Option<Id<enterprise::Entity>>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "ent";
}

impl From<Id<enterprise::Entity>> for Id<Entity> {
    fn from(id: Id<enterprise::Entity>) -> Self {
        Self::from_uuid(id.uuid())
    }
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
