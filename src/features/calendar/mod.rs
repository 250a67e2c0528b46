//! The working calendar 工作日历: which days are worked, make-up days included, and the working time
//! that deadlines count in.
//!
//! `working_time` holds the rule, `announcement` what a year may say, `service` loads and imports.
//! The hours that count are given by the caller: the settings' office hours, or a station's.

mod announcement;
pub mod graphql;
pub mod policy;
mod service;
pub mod working_time;

pub use service::{last_import, load, load_for};
pub use working_time::{CountedDay, Due, Hours, WorkCalendar};
