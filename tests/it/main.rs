//! Every test of behaviour, in one binary: a file a feature, and the tests that look at all of it.

mod support;

mod assignments;
mod auth;
mod enterprises;
mod errors;
mod migrations;
mod permissions;
mod schema_is_current;
mod visits;
