//! The client of the API that a machine of the worlds is.

use entity::{
    Id, api_client,
    scope::{Scope, Scopes},
    text_list::TextList,
    user,
};
use sea_orm::ActiveValue::Set;
use wanqi::platform::tx::Tx;

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
