//! Sending, deciding and resubmitting escalations, in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{
    Id, agency, attachment, escalation, escalation_template, kiosk, request_event::Visibility,
    service_request,
};
use uuid::Uuid;

use super::{
    graphql::Escalation,
    path::{Asked, Path},
    service::{self, Decision, NewEscalation, SeenStep},
};
use crate::{
    features::requests::{graphql::ServiceRequest, moves::Words, service::Seen},
    platform::{
        Result,
        idempotency::ClientKey,
        input,
        viewer::{Viewer, ViewerContext},
    },
};

/// One agency of a chain.
#[derive(InputObject)]
pub struct EscalationStepInput {
    /// The agency that is to decide.
    agency_id: Id<agency::Entity>,
    /// How many working days it has; as the programme's settings say when left out.
    days: Option<i32>,
}

impl From<EscalationStepInput> for Asked {
    fn from(step: EscalationStepInput) -> Self {
        Self { agency_id: step.agency_id, days: step.days }
    }
}

/// A request that asks an agency above for a decision. The chain is that of a template, or the
/// agencies named; where both are left out it is the agency that guides the handling one, else its
/// parent.
#[derive(InputObject)]
struct EscalateRequestInput {
    /// Made by the client; the same one again begins no second chain.
    client_id: Option<Uuid>,
    /// The request.
    request_id: Id<service_request::Entity>,
    /// The version of the request that was seen.
    version: i32,
    /// What is asked for, in one line.
    subject: String,
    /// The template to follow.
    template_id: Option<Id<escalation_template::Entity>>,
    /// The agencies that decide in turn, the first to be asked first: at most 20, each on the level
    /// of the one before it or above.
    #[graphql(default)]
    steps: Vec<EscalationStepInput>,
    /// The kiosk that is proposed for this request: the last approval of the chain approves it, a
    /// refusal refuses it.
    kiosk_id: Option<Id<kiosk::Entity>>,
    /// The reasons.
    note: String,
    /// Who reads the reasons beside the agency that is asked.
    #[graphql(default_with = "Visibility::Internal")]
    visibility: Visibility,
    /// Papers with it: at most 20 of the own uploads.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// A decision of the agency that is asked.
#[derive(InputObject)]
struct DecideEscalationInput {
    /// The step of the chain.
    id: Id<escalation::Entity>,
    /// The version that was seen.
    version: i32,
    /// What is decided.
    decision: Decision,
    /// The written opinion.
    opinion: String,
    /// Who reads the opinion beside those who handle the request.
    #[graphql(default_with = "Visibility::Internal")]
    visibility: Visibility,
    /// Papers with it: at most 20 of the own uploads.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// What was asked for before a decision.
#[derive(InputObject)]
struct ResubmitEscalationInput {
    /// The step of the chain.
    id: Id<escalation::Entity>,
    /// The version that was seen.
    version: i32,
    /// What is added.
    note: String,
    /// Who reads it beside the agency that is asked.
    #[graphql(default_with = "Visibility::Internal")]
    visibility: Visibility,
    /// Papers with it: at most 20 of the own uploads.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// The step as it stands now.
#[derive(SimpleObject)]
struct EscalationPayload {
    /// The step of the chain.
    escalation: Escalation,
    /// Its request.
    service_request: ServiceRequest,
}

impl EscalationPayload {
    async fn of(viewer: &Viewer, row: escalation::Model) -> Result<Self> {
        let request = viewer.known(row.request_id).await?;
        Ok(Self { escalation: row.into(), service_request: request.into() })
    }
}

/// Changes of escalations.
#[derive(Default)]
pub struct EscalationsMutation;

/// Changing escalations.
#[Object]
impl EscalationsMutation {
    /// Asks an agency above for a decision about a request that is worked on. The handling agency's
    /// OFFICER, CHIEF and PARTNER; COORDINATOR.
    async fn escalate_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A request that asks an agency above for a decision.")]
        input: EscalateRequestInput,
    ) -> Result<EscalationPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let steps = input.steps.into_iter().map(Asked::from).collect();
        let new = NewEscalation {
            request: Seen { id: input.request_id, version: input.version },
            subject: input::line("subject", &input.subject)?,
            path: Path::read(input.template_id, steps)?,
            kiosk_id: input.kiosk_id,
            words: Words {
                text: input::text("note", &input.note)?,
                visibility: input.visibility,
                attachment_ids: input.attachment_ids,
            },
        };
        let viewer = ctx.viewer()?;
        EscalationPayload::of(viewer, service::escalate_request(viewer, key, new).await?).await
    }

    /// Approves a step of a chain, refuses it, or returns it for more. CHIEF and PARTNER of the
    /// agency that is asked; LEADER when that is the bureau.
    async fn decide_escalation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A decision of the agency that is asked.")] input: DecideEscalationInput,
    ) -> Result<EscalationPayload> {
        let seen = SeenStep { id: input.id, version: input.version };
        let text = input::text("opinion", &input.opinion)?;
        let opinion =
            Words { text, visibility: input.visibility, attachment_ids: input.attachment_ids };
        let viewer = ctx.viewer()?;
        let decided = service::decide_escalation(viewer, seen, input.decision, opinion).await?;
        EscalationPayload::of(viewer, decided).await
    }

    /// Sends what a returned step asked for, as a new attempt. The handling agency's OFFICER, CHIEF
    /// and PARTNER; COORDINATOR.
    async fn resubmit_escalation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was asked for before a decision.")] input: ResubmitEscalationInput,
    ) -> Result<EscalationPayload> {
        let seen = SeenStep { id: input.id, version: input.version };
        let text = input::text("note", &input.note)?;
        let words =
            Words { text, visibility: input.visibility, attachment_ids: input.attachment_ids };
        let viewer = ctx.viewer()?;
        let sent = service::resubmit_escalation(viewer, seen, words).await?;
        EscalationPayload::of(viewer, sent).await
    }
}
