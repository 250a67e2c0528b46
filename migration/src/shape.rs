//! What the steps share: a table with an id, its foreign keys and its indexes, in few words.

use sea_orm_migration::{prelude::*, schema};

/// Whether an index refuses equals.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Equals {
    /// Many rows may have the same values.
    Allowed,
    /// No two rows may.
    Refused,
}

/// A table named `name` with the column `id`, a UUID.
pub fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).col(schema::uuid("id").primary_key()).take()
}

/// `version` and `created_at`, which every row that people edit has.
pub fn kept(table: &mut TableCreateStatement) -> &mut TableCreateStatement {
    table.col(schema::integer("version").default(1)).col(instant("created_at"))
}

/// An instant that is always there.
pub fn instant(name: &'static str) -> ColumnDef {
    schema::timestamp_with_time_zone(name)
}

/// A foreign key `fk_<table>_<column>` to the `id` of `to`, restricting deletes.
pub fn refers(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .take()
}

/// An index `ix_` or, where equals are refused, `uq_` `<table>_<columns>`.
pub fn index(
    table: &'static str,
    columns: &[&'static str],
    equals: Equals,
) -> IndexCreateStatement {
    let kind = if equals == Equals::Refused { "uq" } else { "ix" };
    let mut index = Index::create();
    index.name(format!("{kind}_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    if equals == Equals::Refused {
        index.unique();
    }
    index
}

/// Creates the tables, then the indexes.
///
/// # Errors
/// What the database says.
pub async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for index in indexes {
        manager.create_index(index).await?;
    }
    Ok(())
}

/// Drops the tables, the last first.
///
/// # Errors
/// What the database says.
pub async fn drop(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for name in tables.iter().rev() {
        manager.drop_table(Table::drop().table(*name).take()).await?;
    }
    Ok(())
}
