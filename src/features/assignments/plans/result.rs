//! From a solution to what a plan says: each firm with its reason, and the two pictures.

use std::collections::{BTreeMap, HashMap};

use caseload_solver::{FirmIndex, OfficerIndex, Problem, Solution, shortfall::explain};
use entity::{
    Id,
    caseload_plan::{Bar, BindingBan, Outcome, Picture, Shortfall, TownShortfall},
    enterprise, officer,
    planned_assignment::Reason,
};

use super::problem::{PlannedFirm, Question};

/// One firm of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The firm.
    pub enterprise_id: Id<enterprise::Entity>,
    /// Who looks after it.
    pub present: Option<Id<officer::Entity>>,
    /// Who is to.
    pub officer: Option<Id<officer::Entity>>,
    /// How far that is now, metres.
    pub present_distance: Option<i64>,
    /// How far that will be, metres.
    pub distance: Option<i64>,
    /// Why.
    pub reason: Reason,
}

impl Planned {
    /// Whether the firm changes officer.
    pub fn is_move(&self) -> bool {
        self.present != self.officer
    }

    /// By how much the firm comes nearer, metres.
    fn saves(&self) -> i64 {
        self.present_distance.unwrap_or_default() - self.distance.unwrap_or_default()
    }
}

/// What a solution says: the firms, moves first and of these the greatest savings, and the outcome.
pub fn answer(question: &Question, solution: &Solution, cost_m: i64) -> (Vec<Planned>, Outcome) {
    let officer_of = within_limits(question, solution);
    let mut planned = Vec::with_capacity(question.firms.len());
    for (firm, index) in question.firms.iter().zip(question.problem.firm_indices()) {
        let officer = officer_of.get(usize::from(index)).copied().flatten();
        planned.push(Planned {
            enterprise_id: firm.id,
            present: firm.present,
            officer: officer.and_then(|of| question.officers.get(usize::from(of)).copied()),
            present_distance: firm.present_distance,
            distance: officer.map(|of| question.problem.distance(index, of)),
            reason: reason(&question.problem, index, firm, officer),
        });
    }
    let outcome = Outcome {
        today: picture(question, planned.iter().map(|row| (row.present, row.present_distance))),
        planned: picture(question, planned.iter().map(|row| (row.officer, row.distance))),
        moves: count(planned.iter().filter(|row| row.is_move()).count()),
        cost_m,
        shortfall: shortfall(question, solution),
    };
    planned.sort_by_key(|row| (!row.is_move(), -row.saves()));
    (planned, outcome)
}

/// The solver may put an officer above the upper limit where nothing else is left; the programme
/// never does (rule 1), so that the farthest firms of such an officer find nobody: as many
/// violations as before. Pinned firms stay.
fn within_limits(question: &Question, solution: &Solution) -> Vec<Option<OfficerIndex>> {
    let problem = &question.problem;
    let mut firms_of: BTreeMap<OfficerIndex, Vec<(bool, i64, FirmIndex)>> = BTreeMap::new();
    for (index, officer) in problem.firm_indices().zip(&solution.officer_of) {
        let Some(officer) = *officer else { continue };
        let is_free = problem.firm(index).pinned.is_none();
        let firm = (is_free, problem.distance(index, officer), index);
        firms_of.entry(officer).or_default().push(firm);
    }
    let mut officer_of = solution.officer_of.clone();
    for (officer, mut firms) in firms_of {
        firms.sort_unstable();
        let above = firms.into_iter().skip(problem.officer(officer).upper as usize);
        for (.., firm) in above.filter(|(is_free, ..)| *is_free) {
            if let Some(place) = officer_of.get_mut(usize::from(firm)) {
                *place = None;
            }
        }
    }
    officer_of
}

fn reason(
    problem: &Problem,
    index: FirmIndex,
    firm: &PlannedFirm,
    officer: Option<OfficerIndex>,
) -> Reason {
    let asked = problem.firm(index);
    let Some(officer) = officer else { return Reason::Nobody };
    match asked.present {
        _ if asked.pinned == Some(officer) => Reason::Pinned,
        Some(present) if present == officer => Reason::Kept,
        Some(present) => match problem.cost(index, present) {
            None => Reason::Banned,
            Some(now) if problem.cost(index, officer).is_some_and(|then| then < now) => {
                Reason::Nearer
            }
            Some(_) => Reason::Balance,
        },
        None if firm.present.is_some() => Reason::Away,
        None => Reason::First,
    }
}

/// How the officers stand with these links, the firms out of the plan counted too.
fn picture(
    question: &Question,
    links: impl Iterator<Item = (Option<Id<officer::Entity>>, Option<i64>)>,
) -> Picture {
    let mut loads: HashMap<_, u32> =
        question.officers.iter().copied().zip(question.held.iter().copied()).collect();
    let mut picture = Picture::default();
    for (officer, distance) in links {
        let Some(officer) = officer else {
            picture.without_officer += 1;
            continue;
        };
        let distance = distance.unwrap_or_default();
        picture.total_distance_m += distance;
        picture.longest_distance_m = picture.longest_distance_m.max(distance);
        if let Some(load) = loads.get_mut(&officer) {
            *load += 1;
        }
    }
    let (lower, upper) = question.limits;
    let mut spread = BTreeMap::new();
    for load in loads.into_values() {
        *spread.entry(load).or_insert(0) += 1;
        picture.under += u32::from(load < lower);
        picture.over += u32::from(load > upper);
    }
    picture.spread =
        spread.into_iter().map(|(caseload, officers)| Bar { caseload, officers }).collect();
    picture
}

/// Why no plan keeps all limits; none where this one does.
fn shortfall(question: &Question, solution: &Solution) -> Option<Shortfall> {
    let found = explain(&question.problem, solution, question.limits.1)?;
    let firms = |firms: u64| u32::try_from(firms).unwrap_or(u32::MAX);
    let towns = found.towns.into_iter().filter_map(|(place, town)| {
        Some(TownShortfall {
            town_id: question.towns.get(place as usize)?.uuid(),
            firms_too_many: firms(town.firms_beyond),
            officers_short: firms(town.officers_missing),
            firms_short: firms(town.firms_missing),
        })
    });
    let ban = |(firm, officer)| {
        Some(BindingBan {
            enterprise_id: question.firms.get(usize::from(firm))?.id.uuid(),
            officer_id: question.officers.get(usize::from(officer))?.uuid(),
        })
    };
    Some(Shortfall {
        firms_too_many: firms(found.above_upper + found.without_officer.len() as u64),
        firms_short: firms(found.below_lower),
        towns: towns.collect(),
        bans: found.binding_bans.into_iter().filter_map(ban).collect(),
    })
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
