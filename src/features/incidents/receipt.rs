//! The receipts of diversions 回执: the year, and the place within it.

use chrono::Datelike;
use entity::incident;
use sea_orm::ColumnTrait;

use crate::platform::{Error, Result, tx::Tx};

/// Whoever draws the next receipt of a year claims this key and the year.
const NUMBERS: i64 = 0x7265_6365_6970_7400;

/// The next receipt of this year, without gaps: none is ever taken back.
///
/// # Errors
/// Those of the database.
pub async fn draw_receipt(tx: &Tx) -> Result<(i32, i32)> {
    let year = tx.clock().today().year();
    tx.claim(NUMBERS + i64::from(year)).await?;
    let this_year = incident::Column::ReceiptYear.eq(year);
    let count = tx.count_for_rule::<incident::Entity>(this_year).await?;
    Ok((year, i32::try_from(count + 1).map_err(Error::internal)?))
}

/// A receipt as people read it out; none before an incident is diverted.
pub fn receipt_text(row: &incident::Model) -> Option<String> {
    let (year, serial) = row.receipt_year.zip(row.receipt_serial)?;
    Some(format!("FL-{year}-{serial:06}"))
}
