//! One move of a request that is locked: the row as the lifecycle says, and one event of the
//! timeline beside it. Who may make it was decided before.

use entity::{
    Id, attachment, mechanism_edition,
    request_event::{self, Side, Step, Visibility},
    service_request::{self, Outcome, State},
    user,
};
use futures_util::future::BoxFuture;
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{
    deadlines::{fall_due, pauses, service as deadlines},
    escalations::service as escalations,
    lifecycle::{self, About, Event, Route, Standing, Term, has_ended, may_climb},
    policy::side_of,
    reach::reads_shared_only,
    task_forces::service as task_forces,
};
use crate::{
    features::{
        attachments::{Holder, link_attachments},
        stations::refuse_proposals,
    },
    platform::{Error, Result, actor::Actor, error::Reason, tx::Tx},
};

const WRONG_STATE: Reason = Reason {
    code: "wrong_state",
    zh: "诉求的当前状态不允许此操作",
    en: "The request does not stand so that this can be done",
};
/// What is said with a step.
pub struct Words {
    /// The reason, the question, the answer, the note; may be empty.
    pub text: String,
    /// Who reads it.
    pub visibility: Visibility,
    /// Photos and papers with it, read by the same people.
    pub attachment_ids: Vec<Id<attachment::Entity>>,
}

impl Words {
    /// Words that both sides read.
    pub const fn shared(text: String) -> Self {
        Self { text, visibility: Visibility::Shared, attachment_ids: Vec::new() }
    }
}

/// What a step is to do.
pub struct Move {
    /// The step.
    pub step: Step,
    /// What is said with it.
    pub words: Words,
    /// What came of the request; for RESOLVE.
    pub outcome: Option<Outcome>,
    /// Where it lies from now on, where the step says so.
    pub route: Option<Route>,
    /// What it is about, beside the request.
    pub about: About,
    /// The procedure that it is handled by from here on, where the step says so.
    pub mechanism_edition_id: Option<Id<mechanism_edition::Entity>>,
}

impl Move {
    /// A step with these words.
    pub const fn saying(step: Step, words: Words) -> Self {
        Self {
            step,
            words,
            outcome: None,
            route: None,
            about: About::Request,
            mechanism_edition_id: None,
        }
    }

    /// A step with a note that both sides read.
    pub const fn noting(step: Step, note: String) -> Self {
        Self::saying(step, Words::shared(note))
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

    /// How many steps it is of the requester's people and of the bureau and its partners. A note
    /// moves nothing, and what the programme does by itself is nobody's.
    pub fn counts(self, step: Step) -> (i32, i32) {
        match self {
            Self::Person(_) if step == Step::Note => (0, 0),
            Self::Person(actor) if reads_shared_only(actor) => (1, 0),
            Self::Person(_) => (0, 1),
            Self::System => (0, 0),
        }
    }
}

/// Makes a move of a request that is locked: what is due, the pauses of its clock, its escalations
/// and its task force follow. A date that passed before is noted first.
///
/// # Errors
/// `IllegalState` when the lifecycle has no such step.
pub fn make<'a>(
    tx: &'a mut Tx,
    maker: Maker<'a>,
    before: &'a service_request::Model,
    step: Move,
) -> BoxFuture<'a, Result<service_request::Model>> {
    // On the heap: every step's future holds this one, and each resolver holds all of them.
    Box::pin(make_move(tx, maker, before, step))
}

async fn make_move(
    tx: &mut Tx,
    maker: Maker<'_>,
    before: &service_request::Model,
    step: Move,
) -> Result<service_request::Model> {
    let at = tx.clock().now();
    let Move { step, words, outcome, route, about, mechanism_edition_id } = step;
    let late = if step == Step::FallDue { None } else { fall_due(tx, before).await? };
    let before = late.as_ref().unwrap_or(before);
    let event = Event { step, at, outcome, route, about };
    let standing =
        lifecycle::step(Some(&standing(before)), &event).ok_or(Error::IllegalState(WRONG_STATE))?;
    pauses::follow(tx, before, standing.state, at).await?;
    let (requester, bureau) = maker.counts(step);
    let row = service_request::ActiveModel {
        requester_steps: Set(before.requester_steps + requester),
        bureau_steps: Set(before.bureau_steps + bureau),
        mechanism_edition_id: Set(mechanism_edition_id.or(before.mechanism_edition_id)),
        ..deadlines::settled(tx, before, &standing, row_of(&standing)).await?
    };
    let request = tx.update(before, row).await?;
    let row = event_row(tx, maker, request.id, &event, standing.state);
    let seq = next_seq(tx, request.id).await?;
    let row = request_event::ActiveModel {
        seq: Set(seq),
        note: Set(words.text),
        visibility: Set(words.visibility),
        ..row
    };
    let event = tx.insert(row).await?;
    link_attachments(tx, Holder::RequestEvent(event.id), &words.attachment_ids).await?;
    if may_climb(before.state) && !may_climb(request.state) {
        escalations::end_open(tx, request.id).await?;
    }
    if has_ended(request.state) {
        task_forces::end(tx, request.id).await?;
        refuse_proposals(tx, request.id).await?;
    }
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
        escalation_id: Set(match event.about {
            About::Escalation(id, _) => Some(id),
            About::TaskForce(_) | About::Request => None,
        }),
        attempt: Set(match event.about {
            About::Escalation(_, attempt) => Some(attempt),
            About::TaskForce(_) | About::Request => None,
        }),
        task_force_id: Set(match event.about {
            About::TaskForce(id) => Some(id),
            About::Escalation(..) | About::Request => None,
        }),
    }
}

/// The row is locked and no event is ever removed: the next place is their number and one.
async fn next_seq(tx: &Tx, id: Id<service_request::Entity>) -> Result<i32> {
    let theirs = request_event::Column::RequestId.eq(id);
    let count = tx.count_for_rule::<request_event::Entity>(theirs).await?;
    i32::try_from(count + 1).map_err(Error::internal)
}

/// How a request stands, by its row.
pub fn standing(row: &service_request::Model) -> Standing {
    let term = row.due_kind.zip(row.due_from);
    Standing {
        state: row.state,
        term: term.map(|(kind, from)| Term { kind, from, fell_due_at: row.fell_due_at }),
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
        due_kind: Set(standing.term.map(|term| term.kind)),
        due_from: Set(standing.term.map(|term| term.from)),
        fell_due_at: Set(standing.term.and_then(|term| term.fell_due_at)),
        resolved_at: Set(standing.resolved_at),
        closed_at: Set(standing.closed_at),
        ..Default::default()
    }
}
