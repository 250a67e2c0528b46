//! Places of the liaison: stations 警企联络站 in the county, offices 在外警企联络室 for its merchants
//! elsewhere, kiosks 自助一体机 at the stations.
//!
//! Three nouns share this folder: `service` and `graphql_stations` are about stations, `offices`
//! and `merchants` about offices, `kiosks` about kiosks from proposal to retirement. A kiosk is a machine that signs
//! in with a key and reports by `heartbeat`; the worker marks those that fall silent. Who decides on
//! a proposal is not decided here: the requests' escalations call `approve_kiosk`.

mod beat_window;
mod capacity;
mod demand;
pub mod graphql_kiosk_changes;
pub mod graphql_kiosks;
pub mod graphql_office_changes;
pub mod graphql_offices;
pub mod graphql_station_changes;
pub mod graphql_stations;
mod heartbeat;
pub mod kiosk_lifecycle;
pub mod kiosk_policy;
mod kiosks;
mod merchants;
mod offices;
pub mod policy;
mod reorganised;
mod service;
mod silent_kiosks;

pub use kiosks::{approve_kiosk, refuse_kiosk, refuse_proposals};
pub use merchants::office_of_merchant;
pub use offices::find_open_office;
pub use reorganised::move_places;
pub use silent_kiosks::mark_silent_kiosks;
