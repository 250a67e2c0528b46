//! Changes of associations in the schema.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use entity::{Id, association, association_member, enterprise, town};
use uuid::Uuid;

use super::{
    graphql::{Association, AssociationMember},
    service::{self, AssociationChange, Membership, NewAssociation},
};
use crate::platform::{Result, idempotency::ClientKey, input, scalars::Day, viewer::ViewerContext};

/// An association to be entered.
#[derive(InputObject)]
struct CreateAssociationInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// 名称.
    name: String,
    /// The town it is seated in.
    town_id: Option<Id<town::Entity>>,
}

/// What changes of an association: left out stays, null clears.
#[derive(InputObject)]
struct UpdateAssociationInput {
    /// The association.
    id: Id<association::Entity>,
    /// The version that was seen.
    version: i32,
    /// 名称.
    name: Option<String>,
    /// The town it is seated in.
    town_id: MaybeUndefined<Id<town::Entity>>,
}

/// A firm that joins.
#[derive(InputObject)]
struct AddAssociationMemberInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The association.
    association_id: Id<association::Entity>,
    /// The firm.
    enterprise_id: Id<enterprise::Entity>,
    /// Since when, not after today; today unless said.
    joined_on: Option<Day>,
}

/// A firm that leaves.
#[derive(InputObject)]
struct RemoveAssociationMemberInput {
    /// The association.
    association_id: Id<association::Entity>,
    /// The firm.
    enterprise_id: Id<enterprise::Entity>,
    /// Until when, not after today; today unless said.
    left_on: Option<Day>,
}

/// The association as it stands now.
#[derive(SimpleObject)]
struct AssociationPayload {
    /// The association.
    association: Association,
}

impl From<association::Model> for AssociationPayload {
    fn from(row: association::Model) -> Self {
        Self { association: row.into() }
    }
}

/// The membership as it stands now.
#[derive(SimpleObject)]
struct AssociationMemberPayload {
    /// The membership.
    member: AssociationMember,
}

impl From<association_member::Model> for AssociationMemberPayload {
    fn from(row: association_member::Model) -> Self {
        Self { member: row.into() }
    }
}

/// Changes of associations.
#[derive(Default)]
pub struct AssociationsMutation;

/// Entering and correcting associations, and who belongs to them.
#[Object]
impl AssociationsMutation {
    /// Enters an association. COORDINATOR, ADMIN with SYSTEM.
    async fn create_association(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An association to be entered.")] input: CreateAssociationInput,
    ) -> Result<AssociationPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let name = input::line("name", &input.name)?;
        let new = NewAssociation { name, town_id: input.town_id };
        Ok(service::create_association(ctx.viewer()?, key, new).await?.into())
    }

    /// Corrects an association's record. COORDINATOR, ADMIN with SYSTEM.
    async fn update_association(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes of an association: left out stays, null clears.")]
        input: UpdateAssociationInput,
    ) -> Result<AssociationPayload> {
        let name = input.name.map(|text| input::line("name", &text)).transpose()?;
        let change = AssociationChange { name, town_id: input.town_id };
        let viewer = ctx.viewer()?;
        Ok(service::update_association(viewer, input.id, input.version, change).await?.into())
    }

    /// Makes a firm a member. COORDINATOR, ADMIN with SYSTEM.
    async fn add_association_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A firm that joins.")] input: AddAssociationMemberInput,
    ) -> Result<AssociationMemberPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let AddAssociationMemberInput { association_id, enterprise_id, joined_on, .. } = input;
        let new = Membership { association_id, enterprise_id, on: joined_on.map(|day| day.0) };
        Ok(service::add_member(ctx.viewer()?, key, new).await?.into())
    }

    /// Ends a firm's membership; that it was stays on record. COORDINATOR, ADMIN with SYSTEM.
    async fn remove_association_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A firm that leaves.")] input: RemoveAssociationMemberInput,
    ) -> Result<AssociationMemberPayload> {
        let RemoveAssociationMemberInput { association_id, enterprise_id, left_on } = input;
        let ended = Membership { association_id, enterprise_id, on: left_on.map(|day| day.0) };
        Ok(service::remove_member(ctx.viewer()?, ended).await?.into())
    }
}
