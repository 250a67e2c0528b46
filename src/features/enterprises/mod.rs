//! Enterprises 企业 and their contacts: the register that everything else hangs on.

mod contacts;
pub mod graphql;
pub mod graphql_contacts;
pub mod policy;
mod service;
