//! Changes of assignments in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{Id, assignment, enterprise, officer, pair_rule};
use uuid::Uuid;

use super::{
    graphql::{Assignment, PairRule},
    handover, service,
};
use crate::platform::{Result, idempotency::ClientKey, input, viewer::ViewerContext};

/// A firm and the officer to look after it.
#[derive(InputObject)]
struct AssignEnterpriseInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The enterprise.
    enterprise_id: Id<enterprise::Entity>,
    /// The officer.
    officer_id: Id<officer::Entity>,
    /// Why.
    #[graphql(default)]
    note: String,
}

/// A firm and the officer who takes over.
#[derive(InputObject)]
struct HandOverEnterpriseInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The enterprise.
    enterprise_id: Id<enterprise::Entity>,
    /// The officer who takes over.
    to_officer_id: Id<officer::Entity>,
    /// What the next officer must know.
    note: String,
}

/// Two firms whose officers exchange them.
#[derive(InputObject)]
struct SwapAssignmentsInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// One enterprise.
    first_enterprise_id: Id<enterprise::Entity>,
    /// The other.
    second_enterprise_id: Id<enterprise::Entity>,
    /// What the next officers must know.
    note: String,
}

/// Which link ends.
#[derive(InputObject)]
struct EndAssignmentInput {
    /// The assignment.
    id: Id<assignment::Entity>,
    /// The version that was seen.
    version: i32,
    /// Why.
    note: String,
}

/// What the next officer must know.
#[derive(InputObject)]
struct AddHandoverNoteInput {
    /// The assignment that a plan ended.
    id: Id<assignment::Entity>,
    /// The version that was seen.
    version: i32,
    /// The note.
    note: String,
}

/// A rule for a pair.
#[derive(InputObject)]
struct SetPairRuleInput {
    /// The enterprise.
    enterprise_id: Id<enterprise::Entity>,
    /// The officer.
    officer_id: Id<officer::Entity>,
    /// BAN or PIN; null lifts the rule that stands.
    kind: Option<pair_rule::Kind>,
    /// Why, e.g. a conflict of interest.
    reason: String,
}

/// The assignment as it stands now.
#[derive(SimpleObject)]
struct AssignmentPayload {
    /// The assignment.
    assignment: Assignment,
}

/// Both assignments as they stand now.
#[derive(SimpleObject)]
struct SwapAssignmentsPayload {
    /// The new assignments, of the first enterprise and of the second.
    assignments: Vec<Assignment>,
}

/// The rule as it stands now.
#[derive(SimpleObject)]
struct SetPairRulePayload {
    /// The rule; null when it was lifted.
    pair_rule: Option<PairRule>,
}

/// Changes of assignments.
#[derive(Default)]
pub struct AssignmentsMutation;

/// Linking officers and firms.
#[Object]
impl AssignmentsMutation {
    /// Links a firm that has no officer to one. COORDINATOR; CHIEF for own officers.
    /// LIMIT_REACHED at the upper caseload limit.
    async fn assign_enterprise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A firm and the officer to look after it.")] input: AssignEnterpriseInput,
    ) -> Result<AssignmentPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let note = input::optional_text("note", Some(input.note))?;
        let (firm, officer) = (input.enterprise_id, input.officer_id);
        let row = service::assign_enterprise(ctx.viewer()?, key, firm, officer, note).await?;
        Ok(AssignmentPayload { assignment: row.into() })
    }

    /// Hands a firm over to another officer, with a note. COORDINATOR; CHIEF between own officers.
    async fn hand_over_enterprise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A firm and the officer who takes over.")] input: HandOverEnterpriseInput,
    ) -> Result<AssignmentPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let note = input::text("note", &input.note)?;
        let (firm, to) = (input.enterprise_id, input.to_officer_id);
        let row = service::hand_over_enterprise(ctx.viewer()?, key, firm, to, note).await?;
        Ok(AssignmentPayload { assignment: row.into() })
    }

    /// Exchanges two firms between their two officers in one step. COORDINATOR; CHIEF between own
    /// officers.
    async fn swap_assignments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Two firms whose officers exchange them.")] input: SwapAssignmentsInput,
    ) -> Result<SwapAssignmentsPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let note = input::text("note", &input.note)?;
        let firms = [input.first_enterprise_id, input.second_enterprise_id];
        let rows = service::swap_assignments(ctx.viewer()?, key, firms, note).await?;
        Ok(SwapAssignmentsPayload { assignments: rows.map(Assignment::from).into() })
    }

    /// Ends an assignment. COORDINATOR; CHIEF for own officers.
    async fn end_assignment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which link ends.")] input: EndAssignmentInput,
    ) -> Result<AssignmentPayload> {
        let note = input::text("note", &input.note)?;
        let row = service::end_assignment(ctx.viewer()?, input.id, input.version, note).await?;
        Ok(AssignmentPayload { assignment: row.into() })
    }

    /// Adds what the next officer must know to an own assignment that a caseload plan ended, once.
    /// OFFICER, CHIEF.
    async fn add_handover_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the next officer must know.")] input: AddHandoverNoteInput,
    ) -> Result<AssignmentPayload> {
        let note = input::text("note", &input.note)?;
        let row = handover::add_handover_note(ctx.viewer()?, input.id, input.version, note).await?;
        Ok(AssignmentPayload { assignment: row.into() })
    }

    /// Bans or pins a pair, or lifts the rule that stands. COORDINATOR; CHIEF for own officers.
    async fn set_pair_rule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A rule for a pair.")] input: SetPairRuleInput,
    ) -> Result<SetPairRulePayload> {
        let reason = input::text("reason", &input.reason)?;
        let (firm, officer) = (input.enterprise_id, input.officer_id);
        let row = service::set_pair_rule(ctx.viewer()?, firm, officer, input.kind, reason).await?;
        Ok(SetPairRulePayload { pair_rule: row.map(PairRule::from) })
    }
}
