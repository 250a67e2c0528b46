//! Filing requests, in the schema.

use async_graphql::{Context, InputObject, Object};
use entity::{
    Id, association, attachment, enterprise, liaison_office,
    service_request::{Category, Priority},
    visit,
};
use uuid::Uuid;

use super::{
    demands::graphql::DemandInput,
    graphql_changes::ServiceRequestPayload,
    submission::{self, NewRequest},
};
use crate::{
    features::enterprises::credit_code,
    platform::{Result, idempotency::ClientKey, input, viewer::ViewerContext},
};

/// A request to be filed. From a visit it is the visited firm's; otherwise name one enterprise or
/// one association; the requester's own people may leave all three out.
#[derive(InputObject)]
struct SubmitRequestInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// The enterprise that asks.
    enterprise_id: Option<Id<enterprise::Entity>>,
    /// Or that enterprise by its unified social credit code: for a machine any of the register.
    credit_code: Option<String>,
    /// The association that asks.
    association_id: Option<Id<association::Entity>>,
    /// The visit it came up at.
    visit_id: Option<Id<visit::Entity>>,
    /// What it is, in one line.
    title: String,
    /// What is asked for.
    body: String,
    /// What it is about.
    category: Category,
    /// How pressing it is.
    #[graphql(default_with = "Priority::Normal")]
    priority: Priority,
    /// How many it is for, where it is for many: a batch demand.
    demand: Option<DemandInput>,
    /// The liaison office that it enters at, for a merchant elsewhere; its agency handles it.
    office_id: Option<Id<liaison_office::Entity>>,
    /// Photos and papers: at most 20 of the own uploads.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// Filing requests.
#[derive(Default)]
pub struct SubmissionMutation;

/// Filing requests.
#[Object]
impl SubmissionMutation {
    /// Files a request. OFFICER, CHIEF and COORDINATOR on behalf of a requester within reach or
    /// from a visit; OFFICER and PARTNER of a liaison office on behalf of its merchants; ENTERPRISE
    /// and ASSOCIATION their own. A machine with `requests:write` for a firm within reach, or by its
    /// credit code for any firm of the register, save one of an association.
    async fn submit_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A request to be filed.")] input: SubmitRequestInput,
    ) -> Result<ServiceRequestPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let code = input.credit_code.as_deref();
        let new = NewRequest {
            enterprise_id: input.enterprise_id,
            credit_code: code.map(|code| credit_code("creditCode", code)).transpose()?,
            association_id: input.association_id,
            visit_id: input.visit_id,
            title: input::line("title", &input.title)?,
            body: input::text("body", &input.body)?,
            category: input.category,
            priority: input.priority,
            demand: input.demand.map(DemandInput::read).transpose()?,
            office_id: input.office_id,
            attachment_ids: input.attachment_ids,
        };
        Ok(submission::submit_request(ctx.viewer()?, key, new).await?.into())
    }
}
