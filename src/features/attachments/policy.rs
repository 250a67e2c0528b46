//! Who sends and sees attachments: whoever is signed in sends, and sees the own ones.

use entity::{attachment, user::Role};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::Constraint,
    scope::{Reach, Recorded, Visible},
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

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[UPLOAD];

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[];

impl Visible for attachment::Entity {
    const KIND: &'static str = "attachment";

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::owned(attachment::Column::UploaderId, Some(actor.user_id))
    }
}

impl Recorded for attachment::Entity {
    fn recorded() -> Vec<attachment::Column> {
        use attachment::Column::*;
        vec![Id, UploaderId, MediaType, Size, Sha256, CreatedAt]
    }

    /// A name can name people.
    fn withheld() -> Vec<attachment::Column> {
        vec![attachment::Column::FileName]
    }
}
