//! What the claims of speed stand on: the sample registers, ten times their size, and the plain dense
//! way on what it can bear: a tenth, and all of it when asked for `full`. Ends with an error when a
//! limit is passed.

#![expect(clippy::indexing_slicing, clippy::print_stdout, reason = "a bench prints and may panic")]

mod dense;
#[path = "../../tests/known/mod.rs"]
mod known;
#[path = "../../tests/stopwatch/mod.rs"]
mod stopwatch;

use std::ops::ControlFlow;
use std::process::ExitCode;

use caseload_solver::certificate::{Verified, verify};
use caseload_solver::{Point, Problem, solve};
use stopwatch::Stopwatch;

/// The limits of the full case, the certificate included.
const SECONDS: f64 = 1.5;
const MEBIBYTES: f64 = 150.0;
/// The limit at ten times the size.
const SECONDS_OF_TEN: f64 = 60.0;

struct Run {
    verified: Verified,
    seconds: f64,
}

/// The most memory this process has held.
fn peak_mebibytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok());
    kibibytes.unwrap_or(f64::NAN) / 1024.0
}

fn run(name: &str, problem: &Problem) -> Run {
    let stopwatch = Stopwatch::start();
    let solution = solve(problem, &|_| ControlFlow::Continue(())).expect("nobody stops it");
    let solved = stopwatch.busy().as_secs_f64();
    let verified = verify(problem, &solution).expect("a proof");
    let seconds = stopwatch.busy().as_secs_f64();
    println!(
        "{name}: {} firms, {} officers: solve {solved:.3} s, certificate {:.3} s, by the clock {:.3} s; \
         {} m, peak {:.0} MiB",
        problem.firms.len(),
        problem.officers.len(),
        seconds - solved,
        stopwatch.elapsed().as_secs_f64(),
        verified.total_cost,
        peak_mebibytes()
    );
    Run { verified, seconds }
}

/// So many firms and officers: those of `problem` over and over, each moved by up to about half a
/// kilometre; the same every time.
fn jittered(problem: &Problem, firms: usize, officers: usize) -> Problem {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut degrees = move || {
        // xorshift64 (Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8, 2003).
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64 / 100.0 - 0.005
    };
    let mut moved = |at: Point| Point {
        latitude: at.latitude + degrees(),
        longitude: at.longitude + degrees(),
    };
    let mut firms: Vec<_> = problem.firms.iter().cycle().take(firms).cloned().collect();
    firms.iter_mut().for_each(|firm| firm.at = moved(firm.at));
    let mut officers: Vec<_> = problem.officers.iter().cycle().take(officers).cloned().collect();
    officers.iter_mut().for_each(|officer| officer.at = moved(officer.at));
    Problem { firms, officers, weights: problem.weights }
}

/// The first `firms` and `officers` alone.
fn cut(problem: &Problem, firms: usize, officers: usize) -> Problem {
    Problem {
        firms: problem.firms.iter().take(firms).cloned().collect(),
        officers: problem.officers.iter().take(officers).cloned().collect(),
        weights: problem.weights,
    }
}

fn compare(name: &str, problem: &Problem) -> bool {
    let run = run(name, problem);
    let stopwatch = Stopwatch::start();
    let total = dense::total_cost(problem);
    let seconds = stopwatch.busy().as_secs_f64();
    println!(
        "{name}: the plain dense way {seconds:.3} s, {:.0} times as long",
        seconds / run.seconds
    );
    total == run.verified.total_cost
}

fn main() -> ExitCode {
    let mut passed = Vec::new();
    let mut check = |is_kept: bool, limit: String| {
        if !is_kept {
            passed.push(limit);
        }
    };
    for known::Known { firms, lower, upper, metres } in known::TOTALS {
        let name = format!("{lower} to {upper}");
        let run = run(&name, &known::problem(firms, lower, upper));
        check(run.seconds <= SECONDS, format!("{name}: {SECONDS} s"));
        check((run.verified.total_cost - metres).abs() <= 10, format!("{name}: {metres} m"));
    }
    check(peak_mebibytes() <= MEBIBYTES, format!("{MEBIBYTES} MiB"));
    let full = known::problem(10_000, 8, 10);
    let small = cut(&full, 1_000, 105);
    check(compare("a tenth", &small), "a tenth: the same total".to_owned());
    if std::env::args().any(|argument| argument == "full") {
        check(compare("all", &full), "all: the same total".to_owned());
    }
    let ten = run("ten times", &jittered(&full, 100_000, 10_500));
    check(ten.seconds <= SECONDS_OF_TEN, format!("ten times: {SECONDS_OF_TEN} s"));
    for limit in &passed {
        println!("LIMIT PASSED: {limit}");
    }
    if passed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
