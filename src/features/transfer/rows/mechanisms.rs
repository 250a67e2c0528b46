//! A row of the register of mechanisms 运行机制清单.
//!
//! Mechanisms that the database knows are no fault here.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{Parsed, Record, Refusal};
use crate::features::transfer::columns::{Columns, Field};

/// A title may have this many characters.
const TITLE: usize = 100;
/// A procedure may have this many.
const BODY: usize = 4_000;

/// What the register says of one mechanism.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MechanismRow {
    /// The number it is known by.
    pub number: i32,
    /// What it is called.
    pub title: String,
    /// What is to be done.
    pub body: String,
    /// From which day on.
    pub effective_on: Option<NaiveDate>,
    /// Whether it is made up.
    pub sample: Option<bool>,
}

/// Reads the rows of one file in order, and remembers the numbers that have landed.
pub struct MechanismReader<'a> {
    columns: &'a Columns,
    numbers: HashSet<i32>,
}

impl<'a> MechanismReader<'a> {
    /// A reader for one file.
    pub fn new(columns: &'a Columns) -> Self {
        Self { columns, numbers: HashSet::new() }
    }

    /// Reads one row. Of several rows with one number, the first good one lands.
    pub fn read(&mut self, row: u32, cells: &[String]) -> Result<Parsed<MechanismRow>, Refusal> {
        let record = Record::new(row, cells, self.columns)?;
        let number = record.count(Field::Number)?.filter(|number| *number > 0);
        let number = number.ok_or_else(|| {
            record.remark(Field::Number, "mechanism_number", "编号应为大于零的整数")
        })?;
        if self.numbers.contains(&number) {
            let words = "同一编号在文件中重复出现";
            return Err(record.remark(Field::Number, "duplicate_mechanism", words));
        }
        let title = record.text(Field::Name, TITLE)?;
        if title.is_empty() {
            return Err(record.remark(Field::Name, "name_missing", "名称不能为空"));
        }
        let body = record.text(Field::Body, BODY)?;
        if body.is_empty() {
            return Err(record.remark(Field::Body, "text_missing", "内容不能为空"));
        }
        let effective_on = record.optional_day(Field::EffectiveOn)?;
        let sample = record.yes_or_no(Field::Sample)?;
        self.numbers.insert(number);
        let value = MechanismRow { number, title, body, effective_on, sample };
        Ok(Parsed { row, value, warnings: Vec::new() })
    }
}
