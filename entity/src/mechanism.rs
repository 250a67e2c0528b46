//! A mechanism 运行机制: a numbered procedure that a case runs under. What it says stands in its
//! editions.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};

/// A row of `mechanism`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mechanism")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The number it is known by, unique.
    pub number: i32,
    /// What its newest edition is called.
    pub title: String,
    /// Its newest edition, from 1.
    pub edition: i32,
    /// Whether it is made up, to try the programme on.
    pub sample: bool,
    /// Since when nothing new runs under it.
    pub retired_at: Option<DateTimeUtc>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "mec";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
