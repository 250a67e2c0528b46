//! The audit log, as those with the duty AUDIT read it. The platform writes it.

pub mod graphql;
pub mod policy;
