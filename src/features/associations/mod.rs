//! Business associations 行业协会 and their members.

pub mod graphql;
pub mod graphql_changes;
pub mod policy;

mod service;
