//! How far the nearest gap is: Dijkstra's method over reduced costs, from all surpluses at once.

use std::cmp::Reverse;

use super::{Event, Label, Paths, Step};
use crate::plan::Node;
use crate::problem::{FirmIndex, OfficerIndex};

impl Paths<'_, '_> {
    /// Finds how far the nearest gap is from a surplus. There is one: the sink takes what nobody else
    /// does.
    pub(super) fn search(&mut self, sources: &[Node]) {
        self.nearest = i64::MAX;
        self.unsettled = self.plan.sink.0 as usize;
        for source in sources {
            self.reach(*source, 0, Step::Start);
        }
        while let Some(Reverse((distance, event))) = self.queue.pop() {
            match event {
                Event::Reach(node) => {
                    if self.labels[node].is_settled {
                        continue;
                    }
                    self.labels[node].is_settled = true;
                    if self.plan.surplus(node) < 0 {
                        return;
                    }
                    match self.plan.officer(node) {
                        Some(officer) => {
                            self.unsettled -= 1;
                            self.leave_officer(officer, distance);
                        }
                        None => self.leave_sink(distance),
                    }
                }
                Event::Lengthen(_) if self.unsettled == 0 => {}
                Event::Lengthen(firm) => {
                    let seen = self.lists.of(firm).horizon;
                    self.lists.see_beyond(firm, seen, &self.asked);
                    if let Some(seat) = self.plan.seat(firm) {
                        self.hand_on(firm, seat.officer);
                    }
                }
            }
        }
    }

    fn reach(&mut self, node: Node, distance: i64, step: Step) {
        let is_gap = self.plan.surplus(node) < 0;
        let label = &mut self.labels[node];
        if distance >= label.distance || distance >= self.nearest {
            return;
        }
        if label.distance == i64::MAX {
            self.seen.push(node);
        }
        *label = Label { distance, step, is_settled: false };
        self.queue.push(Reverse((distance, Event::Reach(node))));
        if is_gap {
            self.nearest = distance;
        }
    }

    fn leave_officer(&mut self, officer: OfficerIndex, distance: i64) {
        for at in 0..self.plan.movable(officer).len() {
            if let Some(firm) = self.plan.movable(officer).get(at).copied() {
                self.hand_on(firm, officer);
            }
        }
        let above = self.asked[officer] - self.asked_by_sink;
        let more = self.plan.cost_of_more(officer) - above;
        self.reach(self.plan.sink, distance + more, Step::Answers(officer));
    }

    /// Looks where the officer's firm may go, in its list and, in time, beyond it.
    fn hand_on(&mut self, firm: FirmIndex, from: OfficerIndex) {
        let Some(seat) = self.plan.seat(firm) else { return };
        let base = self.labels[Node::from(from)].distance - (seat.cost + self.asked[from]);
        for at in 0..self.lists.of(firm).candidates.len() {
            if let Some(candidate) = self.lists.of(firm).candidates.get(at).copied() {
                let distance = base + candidate.cost() + self.asked[candidate.officer];
                let step = Step::Hands { from, firm, cost: candidate.cost() };
                self.reach(candidate.officer.into(), distance, step);
            }
        }
        let horizon = self.lists.of(firm).horizon;
        if horizon != i64::MAX && base + horizon < self.nearest {
            self.queue.push(Reverse((base + horizon, Event::Lengthen(firm))));
        }
    }

    fn leave_sink(&mut self, distance: i64) {
        for officer in (0..self.plan.sink.0).map(OfficerIndex) {
            if let Some(saved) = self.plan.saved_by_less(officer) {
                let less = self.asked[officer] - self.asked_by_sink - saved;
                self.reach(officer.into(), distance + less, Step::Returns);
            }
        }
    }
}
