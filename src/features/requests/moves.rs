//! One move of a request that is locked: the row as the lifecycle says, and one event of the
//! timeline beside it. Who may make it was decided before.

use entity::{
    Id,
    request_event::{self, Side, Step, Visibility},
    service_request::{self, Outcome, State},
    user,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{
    lifecycle::{self, Event, Route, Standing},
    policy::side_of,
};
use crate::platform::{Error, Result, actor::Actor, error::Reason, tx::Tx};

const WRONG_STATE: Reason = Reason {
    code: "wrong_state",
    zh: "诉求的当前状态不允许此操作",
    en: "The request does not stand so that this can be done",
};
/// What a step is to do.
pub struct Move {
    /// The step.
    pub step: Step,
    /// The reason, the question, the answer, the note; may be empty.
    pub note: String,
    /// Who reads it.
    pub visibility: Visibility,
    /// What came of the request; for RESOLVE.
    pub outcome: Option<Outcome>,
    /// Where it lies from now on, where the step says so.
    pub route: Option<Route>,
}

impl Move {
    /// A step with a note that both sides read.
    pub const fn noting(step: Step, note: String) -> Self {
        Self { step, note, visibility: Visibility::Shared, outcome: None, route: None }
    }
}

/// Who makes a move.
#[derive(Clone, Copy)]
pub enum Maker<'a> {
    /// A person.
    Person(&'a Actor),
    /// The programme itself.
    System,
}

/// How the programme itself signs its moves.
const SYSTEM_NAME: &str = "系统";

impl Maker<'_> {
    const fn user_id(self) -> Option<Id<user::Entity>> {
        match self {
            Self::Person(actor) => Some(actor.user_id),
            Self::System => None,
        }
    }

    fn name(self) -> String {
        match self {
            Self::Person(actor) => actor.name.clone(),
            Self::System => SYSTEM_NAME.to_owned(),
        }
    }
}

/// Makes a move of a request that is locked.
///
/// # Errors
/// `IllegalState` when the lifecycle has no such step.
pub async fn make(
    tx: &mut Tx,
    maker: Maker<'_>,
    before: &service_request::Model,
    step: Move,
) -> Result<service_request::Model> {
    let at = tx.clock().now();
    let Move { step, note, visibility, outcome, route } = step;
    let event = Event { step, at, outcome, route };
    let standing =
        lifecycle::step(Some(&standing(before)), &event).ok_or(Error::IllegalState(WRONG_STATE))?;
    let request = tx.update(before, row_of(&standing)).await?;
    let row = event_row(tx, maker, request.id, &event, standing.state);
    let seq = next_seq(tx, request.id).await?;
    let row = request_event::ActiveModel {
        seq: Set(seq),
        note: Set(note),
        visibility: Set(visibility),
        ..row
    };
    tx.insert(row).await?;
    Ok(request)
}

/// An event of a timeline, without its place and its words.
pub fn event_row(
    tx: &Tx,
    maker: Maker<'_>,
    request_id: Id<service_request::Entity>,
    event: &Event,
    state: State,
) -> request_event::ActiveModel {
    let side = match maker {
        Maker::Person(_) => side_of(event.step),
        Maker::System => Side::System,
    };
    request_event::ActiveModel {
        id: Set(tx.clock().new_id()),
        request_id: Set(request_id),
        seq: Set(1),
        step: Set(event.step),
        state: Set(state),
        side: Set(side),
        actor_id: Set(maker.user_id()),
        actor_name: Set(maker.name()),
        at: Set(event.at),
        note: Set(String::new()),
        visibility: Set(Visibility::Shared),
        outcome: Set(event.outcome),
        agency_id: Set(event.route.and_then(|route| route.agency_id)),
        handler_id: Set(event.route.and_then(|route| route.handler_id)),
    }
}

/// The row is locked and no event is ever removed: the next place is their number and one.
async fn next_seq(tx: &Tx, id: Id<service_request::Entity>) -> Result<i32> {
    let theirs = request_event::Column::RequestId.eq(id);
    let count = tx.count_for_rule::<request_event::Entity>(theirs).await?;
    i32::try_from(count + 1).map_err(Error::internal)
}

fn standing(row: &service_request::Model) -> Standing {
    Standing {
        state: row.state,
        outcome: row.outcome,
        route: Route { agency_id: row.agency_id, handler_id: row.handler_id },
        resolved_at: row.resolved_at,
        closed_at: row.closed_at,
    }
}

/// The columns that the lifecycle keeps.
pub fn row_of(standing: &Standing) -> service_request::ActiveModel {
    service_request::ActiveModel {
        state: Set(standing.state),
        outcome: Set(standing.outcome),
        agency_id: Set(standing.route.agency_id),
        handler_id: Set(standing.route.handler_id),
        resolved_at: Set(standing.resolved_at),
        closed_at: Set(standing.closed_at),
        ..Default::default()
    }
}
