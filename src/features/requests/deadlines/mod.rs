//! Deadlines: how much working time a request has to be taken and to be answered, the pauses of its
//! clock, and what happens when a date passes.
//!
//! `due` is the rule, in the working time of `calendar`. The parent agency reads what is overdue and
//! is told of it, never above the county; the handler keeps the request.

pub mod due;
pub mod graphql;
mod overdue;
pub mod pauses;
pub mod policy;
mod reckoning;
pub mod service;
mod targets;

pub use overdue::{fall_due, note_overdue, step_fall_due};
pub use reckoning::reckon_provisional;
