//! Proves a plan optimal from its prices, over every pair, without a line of the solver's search.
//!
//! Linear programming's weak duality: at any prices the dual objective is a bound below the cost of
//! every plan, and where the two meet neither can be better (Ahuja, Magnanti, Orlin, Network Flows,
//! 1993, theorems 9.3 and 9.5). Most pairs are settled by the chord between the two points, which is
//! shorter than the distance; only the others are measured.

use crate::problem::{FirmIndex, OfficerIndex, Problem};
use crate::solve::Solution;
use crate::sphere::{Vector, chord_squared_over};

/// What is proven: this cost and this violation, and that no plan has less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// All pairs' costs together, penalties left out.
    pub total_cost: i64,
    /// Firms above an upper bound, summed over officers.
    pub above_upper: i64,
    /// Firms short of a lower bound, summed over officers.
    pub below_lower: i64,
    /// Firms that may have nobody.
    pub without_officer: i64,
}

impl Verified {
    /// Whether every firm has an officer and every officer is within its bounds.
    pub const fn is_without_violation(&self) -> bool {
        self.above_upper == 0 && self.below_lower == 0 && self.without_officer == 0
    }
}

/// Where a proof breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Not one entry a firm and one price a firm and an officer.
    Shape,
    /// The firm is with an officer whom it may not have.
    Forbidden(FirmIndex),
    /// The firm is left without, though an officer may have it.
    LeftOut(FirmIndex),
    /// The firm's price is not what it costs where it is.
    NotTight(FirmIndex),
    /// The firm would cost less with this officer.
    Cheaper(FirmIndex, OfficerIndex),
    /// The officer's price does not go with its number of firms.
    WrongPrice(OfficerIndex),
    /// The plan costs more than the bound that the prices give.
    Gap,
}

/// The officers' side of all pairs, laid out for one pass.
struct Side {
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
    price: Vec<f64>,
}
