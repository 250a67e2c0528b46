//! Requests that lie with an agency that is no more go on with its heir, and so do task forces; those
//! in the hands of an officer who is of a part that was split off go on with that part. The worker's
//! share of a reorganisation; what ended before stays under its old name.

use std::collections::HashMap;

use entity::{
    Id, agency, officer,
    request_event::Step,
    service_request::{self, Column, State},
    task_force, task_force_member,
};
use sea_orm::{ColumnTrait, Condition};

use super::{
    lifecycle::Route,
    moves::{Maker, Move, make},
    policy,
};
use crate::{
    features::agencies::{follow, heirs},
    platform::{
        Result,
        actor::{Behalf, Origin},
        db::{Database, Db},
    },
};

const WHY: &str = "worker: requests go with their agency";
/// Far more agencies and officers than a county has.
const MOST: u64 = 10_000;
/// States in which a request can be routed.
const UNDER_WAY: [State; 4] =
    [State::Submitted, State::Accepted, State::InProgress, State::WaitingForRequester];

/// Routes what lies with agencies that are no more to their heirs, and what is in hand of a part to
/// that part, each request in a transaction of its own, moves task forces along, and says how many
/// requests it was. It may run as often as one likes, also on two servers at once.
///
/// # Errors
/// Those of the database when they cannot be listed.
pub async fn follow_agencies(database: &Database) -> Result<u64> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    follow_task_forces(&db).await?;
    let heirs = heirs(&db).await?;
    let parts = parts(&db).await?;
    let gone = Column::AgencyId.is_in(heirs.keys().map(|id| id.uuid()));
    let left = Condition::any().add(gone).add(Column::HandlerId.is_in(parts.keys().copied()));
    let left = Condition::all().add(Column::State.is_in(UNDER_WAY)).add(left);
    let mut moved = 0;
    for request in database.unscoped(WHY).all::<service_request::Entity>(left).await? {
        let heir = request.agency_id.and_then(|id| heirs.get(&id)).copied();
        let part = request.handler_id.and_then(|id| parts.get(&id)).copied();
        let part = part.filter(|part| Some(part.from) == request.agency_id).map(|part| part.id);
        let Some(to) = heir.or(part) else { continue };
        match route(&db, &request, to).await {
            Ok(was_here) => moved += u64::from(was_here),
            Err(error) => {
                tracing::error!(request.id = %request.id, ?error, "request did not go along");
            }
        }
    }
    Ok(moved)
}

/// A part that was split from an agency.
#[derive(Clone, Copy)]
struct Part {
    id: Id<agency::Entity>,
    from: Id<agency::Entity>,
}

/// Of officers who are of such a part, the part.
async fn parts(db: &Db) -> Result<HashMap<Id<officer::Entity>, Part>> {
    let split =
        || db.scoped::<agency::Entity>().filter(agency::Column::PredecessorId.is_not_null());
    let parts: HashMap<_, _> = split()
        .at_most(MOST)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.id, Part { id: row.id, from: row.predecessor_id? })))
        .collect();
    let theirs = db
        .scoped::<officer::Entity>()
        .within(officer::Column::AgencyId, split(), agency::Column::Id)
        .at_most(MOST)
        .await?;
    let of = |officer: officer::Model| Some((officer.id, *parts.get(&officer.agency_id)?));
    Ok(theirs.into_iter().filter_map(of).collect())
}

/// Whether it was this call that did it.
async fn route(db: &Db, seen: &service_request::Model, to: Id<agency::Entity>) -> Result<bool> {
    let mut tx = db.begin(policy::FOLLOW_AGENCY).await?;
    let before = tx.edit::<service_request::Entity>(seen.id).await?;
    if before.agency_id != seen.agency_id || !UNDER_WAY.contains(&before.state) {
        return Ok(false);
    }
    let route = Route { agency_id: Some(to), handler_id: before.handler_id };
    let step = Move { route: Some(route), ..Move::noting(Step::Route, String::new()) };
    make(&mut tx, Maker::System, &before, step).await?;
    tx.commit().await?;
    Ok(true)
}

async fn follow_task_forces(db: &Db) -> Result<()> {
    let living = Condition::all().add(task_force::Column::DissolvedAt.is_null());
    let lead = task_force::Column::LeadAgencyId;
    follow::<task_force::Entity>(db, policy::LEAD_ALONG, lead, living).await?;
    let present = Condition::all().add(task_force_member::Column::LeftAt.is_null());
    let home = task_force_member::Column::AgencyId;
    follow::<task_force_member::Entity>(db, policy::TAKE_PART_ALONG, home, present).await?;
    Ok(())
}
