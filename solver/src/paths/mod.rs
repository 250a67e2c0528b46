//! From good prices to the best plan: successive shortest paths.
//!
//! Every firm sits where it is cheapest at the prices, which leaves surpluses and gaps. Each step
//! finds the shortest path from a surplus to a gap by Dijkstra's method over reduced costs, moves
//! one firm along each piece of it, and raises the prices on this side of the gap, so that every firm
//! still sits where it is cheapest (Edmonds and Karp, Journal of the ACM 19, 1972; Ahuja, Magnanti,
//! Orlin, Network Flows, 1993, section 9.7). Firms are no nodes: a thousand officers are the whole
//! graph. Pairs outside the lists are priced in when the search has come as far as their least cost.

mod follow;
mod search;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use crate::lists::Lists;
use crate::plan::{Node, Plan};
use crate::problem::{FirmIndex, OfficerIndex};
use crate::table::Table;

/// So many officers a list begins with.
const LENGTH: usize = 16;

/// How a path reaches a node.
#[derive(Clone, Copy)]
enum Step {
    Start,
    /// An officer passes a firm on.
    Hands {
        from: OfficerIndex,
        firm: FirmIndex,
        cost: i64,
    },
    /// The sink takes what the officer now answers for.
    Answers(OfficerIndex),
    /// The sink gives back what the officer no longer answers for.
    Returns,
}

/// What the search comes to next. At one distance, lists are lengthened last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Reach(Node),
    Lengthen(FirmIndex),
}

#[derive(Clone, Copy)]
struct Label {
    distance: i64,
    step: Step,
    is_settled: bool,
}

const UNSEEN: Label = Label { distance: i64::MAX, step: Step::Start, is_settled: false };

/// The search and the prices it keeps right.
pub(crate) struct Paths<'a, 'b> {
    pub(crate) plan: Plan<'a>,
    lists: &'b mut Lists<'a>,
    /// What the officers ask. They only rise.
    asked: Table<OfficerIndex, i64>,
    /// What the sink asks: an officer's price is what it asks above this.
    asked_by_sink: i64,
    labels: Table<Node, Label>,
    seen: Vec<Node>,
    trail: Vec<(Node, Step)>,
    /// Counts the nodes followed.
    turn: i64,
    queue: BinaryHeap<Reverse<(i64, Event)>>,
    /// The nearest gap seen.
    nearest: i64,
    /// Officers not settled yet: without any, no list needs to be longer.
    unsettled: usize,
}

impl<'a, 'b> Paths<'a, 'b> {
    pub(crate) fn new(
        plan: Plan<'a>,
        lists: &'b mut Lists<'a>,
        mut asked: Table<OfficerIndex, i64>,
        mut asked_by_sink: i64,
        penalty: i64,
    ) -> Self {
        let nodes = asked.rows().len() + 1;
        // No price is more than a penalty: raised on one side or the other, since none may fall.
        let dearest = asked.rows().iter().copied().max().unwrap_or(asked_by_sink);
        asked_by_sink = asked_by_sink.max(dearest - penalty);
        for asked in asked.rows_mut() {
            *asked = (*asked).max(asked_by_sink - penalty);
        }
        Self {
            plan,
            lists,
            asked,
            asked_by_sink,
            labels: Table::filled(nodes, UNSEEN),
            seen: Vec::new(),
            trail: Vec::new(),
            turn: 0,
            queue: BinaryHeap::new(),
            nearest: i64::MAX,
            unsettled: 0,
        }
    }

    /// What the officers ask above the sink.
    pub(crate) fn prices(&self) -> Vec<i64> {
        self.asked.rows().iter().map(|asked| asked - self.asked_by_sink).collect()
    }

    /// Lets every firm sit where it is cheapest, and officers answer for what goes with their price.
    pub(crate) fn seat_cheapest(&mut self, firms: &[FirmIndex]) {
        for firm in firms {
            let mut best = self.cheapest_listed(*firm);
            if best.is_none_or(|(value, ..)| value > self.lists.of(*firm).horizon) {
                self.lists.renew(*firm, &self.asked, LENGTH);
                best = self.cheapest_listed(*firm);
            }
            if let Some((_, officer, cost)) = best {
                self.plan.seat_at(*firm, officer, cost);
            }
        }
        self.plan.answer(&self.prices().into());
    }

    fn cheapest_listed(&self, firm: FirmIndex) -> Option<(i64, OfficerIndex, i64)> {
        let candidates = self.lists.of(firm).candidates.iter();
        let valued = candidates
            .map(|candidate| (candidate.cost() + self.asked[candidate.officer], *candidate));
        let best = valued.min_by_key(|(value, candidate)| (*value, candidate.officer));
        best.map(|(value, candidate)| (value, candidate.officer, candidate.cost()))
    }

    /// Brings every surplus to a gap, the nearest first, and tells how many are left.
    pub(crate) fn run(
        &mut self,
        watch: &mut dyn FnMut(i64, i64) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut sources = self.surpluses();
        let in_all: i64 = sources.iter().map(|source| self.plan.surplus(*source)).sum();
        let mut left = in_all;
        while !sources.is_empty() {
            watch(left, in_all)?;
            self.search(&sources);
            self.raise_prices();
            self.forget();
            for source in &sources {
                while self.plan.surplus(*source) > 0
                    && let Some(gap) = self.follow(*source)
                {
                    self.carry(gap);
                    left -= 1;
                }
            }
            self.forget();
            sources.retain(|source| self.plan.surplus(*source) > 0);
        }
        ControlFlow::Continue(())
    }

    fn surpluses(&self) -> Vec<Node> {
        (0..=self.plan.sink.0).map(Node).filter(|node| self.plan.surplus(*node) > 0).collect()
    }

    /// Raises every price short of the gap to the level of the gap.
    fn raise_prices(&mut self) {
        for node in &self.seen {
            let rise = self.nearest - self.labels[*node].distance;
            if rise > 0 {
                match self.plan.officer(*node) {
                    Some(officer) => self.asked[officer] += rise,
                    None => self.asked_by_sink += rise,
                }
            }
        }
    }

    /// Moves one firm along every piece of the path, from its end to its start, and lets its nodes
    /// be followed again.
    fn carry(&mut self, gap: Node) {
        let mut node = gap;
        loop {
            self.labels[node].is_settled = false;
            let officer = self.plan.officer(node);
            node = match (self.labels[node].step, officer) {
                (Step::Hands { from, firm, cost }, Some(officer)) => {
                    self.plan.seat_at(firm, officer, cost);
                    from.into()
                }
                (Step::Answers(from), _) => {
                    self.plan.answer_for(from, 1);
                    from.into()
                }
                (Step::Returns, Some(officer)) => {
                    self.plan.answer_for(officer, -1);
                    self.plan.sink
                }
                (Step::Start | Step::Hands { .. } | Step::Returns, _) => return,
            };
        }
    }

    fn forget(&mut self) {
        for node in self.seen.drain(..) {
            self.labels[node] = UNSEEN;
        }
        self.queue.clear();
    }
}
