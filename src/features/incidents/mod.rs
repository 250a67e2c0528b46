//! Incidents 警情 and their diversion 分流 (政务110): a call for help as 110 received it is sorted by a
//! taxonomy; what is no police matter goes to the town's governance centre, which sends units and
//! settles it, or gives it back.
//!
//! One move, one event: `moves::make` is the only way an incident changes, and `replay` folds its
//! timeline by the same function.

mod dispatches;
pub mod graphql;
pub mod graphql_changes;
pub mod graphql_dispatches;
pub mod graphql_lists;
pub mod graphql_register;
mod graphql_settling;
pub mod graphql_share;
pub mod graphql_steps;
pub mod lifecycle;
mod moves;
pub mod policy;
pub mod reach;
mod reach_records;
mod receipt;
mod register;
mod replay;
mod reporting;
mod service;
mod share;

pub use receipt::receipt_text;
pub use replay::{Replayed, replay};
