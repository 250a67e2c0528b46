//! Attachments 附件: photos and files that people send, seen by their uploader alone until a
//! feature links them to a row of its own.
//!
//! The bytes come and go over HTTP (`server::attachments`). `media` says what may come in, `files`
//! keeps the bytes, `service` the rows.

pub mod files;
pub mod graphql;
pub mod media;
pub mod policy;
mod service;

pub use files::{Draft, Files, MOST_BYTES};
pub use service::{keep_attachment, read_attachment};
