//! What waits for a viewer: which rows, in which states, of whom. Computed from rows within reach
//! each time, never stored.

use chrono::TimeDelta;
use entity::{
    assignment, caseload_plan, dispatch, enterprise, escalation, incident, notice,
    programme_setting,
    service_request::{self, Column, State},
    user::Role,
};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait, IntoCondition},
};
use uuid::Uuid;

use super::inbox_incidents::{to_answer, to_settle};
use crate::{
    features::requests::in_hand::lies_with,
    platform::{Result, actor::Actor, scope::Visible, select::Scoped, viewer::Viewer},
};

/// What waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "InboxKind")]
pub enum Section {
    /// 待受理: requests that were routed to the viewer's agency or to the viewer, and that nobody
    /// has taken yet; for COORDINATOR also those that lie with nobody.
    RequestsToAccept,
    /// 办理中: requests that the viewer has in hand.
    RequestsInHand,
    /// 待补充: questions that the requester is to answer.
    QuestionsToAnswer,
    /// 待确认: resolved requests that the requester is to confirm.
    RequestsToConfirm,
    /// 待审批: steps of chains that the viewer's agency is to decide.
    StepsToDecide,
    /// 待重新上报: steps that were returned, of requests that the viewer has in hand.
    StepsToResubmit,
    /// 即将到期: requests of the viewer that fall due within the settings' `dueSoonHours`; they wait
    /// in their own section too.
    DueSoon,
    /// 已超期: requests of the viewer that passed their due date; they wait in their own section
    /// too.
    Overdue,
    /// 待批准方案: caseload plans that wait for a leader.
    PlansToApprove,
    /// 待补写交接说明: assignments of the viewer that a plan ended, without a note.
    HandoverNotesToWrite,
    /// 待处置: incidents that were diverted to the viewer's governance centre.
    IncidentsToSettle,
    /// 待到场: the viewer's unit is sent to an incident and is not there yet.
    DispatchesToAnswer,
    /// 未读通知: notices not read yet.
    UnreadNotices,
}

impl Section {
    /// Whether it says of rows that wait elsewhere that they are pressing.
    pub const fn repeats(self) -> bool {
        matches!(self, Self::DueSoon | Self::Overdue)
    }

    /// The kinds of rows whose change may change it: its own, and those that give reach to them.
    pub const fn kinds(self) -> &'static [&'static str] {
        const REQUEST: &str = service_request::Entity::KIND;
        const ASSIGNMENT: &str = assignment::Entity::KIND;
        const ENTERPRISE: &str = enterprise::Entity::KIND;
        match self {
            Self::RequestsToAccept
            | Self::RequestsInHand
            | Self::QuestionsToAnswer
            | Self::RequestsToConfirm
            | Self::DueSoon
            | Self::Overdue => &[REQUEST, ASSIGNMENT, ENTERPRISE],
            Self::StepsToDecide | Self::StepsToResubmit => {
                &[escalation::Entity::KIND, REQUEST, ASSIGNMENT, ENTERPRISE]
            }
            Self::PlansToApprove => &[caseload_plan::Entity::KIND],
            Self::HandoverNotesToWrite => &[ASSIGNMENT, caseload_plan::Entity::KIND],
            Self::IncidentsToSettle => &[incident::Entity::KIND],
            Self::DispatchesToAnswer => &[dispatch::Entity::KIND, incident::Entity::KIND],
            Self::UnreadNotices => &[notice::Entity::KIND],
        }
    }
}

/// Every section, in the order of the inbox.
pub const SECTIONS: &[Section] = &[
    Section::RequestsToAccept,
    Section::RequestsInHand,
    Section::QuestionsToAnswer,
    Section::RequestsToConfirm,
    Section::StepsToDecide,
    Section::StepsToResubmit,
    Section::DueSoon,
    Section::Overdue,
    Section::PlansToApprove,
    Section::HandoverNotesToWrite,
    Section::IncidentsToSettle,
    Section::DispatchesToAnswer,
    Section::UnreadNotices,
];

/// The rows of a section.
pub enum Waiting {
    /// Requests.
    Requests(Scoped<'static, service_request::Entity>),
    /// Steps of chains.
    Steps(Scoped<'static, escalation::Entity>),
    /// Caseload plans.
    Plans(Scoped<'static, caseload_plan::Entity>),
    /// Assignments.
    Assignments(Scoped<'static, assignment::Entity>),
    /// Incidents.
    Incidents(Scoped<'static, incident::Entity>),
    /// Units on their way.
    Errands(Scoped<'static, dispatch::Entity>),
    /// Notices.
    Notices(Scoped<'static, notice::Entity>),
}

/// The rows of a section.
///
/// # Errors
/// Those of the database, where the settings are to be read.
pub async fn waiting(viewer: &Viewer, section: Section) -> Result<Waiting> {
    Ok(match section {
        Section::StepsToDecide => Waiting::Steps(to_decide(viewer)),
        Section::StepsToResubmit => Waiting::Steps(to_resubmit(viewer)),
        Section::PlansToApprove => Waiting::Plans(to_approve(viewer)),
        Section::HandoverNotesToWrite => Waiting::Assignments(notes_to_write(viewer)),
        Section::IncidentsToSettle => Waiting::Incidents(to_settle(viewer)),
        Section::DispatchesToAnswer => Waiting::Errands(to_answer(viewer)),
        Section::UnreadNotices => Waiting::Notices(unread(viewer)),
        Section::RequestsToAccept
        | Section::RequestsInHand
        | Section::QuestionsToAnswer
        | Section::RequestsToConfirm
        | Section::DueSoon
        | Section::Overdue => Waiting::Requests(requests(viewer, section).await?),
    })
}

/// The requests of a section; none where it holds other rows.
///
/// # Errors
/// Those of the database, where the settings are to be read.
pub async fn requests(
    viewer: &Viewer,
    section: Section,
) -> Result<Scoped<'static, service_request::Entity>> {
    let actor = &viewer.actor;
    let now = viewer.clock().now();
    let among = |states: &[State]| Column::State.is_in(states.iter().copied());
    let which = match section {
        Section::RequestsToAccept => both(lies_with(actor), among(&[State::Submitted])),
        Section::RequestsInHand => {
            both(in_hand_of(actor), among(&[State::Accepted, State::InProgress]))
        }
        Section::QuestionsToAnswer => both(asked_by(actor), among(&[State::WaitingForRequester])),
        Section::RequestsToConfirm => both(own(actor), among(&[State::Resolved])),
        // Whoever reads no settings handles no requests.
        Section::DueSoon => match viewer.only::<programme_setting::Entity>().await? {
            Some(settings) => {
                let soon = now + TimeDelta::hours(settings.due_soon_hours.into());
                both(handled_by(actor), Column::DueAt.gt(now).and(Column::DueAt.lte(soon)))
            }
            None => nobodys(),
        },
        Section::Overdue => both(handled_by(actor), Column::DueAt.lte(now)),
        Section::StepsToDecide
        | Section::StepsToResubmit
        | Section::PlansToApprove
        | Section::HandoverNotesToWrite
        | Section::IncidentsToSettle
        | Section::DispatchesToAnswer
        | Section::UnreadNotices => nobodys(),
    };
    Ok(viewer.scoped::<service_request::Entity>().filter(which))
}

/// The steps that the own agency is to decide.
pub fn to_decide(viewer: &Viewer) -> Scoped<'static, escalation::Entity> {
    use escalation::Column;
    let actor = &viewer.actor;
    let decides = matches!(actor.role, Role::Chief | Role::Partner | Role::Leader);
    let agency = actor.agency_id.filter(|_| decides);
    let own = nobodys().add_option(agency.map(|id| Column::AgencyId.eq(id)));
    let pending = Column::State.eq(escalation::State::Pending);
    viewer.scoped::<escalation::Entity>().filter(pending).filter(own)
}

/// The steps that were returned, of requests in hand.
pub fn to_resubmit(viewer: &Viewer) -> Scoped<'static, escalation::Entity> {
    if !matches!(viewer.actor.role, Role::Chief | Role::Partner | Role::Officer) {
        return viewer.scoped::<escalation::Entity>().filter(nobodys());
    }
    let in_hand = both(in_hand_of(&viewer.actor), Column::ClosedAt.is_null());
    let in_hand = viewer.scoped::<service_request::Entity>().filter(in_hand);
    let returned = escalation::Column::State.eq(escalation::State::Returned);
    let steps = viewer.scoped::<escalation::Entity>().filter(returned);
    steps.within(escalation::Column::RequestId, in_hand, Column::Id)
}

/// The plans that a leader is to decide.
pub fn to_approve(viewer: &Viewer) -> Scoped<'static, caseload_plan::Entity> {
    let proposed = caseload_plan::Column::State.eq(caseload_plan::State::Proposed);
    let plans = viewer.scoped::<caseload_plan::Entity>();
    let is_leader = viewer.actor.role == Role::Leader;
    plans.filter(if is_leader { Condition::all().add(proposed) } else { nobodys() })
}

/// The own assignments that a plan ended and of which the next officer knows nothing yet.
pub fn notes_to_write(viewer: &Viewer) -> Scoped<'static, assignment::Entity> {
    use assignment::Column;
    let own = nobodys().add_option(viewer.actor.officer_id.map(|id| Column::OfficerId.eq(id)));
    let wanted = Column::PlanId.is_not_null().and(Column::HandoverNote.is_null());
    viewer.scoped::<assignment::Entity>().filter(wanted).filter(own)
}

/// The notices not read yet.
pub fn unread(viewer: &Viewer) -> Scoped<'static, notice::Entity> {
    viewer.scoped::<notice::Entity>().filter(notice::Column::ReadAt.is_null())
}

pub(super) fn nobodys() -> Condition {
    Condition::any().add(Expr::val(1).eq(0))
}

/// Both at once.
fn both(one: impl IntoCondition, other: impl IntoCondition) -> Condition {
    Condition::all().add(one.into_condition()).add(other.into_condition())
}

/// Worked on by the actor; by the agency where nobody there has it.
fn in_hand_of(actor: &Actor) -> Condition {
    let of_agency = || {
        let agency = actor.agency_id.map(|id| Column::AgencyId.eq(id));
        agency.map(|agency| Condition::all().add(agency).add(Column::HandlerId.is_null()))
    };
    let mine = nobodys().add_option(actor.officer_id.map(|id| Column::HandlerId.eq(id)));
    match actor.role {
        Role::Chief | Role::Partner => mine.add_option(of_agency()),
        Role::Officer => match actor.officer_id {
            Some(_) => mine,
            None => nobodys(),
        },
        Role::Coordinator
        | Role::Admin
        | Role::Leader
        | Role::Auxiliary
        | Role::Association
        | Role::Enterprise
        | Role::Integrator => nobodys(),
    }
}

/// Waits for the actor to accept it, or is worked on by the actor.
fn handled_by(actor: &Actor) -> Condition {
    if !matches!(actor.role, Role::Chief | Role::Partner | Role::Officer | Role::Coordinator) {
        // By its key: SQLite would read every request to find that none fits.
        return Condition::all().add(Column::Id.eq(Uuid::nil()));
    }
    let submitted = || Column::State.eq(State::Submitted);
    let to_accept = both(lies_with(actor), submitted());
    let in_hand = both(in_hand_of(actor), submitted().not());
    both(Condition::any().add(to_accept).add(in_hand), Column::ClosedAt.is_null())
}

/// Asked by the actor's own firm or association, or filed by the actor on their behalf.
fn asked_by(actor: &Actor) -> Condition {
    match actor.role {
        Role::Officer | Role::Chief | Role::Coordinator | Role::Partner => {
            Condition::any().add(Column::FiledById.eq(actor.user_id))
        }
        Role::Admin
        | Role::Leader
        | Role::Auxiliary
        | Role::Association
        | Role::Enterprise
        | Role::Integrator => own(actor),
    }
}

/// Asked by the actor's own firm or association.
fn own(actor: &Actor) -> Condition {
    let firm = actor.enterprise_id.filter(|_| actor.role == Role::Enterprise);
    let association = actor.association_id.filter(|_| actor.role == Role::Association);
    nobodys()
        .add_option(firm.map(|id| Column::EnterpriseId.eq(id)))
        .add_option(association.map(|id| Column::AssociationId.eq(id)))
}

/// How many rows wait in a section.
///
/// # Errors
/// Those of the database.
pub async fn count(viewer: &Viewer, section: Section) -> Result<u64> {
    match waiting(viewer, section).await? {
        Waiting::Requests(rows) => rows.count().await,
        Waiting::Steps(rows) => rows.count().await,
        Waiting::Plans(rows) => rows.count().await,
        Waiting::Assignments(rows) => rows.count().await,
        Waiting::Incidents(rows) => rows.count().await,
        Waiting::Errands(rows) => rows.count().await,
        Waiting::Notices(rows) => rows.count().await,
    }
}
