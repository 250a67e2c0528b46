//! The sample registers against totals that a public network-flow solver found over all pairs.

mod known;

use std::ops::ControlFlow;

#[test]
fn x() {
    for (n, l, u) in [(10_000, 8, 10), (9_000, 8, 10), (10_000, 8, 12)] {
        let p = known::problem(n, l, u);
        let t = std::time::Instant::now();
        let s = caseload_solver::solve(&p, &|_| ControlFlow::Continue(())).unwrap();
        let e = t.elapsed();
        let total: i64 = p.firm_indices().zip(&s.officer_of).map(|(f, o)| p.cost(f, o.unwrap()).unwrap()).sum();
        println!("{n} {l} {u}: {total} in {e:?}");
    }
}
