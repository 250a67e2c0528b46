//! A party of a settlement: a firm of the register, or a word for whoever it is. Never a person's name.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, enterprise, settlement};

/// A row of `settlement_party`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "settlement_party")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The settlement.
    pub settlement_id: Id<settlement::Entity>,
    /// The place among the parties, from 1.
    pub place: i32,
    /// The firm, where it is one of the register.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// What it is called, `用工方`, `工人代表`; may be empty beside a firm.
    pub words: String,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "stp";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
