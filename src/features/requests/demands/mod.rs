//! Batch demands 批量需求: a request for many firms and people, which comes again every year.
//!
//! `forecast` says from the record how many are to be expected, `reminder` brings it to mind ahead
//! of its month, and `service` keeps how many of the firms are served.

pub mod forecast;
pub mod graphql;
pub mod policy;
mod record;
mod reminder;
pub mod service;

pub use reminder::remind_demands;
