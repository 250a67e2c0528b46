//! The sample registers against totals that a public network-flow solver found over all pairs.

mod known;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use caseload_solver::certificate::verify;
use caseload_solver::solve;

/// Three times what a release build has for the whole county.
const LIMIT: Duration = Duration::from_millis(4_500);

/// The time this thread has had on a processor, where the system tells: other work on the machine
/// does not count against the limit.
fn busy() -> Option<Duration> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

#[test]
fn the_sample_registers_have_their_known_totals() {
    for known::Known { firms, lower, upper, metres } in known::TOTALS {
        let problem = known::problem(firms, lower, upper);
        let (start, busy_before) = (Instant::now(), busy());
        let solution = solve(&problem, &|_| ControlFlow::Continue(())).expect("nobody stops it");
        let verified = verify(&problem, &solution).expect("a proof");
        let taken =
            busy().zip(busy_before).map_or(start.elapsed(), |(after, before)| after - before);
        assert!(verified.is_without_violation());
        assert!((verified.total_cost - metres).abs() <= 10, "{} m", verified.total_cost);
        assert!(taken <= LIMIT, "{firms} firms, {lower} to {upper}, took {taken:?}");
    }
}

#[test]
fn too_many_firms_for_the_county_are_shared_out_all_the_same() {
    let problem = known::problem(10_000, 8, 9);
    let solution = solve(&problem, &|_| ControlFlow::Continue(())).expect("nobody stops it");
    let verified = verify(&problem, &solution).expect("a proof");
    assert_eq!((verified.above_upper, verified.below_lower), (1_000, 0));
}
