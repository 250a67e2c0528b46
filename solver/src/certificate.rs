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

impl Side {
    fn of_officers(problem: &Problem, prices: &[i64]) -> Self {
        let places = || problem.officers.iter().map(|officer| Vector::from(officer.at).0);
        Self {
            x: places().map(|[x, _, _]| x).collect(),
            y: places().map(|[_, y, _]| y).collect(),
            z: places().map(|[_, _, z]| z).collect(),
            price: prices.iter().map(|price| *price as f64).collect(),
        }
    }

    /// The officers who may cost this firm less than `paid`: all others ask at least that much, or
    /// are farther away than what they leave of it.
    fn suspects(&self, Vector([x, y, z]): Vector, paid: f64, found: &mut Vec<OfficerIndex>) {
        found.clear();
        let places = self.x.chunks(BLOCK).zip(self.y.chunks(BLOCK)).zip(self.z.chunks(BLOCK));
        let mut first = 0;
        for (((xs, ys), zs), prices) in places.zip(self.price.chunks(BLOCK)) {
            let rows = || xs.iter().zip(ys).zip(zs).zip(prices);
            let is_suspect = |((at_x, at_y), at_z): ((&f64, &f64), &f64), price: &f64| {
                let (east, north, up) = (at_x - x, at_y - y, at_z - z);
                let left = paid - price;
                let reach = chord_squared_over(left);
                (left > 0.0) & (east * east + north * north + up * up < reach)
            };
            // Without a branch inside, so that the compiler may look at several at once.
            if rows().fold(false, |any, (place, price)| any | is_suspect(place, price)) {
                let suspects =
                    rows().zip(first..).filter(|((place, price), _)| is_suspect(*place, price));
                found.extend(suspects.map(|(_, officer)| OfficerIndex(officer)));
            }
            first += BLOCK as u32;
        }
    }
}

/// So many officers are looked at before any of them is looked at twice.
const BLOCK: usize = 32;

/// Checks that a solution is what it claims to be, for a problem that makes sense.
///
/// Three things make the proof: no firm finds an officer for less than its price; a firm costs its
/// price where it is; and each officer's price lies between what its last firm costs it in
/// penalties and what the next one would. Then the plan costs as much as the bound that the prices
/// give, which is added up here and compared.
pub fn verify(problem: &Problem, solution: &Solution) -> Result<Verified, Flaw> {
    let Solution { officer_of, prices } = solution;
    let shape = [officer_of.len(), prices.firms.len(), prices.officers.len()];
    if shape != [problem.firms.len(), problem.firms.len(), problem.officers.len()] {
        return Err(Flaw::Shape);
    }
    let side = Side::of_officers(problem, &prices.officers);
    let price_of = |officer: OfficerIndex| prices.officers.get(usize::from(officer)).copied();
    let mut loads = vec![0_i64; problem.officers.len()];
    let mut total_cost = 0;
    let mut without_officer = 0;
    let mut bound = 0_i128;
    let mut suspects = Vec::new();
    for ((firm, officer), paid) in problem.firm_indices().zip(officer_of).zip(&prices.firms) {
        bound += i128::from(*paid);
        let Some(officer) = *officer else {
            if problem.officer_indices().any(|officer| problem.allows(firm, officer)) {
                return Err(Flaw::LeftOut(firm));
            }
            if *paid != problem.penalty() {
                return Err(Flaw::NotTight(firm));
            }
            without_officer += 1;
            continue;
        };
        let Some((price, load)) = price_of(officer).zip(loads.get_mut(usize::from(officer))) else {
            return Err(Flaw::Shape);
        };
        let cost = problem.cost(firm, officer).ok_or(Flaw::Forbidden(firm))?;
        if Some(*paid) != cost.checked_add(price) {
            return Err(Flaw::NotTight(firm));
        }
        *load += 1;
        total_cost += cost;
        side.suspects(problem.firm(firm).at.into(), *paid as f64, &mut suspects);
        for suspect in &suspects {
            let value = problem.cost(firm, *suspect).zip(price_of(*suspect));
            if value.is_some_and(|(cost, price)| cost.saturating_add(price) < *paid) {
                return Err(Flaw::Cheaper(firm, *suspect));
            }
        }
    }
    let (mut above_upper, mut below_lower) = (0, 0);
    for ((officer, load), price) in problem.officer_indices().zip(loads).zip(&prices.officers) {
        let last = if load > 0 { problem.marginal(officer, load - 1) } else { i64::MIN };
        if !(last..=problem.marginal(officer, load)).contains(price) {
            return Err(Flaw::WrongPrice(officer));
        }
        bound += least_at(problem, officer, *price);
        let bounds = problem.officer(officer);
        above_upper += (load - i64::from(bounds.upper)).max(0);
        below_lower += (i64::from(bounds.lower) - load).max(0);
    }
    let penalties = i128::from(above_upper + below_lower + without_officer);
    if i128::from(total_cost) + penalties * i128::from(problem.penalty()) != bound {
        return Err(Flaw::Gap);
    }
    Ok(Verified { total_cost, above_upper, below_lower, without_officer })
}

/// The least that an officer's penalties come to, less its price for each firm, over all numbers of
/// firms: at a corner of its bounds, since it bends only there.
fn least_at(problem: &Problem, officer: OfficerIndex, price: i64) -> i128 {
    let bounds = problem.officer(officer);
    let penalty = i128::from(problem.penalty());
    let (lower, upper) = (i128::from(bounds.lower), i128::from(bounds.upper));
    let at = |load: i128| {
        let broken = (load - upper).max(0) + (lower - load).max(0);
        broken * penalty - load * i128::from(price)
    };
    at(0).min(at(lower)).min(at(upper))
}
