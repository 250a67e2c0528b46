//! The explanation of a plan that violates, against solving the problem without what it names.

use std::ops::ControlFlow;

use caseload_solver::certificate::verify;
use caseload_solver::shortfall::{TownShortfall, explain};
use caseload_solver::{
    Firm, FirmIndex, Officer, OfficerIndex, Point, Problem, Solution, Weights, solve,
};
use proptest::prelude::*;

const AT: Point = Point { latitude: 29.7, longitude: 120.2 };

fn firm(banned: Vec<u32>) -> Firm {
    Firm {
        at: AT,
        town: 1,
        fitting_branch: None,
        present: None,
        pinned: None,
        banned: banned.into_iter().map(OfficerIndex).collect(),
    }
}

fn officer(town: u32, lower: u32, upper: u32) -> Officer {
    Officer { at: AT, town, branch: 0, lower, upper }
}

fn problem(firms: Vec<Firm>, officers: Vec<Officer>) -> Problem {
    Problem { firms, officers, weights: Weights::default() }
}

fn solved(problem: &Problem) -> Solution {
    solve(problem, &|_| ControlFlow::Continue(())).expect("nobody stops it")
}

fn violation(problem: &Problem) -> i64 {
    let verified = verify(problem, &solved(problem)).expect("a proof");
    verified.above_upper + verified.below_lower + verified.without_officer
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn just_the_binding_bans_make_it_better_when_lifted(
        bans in proptest::collection::vec((proptest::collection::vec(0..3_u32, 0..4), 0..5_u32), 0..6),
        bounds in proptest::collection::vec((0..3_u32, 0..2_u32), 3),
    ) {
        let firms = bans.into_iter().map(|(banned, pinned)| Firm {
            pinned: (pinned < 3).then_some(OfficerIndex(pinned)),
            ..firm(banned)
        });
        let officers = bounds.into_iter().map(|(lower, more)| officer(0, lower, lower + more));
        let problem = problem(firms.collect(), officers.collect());
        let shortfall = explain(&problem, &solved(&problem), 10);
        let before = violation(&problem);
        prop_assert_eq!(shortfall.is_none(), before == 0);
        let binding = shortfall.map(|it| it.binding_bans).unwrap_or_default();
        for firm in problem.firm_indices() {
            for officer in problem.officer_indices() {
                if problem.firm(firm).banned.contains(&officer) {
                    let mut lifted = problem.clone();
                    lifted.firms[usize::from(firm)].banned.retain(|banned| *banned != officer);
                    let is_better = violation(&lifted) < before;
                    prop_assert_eq!(binding.contains(&(firm, officer)), is_better);
                }
            }
        }
    }
}

#[test]
fn nothing_is_short_where_all_bounds_are_kept() {
    let problem = problem(vec![firm(Vec::new()); 3], vec![officer(0, 1, 3)]);
    assert_eq!(explain(&problem, &solved(&problem), 10), None);
}

#[test]
fn it_says_by_how_many_where_and_who_is_missing() {
    let firms = vec![firm(Vec::new()); 13];
    let problem = problem(firms, vec![officer(4, 0, 2)]);
    let shortfall = explain(&problem, &solved(&problem), 10).expect("a shortfall");
    assert_eq!(shortfall.above_upper, 11);
    let there = TownShortfall { firms_beyond: 11, officers_missing: 2, firms_missing: 0 };
    assert_eq!(shortfall.towns.into_iter().collect::<Vec<_>>(), [(4, there)]);
}

#[test]
fn officers_without_enough_firms_are_told_by_town() {
    let problem = problem(vec![firm(Vec::new())], vec![officer(4, 3, 4)]);
    let shortfall = explain(&problem, &solved(&problem), 10).expect("a shortfall");
    let there = TownShortfall { firms_beyond: 0, officers_missing: 0, firms_missing: 2 };
    assert_eq!(shortfall.towns.into_iter().collect::<Vec<_>>(), [(4, there)]);
}

#[test]
fn a_firm_that_nobody_may_have_is_named_with_its_bans() {
    let problem = problem(vec![firm(vec![0])], vec![officer(0, 0, 4)]);
    let shortfall = explain(&problem, &solved(&problem), 10).expect("a shortfall");
    assert_eq!(shortfall.without_officer, [FirmIndex(0)]);
    assert_eq!(shortfall.binding_bans, [(FirmIndex(0), OfficerIndex(0))]);
    assert_eq!(shortfall.towns.get(&1).map(|town| town.firms_beyond), Some(1));
}
