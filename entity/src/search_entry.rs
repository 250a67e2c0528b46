//! What the index of the search holds of one row of another table. Derived: it can be written anew
//! from the registers at any time.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};

/// What kind of row an entry leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
pub enum Kind {
    /// An enterprise.
    Enterprise,
    /// An officer.
    Officer,
    /// An association.
    Association,
    /// A liaison station.
    LiaisonStation,
}

/// A row of `search_entry`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "search_entry")]
pub struct Model {
    /// The id of the row it leads to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// What kind of row that is.
    pub kind: Kind,
    /// Its name, by which results are ordered.
    pub label: String,
    /// All that it is found by, folded, a text a line: for the exact check.
    pub folded: String,
    /// The terms of the index, parted by blanks.
    pub terms: String,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "sen";
}

/// No relation is declared: the id is that of a row of the table that `kind` names.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
