//! The public bodies and the map they work on: agencies, branches, towns. Directory for everybody.

pub mod graphql;
pub mod graphql_changes;
pub mod policy;
pub mod service;

mod heirs;
mod homes;
mod lines;
mod reorganisation;
mod split;

pub use heirs::{follow, heirs};
pub use homes::move_homes;
