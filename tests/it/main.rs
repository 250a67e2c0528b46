//! Every test of behaviour, in one binary: a file a feature, and the tests that look at all of it.

mod support;

mod architecture;
mod assignments;
mod audit;
mod auth;
mod enterprises;
mod errors;
mod migrations;
mod permissions;
mod reach;
mod schema_is_current;
mod visits;
