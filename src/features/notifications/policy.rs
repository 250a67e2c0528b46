//! Notices are their user's own, and nobody else's. Deliveries are the programme's business.

use entity::{delivery, notice, scope::Area};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::Constraint,
    scope::{Reach, Recorded, Visible},
};

/// Makes notices of what happened.
pub const TELL: Action =
    Action { name: "notice.tell", event: "notice.told", allowed: Allowed::System };
/// Takes notices out of the system.
pub const DELIVER: Action =
    Action { name: "notice.deliver", event: "notice.delivered", allowed: Allowed::System };
/// Marks own notices as read.
pub const MARK_READ: Action =
    Action { name: "notice.mark_read", event: "notice.marked_read", allowed: Allowed::Anyone };

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[TELL, DELIVER, MARK_READ];

/// What broken constraints mean: none is a person's doing.
pub const CONSTRAINTS: &[Constraint] = &[];

impl Visible for notice::Entity {
    const KIND: &'static str = "notice";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::owned(notice::Column::UserId, Some(actor.user_id))
    }
}

impl Recorded for notice::Entity {
    fn recorded() -> Vec<notice::Column> {
        use notice::Column::*;
        vec![Id, UserId, Kind, SubjectKind, SubjectId, Args, DedupKey, ReadAt, CreatedAt]
    }

    fn withheld() -> Vec<notice::Column> {
        Vec::new()
    }
}

impl Visible for delivery::Entity {
    const KIND: &'static str = "delivery";
    const AREA: Option<Area> = None;

    fn reach(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }

    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}

impl Recorded for delivery::Entity {
    fn recorded() -> Vec<delivery::Column> {
        use delivery::Column::*;
        vec![Id, NoticeId, Channel, State, Attempts, NextAt, SentAt, CreatedAt]
    }

    /// What a gateway says may name people.
    fn withheld() -> Vec<delivery::Column> {
        vec![delivery::Column::LastError]
    }
}
