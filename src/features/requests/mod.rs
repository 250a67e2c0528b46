//! Service requests 诉求: what firms and associations ask for, from filing to the day the
//! requester confirms that it is done.
//!
//! `lifecycle` holds the states and the steps, `replay` what a timeline says; every step is one event
//! of the timeline, written in the transaction that moves the request (`moves`). `policy` says who
//! takes which step, `reach` who sees which rows. `escalations`, `task_forces`, `deadlines` and
//! `demands` are rooms of their own: what a request may hold while it is worked on. What is left
//! unanswered for seven days is closed by the worker, in `unanswered`; `in_hand` says with whom a
//! request lies; `wording` tells it all in plain
//! words, and `following` how a request stands to systems that file from elsewhere.

pub mod case_number;
pub mod deadlines;
pub mod demands;
pub mod escalations;
mod following;
pub mod graphql;
pub mod graphql_changes;
pub mod graphql_events;
pub mod graphql_lists;
mod graphql_progress;
pub mod graphql_submission;
pub mod graphql_subscription;
pub mod in_hand;
pub mod lifecycle;
mod moves;
pub mod policy;
pub mod reach;
mod reorganised;
pub mod replay;
mod requester;
mod service;
mod submission;
pub mod task_forces;
mod unanswered;
mod wording;

pub use case_number::number_text;
pub use deadlines::{note_overdue, reckon_provisional};
pub use demands::remind_demands;
pub use following::{Called, Followed, Part, Wanted, follow};
pub use graphql_lists::RequestsQuery;
pub use reorganised::follow_agencies;
pub use submission::{NewRequest, submit_request};
pub use task_forces::dissolve_expired;
pub use unanswered::close_unanswered;
pub use wording::category_name;
