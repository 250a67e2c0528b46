//! Creates the registers: towns, branches, agencies, officers, associations, enterprises, contacts.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates the registers: towns, branches, agencies, officers, associations, enterprises, contacts.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![
                {
                    let mut t = table("town");
                    t.col(string("code"));
                    t.col(string("name"));
                    t.col(json("former_names"));
                    t.col(json("leading_industries"));
                    t.col(double("latitude"));
                    t.col(double("longitude"));
                    kept(&mut t);
                    t
                },
                {
                    let mut t = table("branch");
                    t.col(string("code"));
                    t.col(string("name"));
                    t
                },
                {
                    let mut t = table("agency");
                    t.col(string("name"));
                    t.col(string_len("level", 24));
                    t.col(string("division"));
                    t.col(string_null("branch"));
                    t.col(uuid_null("parent_id"));
                    t.col(uuid_null("guiding_id"));
                    t.col(uuid_null("town_id"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("agency", "parent_id", "agency"));
                    t.foreign_key(&mut refers("agency", "guiding_id", "agency"));
                    t.foreign_key(&mut refers("agency", "town_id", "town"));
                    t
                },
                {
                    let mut t = table("officer");
                    t.col(string("badge_number"));
                    t.col(string("name"));
                    t.col(string("rank"));
                    t.col(string("branch"));
                    t.col(uuid("agency_id"));
                    t.col(uuid("town_id"));
                    t.col(string("phone"));
                    t.col(double("latitude"));
                    t.col(double("longitude"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("officer", "agency_id", "agency"));
                    t.foreign_key(&mut refers("officer", "town_id", "town"));
                    t
                },
                {
                    let mut t = table("association");
                    t.col(string("name"));
                    t.col(uuid_null("town_id"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("association", "town_id", "town"));
                    t
                },
                {
                    let mut t = table("enterprise");
                    t.col(string("name"));
                    t.col(string("credit_code"));
                    t.col(uuid("town_id"));
                    t.col(string("industry"));
                    t.col(integer_null("employees"));
                    t.col(big_integer_null("revenue_cny"));
                    t.col(boolean("above_scale"));
                    t.col(integer_null("above_scale_year"));
                    t.col(string_null("above_scale_source"));
                    t.col(string("address"));
                    t.col(double_null("latitude"));
                    t.col(double_null("longitude"));
                    t.col(uuid_null("merged_into_id"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("enterprise", "town_id", "town"));
                    t.foreign_key(&mut refers("enterprise", "merged_into_id", "enterprise"));
                    t
                },
                {
                    let mut t = table("association_member");
                    t.col(uuid("association_id"));
                    t.col(uuid("enterprise_id"));
                    t.col(date("joined_on"));
                    t.col(date_null("left_on"));
                    t.col(instant("created_at"));
                    t.foreign_key(&mut refers(
                        "association_member",
                        "association_id",
                        "association",
                    ));
                    t.foreign_key(&mut refers("association_member", "enterprise_id", "enterprise"));
                    t
                },
                {
                    let mut t = table("contact");
                    t.col(uuid_null("enterprise_id"));
                    t.col(uuid_null("association_id"));
                    t.col(string("name"));
                    t.col(string("post"));
                    t.col(string("phone"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("contact", "enterprise_id", "enterprise"));
                    t.foreign_key(&mut refers("contact", "association_id", "association"));
                    t
                },
            ],
            vec![
                index("town", &["code"], Equals::Refused),
                index("town", &["name"], Equals::Refused),
                index("branch", &["code"], Equals::Refused),
                index("agency", &["name"], Equals::Refused),
                index("agency", &["parent_id"], Equals::Allowed),
                index("agency", &["guiding_id"], Equals::Allowed),
                index("agency", &["town_id"], Equals::Allowed),
                index("officer", &["badge_number"], Equals::Refused),
                index("officer", &["agency_id"], Equals::Allowed),
                index("officer", &["town_id"], Equals::Allowed),
                index("officer", &["name", "id"], Equals::Allowed),
                index("association", &["name"], Equals::Refused),
                index("association", &["town_id"], Equals::Allowed),
                index("enterprise", &["credit_code"], Equals::Refused),
                index("enterprise", &["town_id", "name", "id"], Equals::Allowed),
                index("enterprise", &["name", "id"], Equals::Allowed),
                index("enterprise", &["created_at", "id"], Equals::Allowed),
                index("enterprise", &["industry"], Equals::Allowed),
                index("enterprise", &["merged_into_id"], Equals::Allowed),
                index(
                    "association_member",
                    &["association_id", "created_at", "id"],
                    Equals::Allowed,
                ),
                index("association_member", &["enterprise_id"], Equals::Allowed),
                index("association_member", &["association_id", "enterprise_id"], Equals::Refused)
                    .name("uq_association_member_open")
                    .and_where(Expr::col("left_on").is_null())
                    .take(),
                index("contact", &["enterprise_id", "created_at", "id"], Equals::Allowed),
                index("contact", &["association_id", "created_at", "id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &[
                "town",
                "branch",
                "agency",
                "officer",
                "association",
                "enterprise",
                "association_member",
                "contact",
            ],
        )
        .await
    }
}
