//! Enterprises 企业 and their contacts: the register that everything else hangs on.

mod contacts;
pub mod graphql;
pub mod graphql_changes;
pub mod graphql_contacts;
mod lookup;
mod merge;
pub mod policy;
mod service;

pub use lookup::{firm_with_code, knows_whole_register};
pub use merge::{MERGED, find, find_present, hold, surviving};
pub use service::credit_code;
