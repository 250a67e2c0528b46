//! What waits of diverted incidents: for the centre that has one, and for the unit that is sent.

use entity::{dispatch, incident, user::Role};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};

use super::inbox::nobodys;
use crate::platform::{select::Scoped, viewer::Viewer};

/// The incidents that the own centre has.
pub fn to_settle(viewer: &Viewer) -> Scoped<'static, incident::Entity> {
    let centre = viewer.actor.agency_id.filter(|_| viewer.actor.role == Role::Partner);
    let own = nobodys().add_option(centre.map(|id| incident::Column::CentreId.eq(id)));
    diverted(viewer).filter(own)
}

/// The errands of the own unit that is not there yet; none once the incident is settled or given back.
pub fn to_answer(viewer: &Viewer) -> Scoped<'static, dispatch::Entity> {
    use dispatch::{Column, State};
    let goes = matches!(viewer.actor.role, Role::Partner | Role::Officer | Role::Chief);
    let unit = viewer.actor.agency_id.filter(|_| goes);
    let own = nobodys().add_option(unit.map(|id| {
        Column::AgencyId.eq(id).and(Column::State.is_in([State::Dispatched, State::Accepted]))
    }));
    let errands = viewer.scoped::<dispatch::Entity>().filter(own);
    errands.within(Column::IncidentId, diverted(viewer), incident::Column::Id)
}

fn diverted(viewer: &Viewer) -> Scoped<'static, incident::Entity> {
    let is_diverted = incident::Column::State.eq(incident::State::Diverted);
    viewer.scoped::<incident::Entity>().filter(is_diverted)
}
