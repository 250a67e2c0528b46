//! Task forces 专班: named groups from several agencies, each formed for one request. Members see
//! the request while it lives; it ends when it is dissolved, after its last day, or with the
//! request. What it does stands in the request's timeline.

mod expiry;
pub mod graphql;
pub mod graphql_changes;
mod members;
pub mod policy;
pub mod service;

pub use expiry::dissolve_expired;
