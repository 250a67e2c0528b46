//! Attachments 附件: photos and papers that people send, seen by their uploader alone until a
//! feature links them to a row of its own, then by whoever sees that row.
//!
//! The bytes come and go over HTTP (`server::attachments`). `media` says what may come in,
//! `picture` what is left of a photo, `files` keeps the bytes, `service` the rows, `links` what
//! they belong to; `exported` keeps what the programme wrote; `forgotten` removes what nobody used.

mod exported;
pub mod files;
mod forgotten;
pub mod graphql;
mod limits;
mod links;
pub mod media;
pub mod picture;
mod place;
pub mod policy;
mod service;

pub use exported::{ExportFile, store_export};
pub use files::{Draft, Files, MOST_BYTES, Part};
pub use forgotten::discard_forgotten;
pub use links::{Holder, link_attachments};
pub use service::{keep_attachment, read_attachment};
