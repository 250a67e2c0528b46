//! A tree of officers' bases that finds whom a firm would take at given prices.
//!
//! Every box of it knows the least price in it, so that whole regions that are too far or too dear
//! are passed by. Prices may rise after they were written down: a price that is too low only
//! costs time.

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
    cost: u32,
}

impl Candidate {
    pub(crate) fn cost(self) -> i64 {
        self.cost.into()
    }
}

/// The best candidates of a firm.
pub(crate) struct Nearby {
    /// In no order.
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
    /// Room that is used again: boxes not opened yet, with the least in them; and the best.
    shut: Vec<(i64, NodeIndex)>,
    best: Vec<(i64, OfficerIndex, i64)>,
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
        Self { problem, nodes: nodes.into(), groups, shut: Vec::new(), best: Vec::new() }
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

    /// Makes a firm's list anew, of the `wanted` best officers at these prices. What the old list
    /// costs now is a first bound for the new one; boxes that cannot be below it stay shut.
    pub(crate) fn renew(
        &mut self,
        list: &mut Nearby,
        firm: FirmIndex,
        prices: &Table<OfficerIndex, i64>,
        wanted: usize,
    ) {
        let of_firm = self.problem.firm(firm);
        let place = Vector::from(of_firm.at);
        let mut best = Best::new(std::mem::take(&mut self.best), list, prices, wanted);
        if let Some(present) = of_firm.present
            && let Some(cost) = self.problem.cost(firm, present)
        {
            best.offer(cost + prices[present], present, cost);
        }
        for group in &self.groups {
            let surcharge = self.surcharge_of_others(firm, of_firm, group);
            self.shut.push((self.least(group.root, place) + surcharge, group.root));
            while let Some((least, node)) = self.shut.pop() {
                if least >= best.horizon {
                    continue;
                }
                match &self.nodes[node].inside {
                    Inside::Halves(halves) => {
                        let [near, far] =
                            halves.map(|half| (self.least(half, place) + surcharge, half));
                        let (near, far) = if near.0 <= far.0 { (near, far) } else { (far, near) };
                        self.shut.push(far);
                        self.shut.push(near);
                    }
                    Inside::Officers(officers) => {
                        for (base, officer) in officers {
                            let added = prices[*officer] + surcharge;
                            let chord_squared = place.chord_squared(*base);
                            if least_metres(chord_squared) + added < best.horizon
                                && of_firm.present != Some(*officer)
                                && self.problem.allows(firm, *officer)
                            {
                                let metres = metres(chord_squared);
                                best.offer(metres + added, *officer, metres + surcharge);
                            }
                        }
                    }
                }
            }
        }
        self.best = best.close(list);
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

/// The cheapest seen so far, and up to as many again that have not been sorted out yet; ties go to
/// the lower index.
struct Best {
    wanted: usize,
    kept: Vec<(i64, OfficerIndex, i64)>,
    /// Nothing from here on is wanted.
    horizon: i64,
}

impl Best {
    fn new(
        kept: Vec<(i64, OfficerIndex, i64)>,
        list: &Nearby,
        prices: &Table<OfficerIndex, i64>,
        wanted: usize,
    ) -> Self {
        let known = || list.candidates.iter().map(|known| known.cost() + prices[known.officer]);
        let is_enough = list.candidates.len() >= wanted;
        let horizon = known().max().filter(|_| is_enough).map_or(i64::MAX, |dearest| dearest + 1);
        Self { wanted, kept, horizon }
    }

    fn offer(&mut self, value: i64, officer: OfficerIndex, cost: i64) {
        if value < self.horizon {
            self.kept.push((value, officer, cost));
            if self.kept.len() >= 2 * self.wanted {
                self.sort_out();
            }
        }
    }

    fn sort_out(&mut self) {
        if self.kept.len() > self.wanted {
            self.kept.select_nth_unstable(self.wanted);
            self.kept.truncate(self.wanted);
        }
        if self.kept.len() == self.wanted {
            let dearest = self.kept.iter().map(|(value, ..)| *value).max();
            self.horizon = dearest.unwrap_or(self.horizon);
        }
    }

    /// Writes the list, and gives its own room back.
    fn close(mut self, list: &mut Nearby) -> Vec<(i64, OfficerIndex, i64)> {
        self.sort_out();
        list.horizon = self.horizon;
        list.candidates.clear();
        let kept = self.kept.drain(..);
        list.candidates
            .extend(kept.map(|(_, officer, cost)| Candidate { officer, cost: cost as u32 }));
        self.kept
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
