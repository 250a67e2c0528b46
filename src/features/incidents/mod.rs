//! Incidents 警情: calls for help as 110 received them, as they come in. Who goes there and how it is
//! settled is not told here yet: an incident stands as it was received.

pub mod graphql;
pub mod graphql_changes;
pub mod policy;
mod service;
