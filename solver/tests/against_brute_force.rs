//! Small problems against every plan there is, and the certificate against changed solutions.

use std::ops::ControlFlow;

use caseload_solver::certificate::{Verified, verify};
use caseload_solver::{
    Firm, FirmIndex, Officer, OfficerIndex, Point, Problem, Progress, Solution, Stopped, Weights,
    solve,
};
use proptest::prelude::*;

/// Few places, so that many stand at one point.
fn a_point() -> impl Strategy<Value = Point> {
    (0..4_i32, 0..3_i32).prop_map(|(north, east)| Point {
        latitude: 29.7 + f64::from(north) / 50.0,
        longitude: 120.2 + f64::from(east) / 50.0,
    })
}

fn an_officer() -> impl Strategy<Value = Officer> {
    (a_point(), 0..2_u32, 0..2_u32, 0..3_u32, 0..3_u32).prop_map(
        |(at, town, branch, lower, more)| Officer { at, town, branch, lower, upper: lower + more },
    )
}

fn a_firm(officers: usize) -> impl Strategy<Value = Firm> {
    let somebody = move |share: f64| {
        let any = (0..officers.max(1) as u32).prop_map(OfficerIndex);
        proptest::option::weighted(share, any)
            .prop_map(move |somebody| somebody.filter(|_| officers > 0))
    };
    let banned = proptest::collection::vec(somebody(0.3), 0..4);
    (a_point(), 0..2_u32, proptest::option::of(0..2_u32), somebody(0.5), somebody(0.15), banned)
        .prop_map(|(at, town, fitting_branch, present, pinned, banned)| Firm {
            at,
            town,
            fitting_branch,
            present,
            pinned,
            banned: banned.into_iter().flatten().collect(),
        })
}

fn a_problem() -> impl Strategy<Value = Problem> {
    let weights = (0..3_i64, 0..3_i64, 0..3_i64).prop_map(|(misfit, crossing, change)| Weights {
        branch_misfit: misfit * 900,
        town_crossing: crossing * 1_100,
        change: change * 700,
    });
    let sizes = prop_oneof![1 => Just(0_usize), 12 => 1..4_usize];
    (sizes, weights).prop_flat_map(|(officers, weights)| {
        let firms = proptest::collection::vec(a_firm(officers), 0..7);
        let officers = proptest::collection::vec(an_officer(), officers);
        (firms, officers, Just(weights)).prop_map(|(firms, officers, weights)| Problem {
            firms,
            officers,
            weights,
        })
    })
}

/// Too large to try out: anywhere on the earth, or all within a county.
fn a_large_problem() -> impl Strategy<Value = Problem> {
    let weights = (0..2_i64, 0..2_i64, 0..2_i64).prop_map(|(misfit, crossing, change)| Weights {
        branch_misfit: misfit * 9_000,
        town_crossing: crossing * 11_000,
        change: change * 3_000,
    });
    let scale = prop_oneof![Just(1.0), Just(0.002)];
    let place = || (-90.0..=90.0_f64, -180.0..=180.0_f64);
    let firms = proptest::collection::vec((place(), a_firm(3)), 0..250);
    let officers = proptest::collection::vec((place(), an_officer()), 3..60);
    (firms, officers, weights, scale).prop_map(|(firms, officers, weights, scale)| {
        let scaled =
            |(north, east): (f64, f64)| Point { latitude: north * scale, longitude: east * scale };
        let firms = firms.into_iter().map(|(at, firm)| Firm { at: scaled(at), ..firm });
        let officers = officers.into_iter().map(|(at, officer)| Officer {
            at: scaled(at),
            upper: officer.upper + 2,
            ..officer
        });
        Problem { firms: firms.collect(), officers: officers.collect(), weights }
    })
}

fn solved(problem: &Problem) -> Solution {
    solve(problem, &|_| ControlFlow::Continue(())).expect("nobody stops it")
}

/// The least violation and the least cost at it, over every plan there is.
fn tried_out(problem: &Problem) -> (i64, i64) {
    fn try_from(problem: &Problem, firm: usize, loads: &[i64], cost: i64) -> (i64, i64) {
        if firm == problem.firms.len() {
            let broken = problem.officers.iter().zip(loads).map(|(officer, load)| {
                let (lower, upper) = (i64::from(officer.lower), i64::from(officer.upper));
                (*load - upper).max(0) + (lower - *load).max(0)
            });
            return (broken.sum(), cost);
        }
        let mut best: Option<(i64, i64)> = None;
        for officer in problem.officer_indices() {
            if let Some(more) = problem.cost(FirmIndex(firm as u32), officer) {
                let mut loads = loads.to_vec();
                loads.iter_mut().skip(officer.0 as usize).take(1).for_each(|load| *load += 1);
                let tried = try_from(problem, firm + 1, &loads, cost + more);
                best = Some(best.map_or(tried, |best| best.min(tried)));
            }
        }
        best.unwrap_or_else(|| {
            let (broken, cost) = try_from(problem, firm + 1, loads, cost);
            (broken + 1, cost)
        })
    }
    try_from(problem, 0, &vec![0; problem.officers.len()], 0)
}

fn violation(verified: Verified) -> i64 {
    verified.above_upper + verified.below_lower + verified.without_officer
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        max_global_rejects: 100_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_plan_violates_less_or_costs_less(problem in a_problem()) {
        let verified = verify(&problem, &solved(&problem)).expect("a proof");
        prop_assert_eq!((violation(verified), verified.total_cost), tried_out(&problem));
    }

    #[test]
    fn the_same_problem_has_the_same_answer(problem in a_problem()) {
        prop_assert_eq!(solved(&problem), solved(&problem));
    }

    #[test]
    fn pins_and_bans_are_kept(problem in a_problem()) {
        for (firm, officer) in problem.firms.iter().zip(solved(&problem).officer_of) {
            prop_assert!(officer.is_none_or(|officer| !firm.banned.contains(&officer)));
            if let Some(pinned) = firm.pinned {
                prop_assert!(officer.is_none_or(|officer| officer == pinned));
            }
        }
    }

    #[test]
    fn a_moved_firm_is_not_believed_unless_it_costs_the_same(
        problem in a_problem(),
        firm in any::<prop::sample::Index>(),
        officer in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!problem.firms.is_empty() && !problem.officers.is_empty());
        let mut solution = solved(&problem);
        let firm = firm.index(problem.firms.len());
        let officer = OfficerIndex(officer.index(problem.officers.len()) as u32);
        prop_assume!(solution.officer_of[firm] != Some(officer));
        solution.officer_of[firm] = Some(officer);
        if let Ok(verified) = verify(&problem, &solution) {
            prop_assert_eq!((violation(verified), verified.total_cost), tried_out(&problem));
        }
    }

    #[test]
    fn a_firm_left_out_is_not_believed(problem in a_problem(), firm in any::<prop::sample::Index>()) {
        prop_assume!(!problem.firms.is_empty());
        let mut solution = solved(&problem);
        let firm = firm.index(problem.firms.len());
        prop_assume!(solution.officer_of[firm].is_some());
        solution.officer_of[firm] = None;
        prop_assert!(verify(&problem, &solution).is_err());
    }

    #[test]
    fn a_changed_price_of_a_firm_is_not_believed(
        problem in a_problem(),
        firm in any::<prop::sample::Index>(),
        change in prop_oneof![-5_000..0_i64, 1..5_000_i64, Just(i64::MAX / 2)],
    ) {
        prop_assume!(!problem.firms.is_empty());
        let mut solution = solved(&problem);
        let firm = firm.index(problem.firms.len());
        solution.prices.firms[firm] = solution.prices.firms[firm].saturating_add(change);
        prop_assert!(verify(&problem, &solution).is_err());
    }

    #[test]
    fn a_changed_price_of_an_officer_who_has_firms_is_not_believed(
        problem in a_problem(),
        officer in any::<prop::sample::Index>(),
        change in prop_oneof![-5_000..0_i64, 1..5_000_i64],
    ) {
        prop_assume!(!problem.officers.is_empty());
        let mut solution = solved(&problem);
        let officer = officer.index(problem.officers.len());
        prop_assume!(solution.officer_of.contains(&Some(OfficerIndex(officer as u32))));
        solution.prices.officers[officer] += change;
        prop_assert!(verify(&problem, &solution).is_err());
    }

    #[test]
    fn a_dear_plan_is_not_believed_at_any_prices_that_fit_it(
        problem in a_problem(),
        prices in proptest::collection::vec(-3_000..3_000_i64, 3),
        choices in proptest::collection::vec(any::<prop::sample::Index>(), 7),
    ) {
        prop_assume!(!problem.officers.is_empty());
        let mut solution = solved(&problem);
        solution.prices.officers.iter_mut().zip(prices).for_each(|(old, new)| *old = new);
        for (firm, choice) in problem.firm_indices().zip(choices) {
            let officer = OfficerIndex(choice.index(problem.officers.len()) as u32);
            let Some(cost) = problem.cost(firm, officer) else { continue };
            solution.officer_of[usize::from(firm)] = Some(officer);
            solution.prices.firms[usize::from(firm)] =
                cost + solution.prices.officers[usize::from(officer)];
        }
        if let Ok(verified) = verify(&problem, &solution) {
            prop_assert_eq!((violation(verified), verified.total_cost), tried_out(&problem));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_large_plan_is_proven(problem in a_large_problem()) {
        prop_assert!(verify(&problem, &solved(&problem)).is_ok());
    }
}

fn at(north: f64) -> Point {
    Point { latitude: 29.7 + north, longitude: 120.2 }
}

fn firm(north: f64) -> Firm {
    let banned = Vec::new();
    Firm { at: at(north), town: 0, fitting_branch: None, present: None, pinned: None, banned }
}

fn officer(north: f64, lower: u32, upper: u32) -> Officer {
    Officer { at: at(north), town: 0, branch: 0, lower, upper }
}

fn problem(firms: Vec<Firm>, officers: Vec<Officer>) -> Problem {
    Problem { firms, officers, weights: Weights::default() }
}

#[test]
fn one_firm_too_many_is_one_violation_at_the_nearest() {
    let firms = vec![firm(0.0); 5];
    let problem = problem(firms, vec![officer(0.0, 0, 2), officer(0.1, 0, 2)]);
    let solution = solved(&problem);
    let verified = verify(&problem, &solution).expect("a proof");
    assert_eq!((verified.above_upper, verified.below_lower), (1, 0));
    let near = solution.officer_of.iter().filter(|of| **of == Some(OfficerIndex(0))).count();
    assert_eq!(near, 3);
}

#[test]
fn one_firm_too_few_is_one_violation_at_the_farthest() {
    let firms = vec![firm(0.0); 3];
    let problem = problem(firms, vec![officer(0.0, 2, 3), officer(0.1, 2, 3)]);
    let verified = verify(&problem, &solved(&problem)).expect("a proof");
    assert_eq!((verified.above_upper, verified.below_lower), (0, 1));
}

#[test]
fn without_officers_every_firm_is_without() {
    let problem = problem(vec![firm(0.0); 3], Vec::new());
    let verified = verify(&problem, &solved(&problem)).expect("a proof");
    assert_eq!(verified.without_officer, 3);
    assert!(!verified.is_without_violation());
}

#[test]
fn without_firms_there_is_nothing_to_do() {
    let problem = problem(Vec::new(), vec![officer(0.0, 0, 3)]);
    let verified = verify(&problem, &solved(&problem)).expect("a proof");
    assert!(verified.is_without_violation());
}

#[test]
fn many_at_one_point_are_shared_out() {
    let problem = problem(vec![firm(0.0); 300], vec![officer(0.0, 3, 3); 100]);
    let verified = verify(&problem, &solved(&problem)).expect("a proof");
    assert_eq!((verified.total_cost, verified.is_without_violation()), (0, true));
}

#[test]
fn a_plan_can_be_broken_off() {
    let problem = problem(vec![firm(0.0); 3], vec![officer(0.0, 0, 3)]);
    assert_eq!(solve(&problem, &|_| ControlFlow::Break(())), Err(Stopped::Cancelled));
}

#[test]
fn progress_does_not_fall_and_stays_within() {
    let firms = (0..400).map(|at| firm(f64::from(at) / 1_000.0)).collect();
    let problem = problem(firms, vec![officer(0.2, 4, 8); 50]);
    let last = std::cell::Cell::new(0);
    let watch = |Progress { done, of }: Progress| {
        assert!(last.replace(done) <= done && done <= of);
        ControlFlow::Continue(())
    };
    assert!(solve(&problem, &watch).is_ok());
}

#[test]
fn a_problem_without_meaning_is_refused() {
    let mut unknown = firm(0.0);
    unknown.pinned = Some(OfficerIndex(1));
    let mut negative = problem(vec![firm(0.0)], vec![officer(0.0, 0, 3)]);
    negative.weights.change = -1;
    for problem in [problem(vec![unknown], vec![officer(0.0, 0, 3)]), negative] {
        let stopped = solve(&problem, &|_| ControlFlow::Continue(()));
        assert!(matches!(stopped, Err(Stopped::Unusable(_))));
    }
}
