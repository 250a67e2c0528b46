//! What other platforms push in, whatever it is: the sender's own number for it, how much a sender
//! may send in a day, which firm and town it is about, and that it names no person.
//!
//! Holds no rows of its own: `alerts` and `incidents` stand on it.

mod about;
mod personal_number;
mod source;

pub use about::{NewAbout, find_firm, past};
pub use personal_number::without_personal_number;
pub use source::{Pushed, Source, check_daily_limit, check_source_key, first_pushed};
