//! Liaison 挂联: which officer looks after which enterprise, within the limits of the programme.

pub mod graphql;
mod graphql_caseload;
pub mod graphql_changes;
mod handover;
mod limits;
pub mod plans;
pub mod policy;
mod service;
