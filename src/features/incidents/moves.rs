//! One move of an incident that is locked: the row as the lifecycle says, and one event of the
//! timeline beside it. Who may make it was decided before.

use entity::{
    Id,
    incident::{self, State},
    incident_event,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::lifecycle::{self, About, Event, Standing};
use crate::platform::{Error, Result, actor::Actor, error::Reason, tx::Tx};

/// The incident, or a unit of it, has no such step.
pub const WRONG_STATE: Reason = Reason {
    code: "wrong_state",
    zh: "警情的当前状态不允许此操作",
    en: "The incident does not stand so that this can be done",
};

/// How an incident stands, by its row.
pub fn standing(row: &incident::Model) -> Standing {
    Standing {
        state: row.state,
        sorted: row.triage_category_id.zip(row.nature),
        centre_id: row.centre_id,
        diverted_at: row.diverted_at,
        settled_at: row.settled_at,
        closed_at: row.closed_at,
    }
}

/// The columns that the lifecycle keeps.
pub fn row_of(standing: &Standing) -> incident::ActiveModel {
    incident::ActiveModel {
        state: Set(standing.state),
        triage_category_id: Set(standing.sorted.map(|(id, _)| id)),
        nature: Set(standing.sorted.map(|(_, nature)| nature)),
        centre_id: Set(standing.centre_id),
        diverted_at: Set(standing.diverted_at),
        settled_at: Set(standing.settled_at),
        closed_at: Set(standing.closed_at),
        ..Default::default()
    }
}

/// Makes a move; `change` turns the row that the lifecycle gives into the one that is written.
///
/// # Errors
/// `IllegalState` when the lifecycle has no such step.
pub async fn make(
    tx: &mut Tx,
    actor: &Actor,
    before: &incident::Model,
    event: Event,
    note: String,
    change: impl FnOnce(incident::ActiveModel) -> incident::ActiveModel + Send,
) -> Result<incident::Model> {
    let next = lifecycle::step(Some(&standing(before)), &event);
    let next = next.ok_or(Error::IllegalState(WRONG_STATE))?;
    let incident = tx.update(before, change(row_of(&next))).await?;
    tell(tx, actor, incident.id, &event, next.state, note).await?;
    Ok(incident)
}

/// Adds an event to a timeline whose incident is locked, or new.
///
/// # Errors
/// Those of the database.
pub async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    id: Id<incident::Entity>,
    event: &Event,
    state: State,
    note: String,
) -> Result<()> {
    // No event is ever removed: the next place is their number and one.
    let theirs = incident_event::Column::IncidentId.eq(id);
    let count = tx.count_for_rule::<incident_event::Entity>(theirs).await?;
    let (category, agency_id, dispatch_id) = match event.about {
        About::Incident => (None, None, None),
        About::Category(id, nature) => (Some((id, nature)), None, None),
        About::Centre(id) => (None, Some(id), None),
        About::Unit(id, agency_id) => (None, Some(agency_id), Some(id)),
    };
    let row = incident_event::ActiveModel {
        id: Set(tx.clock().new_id()),
        incident_id: Set(id),
        seq: Set(i32::try_from(count + 1).map_err(Error::internal)?),
        step: Set(event.step),
        state: Set(state),
        actor_id: Set(actor.user_id),
        actor_name: Set(actor.name.clone()),
        at: Set(event.at),
        note: Set(note),
        nature: Set(category.map(|(_, nature)| nature)),
        triage_category_id: Set(category.map(|(id, _)| id)),
        agency_id: Set(agency_id),
        dispatch_id: Set(dispatch_id),
    };
    tx.insert(row).await?;
    Ok(())
}
