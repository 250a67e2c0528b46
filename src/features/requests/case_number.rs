//! The case numbers that people read out: the year, and the place within it.

use chrono::Datelike;
use entity::service_request;
use sea_orm::ColumnTrait;

use crate::platform::{Error, Result, error::Reason, tx::Tx};

/// Whoever draws the next case number of a year claims this key and the year.
const NUMBERS: i64 = 0x7265_7175_6573_7400;

/// The next case number of this year. Filers of one year wait for each other here, and no request
/// is ever removed: the next serial is their number and one, without gaps.
///
/// # Errors
/// Those of the database.
pub async fn draw_number(tx: &Tx) -> Result<(i32, i32)> {
    let year = tx.clock().today().year();
    tx.claim(NUMBERS + i64::from(year)).await?;
    let this_year = service_request::Column::Year.eq(year);
    let count = tx.count_for_rule::<service_request::Entity>(this_year).await?;
    Ok((year, i32::try_from(count + 1).map_err(Error::internal)?))
}

const NOT_A_NUMBER: Reason = Reason {
    code: "not_a_case_number",
    zh: "诉求编号格式应为“年份-序号”，如 2026-000123",
    en: "A case number reads like 2026-000123",
};

/// A case number as people read it out.
pub fn number_text(year: i32, serial: i32) -> String {
    format!("{year}-{serial:06}")
}

/// Reads a case number back; leading zeros may be left out.
///
/// # Errors
/// `Invalid` when it is none.
pub fn parse_number(text: &str) -> Result<(i32, i32)> {
    let number = text.trim().split_once('-');
    number
        .and_then(|(year, serial)| Some((year.parse().ok()?, serial.parse().ok()?)))
        .ok_or_else(|| Error::invalid("filter.number", NOT_A_NUMBER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_number_reads_back() {
        assert_eq!(number_text(2026, 123), "2026-000123");
        assert_eq!(parse_number(" 2026-000123").unwrap(), (2026, 123));
        assert_eq!(parse_number("2026-123").unwrap(), (2026, 123));
        for bad in ["", "2026", "2026-", "x-1", "2026-1-2", "2026-99999999999"] {
            assert!(parse_number(bad).is_err(), "{bad}");
        }
    }
}
