//! Calendar feeds of a world; nobody has their addresses.

use entity::{Id, calendar_feed, user};
use sea_orm::ActiveValue::Set;
use wanqi::features::auth::FeedToken;

use super::{Builder, Person, World};

impl World {
    /// A calendar feed of somebody's.
    pub async fn calendar_feed(&self, of: &Person) -> Id<calendar_feed::Entity> {
        let mut build = Builder::new(&self.database).await;
        let id = build.feed(of.id).await;
        build.tx.commit().await.unwrap();
        id
    }
}

impl Builder {
    pub(super) async fn feed(&mut self, of: Id<user::Entity>) -> Id<calendar_feed::Entity> {
        let token = FeedToken::draw();
        let row = calendar_feed::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            user_id: Set(of),
            name: Set("手机".to_owned()),
            token_hash: Set(token.hash),
            hint: Set(token.hint),
            created_at: Set(self.tx.clock().now()),
            last_used_at: Set(None),
            revoked_at: Set(None),
        };
        self.tx.insert(row).await.unwrap().id
    }
}
