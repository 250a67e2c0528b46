//! A row of the register of officers 民警名录.
//!
//! Agencies and towns are asked for by name; officers that the database knows are no fault here.

use std::collections::HashSet;

use entity::{phone::Phone, position::Position};

use super::{Parsed, Record, Refusal, SHORT_TEXT};
use crate::features::transfer::clean;
use crate::features::transfer::columns::{Columns, Field};

/// What the register says of one officer. `A` and `T` are what the caller finds an agency and a
/// town by.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficerRow<A, T> {
    /// 警号.
    pub badge_number: String,
    /// 姓名.
    pub name: String,
    /// 警衔, empty when not given.
    pub rank: String,
    /// The code of the branch 警种.
    pub branch: &'static str,
    /// 所属单位.
    pub agency: A,
    /// 驻地镇街.
    pub town: T,
    /// The work phone.
    pub phone: Phone,
    /// The home base, when both coordinates are given; else the town's place has to do.
    pub position: Option<Position>,
}

/// Reads the rows of one file in order, and remembers the badge numbers that have landed.
pub struct OfficerReader<'a, A, T> {
    columns: &'a Columns,
    agency_of: &'a dyn Fn(&str) -> Option<A>,
    town_of: &'a dyn Fn(&str) -> Option<T>,
    landed: HashSet<String>,
}

impl<'a, A, T> OfficerReader<'a, A, T> {
    /// `agency_of` takes a cleaned name; `town_of` resolves present and former names.
    pub fn new(
        columns: &'a Columns,
        agency_of: &'a dyn Fn(&str) -> Option<A>,
        town_of: &'a dyn Fn(&str) -> Option<T>,
    ) -> Self {
        Self { columns, agency_of, town_of, landed: HashSet::new() }
    }

    /// Reads one row. Of several rows with one badge number, the first good one lands.
    pub fn read(
        &mut self,
        row: u32,
        cells: &[String],
    ) -> Result<Parsed<OfficerRow<A, T>>, Refusal> {
        let record = Record::new(row, cells, self.columns)?;
        let badge_number = badge_number(&record)?;
        if self.landed.contains(&badge_number) {
            let words = "同一警号在文件中重复出现";
            return Err(record.remark(Field::BadgeNumber, "duplicate_badge_number", words));
        }
        let value = OfficerRow {
            name: record.name()?,
            rank: record.text(Field::Rank, SHORT_TEXT)?,
            branch: record
                .branch()?
                .ok_or_else(|| record.remark(Field::Branch, "unknown_branch", "警种不能为空"))?,
            agency: self.agency(&record)?,
            town: record.town(self.town_of)?,
            phone: record
                .optional_phone()?
                .ok_or_else(|| record.remark(Field::Phone, "phone_format", "联系电话不能为空"))?,
            position: record.optional_position()?,
            badge_number: badge_number.clone(),
        };
        self.landed.insert(badge_number);
        Ok(Parsed { row, value, warnings: Vec::new() })
    }

    fn agency(&self, record: &Record<'_>) -> Result<A, Refusal> {
        (self.agency_of)(&clean::text(record.cell(Field::Agency)))
            .ok_or_else(|| record.remark(Field::Agency, "unknown_agency", "单位名录中没有这个单位"))
    }
}

fn badge_number(record: &Record<'_>) -> Result<String, Refusal> {
    let number = clean::code(record.cell(Field::BadgeNumber));
    let is_number = number.bytes().all(|symbol| symbol.is_ascii_alphanumeric());
    if !is_number || !(4..=20).contains(&number.len()) {
        let words = "警号应为 4 至 20 位数字或字母";
        return Err(record.remark(Field::BadgeNumber, "badge_number_format", words));
    }
    Ok(number)
}
