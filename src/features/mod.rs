//! The features, and what is put together from all of them: the roots of the schema, the actions,
//! the tables.

pub mod agencies;
pub mod alerts;
pub mod assignments;
pub mod associations;
pub mod attachments;
pub mod audit;
pub mod auth;
pub mod calendar;
pub mod dashboard;
pub mod enterprises;
pub mod feeds;
pub mod inbound;
pub mod incidents;
pub mod integrations;
pub mod mechanisms;
pub mod notifications;
pub mod officers;
pub mod requests;
pub mod search;
pub mod settings;
pub mod stations;
pub mod timeline;
pub mod transfer;
pub mod visits;
pub mod webhooks;

pub mod node;
mod roots;
mod tables;

pub use node::NodeQuery;
pub use roots::{Mutation, Query, Subscription};
pub use tables::{Table, public_id, tables};

use crate::platform::{action::Action, error::Constraint};

/// Every action there is.
pub fn actions() -> Vec<Action> {
    [
        auth::policy::ACTIONS,
        integrations::policy::ACTIONS,
        settings::policy::ACTIONS,
        calendar::policy::ACTIONS,
        mechanisms::policy::ACTIONS,
        agencies::policy::ACTIONS,
        officers::policy::ACTIONS,
        associations::policy::ACTIONS,
        enterprises::policy::ACTIONS,
        assignments::policy::ACTIONS,
        assignments::plans::policy::ACTIONS,
        visits::policy::ACTIONS,
        stations::policy::ACTIONS,
        attachments::policy::ACTIONS,
        transfer::policy::ACTIONS,
        transfer::exports::policy::ACTIONS,
        feeds::policy::ACTIONS,
        requests::policy::ACTIONS,
        incidents::policy::ACTIONS,
        alerts::policy::ACTIONS,
        notifications::policy::ACTIONS,
        webhooks::policy::ACTIONS,
    ]
    .concat()
}

/// What every broken constraint means.
pub fn constraints() -> Vec<Constraint> {
    [
        auth::policy::CONSTRAINTS,
        integrations::policy::CONSTRAINTS,
        settings::policy::CONSTRAINTS,
        calendar::policy::CONSTRAINTS,
        mechanisms::policy::CONSTRAINTS,
        agencies::policy::CONSTRAINTS,
        officers::policy::CONSTRAINTS,
        associations::policy::CONSTRAINTS,
        enterprises::policy::CONSTRAINTS,
        assignments::policy::CONSTRAINTS,
        visits::policy::CONSTRAINTS,
        stations::policy::CONSTRAINTS,
        attachments::policy::CONSTRAINTS,
        transfer::policy::CONSTRAINTS,
        requests::policy::CONSTRAINTS,
        incidents::policy::CONSTRAINTS,
        notifications::policy::CONSTRAINTS,
    ]
    .concat()
}
