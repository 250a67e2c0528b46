//! Service requests 诉求: what firms and associations ask for, from filing to the day the
//! requester confirms that it is done.
//!
//! `lifecycle` holds the states, the steps and the replay; every step is one event of the timeline,
//! written in the transaction that moves the request (`moves`). `policy` says who takes which step,
//! `reach` who sees which rows. What is left unanswered for seven days is
//! closed by the worker, in `unanswered`.

pub mod graphql;
pub mod graphql_changes;
pub mod graphql_events;
pub mod graphql_subscription;
pub mod lifecycle;
mod moves;
pub mod policy;
pub mod reach;
mod service;
mod submission;
mod unanswered;

pub use unanswered::close_unanswered;
