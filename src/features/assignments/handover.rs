//! The note of an officer whose firms a plan gave to others: the plan moves many at once, so that the
//! note comes afterwards (rule 2).

use entity::{Id, assignment};
use sea_orm::ActiveValue::Set;

use super::policy;
use crate::platform::{Error, Result, error::Reason, viewer::Viewer};

const NOT_ASKED: Reason = Reason {
    code: "no_note_wanted",
    zh: "该挂联不需要补写交接说明",
    en: "No handover note is wanted for this assignment",
};

/// Adds what the next officer must know to an own assignment that a plan ended.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for another's, `Conflict` when `version` is stale,
/// `IllegalState` when no plan ended it or there is a note already.
pub async fn add_handover_note(
    viewer: &Viewer,
    id: Id<assignment::Entity>,
    version: i32,
    note: String,
) -> Result<assignment::Model> {
    let mut tx = viewer.begin(policy::ADD_NOTE).await?;
    let before = tx.edit_at::<assignment::Entity>(id, version).await?;
    if viewer.actor.officer_id != Some(before.officer_id) {
        return Err(Error::forbidden(tx.action()));
    }
    if before.plan_id.is_none() || before.handover_note.is_some() {
        return Err(Error::IllegalState(NOT_ASKED));
    }
    let noted = assignment::ActiveModel { handover_note: Set(Some(note)), ..Default::default() };
    let assignment = tx.update(&before, noted).await?;
    tx.commit().await?;
    Ok(assignment)
}
