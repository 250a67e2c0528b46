//! Who takes part in a task force.

use std::collections::HashSet;

use entity::{Id, agency, officer, task_force, task_force_member};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use crate::{
    features::agencies::service::find_present,
    platform::{Error, Result, error::Reason, input, tx::Tx},
};

/// The most members of a task force.
pub const MOST: usize = 50;

const NOBODY: Reason = Reason {
    code: "no_member",
    zh: "请指明成员单位或成员民警",
    en: "Name an agency or an officer",
};
const OTHER_AGENCY: Reason = Reason {
    code: "other_agency",
    zh: "该民警不属于所填单位",
    en: "The officer is of another agency",
};
const NO_MEMBER: Reason = Reason {
    code: "not_a_member",
    zh: "该成员不在专班中",
    en: "It is no member of this task force",
};

const LEADS: Reason = Reason {
    code: "leads",
    zh: "该单位是牵头单位，请先更换牵头单位",
    en: "The agency leads: name another lead first",
};
/// The field that names who leaves.
const GONE: &str = "removeMemberIds";

/// Somebody who is to take part: an officer, or an agency as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NewMember {
    /// The agency; that of the officer when left out.
    pub agency_id: Option<Id<agency::Entity>>,
    /// The officer.
    pub officer_id: Option<Id<officer::Entity>>,
}

/// Adds members; those who take part already stay as they are.
///
/// # Errors
/// `NotFound` for an unknown agency or officer, `Invalid` when there are too many, an agency has
/// ended or an officer is of another agency.
pub async fn add(
    tx: &mut Tx,
    force: Id<task_force::Entity>,
    field: &'static str,
    new: Vec<NewMember>,
) -> Result<()> {
    let present = of(tx, force).await?;
    if new.len() + present.len() > MOST {
        return Err(Error::invalid(field, input::TOO_MANY));
    }
    let mut taking_part: HashSet<_> =
        present.iter().map(|row| (row.agency_id, row.officer_id)).collect();
    let now = tx.clock().now();
    let mut rows = Vec::new();
    for member in new {
        let officer = match member.officer_id {
            Some(id) => Some(tx.find::<officer::Entity>(id).await?),
            None => None,
        };
        let agency_id = match (member.agency_id, &officer) {
            (Some(id), _) => find_present(tx, field, id).await?.id,
            (None, Some(officer)) => officer.agency_id,
            (None, None) => return Err(Error::invalid(field, NOBODY)),
        };
        if officer.as_ref().is_some_and(|officer| officer.agency_id != agency_id) {
            return Err(Error::invalid(field, OTHER_AGENCY));
        }
        let officer_id = officer.map(|officer| officer.id);
        if taking_part.insert((agency_id, officer_id)) {
            rows.push(task_force_member::ActiveModel {
                id: Set(tx.clock().new_id()),
                task_force_id: Set(force),
                agency_id: Set(agency_id),
                officer_id: Set(officer_id),
                joined_at: Set(now),
                left_at: Set(None),
            });
        }
    }
    tx.insert_many(rows).await?;
    Ok(())
}

/// Lets members go: they see the request no more.
///
/// # Errors
/// `Invalid` when one does not take part, or is the agency that leads.
pub async fn remove(
    tx: &mut Tx,
    force: Id<task_force::Entity>,
    lead: Id<agency::Entity>,
    gone: &[Id<task_force_member::Entity>],
) -> Result<()> {
    let present = of(tx, force).await?;
    let now = tx.clock().now();
    for id in gone {
        let member = present.iter().find(|row| row.id == *id);
        let member = member.ok_or_else(|| Error::invalid(GONE, NO_MEMBER))?;
        if member.agency_id == lead && member.officer_id.is_none() {
            return Err(Error::invalid(GONE, LEADS));
        }
        let left = task_force_member::ActiveModel { left_at: Set(Some(now)), ..Default::default() };
        tx.update(member, left).await?;
    }
    Ok(())
}

/// Those who take part now.
async fn of(tx: &Tx, force: Id<task_force::Entity>) -> Result<Vec<task_force_member::Model>> {
    use task_force_member::Column;
    let present = Column::TaskForceId.eq(force).and(Column::LeftAt.is_null());
    tx.lock_where::<task_force_member::Entity>(present).await
}
