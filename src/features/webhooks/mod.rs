//! Telling other systems what happened: webhooks in the form of Standard Webhooks
//! (standardwebhooks.com), and the list of changes for whoever mirrors rows.
//!
//! The worker numbers what happened (`number`), makes a delivery of each event for each webhook that
//! wants it and whose client sees the row, and takes the deliveries out, one object's in their order.

mod addresses;
mod changes;
mod deliver;
pub mod graphql;
pub mod graphql_changes;
pub mod graphql_mirror;
mod number;
pub mod policy;
mod queue;
mod retries;
mod sender;
mod service;
mod wanted;

pub use deliver::deliver;
pub use number::number;
pub use sender::Sender;
