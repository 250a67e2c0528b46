//! Time as the limits mean it: what a thread has had on a processor, where the system tells, so that
//! other work on the machine does not count; else what the wall clock says.

use std::time::{Duration, Instant};

pub struct Stopwatch {
    start: Instant,
    busy: Option<Duration>,
}

impl Stopwatch {
    pub fn start() -> Self {
        Self { start: Instant::now(), busy: busy() }
    }

    pub fn busy(&self) -> Duration {
        let busy = busy().zip(self.busy).map(|(after, before)| after - before);
        busy.unwrap_or_else(|| self.start.elapsed())
    }

    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

fn busy() -> Option<Duration> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
