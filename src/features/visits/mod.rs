//! Visits 走访: what officers and firms talked about, planned and done.
//!
//! The reference feature: read it first and copy its shape. `lifecycle` holds the rule, `policy`
//! who may, `service` one function a use case, `graphql` what clients
//! see, `graphql_changes` what they change.

pub mod graphql;
pub mod graphql_changes;
pub mod lifecycle;
pub mod policy;
mod service;
