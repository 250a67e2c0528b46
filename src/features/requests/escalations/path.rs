//! Which agencies decide in turn.

use std::collections::HashSet;

use entity::{
    Id,
    agency::{self, Level},
    escalation::ChainStep,
    escalation_template, service_request,
};

use crate::{
    features::settings,
    platform::{Error, Result, error::Reason, input, tx::Tx},
};

/// The longest chain.
pub const MOST: usize = 20;
/// The longest time an agency may be given, in working days.
const MOST_DAYS: i32 = 250;
/// How often an agency became part of another that became part of another.
const MOST_SUCCESSORS: usize = 20;

const NO_PATH: Reason = Reason {
    code: "no_agency_above",
    zh: "承办单位没有业务指导单位或上级单位，请指明上报单位",
    en: "The handling agency has nobody above it: name the agencies to ask",
};
const TWO_PATHS: Reason = Reason {
    code: "two_paths",
    zh: "模板与上报单位只能填写一项",
    en: "Give a template or agencies, and not both",
};
const DESCENDS: Reason = Reason {
    code: "does_not_climb",
    zh: "上报应逐级向上，不得重复或降级",
    en: "A chain climbs: no agency twice, and none below the one before it",
};
const RETIRED: Reason =
    Reason { code: "template_retired", zh: "该模板已停用", en: "The template is retired" };
const ENDED: Reason =
    Reason { code: "agency_ended", zh: "该单位已撤并", en: "This agency is no more" };

/// A step of a chain as somebody asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The agency that is to decide.
    pub agency_id: Id<agency::Entity>,
    /// How many working days it has; as the programme's settings say when left out.
    pub days: Option<i32>,
}

/// How a chain is named.
pub enum Path {
    /// By a template.
    Template(Id<escalation_template::Entity>),
    /// By its agencies.
    Agencies(Vec<Asked>),
    /// Not: the next agency up the guiding line, else the parent.
    NextUp,
}

impl Path {
    /// What the input says.
    ///
    /// # Errors
    /// `Invalid` when it says two things.
    pub fn read(
        template: Option<Id<escalation_template::Entity>>,
        agencies: Vec<Asked>,
    ) -> Result<Self> {
        match template {
            Some(_) if !agencies.is_empty() => Err(Error::invalid("steps", TWO_PATHS)),
            Some(id) => Ok(Self::Template(id)),
            None if agencies.is_empty() => Ok(Self::NextUp),
            None => Ok(Self::Agencies(agencies)),
        }
    }
}

/// The steps of a chain of this request, the first to be asked first.
///
/// # Errors
/// `NotFound` for an unknown template or agency, `Invalid` when the path does not climb.
pub async fn find_path(
    tx: &Tx,
    request: &service_request::Model,
    path: Path,
) -> Result<Vec<ChainStep>> {
    let asked = match path {
        Path::Agencies(asked) => asked,
        Path::Template(id) => from_template(tx, id).await?,
        Path::NextUp => vec![next_up(tx, request).await?],
    };
    let steps = check_steps(tx, "steps", &asked).await?;
    if let (Some(first), Some(handling)) = (steps.first(), request.agency_id) {
        check_above(tx, handling, Id::from_uuid(first.agency_id)).await?;
    }
    Ok(steps)
}

/// Nobody asks themselves or a peer: the first agency stands on a higher level than the handling one,
/// or is the one that guides or leads it.
async fn check_above(
    tx: &Tx,
    handling: Id<agency::Entity>,
    first: Id<agency::Entity>,
) -> Result<()> {
    let handling = tx.find::<agency::Entity>(handling).await?;
    let asked = tx.find::<agency::Entity>(first).await?;
    let is_higher = height(asked.level) > height(handling.level);
    let is_over = [handling.guiding_id, handling.parent_id].contains(&Some(asked.id));
    if is_higher || is_over { Ok(()) } else { Err(Error::invalid("steps", DESCENDS)) }
}

/// Checks that agencies can be asked in this order.
///
/// # Errors
/// As `find_path`.
pub async fn check_steps(tx: &Tx, field: &'static str, asked: &[Asked]) -> Result<Vec<ChainStep>> {
    if asked.is_empty() {
        return Err(Error::invalid(field, input::EMPTY));
    }
    if asked.len() > MOST {
        return Err(Error::invalid(field, input::TOO_MANY));
    }
    let usual = settings::in_force(tx).await?.escalation_days;
    let (mut levels, mut seen, mut steps) = (Vec::new(), HashSet::new(), Vec::new());
    for step in asked {
        let agency = tx.find::<agency::Entity>(step.agency_id).await?;
        if agency.ended_on.is_some() {
            return Err(Error::invalid(field, ENDED));
        }
        let days = step.days.unwrap_or(usual);
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(Error::invalid(field, input::OUT_OF_RANGE));
        }
        if !seen.insert(agency.id) {
            return Err(Error::invalid(field, DESCENDS));
        }
        levels.push(height(agency.level));
        steps.push(ChainStep { agency_id: agency.id.uuid(), days });
    }
    if !levels.is_sorted() {
        return Err(Error::invalid(field, DESCENDS));
    }
    Ok(steps)
}

const fn height(level: Level) -> u8 {
    match level {
        Level::Town => 0,
        Level::County => 1,
        Level::City => 2,
        Level::Province => 3,
    }
}

async fn from_template(tx: &Tx, id: Id<escalation_template::Entity>) -> Result<Vec<Asked>> {
    let template = tx.find::<escalation_template::Entity>(id).await?;
    if template.retired_at.is_some() {
        return Err(Error::invalid("templateId", RETIRED));
    }
    let mut asked = Vec::with_capacity(template.steps.0.len());
    for step in template.steps.0 {
        let agency_id = present(tx, Id::from_uuid(step.agency_id)).await?.id;
        asked.push(Asked { agency_id, days: Some(step.days) });
    }
    Ok(asked)
}

/// The agency that guides the handling one, else its parent.
async fn next_up(tx: &Tx, request: &service_request::Model) -> Result<Asked> {
    let no_path = || Error::invalid("steps", NO_PATH);
    let handling = tx.find::<agency::Entity>(request.agency_id.ok_or_else(no_path)?).await?;
    let above = handling.guiding_id.or(handling.parent_id).ok_or_else(no_path)?;
    Ok(Asked { agency_id: present(tx, above).await?.id, days: None })
}

/// The agency, or what it became part of.
///
/// # Errors
/// Those of the database.
pub async fn present(tx: &Tx, id: Id<agency::Entity>) -> Result<agency::Model> {
    let mut agency = tx.find::<agency::Entity>(id).await?;
    for _ in 0..MOST_SUCCESSORS {
        match agency.successor_id {
            Some(successor) => agency = tx.find::<agency::Entity>(successor).await?,
            None => break,
        }
    }
    Ok(agency)
}
