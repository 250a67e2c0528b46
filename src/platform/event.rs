//! What a write leaves behind: audit events with before and after, and outbox rows, in the same
//! transaction as the change.

use entity::{audit_event, outbox_event};
use sea_orm::{ActiveValue::Set, IdenStatic, Iterable, ModelTrait, Value};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{
    action::{Action, Allowed},
    actor::{Actor, Behalf},
    db::Db,
    scope::{Recorded, Visible, is_measured, primary_key},
};

/// What stands in an event for a value that must not be recorded.
pub const WITHHELD: &str = "withheld";

/// Who did what follows from somebody's write.
const CONSEQUENCE: &str = "in consequence";

/// The topics of a row that changed on the way of something else: made, changed, gone.
pub fn plain_topics(kind: &str) -> [String; 3] {
    ["created", "updated", "removed"].map(|done| format!("{kind}.{done}"))
}

/// One row inserted or updated.
pub(super) struct Change {
    kind: &'static str,
    /// Whether other systems may mirror the row.
    is_shared: bool,
    id: Option<Uuid>,
    before: Option<Json>,
    after: Option<Json>,
}

impl Change {
    /// A new row.
    pub(super) fn inserted<E: Visible + Recorded>(row: &E::Model) -> Self {
        let columns: Vec<_> = E::Column::iter().collect();
        Self {
            kind: E::KIND,
            is_shared: E::AREA.is_some(),
            id: id_of::<E>(row),
            before: None,
            after: Some(json::<E>(row, &columns)),
        }
    }

    /// A row that is no more.
    pub(super) fn removed<E: Visible + Recorded>(row: &E::Model) -> Self {
        let columns: Vec<_> = E::Column::iter().collect();
        let before = json::<E>(row, &columns);
        let is_shared = E::AREA.is_some();
        Self { kind: E::KIND, is_shared, id: id_of::<E>(row), before: Some(before), after: None }
    }

    /// A row of which these columns changed.
    pub(super) fn updated<E: Visible + Recorded>(
        before: &E::Model,
        after: &E::Model,
        columns: &[E::Column],
    ) -> Self {
        Self {
            kind: E::KIND,
            is_shared: E::AREA.is_some(),
            id: id_of::<E>(after),
            before: Some(json::<E>(before, columns)),
            after: Some(json::<E>(after, columns)),
        }
    }

    pub(super) fn is_of(&self, kind: &str) -> bool {
        self.kind == kind
    }

    /// Whether it is a new row.
    pub(super) const fn is_new(&self) -> bool {
        self.before.is_none()
    }

    pub(super) const fn id(&self) -> Option<Uuid> {
        self.id
    }

    pub(super) fn audit(self, db: &Db, action: Action) -> audit_event::ActiveModel {
        audit_event::ActiveModel {
            event: Set(action.event.to_owned()),
            outcome: Set(audit_event::Outcome::Done),
            subject_kind: Set(self.kind.to_owned()),
            subject_id: Set(self.id),
            before: Set(self.before),
            after: Set(self.after),
            ..attempt(db, action.name, doer(db, action))
        }
    }

    /// The outbox row: the action's event for the kind of row that it is about, and a plain one for
    /// any other row that may be mirrored elsewhere.
    pub(super) fn outbox(&self, db: &Db, action: Action) -> Option<outbox_event::ActiveModel> {
        let subject_id = self.id?;
        let topic = match (self.kind == action.subject(), self.is_shared) {
            (true, _) => action.event.to_owned(),
            (false, true) => self.plain_topic(),
            (false, false) => return None,
        };
        Some(outbox_event::ActiveModel {
            id: Set(db.clock().new_id()),
            at: Set(db.clock().now()),
            topic: Set(topic),
            subject_kind: Set(self.kind.to_owned()),
            subject_id: Set(subject_id),
            actor_id: Set(doer(db, action).map(|actor| actor.user_id)),
            position: Set(None),
            noticed_at: Set(None),
        })
    }

    /// What happened to a row on the way of something else.
    fn plain_topic(&self) -> String {
        let [created, updated, removed] = plain_topics(self.kind);
        match (&self.before, &self.after) {
            (None, _) => created,
            (Some(_), Some(_)) => updated,
            (Some(_), None) => removed,
        }
    }
}

/// An attempt that was refused.
pub(super) fn refusal(db: &Db, action: &str, kind: Option<&str>) -> audit_event::ActiveModel {
    audit_event::ActiveModel {
        event: Set("refused".to_owned()),
        outcome: Set(audit_event::Outcome::Refused),
        subject_kind: Set(kind.unwrap_or_default().to_owned()),
        subject_id: Set(None),
        before: Set(None),
        after: Set(None),
        ..attempt(db, action, person(db))
    }
}

/// Whose doing it is: nobody's, where the programme acts, by itself or in consequence of a write.
fn doer(db: &Db, action: Action) -> Option<&Actor> {
    person(db).filter(|_| action.allowed != Allowed::System)
}

fn person(db: &Db) -> Option<&Actor> {
    match &db.behalf {
        Behalf::Actor(actor) => Some(actor),
        Behalf::System(_) => None,
    }
}

fn attempt(db: &Db, action: &str, doer: Option<&Actor>) -> audit_event::ActiveModel {
    let (actor_id, actor_name, actor_role) = match (doer, &db.behalf) {
        (Some(actor), _) => (Some(actor.user_id), actor.name.clone(), Some(actor.role)),
        (None, Behalf::System(why)) => (None, (*why).to_owned(), None),
        (None, Behalf::Actor(_)) => (None, CONSEQUENCE.to_owned(), None),
    };
    audit_event::ActiveModel {
        id: Set(db.clock().new_id()),
        at: Set(db.clock().now()),
        actor_id: Set(actor_id),
        actor_name: Set(actor_name),
        actor_role: Set(actor_role),
        address: Set(db.origin().address.clone()),
        action: Set(action.to_owned()),
        trace_id: Set(db.origin().trace_id.clone()),
        ..Default::default()
    }
}

fn id_of<E: Visible>(row: &E::Model) -> Option<Uuid> {
    match row.get(primary_key::<E>()) {
        Value::Uuid(id) => id,
        _ => None,
    }
}

/// The recorded columns of a row.
pub fn recorded<E: Recorded>(row: &E::Model) -> Json {
    json::<E>(row, &E::recorded())
}

fn json<E: Recorded>(row: &E::Model, columns: &[E::Column]) -> Json {
    let withheld: Vec<_> = E::withheld().iter().map(IdenStatic::as_str).collect();
    columns
        .iter()
        .filter(|column| !is_measured::<E>(**column))
        .map(|column| {
            let value = if withheld.contains(&column.as_str()) {
                Json::from(WITHHELD)
            } else {
                json_of(row.get(*column))
            };
            (column.as_str().to_owned(), value)
        })
        .collect::<Map<_, _>>()
        .into()
}

/// A column's value as plain JSON: times in RFC 3339, bytes left out. The ORM's own function
/// writes times as quoted SQL.
fn json_of(value: Value) -> Json {
    match value {
        Value::Bool(value) => value.into(),
        Value::Int(value) => value.into(),
        Value::BigInt(value) => value.into(),
        Value::Double(value) => value.into(),
        Value::String(value) => value.into(),
        Value::Uuid(value) => value.map(|id| id.to_string()).into(),
        Value::ChronoDate(value) => value.map(|day| day.to_string()).into(),
        Value::ChronoDateTimeUtc(value) => {
            value.map(|instant| instant.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)).into()
        }
        Value::Json(value) => value.map_or(Json::Null, |json| *json),
        _ => Json::Null,
    }
}
