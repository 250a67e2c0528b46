//! The client of the API that a machine of the worlds is.

use entity::{
    Id, api_client,
    scope::{Scope, Scopes},
    text_list::TextList,
    user, webhook,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use wanqi::platform::{db::Database, tx::Tx};

use super::{Builder, Home, MARK, Person, World};

/// A client whose keys open everything; the machine answers for itself.
pub fn client_row(tx: &Tx, machine: Id<user::Entity>, name: &str) -> api_client::ActiveModel {
    api_client::ActiveModel {
        id: Set(tx.clock().new_id()),
        name: Set(name.to_owned()),
        user_id: Set(machine),
        scopes: Set(Scopes(Scope::all().collect())),
        addresses: Set(TextList::default()),
        quota: Set(None),
        owner_id: Set(machine),
        revoked_at: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    }
}

/// The client that a machine is.
pub async fn client_of(database: &Database, machine: &Person) -> Id<api_client::Entity> {
    let is_its = api_client::Column::UserId.eq(machine.id);
    let row = database.unscoped("a test").one::<api_client::Entity>(is_its).await.unwrap();
    row.unwrap().id
}

/// A webhook of a client, that is told at an address where nobody listens.
pub async fn webhook_of(
    database: &Database,
    client_id: Id<api_client::Entity>,
) -> Id<webhook::Entity> {
    let mut build = Builder::new(database).await;
    let row = webhook::ActiveModel {
        id: Set(build.tx.clock().new_id()),
        client_id: Set(client_id),
        url: Set("http://127.0.0.1:9/nobody".to_owned()),
        topics: Set(TextList(vec!["visit.*".to_owned()])),
        description: Set(format!("推送{MARK}")),
        state: Set(webhook::State::Active),
        generation: Set(1),
        rotated_at: Set(build.tx.clock().now()),
        version: Set(1),
        created_at: Set(build.tx.clock().now()),
    };
    let id = build.tx.insert(row).await.unwrap().id;
    build.tx.commit().await.unwrap();
    id
}

impl World {
    /// A webhook of the first world that nobody has touched yet.
    pub async fn fresh_webhook(&self, number: u64) -> Id<webhook::Entity> {
        let client = self.fresh_client(number).await;
        webhook_of(&self.database, client).await
    }

    /// A client of the first world that nobody has touched yet.
    pub async fn fresh_client(&self, number: u64) -> Id<api_client::Entity> {
        let mut build = Builder::new(&self.database).await;
        let home = Home::Agency(self.first.agency);
        let name = format!("machine{number:06}");
        let machine = build.person(&name, user::Role::Integrator, vec![], home).await;
        build.tx.commit().await.unwrap();
        client_of(&self.database, &machine).await
    }
}
