//! Planning, logging, amending and cancelling visits: one function a use case.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{
    Id, assignment, attachment, enterprise, officer, text_list::TextList, visit, visit_revision,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use super::{
    lifecycle::{Step, after},
    policy,
};
use crate::{
    features::{
        attachments::{Holder, link_attachments},
        enterprises::{MERGED, find_present, hold, surviving},
    },
    platform::{
        Error, Result, clock::day_of, error::Reason, idempotency::ClientKey, input, tx::Tx,
        viewer::Viewer,
    },
};

/// How far a phone's clock may be ahead.
const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(10);

/// The field that says when.
const HAPPENS_AT: &str = "report.happensAt";

const NO_OFFICER: Reason = Reason {
    code: "no_officer",
    zh: "您的账号未关联民警，无法登记走访",
    en: "Your account is no officer's: it cannot log visits",
};
const IN_THE_FUTURE: Reason = Reason {
    code: "in_the_future",
    zh: "走访时间不能晚于现在",
    en: "A visit that took place is not in the future",
};
const WRONG_STATE: Reason = Reason {
    code: "wrong_state",
    zh: "走访的当前状态不允许此操作",
    en: "The visit does not stand so that this can be done",
};
const OTHER_PLAN: Reason = Reason {
    code: "other_plan",
    zh: "计划与所填企业或民警不符",
    en: "The plan is of another firm or officer",
};

/// A visit to be planned.
pub struct NewPlan {
    /// The firm.
    pub enterprise_id: Id<enterprise::Entity>,
    /// What for.
    pub kind: visit::Kind,
    /// When.
    pub happens_at: DateTime<Utc>,
    /// What is to be talked about.
    pub topics: Vec<String>,
}

/// What a visit that took place says.
#[derive(Clone)]
pub struct Report {
    /// What for.
    pub kind: visit::Kind,
    /// When it took place.
    pub happens_at: DateTime<Utc>,
    /// Names and posts.
    pub people_met: Vec<String>,
    /// What was talked about.
    pub topics: Vec<String>,
    /// What was found.
    pub findings: String,
    /// What is to be done next.
    pub follow_up: String,
    /// By which day.
    pub follow_up_on: Option<NaiveDate>,
}

/// A visit to be logged.
#[derive(Clone)]
pub struct NewVisit {
    /// The firm.
    pub enterprise_id: Id<enterprise::Entity>,
    /// The plan it fulfils.
    pub plan_id: Option<Id<visit::Entity>>,
    /// What it says.
    pub report: Report,
    /// Where it was logged.
    pub place: Option<Place>,
    /// Photos and papers of it.
    pub attachment_ids: Vec<Id<attachment::Entity>>,
}

/// What a done visit is to say instead.
pub struct Amendment {
    /// As a whole.
    pub report: Report,
    /// Why.
    pub reason: String,
    /// Photos and papers beside those it has.
    pub attachment_ids: Vec<Id<attachment::Entity>>,
}

/// Where a phone said it was.
#[derive(Clone, Copy)]
pub struct Place {
    /// WGS84, degrees.
    pub latitude: f64,
    /// WGS84, degrees.
    pub longitude: f64,
    /// How far off it may be, metres.
    pub accuracy_m: Option<f64>,
}

/// Plans a visit to a firm that is assigned now.
///
/// # Errors
/// `NotFound` when the firm is out of reach.
pub async fn plan_visit(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewPlan,
) -> Result<visit::Model> {
    let mut tx = viewer.begin(policy::PLAN).await?;
    if let Some(first) = tx.first_result::<visit::Entity>(key).await? {
        return Ok(first);
    }
    let officer_id = own_officer(viewer)?;
    let enterprise_id = surviving(&tx, new.enterprise_id).await?;
    find_present(&tx, enterprise_id).await?;
    let row = visit::ActiveModel {
        state: Set(visit::State::Planned),
        kind: Set(new.kind),
        happens_at: Set(input::instant("happensAt", new.happens_at, tx.clock().now())?),
        topics: Set(TextList(new.topics)),
        ..blank(&tx, enterprise_id, officer_id)
    };
    let visit = tx.insert(row).await?;
    tx.commit().await?;
    Ok(visit)
}

/// Logs a visit that took place, once for each `clientId`, with or without a plan. A visit made
/// while the firm was assigned is accepted whenever it arrives.
///
/// # Errors
/// `NotFound` when the firm is neither within reach nor was assigned on that day.
pub async fn log_visit(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewVisit,
) -> Result<visit::Model> {
    match log_once(viewer, key.clone(), new.clone()).await {
        // The firm was merged just now: the next look finds the surviving record.
        Err(Error::IllegalState(MERGED)) => log_once(viewer, key, new).await,
        logged => logged,
    }
}

async fn log_once(viewer: &Viewer, key: Option<ClientKey>, new: NewVisit) -> Result<visit::Model> {
    let mut tx = viewer.begin(policy::LOG).await?;
    if let Some(first) = tx.first_result::<visit::Entity>(key).await? {
        return Ok(first);
    }
    let officer_id = own_officer(viewer)?;
    check_happened(&tx, new.report.happens_at)?;
    let enterprise_id = surviving(&tx, new.enterprise_id).await?;
    hold(&tx, enterprise_id).await?;
    check_was_responsible(&tx, enterprise_id, officer_id, new.report.happens_at).await?;
    let visit = match new.plan_id {
        None => {
            let mut row = blank(&tx, enterprise_id, officer_id);
            write_report(&mut row, new.report);
            write_place(&mut row, new.place);
            row.state = Set(visit::State::Done);
            tx.insert(row).await?
        }
        Some(plan_id) => {
            let plan = tx.edit::<visit::Entity>(plan_id).await?;
            if plan.enterprise_id != enterprise_id {
                return Err(Error::invalid("planId", OTHER_PLAN));
            }
            let mut row =
                visit::ActiveModel { state: Set(next(&plan, Step::Log)?), ..Default::default() };
            write_report(&mut row, new.report);
            write_place(&mut row, new.place);
            tx.update(&plan, row).await?
        }
    };
    link_attachments(&mut tx, Holder::Visit(visit.id), &new.attachment_ids).await?;
    tx.commit().await?;
    Ok(visit)
}

/// Replaces what a done visit says, keeps what stood before as a revision, and adds attachments.
///
/// # Errors
/// `Conflict` when `version` is stale, `IllegalState` when the visit is not done.
pub async fn amend_visit(
    viewer: &Viewer,
    id: Id<visit::Entity>,
    version: i32,
    amendment: Amendment,
) -> Result<visit::Model> {
    let Amendment { report, reason, attachment_ids } = amendment;
    let mut tx = viewer.begin(policy::AMEND).await?;
    let before = tx.edit_at::<visit::Entity>(id, version).await?;
    let state = next(&before, Step::Amend)?;
    check_happened(&tx, report.happens_at)?;
    let mut row = visit::ActiveModel { state: Set(state), ..Default::default() };
    write_report(&mut row, report);
    let visit = tx.update(&before, row).await?;
    if visit.version != before.version {
        tx.insert(visit_revision::ActiveModel {
            id: Set(tx.clock().new_id()),
            visit_id: Set(before.id),
            replaced_version: Set(before.version),
            amended_by_id: Set(viewer.actor.user_id),
            reason: Set(reason),
            kind: Set(before.kind),
            happens_at: Set(before.happens_at),
            people_met: Set(before.people_met),
            topics: Set(before.topics),
            findings: Set(before.findings),
            follow_up: Set(before.follow_up),
            follow_up_on: Set(before.follow_up_on),
            created_at: Set(tx.clock().now()),
        })
        .await?;
    }
    link_attachments(&mut tx, Holder::Visit(visit.id), &attachment_ids).await?;
    tx.commit().await?;
    Ok(visit)
}

/// Gives up a planned visit.
///
/// # Errors
/// `Conflict` when `version` is stale, `IllegalState` when the visit is not planned.
pub async fn cancel_visit(
    viewer: &Viewer,
    id: Id<visit::Entity>,
    version: i32,
    reason: String,
) -> Result<visit::Model> {
    let mut tx = viewer.begin(policy::CANCEL).await?;
    let before = tx.edit_at::<visit::Entity>(id, version).await?;
    let row = visit::ActiveModel {
        state: Set(next(&before, Step::Cancel)?),
        cancel_reason: Set(Some(reason)),
        ..Default::default()
    };
    let visit = tx.update(&before, row).await?;
    tx.commit().await?;
    Ok(visit)
}

fn own_officer(viewer: &Viewer) -> Result<Id<officer::Entity>> {
    viewer.actor.officer_id.ok_or(Error::IllegalState(NO_OFFICER))
}

fn next(visit: &visit::Model, step: Step) -> Result<visit::State> {
    after(visit.state, step).ok_or(Error::IllegalState(WRONG_STATE))
}

fn check_happened(tx: &Tx, happens_at: DateTime<Utc>) -> Result<()> {
    let now = tx.clock().now();
    input::instant(HAPPENS_AT, happens_at, now)?;
    if happens_at > now + CLOCK_SKEW {
        return Err(Error::invalid(HAPPENS_AT, IN_THE_FUTURE));
    }
    Ok(())
}

/// The firm is within reach now, or was the officer's own on that day.
async fn check_was_responsible(
    tx: &Tx,
    enterprise_id: Id<enterprise::Entity>,
    officer_id: Id<officer::Entity>,
    happened_at: DateTime<Utc>,
) -> Result<()> {
    use assignment::Column;
    if tx.scoped::<enterprise::Entity>().by_id(enterprise_id).await?.is_some() {
        return Ok(());
    }
    let day = day_of(happened_at);
    let lasted = Condition::any().add(Column::EndedOn.is_null()).add(Column::EndedOn.gte(day));
    let was_own = tx
        .scoped::<assignment::Entity>()
        .filter(Column::EnterpriseId.eq(enterprise_id))
        .filter(Column::OfficerId.eq(officer_id))
        .filter(Column::StartedOn.lte(day))
        .filter(lasted)
        .one()
        .await?;
    was_own.map(drop).ok_or_else(|| tx.not_found::<enterprise::Entity>(enterprise_id))
}

fn blank(
    tx: &Tx,
    enterprise_id: Id<enterprise::Entity>,
    officer_id: Id<officer::Entity>,
) -> visit::ActiveModel {
    visit::ActiveModel {
        id: Set(tx.clock().new_id()),
        enterprise_id: Set(enterprise_id),
        officer_id: Set(officer_id),
        people_met: Set(TextList::default()),
        topics: Set(TextList::default()),
        findings: Set(String::new()),
        follow_up: Set(String::new()),
        version: Set(1),
        created_at: Set(tx.clock().now()),
        ..Default::default()
    }
}

fn write_report(row: &mut visit::ActiveModel, report: Report) {
    row.kind = Set(report.kind);
    row.happens_at = Set(report.happens_at);
    row.people_met = Set(TextList(report.people_met));
    row.topics = Set(TextList(report.topics));
    row.findings = Set(report.findings);
    row.follow_up = Set(report.follow_up);
    row.follow_up_on = Set(report.follow_up_on);
}

fn write_place(row: &mut visit::ActiveModel, place: Option<Place>) {
    row.latitude = Set(place.map(|place| place.latitude));
    row.longitude = Set(place.map(|place| place.longitude));
    row.accuracy_m = Set(place.and_then(|place| place.accuracy_m));
}
