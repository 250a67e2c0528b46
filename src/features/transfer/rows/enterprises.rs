//! A row of the register of enterprises 企业名录.
//!
//! A firm that the database knows already is no fault here: whether to add or to update is
//! decided by the caller.

use std::collections::HashSet;

use entity::{
    credit_code::{CreditCode, CreditCodeError},
    phone::Phone,
    position::Position,
};

use super::{LONG_TEXT, Parsed, Record, Refusal, SHORT_TEXT};
use crate::features::transfer::columns::{Columns, Field};

/// More revenue than any firm on earth, in CNY.
const REVENUE_BOUND_CNY: f64 = 1e14;

/// What the register says of one firm. `T` is what the caller finds a town by.
#[derive(Clone, Debug, PartialEq)]
pub struct EnterpriseRow<T> {
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码.
    pub credit_code: CreditCode,
    /// 所属镇街.
    pub town: T,
    /// 行业, empty when not given.
    pub industry: String,
    /// 是否规上.
    pub above_scale: Option<bool>,
    /// 从业人员.
    pub employees: Option<i32>,
    /// 年主营业务收入, in CNY (files give units of 10,000).
    pub revenue_cny: Option<i64>,
    /// 联系人.
    pub contact_name: Option<String>,
    /// 联系电话.
    pub phone: Option<Phone>,
    /// 地址, empty when not given.
    pub address: String,
    /// Where it is, when both coordinates are given.
    pub position: Option<Position>,
}

/// Reads the rows of one file in order, and remembers the codes that have landed.
pub struct EnterpriseReader<'a, T> {
    columns: &'a Columns,
    town_of: &'a dyn Fn(&str) -> Option<T>,
    landed: HashSet<CreditCode>,
}

impl<'a, T> EnterpriseReader<'a, T> {
    /// `town_of` resolves present and former names.
    pub fn new(columns: &'a Columns, town_of: &'a dyn Fn(&str) -> Option<T>) -> Self {
        Self { columns, town_of, landed: HashSet::new() }
    }

    /// Reads one row. Of several rows with one credit code, the first good one lands.
    pub fn read(
        &mut self,
        row: u32,
        cells: &[String],
    ) -> Result<Parsed<EnterpriseRow<T>>, Refusal> {
        let record = Record::new(row, cells, self.columns)?;
        let name = record.name()?;
        let credit_code = credit_code(&record)?;
        if self.landed.contains(&credit_code) {
            let words = "同一统一社会信用代码在文件中重复出现";
            return Err(record.remark(Field::CreditCode, "duplicate_credit_code", words));
        }
        let value = EnterpriseRow {
            name,
            town: record.town(self.town_of)?,
            industry: record.text(Field::Industry, SHORT_TEXT)?,
            above_scale: record.yes_or_no(Field::AboveScale)?,
            employees: record.count(Field::Employees)?,
            revenue_cny: revenue_cny(&record)?,
            contact_name: record.optional_text(Field::Contact)?,
            phone: record.optional_phone()?,
            address: record.text(Field::Address, LONG_TEXT)?,
            position: record.optional_position()?,
            credit_code: credit_code.clone(),
        };
        let mut warnings = Vec::new();
        if !credit_code.entity_check_holds() {
            let words = "第 17 位（主体标识码校验位）不符，请核对";
            warnings.push(record.remark(Field::CreditCode, "credit_code_entity_check", words));
        }
        self.landed.insert(credit_code);
        Ok(Parsed { row, value, warnings })
    }
}

fn credit_code(record: &Record<'_>) -> Result<CreditCode, Refusal> {
    CreditCode::parse(record.cell(Field::CreditCode)).map_err(|error| match error {
        CreditCodeError::Format { hint } => {
            let hint = hint.map(|code| format!("，是否应为 {code}？")).unwrap_or_default();
            let words = format!("应为 18 位数字或大写字母（不含 I、O、S、V、Z）{hint}");
            record.remark(Field::CreditCode, "credit_code_format", words)
        }
        CreditCodeError::Checksum => {
            record.remark(Field::CreditCode, "credit_code_checksum", "校验位不符，请核对")
        }
    })
}

fn revenue_cny(record: &Record<'_>) -> Result<Option<i64>, Refusal> {
    let Some(units) = record.number(Field::RevenueTenThousandCny)? else {
        return Ok(None);
    };
    let cny = (units * 10_000.0).round();
    if cny.abs() > REVENUE_BOUND_CNY {
        let words = "数值超出合理范围，单位为万元";
        return Err(record.remark(Field::RevenueTenThousandCny, "number_out_of_range", words));
    }
    Ok(Some(cny as i64))
}
