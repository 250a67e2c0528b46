//! A tree of officers' bases that finds whom a firm would take at given prices.
//!
//! Every box of it knows the least price in it, so that whole regions that are too far or too dear
//! are passed by. Prices may rise after they were written down: a price that is too low only
//! costs time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::problem::{Firm, FirmIndex, OfficerIndex, Problem};
use crate::sphere::{Vector, least_metres, metres};
use crate::table::Table;

/// So few officers are looked at one by one.
const LEAF: usize = 4;

#[derive(Clone, Copy)]
struct NodeIndex(u32);

impl From<NodeIndex> for usize {
    fn from(index: NodeIndex) -> Self {
        index.0 as Self
    }
}

enum Inside {
    Halves([NodeIndex; 2]),
    Officers(Vec<(Vector, OfficerIndex)>),
}

struct Node {
    /// The corners of the box around the bases.
    least: [f64; 3],
    most: [f64; 3],
    price: i64,
    inside: Inside,
}

/// Officers who cost a firm the same beside their distance, the present one excepted.
struct Group {
    root: NodeIndex,
    member: OfficerIndex,
}

/// A pair that is worth a look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) officer: OfficerIndex,
    pub(crate) cost: i64,
}

/// The best candidates of a firm.
pub(crate) struct Nearby {
    /// Cheapest first, prices included.
    pub(crate) candidates: Vec<Candidate>,
    /// Every other officer costs at least this, price included.
    pub(crate) horizon: i64,
}

/// The officers by place, with the prices they had when last told.
pub(crate) struct Tree<'a> {
    problem: &'a Problem,
    /// A box stands before its halves.
    nodes: Table<NodeIndex, Node>,
    groups: Vec<Group>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(problem: &'a Problem) -> Self {
        let weights = problem.weights;
        let group_of = |index: OfficerIndex| {
            let officer = problem.officer(index);
            let town = (weights.town_crossing > 0).then_some(officer.town);
            let branch = (weights.branch_misfit > 0).then_some(officer.branch);
            (town, branch)
        };
        let mut bases: Vec<(Vector, OfficerIndex)> = problem
            .officer_indices()
            .map(|officer| (problem.officer(officer).at.into(), officer))
            .collect();
        bases.sort_by_key(|(_, officer)| group_of(*officer));
        let mut nodes = Vec::new();
        let mut groups = Vec::new();
        for group in bases.chunk_by_mut(|(_, a), (_, b)| group_of(*a) == group_of(*b)) {
            if let Some((_, member)) = group.first().copied() {
                groups.push(Group { root: grow(group, &mut nodes), member });
            }
        }
        Self { problem, nodes: nodes.into(), groups }
    }

    /// Writes down the prices of now.
    pub(crate) fn reprice(&mut self, prices: &Table<OfficerIndex, i64>) {
        for index in (0..self.nodes.rows().len() as u32).rev().map(NodeIndex) {
            self.nodes[index].price = match &self.nodes[index].inside {
                Inside::Halves([left, right]) => {
                    self.nodes[*left].price.min(self.nodes[*right].price)
                }
                Inside::Officers(officers) => {
                    officers.iter().map(|(_, officer)| prices[*officer]).min().unwrap_or(i64::MAX)
                }
            };
        }
    }

    /// The `wanted` best officers for a firm at these prices, best first: boxes are opened in the
    /// order of the least that anyone in them can cost.
    pub(crate) fn nearby(
        &self,
        firm: FirmIndex,
        prices: &Table<OfficerIndex, i64>,
        wanted: usize,
    ) -> Nearby {
        let of_firm = self.problem.firm(firm);
        let place = Vector::from(of_firm.at);
        let mut best = Best { wanted, kept: BinaryHeap::with_capacity(wanted + 1) };
        if let Some(present) = of_firm.present
            && let Some(cost) = self.problem.cost(firm, present)
        {
            best.offer(cost + prices[present], cost, present);
        }
        let mut queue = BinaryHeap::new();
        for group in &self.groups {
            let surcharge = self.surcharge_of_others(firm, of_firm, group);
            let least = self.least(group.root, place) + surcharge;
            if least < best.horizon() {
                queue.push(Reverse((least, group.root.0, surcharge)));
            }
        }
        while let Some(Reverse((least, node, surcharge))) = queue.pop() {
            if least >= best.horizon() {
                break;
            }
            match &self.nodes[NodeIndex(node)].inside {
                Inside::Halves(halves) => {
                    for half in halves {
                        let least = self.least(*half, place) + surcharge;
                        if least < best.horizon() {
                            queue.push(Reverse((least, half.0, surcharge)));
                        }
                    }
                }
                Inside::Officers(officers) => {
                    for (base, officer) in officers {
                        let price = prices[*officer];
                        let chord_squared = place.chord_squared(*base);
                        if least_metres(chord_squared) + surcharge + price < best.horizon()
                            && of_firm.present != Some(*officer)
                            && self.problem.allows(firm, *officer)
                        {
                            let cost = metres(chord_squared) + surcharge;
                            best.offer(cost + price, cost, *officer);
                        }
                    }
                }
            }
        }
        best.into_nearby()
    }

    /// What the weights put on everyone of a group but the present officer.
    fn surcharge_of_others(&self, firm: FirmIndex, of_firm: &Firm, group: &Group) -> i64 {
        let mut surcharge = self.problem.surcharge(firm, group.member);
        surcharge.change = of_firm.present.map_or(0, |_| self.problem.weights.change);
        surcharge.total()
    }

    /// The least distance into a box, and the least price in it.
    fn least(&self, node: NodeIndex, Vector(place): Vector) -> i64 {
        let Node { least, most, price, .. } = &self.nodes[node];
        let mut chord_squared = 0.0;
        for ((at, least), most) in place.iter().zip(least).zip(most) {
            chord_squared += (least - at).max(at - most).max(0.0).powi(2);
        }
        least_metres(chord_squared) + price
    }
}

/// The cheapest seen so far, the dearest of them on top; ties go to the lower index.
struct Best {
    wanted: usize,
    kept: BinaryHeap<(i64, OfficerIndex, i64)>,
}

impl Best {
    fn horizon(&self) -> i64 {
        match self.kept.peek() {
            Some((dearest, ..)) if self.kept.len() >= self.wanted => *dearest,
            _ => i64::MAX,
        }
    }

    fn offer(&mut self, value: i64, cost: i64, officer: OfficerIndex) {
        self.kept.push((value, officer, cost));
        if self.kept.len() > self.wanted {
            self.kept.pop();
        }
    }

    fn into_nearby(self) -> Nearby {
        let horizon = self.horizon();
        let sorted = self.kept.into_sorted_vec();
        let candidates =
            sorted.into_iter().map(|(_, officer, cost)| Candidate { officer, cost }).collect();
        Nearby { candidates, horizon }
    }
}

/// Splits the bases at the median of the box's longest side until few are left.
fn grow(bases: &mut [(Vector, OfficerIndex)], nodes: &mut Vec<Node>) -> NodeIndex {
    let mut least = [f64::INFINITY; 3];
    let mut most = [f64::NEG_INFINITY; 3];
    for (Vector(at), _) in &*bases {
        for ((at, least), most) in at.iter().zip(&mut least).zip(&mut most) {
            *least = least.min(*at);
            *most = most.max(*at);
        }
    }
    let index = NodeIndex(nodes.len() as u32);
    if bases.len() <= LEAF {
        nodes.push(Node { least, most, price: 0, inside: Inside::Officers(bases.to_vec()) });
        return index;
    }
    nodes.push(Node { least, most, price: 0, inside: Inside::Officers(Vec::new()) });
    let sides = least.iter().zip(&most).map(|(least, most)| most - least);
    let longest = sides.enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
    let along = |(Vector(at), _): &(Vector, OfficerIndex)| {
        longest.and_then(|(side, _)| at.get(side).copied()).unwrap_or_default()
    };
    let middle = bases.len() / 2;
    bases.select_nth_unstable_by(middle, |a, b| along(a).total_cmp(&along(b)).then(a.1.cmp(&b.1)));
    let (left, right) = bases.split_at_mut(middle);
    let halves = [grow(left, nodes), grow(right, nodes)];
    if let Some(node) = nodes.get_mut(usize::from(index)) {
        node.inside = Inside::Halves(halves);
    }
    index
}
