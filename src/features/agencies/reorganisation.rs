//! Reorganising agencies 撤并: some end in favour of another, which takes over what they had.

use chrono::NaiveDate;
use entity::{Id, agency, diversion_rollout, escalation, liaison_office, officer, town};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::{
    lines::merged,
    policy,
    service::{ENDED, GUIDING, LINES, MOST, PARENT, RING, Way, all_agencies},
};
use crate::platform::{Error, Result, error::Reason, input, tx::Tx, viewer::Viewer};

const SAME: Reason = Reason {
    code: "same_agency",
    zh: "存续单位不能同时被撤并",
    en: "The surviving agency cannot end",
};
pub(super) const NOT_YET: Reason = Reason {
    code: "in_the_future",
    zh: "撤并日期不能晚于今天",
    en: "A reorganisation takes effect today or took effect before",
};
const TWO_OFFICES: Reason = Reason {
    code: "two_offices",
    zh: "其中多个单位各有在外联络室，请先将其余联络室改由其他单位负责",
    en: "More than one of them runs a liaison office: put the others under another agency first",
};

/// A reorganisation 撤并.
pub struct Reorganisation {
    /// Those that end.
    pub from: Vec<Id<agency::Entity>>,
    /// The one that survives.
    pub into: Id<agency::Entity>,
    /// Since when.
    pub on: NaiveDate,
}

/// Ends agencies and moves what they had to the one that survives: officers, towns that
/// divert to them, and what stood below them in either line. The survivor serves the first one's town where it had none. The old rows
/// stay and stand below it, so that its chief's reach covers their towns too.
///
/// # Errors
/// `NotFound` for an unknown agency, `Invalid` when the survivor ends too or would stand below
/// itself, `IllegalState` when one has ended already or two run a liaison office.
pub async fn reorganise_agencies(viewer: &Viewer, asked: Reorganisation) -> Result<agency::Model> {
    let mut tx = viewer.begin(policy::REORGANISE).await?;
    tx.claim(LINES).await?;
    if asked.on > tx.clock().today() {
        return Err(Error::invalid("on", NOT_YET));
    }
    let Reorganisation { mut from, into, on } = asked;
    from.sort();
    from.dedup();
    if from.contains(&into) {
        return Err(Error::invalid("into", SAME));
    }
    let survivor = tx.edit::<agency::Entity>(into).await?;
    let mut gone = Vec::new();
    for id in &from {
        gone.push(tx.edit::<agency::Entity>(*id).await?);
    }
    if survivor.ended_on.is_some() || gone.iter().any(|row| row.ended_on.is_some()) {
        return Err(Error::IllegalState(ENDED));
    }
    let offices =
        liaison_office::Column::AgencyId.is_in(from.iter().chain([&into]).map(|id| id.uuid()));
    if tx.count_for_rule::<liaison_office::Entity>(offices).await? > 1 {
        return Err(Error::IllegalState(TWO_OFFICES));
    }
    move_officers(&mut tx, &from, into).await?;
    move_steps(&mut tx, &from, into).await?;
    move_rollouts(&mut tx, &from, into).await?;
    for row in &gone {
        let ended = agency::ActiveModel {
            parent_id: Set(Some(into)),
            successor_id: Set(Some(into)),
            ended_on: Set(Some(on)),
            ..Default::default()
        };
        tx.update(row, ended).await?;
    }
    let town_id = survivor.town_id.or_else(|| gone.iter().find_map(|row| row.town_id));
    let survivor = move_lines(&mut tx, &gone, into, town_id).await?;
    tx.commit().await?;
    Ok(survivor)
}

/// What waits for a decision of an agency that ends waits for that of the survivor.
async fn move_steps(
    tx: &mut Tx,
    from: &[Id<agency::Entity>],
    into: Id<agency::Entity>,
) -> Result<()> {
    use escalation::Column;
    let waiting = Column::AgencyId
        .is_in(from.iter().map(|id| id.uuid()))
        .and(Column::State.is_in([escalation::State::Pending, escalation::State::Returned]));
    tx.set_where::<escalation::Entity>(waiting, &[(Column::AgencyId, into.into())]).await?;
    Ok(())
}

/// Towns that diverted to one that ends divert to the survivor.
async fn move_rollouts(
    tx: &mut Tx,
    from: &[Id<agency::Entity>],
    into: Id<agency::Entity>,
) -> Result<()> {
    let centre = diversion_rollout::Column::CentreId;
    let theirs = centre.is_in(from.iter().map(|id| id.uuid()));
    tx.set_where::<diversion_rollout::Entity>(theirs, &[(centre, into.into())]).await?;
    Ok(())
}

async fn move_officers(
    tx: &mut Tx,
    from: &[Id<agency::Entity>],
    into: Id<agency::Entity>,
) -> Result<()> {
    let theirs = officer::Column::AgencyId.is_in(from.iter().map(|id| id.uuid()));
    for officer in tx.scoped::<officer::Entity>().filter(theirs).at_most(MOST).await? {
        let officer = tx.edit::<officer::Entity>(officer.id).await?;
        let moved = officer::ActiveModel { agency_id: Set(into), ..Default::default() };
        tx.update(&officer, moved).await?;
    }
    Ok(())
}

/// Puts everything in its new place, and answers with the survivor.
async fn move_lines(
    tx: &mut Tx,
    gone: &[agency::Model],
    into: Id<agency::Entity>,
    town_id: Option<Id<town::Entity>>,
) -> Result<agency::Model> {
    let mut agencies = all_agencies(tx).await?;
    // As they stood before they ended.
    agencies.extend(gone.iter().map(|row| (row.id, row.clone())));
    let ids: Vec<_> = gone.iter().map(|row| row.id).collect();
    let next = |way: Way| {
        merged(&way.line(&agencies), &ids, into).map_err(|_| Error::invalid("into", RING))
    };
    let (parents, guiding) = (next(PARENT)?, next(GUIDING)?);
    let left = agencies.values().filter(|row| !ids.contains(&row.id));
    let mut survivor = None;
    for row in left {
        let mut moved = agency::ActiveModel {
            parent_id: Set(parents.get(&row.id).copied()),
            guiding_id: Set(guiding.get(&row.id).copied()),
            ..Default::default()
        };
        if row.id == into {
            moved.town_id = Set(town_id);
        }
        let row = tx.update(row, moved).await?;
        if row.id == into {
            survivor = Some(row);
        }
    }
    survivor.ok_or_else(|| tx.not_found::<agency::Entity>(into))
}

/// Which agencies end.
///
/// # Errors
/// `Invalid` when none or more than a list may have.
pub fn ending(ids: Vec<Id<agency::Entity>>) -> Result<Vec<Id<agency::Entity>>> {
    match ids.len() {
        0 => Err(Error::invalid("from", input::EMPTY)),
        1..=input::ENTRIES => Ok(ids),
        _ => Err(Error::invalid("from", input::TOO_MANY)),
    }
}
