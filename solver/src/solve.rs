//! The solver: prices by auction, then the best plan by shortest paths.

use std::ops::ControlFlow;

use crate::auction::ask_prices;
use crate::lists::Lists;
use crate::paths::Paths;
use crate::plan::Plan;
use crate::problem::{Defect, FirmIndex, OfficerIndex, Problem};
use crate::table::Table;

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Firms done, as an estimate that does not fall.
    pub done: usize,
    /// Firms in all.
    pub of: usize,
}

/// Why there is no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The watch broke off.
    Cancelled,
    /// The problem has no meaning.
    Unusable(Defect),
}

/// A plan of least violation and, among those, of least cost; and the prices that prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// Each firm's officer; nobody where the firm may have nobody.
    pub officer_of: Vec<Option<OfficerIndex>>,
    /// What the certificate stands on.
    pub prices: Prices,
}

/// The dual solution, in metres: no firm finds an officer for less than its own price, and no
/// officer's price invites it to take one firm more or less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prices {
    /// What a firm costs where it is, the officer's price included.
    pub firms: Vec<i64>,
    /// What an officer asks of every firm: above zero where more would like to come than may, below
    /// where it must have more than would like to come.
    pub officers: Vec<i64>,
}

/// Solves the problem exactly. The same problem always has the same answer.
///
/// `watch` is called several times a second and may break off.
pub fn solve(
    problem: &Problem,
    watch: &dyn Fn(Progress) -> ControlFlow<()>,
) -> Result<Solution, Stopped> {
    problem.check().map_err(Stopped::Unusable)?;
    match search(problem, watch) {
        ControlFlow::Continue(solution) => Ok(solution),
        ControlFlow::Break(()) => Err(Stopped::Cancelled),
    }
}

fn search(
    problem: &Problem,
    watch: &dyn Fn(Progress) -> ControlFlow<()>,
) -> ControlFlow<(), Solution> {
    let firms = problem.firms.len();
    let tell = |part: f64| watch(Progress { done: (part * firms as f64) as usize, of: firms });
    let mut officer_of: Table<FirmIndex, Option<OfficerIndex>> = Table::filled(firms, None);
    let mut taken = Table::filled(problem.officers.len(), 0);
    let mut free = Vec::new();
    for firm in problem.firm_indices() {
        match problem.firm(firm).pinned {
            Some(pinned) if problem.allows(firm, pinned) => {
                officer_of[firm] = Some(pinned);
                taken[pinned] += 1;
            }
            Some(_) => {}
            None if may_have_somebody(problem, firm) => free.push(firm),
            None => {}
        }
    }
    let mut lists = Lists::new(problem);
    let asked = ask_prices(problem, &free, &taken, &mut lists, &mut |part| tell(part / 2.0))?;
    let plan = Plan::new(problem, taken);
    let mut paths = Paths::new(plan, &mut lists, asked.officers, asked.idle, problem.penalty());
    paths.seat_cheapest(&free);
    paths.run(&mut |left, of| tell(1.0 - left as f64 / of as f64 / 2.0))?;
    for firm in &free {
        officer_of[*firm] = paths.plan.seat(*firm).map(|seat| seat.officer);
    }
    ControlFlow::Continue(price(problem, officer_of.into_rows(), paths.prices()))
}

/// Whether anybody is left whom no ban keeps away.
fn may_have_somebody(problem: &Problem, firm: FirmIndex) -> bool {
    problem.firm(firm).banned.len() < problem.officers.len()
        || problem.officer_indices().any(|officer| problem.allows(firm, officer))
}

/// Puts the firms' prices beside the officers'.
fn price(problem: &Problem, officer_of: Vec<Option<OfficerIndex>>, officers: Vec<i64>) -> Solution {
    let officers: Table<OfficerIndex, i64> = officers.into();
    let firms = problem.firm_indices().zip(&officer_of).map(|(firm, officer)| {
        let paid = officer.and_then(|it| Some(problem.cost(firm, it)? + officers[it]));
        paid.unwrap_or_else(|| problem.penalty())
    });
    let firms = firms.collect();
    Solution { officer_of, prices: Prices { firms, officers: officers.into_rows() } }
}
