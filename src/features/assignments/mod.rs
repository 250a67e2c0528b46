//! Liaison 挂联: which officer looks after which enterprise, within the limits of the programme.

pub mod graphql;
pub mod graphql_changes;
pub mod graphql_settings;
mod limits;
pub mod policy;
mod service;
mod settings;
