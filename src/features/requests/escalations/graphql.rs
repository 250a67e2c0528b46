//! Escalations in the schema. Changes stand in `graphql_changes`, templates in `graphql_templates`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    Id, agency,
    escalation::{self, ChainStep, State},
    request_event, service_request,
};
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};

use crate::{
    features::{
        agencies::graphql::Agency,
        requests::{
            escalations::lifecycle,
            graphql::ServiceRequest,
            graphql_events::RequestEvent,
            policy::{is_handler, may_decide},
            reach::reads_shared_only,
        },
        stations::graphql_kiosks::Kiosk,
    },
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// A step of a chain.
pub struct Escalation(escalation::Model);

impl From<escalation::Model> for Escalation {
    fn from(row: escalation::Model) -> Self {
        Self(row)
    }
}

/// A step of a chain that is still to come, or of a template.
#[derive(SimpleObject)]
pub struct EscalationStep {
    /// The agency that decides.
    agency: Agency,
    /// How many working days it has.
    days: i32,
}

impl EscalationStep {
    /// The steps in the schema, in one statement together with other agencies.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn all(viewer: &Viewer, steps: &[ChainStep]) -> Result<Vec<Self>> {
        let agencies = steps.iter().map(async |step| {
            let agency = viewer.known(Id::<agency::Entity>::from_uuid(step.agency_id)).await?;
            Ok(Self { agency: agency.into(), days: step.days })
        });
        futures_util::future::try_join_all(agencies).await
    }
}

/// An escalation 上报: one step of a chain, by which a request asks an agency above for a decision.
/// Seen by whoever has to do with the request, and by the agency that is asked.
#[Object]
impl Escalation {
    /// The id.
    pub async fn id(&self) -> Id<escalation::Entity> {
        self.0.id
    }

    /// The request.
    async fn request(&self, ctx: &Context<'_>) -> Result<Option<ServiceRequest>> {
        Ok(ctx.viewer()?.row(self.0.request_id).await?.map(ServiceRequest::from))
    }

    /// The first step of its chain: the same for all steps of one chain.
    async fn chain_id(&self) -> Id<escalation::Entity> {
        self.0.chain_id
    }

    /// The place in the chain, from 1.
    async fn place(&self) -> i32 {
        self.0.place
    }

    /// The agency that decides.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Agency> {
        Ok(ctx.viewer()?.known(self.0.agency_id).await?.into())
    }

    /// What is asked for, in one line. Null for ENTERPRISE and ASSOCIATION: among officials.
    async fn subject(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let is_requesters = reads_shared_only(&ctx.viewer()?.actor);
        Ok((!is_requesters).then_some(&self.0.subject))
    }

    /// The kiosk that the last approval of the chain approves.
    async fn kiosk(&self, ctx: &Context<'_>) -> Result<Option<Kiosk>> {
        let Some(id) = self.0.kiosk_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Kiosk::from))
    }

    /// Where it stands.
    async fn state(&self) -> State {
        self.0.state
    }

    /// Which attempt it is, from 1: a step that was returned comes again.
    async fn attempt(&self) -> i32 {
        self.0.attempt
    }

    /// How many working days the agency has for each attempt.
    async fn days(&self) -> i32 {
        self.0.days
    }

    /// When the present attempt was put before the agency.
    async fn sent_at(&self) -> DateTime<Utc> {
        self.0.sent_at
    }

    /// Until when it is to be decided; null unless PENDING.
    async fn due_at(&self) -> Option<DateTime<Utc>> {
        self.0.due_at
    }

    /// Whether that leans on days of a year whose calendar is not announced yet.
    async fn is_due_provisional(&self) -> bool {
        self.0.due_provisional
    }

    /// Whether the present attempt passed its due date.
    async fn is_overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        let now = ctx.viewer()?.clock().now();
        Ok(self.0.due_at.is_some_and(|due_at| due_at <= now))
    }

    /// When the last decision was made.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }

    /// The steps that follow its approval.
    async fn upcoming(&self, ctx: &Context<'_>) -> Result<Vec<EscalationStep>> {
        EscalationStep::all(ctx.viewer()?, &self.0.rest.0).await
    }

    /// What was sent, asked back and decided, with the written opinions, the oldest first.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<RequestEvent>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<request_event::Entity, escalation::Entity, _>(self.0.id, (), args)
            .await
    }

    /// Whether the viewer may decide it now.
    async fn may_decide(&self, ctx: &Context<'_>) -> Result<bool> {
        let is_theirs = may_decide(&ctx.viewer()?.actor, &self.0);
        Ok(is_theirs && self.0.state == State::Pending)
    }

    /// Whether the viewer may resubmit it now.
    async fn may_resubmit(&self, ctx: &Context<'_>) -> Result<bool> {
        if self.0.state != State::Returned {
            return Ok(false);
        }
        let viewer = ctx.viewer()?;
        let request = viewer.row(self.0.request_id).await?;
        Ok(request.is_some_and(|request| is_handler(&viewer.actor, &request)))
    }

    /// Counts the changes; `decideEscalation` and `resubmitEscalation` must name the one they saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was first put before the agency.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// Which steps of chains. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct EscalationFilter {
    /// Those of this request.
    request: Option<Id<service_request::Entity>>,
    /// Those that this agency decides.
    agency: Option<Id<agency::Entity>>,
    /// Those that stand so.
    state: Option<State>,
    /// Those that still wait for somebody, or those that do not.
    open: Option<bool>,
    /// Those that passed their due date undecided, or those that did not.
    overdue: Option<bool>,
}

impl EscalationFilter {
    /// The steps that fit, within reach.
    pub fn select(self, viewer: &Viewer) -> Scoped<'static, escalation::Entity> {
        use escalation::Column;
        let now = viewer.clock().now();
        let open = lifecycle::OPEN;
        let is_overdue = |so: bool| {
            // Only what is pending has a due date; saying so lets its index serve.
            let late = Column::DueAt.lte(now).and(Column::State.eq(State::Pending));
            let late = Condition::all().add(late);
            if so { late } else { Condition::any().add(Column::DueAt.is_null()).add(late.not()) }
        };
        viewer
            .scoped::<escalation::Entity>()
            .filter_if(self.request, |id| Column::RequestId.eq(id))
            .filter_if(self.agency, |id| Column::AgencyId.eq(id))
            .filter_if(self.state, |state| Column::State.eq(state))
            .filter_if(self.open, |so| {
                if so { Column::State.is_in(open) } else { Column::State.is_not_in(open) }
            })
            .filter_if(self.overdue, is_overdue)
    }
}

/// The order of a list of steps of chains.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum EscalationOrder {
    /// The newest first.
    CreatedAtDesc,
    /// The oldest first.
    CreatedAt,
}

impl From<EscalationOrder> for Keyset<escalation::Entity> {
    fn from(order: EscalationOrder) -> Self {
        match order {
            EscalationOrder::CreatedAtDesc => Self::descending(escalation::Column::CreatedAt),
            EscalationOrder::CreatedAt => Self::ascending(escalation::Column::CreatedAt),
        }
    }
}

/// Queries about escalations.
#[derive(Default)]
pub struct EscalationsQuery;

/// The escalations.
#[Object]
impl EscalationsQuery {
    /// One step of a chain within reach.
    async fn escalation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The step.")] id: Id<escalation::Entity>,
    ) -> Result<Option<Escalation>> {
        Ok(ctx.viewer()?.row(id).await?.map(Escalation::from))
    }

    /// Steps of chains within reach.
    async fn escalations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which steps of chains.", default)] filter: EscalationFilter,
        #[graphql(desc = "In which order.", default_with = "EscalationOrder::CreatedAtDesc")]
        order_by: EscalationOrder,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Escalation>> {
        let rows = filter.select(ctx.viewer()?);
        rows.page(order_by.into(), &PageArgs::new(first, after)).await
    }
}
