//! The sample registers against totals that a public network-flow solver found over all pairs.

mod known;

use std::ops::ControlFlow;

#[test]
fn x() {
    for (n, l, u) in
        [(10_000, 8, 10), (9_000, 8, 10), (10_000, 8, 12), (10_000, 8, 9), (9_000, 10, 10)]
    {
        let p = known::problem(n, l, u);
        let t = std::time::Instant::now();
        let s = caseload_solver::solve(&p, &|_| ControlFlow::Continue(())).unwrap();
        let e = t.elapsed();
        let t = std::time::Instant::now();
        let v = caseload_solver::certificate::verify(&p, &s);
        println!("{n} {l} {u}: {v:?} in {e:?} {:?}", t.elapsed());
    }
}
