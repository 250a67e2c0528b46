//! The features, and what is put together from all of them: the roots of the schema, the actions,
//! the tables.

pub mod agencies;
pub mod alerts;
pub mod assignments;
pub mod associations;
pub mod attachments;
pub mod audit;
pub mod auth;
pub mod calendar;
pub mod dashboard;
pub mod enterprises;
pub mod feeds;
pub mod inbound;
pub mod incidents;
pub mod integrations;
pub mod notifications;
pub mod officers;
pub mod requests;
pub mod search;
pub mod settings;
pub mod stations;
pub mod transfer;
pub mod visits;
pub mod webhooks;

pub mod node;
mod tables;

use async_graphql::{MergedObject, MergedSubscription};

pub use node::NodeQuery;
pub use tables::{Table, tables};

use crate::platform::{action::Action, error::Constraint};

/// Queries. Every one answers within the viewer's reach: a row out of it does not exist.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    auth::graphql::AuthQuery,
    auth::graphql_users::UsersQuery,
    integrations::graphql::IntegrationsQuery,
    agencies::graphql::AgenciesQuery,
    officers::graphql::OfficersQuery,
    enterprises::graphql::EnterprisesQuery,
    assignments::graphql::AssignmentsQuery,
    assignments::plans::graphql::PlansQuery,
    settings::graphql::SettingsQuery,
    calendar::graphql::CalendarQuery,
    feeds::graphql::FeedsQuery,
    visits::graphql::VisitsQuery,
    stations::graphql_stations::StationsQuery,
    stations::graphql_offices::OfficesQuery,
    stations::graphql_kiosks::KiosksQuery,
    transfer::graphql::TransferQuery,
    transfer::exports::graphql::ExportsQuery,
    requests::RequestsQuery,
    requests::deadlines::graphql::DeadlinesQuery,
    requests::demands::graphql::DemandsQuery,
    requests::escalations::graphql::EscalationsQuery,
    requests::escalations::graphql_templates::EscalationTemplatesQuery,
    requests::task_forces::graphql::TaskForcesQuery,
    incidents::graphql::IncidentsQuery,
    alerts::graphql::AlertsQuery,
    associations::graphql::AssociationsQuery,
    search::graphql::SearchQuery,
    audit::graphql::AuditQuery,
    dashboard::graphql::DashboardQuery,
    notifications::graphql::NotificationsQuery,
    notifications::graphql_inbox::InboxQuery,
    webhooks::graphql::WebhooksQuery,
    webhooks::graphql_mirror::MirrorQuery,
);

/// Changes. Each takes one `input`, and returns what it changed.
#[derive(MergedObject, Default)]
pub struct Mutation(
    auth::graphql::AuthMutation,
    auth::graphql_users::UsersMutation,
    integrations::graphql_changes::IntegrationsMutation,
    agencies::graphql_changes::AgenciesMutation,
    officers::graphql_changes::OfficersMutation,
    enterprises::graphql_changes::EnterprisesMutation,
    associations::graphql_changes::AssociationsMutation,
    enterprises::graphql_contacts::ContactsMutation,
    assignments::graphql_changes::AssignmentsMutation,
    assignments::plans::graphql_changes::PlansMutation,
    settings::graphql::SettingsMutation,
    calendar::graphql::CalendarMutation,
    feeds::graphql::FeedsMutation,
    visits::graphql_changes::VisitsMutation,
    stations::graphql_station_changes::StationsMutation,
    stations::graphql_office_changes::OfficesMutation,
    stations::graphql_kiosk_changes::KiosksMutation,
    transfer::graphql::TransferMutation,
    transfer::exports::graphql_changes::ExportsMutation,
    requests::graphql_submission::SubmissionMutation,
    requests::graphql_changes::RequestsMutation,
    requests::deadlines::graphql::DeadlinesMutation,
    requests::demands::graphql::DemandsMutation,
    requests::escalations::graphql_changes::EscalationsMutation,
    requests::escalations::graphql_templates::EscalationTemplatesMutation,
    requests::task_forces::graphql_changes::TaskForcesMutation,
    incidents::graphql_changes::IncidentsMutation,
    alerts::graphql_changes::AlertsMutation,
    notifications::graphql_changes::NotificationsMutation,
    webhooks::graphql_changes::WebhooksMutation,
);

/// What is told as it happens, over `graphql-transport-ws` at `/graphql/ws`. Every delivery is
/// within the reach that the viewer has then.
#[derive(MergedSubscription, Default)]
pub struct Subscription(
    requests::graphql_subscription::RequestsSubscription,
    notifications::graphql_subscription::InboxSubscription,
);

/// Every action there is.
pub fn actions() -> Vec<Action> {
    [
        auth::policy::ACTIONS,
        integrations::policy::ACTIONS,
        settings::policy::ACTIONS,
        calendar::policy::ACTIONS,
        agencies::policy::ACTIONS,
        officers::policy::ACTIONS,
        associations::policy::ACTIONS,
        enterprises::policy::ACTIONS,
        assignments::policy::ACTIONS,
        assignments::plans::policy::ACTIONS,
        visits::policy::ACTIONS,
        stations::policy::ACTIONS,
        attachments::policy::ACTIONS,
        transfer::policy::ACTIONS,
        transfer::exports::policy::ACTIONS,
        feeds::policy::ACTIONS,
        requests::policy::ACTIONS,
        incidents::policy::ACTIONS,
        alerts::policy::ACTIONS,
        notifications::policy::ACTIONS,
        webhooks::policy::ACTIONS,
    ]
    .concat()
}

/// What every broken constraint means.
pub fn constraints() -> Vec<Constraint> {
    [
        auth::policy::CONSTRAINTS,
        integrations::policy::CONSTRAINTS,
        settings::policy::CONSTRAINTS,
        calendar::policy::CONSTRAINTS,
        agencies::policy::CONSTRAINTS,
        officers::policy::CONSTRAINTS,
        associations::policy::CONSTRAINTS,
        enterprises::policy::CONSTRAINTS,
        assignments::policy::CONSTRAINTS,
        visits::policy::CONSTRAINTS,
        stations::policy::CONSTRAINTS,
        attachments::policy::CONSTRAINTS,
        transfer::policy::CONSTRAINTS,
        requests::policy::CONSTRAINTS,
        notifications::policy::CONSTRAINTS,
    ]
    .concat()
}
