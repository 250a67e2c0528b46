//! A system of somebody else's that uses the API with keys of its own 接入系统.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, scope::Scopes, text_list::TextList, user};

/// A row of `api_client`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_client")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// What it is called.
    pub name: String,
    /// The user that the system is, unique: its role is INTEGRATOR, its home says whose rows it
    /// sees.
    pub user_id: Id<user::Entity>,
    /// What its keys open.
    pub scopes: Scopes,
    /// From where it may come, as CIDR blocks; from anywhere where there are none.
    pub addresses: TextList,
    /// What its queries may cost in a minute; as usual where it is not said.
    pub quota: Option<i32>,
    /// Who answers for it, and is told when its webhooks fail.
    pub owner_id: Id<user::Entity>,
    /// Since when it is refused for good.
    pub revoked_at: Option<DateTimeUtc>,
    /// Counts the changes.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "acl";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
