//! Reads the rows of a register into typed values, or refuses a row with a reason.
//!
//! One refusal a row, the first in the register's column order. The database stays outside: what
//! a town or an agency is called is asked through functions that the caller hands in.

pub mod agencies;
pub mod enterprises;
pub mod mechanisms;
mod names;
pub mod officers;
pub mod towns;
mod words;

pub use agencies::{AgencyReader, AgencyRow, agency_names};
pub use enterprises::{EnterpriseReader, EnterpriseRow};
pub use mechanisms::{MechanismReader, MechanismRow};
pub use names::TownNames;
pub use officers::{OfficerReader, OfficerRow};
pub use towns::{TownReader, TownRow};
pub use words::{branch_code, level_code};

use chrono::{Datelike, NaiveDate};
use entity::{
    phone::Phone,
    position::{Position, PositionError},
};

use super::clean;
use super::columns::{Columns, Field};

/// A name or a word may have this many characters.
const SHORT_TEXT: usize = 200;
/// An address may have this many characters.
const LONG_TEXT: usize = 500;

/// Something to tell about one row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The row's number as a person sees it.
    pub row: u32,
    /// The heading as it stands in the file; empty when the whole row is meant.
    pub column: String,
    /// The stable code of the reason.
    pub reason: &'static str,
    /// One short Chinese sentence for the person who has to correct the file. It repeats no
    /// personal value.
    pub words: String,
}

/// Why a row does not land.
pub type Refusal = Remark;
/// What is doubtful about a row that lands.
pub type Warning = Remark;

/// A row that lands.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed<T> {
    /// The row's number as a person sees it.
    pub row: u32,
    /// What the row says.
    pub value: T,
    /// What is doubtful about it.
    pub warnings: Vec<Warning>,
}

/// One row and where its columns are.
struct Record<'a> {
    row: u32,
    cells: &'a [String],
    columns: &'a Columns,
}

impl<'a> Record<'a> {
    /// Refuses a row with cells to the right of the header: a comma without quotation marks has
    /// moved everything behind it.
    fn new(row: u32, cells: &'a [String], columns: &'a Columns) -> Result<Self, Refusal> {
        let record = Self { row, cells, columns };
        let mut beyond = cells.iter().skip(columns.width());
        if beyond.any(|cell| !clean::is_empty(cell)) {
            let words = "本行的列数多于表头，可能有未加引号的逗号".to_owned();
            return Err(Remark {
                row,
                column: String::new(),
                reason: "cells_beyond_header",
                words,
            });
        }
        Ok(record)
    }

    fn cell(&self, field: Field) -> &'a str {
        let cell = self.columns.index(field).and_then(|at| self.cells.get(at));
        cell.map_or("", String::as_str)
    }

    fn is_blank(&self, field: Field) -> bool {
        clean::is_empty(self.cell(field))
    }

    fn remark(&self, field: Field, reason: &'static str, words: impl Into<String>) -> Remark {
        let column = self.columns.heading(field).to_owned();
        Remark { row: self.row, column, reason, words: words.into() }
    }

    /// A text, empty when the cell or the column is.
    fn text(&self, field: Field, longest: usize) -> Result<String, Refusal> {
        let text = clean::text(self.cell(field));
        if text.chars().count() > longest {
            let words = format!("内容过长，最多 {longest} 个字");
            return Err(self.remark(field, "text_too_long", words));
        }
        Ok(text)
    }

    fn optional_text(&self, field: Field) -> Result<Option<String>, Refusal> {
        let text = self.text(field, SHORT_TEXT)?;
        Ok((!text.is_empty()).then_some(text))
    }

    fn name(&self) -> Result<String, Refusal> {
        self.optional_text(Field::Name)?
            .ok_or_else(|| self.remark(Field::Name, "name_missing", "名称不能为空"))
    }

    fn yes_or_no(&self, field: Field) -> Result<Option<bool>, Refusal> {
        if self.is_blank(field) {
            return Ok(None);
        }
        let answer = clean::yes_or_no(self.cell(field));
        answer.map(Some).ok_or_else(|| self.remark(field, "not_yes_or_no", "应填写“是”或“否”"))
    }

    fn number(&self, field: Field) -> Result<Option<f64>, Refusal> {
        if self.is_blank(field) {
            return Ok(None);
        }
        let number = clean::number(self.cell(field));
        number.map(Some).ok_or_else(|| self.remark(field, "not_a_number", "应填写数字"))
    }

    /// A number of persons or the like.
    fn count(&self, field: Field) -> Result<Option<i32>, Refusal> {
        let Some(number) = self.number(field)? else {
            return Ok(None);
        };
        if number.fract() != 0.0 {
            return Err(self.remark(field, "not_a_number", "应填写整数"));
        }
        if !(0.0..=f64::from(i32::MAX)).contains(&number) {
            return Err(self.remark(field, "number_out_of_range", "数值超出合理范围"));
        }
        Ok(Some(number as i32))
    }

    /// A day, as registers write it.
    fn optional_day(&self, field: Field) -> Result<Option<NaiveDate>, Refusal> {
        if self.is_blank(field) {
            return Ok(None);
        }
        let text = clean::text(self.cell(field));
        let forms = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"];
        let day = forms.iter().find_map(|form| NaiveDate::parse_from_str(&text, form).ok());
        let day = day.filter(|day| (1900..=2200).contains(&day.year()));
        day.map(Some).ok_or_else(|| self.remark(field, "not_a_date", "应填写日期，如 2026-02-07"))
    }

    fn optional_phone(&self) -> Result<Option<Phone>, Refusal> {
        if self.is_blank(Field::Phone) {
            return Ok(None);
        }
        let phone = Phone::parse(self.cell(Field::Phone));
        phone
            .map(Some)
            .map_err(|_| self.remark(Field::Phone, "phone_format", "不是有效的手机或固定电话号码"))
    }

    fn optional_position(&self) -> Result<Option<Position>, Refusal> {
        let longitude = self.number(Field::Longitude)?;
        let latitude = self.number(Field::Latitude)?;
        let incomplete =
            |field| self.remark(field, "coordinates_incomplete", "经度和纬度应同时填写");
        let (longitude, latitude) = match (longitude, latitude) {
            (Some(longitude), Some(latitude)) => (longitude, latitude),
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(incomplete(Field::Longitude)),
            (Some(_), None) => return Err(incomplete(Field::Latitude)),
        };
        let position = Position::new(latitude, longitude).map_err(|error| {
            let (field, words) = match error {
                PositionError::Longitude => {
                    (Field::Longitude, "经度不在中国范围内，请检查是否与纬度颠倒")
                }
                PositionError::Latitude => (Field::Latitude, "纬度不在中国范围内"),
            };
            self.remark(field, "coordinates_out_of_range", words)
        })?;
        Ok(Some(position))
    }

    fn branch(&self) -> Result<Option<&'static str>, Refusal> {
        if self.is_blank(Field::Branch) {
            return Ok(None);
        }
        let branch = branch_code(self.cell(Field::Branch));
        branch.map(Some).ok_or_else(|| self.remark(Field::Branch, "unknown_branch", "没有这个警种"))
    }

    /// The town under its present or a former name, as the caller knows it.
    fn optional_town<T>(&self, town_of: &dyn Fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
        let name = clean::text(self.cell(Field::Town));
        if name.is_empty() {
            return Ok(None);
        }
        town_of(&name).map(Some).ok_or_else(|| self.unknown_town())
    }

    fn town<T>(&self, town_of: &dyn Fn(&str) -> Option<T>) -> Result<T, Refusal> {
        self.optional_town(town_of)?.ok_or_else(|| self.unknown_town())
    }

    fn unknown_town(&self) -> Refusal {
        self.remark(Field::Town, "unknown_town", "镇街名录中没有这个镇街（含曾用名）")
    }
}

#[cfg(test)]
mod tests;
