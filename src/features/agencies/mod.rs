//! The public bodies and the map they work on: agencies, branches, towns. Directory for everybody.

pub mod graphql;
pub mod policy;
