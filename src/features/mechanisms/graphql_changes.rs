//! Keeping mechanisms, in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{Id, mechanism};
use uuid::Uuid;

use super::{
    graphql::Mechanism,
    service::{self, Edition, NewMechanism},
};
use crate::platform::{
    Error, Result, idempotency::ClientKey, input, scalars::Day, viewer::ViewerContext,
};

/// A mechanism as it is to be: a new one, or with `id` and `version` a new edition of one.
#[derive(InputObject)]
struct SaveMechanismInput {
    /// Made by the client; the same one again makes no second mechanism.
    client_id: Option<Uuid>,
    /// The mechanism to be changed; a new one when left out.
    id: Option<Id<mechanism::Entity>>,
    /// The version that was seen; demanded with `id`.
    version: Option<i32>,
    /// The number it is known by, from 1; no two have the same, and it stays.
    number: i32,
    /// What it is called.
    title: String,
    /// What is to be done, by whom and in which order.
    body: String,
    /// From which day on it is followed.
    effective_on: Day,
    /// Whether it is made up, to try the programme on.
    #[graphql(default)]
    is_sample: bool,
    /// Whether it is no longer followed.
    #[graphql(default)]
    is_retired: bool,
}

/// The mechanism as it stands now.
#[derive(SimpleObject)]
struct MechanismPayload {
    /// The mechanism.
    mechanism: Mechanism,
}

/// Changes of mechanisms.
#[derive(Default)]
pub struct MechanismsMutation;

/// Keeping mechanisms.
#[Object]
impl MechanismsMutation {
    /// Enters a mechanism; or a new edition of one, where it says something else. Old editions stay
    /// readable. COORDINATOR, ADMIN with SYSTEM.
    async fn save_mechanism(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A mechanism as it is to be.")] input: SaveMechanismInput,
    ) -> Result<MechanismPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let standing = match (input.id, input.version) {
            (Some(id), Some(version)) => Some((id, version)),
            (Some(_), None) => return Err(Error::invalid("version", input::REQUIRED)),
            (None, _) => None,
        };
        let new = NewMechanism {
            number: input.number,
            edition: Edition {
                title: input::line("title", &input.title)?,
                body: input::text("body", &input.body)?,
                effective_on: input.effective_on.0,
            },
            sample: input.is_sample,
            is_retired: input.is_retired,
        };
        let row = service::save_mechanism(ctx.viewer()?, key, standing, new).await?;
        Ok(MechanismPayload { mechanism: row.into() })
    }
}
