//! Marks kiosks whose heartbeat stopped. The worker's part of the lifecycle; no person may do it.

use entity::{
    Id,
    kiosk::{self, Column, State},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use super::{
    kiosk_lifecycle::{SILENT_AFTER, Step, after, is_silent},
    kiosk_policy as policy,
};
use crate::platform::{
    Result,
    actor::{Behalf, Origin},
    db::{Database, Db},
};

const WHY: &str = "worker: kiosks that fell silent are offline";

/// Marks every kiosk that was silent for a quarter of an hour as OFFLINE, each in a transaction of
/// its own, and says how many it marked. It may run as often as one likes, also on two servers at
/// once: each kiosk is locked and looked at again. One that fails is logged and does not keep the
/// others.
///
/// # Errors
/// Those of the database when the kiosks cannot be listed.
pub async fn mark_silent_kiosks(database: &Database) -> Result<u64> {
    let longest_ago = database.clock().now() - SILENT_AFTER;
    let silent = Condition::all()
        .add(Column::State.eq(State::Online))
        .add(Column::LastBeatAt.lte(longest_ago));
    let kiosks = database.unscoped(WHY).all::<kiosk::Entity>(silent).await?;
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut marked = 0;
    for kiosk in kiosks {
        match mark(&db, kiosk.id).await {
            Ok(Marked::Now) => marked += 1,
            Ok(Marked::NotSilent) => {}
            Err(error) => tracing::error!(kiosk.id = %kiosk.id, ?error, "kiosk not marked"),
        }
    }
    Ok(marked)
}

enum Marked {
    Now,
    /// A heartbeat, a retirement or another server was first.
    NotSilent,
}

async fn mark(db: &Db, id: Id<kiosk::Entity>) -> Result<Marked> {
    let mut tx = db.begin(policy::GO_OFFLINE).await?;
    let before = tx.edit::<kiosk::Entity>(id).await?;
    let now = tx.clock().now();
    let is_silent = before.last_beat_at.is_none_or(|beat| is_silent(beat, now));
    let Some(state) = after(before.state, Step::FallSilent).filter(|_| is_silent) else {
        return Ok(Marked::NotSilent);
    };
    let offline = kiosk::ActiveModel { state: Set(state), ..Default::default() };
    tx.update(&before, offline).await?;
    tx.commit().await?;
    Ok(Marked::Now)
}
