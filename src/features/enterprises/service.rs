//! Entering and correcting firms.

use async_graphql::MaybeUndefined;
use entity::{
    Id,
    credit_code::{CreditCode, CreditCodeError},
    enterprise,
    position::Position,
    town,
};
use sea_orm::ActiveValue::Set;

use super::{merge::MERGED, policy};
use crate::{
    features::search::service::index_enterprises,
    platform::{Error, Result, error::Reason, idempotency::ClientKey, input, viewer::Viewer},
};

const CODE_FORMAT: Reason = Reason {
    code: "credit_code_format",
    zh: "统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）",
    en: "A credit code has 18 digits or capitals without I, O, S, V, Z",
};
const CODE_CHECKSUM: Reason = Reason {
    code: "credit_code_checksum",
    zh: "统一社会信用代码校验不通过，请核对",
    en: "The check symbol does not fit: look at the code again",
};
/// A firm to be entered.
pub struct NewEnterprise {
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码.
    pub credit_code: CreditCode,
    /// 所属镇街.
    pub town_id: Id<town::Entity>,
    /// 行业.
    pub industry: String,
    /// 从业人员.
    pub employees: Option<i32>,
    /// Main business revenue of a year, CNY.
    pub revenue_cny: Option<i64>,
    /// 规上.
    pub scale: Scale,
    /// 地址.
    pub address: String,
    /// Where it is.
    pub position: Option<Position>,
}

/// 规上 or not, for a year, by a source.
#[derive(Default)]
pub struct Scale {
    /// Whether it is above scale.
    pub above: bool,
    /// The year it holds for.
    pub year: Option<i32>,
    /// Who said so.
    pub source: Option<String>,
}

/// What changes of a firm; undefined stays, null clears.
#[derive(Default)]
pub struct EnterpriseChange {
    /// 企业名称.
    pub name: Option<String>,
    /// 所属镇街.
    pub town_id: Option<Id<town::Entity>>,
    /// 行业.
    pub industry: Option<String>,
    /// 从业人员.
    pub employees: MaybeUndefined<i32>,
    /// Main business revenue of a year, CNY.
    pub revenue_cny: MaybeUndefined<i64>,
    /// 规上.
    pub scale: Option<Scale>,
    /// 地址.
    pub address: Option<String>,
    /// Where it is.
    pub position: MaybeUndefined<Position>,
}

/// Reads a credit code.
///
/// # Errors
/// `Invalid` when its form or its check symbol is wrong.
pub fn credit_code(field: &'static str, text: &str) -> Result<CreditCode> {
    CreditCode::parse(text).map_err(|error| {
        let reason = match error {
            CreditCodeError::Format { .. } => CODE_FORMAT,
            CreditCodeError::Checksum => CODE_CHECKSUM,
        };
        Error::invalid(field, reason)
    })
}

/// Enters a firm.
///
/// # Errors
/// `Invalid` when the credit code is registered already; `NotFound` for an unknown town.
pub async fn create_enterprise(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewEnterprise,
) -> Result<enterprise::Model> {
    let mut tx = viewer.begin(policy::CREATE_ENTERPRISE).await?;
    if let Some(first) = tx.first_result::<enterprise::Entity>(key).await? {
        return Ok(first);
    }
    tx.find::<town::Entity>(new.town_id).await?;
    let row = enterprise::ActiveModel {
        id: Set(tx.clock().new_id()),
        name: Set(new.name),
        credit_code: Set(new.credit_code),
        town_id: Set(new.town_id),
        industry: Set(new.industry),
        employees: Set(new.employees),
        revenue_cny: Set(new.revenue_cny),
        above_scale: Set(new.scale.above),
        above_scale_year: Set(new.scale.year),
        above_scale_source: Set(new.scale.source),
        address: Set(new.address),
        latitude: Set(new.position.map(|position| position.latitude())),
        longitude: Set(new.position.map(|position| position.longitude())),
        merged_into_id: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let enterprise = tx.insert(row).await?;
    index_enterprises(&tx, std::slice::from_ref(&enterprise)).await?;
    tx.commit().await?;
    Ok(enterprise)
}

/// Corrects a firm's record. The credit code stays: another code is another firm.
///
/// # Errors
/// `Conflict` when `version` is stale.
pub async fn update_enterprise(
    viewer: &Viewer,
    id: Id<enterprise::Entity>,
    version: i32,
    change: EnterpriseChange,
) -> Result<enterprise::Model> {
    let mut tx = viewer.begin(policy::UPDATE_ENTERPRISE).await?;
    let before = tx.edit_at::<enterprise::Entity>(id, version).await?;
    if before.merged_into_id.is_some() {
        return Err(Error::IllegalState(MERGED));
    }
    let mut next = enterprise::ActiveModel::default();
    if let Some(name) = change.name {
        next.name = Set(name);
    }
    if let Some(town_id) = change.town_id {
        next.town_id = Set(tx.find::<town::Entity>(town_id).await?.id);
    }
    if let Some(industry) = change.industry {
        next.industry = Set(industry);
    }
    if let Some(address) = change.address {
        next.address = Set(address);
    }
    if let Some(scale) = change.scale {
        next.above_scale = Set(scale.above);
        next.above_scale_year = Set(scale.year);
        next.above_scale_source = Set(scale.source);
    }
    if !change.employees.is_undefined() {
        next.employees = Set(change.employees.take());
    }
    if !change.revenue_cny.is_undefined() {
        next.revenue_cny = Set(change.revenue_cny.take());
    }
    if !change.position.is_undefined() {
        let position = change.position.take();
        next.latitude = Set(position.map(|position| position.latitude()));
        next.longitude = Set(position.map(|position| position.longitude()));
    }
    let enterprise = tx.update(&before, next).await?;
    index_enterprises(&tx, std::slice::from_ref(&enterprise)).await?;
    tx.commit().await?;
    Ok(enterprise)
}

/// A count of people or of money: not negative.
///
/// # Errors
/// `Invalid` when it is.
pub fn count<T: PartialOrd + Default>(field: &'static str, value: T) -> Result<T> {
    if value < T::default() {
        return Err(Error::invalid(field, input::OUT_OF_RANGE));
    }
    Ok(value)
}

/// A year that a register can speak of, the same as a day can be in.
///
/// # Errors
/// `Invalid` when it is another.
pub fn calendar_year(field: &'static str, year: i32) -> Result<i32> {
    if !(1900..=2200).contains(&year) {
        return Err(Error::invalid(field, input::OUT_OF_RANGE));
    }
    Ok(year)
}
