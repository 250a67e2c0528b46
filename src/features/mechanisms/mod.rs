//! Mechanisms 运行机制: numbered procedures that cases run under. A change makes a new edition; what
//! ran under an old one goes on naming that one, and everybody can still read it.
//!
//! What runs under a mechanism is the business of the feature that names one: `edition_in_force` gives
//! it what to keep.

pub mod graphql;
pub mod graphql_changes;
pub mod policy;
mod service;

pub use service::{Edition, edition_in_force, enter, revise};
