//! Splitting an agency 分设: some of its officers become agencies of their own; it goes on with the
//! others.

use chrono::NaiveDate;
use entity::{Id, agency, officer, town};
use sea_orm::ActiveValue::Set;

use super::{
    policy,
    reorganisation::NOT_YET,
    service::{ENDED, LINES, check_branch},
};
use crate::platform::{
    Error, Result, error::Reason, idempotency::ClientKey, input, tx::Tx, viewer::Viewer,
};

const NOT_OF_IT: Reason = Reason {
    code: "other_agency",
    zh: "该民警不属于被分设的单位",
    en: "The officer is of another agency",
};

const OFFICERS: &str = "officerIds";
/// The most officers that go along.
const MOST: usize = 200;

/// A split 分设.
pub struct Split {
    /// The one that is split; it goes on.
    pub from: Id<agency::Entity>,
    /// Since when.
    pub on: NaiveDate,
    /// 单位名称.
    pub name: String,
    /// The code of its branch; that of the old one when left out.
    pub branch: Option<String>,
    /// The town it serves.
    pub town_id: Option<Id<town::Entity>>,
    /// The officers that it begins with.
    pub officers: Vec<Id<officer::Entity>>,
}

/// Makes an agency of a part of another, beside it in both lines, with some of its officers.
///
/// # Errors
/// `NotFound` for an unknown agency, officer or town, `Invalid` for an officer of another agency, too
/// many, a name that is taken, an unknown branch or a day to come, `IllegalState` when it has ended.
pub async fn split_agency(
    viewer: &Viewer,
    key: Option<ClientKey>,
    asked: Split,
) -> Result<agency::Model> {
    if asked.officers.len() > MOST {
        return Err(Error::invalid(OFFICERS, input::TOO_MANY));
    }
    let mut tx = viewer.begin(policy::SPLIT).await?;
    if let Some(first) = tx.first_result::<agency::Entity>(key).await? {
        return Ok(first);
    }
    tx.claim(LINES).await?;
    if asked.on > tx.clock().today() {
        return Err(Error::invalid("on", NOT_YET));
    }
    let from = tx.edit::<agency::Entity>(asked.from).await?;
    if from.ended_on.is_some() {
        return Err(Error::IllegalState(ENDED));
    }
    if let Some(code) = &asked.branch {
        check_branch(&tx, code).await?;
    }
    if let Some(id) = asked.town_id {
        tx.find::<town::Entity>(id).await?;
    }
    let row = agency::ActiveModel {
        id: Set(tx.clock().new_id()),
        name: Set(asked.name),
        level: Set(from.level),
        division: Set(from.division),
        branch: Set(asked.branch.or(from.branch)),
        parent_id: Set(from.parent_id),
        guiding_id: Set(from.guiding_id),
        town_id: Set(asked.town_id),
        successor_id: Set(None),
        predecessor_id: Set(Some(from.id)),
        began_on: Set(Some(asked.on)),
        ended_on: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let part = tx.insert(row).await?;
    for id in asked.officers {
        move_officer(&mut tx, id, from.id, part.id).await?;
    }
    tx.commit().await?;
    Ok(part)
}

async fn move_officer(
    tx: &mut Tx,
    id: Id<officer::Entity>,
    from: Id<agency::Entity>,
    into: Id<agency::Entity>,
) -> Result<()> {
    let before = tx.edit::<officer::Entity>(id).await?;
    if before.agency_id != from {
        return Err(Error::invalid(OFFICERS, NOT_OF_IT));
    }
    let moved = officer::ActiveModel { agency_id: Set(into), ..Default::default() };
    tx.update(&before, moved).await?;
    Ok(())
}
