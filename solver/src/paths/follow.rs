//! The way to a gap along pieces that cost nothing at the prices of now.

use super::{Paths, Step};
use crate::plan::Node;
use crate::problem::OfficerIndex;

impl Paths<'_, '_> {
    /// Follows pieces that cost nothing at the new prices from a surplus to a gap, depth first.
    /// Nodes that led nowhere stay marked until the prices change.
    pub(super) fn follow(&mut self, source: Node) -> Option<Node> {
        self.trail.clear();
        self.trail.push((source, Step::Start));
        while let Some((node, step)) = self.trail.pop() {
            if self.labels[node].is_settled {
                continue;
            }
            self.seen.push(node);
            self.labels[node].step = step;
            self.labels[node].is_settled = true;
            if self.plan.surplus(node) < 0 {
                return Some(node);
            }
            self.turn += 1;
            match self.plan.officer(node) {
                Some(officer) => self.follow_officer(officer),
                None => self.follow_sink(),
            }
        }
        None
    }

    /// Puts a node on the trail, once from each node that leads to it. Says whether it is a gap, so
    /// that nothing more need be looked at.
    fn trail_to(&mut self, node: Node, step: Step) -> bool {
        let label = &mut self.labels[node];
        if label.is_settled || label.distance == self.turn {
            return false;
        }
        // Between searches nobody needs the distance.
        label.distance = self.turn;
        self.seen.push(node);
        self.trail.push((node, step));
        self.plan.surplus(node) < 0
    }

    fn follow_officer(&mut self, officer: OfficerIndex) {
        if self.plan.cost_of_more(officer) == self.asked[officer] - self.asked_by_sink
            && self.trail_to(self.plan.sink, Step::Answers(officer))
        {
            return;
        }
        for at in 0..self.plan.movable(officer).len() {
            let Some(firm) = self.plan.movable(officer).get(at).copied() else { continue };
            let Some(seat) = self.plan.seat(firm) else { continue };
            let here = seat.cost + self.asked[officer];
            self.lists.see_beyond(firm, here, &self.asked);
            for at in 0..self.lists.of(firm).candidates.len() {
                let Some(candidate) = self.lists.of(firm).candidates.get(at).copied() else {
                    continue;
                };
                let cost = candidate.cost();
                let step = Step::Hands { from: officer, firm, cost };
                if cost + self.asked[candidate.officer] == here
                    && self.trail_to(candidate.officer.into(), step)
                {
                    return;
                }
            }
        }
    }

    fn follow_sink(&mut self) {
        for officer in (0..self.plan.sink.0).map(OfficerIndex) {
            let above = self.asked[officer] - self.asked_by_sink;
            if self.plan.saved_by_less(officer) == Some(above)
                && self.trail_to(officer.into(), Step::Returns)
            {
                return;
            }
        }
    }
}
