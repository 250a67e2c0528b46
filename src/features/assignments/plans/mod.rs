//! Caseload plans 挂联方案: who is to look after whom, at the least distance within the limits.
//!
//! `problem` makes of the registers what the crate `caseload_solver` solves; `result` makes rows and
//! pictures of its answer; `run` does both beside the requests. `apply` hands over what a leader
//! approved, all of it or nothing. Distances count; who an officer is does not.

pub mod apply;
mod comparison;
pub mod graphql;
pub mod graphql_changes;
pub mod graphql_outcome;
mod lifecycle;
mod misfit;
pub mod policy;
mod problem;
mod result;
mod run;
mod service;

pub use run::{Planner, cancel_abandoned};
