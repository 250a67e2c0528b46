//! Who sends and sees attachments: whoever is signed in sends, and sees the own ones until they are
//! linked; from then on the row they belong to says who sees them. The file of an export is never
//! linked: it holds rows within its owner's reach, and stays theirs alone.

use entity::{
    attachment, attachment_link, export_run, request_event, scope::Area, user::Role, visit,
};
use sea_orm::{ColumnTrait, Condition};

use super::links::LINKED;
use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning},
    loader::ChildOf,
    page::Keyset,
    scope::{List, Reach, Recorded, Visible},
};

const PEOPLE: Allowed = Allowed::Roles(&[
    Role::Admin,
    Role::Leader,
    Role::Coordinator,
    Role::Chief,
    Role::Officer,
    Role::Auxiliary,
    Role::Partner,
    Role::Association,
    Role::Enterprise,
]);

/// Sends a file.
pub const UPLOAD: Action =
    Action { name: "attachment.upload", event: "attachment.uploaded", allowed: PEOPLE };

/// Removes what was sent and never used.
pub const DISCARD: Action =
    Action { name: "attachment.discard", event: "attachment.discarded", allowed: Allowed::System };

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[UPLOAD, DISCARD];

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[Constraint {
    name: "uq_attachment_link_attachment_id",
    columns: "attachment_link.attachment_id",
    meaning: Meaning::Invalid("attachmentIds", LINKED),
}];

impl Visible for attachment::Entity {
    const KIND: &'static str = "attachment";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        use attachment::Column;
        let links = attachment_link::Entity::reach(actor);
        let linked = if links.is_everything() {
            Reach::rows(Column::LinkedAt.is_not_null())
        } else if links.is_nothing() {
            Reach::nothing()
        } else {
            let seen = attachment_link::Column::AttachmentId;
            Reach::listed(Column::Id, List::visible::<attachment_link::Entity>(seen, actor))
        };
        let waiting = Condition::all()
            .add(Column::UploaderId.eq(actor.user_id))
            .add(Column::LinkedAt.is_null());
        Reach::rows(waiting).or(linked)
    }
}

impl Visible for attachment_link::Entity {
    const KIND: &'static str = "attachment_link";
    const AREA: Option<Area> = None;

    /// Photos of a visit are part of its findings, which the firm itself does not read.
    fn reach(actor: &Actor) -> Reach<Self> {
        use attachment_link::Column;
        let of_events = Reach::through::<request_event::Entity>(Column::RequestEventId, actor)
            .only_if(actor.reads(Area::Requests));
        if actor.reads_as == Role::Enterprise {
            return of_events;
        }
        let of_visits = Reach::through::<visit::Entity>(Column::VisitId, actor);
        of_visits.only_if(actor.reads(Area::Visits)).or(of_events)
    }

    /// A link stays.
    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}

impl Recorded for attachment_link::Entity {
    fn recorded() -> Vec<attachment_link::Column> {
        use attachment_link::Column::*;
        vec![Id, AttachmentId, VisitId, RequestEventId, Place, CreatedAt]
    }

    fn withheld() -> Vec<attachment_link::Column> {
        vec![]
    }
}

impl ChildOf<visit::Entity> for attachment_link::Entity {
    type Narrow = ();

    fn parent() -> attachment_link::Column {
        attachment_link::Column::VisitId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(attachment_link::Column::Place)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl ChildOf<request_event::Entity> for attachment_link::Entity {
    type Narrow = ();

    fn parent() -> attachment_link::Column {
        attachment_link::Column::RequestEventId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(attachment_link::Column::Place)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl ChildOf<export_run::Entity> for attachment::Entity {
    type Narrow = ();

    fn parent() -> attachment::Column {
        attachment::Column::ExportRunId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(attachment::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl Recorded for attachment::Entity {
    fn recorded() -> Vec<attachment::Column> {
        use attachment::Column::*;
        vec![
            Id,
            UploaderId,
            MediaType,
            Size,
            Sha256,
            SourceSha256,
            Width,
            Height,
            ThumbnailSize,
            LinkedAt,
            ExportRunId,
            CreatedAt,
        ]
    }

    /// A name can name people.
    fn withheld() -> Vec<attachment::Column> {
        vec![attachment::Column::FileName]
    }
}
