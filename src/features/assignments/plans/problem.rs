//! From the registers to the problem that is solved: which firms and officers take part, how many
//! firms each officer may have of them, and who must or must not.

use std::collections::{HashMap, HashSet};

use caseload_solver::{Firm, Officer, OfficerIndex, Point, Problem, Weights};
use entity::{
    Id, assignment,
    caseload_plan::{self, Scale},
    enterprise, officer, pair_rule, town,
};
use sea_orm::ColumnTrait;

use crate::platform::{Error, Result, db::Db, error::Reason, scope::Visible};

/// More firms or officers than any county has.
const MOST: u64 = 200_000;

const TOO_LARGE: Reason = Reason {
    code: "too_large",
    zh: "企业或民警数量超出可计算范围",
    en: "More firms or officers than can be planned for",
};

/// What a plan is made of, as it stands when it is computed.
pub struct Registers {
    /// The towns: firms without a position are where their town is.
    pub towns: Vec<town::Model>,
    /// All officers.
    pub officers: Vec<officer::Model>,
    /// All firms that were not merged.
    pub firms: Vec<enterprise::Model>,
    /// All open links.
    pub links: Vec<assignment::Model>,
    /// All bans and pins.
    pub rules: Vec<pair_rule::Model>,
}

impl Registers {
    /// Reads them, within the planner's reach: one statement a table.
    ///
    /// # Errors
    /// `LimitReached` for more than can be planned for, else those of the database.
    pub async fn read(db: &Db) -> Result<Self> {
        let present = enterprise::Column::MergedIntoId.is_null();
        let open = assignment::Column::EndedOn.is_null();
        Ok(Self {
            towns: all::<town::Entity>(db, None).await?,
            officers: all::<officer::Entity>(db, None).await?,
            firms: all::<enterprise::Entity>(db, Some(present)).await?,
            links: all::<assignment::Entity>(db, Some(open)).await?,
            rules: all::<pair_rule::Entity>(db, None).await?,
        })
    }
}

async fn all<E: Visible>(
    db: &Db,
    which: Option<sea_orm::sea_query::Expr>,
) -> Result<Vec<E::Model>> {
    let rows = db.scoped::<E>().filter_if(which, |which| which).at_most(MOST + 1).await?;
    if rows.len() as u64 > MOST { Err(Error::LimitReached(TOO_LARGE)) } else { Ok(rows) }
}

/// A firm that takes part, as far as a plan tells of it.
pub struct PlannedFirm {
    /// The firm.
    pub id: Id<enterprise::Entity>,
    /// Who looks after it, though perhaps out of the plan.
    pub present: Option<Id<officer::Entity>>,
    /// How far that officer's base is, metres.
    pub present_distance: Option<i64>,
}

/// The problem, with the rows that its indices stand for.
pub struct Question {
    /// What is solved.
    pub problem: Problem,
    /// The firms, as in the problem.
    pub firms: Vec<PlannedFirm>,
    /// The officers, as in the problem.
    pub officers: Vec<Id<officer::Entity>>,
    /// Firms that each officer has and that take no part.
    pub held: Vec<u32>,
    /// The towns, by the problem's numbers.
    pub towns: Vec<Id<town::Entity>>,
    /// The limits of the programme.
    pub limits: (u32, u32),
}

/// The problem of a plan. The order of firms and officers is that of their codes and badges, so that
/// the same registers give the same plan wherever they were imported.
pub fn question(plan: &caseload_plan::Model, registers: &Registers) -> Question {
    let limits = (number(plan.caseload_lower), number(plan.caseload_upper));
    let bases: HashMap<_, _> =
        registers.officers.iter().map(|row| (row.id, (row.latitude, row.longitude))).collect();
    let mut officers: Vec<_> =
        registers.officers.iter().filter(|row| takes_part(plan, row)).collect();
    officers.sort_by(|a, b| a.badge_number.cmp(&b.badge_number));
    let index: HashMap<_, _> =
        officers.iter().zip(0..).map(|(row, place)| (row.id, OfficerIndex(place))).collect();

    let present: HashMap<_, _> =
        registers.links.iter().map(|row| (row.enterprise_id, row.officer_id)).collect();
    let (bans, pins) = pairs(&registers.rules);
    let is_planned = |row: &&enterprise::Model| {
        let is_of_scale = plan.scale == Scale::All || row.above_scale;
        let present = present.get(&row.id);
        // What other branches look after stays with them.
        let is_free = plan.branch.is_none() || present.is_none_or(|id| index.contains_key(id));
        let pin = pins.get(&row.id);
        let may_stay = pin.is_none_or(|id| index.contains_key(id));
        plan.towns.include(row.town_id) && is_of_scale && is_free && may_stay
    };
    let mut firms: Vec<_> = registers.firms.iter().filter(is_planned).collect();
    firms.sort_by(|a, b| a.credit_code.as_str().cmp(b.credit_code.as_str()));

    let planned: HashSet<_> = firms.iter().map(|row| row.id).collect();
    let mut held = vec![0; officers.len()];
    for link in registers.links.iter().filter(|link| !planned.contains(&link.enterprise_id)) {
        if let Some(count) =
            index.get(&link.officer_id).and_then(|of| held.get_mut(usize::from(*of)))
        {
            *count += 1;
        }
    }
    let towns: HashMap<_, _> =
        registers.towns.iter().zip(0..).map(|(row, place)| (row.id, (place, row))).collect();
    let town = |id| towns.get(&id).map_or(u32::MAX, |(place, _)| *place);
    let branches = Branches::of(&officers, plan);
    let solved = officers.iter().zip(&held).map(|(row, held)| Officer {
        at: Point { latitude: row.latitude, longitude: row.longitude },
        town: town(row.town_id),
        branch: branches.number(&row.branch),
        lower: limits.0.saturating_sub(*held),
        upper: limits.1.saturating_sub(*held),
    });
    let solved = solved.collect();
    let at = |row: &enterprise::Model| {
        let known = row.latitude.zip(row.longitude);
        let of_town = || towns.get(&row.town_id).map(|(_, town)| (town.latitude, town.longitude));
        let (latitude, longitude) = known.or_else(of_town).unwrap_or_default();
        Point { latitude, longitude }
    };
    let known = |id: &Id<officer::Entity>| index.get(id).copied();
    let asked = firms.iter().map(|row| Firm {
        at: at(row),
        town: town(row.town_id),
        fitting_branch: branches.fitting(&row.industry),
        present: present.get(&row.id).and_then(known),
        pinned: pins.get(&row.id).and_then(known),
        banned: bans.get(&row.id).into_iter().flatten().filter_map(known).collect(),
    });
    let asked = asked.collect();
    let weights = Weights {
        branch_misfit: plan.branch_misfit_m.into(),
        town_crossing: plan.town_crossing_m.into(),
        change: plan.change_m.into(),
    };
    let planned = firms.iter().map(|row| {
        let (at, present) = (at(row), present.get(&row.id).copied());
        let base = present.and_then(|id| bases.get(&id));
        let away =
            |&(latitude, longitude): &(f64, f64)| Point { latitude, longitude }.metres_to(at);
        PlannedFirm { id: row.id, present, present_distance: base.map(away) }
    });
    Question {
        firms: planned.collect(),
        officers: officers.iter().map(|row| row.id).collect(),
        held,
        towns: registers.towns.iter().map(|row| row.id).collect(),
        limits,
        problem: Problem { firms: asked, officers: solved, weights },
    }
}

fn number(limit: i32) -> u32 {
    u32::try_from(limit).unwrap_or_default()
}

fn takes_part(plan: &caseload_plan::Model, row: &officer::Model) -> bool {
    let is_of_branch = plan.branch.as_ref().is_none_or(|branch| *branch == row.branch);
    plan.towns.include(row.town_id) && is_of_branch && !plan.away.includes(row.id)
}

type Bans = HashMap<Id<enterprise::Entity>, Vec<Id<officer::Entity>>>;
type Pins = HashMap<Id<enterprise::Entity>, Id<officer::Entity>>;

fn pairs(rules: &[pair_rule::Model]) -> (Bans, Pins) {
    let (mut bans, mut pins) = (Bans::new(), Pins::new());
    for rule in rules {
        match rule.kind {
            pair_rule::Kind::Ban => {
                bans.entry(rule.enterprise_id).or_default().push(rule.officer_id);
            }
            pair_rule::Kind::Pin => {
                // Of two pins of one firm the same one counts every time.
                let pin = pins.entry(rule.enterprise_id).or_insert(rule.officer_id);
                *pin = rule.officer_id.min(*pin);
            }
        }
    }
    (bans, pins)
}

/// The branches as the solver's numbers, and which fits which industry.
struct Branches<'a> {
    numbers: HashMap<&'a str, u32>,
    fits: Vec<(&'a str, u32)>,
}

impl<'a> Branches<'a> {
    fn of(officers: &[&'a officer::Model], plan: &'a caseload_plan::Model) -> Self {
        let mut numbers = HashMap::new();
        let fits: Vec<_> =
            plan.branch_fits.0.iter().filter_map(|fit| fit.split_once('=')).collect();
        let of_officers = officers.iter().map(|row| row.branch.as_str());
        for branch in of_officers.chain(fits.iter().map(|(_, branch)| *branch)) {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            numbers.entry(branch).or_insert(next);
        }
        let number =
            |&(industry, branch): &(&'a str, &'a str)| Some((industry, *numbers.get(branch)?));
        let fits = fits.iter().filter_map(number).collect();
        Self { numbers, fits }
    }

    fn number(&self, branch: &str) -> u32 {
        self.numbers.get(branch).copied().unwrap_or(u32::MAX)
    }

    /// The branch that fits an industry, by the first word of it that is listed.
    fn fitting(&self, industry: &str) -> Option<u32> {
        self.fits.iter().find(|(word, _)| industry.contains(word)).map(|(_, branch)| *branch)
    }
}
