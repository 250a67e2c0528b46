//! Alerts 预警: what other platforms warn of, as it comes in. Who checks an alert and what is fed
//! back is not told here yet: an alert stands as it was raised.

pub mod graphql;
pub mod graphql_changes;
pub mod policy;
mod service;
