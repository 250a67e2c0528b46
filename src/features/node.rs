//! `node` and `nodes`: any id, within the viewer's rights.

use async_graphql::{Context, ID, Interface, Object};
use entity::{
    Id, Prefixed, agency, alert, api_client, assignment, association, association_member,
    attachment, audit_event, branch, calendar_feed, calendar_year, caseload_plan, contact,
    deadline_target, demand, demand_firm, demand_reminder, dispatch, diversion_rollout, enterprise,
    escalation, escalation_template, export_run, import_remark, import_run, incident,
    incident_category, incident_event, kiosk, liaison_office, liaison_station, mechanism,
    mechanism_edition, notice, office_merchant, office_partner, officer, pair_rule,
    planned_assignment, request_event, request_pause, service_request, session, settlement,
    settlement_party, task_force, task_force_member, town, user, visit, visit_revision, webhook,
    webhook_delivery,
};

use super::{
    agencies::graphql::{Agency, Branch, Town},
    alerts::graphql::Alert,
    assignments::{
        graphql::{Assignment, Caseload, PairRule},
        plans::graphql::{CaseloadPlan, PlannedAssignment},
    },
    associations::graphql::{Association, AssociationMember},
    attachments::graphql::Attachment,
    audit::graphql::AuditEvent,
    auth::{graphql::Session, graphql_users::User},
    calendar::graphql::CalendarYear,
    enterprises::{graphql::Enterprise, graphql_contacts::Contact},
    feeds::graphql::CalendarFeed,
    incidents::{
        graphql::Incident,
        graphql_dispatches::{Dispatch, IncidentEvent, Settlement, SettlementParty},
        graphql_register::{DiversionRollout, TriageCategory},
    },
    integrations::graphql::ApiClient,
    mechanisms::graphql::{Mechanism, MechanismEdition},
    notifications::graphql::Notice,
    officers::graphql::Officer,
    requests::{
        deadlines::graphql::{DeadlineTarget, RequestPause},
        demands::graphql::{Demand, DemandFirm, DemandReminder},
        escalations::{graphql::Escalation, graphql_templates::EscalationTemplate},
        graphql::ServiceRequest,
        graphql_events::RequestEvent,
        task_forces::graphql::{TaskForce, TaskForceMember},
    },
    stations::{
        graphql_kiosks::Kiosk,
        graphql_offices::{LiaisonOffice, OfficeMerchant, OfficePartner},
        graphql_stations::LiaisonStation,
    },
    transfer::{
        exports::graphql::ExportRun,
        graphql::{ImportRemark, ImportRun},
    },
    visits::graphql::{Visit, VisitRevision},
    webhooks::graphql::{Webhook, WebhookDelivery},
};
use crate::platform::{
    Error, Result,
    error::Reason,
    scope::Visible,
    viewer::{Viewer, ViewerContext},
};

/// The most ids of one `nodes`.
const MOST: usize = 100;
const TOO_MANY: Reason =
    Reason { code: "too_many", zh: "一次最多查询 100 个", en: "At most 100 at a time" };

/// Anything that has an id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The id: opaque, and the same for ever."))]
pub enum Node {
    /// An agency.
    Agency(Agency),
    /// A client of the API.
    ApiClient(ApiClient),
    /// An alert.
    Alert(Alert),
    /// An assignment.
    Assignment(Assignment),
    /// An association.
    Association(Association),
    /// An attachment.
    Attachment(Attachment),
    /// A membership.
    AssociationMember(AssociationMember),
    /// An event of the audit log.
    AuditEvent(AuditEvent),
    /// A branch.
    Branch(Branch),
    /// A calendar at a secret address.
    CalendarFeed(CalendarFeed),
    /// A year of the working calendar.
    CalendarYear(CalendarYear),
    /// The caseload of an officer.
    Caseload(Caseload),
    /// A contact.
    Contact(Contact),
    /// An enterprise.
    Enterprise(Enterprise),
    /// An export.
    ExportRun(ExportRun),
    /// What is to be said about a row of an import.
    ImportRemark(ImportRemark),
    /// An import.
    ImportRun(ImportRun),
    /// An incident.
    Incident(Incident),
    /// A unit that is sent to an incident.
    Dispatch(Dispatch),
    /// A town that diverts incidents.
    DiversionRollout(DiversionRollout),
    /// A category by which incidents are sorted.
    TriageCategory(TriageCategory),
    /// An event of an incident's timeline.
    IncidentEvent(IncidentEvent),
    /// A mechanism.
    Mechanism(Mechanism),
    /// An edition of a mechanism.
    MechanismEdition(MechanismEdition),
    /// How an incident was settled.
    Settlement(Settlement),
    /// A party of a settlement.
    SettlementParty(SettlementParty),
    /// A kiosk.
    Kiosk(Kiosk),
    /// A liaison office.
    LiaisonOffice(LiaisonOffice),
    /// A liaison station.
    LiaisonStation(LiaisonStation),
    /// A merchant of a liaison office.
    OfficeMerchant(OfficeMerchant),
    /// A partner of a liaison office.
    OfficePartner(OfficePartner),
    /// A notice.
    Notice(Notice),
    /// An officer.
    Officer(Officer),
    /// A ban or a pin.
    PairRule(PairRule),
    /// A caseload plan.
    CaseloadPlan(CaseloadPlan),
    /// One firm of a caseload plan.
    PlannedAssignment(PlannedAssignment),
    /// A target of deadlines.
    DeadlineTarget(DeadlineTarget),
    /// A step of a chain of escalations.
    Escalation(Escalation),
    /// A template of chains.
    EscalationTemplate(EscalationTemplate),
    /// A pause of a request's clock.
    RequestPause(RequestPause),
    /// A task force.
    TaskForce(TaskForce),
    /// A member of a task force.
    TaskForceMember(TaskForceMember),
    /// A batch demand.
    Demand(Demand),
    /// A firm on the roster of a batch demand.
    DemandFirm(DemandFirm),
    /// A reminder of a demand that comes again.
    DemandReminder(DemandReminder),
    /// An event of a request's timeline.
    RequestEvent(RequestEvent),
    /// A request.
    ServiceRequest(ServiceRequest),
    /// A session.
    Session(Session),
    /// A town.
    Town(Town),
    /// A user.
    User(User),
    /// A visit.
    Visit(Visit),
    /// A visit as it stood before.
    VisitRevision(VisitRevision),
    /// A webhook.
    Webhook(Webhook),
    /// One event on its way to one webhook.
    WebhookDelivery(WebhookDelivery),
}

async fn row<E, T>(viewer: &Viewer, id: &str) -> Result<Option<Node>>
where
    E: Visible + Prefixed,
    E::Model: Sync + 'static,
    T: From<E::Model> + Into<Node>,
{
    let Some(id) = Id::<E>::parse(id) else {
        return Ok(None);
    };
    Ok(viewer.row(id).await?.map(T::from).map(T::into))
}

/// The row with this bare id.
async fn bare<E, T>(viewer: &Viewer, id: uuid::Uuid) -> Result<Option<Node>>
where
    E: Visible,
    E::Model: Sync + 'static,
    T: From<E::Model> + Into<Node>,
{
    Ok(viewer.row::<E>(Id::from_uuid(id)).await?.map(T::from).map(T::into))
}

/// An old id resolves to the surviving record.
async fn enterprise(viewer: &Viewer, id: &str) -> Result<Option<Node>> {
    let Some(id) = Id::<enterprise::Entity>::parse(id) else { return Ok(None) };
    let row = super::enterprises::find(viewer, id).await?;
    Ok(row.map(|row| Enterprise::from(row).into()))
}

/// It is counted anew for the officer that it is of.
async fn caseload(viewer: &Viewer, id: &str) -> Result<Option<Node>> {
    let Some(id) = Id::<Caseload>::parse(id) else { return Ok(None) };
    bare::<officer::Entity, Caseload>(viewer, id.uuid()).await
}

/// The object with this id.
///
/// # Errors
/// Those of the database.
pub async fn by_id(viewer: &Viewer, id: &str) -> Result<Option<Node>> {
    let prefix = id.split('_').next().unwrap_or_default();
    match prefix {
        agency::Entity::PREFIX => row::<agency::Entity, Agency>(viewer, id).await,
        api_client::Entity::PREFIX => row::<api_client::Entity, ApiClient>(viewer, id).await,
        alert::Entity::PREFIX => row::<alert::Entity, Alert>(viewer, id).await,
        assignment::Entity::PREFIX => row::<assignment::Entity, Assignment>(viewer, id).await,
        association::Entity::PREFIX => row::<association::Entity, Association>(viewer, id).await,
        attachment::Entity::PREFIX => row::<attachment::Entity, Attachment>(viewer, id).await,
        association_member::Entity::PREFIX => {
            row::<association_member::Entity, AssociationMember>(viewer, id).await
        }
        audit_event::Entity::PREFIX => row::<audit_event::Entity, AuditEvent>(viewer, id).await,
        branch::Entity::PREFIX => row::<branch::Entity, Branch>(viewer, id).await,
        calendar_feed::Entity::PREFIX => {
            row::<calendar_feed::Entity, CalendarFeed>(viewer, id).await
        }
        calendar_year::Entity::PREFIX => {
            row::<calendar_year::Entity, CalendarYear>(viewer, id).await
        }
        Caseload::PREFIX => caseload(viewer, id).await,
        contact::Entity::PREFIX => row::<contact::Entity, Contact>(viewer, id).await,
        enterprise::Entity::PREFIX => enterprise(viewer, id).await,
        export_run::Entity::PREFIX => row::<export_run::Entity, ExportRun>(viewer, id).await,
        import_remark::Entity::PREFIX => {
            row::<import_remark::Entity, ImportRemark>(viewer, id).await
        }
        import_run::Entity::PREFIX => row::<import_run::Entity, ImportRun>(viewer, id).await,
        incident::Entity::PREFIX => row::<incident::Entity, Incident>(viewer, id).await,
        dispatch::Entity::PREFIX => row::<dispatch::Entity, Dispatch>(viewer, id).await,
        diversion_rollout::Entity::PREFIX => {
            row::<diversion_rollout::Entity, DiversionRollout>(viewer, id).await
        }
        incident_category::Entity::PREFIX => {
            row::<incident_category::Entity, TriageCategory>(viewer, id).await
        }
        incident_event::Entity::PREFIX => {
            row::<incident_event::Entity, IncidentEvent>(viewer, id).await
        }
        mechanism::Entity::PREFIX => row::<mechanism::Entity, Mechanism>(viewer, id).await,
        mechanism_edition::Entity::PREFIX => {
            row::<mechanism_edition::Entity, MechanismEdition>(viewer, id).await
        }
        settlement::Entity::PREFIX => row::<settlement::Entity, Settlement>(viewer, id).await,
        settlement_party::Entity::PREFIX => {
            row::<settlement_party::Entity, SettlementParty>(viewer, id).await
        }
        kiosk::Entity::PREFIX => row::<kiosk::Entity, Kiosk>(viewer, id).await,
        liaison_office::Entity::PREFIX => {
            row::<liaison_office::Entity, LiaisonOffice>(viewer, id).await
        }
        liaison_station::Entity::PREFIX => {
            row::<liaison_station::Entity, LiaisonStation>(viewer, id).await
        }
        office_merchant::Entity::PREFIX => {
            row::<office_merchant::Entity, OfficeMerchant>(viewer, id).await
        }
        office_partner::Entity::PREFIX => {
            row::<office_partner::Entity, OfficePartner>(viewer, id).await
        }
        notice::Entity::PREFIX => row::<notice::Entity, Notice>(viewer, id).await,
        officer::Entity::PREFIX => row::<officer::Entity, Officer>(viewer, id).await,
        pair_rule::Entity::PREFIX => row::<pair_rule::Entity, PairRule>(viewer, id).await,
        caseload_plan::Entity::PREFIX => {
            row::<caseload_plan::Entity, CaseloadPlan>(viewer, id).await
        }
        planned_assignment::Entity::PREFIX => {
            row::<planned_assignment::Entity, PlannedAssignment>(viewer, id).await
        }
        deadline_target::Entity::PREFIX => {
            row::<deadline_target::Entity, DeadlineTarget>(viewer, id).await
        }
        escalation::Entity::PREFIX => row::<escalation::Entity, Escalation>(viewer, id).await,
        escalation_template::Entity::PREFIX => {
            row::<escalation_template::Entity, EscalationTemplate>(viewer, id).await
        }
        request_pause::Entity::PREFIX => {
            row::<request_pause::Entity, RequestPause>(viewer, id).await
        }
        task_force::Entity::PREFIX => row::<task_force::Entity, TaskForce>(viewer, id).await,
        task_force_member::Entity::PREFIX => {
            row::<task_force_member::Entity, TaskForceMember>(viewer, id).await
        }
        demand::Entity::PREFIX => row::<demand::Entity, Demand>(viewer, id).await,
        demand_firm::Entity::PREFIX => row::<demand_firm::Entity, DemandFirm>(viewer, id).await,
        demand_reminder::Entity::PREFIX => {
            row::<demand_reminder::Entity, DemandReminder>(viewer, id).await
        }
        request_event::Entity::PREFIX => {
            row::<request_event::Entity, RequestEvent>(viewer, id).await
        }
        service_request::Entity::PREFIX => {
            row::<service_request::Entity, ServiceRequest>(viewer, id).await
        }
        session::Entity::PREFIX => row::<session::Entity, Session>(viewer, id).await,
        town::Entity::PREFIX => row::<town::Entity, Town>(viewer, id).await,
        user::Entity::PREFIX => row::<user::Entity, User>(viewer, id).await,
        visit::Entity::PREFIX => row::<visit::Entity, Visit>(viewer, id).await,
        webhook::Entity::PREFIX => row::<webhook::Entity, Webhook>(viewer, id).await,
        webhook_delivery::Entity::PREFIX => {
            row::<webhook_delivery::Entity, WebhookDelivery>(viewer, id).await
        }
        visit_revision::Entity::PREFIX => {
            row::<visit_revision::Entity, VisitRevision>(viewer, id).await
        }
        _ => Ok(None),
    }
}

/// The object of this kind with this bare id, for what notices are about.
///
/// # Errors
/// Those of the database.
pub async fn of_kind(viewer: &Viewer, kind: &str, id: uuid::Uuid) -> Result<Option<Node>> {
    match kind {
        service_request::Entity::KIND => {
            bare::<service_request::Entity, ServiceRequest>(viewer, id).await
        }
        escalation::Entity::KIND => bare::<escalation::Entity, Escalation>(viewer, id).await,
        task_force::Entity::KIND => bare::<task_force::Entity, TaskForce>(viewer, id).await,
        demand_reminder::Entity::KIND => {
            bare::<demand_reminder::Entity, DemandReminder>(viewer, id).await
        }
        alert::Entity::KIND => bare::<alert::Entity, Alert>(viewer, id).await,
        incident::Entity::KIND => bare::<incident::Entity, Incident>(viewer, id).await,
        dispatch::Entity::KIND => bare::<dispatch::Entity, Dispatch>(viewer, id).await,
        kiosk::Entity::KIND => bare::<kiosk::Entity, Kiosk>(viewer, id).await,
        webhook::Entity::KIND => bare::<webhook::Entity, Webhook>(viewer, id).await,
        caseload_plan::Entity::KIND => {
            bare::<caseload_plan::Entity, CaseloadPlan>(viewer, id).await
        }
        _ => Ok(None),
    }
}

/// Finding anything by its id.
#[derive(Default)]
pub struct NodeQuery;

/// Anything by its id.
#[Object]
impl NodeQuery {
    /// The object with this id, or null when it is not within reach. Every role.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Any id.")] id: ID,
    ) -> Result<Option<Node>> {
        by_id(ctx.viewer()?, &id).await
    }

    /// The objects with these ids, in their order; null where one is not within reach. Every role.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most 100 ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MOST {
            return Err(Error::invalid("ids", TOO_MANY));
        }
        let viewer = ctx.viewer()?;
        futures_util::future::try_join_all(ids.iter().map(|id| by_id(viewer, id))).await
    }
}
