//! Transfer 导入导出: registers of towns, agencies, officers and firms, read from XLSX and CSV.
//!
//! `sheet`, `columns`, `clean` and `rows` turn a file into typed rows and know no database;
//! `superiors` puts agencies in order; `landing` compares the rows with what is known and writes
//! the difference; `service` is one import from its file on, `ending` its end. The way out is a room
//! of its own, `exports`.

pub mod clean;
pub mod columns;
mod ending;
pub mod exports;
pub mod graphql;
mod landing;
pub mod lifecycle;
pub mod policy;
mod progress;
mod register;
pub mod rows;
mod service;
pub mod sheet;
pub mod superiors;

pub use ending::{Since, fail_abandoned};
pub use landing::Outcome;
pub use progress::Imports;
pub use register::{Register, Unreadable};
pub use service::{Import, Source};
