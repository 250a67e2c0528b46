//! A person who signs in 用户: one role, one home.

use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{Id, Prefixed};
use crate::{agency, association, enterprise, officer};

/// What a user is. Each user has one role; domain rules hang on it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
pub enum Role {
    /// 管理员, by duties.
    Admin,
    /// 局领导.
    Leader,
    /// 联络办.
    Coordinator,
    /// 所队长.
    Chief,
    /// 民警.
    Officer,
    /// 网格辅警.
    Auxiliary,
    /// 协同单位.
    Partner,
    /// 协会.
    Association,
    /// 企业.
    Enterprise,
    /// 集成方, machine access.
    Integrator,
}

/// What an ADMIN may do; different people can hold them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Duty {
    /// Registers, settings, imports.
    System,
    /// Users, keys, sessions.
    Security,
    /// The audit log.
    Audit,
}

/// The duties of one user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Duties(pub Vec<Duty>);

/// Whether a user may sign in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "UserState")]
pub enum State {
    /// May sign in.
    Active,
    /// May not; kept, since the record names them.
    Deactivated,
}

/// A row of `app_user`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "app_user")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// What one signs in with, lower case, unique.
    pub username: String,
    /// What others see.
    pub name: String,
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// The one role.
    pub role: Role,
    /// What an ADMIN may do; empty for every other role.
    pub duties: Duties,
    /// The home of a public servant.
    pub agency_id: Option<Id<agency::Entity>>,
    /// The home of an association's people.
    pub association_id: Option<Id<association::Entity>>,
    /// The home of a firm's people.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// The officer this person is, for OFFICER and CHIEF.
    pub officer_id: Option<Id<officer::Entity>>,
    /// Only an ACTIVE user signs in.
    pub state: State,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "usr";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
