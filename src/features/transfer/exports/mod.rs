//! Exports 导出: any list by its filter, as a workbook or as CSV, within its viewer's reach.
//!
//! `lists` says what of each list stands in the file, `labels` and `cell` how a value reads, `sheet`
//! writes it down; they decide nothing about rights. `service` begins an export, `run` writes it
//! stretch by stretch, `ending` ends it. A list is narrowed and ordered by the very input of its
//! query, so that a file and a screen cannot differ.

mod cell;
mod ending;
pub mod graphql;
pub mod graphql_changes;
mod labels;
mod lifecycle;
mod limits;
mod lists;
pub mod policy;
mod run;
mod service;
mod sheet;

use crate::features::attachments::Files;

pub use ending::fail_abandoned;

/// What exports of this server stand on.
#[derive(Clone, Debug)]
pub struct Exports {
    files: Files,
}

impl Exports {
    /// Exports into these files.
    pub const fn into(files: Files) -> Self {
        Self { files }
    }
}
