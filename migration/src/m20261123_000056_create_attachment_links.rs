//! Creates the links from attachments to the rows they belong to, and notes on an attachment when
//! it got one.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, refers, table};

/// Creates the links of attachments.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Those still without a link: of a person, and of a time.
const UNLINKED: [(&str, &[&str]); 2] = [
    ("ix_attachment_unlinked_of", &["uploader_id", "created_at"]),
    ("ix_attachment_unlinked_since", &["created_at"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let linked_at = timestamp_with_time_zone_null("linked_at");
        let add = Table::alter().table("attachment").add_column(linked_at).take();
        manager.alter_table(add).await?;

        let mut link = table("attachment_link");
        link.col(uuid("attachment_id"));
        link.col(uuid_null("visit_id"));
        link.col(uuid_null("request_event_id"));
        link.col(integer("place"));
        link.col(instant("created_at"));
        link.foreign_key(&mut refers("attachment_link", "attachment_id", "attachment"));
        link.foreign_key(&mut refers("attachment_link", "visit_id", "visit"));
        link.foreign_key(&mut refers("attachment_link", "request_event_id", "request_event"));
        let of_visit = Expr::col("visit_id").is_not_null();
        let of_event = Expr::col("request_event_id").is_not_null();
        let one_holder = Expr::expr(of_visit).ne(Expr::expr(of_event));
        link.check(("ck_attachment_link_holder", one_holder));

        // Without the rows of other holders: so many NULLs would pass for the usual number of rows.
        let held_by = |holder: &'static str| {
            index("attachment_link", &[holder, "place"], Equals::Refused)
                .and_where(Expr::col(holder).is_not_null())
                .take()
        };
        let mut indexes = vec![
            index("attachment_link", &["attachment_id"], Equals::Refused),
            held_by("visit_id"),
            held_by("request_event_id"),
        ];
        indexes.extend(UNLINKED.map(|(name, columns)| {
            index("attachment", columns, Equals::Allowed)
                .name(name)
                .and_where(Expr::col("linked_at").is_null())
                .take()
        }));
        create(manager, vec![link], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["attachment_link"]).await?;
        for (name, _) in UNLINKED {
            let mut index = Index::drop();
            index.table("attachment").name(name);
            manager.drop_index(index).await?;
        }
        let drop = Table::alter().table("attachment").drop_column("linked_at").take();
        manager.alter_table(drop).await
    }
}
