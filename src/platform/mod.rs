//! What every feature stands on. It names no feature.
//!
//! Read `scope` (which rows an actor sees), `db` and `tx` (the only ways to the database), then
//! `viewer` (what a resolver gets).

pub mod action;
pub mod actor;
pub mod clock;
pub mod coercion;
pub mod cost;
pub mod db;
pub mod dialect;
pub mod error;
pub mod event;
pub mod footprint;
pub mod graphql_errors;
pub mod idempotency;
pub mod input;
mod keyset;
pub mod loader;
mod lock;
pub mod news;
pub mod outbox;
pub mod page;
pub mod quota;
pub mod scalars;
pub mod scope;
pub mod search_index;
pub mod select;
pub mod subscriber;
pub mod telemetry;
pub mod tx;
pub mod variables;
pub mod viewer;
pub mod walk;

pub use error::{Error, Result};
