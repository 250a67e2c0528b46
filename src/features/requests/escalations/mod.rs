//! Escalations 上报: chains of steps up the guiding line, each decided by one agency.
//!
//! A step begins when the one before it is approved; what is still to come stands in the step
//! itself. `lifecycle` holds a step's states, `path` which agencies decide in turn, `templates` the
//! chains that the liaison office keeps ready.

pub mod graphql;
pub mod graphql_changes;
pub mod graphql_templates;
pub mod lifecycle;
mod path;
pub mod policy;
pub mod service;
mod templates;
