//! Linking attachments to the row they belong to. From then on whoever sees that row sees them.

use entity::{Id, attachment, attachment_link, request_event, visit};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, sea_query::Expr};

use super::limits::MOST_LINKED_AT_ONCE;
use crate::platform::{Error, Result, error::Reason, tx::Tx};

const FIELD: &str = "attachmentIds";

const TOO_MANY: Reason = Reason {
    code: "too_many",
    zh: "一次最多添加 20 个附件",
    en: "At most 20 attachments at a time",
};
pub(super) const LINKED: Reason = Reason {
    code: "already_linked",
    zh: "该附件已用于其他记录",
    en: "The attachment belongs to something else already",
};

/// What attachments can belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A visit.
    Visit(Id<visit::Entity>),
    /// An event of a request's timeline.
    RequestEvent(Id<request_event::Entity>),
}

impl Holder {
    const fn visit_id(self) -> Option<Id<visit::Entity>> {
        match self {
            Self::Visit(id) => Some(id),
            Self::RequestEvent(_) => None,
        }
    }

    const fn request_event_id(self) -> Option<Id<request_event::Entity>> {
        match self {
            Self::Visit(_) => None,
            Self::RequestEvent(id) => Some(id),
        }
    }

    fn holds(self) -> Expr {
        match self {
            Self::Visit(id) => attachment_link::Column::VisitId.eq(id),
            Self::RequestEvent(id) => attachment_link::Column::RequestEventId.eq(id),
        }
    }
}

/// Links the actor's own attachments, in their order, behind those that the holder has. What the
/// holder has already is passed over. The holder is new, or locked by the caller.
///
/// # Errors
/// `NotFound` when one is not the actor's own, `Invalid` when one belongs to another row or they are
/// more than 20.
pub async fn link_attachments(
    tx: &mut Tx,
    holder: Holder,
    ids: &[Id<attachment::Entity>],
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    if ids.len() > MOST_LINKED_AT_ONCE {
        return Err(Error::invalid(FIELD, TOO_MANY));
    }
    let own = tx.actor().map(|actor| attachment::Column::UploaderId.eq(actor.user_id));
    let waiting = Condition::all()
        .add(attachment::Column::Id.is_in(ids.iter().copied()))
        .add(attachment::Column::LinkedAt.is_null())
        .add(attachment::Column::ExportRunId.is_null())
        .add_option(own);
    let mut waiting = tx.lock_where::<attachment::Entity>(waiting).await?;
    let mut place = tx.count_for_rule::<attachment_link::Entity>(holder.holds()).await?;
    let mut links = Vec::with_capacity(waiting.len());
    for (at, id) in ids.iter().enumerate() {
        if ids.iter().take(at).any(|before| before == id) {
            continue;
        }
        let Some(found) = waiting.iter().position(|row| row.id == *id) else {
            check_held(tx, holder, *id).await?;
            continue;
        };
        let row = waiting.swap_remove(found);
        let now = tx.clock().now();
        let linked = attachment::ActiveModel { linked_at: Set(Some(now)), ..Default::default() };
        tx.update(&row, linked).await?;
        place += 1;
        links.push(attachment_link::ActiveModel {
            id: Set(tx.clock().new_id()),
            attachment_id: Set(*id),
            visit_id: Set(holder.visit_id()),
            request_event_id: Set(holder.request_event_id()),
            place: Set(i32::try_from(place).map_err(Error::internal)?),
            created_at: Set(now),
        });
    }
    tx.insert_many(links).await.map(drop)
}

/// What does not wait to be linked is the holder's already.
async fn check_held(tx: &Tx, holder: Holder, id: Id<attachment::Entity>) -> Result<()> {
    let row = tx.find::<attachment::Entity>(id).await?;
    if tx.actor().is_some_and(|actor| actor.user_id != row.uploader_id) {
        return Err(tx.not_found::<attachment::Entity>(id));
    }
    let held = tx
        .scoped::<attachment_link::Entity>()
        .filter(attachment_link::Column::AttachmentId.eq(id))
        .filter(holder.holds())
        .one()
        .await?;
    held.map(drop).ok_or_else(|| Error::invalid(FIELD, LINKED))
}
