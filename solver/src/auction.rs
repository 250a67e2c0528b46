//! Good prices to start from: an auction in which firms bid for officers' places.
//!
//! Bertsekas's auction with a falling increment, in its form for places of one officer that are all
//! alike (Bertsekas and Castañon, "The auction algorithm for the transportation problem", Annals of
//! Operations Research 20, 1989). What an officer may leave empty is filled by idle hands, who may
//! sit in places above the lower bound only and bid the price of idleness up to what it is worth.
//! Nothing is decided here: the prices may be wrong, and `paths` makes them right.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use crate::lists::Lists;
use crate::problem::{FirmIndex, OfficerIndex, Problem};
use crate::sphere::{Vector, metres};
use crate::table::Table;

/// The increment of each phase, as a part of the spread of the bases, and the length of the lists in
/// it: while prices leap, long lists are out of date before they are read.
const PHASES: [(i64, usize); 4] = [(16, 4), (128, 8), (1024, 32), (8192, 32)];

/// A phase ends after so many bids a firm, whatever may be waiting.
const BIDS: usize = 50;

/// A price this many increments short of the most is meant to be there.
const NEARLY: i64 = 8;

/// What everyone pays on top of the cost.
pub(crate) struct Asked {
    pub(crate) officers: Table<OfficerIndex, i64>,
    /// What an empty place is worth.
    pub(crate) idle: i64,
}

/// The places of an officer in one phase.
#[derive(Clone)]
struct Places {
    places: usize,
    /// Those of them that may stay empty.
    optional: usize,
    /// The price of a place nobody has yet.
    opening: i64,
    /// At this price there is room for any number of firms: where there are too many, it stands for
    /// the penalty, which an auction would take too long to reach.
    most: i64,
    firms: BinaryHeap<Reverse<(i64, FirmIndex)>>,
    idle: BinaryHeap<Reverse<i64>>,
}

/// Who lost a place.
enum Outbid {
    Nobody,
    Firm(FirmIndex),
    Idle,
}

impl Places {
    fn new(places: usize, optional: usize, most: i64) -> Self {
        let (firms, idle) = (BinaryHeap::new(), BinaryHeap::new());
        Self { places, optional, opening: 0, most, firms, idle }
    }

    fn has_room(&self) -> bool {
        self.firms.len() + self.idle.len() < self.places
    }

    /// The price to a firm.
    fn price(&self) -> i64 {
        if self.has_room() {
            return self.opening;
        }
        let firm = self.firms.peek().map_or(self.most, |Reverse((bid, _))| *bid);
        let idle = self.idle.peek().map_or(self.most, |Reverse(bid)| *bid);
        firm.min(idle).min(self.most)
    }

    /// The price to idle hands. Beyond the optional places they keep a firm from a place that must
    /// be filled, and pay for the penalty.
    fn price_of_idleness(&self) -> i64 {
        match self.idle.len().cmp(&self.optional) {
            Ordering::Less => self.price(),
            Ordering::Equal => {
                let own = self.idle.peek().map_or(i64::MAX, |Reverse(bid)| *bid);
                own.min(self.price() + self.most)
            }
            Ordering::Greater => self.price() + self.most,
        }
    }

    /// Idle hands take a place at which they pay so much in all.
    fn take_idle(&mut self, paid: i64) -> Outbid {
        let own = self.idle.peek().map_or(i64::MAX, |Reverse(bid)| *bid);
        if self.idle.len() == self.optional && own <= self.price() + self.most {
            self.idle.pop();
            self.idle.push(Reverse(paid));
            return Outbid::Idle;
        }
        let outbid = self.give_up_cheapest();
        let penalty = if self.idle.len() < self.optional { 0 } else { self.most };
        self.idle.push(Reverse(paid - penalty));
        outbid
    }

    /// Frees the cheapest place.
    fn give_up_cheapest(&mut self) -> Outbid {
        if self.has_room() {
            return Outbid::Nobody;
        }
        let price = self.price();
        if price == self.most {
            return Outbid::Nobody;
        }
        if self.idle.peek().is_some_and(|Reverse(bid)| *bid == price) {
            self.idle.pop();
            return Outbid::Idle;
        }
        self.firms.pop().map_or(Outbid::Nobody, |Reverse((_, firm))| Outbid::Firm(firm))
    }

    /// Everybody leaves; the next to come pays this or more.
    fn open_at(&mut self, price: i64) {
        self.opening = price;
        self.firms.clear();
        self.idle.clear();
    }
}

struct Auction<'a, 'b> {
    lists: &'a mut Lists<'b>,
    officers: Table<OfficerIndex, Places>,
    prices: Table<OfficerIndex, i64>,
    /// Where idleness is cheapest; prices in it may have risen since.
    idleness: BinaryHeap<Reverse<(i64, OfficerIndex)>>,
    /// What a place comes to where there are too many firms.
    most: i64,
    increment: i64,
    length: usize,
}

/// Holds the auction. `taken` are the places that pinned firms have.
pub(crate) fn ask_prices(
    problem: &Problem,
    firms: &[FirmIndex],
    taken: &Table<OfficerIndex, i64>,
    lists: &mut Lists<'_>,
    watch: &mut dyn FnMut(f64) -> ControlFlow<()>,
) -> ControlFlow<(), Asked> {
    let spread = spread(problem);
    let places = problem.officer_indices().map(|index| {
        let officer = problem.officer(index);
        let rest = |bound: u32| usize::try_from(i64::from(bound) - taken[index]).unwrap_or(0);
        let (lower, upper) = (rest(officer.lower), rest(officer.upper));
        Places::new(upper, upper.saturating_sub(lower), spread)
    });
    let officers: Vec<Places> = places.collect();
    let room: usize = officers.iter().map(|of| of.places).sum();
    let idle = room.saturating_sub(firms.len());
    let mut auction = Auction {
        lists,
        prices: Table::filled(officers.len(), 0),
        officers: officers.into(),
        idleness: BinaryHeap::new(),
        most: spread,
        increment: 1,
        length: 1,
    };
    for (phase, (part, length)) in PHASES.into_iter().enumerate() {
        auction.step_back();
        auction.increment = (spread / part).max(1);
        auction.length = length;
        auction.run_phase(problem, firms, idle, &mut |part| {
            watch((phase as f64 + part) / PHASES.len() as f64)
        })?;
    }
    ControlFlow::Continue(auction.close(problem.penalty()))
}

/// No two officers' prices need to be farther apart: beyond it, a firm of one would rather come from
/// the other's side of the county.
fn spread(problem: &Problem) -> i64 {
    let mut least = [f64::INFINITY; 3];
    let mut most = [f64::NEG_INFINITY; 3];
    for officer in &problem.officers {
        let Vector(at) = officer.at.into();
        for ((at, least), most) in at.iter().zip(&mut least).zip(&mut most) {
            *least = least.min(*at);
            *most = most.max(*at);
        }
    }
    if problem.officers.is_empty() {
        return 0;
    }
    metres(Vector(least).chord_squared(Vector(most))) + problem.weights.total()
}

impl Auction<'_, '_> {
    /// Where firms are too many, prices end as far above the right ones as the increment is coarse,
    /// and none below is left to tell them so: the next phase climbs the last part again.
    fn step_back(&mut self) {
        if self.prices.rows().iter().all(|price| *price < self.most) {
            return;
        }
        for officer in (0..self.prices.rows().len() as u32).map(OfficerIndex) {
            self.prices[officer] -= 2 * self.increment;
        }
        self.lists.forget(&self.prices);
    }

    fn run_phase(
        &mut self,
        problem: &Problem,
        firms: &[FirmIndex],
        mut idle: usize,
        watch: &mut dyn FnMut(f64) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.idleness.clear();
        for officer in problem.officer_indices() {
            self.officers[officer].open_at(self.prices[officer]);
            let price = self.officers[officer].price_of_idleness();
            self.idleness.push(Reverse((price, officer)));
        }
        let mut waiting: Vec<FirmIndex> = firms.iter().rev().copied().collect();
        let budget = BIDS * (firms.len() + idle);
        for bids in 0..budget {
            let outbid = if let Some(firm) = waiting.pop() {
                self.bid(firm)
            } else if idle > 0 {
                idle -= 1;
                self.bid_idle()
            } else {
                break;
            };
            match outbid {
                Outbid::Nobody => {}
                Outbid::Firm(firm) => waiting.push(firm),
                Outbid::Idle => idle += 1,
            }
            if bids % 4096 == 0 {
                watch(1.0 - waiting.len() as f64 / firms.len() as f64)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// One firm takes the place that is best for it, at the price at which it would as soon have
    /// the second best.
    fn bid(&mut self, firm: FirmIndex) -> Outbid {
        let mut best = self.two_best(firm);
        if best.is_none_or(|(_, first, _)| first >= self.lists.of(firm).horizon) {
            self.lists.renew(firm, &self.prices, self.length);
            best = self.two_best(firm);
        }
        let Some((officer, first, second)) = best else { return Outbid::Nobody };
        let bid = self.prices[officer] + (second - first) + self.increment;
        let places = &mut self.officers[officer];
        let outbid = places.give_up_cheapest();
        places.firms.push(Reverse((bid, firm)));
        self.prices[officer] = places.price();
        outbid
    }

    /// The best officer for a firm, what it costs there, and what it costs at the second best.
    fn two_best(&self, firm: FirmIndex) -> Option<(OfficerIndex, i64, i64)> {
        let list = self.lists.of(firm);
        let mut best: Option<(OfficerIndex, i64)> = None;
        let mut second = list.horizon;
        for candidate in &list.candidates {
            let value = candidate.cost() + self.prices[candidate.officer];
            match best {
                Some((_, first)) if value >= first => second = second.min(value),
                _ => {
                    second = best.map_or(second, |(_, first)| second.min(first));
                    best = Some((candidate.officer, value));
                }
            }
        }
        // A firm with one officer bids no more than it must.
        best.map(|(officer, first)| {
            (officer, first, if second == i64::MAX { first } else { second })
        })
    }

    /// One pair of idle hands takes the place that is cheapest to leave empty.
    fn bid_idle(&mut self) -> Outbid {
        while let Some(Reverse((price, officer))) = self.idleness.pop() {
            let places = &mut self.officers[officer];
            let now = places.price_of_idleness();
            if now > price {
                self.idleness.push(Reverse((now, officer)));
                continue;
            }
            let second = self.idleness.peek().map_or(now, |Reverse((second, _))| *second);
            let outbid = places.take_idle(second.max(now) + self.increment);
            self.prices[officer] = places.price();
            self.idleness.push(Reverse((places.price_of_idleness(), officer)));
            return outbid;
        }
        Outbid::Nobody
    }

    /// Idle hands pay what idleness is worth, in a place that must be filled a penalty more. Where
    /// there are none, somebody may be above the upper bound at a penalty; else the firms just fit,
    /// and an empty place is worth no more than the cheapest one.
    fn close(mut self, penalty: i64) -> Asked {
        let officers = self.officers.rows();
        let is_short = |of: &&Places| of.idle.len() > of.optional;
        let short = officers.iter().filter(is_short).map(Places::price).max();
        let idle = officers.iter().filter_map(|of| Some(of.idle.peek()?.0)).min();
        let nearly_most = self.most - NEARLY * self.increment;
        let over = self.prices.rows().iter().any(|price| *price >= nearly_most);
        let cheapest = self.prices.rows().iter().copied().min().unwrap_or(0);
        let idle = match (short, idle) {
            (Some(price), _) => price + penalty,
            (None, _) if over => self.most - penalty,
            (None, Some(bid)) => bid,
            (None, None) => cheapest,
        };
        for price in self.prices.rows_mut() {
            if *price >= nearly_most {
                *price = self.most;
            }
        }
        Asked { idle, officers: self.prices }
    }
}
