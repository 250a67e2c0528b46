//! Which systems the demo county's machines are, and what their clients may do: the one of a
//! station everything, that of the governance centre what a hotline needs.

use entity::{
    api_client,
    scope::{Area, Scope, Scopes},
    text_list::TextList,
};
use sea_orm::ActiveValue::Set;

use super::{BUILD, WHY, people::People};
use crate::platform::{
    Result,
    actor::{Behalf, Origin},
    db::Database,
};

/// Makes the clients.
pub async fn build(database: &Database, people: &People) -> Result<()> {
    let owner = people.voice("admin1")?.id();
    let hotline = [
        Scope::Read(Area::Registers),
        Scope::Read(Area::Requests),
        Scope::Write(Area::Requests),
        Scope::Read(Area::Incidents),
        Scope::Write(Area::Incidents),
        Scope::Adhoc,
    ];
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut tx = db.begin(BUILD).await?;
    for (username, name, scopes) in [
        ("integrator1", "大唐派出所接入平台", Scope::all().collect()),
        ("integrator2", "大唐街道政务热线", hotline.to_vec()),
    ] {
        let row = api_client::ActiveModel {
            id: Set(tx.clock().new_id()),
            name: Set(name.to_owned()),
            user_id: Set(people.voice(username)?.id()),
            scopes: Set(Scopes(scopes)),
            addresses: Set(TextList::default()),
            quota: Set(None),
            owner_id: Set(owner),
            revoked_at: Set(None),
            version: Set(1),
            created_at: Set(tx.clock().now()),
        };
        tx.insert(row).await?;
    }
    tx.commit().await
}
