//! With whom a request lies while it waits to be accepted or answered.

use entity::{service_request::Column, user::Role};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait},
};

use crate::platform::actor::Actor;

/// Lies with the actor, or with the agency and nobody there.
pub fn lies_with(actor: &Actor) -> Condition {
    let nobodys = || Condition::any().add(Expr::val(1).eq(0));
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
