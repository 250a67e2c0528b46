//! Each firm's list of the officers it may come to, made when it is first asked for and made anew
//! when rising prices have carried it out of sight.

use crate::problem::{FirmIndex, OfficerIndex, Problem};
use crate::table::Table;
use crate::tree::{Nearby, Tree};

/// Every firm's list. Prices must only rise between two uses: then what a list leaves out stays
/// beyond its horizon.
pub(crate) struct Lists<'a> {
    tree: Tree<'a>,
    lists: Table<FirmIndex, Nearby>,
    /// Lists made since the tree last heard the prices.
    made: usize,
    officers: usize,
}

impl<'a> Lists<'a> {
    /// All lists are empty, with a horizon that no price is below.
    pub(crate) fn new(problem: &'a Problem) -> Self {
        let unseen = || Nearby { candidates: Vec::new(), horizon: i64::MIN };
        let lists: Vec<Nearby> = problem.firms.iter().map(|_| unseen()).collect();
        let officers = problem.officers.len();
        Self { tree: Tree::new(problem), lists: lists.into(), made: 0, officers }
    }

    /// Makes every list invalid: prices have fallen.
    pub(crate) fn forget(&mut self, prices: &Table<OfficerIndex, i64>) {
        self.tree.reprice(prices);
        for list in self.lists.rows_mut() {
            list.horizon = i64::MIN;
        }
    }

    /// The firm's list as it is.
    pub(crate) fn of(&self, firm: FirmIndex) -> &Nearby {
        &self.lists[firm]
    }

    /// Makes the list anew at these prices, so many officers long.
    pub(crate) fn renew(
        &mut self,
        firm: FirmIndex,
        prices: &Table<OfficerIndex, i64>,
        length: usize,
    ) {
        // The tree is worth telling once the searches cost more than the telling.
        if self.made > self.officers / 64 {
            self.tree.reprice(prices);
            self.made = 0;
        }
        self.made += 1;
        self.tree.renew(&mut self.lists[firm], firm, prices, length);
    }

    /// Makes the list anew until it holds every officer who costs the firm no more than `value`.
    pub(crate) fn see_beyond(
        &mut self,
        firm: FirmIndex,
        value: i64,
        prices: &Table<OfficerIndex, i64>,
    ) {
        let mut length = self.lists[firm].candidates.len().max(1);
        while self.lists[firm].horizon <= value {
            self.renew(firm, prices, length);
            length *= 2;
        }
    }
}
