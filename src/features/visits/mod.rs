//! Visits 走访: what officers and firms talked about, planned and done.
//!
//! The reference feature: read it first and copy its shape. `lifecycle` holds the rule, `policy`
//! who may, `service` one function a use case, `graphql` what clients see.

pub mod graphql;
pub mod lifecycle;
pub mod policy;
mod service;
