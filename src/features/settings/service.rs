//! The programme's settings: one row.

use std::ops::RangeInclusive;

use entity::{office_hours::OfficeHours, programme_setting, text_list::TextList};
use sea_orm::ActiveValue::Set;

use super::policy;
use crate::platform::{
    Error, Result, error::Reason, input::OUT_OF_RANGE, scope::Visible, tx::Tx, viewer::Viewer,
};

const KIND: &str = <programme_setting::Entity as Visible>::KIND;
const MOST: i32 = 1_000;
/// A demand comes back once a year.
const REMINDER_MONTHS: RangeInclusive<i32> = 1..=12;
/// Thirty days at most.
const DUE_SOON_HOURS: RangeInclusive<i32> = 1..=720;
/// The heaviest weight of a plan: farther than any two places of a county, in metres.
const PLAN_WEIGHT: RangeInclusive<i32> = 0..=1_000_000;
/// Two years at most.
const VISIT_CADENCE_DAYS: RangeInclusive<i32> = 1..=730;
/// Three months at most.
const ESCALATION_DAYS: RangeInclusive<i32> = 1..=60;

const LIMITS_CROSSED: Reason = Reason {
    code: "limits_crossed",
    zh: "挂联下限须不小于 0 且不大于上限，上限至多 1000",
    en: "0 ≤ lower ≤ upper ≤ 1000",
};

/// Settings in the place of those that stand; absent stays.
#[derive(Default)]
pub struct SettingsChange {
    /// The lower caseload limit.
    pub caseload_lower: Option<i32>,
    /// The upper caseload limit.
    pub caseload_upper: Option<i32>,
    /// The office hours.
    pub office_hours: Option<OfficeHours>,
    /// The months ahead of a recurring demand.
    pub demand_reminder_months: Option<i32>,
    /// The hours before a due date.
    pub due_soon_hours: Option<i32>,
    /// The working days of a step.
    pub escalation_days: Option<i32>,
    /// Within how many days a firm is to be visited.
    pub visit_cadence_days: Option<i32>,
    /// Metres that an officer of another branch than fits the firm counts more in a plan.
    pub plan_branch_misfit_m: Option<i32>,
    /// Metres that an officer of another town counts more.
    pub plan_town_crossing_m: Option<i32>,
    /// Metres that another officer than the present one counts more.
    pub plan_change_m: Option<i32>,
    /// Which industries a branch fits, as `industry=branch`.
    pub branch_fits: Option<TextList>,
}

/// The settings that hold now.
///
/// # Errors
/// `NotFound` when they are out of reach: a migration makes the one row.
pub async fn current(viewer: &Viewer) -> Result<programme_setting::Model> {
    known(viewer.only::<programme_setting::Entity>().await?)
}

/// The settings that hold, inside a write.
///
/// # Errors
/// As `current`.
pub async fn in_force(tx: &Tx) -> Result<programme_setting::Model> {
    known(tx.scoped::<programme_setting::Entity>().one().await?)
}

fn known(row: Option<programme_setting::Model>) -> Result<programme_setting::Model> {
    let none = || Error::NotFound { kind: KIND, id: String::new(), action: None };
    row.ok_or_else(none)
}

/// Changes the settings. A lower upper limit refuses new links and closes none.
///
/// # Errors
/// `Invalid` when the limits cross or a number is out of range, `Conflict` when `version` is stale.
pub async fn update_settings(
    viewer: &Viewer,
    version: i32,
    change: SettingsChange,
) -> Result<programme_setting::Model> {
    let mut tx = viewer.begin(policy::UPDATE_SETTINGS).await?;
    let id = in_force(&tx).await?.id;
    let before = tx.edit_at::<programme_setting::Entity>(id, version).await?;
    let lower = change.caseload_lower.unwrap_or(before.caseload_lower);
    let upper = change.caseload_upper.unwrap_or(before.caseload_upper);
    if !(0 <= lower && lower <= upper && upper <= MOST) {
        let field = if change.caseload_upper.is_some() { "caseloadUpper" } else { "caseloadLower" };
        return Err(Error::invalid(field, LIMITS_CROSSED));
    }
    let next = programme_setting::ActiveModel {
        caseload_lower: Set(lower),
        caseload_upper: Set(upper),
        office_hours: Set(change.office_hours.unwrap_or_else(|| before.office_hours.clone())),
        demand_reminder_months: Set(number(
            "demandReminderMonths",
            change.demand_reminder_months,
            before.demand_reminder_months,
            &REMINDER_MONTHS,
        )?),
        due_soon_hours: Set(number(
            "dueSoonHours",
            change.due_soon_hours,
            before.due_soon_hours,
            &DUE_SOON_HOURS,
        )?),
        escalation_days: Set(number(
            "escalationDays",
            change.escalation_days,
            before.escalation_days,
            &ESCALATION_DAYS,
        )?),
        visit_cadence_days: Set(number(
            "visitCadenceDays",
            change.visit_cadence_days,
            before.visit_cadence_days,
            &VISIT_CADENCE_DAYS,
        )?),
        plan_branch_misfit_m: Set(number(
            "planBranchMisfitM",
            change.plan_branch_misfit_m,
            before.plan_branch_misfit_m,
            &PLAN_WEIGHT,
        )?),
        plan_town_crossing_m: Set(number(
            "planTownCrossingM",
            change.plan_town_crossing_m,
            before.plan_town_crossing_m,
            &PLAN_WEIGHT,
        )?),
        plan_change_m: Set(number(
            "planChangeM",
            change.plan_change_m,
            before.plan_change_m,
            &PLAN_WEIGHT,
        )?),
        branch_fits: Set(change.branch_fits.unwrap_or_else(|| before.branch_fits.clone())),
        ..Default::default()
    };
    let settings = tx.update(&before, next).await?;
    tx.commit().await?;
    Ok(settings)
}

/// The number that is to stand: the given one where it is in range, else the one before.
fn number(
    field: &'static str,
    given: Option<i32>,
    before: i32,
    range: &RangeInclusive<i32>,
) -> Result<i32> {
    match given {
        Some(value) if !range.contains(&value) => Err(Error::invalid(field, OUT_OF_RANGE)),
        Some(value) => Ok(value),
        None => Ok(before),
    }
}
