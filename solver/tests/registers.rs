//! The sample registers against totals that a public network-flow solver found over all pairs.

mod known;
mod stopwatch;

use std::ops::ControlFlow;
use std::time::Duration;

use caseload_solver::certificate::verify;
use caseload_solver::solve;
use stopwatch::Stopwatch;

/// Three times what a release build has for the whole county.
const LIMIT: Duration = Duration::from_millis(4_500);

#[test]
fn the_sample_registers_have_their_known_totals() {
    for known::Known { firms, lower, upper, metres } in known::TOTALS {
        let problem = known::problem(firms, lower, upper);
        let stopwatch = Stopwatch::start();
        let solution = solve(&problem, &|_| ControlFlow::Continue(())).expect("nobody stops it");
        let verified = verify(&problem, &solution).expect("a proof");
        let (taken, by_the_clock) = (stopwatch.busy(), stopwatch.elapsed());
        assert!(verified.is_without_violation());
        assert!((verified.total_cost - metres).abs() <= 10, "{} m", verified.total_cost);
        assert!(
            taken <= LIMIT,
            "{firms} firms, {lower} to {upper}, took {taken:?}, by the clock {by_the_clock:?}"
        );
    }
}

#[test]
fn too_many_firms_for_the_county_are_shared_out_all_the_same() {
    let problem = known::problem(10_000, 8, 9);
    let solution = solve(&problem, &|_| ControlFlow::Continue(())).expect("nobody stops it");
    let verified = verify(&problem, &solution).expect("a proof");
    assert_eq!((verified.above_upper, verified.below_lower), (1_000, 0));
}
