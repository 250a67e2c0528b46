//! Each firm's list of the officers it may come to, made when it is first asked for and made anew
//! when rising prices have carried it out of sight.

use crate::problem::{FirmIndex, OfficerIndex, Problem};
use crate::table::Table;
use crate::tree::{Nearby, Tree};

/// So many officers a list begins with.
const FIRST: usize = 16;

/// Every firm's list. Prices must only rise between two uses: then what a list leaves out stays
/// beyond its horizon.
pub(crate) struct Lists<'a> {
    tree: Tree<'a>,
    lists: Table<FirmIndex, Nearby>,
    lengths: Table<FirmIndex, u32>,
    /// Lists made since the tree last heard the prices.
    made: usize,
    officers: usize,
}

impl<'a> Lists<'a> {
    pub(crate) fn new(problem: &'a Problem) -> Self {
        let unseen = || Nearby { candidates: Vec::new(), horizon: i64::MIN };
        let lists: Vec<Nearby> = problem.firms.iter().map(|_| unseen()).collect();
        Self {
            tree: Tree::new(problem),
            lists: lists.into(),
            lengths: Table::filled(problem.firms.len(), FIRST as u32),
            made: usize::MAX,
            officers: problem.officers.len(),
        }
    }

    /// The firm's list as it is.
    pub(crate) fn of(&self, firm: FirmIndex) -> &Nearby {
        &self.lists[firm]
    }

    /// Makes the list anew at these prices.
    pub(crate) fn renew(&mut self, firm: FirmIndex, prices: &Table<OfficerIndex, i64>) {
        // The tree is worth telling once the searches cost more than the telling.
        if self.made > self.officers / 64 {
            self.tree.reprice(prices);
            self.made = 0;
        }
        self.made += 1;
        self.lists[firm] = self.tree.nearby(firm, prices, self.lengths[firm] as usize);
    }

    /// Makes the list anew, twice as long.
    pub(crate) fn lengthen(&mut self, firm: FirmIndex, prices: &Table<OfficerIndex, i64>) {
        self.lengths[firm] *= 2;
        self.renew(firm, prices);
    }
}
