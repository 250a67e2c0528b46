//! Agencies, by their name; superiors before those below them, wherever they stand in the file.

use std::collections::HashMap;

use entity::{Id, agency};
use sea_orm::{
    ActiveValue::{self, NotSet, Set},
    Condition,
};

use super::{Landed, Outcome, Place, Register, Sorted, by_name, correct, said, sorted, town_names};
use crate::{
    features::transfer::{
        columns::{Columns, Field},
        progress::Progress,
        rows::{AgencyReader, AgencyRow, Parsed, Remark, agency_names},
        superiors::{Above, Fault, Settled, Superiors, settle},
    },
    platform::{Error, Result, tx::Tx},
};

pub(super) async fn land(tx: &mut Tx, register: Register, progress: &Progress) -> Result<Outcome> {
    let columns = register.columns.clone();
    let known = by_name(tx.lock_where::<agency::Entity>(Condition::all()).await?);
    let mut names = agency_names(&register.columns, &register.rows);
    names.extend(known.keys().cloned());
    let towns = town_names(tx).await?;
    let Sorted { good, refusals } = sorted(move || {
        let is_known = |name: &str| names.contains(name);
        let town_of = |name: &str| towns.resolve(name);
        let mut reader = AgencyReader::new(&register.columns, &is_known, &town_of);
        Sorted::read(&register.rows, |row, cells| reader.read(row, cells))
    })
    .await?;
    let mut outcome = Outcome { refusals, ..Outcome::default() };
    let Settled { order, refused } = settle_rows(&good, &known);
    for (at, above, fault) in refused {
        outcome.refusals.extend(good.get(at).map(|row| remark(row, &columns, above, fault)));
    }
    progress.add(outcome.refusals.len());

    let mut ids: HashMap<String, Id<agency::Entity>> =
        known.iter().map(|(name, agency)| (name.clone(), agency.id)).collect();
    let mut new = Vec::new();
    for at in order {
        let Some(Parsed { value, .. }) = good.get(at) else { continue };
        progress.add(1);
        let row = change(value, &ids)?;
        outcome.count(match known.get(&value.name) {
            Some(before) => {
                // Its new superiors have to be there before it points at them.
                tx.insert_many(std::mem::take(&mut new)).await?;
                Landed::corrected(correct(tx, before, row).await?.as_ref())
            }
            None => {
                let id = tx.clock().new_id();
                ids.insert(value.name.clone(), id);
                new.push(entered(tx, id, value, row));
                Landed::Created
            }
        });
    }
    tx.insert_many(new).await?;
    Ok(outcome)
}

/// The rows with the superiors that they will have: an empty cell keeps the one that stands.
fn settle_rows(
    good: &[Parsed<AgencyRow<Place>>],
    known: &HashMap<String, agency::Model>,
) -> Settled {
    let names: HashMap<_, _> =
        known.values().map(|agency| (agency.id, agency.name.as_str())).collect();
    let name_of = |id: Option<Id<agency::Entity>>| {
        id.and_then(|id| names.get(&id)).map(|name| (*name).to_owned())
    };
    let standing: HashMap<String, Superiors> = known
        .iter()
        .map(|(name, agency)| {
            let (parent, guiding) = (name_of(agency.parent_id), name_of(agency.guiding_id));
            (name.clone(), Superiors { parent, guiding })
        })
        .collect();
    let rows: Vec<_> = good
        .iter()
        .map(|row| {
            let kept = standing.get(&row.value.name).cloned().unwrap_or_default();
            let superiors = Superiors {
                parent: row.value.parent.clone().or(kept.parent),
                guiding: row.value.guiding.clone().or(kept.guiding),
            };
            (row.value.name.clone(), superiors)
        })
        .collect();
    settle(&rows, &standing)
}

fn remark(row: &Parsed<AgencyRow<Place>>, columns: &Columns, above: Above, fault: Fault) -> Remark {
    let field = match above {
        Above::Parent => Field::Parent,
        Above::Guiding => Field::Guiding,
    };
    let (reason, words) = match fault {
        Fault::Unknown => ("unknown_agency", "所填的上级或指导单位未能导入"),
        Fault::Circle => ("agency_circle", "上下级关系形成循环"),
    };
    let column = columns.heading(field).to_owned();
    Remark { row: row.row, column, reason, words: words.to_owned() }
}

fn change(
    row: &AgencyRow<Place>,
    ids: &HashMap<String, Id<agency::Entity>>,
) -> Result<agency::ActiveModel> {
    let superior = |name: &Option<String>| match name {
        None => Ok(NotSet),
        Some(name) => {
            let id = ids.get(name).copied();
            id.map(|id| Set(Some(id))).ok_or_else(|| Error::internal("a superior out of order"))
        }
    };
    Ok(agency::ActiveModel {
        name: Set(row.name.clone()),
        level: Set(level(row.level)?),
        branch: said(row.branch.map(|branch| Some(branch.to_owned()))),
        parent_id: superior(&row.parent)?,
        guiding_id: superior(&row.guiding)?,
        town_id: said(row.town.as_ref().map(|town| Some(town.id))),
        ..Default::default()
    })
}

fn entered(
    tx: &Tx,
    id: Id<agency::Entity>,
    row: &AgencyRow<Place>,
    change: agency::ActiveModel,
) -> agency::ActiveModel {
    agency::ActiveModel {
        id: Set(id),
        division: Set(division(row.level).to_owned()),
        branch: or_none(change.branch),
        parent_id: or_none(change.parent_id),
        guiding_id: or_none(change.guiding_id),
        town_id: or_none(change.town_id),
        version: Set(1),
        created_at: Set(tx.clock().now()),
        ..change
    }
}

fn or_none<T: Into<sea_orm::Value>>(value: ActiveValue<Option<T>>) -> ActiveValue<Option<T>>
where
    Option<T>: Into<sea_orm::Value>,
{
    if value.is_not_set() { Set(None) } else { value }
}

fn level(code: &str) -> Result<agency::Level> {
    match code {
        "TOWN" => Ok(agency::Level::Town),
        "COUNTY" => Ok(agency::Level::County),
        "CITY" => Ok(agency::Level::City),
        "PROVINCE" => Ok(agency::Level::Province),
        _ => Err(Error::internal("a level that the register does not know")),
    }
}

/// GB/T 2260: a register of this county holds its own bodies and those above them.
fn division(level: &str) -> &'static str {
    match level {
        "PROVINCE" => "330000",
        "CITY" => "330600",
        _ => "330681",
    }
}
