//! Finding a firm by its credit code, for what is sent about it. A platform names any firm of the
//! register and learns nothing of it; people name the firms they see.

use entity::{Id, credit_code::CreditCode, enterprise, user::Role};
use sea_orm::ColumnTrait;

use super::MERGED;
use crate::platform::{Error, Result, actor::Actor, error::Reason, tx::Tx};

const UNKNOWN_CODE: Reason = Reason {
    code: "unknown_credit_code",
    zh: "未登记该统一社会信用代码的企业",
    en: "No firm with this credit code is registered",
};

/// Whether the actor may name any firm by its code: a machine, save one of an association.
pub fn knows_whole_register(actor: &Actor) -> bool {
    actor.machine.is_some() && actor.reads_as != Role::Association
}

/// The firm with this code, locked so that it is not merged meanwhile; for the code of a merged
/// record the surviving one.
///
/// # Errors
/// `Invalid` about `creditCode` where no such firm is registered, or, for people, within reach;
/// `IllegalState` where it was merged just now.
pub async fn firm_with_code(
    tx: &Tx,
    actor: &Actor,
    code: &CreditCode,
) -> Result<Id<enterprise::Entity>> {
    use enterprise::Column;
    let is_this = Column::CreditCode.eq(code.clone());
    let found = if knows_whole_register(actor) {
        match tx.id_for_rule::<enterprise::Entity, _>(Column::Id, is_this).await? {
            Some(id) => Some(survivor_of(tx, id).await?.unwrap_or(id)),
            None => None,
        }
    } else {
        let seen = tx.scoped::<enterprise::Entity>().filter(is_this).one().await?;
        seen.map(|firm| firm.merged_into_id.unwrap_or(firm.id))
    };
    let id = found.ok_or_else(|| Error::invalid("creditCode", UNKNOWN_CODE))?;
    tx.lock_for_rule(id).await?;
    match survivor_of(tx, id).await? {
        Some(_) => Err(Error::IllegalState(MERGED)),
        None => Ok(id),
    }
}

async fn survivor_of(
    tx: &Tx,
    id: Id<enterprise::Entity>,
) -> Result<Option<Id<enterprise::Entity>>> {
    use enterprise::Column;
    tx.id_for_rule::<enterprise::Entity, _>(Column::MergedIntoId, Column::Id.eq(id)).await
}
