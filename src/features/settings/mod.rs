//! The programme's settings 方案设置: one row that holds for the whole county.

pub mod graphql;
pub mod policy;
mod service;

pub use service::{current, in_force};
