//! A plan in the making: who has which firm, and what each officer answers for at the prices.
//!
//! Everything is a flow from firms through officers to one sink. What runs from an officer to the
//! sink is what it answers for; its price says how much that may be. A load above it is a surplus,
//! below it a gap, and a plan with neither is the best one.

use crate::problem::{FirmIndex, OfficerIndex, Problem};
use crate::table::Table;

/// An officer, or the sink behind the last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Node(pub(crate) u32);

impl From<Node> for usize {
    fn from(node: Node) -> Self {
        node.0 as Self
    }
}

impl From<OfficerIndex> for Node {
    fn from(officer: OfficerIndex) -> Self {
        Self(officer.0)
    }
}

/// Where a firm is at the moment.
#[derive(Clone, Copy)]
pub(crate) struct Seat {
    pub(crate) officer: OfficerIndex,
    pub(crate) cost: i64,
    /// Its place in the officer's list.
    at: usize,
}

pub(crate) struct Plan<'a> {
    problem: &'a Problem,
    pub(crate) sink: Node,
    /// Nobody, for a pinned firm too: it does not take part.
    seats: Table<FirmIndex, Option<Seat>>,
    movable: Table<OfficerIndex, Vec<FirmIndex>>,
    load: Table<OfficerIndex, i64>,
    answered: Table<OfficerIndex, i64>,
    answered_in_all: i64,
    load_in_all: i64,
}

impl<'a> Plan<'a> {
    /// Nobody has a firm yet but the pinned ones.
    pub(crate) fn new(problem: &'a Problem, taken: Table<OfficerIndex, i64>) -> Self {
        let officers = problem.officers.len();
        Self {
            problem,
            sink: Node(officers as u32),
            seats: Table::filled(problem.firms.len(), None),
            movable: Table::filled(officers, Vec::new()),
            load_in_all: taken.rows().iter().sum(),
            load: taken,
            answered: Table::filled(officers, 0),
            answered_in_all: 0,
        }
    }

    /// Lets every officer answer for as much of its load as goes with its price.
    pub(crate) fn answer(&mut self, prices: &Table<OfficerIndex, i64>) {
        for officer in self.problem.officer_indices() {
            let load = self.load[officer];
            let (lower, upper) = self.problem.bounds(officer);
            let mut answered = load;
            // The next one must not be worth less than the price, the last one not more.
            for bound in [lower, upper] {
                if answered < bound && self.problem.marginal(officer, bound - 1) < prices[officer] {
                    answered = bound;
                }
            }
            for bound in [upper, lower] {
                if answered > bound && self.problem.marginal(officer, bound) > prices[officer] {
                    answered = bound;
                }
            }
            self.answered[officer] = answered;
        }
        self.answered_in_all = self.answered.rows().iter().sum();
    }

    pub(crate) fn seat(&self, firm: FirmIndex) -> Option<Seat> {
        self.seats[firm]
    }

    pub(crate) fn movable(&self, officer: OfficerIndex) -> &[FirmIndex] {
        &self.movable[officer]
    }

    pub(crate) fn officer(&self, node: Node) -> Option<OfficerIndex> {
        (node != self.sink).then_some(OfficerIndex(node.0))
    }

    /// More firms than are answered for; negative for a gap.
    pub(crate) fn surplus(&self, node: Node) -> i64 {
        match self.officer(node) {
            Some(officer) => self.load[officer] - self.answered[officer],
            None => self.answered_in_all - self.load_in_all,
        }
    }

    /// What one firm more to answer for costs the officer.
    pub(crate) fn cost_of_more(&self, officer: OfficerIndex) -> i64 {
        self.problem.marginal(officer, self.answered[officer])
    }

    /// What one firm less to answer for saves, if there is one.
    pub(crate) fn saved_by_less(&self, officer: OfficerIndex) -> Option<i64> {
        let answered = self.answered[officer];
        (answered > 0).then(|| self.problem.marginal(officer, answered - 1))
    }

    /// Changes what the officer answers for.
    pub(crate) fn answer_for(&mut self, officer: OfficerIndex, more: i64) {
        self.answered[officer] += more;
        self.answered_in_all += more;
    }

    /// Gives the firm to an officer, and takes it from the one it is with.
    pub(crate) fn seat_at(&mut self, firm: FirmIndex, officer: OfficerIndex, cost: i64) {
        if let Some(seat) = self.seats[firm] {
            let list = &mut self.movable[seat.officer];
            list.swap_remove(seat.at);
            if let Some(moved) = list.get(seat.at).copied()
                && let Some(moved) = &mut self.seats[moved]
            {
                moved.at = seat.at;
            }
            self.load[seat.officer] -= 1;
            self.load_in_all -= 1;
        }
        let at = self.movable[officer].len();
        self.movable[officer].push(firm);
        self.load[officer] += 1;
        self.load_in_all += 1;
        self.seats[firm] = Some(Seat { officer, cost, at });
    }
}
