//! Calendar feeds 日历订阅: planned visits, due dates and changes of working days in the calendar of
//! a phone, at a secret address that can be revoked.
//!
//! `agenda` reads what a calendar holds, through a viewer made of whoever it belongs to as they are
//! at that moment; `ics` words it and knows no database; `service` makes and revokes addresses.
//! `server::calendar` answers at the address.

mod agenda;
pub mod graphql;
mod ics;
pub mod policy;
mod service;

pub use agenda::calendar_of;
pub use service::note_use;
