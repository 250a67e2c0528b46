//! Keeping templates of chains.

use entity::{Id, escalation::ChainSteps, escalation_template};
use sea_orm::ActiveValue::Set;

use super::path::{Asked, check_steps};
use crate::{
    features::requests::policy,
    platform::{Result, idempotency::ClientKey, viewer::Viewer},
};

/// A template as it is to be.
pub struct Template {
    /// What it is called.
    pub name: String,
    /// The agencies that decide in turn.
    pub steps: Vec<Asked>,
    /// Whether it is no longer offered.
    pub is_retired: bool,
}

/// Makes a template, or puts one in the place of that which stood at this version. Chains that run
/// go on as they were begun.
///
/// # Errors
/// `Invalid` for a name that is taken and steps that do not climb, `Conflict` when it has changed.
pub async fn save_template(
    viewer: &Viewer,
    key: Option<ClientKey>,
    standing: Option<(Id<escalation_template::Entity>, i32)>,
    template: Template,
) -> Result<escalation_template::Model> {
    let mut tx = viewer.begin(policy::SAVE_TEMPLATE).await?;
    if let Some(first) = tx.first_result::<escalation_template::Entity>(key).await? {
        return Ok(first);
    }
    let before = match standing {
        Some((id, version)) => Some(tx.edit_at::<escalation_template::Entity>(id, version).await?),
        None => None,
    };
    let steps = check_steps(&tx, "steps", &template.steps).await?;
    let now = tx.clock().now();
    let since = before.as_ref().and_then(|row| row.retired_at).unwrap_or(now);
    let row = escalation_template::ActiveModel {
        name: Set(template.name),
        steps: Set(ChainSteps(steps)),
        retired_at: Set(template.is_retired.then_some(since)),
        ..Default::default()
    };
    let saved = match &before {
        Some(before) => tx.update(before, row).await?,
        None => {
            let new = escalation_template::ActiveModel {
                id: Set(tx.clock().new_id()),
                version: Set(1),
                created_at: Set(now),
                ..row
            };
            tx.insert(new).await?
        }
    };
    tx.commit().await?;
    Ok(saved)
}
