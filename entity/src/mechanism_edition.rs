//! What a mechanism says, or said before: an edition is never changed.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, mechanism};

/// A row of `mechanism_edition`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mechanism_edition")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The mechanism.
    pub mechanism_id: Id<mechanism::Entity>,
    /// Which edition, from 1.
    pub edition: i32,
    /// What it is called.
    pub title: String,
    /// What is to be done, by whom and in which order.
    pub body: String,
    /// From which day on it is followed.
    pub effective_on: Date,
    /// When it was saved.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "med";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
