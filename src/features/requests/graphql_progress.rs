//! How a request stands in plain words, in the schema.

use async_graphql::{Context, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    Id, agency, escalation,
    request_event::{self, Step, Visibility},
    service_request,
};

use super::wording::{holder, is_requesters_turn, someone_above, words};
use crate::platform::{
    Error, Result,
    error::Language,
    viewer::{Viewer, ViewerContext},
};

/// The most events that are looked at: the question that waits is among the last of them.
const MOST: u64 = 1_000;
/// The most steps that are told; the timeline has all.
const MOST_TOLD: usize = 100;

/// How a request stands, in plain words, as its requester reads it.
#[derive(SimpleObject)]
pub struct RequestProgress {
    /// Who has it now.
    now: String,
    /// Whether the requester has to do something.
    is_requesters_turn: bool,
    /// The question that waits for an answer.
    question: Option<String>,
    /// How many steps the requester took.
    requester_steps: i32,
    /// How many steps the bureau and its partners took.
    bureau_steps: i32,
    /// What happened so far, the oldest first; the first 100 steps.
    steps: Vec<ProgressStep>,
}

/// One step in plain words.
#[derive(SimpleObject)]
pub struct ProgressStep {
    /// When.
    at: DateTime<Utc>,
    /// What happened.
    words: String,
    /// What was said with it; may be empty.
    note: String,
    /// Whether the requester took it.
    is_requesters: bool,
}

impl RequestProgress {
    /// Of this request, as its requester reads it. Whoever only decides a step reads fewer names.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn of(ctx: &Context<'_>, request: &service_request::Model) -> Result<Self> {
        let (viewer, language) = (ctx.viewer()?, ctx.caller()?.language);
        let mut events = viewer
            .few_children::<request_event::Entity, service_request::Entity>(request.id, (), MOST)
            .await?;
        events.retain(|event| event.visibility == Visibility::Shared);
        let mut handling = None;
        let told = events.iter().map(|event| {
            handling = event.agency_id.or(handling);
            (event, handling.or(request.agency_id))
        });
        let told: Vec<_> = told
            .filter(|(event, _)| event.step != Step::Note || !event.note.is_empty())
            .take(MOST_TOLD)
            .collect();
        let steps = told.into_iter().map(async |(event, handling)| {
            let agency = subject(viewer, event, handling, language).await?;
            Ok::<_, Error>(ProgressStep {
                at: event.at,
                words: words(event.step, agency.as_deref(), language),
                note: event.note.clone(),
                is_requesters: event.side == request_event::Side::Requester,
            })
        });
        let mut steps = futures_util::future::try_join_all(steps).await?;
        let chains = viewer
            .few_children::<escalation::Entity, service_request::Entity>(request.id, (), MOST)
            .await?;
        let untold = untold(&chains, &events).into_iter().map(async |(at, step, agency)| {
            let agency = name(viewer, Some(agency)).await?;
            let words = words(step, agency.as_deref(), language);
            Ok::<_, Error>(ProgressStep { at, words, note: String::new(), is_requesters: false })
        });
        // What is told stays in the order of the timeline, also where two things happened at once.
        for step in futures_util::future::try_join_all(untold).await? {
            let place = steps.iter().position(|later| later.at > step.at).unwrap_or(steps.len());
            steps.insert(place, step);
        }
        steps.truncate(MOST_TOLD);
        let question = events.iter().rev().find(|event| event.step == Step::Ask);
        let is_waiting = request.state == service_request::State::WaitingForRequester;
        let handling = name(viewer, request.agency_id).await?;
        let pending = chains.iter().find(|step| step.state == escalation::State::Pending);
        let asked = name(viewer, pending.map(|step| step.agency_id)).await?;
        Ok(Self {
            now: holder(request.state, handling.as_deref(), asked.as_deref(), language),
            is_requesters_turn: is_requesters_turn(request.state),
            question: question.filter(|_| is_waiting).map(|event| event.note.clone()),
            requester_steps: request.requester_steps,
            bureau_steps: request.bureau_steps,
            steps,
        })
    }
}

/// The agency that a step is about: the one that decides, else the one that handled the request
/// then. Whoever does not see a step of a chain reads only that somebody above decides.
async fn subject(
    viewer: &Viewer,
    event: &request_event::Model,
    handling: Option<Id<agency::Entity>>,
    language: Language,
) -> Result<Option<String>> {
    let Some(id) = event.escalation_id else { return name(viewer, handling).await };
    let step = viewer.row::<escalation::Entity>(id).await?;
    let decides = name(viewer, step.map(|step| step.agency_id)).await?;
    Ok(Some(decides.unwrap_or_else(|| someone_above(language).to_owned())))
}

/// What happened in the chains beside what `told` tells: where the reasons stay inside, the requester
/// still reads when it was put before whom, and what they said. Of each step its present attempt.
fn untold(
    chains: &[escalation::Model],
    told: &[request_event::Model],
) -> Vec<(DateTime<Utc>, Step, Id<agency::Entity>)> {
    let of = |row: &escalation::Model| {
        let sent = if row.attempt > 1 { Step::Resubmit } else { Step::Escalate };
        let decided = match row.state {
            escalation::State::Approved => Some(Step::Approve),
            escalation::State::Refused => Some(Step::Refuse),
            escalation::State::Returned => Some(Step::Return),
            escalation::State::Pending | escalation::State::Ended => None,
        };
        let is_told = |step| {
            told.iter().any(|event| {
                let about = (event.escalation_id, event.attempt, event.step);
                about == (Some(row.id), Some(row.attempt), step)
            })
        };
        let both = [Some((row.sent_at, sent)), row.decided_at.zip(decided)].into_iter().flatten();
        let untold = both.filter(|(_, step)| !is_told(*step));
        untold.map(|(at, step)| (at, step, row.agency_id)).collect::<Vec<_>>()
    };
    chains.iter().flat_map(of).collect()
}

async fn name(viewer: &Viewer, id: Option<Id<agency::Entity>>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(viewer.row(id).await?.map(|row: agency::Model| row.name))
}
