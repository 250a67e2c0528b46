//! Why a plan cannot keep all bounds: by how many, where, and which bans stand in the way.
//!
//! It looks at bounds and bans alone, not at distances: which officer carries a surplus is a matter
//! of cost, whether there is one is not.

use std::collections::BTreeMap;

use crate::problem::{FirmIndex, OfficerIndex, Problem};
use crate::solve::Solution;
use crate::table::Table;

/// What is missing for a plan without violation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// Firms above officers' upper bounds.
    pub above_upper: u64,
    /// Firms short of officers' lower bounds.
    pub below_lower: u64,
    /// Firms that may have nobody: all are banned, or the one they are pinned to.
    pub without_officer: Vec<FirmIndex>,
    /// Where, by town; towns without trouble are left out.
    pub towns: BTreeMap<u32, TownShortfall>,
    /// The bans that can be lifted, each for itself, to make the violation smaller. No other can.
    pub binding_bans: Vec<(FirmIndex, OfficerIndex)>,
}

/// What is missing in a town.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TownShortfall {
    /// Firms beyond what its officers may have, and firms in it that may have nobody.
    pub firms_beyond: u64,
    /// So many officers more, each with the upper bound asked about, would take them.
    pub officers_missing: u64,
    /// Firms that its officers have too few.
    pub firms_missing: u64,
}

/// Explains what a solution violates; nothing, if nothing. `upper` is what an officer more could
/// have.
pub fn explain(problem: &Problem, solution: &Solution, upper: u32) -> Option<Shortfall> {
    let mut loads = Table::filled(problem.officers.len(), 0_u64);
    let mut without_officer = Vec::new();
    let mut towns: BTreeMap<u32, TownShortfall> = BTreeMap::new();
    for (firm, officer) in problem.firm_indices().zip(&solution.officer_of) {
        match officer {
            Some(officer) => loads[*officer] += 1,
            None => {
                without_officer.push(firm);
                towns.entry(problem.firm(firm).town).or_default().firms_beyond += 1;
            }
        }
    }
    let (mut above_upper, mut below_lower) = (0, 0);
    for officer in problem.officer_indices() {
        let bounds = problem.officer(officer);
        let above = loads[officer].saturating_sub(bounds.upper.into());
        let below = u64::from(bounds.lower).saturating_sub(loads[officer]);
        above_upper += above;
        below_lower += below;
        if above + below > 0 {
            let town = towns.entry(bounds.town).or_default();
            town.firms_beyond += above;
            town.firms_missing += below;
        }
    }
    if towns.is_empty() {
        return None;
    }
    for town in towns.values_mut() {
        town.officers_missing = town.firms_beyond.div_ceil(u64::from(upper).max(1));
    }
    let binding_bans = Chains::new(problem, solution, &loads).binding_bans();
    Some(Shortfall { above_upper, below_lower, without_officer, towns, binding_bans })
}

/// What a firm more or less at an officer does to the violation, when firms may be passed on along
/// chains of officers in which each link is allowed.
struct Chains<'a> {
    problem: &'a Problem,
    solution: &'a Solution,
    movable: Table<OfficerIndex, Vec<FirmIndex>>,
    /// At best, for one firm more.
    of_more: Table<OfficerIndex, i64>,
    /// At best, for one firm less.
    of_less: Table<OfficerIndex, i64>,
}

impl<'a> Chains<'a> {
    fn new(problem: &'a Problem, solution: &'a Solution, loads: &Table<OfficerIndex, u64>) -> Self {
        let mut movable = Table::filled(problem.officers.len(), Vec::new());
        for (firm, officer) in problem.firm_indices().zip(&solution.officer_of) {
            if let (Some(officer), None) = (officer, problem.firm(firm).pinned) {
                movable[*officer].push(firm);
            }
        }
        let step = |officer: OfficerIndex, load: u64| {
            let bounds = problem.officer(officer);
            i64::from(load >= bounds.upper.into()) - i64::from(load < bounds.lower.into())
        };
        let officers = || problem.officer_indices();
        let more: Vec<i64> = officers().map(|of| step(of, loads[of])).collect();
        // Who has no firm to give gives none: worse than anything.
        let less: Vec<i64> = officers()
            .map(|of| if loads[of] > 0 { -step(of, loads[of] - 1) } else { i64::MAX })
            .collect();
        let mut chains =
            Self { problem, solution, movable, of_more: more.into(), of_less: less.into() };
        chains.spread_more();
        chains.spread_less();
        chains
    }

    /// Whether a chain may lead from one officer straight to another.
    fn links(&self, from: OfficerIndex, to: OfficerIndex) -> bool {
        self.movable[from].iter().any(|firm| self.problem.allows(*firm, to))
    }

    /// Whoever may pass a firm on may take one at what it does there.
    fn spread_more(&mut self) {
        let mut open = self.problem.officer_indices().collect::<Vec<_>>();
        let mut reached = Vec::new();
        open.sort_by_key(|of| std::cmp::Reverse(self.of_more[*of]));
        while let Some(target) = reached.pop().or_else(|| open.pop()) {
            let (come, stay) = open.into_iter().partition(|from| self.links(*from, target));
            open = stay;
            for from in &come {
                self.of_more[*from] = self.of_more[target];
            }
            reached.extend::<Vec<_>>(come);
        }
    }

    /// Whoever may be passed a firm may give one at what it does where that comes from.
    fn spread_less(&mut self) {
        let mut open = self.problem.officer_indices().collect::<Vec<_>>();
        let mut reached = Vec::new();
        open.sort_by_key(|of| std::cmp::Reverse(self.of_less[*of]));
        while let Some(source) = reached.pop().or_else(|| open.pop()) {
            let (come, stay) = open.into_iter().partition(|to| self.links(source, *to));
            open = stay;
            for to in &come {
                self.of_less[*to] = self.of_less[source];
            }
            reached.extend::<Vec<_>>(come);
        }
    }

    fn binding_bans(&self) -> Vec<(FirmIndex, OfficerIndex)> {
        let mut bans = Vec::new();
        for (firm, present) in self.problem.firm_indices().zip(&self.solution.officer_of) {
            let of_firm = self.problem.firm(firm);
            // A firm that had nobody was a violation itself.
            let of_leaving = present.map_or(-1, |present| self.of_less[present]);
            let mut banned = of_firm.banned.clone();
            banned.sort_unstable();
            banned.dedup();
            banned.retain(|officer| {
                of_firm.pinned.is_none_or(|pinned| pinned == *officer)
                    && of_leaving + self.of_more[*officer] < 0
            });
            bans.extend(banned.into_iter().map(|officer| (firm, officer)));
        }
        bans
    }
}
