//! Good prices to start from: an auction in which firms bid for officers' places.
//!
//! Bertsekas's auction with a falling increment, in its form for places of one officer that are all
//! alike (Bertsekas and Castañon, "The auction algorithm for the transportation problem", Annals of
//! Operations Research 20, 1989). Places that stay empty are filled by idle hands, who bid the price
//! of idleness up to what it is worth. Nothing is decided here: the prices may be wrong, and `paths`
//! makes them right.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use crate::lists::Lists;
use crate::places::{Outbid, Places};
use crate::problem::{FirmIndex, OfficerIndex, Problem};
use crate::sphere::{Vector, metres};
use crate::table::Table;

/// The increment of each phase, as a part of the spread of the bases, and the length of the lists in
/// it: while prices leap, long lists are out of date before they are read.
const PHASES: [(i64, usize); 4] = [(16, 4), (128, 8), (1024, 32), (8192, 32)];

/// A phase ends after so many bids a firm, whatever may be waiting.
const BIDS: usize = 50;

/// No officer is thought to have more places than so many times its share of the firms: bounds of a
/// million would need as many idle hands.
const SHARES: usize = 8;

/// Where all bases are at one point, prices still need room to rise.
const LEAST_SPREAD: i64 = 1_000;

/// A price so many increments short of a corner is meant to be there.
const NEARLY: i64 = 8;

/// What everyone pays on top of the cost.
pub(crate) struct Asked {
    pub(crate) officers: Table<OfficerIndex, i64>,
    /// What an empty place is worth.
    pub(crate) idle: i64,
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
    let most_places = most_places(problem, firms);
    let is_reached = reached(problem, firms);
    let bounds = problem.officer_indices().map(|officer| {
        let most = if is_reached[officer] { most_places } else { 0 };
        let rest = |bound: i64| usize::try_from(bound - taken[officer]).unwrap_or(0).min(most);
        let (lower, upper) = problem.bounds(officer);
        (rest(lower), rest(upper))
    });
    let bounds: Vec<(usize, usize)> = bounds.collect();
    let needed: usize = bounds.iter().map(|(lower, _)| lower).sum();
    // Where firms are too few to fill the lower bounds, those bounds are all the room, any of which
    // may stay empty.
    let is_short = firms.len() < needed;
    let places = bounds.into_iter().map(|(lower, upper)| match is_short {
        true => Places::new(lower, lower, spread),
        false => Places::new(upper, upper.saturating_sub(lower), spread),
    });
    let officers: Vec<Places> = places.collect();
    let prices: Vec<i64> = officers.iter().map(Places::price).collect();
    let room: usize = officers.iter().map(Places::number).sum();
    let idle = room.saturating_sub(firms.len());
    let mut auction = Auction {
        lists,
        prices: prices.into(),
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
    let empty = auction.close(problem.penalty());
    let idle = if is_short { empty + problem.penalty() } else { empty };
    let mut fallen = false;
    for officer in problem.officer_indices() {
        let (lower, upper) = problem.bounds(officer);
        let cut = taken[officer] + most_places as i64;
        let most = match is_reached[officer] {
            false => idle + problem.marginal(officer, taken[officer]),
            true if lower > cut => idle - problem.penalty(),
            true if upper > cut => idle,
            true => continue,
        };
        let price = &mut auction.prices[officer];
        fallen |= *price > most;
        *price = most.min(*price);
    }
    if fallen {
        auction.lists.forget(&auction.prices);
    }
    ControlFlow::Continue(Asked { officers: auction.prices, idle })
}

/// The most places an officer is thought to have.
fn most_places(problem: &Problem, firms: &[FirmIndex]) -> usize {
    SHARES * (firms.len() / problem.officers.len().max(1) + 1)
}

/// Whom any of the firms may come to. An officer on leave, banned from all of them, has no say in
/// prices.
fn reached(problem: &Problem, firms: &[FirmIndex]) -> Table<OfficerIndex, bool> {
    let mut banned = Table::filled(problem.officers.len(), 0_usize);
    let mut last = Table::filled(problem.officers.len(), None);
    for firm in firms {
        for officer in &problem.firm(*firm).banned {
            banned[*officer] += usize::from(last[*officer] != Some(*firm));
            last[*officer] = Some(*firm);
        }
    }
    let is_reached: Vec<bool> = banned.rows().iter().map(|banned| *banned < firms.len()).collect();
    is_reached.into()
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
    let farthest = metres(Vector(least).chord_squared(Vector(most)));
    LEAST_SPREAD.max(farthest + problem.weights.total())
}

impl Auction<'_, '_> {
    /// Where firms are too many, prices end as far above the right ones as the increment is coarse,
    /// and none below is left to tell them so: the next phase climbs the last part again.
    fn step_back(&mut self) {
        if !self.officers.rows().iter().any(Places::is_over) {
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
            if let Some(price) = self.officers[officer].price_of_idleness() {
                self.idleness.push(Reverse((price, officer)));
            }
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
        let outbid = places.take(firm, bid);
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

    /// One pair of idle hands takes the cheapest place that may stay empty.
    fn bid_idle(&mut self) -> Outbid {
        while let Some(Reverse((price, officer))) = self.idleness.pop() {
            let places = &mut self.officers[officer];
            let Some(now) = places.price_of_idleness() else { continue };
            if now > price {
                self.idleness.push(Reverse((now, officer)));
                continue;
            }
            let second = self.idleness.peek().map_or(now, |Reverse((second, _))| *second);
            let outbid = places.take_idle(second.max(now) + self.increment);
            self.prices[officer] = places.price();
            self.idleness.extend(places.price_of_idleness().map(|price| Reverse((price, officer))));
            return outbid;
        }
        Outbid::Nobody
    }

    /// Says what an empty place is worth: what idle hands pay for one. Where there are none, either
    /// firms are above upper bounds at a penalty, or they just fit, and an empty place is worth no
    /// more than the cheapest one. Prices that are meant to be at such a corner are raised to it.
    fn close(&mut self, penalty: i64) -> i64 {
        let officers = self.officers.rows();
        let idle = officers.iter().filter_map(Places::cheapest_idle).max();
        let is_over = officers.iter().any(Places::is_over);
        match idle {
            Some(bid) => {
                self.raise(bid);
                bid
            }
            None if is_over => {
                self.raise(self.most);
                self.most - penalty
            }
            None => self.prices.rows().iter().copied().min().unwrap_or(0),
        }
    }

    /// Raises prices to a corner that are as near below it as the increment can tell.
    fn raise(&mut self, corner: i64) {
        for price in self.prices.rows_mut() {
            if (corner - NEARLY * self.increment..corner).contains(price) {
                *price = corner;
            }
        }
    }
}
