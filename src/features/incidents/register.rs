//! Keeping the taxonomy, which has two levels, and the register of towns that divert.

use chrono::NaiveDate;
use entity::{
    Id, agency, diversion_rollout,
    incident_category::{self, Nature},
    town,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::policy;
use crate::{
    features::agencies::service::find_present,
    platform::{Error, Result, error::Reason, idempotency::ClientKey, tx::Tx, viewer::Viewer},
};

/// Whoever changes the taxonomy waits for whoever else does: two changes together could make a third
/// level.
const TAXONOMY: i64 = 0x7461_786f_6e6f_6d79;

const TWO_LEVELS: Reason =
    Reason { code: "two_levels", zh: "类别只有两级", en: "The taxonomy has two levels" };
const OTHER_NATURE: Reason = Reason {
    code: "other_nature",
    zh: "警务属性须与所属大类一致",
    en: "A class and the kinds within it are the same body's business",
};
const NO_CENTRE: Reason = Reason {
    code: "no_centre",
    zh: "该单位不是本镇街的社会治理中心",
    en: "This is not the governance centre of the town",
};

const CODE_FORMAT: Reason = Reason {
    code: "code_format",
    zh: "代码为 1 至 40 个大写字母、数字、点、横线或下划线",
    en: "A code is 1 to 40 capital letters, digits, dots, hyphens or underscores",
};

/// A short word for programs.
///
/// # Errors
/// `Invalid` when it is none.
pub fn code(text: &str) -> Result<String> {
    let is_sign = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "._-".contains(c);
    if !(1..=40).contains(&text.len()) || !text.chars().all(is_sign) {
        return Err(Error::invalid("code", CODE_FORMAT));
    }
    Ok(text.to_owned())
}

/// A category as it is to be.
pub struct Category {
    /// The class it belongs to; none for a class.
    pub parent_id: Option<Id<incident_category::Entity>>,
    /// A short word for programs.
    pub code: String,
    /// 名称.
    pub name_zh: String,
    /// The name in English.
    pub name_en: String,
    /// Whose business it is.
    pub nature: Nature,
    /// Whether incidents are still sorted into it.
    pub is_active: bool,
}

/// Makes a category, or puts one in the place of that which stood at this version. What was sorted
/// already stays as it was sorted.
///
/// # Errors
/// `Invalid` for a code that is taken, a third level, or another nature than that of the class;
/// `Conflict` when it has changed.
pub async fn save_category(
    viewer: &Viewer,
    key: Option<ClientKey>,
    standing: Option<(Id<incident_category::Entity>, i32)>,
    new: Category,
) -> Result<incident_category::Model> {
    let mut tx = viewer.begin(policy::SAVE_CATEGORY).await?;
    if let Some(first) = tx.first_result::<incident_category::Entity>(key).await? {
        return Ok(first);
    }
    tx.claim(TAXONOMY).await?;
    let before = match standing {
        Some((id, version)) => Some(tx.edit_at::<incident_category::Entity>(id, version).await?),
        None => None,
    };
    check_place(&tx, before.as_ref(), &new).await?;
    let row = incident_category::ActiveModel {
        parent_id: Set(new.parent_id),
        code: Set(new.code),
        name_zh: Set(new.name_zh),
        name_en: Set(new.name_en),
        nature: Set(new.nature),
        active: Set(new.is_active),
        ..Default::default()
    };
    let saved = match &before {
        Some(before) => tx.update(before, row).await?,
        None => {
            let row = incident_category::ActiveModel {
                id: Set(tx.clock().new_id()),
                version: Set(1),
                created_at: Set(tx.clock().now()),
                ..row
            };
            tx.insert(row).await?
        }
    };
    tx.commit().await?;
    Ok(saved)
}

async fn check_place(
    tx: &Tx,
    before: Option<&incident_category::Model>,
    new: &Category,
) -> Result<()> {
    use incident_category::Column;
    if let Some(id) = new.parent_id {
        let class = tx.find::<incident_category::Entity>(id).await?;
        let is_itself = before.is_some_and(|row| row.id == id);
        if class.parent_id.is_some() || is_itself {
            return Err(Error::invalid("parentId", TWO_LEVELS));
        }
        if class.nature != new.nature {
            return Err(Error::invalid("nature", OTHER_NATURE));
        }
    }
    let Some(before) = before else { return Ok(()) };
    let below = Column::ParentId.eq(before.id);
    if new.parent_id.is_some()
        && tx.count_for_rule::<incident_category::Entity>(below.clone()).await? > 0
    {
        return Err(Error::invalid("parentId", TWO_LEVELS));
    }
    let others = below.and(Column::Nature.ne(new.nature));
    if tx.count_for_rule::<incident_category::Entity>(others).await? > 0 {
        return Err(Error::invalid("nature", OTHER_NATURE));
    }
    Ok(())
}

/// That a town diverts, as it is to stand.
pub struct Rollout {
    /// The town.
    pub town_id: Id<town::Entity>,
    /// Its governance centre.
    pub centre_id: Id<agency::Entity>,
    /// From which day on.
    pub starts_on: NaiveDate,
}

/// Enters a town that diverts, or puts an entry in the place of that which stood at this version. What
/// was diverted already stays where it is.
///
/// # Errors
/// `NotFound` for a town or agency that is not there, `Invalid` for a town that stands there already,
/// or an agency that is no governance centre of it, `Conflict` when it has changed.
pub async fn save_rollout(
    viewer: &Viewer,
    key: Option<ClientKey>,
    standing: Option<(Id<diversion_rollout::Entity>, i32)>,
    new: Rollout,
) -> Result<diversion_rollout::Model> {
    let mut tx = viewer.begin(policy::SAVE_ROLLOUT).await?;
    if let Some(first) = tx.first_result::<diversion_rollout::Entity>(key).await? {
        return Ok(first);
    }
    let town = tx.find::<town::Entity>(new.town_id).await?;
    let centre = find_present(&tx, "centreId", new.centre_id).await?;
    let is_elsewhere = centre.town_id.is_some_and(|id| id != town.id);
    if centre.branch.is_some() || centre.level != agency::Level::Town || is_elsewhere {
        return Err(Error::invalid("centreId", NO_CENTRE));
    }
    let row = diversion_rollout::ActiveModel {
        town_id: Set(town.id),
        centre_id: Set(centre.id),
        starts_on: Set(new.starts_on),
        ..Default::default()
    };
    let saved = match standing {
        Some((id, version)) => {
            let before = tx.edit_at::<diversion_rollout::Entity>(id, version).await?;
            tx.update(&before, row).await?
        }
        None => {
            let row = diversion_rollout::ActiveModel {
                id: Set(tx.clock().new_id()),
                version: Set(1),
                created_at: Set(tx.clock().now()),
                ..row
            };
            tx.insert(row).await?
        }
    };
    tx.commit().await?;
    Ok(saved)
}
