//! Firms, by their credit code, and the contact that the register gives for each.

use std::collections::HashMap;

use entity::{contact, credit_code::CreditCode, enterprise};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{
    Landed, Outcome, Place, ROWS_AT_ONCE, Register, Sorted,
    contacts::{Contacts, Given},
    correct, said, sorted, text, town_names,
};
use crate::{
    features::{
        search::service::index_enterprises,
        transfer::{
            columns::{Columns, Field},
            progress::Progress,
            rows::{EnterpriseReader, EnterpriseRow, Parsed, Remark},
        },
    },
    platform::{Result, tx::Tx},
};

type Row = EnterpriseRow<Place>;

/// Who says that a firm is above scale, when a register does.
const SOURCE: &str = "导入";

pub(super) async fn land(tx: &mut Tx, register: Register, progress: &Progress) -> Result<Outcome> {
    let columns = register.columns.clone();
    let towns = town_names(tx).await?;
    let Sorted { good, refusals } = sorted(move || {
        let town_of = |name: &str| towns.resolve(name);
        let mut reader = EnterpriseReader::new(&register.columns, &town_of);
        Sorted::read(&register.rows, |row, cells| reader.read(row, cells))
    })
    .await?;
    progress.add(refusals.len());
    let mut outcome = Outcome { refusals, ..Outcome::default() };
    let mut rows = good.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(ROWS_AT_ONCE).collect();
        land_chunk(tx, chunk, &columns, &mut outcome, progress).await?;
    }
    Ok(outcome)
}

async fn land_chunk(
    tx: &mut Tx,
    chunk: Vec<Parsed<Row>>,
    columns: &Columns,
    outcome: &mut Outcome,
    progress: &Progress,
) -> Result<()> {
    let codes = chunk.iter().map(|row| row.value.credit_code.as_str());
    let known =
        tx.lock_where::<enterprise::Entity>(enterprise::Column::CreditCode.is_in(codes)).await?;
    let ids = known.iter().map(|firm| firm.id.uuid());
    let contacts =
        tx.lock_where::<contact::Entity>(contact::Column::EnterpriseId.is_in(ids)).await?;
    let known: HashMap<CreditCode, enterprise::Model> =
        known.into_iter().map(|firm| (firm.credit_code.clone(), firm)).collect();
    let mut contacts = Contacts::known(contacts);
    let (mut new, mut touched) = (Vec::new(), Vec::new());
    for Parsed { row, mut value, warnings } in chunk {
        progress.add(1);
        outcome.warnings.extend(warnings);
        let given = Given::of(value.contact_name.take(), value.phone.take());
        if let Given::NameAlone = given {
            let words = "只有联系人而没有联系电话，联系人未登记";
            outcome.warnings.push(remark(
                row,
                columns,
                Field::Phone,
                "contact_without_phone",
                words,
            ));
        }
        let before = known.get(&value.credit_code);
        if before.is_some_and(|firm| firm.merged_into_id.is_some()) {
            let words = "该企业已并入其他企业，本行未作更新";
            outcome.warnings.push(remark(
                row,
                columns,
                Field::CreditCode,
                "merged_enterprise",
                words,
            ));
            outcome.count(Landed::Unchanged);
            continue;
        }
        let year = chrono::Datelike::year(&tx.clock().today());
        match before {
            Some(before) => {
                let changed = correct(tx, before, change(value, before, year)).await?;
                let firm = Landed::corrected(changed.as_ref());
                touched.extend(changed);
                let contact = contacts.land(tx, before.id, given).await?;
                let is_unchanged = firm == Landed::Unchanged && contact == Landed::Unchanged;
                let landed = if is_unchanged { Landed::Unchanged } else { Landed::Updated };
                outcome.count(landed);
            }
            None => {
                let id = tx.clock().new_id();
                new.push(entered(tx, id, value, year));
                contacts.land(tx, id, given).await?;
                outcome.count(Landed::Created);
            }
        }
    }
    touched.extend(tx.insert_many(new).await?);
    tx.insert_many(contacts.into_new()).await?;
    index_enterprises(tx, &touched).await
}

fn remark(row: u32, columns: &Columns, field: Field, reason: &'static str, words: &str) -> Remark {
    Remark { row, column: columns.heading(field).to_owned(), reason, words: words.to_owned() }
}

fn entered(
    tx: &Tx,
    id: entity::Id<enterprise::Entity>,
    row: Row,
    year: i32,
) -> enterprise::ActiveModel {
    let says_scale = row.above_scale.is_some();
    enterprise::ActiveModel {
        id: Set(id),
        name: Set(row.name),
        credit_code: Set(row.credit_code),
        town_id: Set(row.town.id),
        industry: Set(row.industry),
        employees: Set(row.employees),
        revenue_cny: Set(row.revenue_cny),
        above_scale: Set(row.above_scale.unwrap_or_default()),
        above_scale_year: Set(says_scale.then_some(year)),
        above_scale_source: Set(says_scale.then(|| SOURCE.to_owned())),
        address: Set(row.address),
        latitude: Set(row.position.map(|position| position.latitude())),
        longitude: Set(row.position.map(|position| position.longitude())),
        merged_into_id: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    }
}

/// A flag that this year's record has already keeps the source that said so first.
fn change(row: Row, before: &enterprise::Model, year: i32) -> enterprise::ActiveModel {
    let is_news =
        |above: &bool| *above != before.above_scale || before.above_scale_year != Some(year);
    let scale = row.above_scale.filter(is_news);
    enterprise::ActiveModel {
        name: Set(row.name),
        town_id: Set(row.town.id),
        industry: said(text(row.industry)),
        employees: said(row.employees.map(Some)),
        revenue_cny: said(row.revenue_cny.map(Some)),
        above_scale: said(scale),
        above_scale_year: said(scale.map(|_| Some(year))),
        above_scale_source: said(scale.map(|_| Some(SOURCE.to_owned()))),
        address: said(text(row.address)),
        latitude: said(row.position.map(|position| Some(position.latitude()))),
        longitude: said(row.position.map(|position| Some(position.longitude()))),
        ..Default::default()
    }
}
