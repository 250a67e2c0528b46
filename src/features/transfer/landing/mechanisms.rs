//! Mechanisms, by their number: what says something else than before becomes a new edition.

use std::collections::HashMap;

use entity::{mechanism, mechanism_edition};
use sea_orm::{ActiveValue::Set, Condition};

use super::{Landed, MOST_NAMES, Outcome, Register, Sorted, said, sorted};
use crate::{
    features::{
        mechanisms::{Edition, enter, revise},
        transfer::{progress::Progress, rows::MechanismReader},
    },
    platform::{Result, tx::Tx},
};

pub(super) async fn land(tx: &mut Tx, register: Register, progress: &Progress) -> Result<Outcome> {
    let Sorted { good, refusals } = sorted(move || {
        let mut reader = MechanismReader::new(&register.columns);
        Sorted::read(&register.rows, |row, cells| reader.read(row, cells))
    })
    .await?;
    progress.add(refusals.len());
    let mut outcome = Outcome { refusals, ..Outcome::default() };
    let known = tx.lock_where::<mechanism::Entity>(Condition::all()).await?;
    let known: HashMap<i32, mechanism::Model> =
        known.into_iter().map(|row| (row.number, row)).collect();
    let editions = tx.scoped::<mechanism_edition::Entity>().at_most(MOST_NAMES).await?;
    let editions: HashMap<_, _> =
        editions.into_iter().map(|row| ((row.mechanism_id, row.edition), row)).collect();
    for parsed in good {
        progress.add(1);
        outcome.warnings.extend(parsed.warnings);
        let row = parsed.value;
        let before = known.get(&row.number);
        let newest = before.and_then(|before| editions.get(&(before.id, before.edition)));
        let since = row.effective_on.or(newest.map(|newest| newest.effective_on));
        let edition = Edition {
            title: row.title,
            body: row.body,
            effective_on: since.unwrap_or(tx.clock().today()),
        };
        outcome.count(match before {
            Some(before) => {
                let change =
                    mechanism::ActiveModel { sample: said(row.sample), ..Default::default() };
                let after = revise(tx, before, edition, change).await?;
                Landed::corrected((after != *before).then_some(&after))
            }
            None => {
                let new = mechanism::ActiveModel {
                    sample: Set(row.sample.unwrap_or_default()),
                    retired_at: Set(None),
                    ..Default::default()
                };
                enter(tx, row.number, edition, new).await?;
                Landed::Created
            }
        });
    }
    Ok(outcome)
}
