//! Good prices to start from: an auction in which firms bid for officers' places.
//!
//! Bertsekas's auction with a falling increment, in its form for places of one officer that are all
//! alike (Bertsekas and Castañon, "The auction algorithm for the transportation problem", Annals of
//! Operations Research 20, 1989). What an officer may leave empty is filled by idle hands, who may
//! sit in places above the lower bound only and bid the price of idleness up to what it is worth.
//! Nothing is decided here: the prices may be wrong, and `paths` makes them right.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use crate::lists::Lists;
use crate::problem::{FirmIndex, OfficerIndex, Problem};
use crate::table::Table;

/// The increments fall from the first to the last, each this part of the one before.
const FALL: i64 = 5;
const LAST_INCREMENT: i64 = 2;

/// A phase ends after so many bids a firm: where there is no room for all, prices would rise
/// for ever.
const BIDS: usize = 100;

/// What everyone pays on top of the cost.
pub(crate) struct Asked {
    pub(crate) officers: Table<OfficerIndex, i64>,
    /// What an empty place is worth.
    pub(crate) idle: i64,
    /// Prices are right to about this much.
    pub(crate) about: i64,
}

/// The places of an officer in one phase.
#[derive(Clone, Default)]
struct Places {
    places: usize,
    /// Those of them that may stay empty.
    optional: usize,
    /// The price of a place nobody has yet.
    opening: i64,
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
    fn has_room(&self) -> bool {
        self.firms.len() + self.idle.len() < self.places
    }

    /// The price to a firm.
    fn price(&self) -> i64 {
        if self.has_room() {
            return self.opening;
        }
        let firm = self.firms.peek().map_or(i64::MAX, |Reverse((bid, _))| *bid);
        let idle = self.idle.peek().map_or(i64::MAX, |Reverse(bid)| *bid);
        firm.min(idle)
    }

    /// The price to idle hands, if they may sit here at all.
    fn price_of_idleness(&self) -> Option<i64> {
        if self.idle.len() < self.optional {
            return Some(self.price());
        }
        self.idle.peek().map(|Reverse(bid)| *bid)
    }

    /// Frees the cheapest place.
    fn give_up_cheapest(&mut self) -> Outbid {
        if self.has_room() {
            return Outbid::Nobody;
        }
        let price = self.price();
        if self.idle.peek().is_some_and(|Reverse(bid)| *bid == price) {
            self.idle.pop();
            return Outbid::Idle;
        }
        self.firms.pop().map_or(Outbid::Nobody, |Reverse((_, firm))| Outbid::Firm(firm))
    }

    fn open(&mut self) {
        self.opening = self.price();
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
    increment: i64,
}

/// Holds the auction. `taken` are the places that pinned firms have.
pub(crate) fn ask_prices(
    problem: &Problem,
    firms: &[FirmIndex],
    taken: &Table<OfficerIndex, i64>,
    lists: &mut Lists<'_>,
    watch: &mut dyn FnMut(f64) -> ControlFlow<()>,
) -> ControlFlow<(), Asked> {
    let places = problem.officer_indices().map(|index| {
        let officer = problem.officer(index);
        let rest = |bound: u32| usize::try_from(i64::from(bound) - taken[index]).unwrap_or(0);
        let (lower, upper) = (rest(officer.lower), rest(officer.upper));
        Places { places: upper, optional: upper.saturating_sub(lower), ..Places::default() }
    });
    let officers: Vec<Places> = places.collect();
    let room: usize = officers.iter().map(|of| of.places).sum();
    let optional: usize = officers.iter().map(|of| of.optional).sum();
    let idle = room.saturating_sub(firms.len()).min(optional);
    let mut auction = Auction {
        lists,
        prices: Table::filled(officers.len(), 0),
        officers: officers.into(),
        idleness: BinaryHeap::new(),
        increment: 1,
    };
    let first = auction.first_increment(firms);
    let mut increments = vec![LAST_INCREMENT];
    while let Some(last) = increments.last().copied()
        && last * FALL < first
    {
        increments.push(last * FALL);
    }
    let phases = increments.len() as f64;
    for (phase, increment) in increments.into_iter().rev().enumerate() {
        auction.increment = increment;
        auction.run_phase(problem, firms, idle, &mut |part| {
            watch((phase as f64 + part) / phases)
        })?;
    }
    ControlFlow::Continue(auction.close(problem, firms.len()))
}

impl Auction<'_, '_> {
    /// A quarter of what the firms would have to travel if each had its last candidate.
    fn first_increment(&mut self, firms: &[FirmIndex]) -> i64 {
        let mut total = 0;
        for firm in firms {
            self.lists.renew(*firm, &self.prices);
            total += self.lists.of(*firm).candidates.last().map_or(0, |last| last.cost);
        }
        total / (4 * firms.len().max(1) as i64)
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
            self.officers[officer].open();
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
            self.lists.renew(firm, &self.prices);
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
            if self.officers[candidate.officer].places == 0 {
                continue;
            }
            let value = candidate.cost + self.prices[candidate.officer];
            match best {
                Some((_, first)) if value >= first => second = second.min(value),
                _ => {
                    second = best.map_or(second, |(_, first)| second.min(first));
                    best = Some((candidate.officer, value));
                }
            }
        }
        // A firm with one officer bids no more than it must.
        best.map(|(officer, first)| (officer, first, if second == i64::MAX { first } else { second }))
    }

    /// One pair of idle hands takes the cheapest place that may stay empty.
    fn bid_idle(&mut self) -> Outbid {
        while let Some(Reverse((price, officer))) = self.idleness.pop() {
            let Some(now) = self.officers[officer].price_of_idleness() else { continue };
            if now > price {
                self.idleness.push(Reverse((now, officer)));
                continue;
            }
            let second = self.idleness.peek().map_or(now, |Reverse((second, _))| *second);
            let places = &mut self.officers[officer];
            let outbid = if places.idle.len() < places.optional {
                places.give_up_cheapest()
            } else {
                places.idle.pop();
                Outbid::Idle
            };
            places.idle.push(Reverse(second.max(now) + self.increment));
            self.prices[officer] = places.price();
            if let Some(price) = places.price_of_idleness() {
                self.idleness.push(Reverse((price, officer)));
            }
            return outbid;
        }
        Outbid::Nobody
    }

    fn close(self, problem: &Problem, firms: usize) -> Asked {
        let mut sorted = self.prices.rows().to_vec();
        sorted.sort_unstable();
        // Idleness is worth what the dearest officer with room to spare asks. Where nobody has
        // room it is worth nothing, where everybody must have more it is worth everything.
        let _ = (problem, firms);
        let idle = self
            .officers
            .rows()
            .iter()
            .filter_map(|of| of.idle.peek().map(|Reverse(bid)| *bid))
            .min()
            .unwrap_or_else(|| sorted.first().copied().unwrap_or(0));
        Asked { officers: self.prices, idle, about: LAST_INCREMENT }
    }
}
