//! Systems of others 接入系统: who they are, what their keys open, from where they may come and how
//! much they may ask for. A system is a user of the role INTEGRATOR without a password; its keys are
//! kept by `auth`, as those of kiosks are.

pub mod graphql;
pub mod graphql_changes;
pub mod policy;
mod service;
