//! What waits for a viewer: which rows, in which states, of whom. Computed from rows within reach
//! each time, never stored.

use entity::{
    notice,
    service_request::{self, Column, State},
    user::Role,
};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use crate::platform::{Result, actor::Actor, select::Scoped, viewer::Viewer};

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
    /// 未读通知: notices not read yet.
    UnreadNotices,
}

/// Every section, in the order of the inbox.
pub const SECTIONS: &[Section] = &[
    Section::RequestsToAccept,
    Section::RequestsInHand,
    Section::QuestionsToAnswer,
    Section::RequestsToConfirm,
    Section::UnreadNotices,
];

/// The requests of a section.
pub fn requests(viewer: &Viewer, section: Section) -> Scoped<'static, service_request::Entity> {
    let actor = &viewer.actor;
    let (states, whose): (&[State], _) = match section {
        Section::RequestsToAccept => (&[State::Submitted], routed_to(actor)),
        Section::RequestsInHand => (&[State::Accepted, State::InProgress], in_hand_of(actor)),
        Section::QuestionsToAnswer => (&[State::WaitingForRequester], asked_by(actor)),
        Section::RequestsToConfirm => (&[State::Resolved], own(actor)),
        Section::UnreadNotices => (&[], nobodys()),
    };
    let scoped = viewer.scoped::<service_request::Entity>();
    scoped.filter(Column::State.is_in(states.iter().copied())).filter(whose)
}

/// The notices not read yet.
pub fn unread(viewer: &Viewer) -> Scoped<'static, notice::Entity> {
    viewer.scoped::<notice::Entity>().filter(notice::Column::ReadAt.is_null())
}

fn nobodys() -> Condition {
    Condition::any().add(Expr::val(1).eq(0))
}

/// Lies with the actor, or with the agency and nobody there.
fn routed_to(actor: &Actor) -> Condition {
    let with_nobody = || Condition::all().add(Column::HandlerId.is_null());
    let mine = nobodys().add_option(actor.officer_id.map(|id| Column::HandlerId.eq(id)));
    match actor.role {
        Role::Chief => {
            let led = actor.agencies_led.iter().map(|id| id.uuid());
            mine.add(Column::AgencyId.is_in(led))
        }
        Role::Officer => {
            mine.add_option(actor.agency_id.map(|id| with_nobody().add(Column::AgencyId.eq(id))))
        }
        Role::Partner => mine.add_option(actor.agency_id.map(|id| Column::AgencyId.eq(id))),
        Role::Coordinator => mine.add(Column::AgencyId.is_null()),
        Role::Admin
        | Role::Leader
        | Role::Auxiliary
        | Role::Association
        | Role::Enterprise
        | Role::Integrator => nobodys(),
    }
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

/// Asked by the actor's own firm or association, or filed by the actor on their behalf.
fn asked_by(actor: &Actor) -> Condition {
    match actor.role {
        Role::Officer | Role::Chief | Role::Coordinator => {
            Condition::any().add(Column::FiledById.eq(actor.user_id))
        }
        Role::Admin
        | Role::Leader
        | Role::Auxiliary
        | Role::Partner
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
    match section {
        Section::UnreadNotices => unread(viewer).count().await,
        Section::RequestsToAccept
        | Section::RequestsInHand
        | Section::QuestionsToAnswer
        | Section::RequestsToConfirm => requests(viewer, section).count().await,
    }
}

/// What a change of the inbox is told by: the first rows of each section, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance(Vec<(u64, Vec<Uuid>)>);

/// The rows of a section that a glance takes in.
const FIRST: u64 = 20;

/// A glance at the whole inbox: a statement a section, and one more for a long one.
///
/// # Errors
/// Those of the database.
pub async fn glance(viewer: &Viewer) -> Result<Glance> {
    let mut sections = Vec::new();
    for section in SECTIONS {
        let ids: Vec<_> = match section {
            Section::UnreadNotices => {
                let newest = (notice::Column::CreatedAt, sea_orm::Order::Desc);
                let rows = unread(viewer).order_by(newest.0, newest.1).at_most(FIRST).await?;
                rows.iter().map(|row| row.id.uuid()).collect()
            }
            Section::RequestsToAccept
            | Section::RequestsInHand
            | Section::QuestionsToAnswer
            | Section::RequestsToConfirm => {
                let oldest = requests(viewer, *section);
                let oldest = oldest.order_by(Column::CreatedAt, sea_orm::Order::Asc);
                oldest.at_most(FIRST).await?.iter().map(|row| row.id.uuid()).collect()
            }
        };
        let shown = ids.len() as u64;
        let all = if shown < FIRST { shown } else { count(viewer, *section).await? };
        sections.push((all, ids));
    }
    Ok(Glance(sections))
}
