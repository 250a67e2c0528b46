//! Wanqi 万企: enterprise liaison for a county public-security bureau, over GraphQL.
//!
//! Start with `docs/ARCHITECTURE.md`; the reference feature is `features::visits`.

pub mod commands;
pub mod config;
pub mod demo;
pub mod features;
pub mod platform;
pub mod schema;
pub mod server;
pub mod worker;
