//! The places of one officer in the auction, and who sits in them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::problem::FirmIndex;

/// The places of an officer in one phase.
#[derive(Clone)]
pub(crate) struct Places {
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
pub(crate) enum Outbid {
    Nobody,
    Firm(FirmIndex),
    Idle,
}

impl Places {
    pub(crate) fn new(places: usize, optional: usize, most: i64) -> Self {
        let (firms, idle) = (BinaryHeap::new(), BinaryHeap::new());
        Self { places, optional, opening: 0, most, firms, idle }
    }

    pub(crate) fn number(&self) -> usize {
        self.places
    }

    /// Whether there are firms beyond the places.
    pub(crate) fn is_over(&self) -> bool {
        self.firms.len() + self.idle.len() > self.places
    }

    /// The least that idle hands here have bid.
    pub(crate) fn cheapest_idle(&self) -> Option<i64> {
        self.idle.peek().map(|Reverse(bid)| *bid)
    }

    fn has_room(&self) -> bool {
        self.firms.len() + self.idle.len() < self.places
    }

    /// The price to a firm.
    pub(crate) fn price(&self) -> i64 {
        if self.has_room() {
            return self.opening;
        }
        let firm = self.firms.peek().map_or(self.most, |Reverse((bid, _))| *bid);
        let idle = self.cheapest_idle().unwrap_or(self.most);
        firm.min(idle).min(self.most)
    }

    /// The price to idle hands, if they may sit here at all.
    pub(crate) fn price_of_idleness(&self) -> Option<i64> {
        if self.idle.len() < self.optional { Some(self.price()) } else { self.cheapest_idle() }
    }

    /// A firm takes the cheapest place for what it bids.
    pub(crate) fn take(&mut self, firm: FirmIndex, bid: i64) -> Outbid {
        let outbid = self.give_up_cheapest();
        self.firms.push(Reverse((bid, firm)));
        outbid
    }

    /// Idle hands take the cheapest place that may stay empty for what they bid.
    pub(crate) fn take_idle(&mut self, bid: i64) -> Outbid {
        let outbid = if self.idle.len() < self.optional {
            self.give_up_cheapest()
        } else {
            self.idle.pop().map_or(Outbid::Nobody, |_| Outbid::Idle)
        };
        self.idle.push(Reverse(bid));
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
        if self.cheapest_idle() == Some(price) {
            self.idle.pop();
            return Outbid::Idle;
        }
        self.firms.pop().map_or(Outbid::Nobody, |Reverse((_, firm))| Outbid::Firm(firm))
    }

    /// Everybody leaves; the next to come pays this or more.
    pub(crate) fn open_at(&mut self, price: i64) {
        self.opening = price;
        self.firms.clear();
        self.idle.clear();
    }
}
