//! The inbox in the schema: what waits for the viewer, section by section.

use async_graphql::{Context, Object, SimpleObject};
use entity::{assignment, caseload_plan, dispatch, escalation, incident, notice, service_request};
use futures_util::future::try_join_all;

use super::{
    graphql::Notice,
    inbox::{
        SECTIONS, Section, count, notes_to_write, requests, to_approve, to_decide, to_resubmit,
        unread,
    },
    inbox_incidents::{to_answer, to_settle},
};
use crate::{
    features::{
        assignments::{graphql::Assignment, plans::graphql::CaseloadPlan},
        incidents::{graphql::Incident, graphql_dispatches::Dispatch},
        requests::{escalations::graphql::Escalation, graphql::ServiceRequest},
    },
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// What waits for the viewer.
#[derive(Clone, Copy)]
pub struct Inbox;

/// How much waits of one kind.
#[derive(SimpleObject)]
pub struct InboxCount {
    /// What waits.
    kind: Section,
    /// How much of it.
    count: u64,
}

async fn section(
    ctx: &Context<'_>,
    section: Section,
    args: PageArgs,
) -> Result<Page<ServiceRequest>> {
    use service_request::Column;
    let first = if section.repeats() { Column::DueAt } else { Column::CreatedAt };
    let first = Keyset::ascending(first);
    requests(ctx.viewer()?, section).await?.page(first, &args).await
}

/// What waits for the viewer 待办, computed from the rows within reach: each section counts and
/// lists by the same rule. Sections that do not concern a role are empty.
#[Object]
impl Inbox {
    /// Requests that were routed to the viewer's agency or to the viewer and wait for acceptance,
    /// the oldest first; for COORDINATOR those that lie with nobody.
    async fn requests_to_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        section(ctx, Section::RequestsToAccept, PageArgs::new(first, after)).await
    }

    /// Requests that the viewer has in hand, the oldest first; for CHIEF and PARTNER also those of
    /// the agency that no officer has.
    async fn requests_in_hand(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        section(ctx, Section::RequestsInHand, PageArgs::new(first, after)).await
    }

    /// Requests whose handler asks the viewer something, the oldest first: for ENTERPRISE and
    /// ASSOCIATION their own, for officials those that they filed.
    async fn questions_to_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        section(ctx, Section::QuestionsToAnswer, PageArgs::new(first, after)).await
    }

    /// Resolved requests of the own enterprise or association that wait to be confirmed, the oldest
    /// first.
    async fn requests_to_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        section(ctx, Section::RequestsToConfirm, PageArgs::new(first, after)).await
    }

    /// Steps of chains that the viewer's agency is to decide, the oldest first. CHIEF, PARTNER and
    /// LEADER.
    async fn steps_to_decide(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Escalation>> {
        let oldest = Keyset::ascending(escalation::Column::CreatedAt);
        to_decide(ctx.viewer()?).page(oldest, &PageArgs::new(first, after)).await
    }

    /// Steps that were returned, of requests that the viewer has in hand, the oldest first.
    async fn steps_to_resubmit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Escalation>> {
        let oldest = Keyset::ascending(escalation::Column::CreatedAt);
        to_resubmit(ctx.viewer()?).page(oldest, &PageArgs::new(first, after)).await
    }

    /// Requests that wait for the viewer's acceptance or that the viewer has in hand, and that fall
    /// due within the settings' `dueSoonHours`, the soonest first.
    async fn due_soon(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        section(ctx, Section::DueSoon, PageArgs::new(first, after)).await
    }

    /// Requests that wait for the viewer's acceptance or that the viewer has in hand, and that
    /// passed their due date, the longest overdue first.
    async fn overdue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        section(ctx, Section::Overdue, PageArgs::new(first, after)).await
    }

    /// Caseload plans that wait for a decision, the oldest first. LEADER.
    async fn plans_to_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<CaseloadPlan>> {
        let oldest = Keyset::ascending(caseload_plan::Column::CreatedAt);
        to_approve(ctx.viewer()?).page(oldest, &PageArgs::new(first, after)).await
    }

    /// Assignments of the viewer that a caseload plan ended, and of which the next officer knows
    /// nothing yet: `addHandoverNote` tells.
    async fn handover_notes_to_write(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Assignment>> {
        let oldest = Keyset::ascending(assignment::Column::EndedOn);
        notes_to_write(ctx.viewer()?).page(oldest, &PageArgs::new(first, after)).await
    }

    /// Incidents that were diverted to the viewer's governance centre, the oldest first. PARTNER.
    async fn incidents_to_settle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Incident>> {
        let oldest = Keyset::ascending(incident::Column::CreatedAt);
        to_settle(ctx.viewer()?).page(oldest, &PageArgs::new(first, after)).await
    }

    /// Errands of the viewer's unit that is not there yet, the oldest first. PARTNER, CHIEF and
    /// OFFICER.
    async fn dispatches_to_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Dispatch>> {
        let oldest = Keyset::ascending(dispatch::Column::CreatedAt);
        to_answer(ctx.viewer()?).page(oldest, &PageArgs::new(first, after)).await
    }

    /// Notices not read yet, the newest first.
    async fn unread_notices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Notice>> {
        let newest = Keyset::descending(notice::Column::CreatedAt);
        unread(ctx.viewer()?).page(newest, &PageArgs::new(first, after)).await
    }

    /// How much waits of each kind.
    async fn counts(&self, ctx: &Context<'_>) -> Result<Vec<InboxCount>> {
        let viewer = ctx.viewer()?;
        let counted = SECTIONS.iter().map(|kind| async move {
            Ok(InboxCount { kind: *kind, count: count(viewer, *kind).await? })
        });
        try_join_all(counted).await
    }

    /// How much waits in all; what is due soon or overdue is counted once.
    async fn total(&self, ctx: &Context<'_>) -> Result<u64> {
        let viewer = ctx.viewer()?;
        let counted = SECTIONS.iter().filter(|kind| !kind.repeats());
        let counted = try_join_all(counted.map(|kind| count(viewer, *kind)));
        Ok(counted.await?.into_iter().sum())
    }
}

/// The query of the inbox.
#[derive(Default)]
pub struct InboxQuery;

/// The inbox.
#[Object]
impl InboxQuery {
    /// What waits for the viewer. Every role.
    async fn inbox(&self, ctx: &Context<'_>) -> Result<Inbox> {
        ctx.viewer()?;
        Ok(Inbox)
    }
}
