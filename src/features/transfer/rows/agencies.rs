//! A row of the register of agencies 单位名录.
//!
//! Parents and guiding agencies stay names, because they can be further down in the same file;
//! putting them in order, and refusing circles, is left to the caller.

use std::collections::HashSet;

use super::{Parsed, Record, Refusal};
use crate::features::transfer::clean;
use crate::features::transfer::columns::{Columns, Field};

/// What the register says of one agency. `T` is what the caller finds a town by.
#[derive(Clone, Debug, PartialEq)]
pub struct AgencyRow<T> {
    /// 单位名称.
    pub name: String,
    /// TOWN, COUNTY, CITY or PROVINCE.
    pub level: &'static str,
    /// The code of the branch 警种; none for a body that is not police.
    pub branch: Option<&'static str>,
    /// The name of the administrative parent.
    pub parent: Option<String>,
    /// The name of the guiding agency.
    pub guiding: Option<String>,
    /// The town it serves.
    pub town: Option<T>,
}

/// The cleaned names of all agencies of a file, to be collected before its rows are read.
pub fn agency_names(columns: &Columns, rows: &[(u32, Vec<String>)]) -> HashSet<String> {
    let index = columns.index(Field::Name);
    let cells = rows.iter().filter_map(|(_, cells)| cells.get(index?));
    cells.map(|cell| clean::text(cell)).filter(|name| !name.is_empty()).collect()
}

/// Reads the rows of one file in order, and remembers the names that have landed.
pub struct AgencyReader<'a, T> {
    columns: &'a Columns,
    is_known: &'a dyn Fn(&str) -> bool,
    town_of: &'a dyn Fn(&str) -> Option<T>,
    landed: HashSet<String>,
}

impl<'a, T> AgencyReader<'a, T> {
    /// `is_known` tells whether an agency of that name is in the database or anywhere in the
    /// file (see `agency_names`); `town_of` resolves present and former names.
    pub fn new(
        columns: &'a Columns,
        is_known: &'a dyn Fn(&str) -> bool,
        town_of: &'a dyn Fn(&str) -> Option<T>,
    ) -> Self {
        Self { columns, is_known, town_of, landed: HashSet::new() }
    }

    /// Reads one row. Of several rows with one name, the first good one lands.
    pub fn read(&mut self, row: u32, cells: &[String]) -> Result<Parsed<AgencyRow<T>>, Refusal> {
        let record = Record::new(row, cells, self.columns)?;
        let name = record.name()?;
        if self.landed.contains(&name) {
            let words = "同一单位名称在文件中重复出现";
            return Err(record.remark(Field::Name, "duplicate_agency", words));
        }
        let level = super::level_code(record.cell(Field::Level)).ok_or_else(|| {
            record.remark(Field::Level, "unknown_level", "层级应为镇、县、市或省")
        })?;
        let value = AgencyRow {
            level,
            branch: record.branch()?,
            parent: self.superior(&record, Field::Parent, &name)?,
            guiding: self.superior(&record, Field::Guiding, &name)?,
            town: record.optional_town(self.town_of)?,
            name: name.clone(),
        };
        self.landed.insert(name);
        Ok(Parsed { row, value, warnings: Vec::new() })
    }

    fn superior(
        &self,
        record: &Record<'_>,
        field: Field,
        name: &str,
    ) -> Result<Option<String>, Refusal> {
        let Some(superior) = record.optional_text(field)? else {
            return Ok(None);
        };
        if superior == name {
            return Err(record.remark(field, "own_superior", "单位不能是自己的上级"));
        }
        if !(self.is_known)(&superior) {
            return Err(record.remark(field, "unknown_agency", "单位名录中没有这个单位"));
        }
        Ok(Some(superior))
    }
}
