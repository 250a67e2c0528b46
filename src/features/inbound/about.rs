//! Which firm and town something pushed in is about, and where and when that was.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Id, credit_code::CreditCode, enterprise, position::Position, town};

use super::without_personal_number;
use crate::{
    features::enterprises::{credit_code, find_present, firm_with_code, surviving},
    platform::{Error, Result, actor::Actor, error::Reason, input, tx::Tx},
};

/// How far a sender's clock may be ahead.
const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(10);

const TWO_FIRMS: Reason = Reason {
    code: "two_firms",
    zh: "企业标识与统一社会信用代码只能填写一项",
    en: "Name the enterprise by its id or by its credit code, and not by both",
};
const IN_THE_FUTURE: Reason = Reason {
    code: "in_the_future",
    zh: "时间不能晚于现在",
    en: "What has happened is not in the future",
};

/// What something is about, as it was sent.
pub struct NewAbout {
    /// A firm within reach.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// A firm of the register, by its code.
    pub credit_code: Option<CreditCode>,
    /// A town.
    pub town_id: Option<Id<town::Entity>>,
    /// In words; may be empty.
    pub place: String,
    /// On the map.
    pub position: Option<Position>,
}

impl NewAbout {
    /// Reads what an input says.
    ///
    /// # Errors
    /// `Invalid` by the field that is wrong.
    pub fn read(
        (enterprise_id, code): (Option<Id<enterprise::Entity>>, Option<&str>),
        town_id: Option<Id<town::Entity>>,
        place: Option<&str>,
        position: Option<Position>,
    ) -> Result<Self> {
        let credit_code = code.map(|code| credit_code("creditCode", code)).transpose()?;
        if enterprise_id.is_some() && credit_code.is_some() {
            return Err(Error::invalid("creditCode", TWO_FIRMS));
        }
        let place = place.filter(|place| !place.trim().is_empty());
        let place = place.map(|place| input::line("place", place)).transpose()?;
        let place = without_personal_number("place", place.unwrap_or_default())?;
        Ok(Self { enterprise_id, credit_code, town_id, place, position })
    }
}

/// The firm it is about, locked so that it is not merged meanwhile. The town is one of the register.
///
/// # Errors
/// `NotFound` for a firm out of reach or a town that is not there; `Invalid` for an unknown code.
pub async fn find_firm(
    tx: &Tx,
    actor: &Actor,
    about: &NewAbout,
) -> Result<Option<Id<enterprise::Entity>>> {
    if let Some(town_id) = about.town_id {
        tx.find::<town::Entity>(town_id).await?;
    }
    match (about.enterprise_id, &about.credit_code) {
        (Some(id), _) => {
            let id = surviving(tx, id).await?;
            find_present(tx, id).await?;
            Ok(Some(id))
        }
        (None, Some(code)) => firm_with_code(tx, actor, code).await.map(Some),
        (None, None) => Ok(None),
    }
}

/// An instant that is past, give or take the sender's clock.
///
/// # Errors
/// `Invalid` where it is not.
pub fn past(field: &'static str, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let at = input::instant(field, at, now)?;
    if at > now + CLOCK_SKEW {
        return Err(Error::invalid(field, IN_THE_FUTURE));
    }
    Ok(at)
}
