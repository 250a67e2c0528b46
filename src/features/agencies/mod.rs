//! The public bodies and the map they work on: agencies, branches, towns. Directory for everybody.

pub mod graphql;
pub mod graphql_changes;
pub mod policy;
pub mod service;

mod lines;
mod reorganisation;
