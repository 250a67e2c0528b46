//! Officers 民警: the people of the programme's one side. Directory: name, rank and work phone.

pub mod graphql;
pub mod graphql_changes;
pub mod policy;

mod service;
