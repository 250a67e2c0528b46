//! A row of the register of towns 镇街名录.
//!
//! Towns that the database knows are no fault here.

use std::collections::HashSet;

use entity::position::Position;

use super::{Parsed, Record, Refusal};
use crate::features::transfer::clean;
use crate::features::transfer::columns::{Columns, Field};

/// What the register says of one town.
#[derive(Clone, Debug, PartialEq)]
pub struct TownRow {
    /// The division code, nine digits.
    pub code: String,
    /// The present name.
    pub name: String,
    /// The middle of the town, as good as known.
    pub position: Position,
    /// 主导产业.
    pub leading_industries: Vec<String>,
    /// 曾用名, under which old registers still know it.
    pub former_names: Vec<String>,
}

/// Reads the rows of one file in order, and remembers the codes and names that have landed.
pub struct TownReader<'a> {
    columns: &'a Columns,
    codes: HashSet<String>,
    names: HashSet<String>,
}

impl<'a> TownReader<'a> {
    /// A reader for one file.
    pub fn new(columns: &'a Columns) -> Self {
        Self { columns, codes: HashSet::new(), names: HashSet::new() }
    }

    /// Reads one row. Of several rows with one code or name, the first good one lands.
    pub fn read(&mut self, row: u32, cells: &[String]) -> Result<Parsed<TownRow>, Refusal> {
        let record = Record::new(row, cells, self.columns)?;
        let code = clean::code(record.cell(Field::TownCode));
        if code.len() != 9 || !code.bytes().all(|symbol| symbol.is_ascii_digit()) {
            return Err(record.remark(Field::TownCode, "town_code_format", "代码应为 9 位数字"));
        }
        if self.codes.contains(&code) {
            let words = "同一代码在文件中重复出现";
            return Err(record.remark(Field::TownCode, "duplicate_town_code", words));
        }
        let name = record.name()?;
        if self.names.contains(&name) {
            let words = "同一镇街在文件中重复出现";
            return Err(record.remark(Field::Name, "duplicate_town", words));
        }
        let position = record.optional_position()?.ok_or_else(|| {
            record.remark(Field::Latitude, "coordinates_incomplete", "经度和纬度不能为空")
        })?;
        record.text(Field::Industries, super::LONG_TEXT)?;
        record.text(Field::FormerNames, super::LONG_TEXT)?;
        let value = TownRow {
            position,
            leading_industries: clean::list(record.cell(Field::Industries)),
            former_names: clean::list(record.cell(Field::FormerNames)),
            code: code.clone(),
            name: name.clone(),
        };
        self.codes.insert(code);
        self.names.insert(name);
        Ok(Parsed { row, value, warnings: Vec::new() })
    }
}
