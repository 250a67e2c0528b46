//! A contact 联系人: a person at an enterprise or an association. Name, post and work phone only.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{association, enterprise, phone::Phone};

/// A row of `contact`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contact")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The enterprise, unless an association.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// The association, unless an enterprise.
    pub association_id: Option<Id<association::Entity>>,
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: String,
    /// The work phone.
    pub phone: Phone,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "con";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
