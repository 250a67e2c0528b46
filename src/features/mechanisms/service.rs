//! Entering mechanisms and their editions, and finding the one that is followed now.

use chrono::NaiveDate;
use entity::{Id, mechanism, mechanism_edition};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::policy;
use crate::platform::{
    Error, Result, error::Reason, idempotency::ClientKey, input, tx::Tx, viewer::Viewer,
};

const RETIRED: Reason = Reason {
    code: "mechanism_retired",
    zh: "该运行机制已停用",
    en: "The mechanism is no longer followed",
};
const OTHER_NUMBER: Reason = Reason {
    code: "other_number",
    zh: "编号不能更改；请新建运行机制",
    en: "A number stays: enter another mechanism",
};

/// What an edition says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// What it is called.
    pub title: String,
    /// What is to be done.
    pub body: String,
    /// From which day on.
    pub effective_on: NaiveDate,
}

/// A mechanism as it is to be.
pub struct NewMechanism {
    /// The number it is known by.
    pub number: i32,
    /// What it says.
    pub edition: Edition,
    /// Whether it is made up.
    pub sample: bool,
    /// Whether it is no longer followed.
    pub is_retired: bool,
}

/// Enters a mechanism; or, of the one that stood at this version, a new edition where it says
/// something else.
///
/// # Errors
/// `Invalid` for a number that is taken or another one than it has, `Conflict` when it has changed.
pub async fn save_mechanism(
    viewer: &Viewer,
    key: Option<ClientKey>,
    standing: Option<(Id<mechanism::Entity>, i32)>,
    new: NewMechanism,
) -> Result<mechanism::Model> {
    let mut tx = viewer.begin(policy::SAVE).await?;
    if let Some(first) = tx.first_result::<mechanism::Entity>(key).await? {
        return Ok(first);
    }
    if new.number < 1 {
        return Err(Error::invalid("number", input::OUT_OF_RANGE));
    }
    let now = tx.clock().now();
    let saved = match standing {
        None => {
            let retired_at = new.is_retired.then_some(now);
            let row = mechanism::ActiveModel {
                sample: Set(new.sample),
                retired_at: Set(retired_at),
                ..Default::default()
            };
            enter(&mut tx, new.number, new.edition, row).await?
        }
        Some((id, version)) => {
            let before = tx.edit_at::<mechanism::Entity>(id, version).await?;
            if before.number != new.number {
                return Err(Error::invalid("number", OTHER_NUMBER));
            }
            let since = before.retired_at.unwrap_or(now);
            let row = mechanism::ActiveModel {
                sample: Set(new.sample),
                retired_at: Set(new.is_retired.then_some(since)),
                ..Default::default()
            };
            revise(&mut tx, &before, new.edition, row).await?
        }
    };
    tx.commit().await?;
    Ok(saved)
}

/// Enters a mechanism with its first edition; `row` says whether it is a sample and followed.
///
/// # Errors
/// `Invalid` for a number that is taken.
pub async fn enter(
    tx: &mut Tx,
    number: i32,
    edition: Edition,
    row: mechanism::ActiveModel,
) -> Result<mechanism::Model> {
    let row = mechanism::ActiveModel {
        id: Set(tx.clock().new_id()),
        number: Set(number),
        title: Set(edition.title.clone()),
        edition: Set(1),
        version: Set(1),
        created_at: Set(tx.clock().now()),
        ..row
    };
    let saved = tx.insert(row).await?;
    insert_edition(tx, &saved, edition).await?;
    Ok(saved)
}

/// Changes a mechanism that is locked, with a new edition where it says something else than the
/// newest.
///
/// # Errors
/// Those of the database.
pub async fn revise(
    tx: &mut Tx,
    before: &mechanism::Model,
    edition: Edition,
    row: mechanism::ActiveModel,
) -> Result<mechanism::Model> {
    let newest = newest(tx, before).await?;
    let says = |row: mechanism_edition::Model| Edition {
        title: row.title,
        body: row.body,
        effective_on: row.effective_on,
    };
    if newest.map(says).as_ref() == Some(&edition) {
        return tx.update(before, row).await;
    }
    let next = mechanism::ActiveModel {
        title: Set(edition.title.clone()),
        edition: Set(before.edition + 1),
        ..row
    };
    let saved = tx.update(before, next).await?;
    insert_edition(tx, &saved, edition).await?;
    Ok(saved)
}

async fn insert_edition(tx: &mut Tx, of: &mechanism::Model, edition: Edition) -> Result<()> {
    let row = mechanism_edition::ActiveModel {
        id: Set(tx.clock().new_id()),
        mechanism_id: Set(of.id),
        edition: Set(of.edition),
        title: Set(edition.title),
        body: Set(edition.body),
        effective_on: Set(edition.effective_on),
        created_at: Set(tx.clock().now()),
    };
    tx.insert(row).await?;
    Ok(())
}

async fn newest(tx: &Tx, of: &mechanism::Model) -> Result<Option<mechanism_edition::Model>> {
    use mechanism_edition::Column;
    let editions = tx.scoped::<mechanism_edition::Entity>().filter(Column::MechanismId.eq(of.id));
    editions.filter(Column::Edition.eq(of.edition)).one().await
}

/// The edition that something which begins now runs under. `field` names the mechanism in the input.
///
/// # Errors
/// `NotFound` when there is no such mechanism, `Invalid` when it is no longer followed.
pub async fn edition_in_force(
    tx: &Tx,
    field: &'static str,
    id: Id<mechanism::Entity>,
) -> Result<Id<mechanism_edition::Entity>> {
    let mechanism = tx.find::<mechanism::Entity>(id).await?;
    if mechanism.retired_at.is_some() {
        return Err(Error::invalid(field, RETIRED));
    }
    let newest = newest(tx, &mechanism).await?;
    newest.map(|row| row.id).ok_or_else(|| tx.not_found::<mechanism::Entity>(id))
}
