//! Officers, by their badge number.

use std::collections::HashMap;

use entity::{Id, agency, officer};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{
    Landed, MOST_NAMES, Outcome, Place, ROWS_AT_ONCE, Register, Sorted, by_name, correct, said,
    sorted, text, town_names,
};
use crate::{
    features::{
        search::service::index_officers,
        transfer::{
            progress::Progress,
            rows::{OfficerReader, OfficerRow},
        },
    },
    platform::{Result, tx::Tx},
};

type Row = OfficerRow<Id<agency::Entity>, Place>;

pub(super) async fn land(tx: &mut Tx, register: Register, progress: &Progress) -> Result<Outcome> {
    let agencies = by_name(tx.scoped::<agency::Entity>().at_most(MOST_NAMES).await?);
    let towns = town_names(tx).await?;
    let Sorted { good, refusals } = sorted(move || {
        let agency_of = |name: &str| agencies.get(name).map(|agency| agency.id);
        let town_of = |name: &str| towns.resolve(name);
        let mut reader = OfficerReader::new(&register.columns, &agency_of, &town_of);
        Sorted::read(&register.rows, |row, cells| reader.read(row, cells))
    })
    .await?;
    progress.add(refusals.len());
    let mut outcome = Outcome { refusals, ..Outcome::default() };
    let mut rows = good.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<Row> = rows.by_ref().take(ROWS_AT_ONCE).map(|row| row.value).collect();
        let badges = chunk.iter().map(|row| row.badge_number.as_str());
        let known =
            tx.lock_where::<officer::Entity>(officer::Column::BadgeNumber.is_in(badges)).await?;
        let known: HashMap<&str, &officer::Model> =
            known.iter().map(|officer| (officer.badge_number.as_str(), officer)).collect();
        let (mut new, mut touched) = (Vec::new(), Vec::new());
        for row in chunk {
            progress.add(1);
            outcome.count(match known.get(row.badge_number.as_str()) {
                Some(&before) => {
                    let changed = correct(tx, before, change(row, Some(before))).await?;
                    let landed = Landed::corrected(changed.as_ref());
                    touched.extend(changed);
                    landed
                }
                None => {
                    let rank = row.rank.clone();
                    new.push(officer::ActiveModel {
                        id: Set(tx.clock().new_id()),
                        rank: Set(rank),
                        version: Set(1),
                        created_at: Set(tx.clock().now()),
                        ..change(row, None)
                    });
                    Landed::Created
                }
            });
        }
        touched.extend(tx.insert_many(new).await?);
        index_officers(tx, &touched).await?;
    }
    Ok(outcome)
}

/// Without coordinates the home base is the town's place; one that was known better stays, as
/// long as the town does.
fn change(row: Row, before: Option<&officer::Model>) -> officer::ActiveModel {
    let stays = before.is_some_and(|before| before.town_id == row.town.id);
    let place = match row.position {
        Some(position) => Some((position.latitude(), position.longitude())),
        None if stays => None,
        None => Some((row.town.latitude, row.town.longitude)),
    };
    officer::ActiveModel {
        badge_number: Set(row.badge_number),
        name: Set(row.name),
        rank: said(text(row.rank)),
        branch: Set(row.branch.to_owned()),
        agency_id: Set(row.agency),
        town_id: Set(row.town.id),
        phone: Set(row.phone),
        latitude: said(place.map(|(latitude, _)| latitude)),
        longitude: said(place.map(|(_, longitude)| longitude)),
        ..Default::default()
    }
}
