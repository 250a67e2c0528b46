//! Entering and correcting agencies, and where they stand in the two lines.

use std::collections::BTreeMap;

use async_graphql::MaybeUndefined;
use entity::{
    Id,
    agency::{self, Level},
    branch, town,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{
    lines::{Line, placed},
    policy,
};
use crate::platform::{
    Error, Result, error::Reason, idempotency::ClientKey, tx::Tx, viewer::Viewer,
};

/// Far more agencies and officers than a county has.
pub(super) const MOST: u64 = 10_000;
/// Whoever changes a line waits for whoever else does: two changes together could make a ring.
pub(super) const LINES: i64 = 0x6167_656e_6379;

const UNKNOWN_BRANCH: Reason =
    Reason { code: "unknown_branch", zh: "没有这个警种", en: "There is no such branch" };
const DIVISION: Reason = Reason {
    code: "division_format",
    zh: "行政区划代码应为 6 位数字",
    en: "A division code has six digits",
};
pub(super) const RING: Reason = Reason {
    code: "ring",
    zh: "上级单位不能是本单位或其下级单位",
    en: "An agency cannot stand below itself",
};
pub(super) const ENDED: Reason =
    Reason { code: "agency_ended", zh: "该单位已撤并", en: "This agency is no more" };

/// An agency to be entered.
pub struct NewAgency {
    /// 单位名称.
    pub name: String,
    /// Where in the administration it stands.
    pub level: Level,
    /// GB/T 2260 code of its division.
    pub division: String,
    /// 警种, by code.
    pub branch: Option<String>,
    /// 块.
    pub parent_id: Option<Id<agency::Entity>>,
    /// 条.
    pub guiding_id: Option<Id<agency::Entity>>,
    /// The town it serves.
    pub town_id: Option<Id<town::Entity>>,
}

/// What changes of an agency; undefined stays, null clears.
#[derive(Default)]
pub struct AgencyChange {
    /// 单位名称.
    pub name: Option<String>,
    /// Where in the administration it stands.
    pub level: Option<Level>,
    /// GB/T 2260 code of its division.
    pub division: Option<String>,
    /// 警种, by code.
    pub branch: MaybeUndefined<String>,
    /// 块.
    pub parent_id: MaybeUndefined<Id<agency::Entity>>,
    /// 条.
    pub guiding_id: MaybeUndefined<Id<agency::Entity>>,
    /// The town it serves.
    pub town_id: MaybeUndefined<Id<town::Entity>>,
}

/// Reads the code of a division.
///
/// # Errors
/// `Invalid` when it has not six digits.
pub fn division(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.len() != 6 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::invalid(field, DIVISION));
    }
    Ok(text.to_owned())
}

/// Checks that there is a branch with this code.
///
/// # Errors
/// `Invalid` when there is none.
pub async fn check_branch(tx: &Tx, code: &str) -> Result<()> {
    let branches = tx.scoped::<branch::Entity>().filter(branch::Column::Code.eq(code));
    let found = branches.one().await?;
    found.map(drop).ok_or_else(|| Error::invalid("branch", UNKNOWN_BRANCH))
}

/// Finds an agency that others are to belong to.
///
/// # Errors
/// `NotFound` for none, `Invalid` when it has ended.
pub async fn find_present(
    tx: &Tx,
    field: &'static str,
    id: Id<agency::Entity>,
) -> Result<agency::Model> {
    let agency = tx.find::<agency::Entity>(id).await?;
    if agency.ended_on.is_some() {
        return Err(Error::invalid(field, ENDED));
    }
    Ok(agency)
}

/// Enters an agency.
///
/// # Errors
/// `Invalid` for a name that is taken or an unknown branch; `NotFound` for what it refers to.
pub async fn create_agency(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewAgency,
) -> Result<agency::Model> {
    let mut tx = viewer.begin(policy::CREATE).await?;
    if let Some(first) = tx.first_result::<agency::Entity>(key).await? {
        return Ok(first);
    }
    tx.claim(LINES).await?;
    if let Some(branch) = &new.branch {
        check_branch(&tx, branch).await?;
    }
    for (field, above) in [("parentId", new.parent_id), ("guidingId", new.guiding_id)] {
        if let Some(id) = above {
            find_present(&tx, field, id).await?;
        }
    }
    if let Some(id) = new.town_id {
        tx.find::<town::Entity>(id).await?;
    }
    let row = agency::ActiveModel {
        id: Set(tx.clock().new_id()),
        name: Set(new.name),
        level: Set(new.level),
        division: Set(new.division),
        branch: Set(new.branch),
        parent_id: Set(new.parent_id),
        guiding_id: Set(new.guiding_id),
        town_id: Set(new.town_id),
        successor_id: Set(None),
        predecessor_id: Set(None),
        began_on: Set(None),
        ended_on: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let agency = tx.insert(row).await?;
    tx.commit().await?;
    Ok(agency)
}

/// Corrects an agency's record.
///
/// # Errors
/// `Conflict` when `version` is stale, `Invalid` when it would stand below itself, `IllegalState`
/// when it has ended.
pub async fn update_agency(
    viewer: &Viewer,
    id: Id<agency::Entity>,
    version: i32,
    change: AgencyChange,
) -> Result<agency::Model> {
    let mut tx = viewer.begin(policy::UPDATE).await?;
    tx.claim(LINES).await?;
    let before = tx.edit_at::<agency::Entity>(id, version).await?;
    if before.ended_on.is_some() {
        return Err(Error::IllegalState(ENDED));
    }
    let mut next = agency::ActiveModel::default();
    if let Some(name) = change.name {
        next.name = Set(name);
    }
    if let Some(level) = change.level {
        next.level = Set(level);
    }
    if let Some(division) = change.division {
        next.division = Set(division);
    }
    if !change.branch.is_undefined() {
        let branch = change.branch.take();
        if let Some(code) = &branch {
            check_branch(&tx, code).await?;
        }
        next.branch = Set(branch);
    }
    if !change.town_id.is_undefined() {
        let town_id = change.town_id.take();
        if let Some(id) = town_id {
            tx.find::<town::Entity>(id).await?;
        }
        next.town_id = Set(town_id);
    }
    let (parent, guiding) = (change.parent_id, change.guiding_id);
    if !parent.is_undefined() {
        next.parent_id = Set(place(&tx, id, parent.take(), PARENT).await?);
    }
    if !guiding.is_undefined() {
        next.guiding_id = Set(place(&tx, id, guiding.take(), GUIDING).await?);
    }
    let agency = tx.update(&before, next).await?;
    tx.commit().await?;
    Ok(agency)
}

/// One of the two lines: its field, and what stands in it of a row.
pub(super) struct Way {
    pub field: &'static str,
    pub above: fn(&agency::Model) -> Option<Id<agency::Entity>>,
}

pub(super) const PARENT: Way = Way { field: "parentId", above: |row| row.parent_id };
pub(super) const GUIDING: Way = Way { field: "guidingId", above: |row| row.guiding_id };

impl Way {
    pub(super) fn line(
        &self,
        agencies: &BTreeMap<Id<agency::Entity>, agency::Model>,
    ) -> Line<Id<agency::Entity>> {
        agencies.values().filter_map(|row| Some((row.id, (self.above)(row)?))).collect()
    }
}

pub(super) async fn all_agencies(tx: &Tx) -> Result<BTreeMap<Id<agency::Entity>, agency::Model>> {
    let agencies = tx.scoped::<agency::Entity>().at_most(MOST).await?;
    Ok(agencies.into_iter().map(|row| (row.id, row)).collect())
}

/// Checks that an agency may come to stand below another.
async fn place(
    tx: &Tx,
    id: Id<agency::Entity>,
    above: Option<Id<agency::Entity>>,
    way: Way,
) -> Result<Option<Id<agency::Entity>>> {
    if let Some(above) = above {
        find_present(tx, way.field, above).await?;
    }
    let line = way.line(&all_agencies(tx).await?);
    placed(line, id, above).map_err(|_| Error::invalid(way.field, RING))?;
    Ok(above)
}
