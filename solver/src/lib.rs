//! Which officer looks after which firm: every firm one officer, every officer between its bounds,
//! the least total cost, and a proof of it. No database, no clock, no threads, no chance.
//!
//! [`solve`] finds a plan and prices; [`certificate::verify`] proves from the prices, over every
//! pair, that no plan is better. Where no plan keeps all bounds, it is one that violates least.

mod auction;
pub mod certificate;
mod lists;
mod paths;
mod places;
mod plan;
mod problem;
pub mod shortfall;
mod solve;
mod sphere;
mod table;
mod tree;

pub use problem::{Defect, Firm, FirmIndex, Officer, OfficerIndex, Problem, Weights};
pub use solve::{Prices, Progress, Solution, Stopped, solve};
pub use sphere::Point;
