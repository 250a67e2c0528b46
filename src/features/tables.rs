//! Every table that people can read, for the tests that look at all of them.

use std::{collections::HashMap, sync::LazyLock};

use entity::{
    Id, Prefixed, agency, alert, api_client, assignment, association, association_member,
    association_name, attachment, attachment_link, audit_event, branch, calendar_day,
    calendar_feed, calendar_year, caseload_plan, contact, deadline_target, delivery, demand,
    demand_firm, demand_reminder, dispatch, diversion_rollout, enterprise, enterprise_alias,
    enterprise_name, escalation, escalation_template, export_run, import_remark, import_run,
    incident, incident_category, incident_event, kiosk, kiosk_day, liaison_office, liaison_station,
    machine_key, mechanism, mechanism_edition, notice, office_merchant, office_partner, officer,
    outbox_event, pair_rule, planned_assignment, programme_setting, request_event,
    request_oversight, request_pause, scope::Area, search_entry, service_request, session,
    settlement, settlement_party, task_force, task_force_member, town, user, visit, visit_revision,
    webhook, webhook_attempt, webhook_delivery,
};
use futures_util::future::BoxFuture;
use sea_orm::{EntityTrait, IdenStatic, Iterable};
use uuid::Uuid;

use crate::platform::{
    Result,
    actor::Actor,
    db::Db,
    scope::{Recorded, Visible},
};

/// Writes the public id of a row.
pub type PublicId = fn(Uuid) -> String;

/// Finds which of these rows somebody sees.
pub type SeenAmong = fn(Db, Vec<Uuid>) -> BoxFuture<'static, Result<Vec<Uuid>>>;

/// One table, without its type.
pub struct Table {
    /// The noun of its rows.
    pub kind: &'static str,
    /// The area whose scope a key must hold to read it.
    pub area: Option<Area>,
    /// The public id of one of its rows.
    pub public_id: PublicId,
    /// Which of these rows somebody sees; none where a key does not open the table.
    pub seen_among: SeenAmong,
    /// Its columns.
    pub columns: Vec<&'static str>,
    /// Those whose values events may hold, those that are withheld and those that are measured;
    /// none where rows are never written under an action.
    pub recorded: Option<[Vec<&'static str>; 3]>,
    /// How much of it an actor sees, in words.
    pub reach: fn(&Actor) -> String,
    /// How much of what is seen an actor may change, in words.
    pub editable: fn(&Actor) -> String,
}

fn names<C: IdenStatic>(columns: impl IntoIterator<Item = C>) -> Vec<&'static str> {
    columns.into_iter().map(|column| column.as_str()).collect()
}

fn seen<E: Visible + Prefixed>() -> Table
where
    E::Model: Sync,
{
    Table {
        kind: E::KIND,
        area: E::AREA,
        public_id: |id| Id::<E>::from_uuid(id).to_string(),
        seen_among: |db, ids| Box::pin(async move { db.seen_among::<E>(ids).await }),
        columns: names(<E as EntityTrait>::Column::iter()),
        recorded: None,
        reach: |actor| E::reach(actor).describe(),
        editable: |actor| E::editable(actor).describe(),
    }
}

fn written<E: Visible + Recorded + Prefixed>() -> Table
where
    E::Model: Sync,
{
    let lists = [E::recorded(), E::withheld(), E::measured()].map(names);
    Table { recorded: Some(lists), ..seen::<E>() }
}

/// The public id of a row of this kind; none where there is no such table.
pub fn public_id(kind: &str, id: Uuid) -> Option<String> {
    static IDS: LazyLock<HashMap<&str, PublicId>> =
        LazyLock::new(|| tables().into_iter().map(|table| (table.kind, table.public_id)).collect());
    IDS.get(kind).map(|public_id| public_id(id))
}

/// All tables.
pub fn tables() -> Vec<Table> {
    vec![
        written::<agency::Entity>(),
        written::<alert::Entity>(),
        written::<api_client::Entity>(),
        written::<assignment::Entity>(),
        written::<association::Entity>(),
        written::<association_member::Entity>(),
        seen::<association_name::Entity>(),
        written::<attachment::Entity>(),
        written::<attachment_link::Entity>(),
        seen::<audit_event::Entity>(),
        written::<branch::Entity>(),
        written::<caseload_plan::Entity>(),
        written::<calendar_day::Entity>(),
        written::<calendar_feed::Entity>(),
        written::<calendar_year::Entity>(),
        written::<contact::Entity>(),
        written::<delivery::Entity>(),
        written::<demand::Entity>(),
        written::<demand_firm::Entity>(),
        written::<demand_reminder::Entity>(),
        written::<dispatch::Entity>(),
        written::<diversion_rollout::Entity>(),
        written::<enterprise::Entity>(),
        seen::<enterprise_alias::Entity>(),
        seen::<enterprise_name::Entity>(),
        written::<export_run::Entity>(),
        written::<import_remark::Entity>(),
        written::<import_run::Entity>(),
        written::<incident::Entity>(),
        written::<incident_category::Entity>(),
        written::<incident_event::Entity>(),
        written::<kiosk::Entity>(),
        written::<kiosk_day::Entity>(),
        written::<liaison_office::Entity>(),
        written::<liaison_station::Entity>(),
        written::<machine_key::Entity>(),
        written::<mechanism::Entity>(),
        written::<mechanism_edition::Entity>(),
        written::<office_merchant::Entity>(),
        written::<office_partner::Entity>(),
        written::<notice::Entity>(),
        written::<officer::Entity>(),
        written::<pair_rule::Entity>(),
        written::<planned_assignment::Entity>(),
        written::<programme_setting::Entity>(),
        written::<deadline_target::Entity>(),
        written::<escalation::Entity>(),
        written::<escalation_template::Entity>(),
        written::<request_oversight::Entity>(),
        written::<request_pause::Entity>(),
        written::<task_force::Entity>(),
        written::<task_force_member::Entity>(),
        written::<request_event::Entity>(),
        written::<service_request::Entity>(),
        seen::<outbox_event::Entity>(),
        seen::<search_entry::Entity>(),
        written::<session::Entity>(),
        written::<settlement::Entity>(),
        written::<settlement_party::Entity>(),
        written::<town::Entity>(),
        written::<user::Entity>(),
        written::<visit::Entity>(),
        written::<visit_revision::Entity>(),
        written::<webhook::Entity>(),
        written::<webhook_attempt::Entity>(),
        written::<webhook_delivery::Entity>(),
    ]
}
