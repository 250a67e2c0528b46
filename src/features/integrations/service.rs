//! Clients of the API and their keys: one function a use case.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    Id, agency, api_client, association, machine_key,
    scope::{Scope, Scopes},
    text_list::TextList,
    user,
};
use ipnet::IpNet;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, sea_query::ExprTrait};

use super::policy;
use crate::{
    features::auth::{Home, NewMachine, insert_machine, issue_key, revoke_keys},
    platform::{Error, Result, error::Reason, input, tx::Tx, viewer::Viewer},
};

/// What the keys of clients begin with, after `wq_`.
const KEY_KIND: &str = "api";
/// Two years: a key that is never changed is a key that many know.
const MOST_DAYS: i64 = 730;
/// A week is time enough to change a key everywhere.
const MOST_OVERLAP_HOURS: i64 = 168;
/// Below this not even a page of a list would pass.
const LEAST_QUOTA: i32 = 1_000;
const MOST_QUOTA: i32 = 100_000_000;

const BAD_ADDRESS: Reason = Reason {
    code: "bad_address",
    zh: "请填写 IP 地址或网段，如 10.1.2.0/24",
    en: "Give an IP address or a block of them, such as 10.1.2.0/24",
};
const TWO_HOMES: Reason = Reason {
    code: "two_homes",
    zh: "只能归属一个单位或一个协会",
    en: "It belongs to one agency or to one association",
};
const REVOKED: Reason =
    Reason { code: "revoked", zh: "该接入系统已停用", en: "The client was revoked" };
const NO_OWNER: Reason = Reason {
    code: "no_owner",
    zh: "负责人须为在用的人员账号",
    en: "Somebody who signs in must answer for it",
};

/// A client to be made.
pub struct NewClient {
    /// What it is called.
    pub name: String,
    /// The agency whose rows it sees.
    pub agency_id: Option<Id<agency::Entity>>,
    /// The association whose rows it sees.
    pub association_id: Option<Id<association::Entity>>,
    /// What it may do.
    pub terms: Terms,
    /// How many days its key is good.
    pub key_days: i64,
}

/// What a client may do; absent stays.
#[derive(Default)]
pub struct Terms {
    /// What its keys open.
    pub scopes: Option<Vec<Scope>>,
    /// From where it may come.
    pub addresses: Option<Vec<String>>,
    /// What its queries may cost in a minute; as usual where it is `Some(None)`.
    pub quota: Option<Option<i32>>,
    /// Who answers for it.
    pub owner_id: Option<Id<user::Entity>>,
}

/// Makes a client, and gives its first key, which cannot be had again.
///
/// # Errors
/// `Invalid` for a name that is taken, two homes, a bad address, quota or number of days; `NotFound`
/// for a home or an owner that is not there.
pub async fn create_client(viewer: &Viewer, new: NewClient) -> Result<(api_client::Model, String)> {
    let mut tx = viewer.begin(policy::CREATE).await?;
    let home = home(&tx, &new).await?;
    let expires_at = expiry(&tx, new.key_days)?;
    let (id, now) = (tx.clock().new_id::<api_client::Entity>(), tx.clock().now());
    let machine = NewMachine { username: id.to_string(), name: new.name.clone(), home };
    let machine = insert_machine(&mut tx, machine).await?;
    let mut row = api_client::ActiveModel {
        id: Set(id),
        name: Set(new.name),
        user_id: Set(machine.id),
        scopes: Set(Scopes::default()),
        addresses: Set(TextList::default()),
        quota: Set(None),
        owner_id: Set(viewer.actor.user_id),
        revoked_at: Set(None),
        version: Set(1),
        created_at: Set(now),
    };
    agree(&tx, &mut row, new.terms).await?;
    let client = tx.insert(row).await?;
    let key = issue_key(&mut tx, machine.id, KEY_KIND, &client.name, Some(expires_at)).await?;
    tx.commit().await?;
    Ok((client, key))
}

/// Changes what a client may do; it holds within a second.
///
/// # Errors
/// `Conflict` when `version` is stale; `IllegalState` when it was revoked; `Invalid` as
/// `create_client`.
pub async fn update_client(
    viewer: &Viewer,
    id: Id<api_client::Entity>,
    version: i32,
    name: Option<String>,
    terms: Terms,
) -> Result<api_client::Model> {
    let mut tx = viewer.begin(policy::UPDATE).await?;
    let before = tx.edit_at::<api_client::Entity>(id, version).await?;
    check_lives(&before)?;
    let mut next = api_client::ActiveModel::default();
    if let Some(name) = name {
        next.name = Set(name);
    }
    agree(&tx, &mut next, terms).await?;
    let client = tx.update(&before, next).await?;
    tx.commit().await?;
    Ok(client)
}

/// Gives a client a new key, which cannot be had again. The old ones are good for so many hours
/// more.
///
/// # Errors
/// `IllegalState` when it was revoked; `Invalid` for a bad number of hours or days.
pub async fn rotate_key(
    viewer: &Viewer,
    id: Id<api_client::Entity>,
    overlap_hours: i64,
    key_days: i64,
) -> Result<(api_client::Model, String)> {
    use machine_key::Column;
    let mut tx = viewer.begin(policy::ROTATE).await?;
    let client = tx.edit::<api_client::Entity>(id).await?;
    check_lives(&client)?;
    if !(0..=MOST_OVERLAP_HOURS).contains(&overlap_hours) {
        return Err(Error::invalid("overlapHours", input::OUT_OF_RANGE));
    }
    let (now, expires_at) = (tx.clock().now(), expiry(&tx, key_days)?);
    let end = now + TimeDelta::hours(overlap_hours);
    let later = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(end));
    let good = Column::UserId.eq(client.user_id).and(Column::RevokedAt.is_null());
    let later = Condition::all().add(later).add(good);
    for key in tx.lock_where::<machine_key::Entity>(later).await? {
        let ends = machine_key::ActiveModel { expires_at: Set(Some(end)), ..Default::default() };
        tx.update(&key, ends).await?;
    }
    let key = issue_key(&mut tx, client.user_id, KEY_KIND, &client.name, Some(expires_at)).await?;
    tx.record_access::<api_client::Entity>(&client);
    tx.commit().await?;
    Ok((client, key))
}

/// Shuts a client out: its keys are dead within a second, and its account is closed.
///
/// # Errors
/// `NotFound` when it is not within reach.
pub async fn revoke_client(
    viewer: &Viewer,
    id: Id<api_client::Entity>,
) -> Result<api_client::Model> {
    let mut tx = viewer.begin(policy::REVOKE).await?;
    let before = tx.edit::<api_client::Entity>(id).await?;
    let revoked_at = before.revoked_at.unwrap_or_else(|| tx.clock().now());
    let gone = api_client::ActiveModel { revoked_at: Set(Some(revoked_at)), ..Default::default() };
    let client = tx.update(&before, gone).await?;
    revoke_keys(&mut tx, client.user_id).await?;
    let machine = tx.edit::<user::Entity>(client.user_id).await?;
    let closed = user::ActiveModel { state: Set(user::State::Deactivated), ..Default::default() };
    tx.update(&machine, closed).await?;
    tx.commit().await?;
    Ok(client)
}

const fn check_lives(client: &api_client::Model) -> Result<()> {
    if client.revoked_at.is_some() { Err(Error::IllegalState(REVOKED)) } else { Ok(()) }
}

/// Where the client belongs. The registers are out of a SECURITY administrator's reach: it is only
/// asked whether there is such a row.
async fn home(tx: &Tx, new: &NewClient) -> Result<Home> {
    if new.agency_id.is_some() && new.association_id.is_some() {
        return Err(Error::invalid("associationId", TWO_HOMES));
    }
    if let Some(id) = new.agency_id {
        tx.find::<agency::Entity>(id).await?;
    }
    if let Some(id) = new.association_id
        && tx.count_for_rule::<association::Entity>(association::Column::Id.eq(id)).await? == 0
    {
        return Err(tx.not_found::<association::Entity>(id));
    }
    let (agency_id, association_id) = (new.agency_id, new.association_id);
    Ok(Home { agency_id, association_id, ..Home::default() })
}

fn expiry(tx: &Tx, days: i64) -> Result<DateTime<Utc>> {
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Error::invalid("keyDays", input::OUT_OF_RANGE));
    }
    Ok(tx.clock().now() + TimeDelta::days(days))
}

async fn agree(tx: &Tx, row: &mut api_client::ActiveModel, terms: Terms) -> Result<()> {
    if let Some(mut scopes) = terms.scopes {
        scopes.sort_unstable_by_key(Scope::to_string);
        scopes.dedup();
        row.scopes = Set(Scopes(scopes));
    }
    if let Some(addresses) = terms.addresses {
        row.addresses = Set(TextList(nets(addresses)?));
    }
    if let Some(quota) = terms.quota {
        if quota.is_some_and(|quota| !(LEAST_QUOTA..=MOST_QUOTA).contains(&quota)) {
            return Err(Error::invalid("quotaPerMinute", input::OUT_OF_RANGE));
        }
        row.quota = Set(quota);
    }
    if let Some(id) = terms.owner_id {
        let owner = tx.find::<user::Entity>(id).await?;
        let signs_in = owner.state == user::State::Active && owner.role != user::Role::Integrator;
        if !signs_in {
            return Err(Error::invalid("ownerId", NO_OWNER));
        }
        row.owner_id = Set(id);
    }
    Ok(())
}

/// The blocks as they are written usually; a single address is a block of one.
fn nets(addresses: Vec<String>) -> Result<Vec<String>> {
    let bad = || Error::invalid("addresses", BAD_ADDRESS);
    let net = |text: &String| {
        let text = text.trim();
        let single = || text.parse::<std::net::IpAddr>().map(IpNet::from);
        text.parse::<IpNet>().or_else(|_| single()).map(|net| net.trunc().to_string())
    };
    if addresses.len() > input::ENTRIES {
        return Err(Error::invalid("addresses", input::TOO_MANY));
    }
    addresses.iter().map(|text| net(text).map_err(|_| bad())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_block_of_one() {
        let given = ["10.1.2.3", " 10.1.2.3/24 ", "2001:db8::1"].map(str::to_owned).to_vec();
        assert_eq!(nets(given).unwrap(), ["10.1.2.3/32", "10.1.2.0/24", "2001:db8::1/128"]);
        for bad in ["", "10.1.2", "10.1.2.0/33", "example.cn"] {
            assert!(nets(vec![bad.to_owned()]).is_err(), "{bad}");
        }
    }
}
