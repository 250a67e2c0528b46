//! Webhooks belong to a client: it keeps its own, and so does whoever answers for it, and the ADMIN
//! with SECURITY.

use entity::{api_client, outbox_event, scope::Area, webhook, webhook_attempt, webhook_delivery};
use sea_orm::{ColumnTrait, Condition};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    loader::ChildOf,
    page::Keyset,
    scope::{Reach, Recorded, Visible},
};

/// Makes a webhook of a client within reach.
pub const CREATE: Action =
    Action { name: "webhook.create", event: "webhook.created", allowed: Allowed::Anyone };
/// Changes a webhook.
pub const UPDATE: Action =
    Action { name: "webhook.update", event: "webhook.updated", allowed: Allowed::Anyone };
/// Gives a webhook another secret.
pub const ROTATE: Action =
    Action { name: "webhook.rotate", event: "webhook.rotated", allowed: Allowed::Anyone };
/// Ends a webhook.
pub const DELETE: Action =
    Action { name: "webhook.delete", event: "webhook.deleted", allowed: Allowed::Anyone };
/// Asks for deliveries once more.
pub const REDELIVER: Action =
    Action { name: "webhook.redeliver", event: "webhook.redelivered", allowed: Allowed::Anyone };
/// Stops a webhook that failed for three days.
pub const PAUSE: Action =
    Action { name: "webhook.pause", event: "webhook.paused", allowed: Allowed::System };
/// Numbers what happened, and makes deliveries of it.
pub const NUMBER: Action =
    Action { name: "outbox.number", event: "outbox.numbered", allowed: Allowed::System };
/// Takes a delivery out.
pub const DELIVER: Action = Action {
    name: "webhook_delivery.try",
    event: "webhook_delivery.tried",
    allowed: Allowed::System,
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[CREATE, UPDATE, ROTATE, DELETE, REDELIVER, PAUSE, NUMBER, DELIVER];

impl Visible for webhook::Entity {
    const KIND: &'static str = "webhook";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<api_client::Entity>(webhook::Column::ClientId, actor)
    }
}

impl Recorded for webhook::Entity {
    fn recorded() -> Vec<webhook::Column> {
        use webhook::Column::*;
        vec![
            Id,
            ClientId,
            Url,
            Topics,
            Description,
            State,
            Generation,
            RotatedAt,
            Version,
            CreatedAt,
        ]
    }

    fn withheld() -> Vec<webhook::Column> {
        Vec::new()
    }
}

impl Visible for webhook_delivery::Entity {
    const KIND: &'static str = "webhook_delivery";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<webhook::Entity>(webhook_delivery::Column::WebhookId, actor)
    }
}

/// The record of deliveries is these rows themselves.
impl Recorded for webhook_delivery::Entity {
    fn recorded() -> Vec<webhook_delivery::Column> {
        Vec::new()
    }

    fn withheld() -> Vec<webhook_delivery::Column> {
        Vec::new()
    }

    fn measured() -> Vec<webhook_delivery::Column> {
        use webhook_delivery::Column::*;
        vec![
            Id,
            WebhookId,
            EventId,
            Position,
            Topic,
            SubjectKind,
            SubjectId,
            At,
            State,
            Attempts,
            NextAt,
            GiveUpAt,
            DeliveredAt,
            CreatedAt,
        ]
    }
}

impl Visible for webhook_attempt::Entity {
    const KIND: &'static str = "webhook_attempt";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<webhook_delivery::Entity>(webhook_attempt::Column::DeliveryId, actor)
    }
}

impl Recorded for webhook_attempt::Entity {
    fn recorded() -> Vec<webhook_attempt::Column> {
        Vec::new()
    }

    fn withheld() -> Vec<webhook_attempt::Column> {
        Vec::new()
    }

    fn measured() -> Vec<webhook_attempt::Column> {
        use webhook_attempt::Column::*;
        vec![Id, DeliveryId, At, TookMs, Status, Answer, Failure]
    }
}

impl ChildOf<webhook_delivery::Entity> for webhook_attempt::Entity {
    type Narrow = ();

    fn parent() -> webhook_attempt::Column {
        webhook_attempt::Column::DeliveryId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(webhook_attempt::Column::At)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

/// Events name rows and hold nothing of them. They are told only of rows that somebody sees: see
/// `seen_of`.
impl Visible for outbox_event::Entity {
    const KIND: &'static str = "outbox_event";
    const AREA: Option<Area> = None;

    fn reach(_actor: &Actor) -> Reach<Self> {
        Reach::everything()
    }

    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}

/// How a list of deliveries is narrowed.
#[derive(Clone, Debug, Default)]
pub struct DeliveryNarrow {
    /// Only of this webhook.
    pub webhook: Option<entity::Id<webhook::Entity>>,
    /// Only those that have come so far.
    pub state: Option<webhook_delivery::State>,
    /// Only of this topic.
    pub topic: Option<String>,
}

impl DeliveryNarrow {
    /// As a condition.
    pub fn condition(self) -> Condition {
        use webhook_delivery::Column;
        Condition::all()
            .add_option(self.webhook.map(|id| Column::WebhookId.eq(id)))
            .add_option(self.state.map(|state| Column::State.eq(state)))
            .add_option(self.topic.map(|topic| Column::Topic.eq(topic)))
    }
}
