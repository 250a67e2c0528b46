//! The roots of the schema. Merged in two levels: in a debug build the root's frame on the stack is as
//! large as all futures of its members together, and with one level a mutation overflowed the stack
//! of a server's thread.

use async_graphql::{MergedObject, MergedSubscription};

use super::{
    NodeQuery, agencies, alerts, assignments, associations, audit, auth, calendar, dashboard,
    enterprises, feeds, incidents, integrations, mechanisms, notifications, officers, requests,
    search, settings, stations, timeline, transfer, visits, webhooks,
};

/// Queries. Every one answers within the viewer's reach: a row out of it does not exist.
#[derive(MergedObject, Default)]
pub struct Query(
    PeopleQueries,
    RegisterQueries,
    LiaisonQueries,
    PlaceQueries,
    RequestQueries,
    IncidentQueries,
    WatchQueries,
);

/// Changes. Each takes one `input`, and returns what it changed.
#[derive(MergedObject, Default)]
pub struct Mutation(
    PeopleChanges,
    RegisterChanges,
    LiaisonChanges,
    PlaceChanges,
    RequestChanges,
    IncidentChanges,
    WatchChanges,
);

/// Queries about people, their sessions and machines.
#[derive(MergedObject, Default)]
pub struct PeopleQueries(
    NodeQuery,
    auth::graphql::AuthQuery,
    auth::graphql_users::UsersQuery,
    integrations::graphql::IntegrationsQuery,
);

/// Changes of people, their sessions and machines.
#[derive(MergedObject, Default)]
pub struct PeopleChanges(
    auth::graphql::AuthMutation,
    auth::graphql_users::UsersMutation,
    integrations::graphql_changes::IntegrationsMutation,
);

/// Queries about the registers.
#[derive(MergedObject, Default)]
pub struct RegisterQueries(
    agencies::graphql::AgenciesQuery,
    officers::graphql::OfficersQuery,
    enterprises::graphql::EnterprisesQuery,
    transfer::graphql::TransferQuery,
    transfer::exports::graphql::ExportsQuery,
    associations::graphql::AssociationsQuery,
    search::graphql::SearchQuery,
);

/// Changes of the registers.
#[derive(MergedObject, Default)]
pub struct RegisterChanges(
    agencies::graphql_changes::AgenciesMutation,
    officers::graphql_changes::OfficersMutation,
    enterprises::graphql_changes::EnterprisesMutation,
    associations::graphql_changes::AssociationsMutation,
    enterprises::graphql_contacts::ContactsMutation,
    transfer::graphql::TransferMutation,
    transfer::exports::graphql_changes::ExportsMutation,
);

/// Queries about liaison and visits.
#[derive(MergedObject, Default)]
pub struct LiaisonQueries(
    assignments::graphql::AssignmentsQuery,
    assignments::plans::graphql::PlansQuery,
    settings::graphql::SettingsQuery,
    calendar::graphql::CalendarQuery,
    feeds::graphql::FeedsQuery,
    visits::graphql::VisitsQuery,
    timeline::graphql::TimelineQuery,
);

/// Changes of liaison and visits.
#[derive(MergedObject, Default)]
pub struct LiaisonChanges(
    assignments::graphql_changes::AssignmentsMutation,
    assignments::plans::graphql_changes::PlansMutation,
    settings::graphql::SettingsMutation,
    calendar::graphql::CalendarMutation,
    feeds::graphql::FeedsMutation,
    visits::graphql_changes::VisitsMutation,
);

/// Queries about stations, offices and kiosks.
#[derive(MergedObject, Default)]
pub struct PlaceQueries(
    stations::graphql_stations::StationsQuery,
    stations::graphql_offices::OfficesQuery,
    stations::graphql_kiosks::KiosksQuery,
);

/// Changes of stations, offices and kiosks.
#[derive(MergedObject, Default)]
pub struct PlaceChanges(
    stations::graphql_station_changes::StationsMutation,
    stations::graphql_office_changes::OfficesMutation,
    stations::graphql_kiosk_changes::KiosksMutation,
);

/// Queries about requests and what climbs with them.
#[derive(MergedObject, Default)]
pub struct RequestQueries(
    requests::RequestsQuery,
    requests::deadlines::graphql::DeadlinesQuery,
    requests::demands::graphql::DemandsQuery,
    requests::escalations::graphql::EscalationsQuery,
    requests::escalations::graphql_templates::EscalationTemplatesQuery,
    requests::task_forces::graphql::TaskForcesQuery,
);

/// Changes of requests and what climbs with them.
#[derive(MergedObject, Default)]
pub struct RequestChanges(
    requests::graphql_submission::SubmissionMutation,
    requests::graphql_changes::RequestsMutation,
    requests::deadlines::graphql::DeadlinesMutation,
    requests::demands::graphql::DemandsMutation,
    requests::escalations::graphql_changes::EscalationsMutation,
    requests::escalations::graphql_templates::EscalationTemplatesMutation,
    requests::task_forces::graphql_changes::TaskForcesMutation,
);

/// Queries about incidents, and the procedures that cases run under.
#[derive(MergedObject, Default)]
pub struct IncidentQueries(
    incidents::graphql_lists::IncidentsQuery,
    incidents::graphql_register::DiversionRegisterQuery,
    incidents::graphql_share::DiversionShareQuery,
    mechanisms::graphql::MechanismsQuery,
);

/// Changes of incidents, and of the procedures that cases run under.
#[derive(MergedObject, Default)]
pub struct IncidentChanges(
    incidents::graphql_changes::IncidentsMutation,
    incidents::graphql_steps::IncidentStepsMutation,
    incidents::graphql_register::DiversionRegisterMutation,
    mechanisms::graphql_changes::MechanismsMutation,
);

/// Queries about what comes in from elsewhere, and what is told.
#[derive(MergedObject, Default)]
pub struct WatchQueries(
    alerts::graphql::AlertsQuery,
    audit::graphql::AuditQuery,
    dashboard::graphql::DashboardQuery,
    notifications::graphql::NotificationsQuery,
    notifications::graphql_inbox::InboxQuery,
    webhooks::graphql::WebhooksQuery,
    webhooks::graphql_mirror::MirrorQuery,
);

/// Changes of what comes in from elsewhere, and what is told.
#[derive(MergedObject, Default)]
pub struct WatchChanges(
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
