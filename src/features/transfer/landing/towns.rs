//! Towns, by their code.

use std::collections::HashMap;

use entity::{text_list::TextList, town};
use sea_orm::{ActiveValue::Set, Condition};

use super::{Landed, Outcome, Register, Sorted, correct, sorted};
use crate::{
    features::{
        search::service::reindex_town,
        transfer::{
            columns::Field,
            progress::Progress,
            rows::{Remark, TownReader, TownRow},
        },
    },
    platform::{Result, tx::Tx},
};

pub(super) async fn land(tx: &mut Tx, register: Register, progress: &Progress) -> Result<Outcome> {
    let name_heading = register.columns.heading(Field::Name).to_owned();
    let Sorted { good, refusals } = sorted(move || {
        let mut reader = TownReader::new(&register.columns);
        Sorted::read(&register.rows, |row, cells| reader.read(row, cells))
    })
    .await?;
    progress.add(refusals.len());
    let mut outcome = Outcome { refusals, ..Outcome::default() };
    let known = tx.lock_where::<town::Entity>(Condition::all()).await?;
    let by_code: HashMap<&str, &town::Model> =
        known.iter().map(|town| (town.code.as_str(), town)).collect();
    let codes: HashMap<&str, &str> =
        known.iter().map(|town| (town.name.as_str(), town.code.as_str())).collect();
    let mut new = Vec::new();
    for parsed in good {
        progress.add(1);
        let town = parsed.value;
        if codes.get(town.name.as_str()).is_some_and(|code| *code != town.code) {
            outcome.refusals.push(Remark {
                row: parsed.row,
                column: name_heading.clone(),
                reason: "duplicate_town",
                words: "名录中已有同名镇街，代码不同".to_owned(),
            });
            continue;
        }
        outcome.warnings.extend(parsed.warnings);
        outcome.count(match by_code.get(town.code.as_str()) {
            Some(&before) => {
                let changed = correct(tx, before, change(town)).await?;
                if let Some(town) = &changed {
                    reindex_town(tx, town.id).await?;
                }
                Landed::corrected(changed.as_ref())
            }
            None => {
                new.push(town::ActiveModel {
                    id: Set(tx.clock().new_id()),
                    version: Set(1),
                    created_at: Set(tx.clock().now()),
                    ..change(town)
                });
                Landed::Created
            }
        });
    }
    tx.insert_many(new).await?;
    Ok(outcome)
}

/// The lists are whole: a town's row names all its industries and former names.
fn change(town: TownRow) -> town::ActiveModel {
    town::ActiveModel {
        code: Set(town.code),
        name: Set(town.name),
        former_names: Set(TextList(town.former_names)),
        leading_industries: Set(TextList(town.leading_industries)),
        latitude: Set(town.position.latitude()),
        longitude: Set(town.position.longitude()),
        ..Default::default()
    }
}
