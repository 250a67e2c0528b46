//! Notices 通知: what waits for a user, and what the system tells about it.
//!
//! Notices are made by the worker (`tell`) from the outbox: `topics` is the table of what is told
//! to whom, `subjects` and `people` find those who are told. They stand in the inbox of the API;
//! `deliver` takes them out of the system by `channels`. The inbox itself (`inbox`) is computed from
//! rows, never stored. Nobody imports this feature.
//!
//! To tell of something more, add its topic in `topics`, its kind to `entity::notice` and its words
//! in `wording`; for another kind of row also a line in `subjects` and in `features::node`.

pub mod channels;
mod deliver;
mod glance;
pub mod graphql;
pub mod graphql_changes;
pub mod graphql_inbox;
pub mod graphql_subscription;
mod inbox;
mod inbox_incidents;
mod people;
pub mod policy;
mod service;
mod subjects;
mod tell;
mod topics;
mod wording;

pub use channels::Channels;
pub use deliver::deliver;
pub use tell::tell;
