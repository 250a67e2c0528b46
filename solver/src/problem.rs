//! What is asked: the firms, the officers, what a pair costs, and what a broken bound costs.

use crate::sphere::{FARTHEST, Point};

/// A firm, by its place in [`Problem::firms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FirmIndex(pub u32);

/// An officer, by its place in [`Problem::officers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficerIndex(pub u32);

impl From<FirmIndex> for usize {
    fn from(index: FirmIndex) -> Self {
        index.0 as Self
    }
}

impl From<OfficerIndex> for usize {
    fn from(index: OfficerIndex) -> Self {
        index.0 as Self
    }
}

/// A firm that is to have one officer.
#[derive(Clone, Debug)]
pub struct Firm {
    /// Where it is.
    pub at: Point,
    /// Its town, by a number of the caller's.
    pub town: u32,
    /// The branch that knows its industry, if one does.
    pub fitting_branch: Option<u32>,
    /// Who looks after it today.
    pub present: Option<OfficerIndex>,
    /// Who is to look after it whatever it costs.
    pub pinned: Option<OfficerIndex>,
    /// Who must not look after it. Stronger than a pin.
    pub banned: Vec<OfficerIndex>,
}

/// An officer, and how many of these firms it is to have.
#[derive(Clone, Debug)]
pub struct Officer {
    /// The base it sets out from.
    pub at: Point,
    /// The town of the base.
    pub town: u32,
    /// The branch it belongs to.
    pub branch: u32,
    /// No fewer firms than this, its pinned ones counted.
    pub lower: u32,
    /// No more firms than this, its pinned ones counted.
    pub upper: u32,
}

/// What a pair costs beyond its distance, in whole metres, none of them negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weights {
    /// A branch fits the firm's industry, and the officer is of another one.
    pub branch_misfit: i64,
    /// The officer's base is in another town than the firm.
    pub town_crossing: i64,
    /// The firm has an officer today, and this is another one.
    pub change: i64,
}

impl Weights {
    /// All of them together.
    pub const fn total(self) -> i64 {
        self.branch_misfit + self.town_crossing + self.change
    }
}

/// Firms to be shared out among officers.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Every firm in scope.
    pub firms: Vec<Firm>,
    /// Every officer who may have one.
    pub officers: Vec<Officer>,
    /// What counts beside distance.
    pub weights: Weights,
}

/// Why a problem has no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// A base or a firm is nowhere on the earth.
    Nowhere,
    /// A weight is negative, or more than [`Problem::HEAVIEST`].
    Weight,
    /// A firm names an officer who is not in the list.
    UnknownOfficer(FirmIndex),
    /// More firms or officers than an index can name.
    TooMany,
}

impl Problem {
    /// No weight is more than this: a million kilometres.
    pub const HEAVIEST: i64 = 1_000_000_000;

    /// The most officers: with them and the heaviest weights, a penalty is still a whole number to
    /// `f64`, and far from the end of `i64`.
    const MOST: usize = 1_000_000;

    /// Every firm's index.
    pub fn firm_indices(&self) -> impl Iterator<Item = FirmIndex> + use<> {
        (0..self.firms.len() as u32).map(FirmIndex)
    }

    /// Every officer's index.
    pub fn officer_indices(&self) -> impl Iterator<Item = OfficerIndex> + use<> {
        (0..self.officers.len() as u32).map(OfficerIndex)
    }

    /// The firm of an index. Panics for one that is not of this problem.
    #[expect(clippy::indexing_slicing, reason = "an index is of this problem")]
    pub fn firm(&self, firm: FirmIndex) -> &Firm {
        &self.firms[usize::from(firm)]
    }

    /// The officer of an index. Panics for one that is not of this problem.
    #[expect(clippy::indexing_slicing, reason = "an index is of this problem")]
    pub fn officer(&self, officer: OfficerIndex) -> &Officer {
        &self.officers[usize::from(officer)]
    }

    /// How far the officer's base is from the firm, in whole metres.
    pub fn distance(&self, firm: FirmIndex, officer: OfficerIndex) -> i64 {
        self.officer(officer).at.metres_to(self.firm(firm).at)
    }

    /// What of the weights falls on this pair; the rest is zero.
    pub fn surcharge(&self, firm: FirmIndex, officer: OfficerIndex) -> Weights {
        let (of_firm, of_officer) = (self.firm(firm), self.officer(officer));
        let when = |applies: bool, weight: i64| if applies { weight } else { 0 };
        Weights {
            branch_misfit: when(
                of_firm.fitting_branch.is_some_and(|branch| branch != of_officer.branch),
                self.weights.branch_misfit,
            ),
            town_crossing: when(of_firm.town != of_officer.town, self.weights.town_crossing),
            change: when(
                of_firm.present.is_some_and(|present| present != officer),
                self.weights.change,
            ),
        }
    }

    /// What the pair costs; nothing is said of a pair that may not be: banned, or another than the
    /// pinned one.
    pub fn cost(&self, firm: FirmIndex, officer: OfficerIndex) -> Option<i64> {
        self.allows(firm, officer)
            .then(|| self.distance(firm, officer) + self.surcharge(firm, officer).total())
    }

    /// Whether neither a ban nor a pin stands against the pair.
    pub fn allows(&self, firm: FirmIndex, officer: OfficerIndex) -> bool {
        let firm = self.firm(firm);
        firm.pinned.is_none_or(|pinned| pinned == officer) && !firm.banned.contains(&officer)
    }

    /// What one firm too many or too few at an officer costs. More than all that a change of the
    /// plan can save in metres, so that the cheapest plan is also one that violates least.
    ///
    /// A better plan differs from a given one by cycles in which each officer takes and gives at
    /// most one firm (flow decomposition: Ahuja, Magnanti, Orlin, Network Flows, 1993, theorem 3.5).
    /// Such a cycle changes no more than one cost an officer; one that mends a violation therefore
    /// saves at least a penalty less that, which is above zero.
    pub fn penalty(&self) -> i64 {
        (self.officers.len() as i64 + 1) * (FARTHEST + self.weights.total() + 1)
    }

    /// An officer's bounds, cut to one more than all the firms: more says the same.
    pub(crate) fn bounds(&self, officer: OfficerIndex) -> (i64, i64) {
        let beyond = self.firms.len() as i64 + 1;
        let Officer { lower, upper, .. } = *self.officer(officer);
        (beyond.min(lower.into()), beyond.min(upper.into()))
    }

    /// What one firm more costs an officer who has `load`, beside the pair's own cost: minus a
    /// penalty while below the lower bound, plus one from the upper bound on.
    pub fn marginal(&self, officer: OfficerIndex, load: i64) -> i64 {
        let (lower, upper) = self.bounds(officer);
        (i64::from(load >= upper) - i64::from(load < lower)) * self.penalty()
    }

    /// Says what is wrong with the problem, if it has no meaning.
    pub fn check(&self) -> Result<(), Defect> {
        if self.firms.len() > u32::MAX as usize || self.officers.len() > Self::MOST {
            return Err(Defect::TooMany);
        }
        let Weights { branch_misfit, town_crossing, change } = self.weights;
        if [branch_misfit, town_crossing, change].iter().any(|w| !(0..=Self::HEAVIEST).contains(w))
        {
            return Err(Defect::Weight);
        }
        let mut places =
            self.firms.iter().map(|firm| firm.at).chain(self.officers.iter().map(|of| of.at));
        if !places.all(Point::exists) {
            return Err(Defect::Nowhere);
        }
        let is_unknown = |officer: &OfficerIndex| usize::from(*officer) >= self.officers.len();
        let mut firms = self.firm_indices();
        match firms.find(|index| {
            let firm = self.firm(*index);
            firm.present.iter().chain(&firm.pinned).chain(&firm.banned).any(is_unknown)
        }) {
            Some(firm) => Err(Defect::UnknownOfficer(firm)),
            None => Ok(()),
        }
    }
}
