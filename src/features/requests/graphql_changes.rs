//! Taking steps with requests, in the schema. Filing them stands in `graphql_submission`.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{
    Id, agency, attachment, mechanism, officer,
    request_event::Visibility,
    service_request::{self, Outcome},
};
use uuid::Uuid;

use super::{
    graphql::ServiceRequest,
    moves::Words,
    service::{self, Destination, Seen},
};
use crate::platform::{Result, idempotency::ClientKey, input, viewer::ViewerContext};

/// A request to be taken.
#[derive(InputObject)]
struct AcceptRequestInput {
    /// The request.
    id: Id<service_request::Entity>,
    /// The version that was seen.
    version: i32,
    /// The procedure that it is handled by; its newest edition is kept.
    mechanism_id: Option<Id<mechanism::Entity>>,
    /// Words to the requester.
    note: Option<String>,
}

/// A request to be refused.
#[derive(InputObject)]
struct RejectRequestInput {
    /// The request.
    id: Id<service_request::Entity>,
    /// The version that was seen.
    version: i32,
    /// Why; the requester reads it.
    reason: String,
}

/// A request to be sent on: to an agency, to one of its officers, or both.
#[derive(InputObject)]
struct RouteRequestInput {
    /// The request.
    id: Id<service_request::Entity>,
    /// The version that was seen.
    version: i32,
    /// The agency; that of the officer when left out.
    agency_id: Option<Id<agency::Entity>>,
    /// The officer in charge; nobody yet when left out.
    handler_id: Option<Id<officer::Entity>>,
    /// Words to the agency, which the requester reads too; for others use `addRequestNote`.
    note: Option<String>,
}

/// A request that is begun.
#[derive(InputObject)]
struct StartRequestInput {
    /// The request.
    id: Id<service_request::Entity>,
    /// The version that was seen.
    version: i32,
    /// Words to the requester.
    note: Option<String>,
}

/// A note on a request.
#[derive(InputObject)]
struct AddRequestNoteInput {
    /// Made by the client; the same one again adds no second note.
    client_id: Option<Uuid>,
    /// The request.
    id: Id<service_request::Entity>,
    /// The note.
    note: String,
    /// Who reads it.
    #[graphql(default_with = "Visibility::Internal")]
    visibility: Visibility,
    /// Photos and papers with it: at most 20 of the own uploads.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// A question to the requester.
#[derive(InputObject)]
struct AskRequesterInput {
    /// The request.
    id: Id<service_request::Entity>,
    /// The version that was seen.
    version: i32,
    /// The question.
    question: String,
    /// Photos and papers with it: at most 20 of the own uploads.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// The answer to the question.
#[derive(InputObject)]
struct AnswerQuestionInput {
    /// The request.
    id: Id<service_request::Entity>,
    /// The version that was seen.
    version: i32,
    /// The answer.
    answer: String,
    /// Photos and papers with it: at most 20 of the own uploads.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// What came of a request.
#[derive(InputObject)]
struct ResolveRequestInput {
    /// The request.
    id: Id<service_request::Entity>,
    /// The version that was seen.
    version: i32,
    /// The outcome.
    outcome: Outcome,
    /// What was done, or why it is not possible; the requester reads it.
    note: String,
    /// Photos and papers with it: at most 20 of the own uploads.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// A request that is done.
#[derive(InputObject)]
struct ConfirmRequestInput {
    /// The request.
    id: Id<service_request::Entity>,
    /// The version that was seen.
    version: i32,
    /// Words to the handling agency.
    note: Option<String>,
}

/// A request that is not done.
#[derive(InputObject)]
struct ReopenRequestInput {
    /// The request.
    id: Id<service_request::Entity>,
    /// The version that was seen.
    version: i32,
    /// What is missing.
    reason: String,
}

/// A request to be taken back.
#[derive(InputObject)]
struct WithdrawRequestInput {
    /// The request.
    id: Id<service_request::Entity>,
    /// The version that was seen.
    version: i32,
    /// Why.
    reason: Option<String>,
}

/// The request as it stands now.
#[derive(SimpleObject)]
pub(super) struct ServiceRequestPayload {
    /// The request.
    service_request: ServiceRequest,
}

impl From<service_request::Model> for ServiceRequestPayload {
    fn from(row: service_request::Model) -> Self {
        Self { service_request: row.into() }
    }
}

/// Words that both sides read, with their papers.
fn told(text: String, attachment_ids: Vec<Id<attachment::Entity>>) -> Words {
    Words { attachment_ids, ..Words::shared(text) }
}

/// Changes of requests.
#[derive(Default)]
pub struct RequestsMutation;

/// Taking steps with requests. Each adds one event to the timeline.
#[Object]
impl RequestsMutation {
    /// Takes a request that was filed; an OFFICER who does is in charge of it, where nobody is.
    /// The handling agency's OFFICER, CHIEF and PARTNER; COORDINATOR.
    async fn accept_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A request to be taken.")] input: AcceptRequestInput,
    ) -> Result<ServiceRequestPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let note = input::optional_text("note", input.note)?;
        Ok(service::accept_request(ctx.viewer()?, seen, input.mechanism_id, note).await?.into())
    }

    /// Refuses a request that was filed. The handling agency's OFFICER, CHIEF and PARTNER;
    /// COORDINATOR.
    async fn reject_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A request to be refused.")] input: RejectRequestInput,
    ) -> Result<ServiceRequestPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let reason = input::text("reason", &input.reason)?;
        Ok(service::reject_request(ctx.viewer()?, seen, reason).await?.into())
    }

    /// Sends a request to another agency or officer; it keeps its state. The handling agency's
    /// CHIEF and PARTNER; COORDINATOR.
    async fn route_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A request to be sent on.")] input: RouteRequestInput,
    ) -> Result<ServiceRequestPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let to = Destination { agency_id: input.agency_id, handler_id: input.handler_id };
        let note = input::optional_text("note", input.note)?;
        Ok(service::route_request(ctx.viewer()?, seen, to, note).await?.into())
    }

    /// Begins the work on an accepted request. The handling agency's OFFICER, CHIEF and PARTNER;
    /// COORDINATOR.
    async fn start_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A request that is begun.")] input: StartRequestInput,
    ) -> Result<ServiceRequestPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let note = input::optional_text("note", input.note)?;
        Ok(service::start_request(ctx.viewer()?, seen, note).await?.into())
    }

    /// Adds a note while the request is open; it moves nothing. The handling agency's OFFICER,
    /// CHIEF and PARTNER; COORDINATOR.
    async fn add_request_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A note on a request.")] input: AddRequestNoteInput,
    ) -> Result<ServiceRequestPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let words = Words {
            text: input::text("note", &input.note)?,
            visibility: input.visibility,
            attachment_ids: input.attachment_ids,
        };
        Ok(service::add_note(ctx.viewer()?, key, input.id, words).await?.into())
    }

    /// Puts a question to the requester; the clock pauses until the answer. The handling agency's
    /// OFFICER, CHIEF and PARTNER; COORDINATOR.
    async fn ask_requester(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A question to the requester.")] input: AskRequesterInput,
    ) -> Result<ServiceRequestPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let question = told(input::text("question", &input.question)?, input.attachment_ids);
        Ok(service::ask_requester(ctx.viewer()?, seen, question).await?.into())
    }

    /// Answers the question. The requester's ENTERPRISE or ASSOCIATION; the OFFICER, CHIEF or
    /// COORDINATOR who filed on their behalf.
    async fn answer_question(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer to the question.")] input: AnswerQuestionInput,
    ) -> Result<ServiceRequestPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let answer = told(input::text("answer", &input.answer)?, input.attachment_ids);
        Ok(service::answer_question(ctx.viewer()?, seen, answer).await?.into())
    }

    /// Answers a request in progress with an outcome; the requester confirms, or 7 days pass. The
    /// handling agency's OFFICER, CHIEF and PARTNER; COORDINATOR.
    async fn resolve_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What came of a request.")] input: ResolveRequestInput,
    ) -> Result<ServiceRequestPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let words = told(input::text("note", &input.note)?, input.attachment_ids);
        Ok(service::resolve_request(ctx.viewer()?, seen, input.outcome, words).await?.into())
    }

    /// Confirms that a resolved request is done, and closes it. The requester's ENTERPRISE or
    /// ASSOCIATION; the OFFICER or CHIEF who filed on their behalf, unless they handle it themselves.
    async fn confirm_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A request that is done.")] input: ConfirmRequestInput,
    ) -> Result<ServiceRequestPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let note = input::optional_text("note", input.note)?;
        Ok(service::confirm_request(ctx.viewer()?, seen, note).await?.into())
    }

    /// Says that a resolved request is not done; it is in progress again. The
    /// requester's ENTERPRISE or ASSOCIATION; the OFFICER, CHIEF or COORDINATOR who filed on their
    /// behalf.
    async fn reopen_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A request that is not done.")] input: ReopenRequestInput,
    ) -> Result<ServiceRequestPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let reason = input::text("reason", &input.reason)?;
        Ok(service::reopen_request(ctx.viewer()?, seen, reason).await?.into())
    }

    /// Takes a request back that is not resolved. The
    /// requester's ENTERPRISE or ASSOCIATION; the OFFICER, CHIEF or COORDINATOR who filed on their
    /// behalf.
    async fn withdraw_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A request to be taken back.")] input: WithdrawRequestInput,
    ) -> Result<ServiceRequestPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let reason = input::optional_text("reason", input.reason)?;
        Ok(service::withdraw_request(ctx.viewer()?, seen, reason).await?.into())
    }
}
