//! Inputs that are accepted: what each mutation needs, on subjects nobody has touched.

use async_graphql::parser::types::InputValueDefinition;
use entity::{
    caseload_plan::State as Plan, dispatch, escalation, incident::State as Incident,
    service_request::State,
};
use serde_json::{Value, json};
use wanqi::platform::clock::Clock;

use crate::support::{
    Client, World,
    schema::{Fill, is_demanded},
    world::{PASSWORD, Person, credit_code, subjects::Subjects},
};

/// The fields that a call needs though the schema does not demand them.
const NEEDED: &[(&str, &str)] = &[
    ("createContact", "enterpriseId"),
    ("submitRequest", "enterpriseId"),
    ("routeRequest", "agencyId"),
    ("createEnterprise", "latitude"),
    ("createEnterprise", "longitude"),
    ("refreshSession", "refreshToken"),
    ("escalateRequest", "steps"),
    ("saveEscalationTemplate", "id"),
    ("saveEscalationTemplate", "version"),
    ("recordDemandServed", "firmsServed"),
    ("createWebhook", "apiClientId"),
    ("redeliverWebhook", "webhookId"),
    ("redeliverWebhook", "since"),
    ("updateLiaisonStation", "latitude"),
    ("updateLiaisonStation", "longitude"),
    ("updateLiaisonOffice", "latitude"),
    ("updateLiaisonOffice", "longitude"),
    ("raiseAlert", "enterpriseId"),
    ("raiseAlert", "sourceKey"),
    ("raiseAlert", "latitude"),
    ("raiseAlert", "longitude"),
    ("reportIncident", "enterpriseId"),
    ("reportIncident", "sourceKey"),
    ("reportIncident", "latitude"),
    ("reportIncident", "longitude"),
    ("settleIncident", "words"),
    // Of a row that is named; a new one has none.
    ("saveMechanism", "version"),
    ("saveIncidentCategory", "version"),
    ("saveDiversionRollout", "version"),
    // The whole county would be computed each time.
    ("proposeCaseloadPlan", "towns"),
];

/// The field that stands for the other owner, where only one may be given.
pub fn instead_of(mutation: &str, field: &str) -> Option<&'static str> {
    match (mutation, field) {
        ("escalateRequest", "templateId") => Some("steps"),
        ("redeliverWebhook", "deliveryId") => Some("webhookId"),
        (_, "associationId" | "creditCode") if NEEDED.contains(&(mutation, "enterpriseId")) => {
            Some("enterpriseId")
        }
        _ => None,
    }
}

/// How the request stands that a mutation moves.
pub fn request_state(mutation: &str) -> State {
    match mutation {
        "startRequest" => State::Accepted,
        "askRequester"
        | "resolveRequest"
        | "escalateRequest"
        | "decideEscalation"
        | "resubmitEscalation"
        | "formTaskForce"
        | "updateTaskForce"
        | "addTaskForceMinutes"
        | "dissolveTaskForce" => State::InProgress,
        "answerQuestion" => State::WaitingForRequester,
        "confirmRequest" | "reopenRequest" => State::Resolved,
        _ => State::Submitted,
    }
}

/// Who calls: for what is about oneself, somebody fresh.
pub async fn client(world: &World, subjects: &Subjects, mutation: &str, person: &Person) -> Client {
    if mutation == "changePassword" {
        world.as_(&subjects.user).await
    } else if mutation == "reportKioskHeartbeat" {
        installed_kiosk(world, subjects).await
    } else {
        world.as_(person).await
    }
}

/// A machine in place, with the key it signs in with.
async fn installed_kiosk(world: &World, subjects: &Subjects) -> Client {
    let id = world.places(subjects).await.approved_kiosk.to_string();
    let coordinator = world.as_(&world.coordinator).await;
    let input = json!({ "id": id, "version": 2 });
    let key = coordinator.change("installKiosk", input, "key").await.text("/installKiosk/key");
    world.anonymous().with_token(&key)
}

/// The version of the target for what `saveDeadlineTarget` is filled with: the first of each.
async fn version_of_target(world: &World) -> Value {
    let coordinator = world.as_(&world.coordinator).await;
    let targets = coordinator.query("{ deadlineTargets { category priority version } }").await;
    let targets = targets.at("/deadlineTargets");
    let is_first = |target: &&Value| target["category"] == "PERMIT" && target["priority"] == "LOW";
    targets.as_array().unwrap().iter().find(is_first).unwrap()["version"].clone()
}

/// An incident, or a unit sent to one, as it stands before this step.
async fn incident(world: &World, mutation: &str) -> Value {
    let id = match mutation {
        "triageIncident" => world.incident_in(Incident::Received).await,
        "divertIncident" | "closeIncident" => {
            world.roll_out().await;
            world.incident_in(Incident::Triaged).await
        }
        "settleIncident" | "returnIncident" => world.incident_in(Incident::Diverted).await,
        "acceptDispatch" => {
            let errand = world.errand_in(dispatch::State::Dispatched).await;
            return json!({ "id": errand.to_string() });
        }
        "arriveAtIncident" => {
            let errand = world.errand_in(dispatch::State::Accepted).await;
            return json!({ "id": errand.to_string() });
        }
        _ => return Value::Null,
    };
    let kind = world.category("LABOUR.WAGES").await;
    json!({ "id": id.to_string(), "categoryId": kind.to_string() })
}

/// What stands in the fields of an input that is accepted.
#[derive(Clone)]
pub struct Valid {
    clock: Clock,
    subjects: Subjects,
    town: String,
    /// What one mutation alone needs: a session, a token, a file, the version of the settings.
    own: Value,
}

impl Valid {
    /// Without what one mutation alone needs.
    pub fn new(world: &World, subjects: &Subjects) -> Self {
        Self {
            clock: world.clock.clone(),
            subjects: subjects.clone(),
            town: world.first.town.to_string(),
            own: Value::Null,
        }
    }

    /// All that this mutation needs when this person calls it.
    pub async fn ready(
        world: &World,
        subjects: &Subjects,
        mutation: &str,
        person: &Person,
    ) -> Self {
        let user = &subjects.user.username;
        let own = match mutation {
            "endSession" => {
                world.sign_in(user, PASSWORD).await.assert_ok();
                let admin = world.as_(&world.admin).await;
                admin
                    .query("{ sessions(first: 1) { nodes { id } } }")
                    .await
                    .at("/sessions/nodes/0/id")
            }
            "refreshSession" => {
                json!(world.sign_in(user, PASSWORD).await.text("/login/refreshToken"))
            }
            "importRegister" => {
                let client = world.as_(person).await;
                let text = "代码,镇街,纬度,经度\n330681999,走查镇,29.69,120.16\n";
                let sent = client.upload("towns.csv", text.as_bytes()).await;
                if sent.status < 300 { json!(sent.id()) } else { json!("att_none") }
            }
            "saveDeadlineTarget" => version_of_target(world).await,
            "saveEscalationTemplate" => {
                json!(world.template(&format!("模板{}", subjects.number)).await.to_string())
            }
            "decideEscalation" => {
                let pending = world.escalation_of(subjects.request, escalation::State::Pending);
                json!(pending.await.to_string())
            }
            "resubmitEscalation" => {
                let returned = world.escalation_of(subjects.request, escalation::State::Returned);
                json!(returned.await.to_string())
            }
            "updateTaskForce" | "addTaskForceMinutes" | "dissolveTaskForce" => {
                json!(world.task_force_of(subjects.request).await.to_string())
            }
            "recordDemandServed" => {
                json!(world.demand_of(subjects.request, &[]).await.to_string())
            }
            "updateLiaisonStation" | "proposeKiosk" => {
                json!(world.places(subjects).await.station.to_string())
            }
            "updateLiaisonOffice" | "addOfficeMerchant" => {
                json!(world.places(subjects).await.office.to_string())
            }
            "removeOfficeMerchant" => {
                let office = world.places(subjects).await.office;
                world.merchant_of(office, subjects.firm).await;
                json!(office.to_string())
            }
            "installKiosk" | "retireKiosk" => {
                json!(world.places(subjects).await.approved_kiosk.to_string())
            }
            "proposeCaseloadPlan" => {
                json!(world.empty_town(&format!("空镇{}", subjects.number)).await.to_string())
            }
            "submitCaseloadPlan" => json!(world.plan_in(Plan::Draft).await.to_string()),
            "approveCaseloadPlan" | "rejectCaseloadPlan" => {
                json!(world.plan_in(Plan::Proposed).await.to_string())
            }
            "cancelCaseloadPlan" | "applyCaseloadPlan" => {
                json!(world.plan_in(Plan::Approved).await.to_string())
            }
            "addHandoverNote" => {
                let ended = world.ended_by_plan(subjects.alone, world.first.officer_id);
                json!(ended.await.to_string())
            }
            "createWebhook" => {
                json!(world.fresh_client(subjects.number).await.to_string())
            }
            "updateWebhook" | "deleteWebhook" | "rotateWebhookSecret" | "redeliverWebhook" => {
                json!(world.fresh_webhook(subjects.number).await.to_string())
            }
            "updateApiClient" | "rotateApiClient" | "revokeApiClient" => {
                json!(world.fresh_client(subjects.number).await.to_string())
            }
            name if name.contains("Incident") || name.contains("Dispatch") => {
                incident(world, mutation).await
            }
            "dispatchUnits" => json!({
                "incidentId": world.incident_in(Incident::Diverted).await.to_string(),
                "agencyId": world.unit(&format!("单位{}所", subjects.number)).await.agency.to_string(),
            }),
            "saveDiversionRollout" => json!({
                "townId": world.empty_town(&format!("分流镇{}", subjects.number)).await.to_string(),
                "centreId": world.first.partner_agency.to_string(),
            }),
            "markNoticeRead" => json!(world.notice_for(person).await.to_string()),
            "revokeCalendarFeed" => json!(world.calendar_feed(person).await.to_string()),
            "updateProgrammeSettings" => {
                let client = world.as_(&world.coordinator).await;
                client
                    .query("{ programmeSettings { version } }")
                    .await
                    .at("/programmeSettings/version")
            }
            _ => Value::Null,
        };
        Self { own, ..Self::new(world, subjects) }
    }

    fn id(&self, mutation: &str, field: &str) -> String {
        let all = &self.subjects;
        if let Some(own) = self.own.get(field).and_then(Value::as_str) {
            return own.to_owned();
        }
        match field {
            "incidentId" => "inc_00000000000000000000000001".to_owned(),
            "categoryId" => "icc_00000000000000000000000001".to_owned(),
            "mechanismId" => "mec_00000000000000000000000001".to_owned(),
            "centre" | "centreId" => all.agency.to_string(),
            "enterpriseId" if ["assignEnterprise", "addAssociationMember"].contains(&mutation) => {
                all.alone.to_string()
            }
            "enterpriseId"
            | "enterprise"
            | "firstEnterpriseId"
            | "survivorId"
            | "servedEnterpriseIds"
            | "rosterIds" => all.firm.to_string(),
            "secondEnterpriseId" => all.other_firm.to_string(),
            "mergedId" => all.alone.to_string(),
            "officerId" | "toOfficerId" => all.idle.to_string(),
            "handlerId" | "away" | "officer" | "handler" | "assignedTo" => all.officer.to_string(),
            "towns" => self.own.as_str().unwrap_or(&self.town).to_owned(),
            "townId" | "town" => self.town.clone(),
            "agencyId" | "agency" | "parentId" | "guidingId" | "from" | "parent"
            | "leadAgencyId" | "leadAgency" | "partnerIds" => all.agency.to_string(),
            "into" => all.second_agency.to_string(),
            "associationId" | "association" => all.association.to_string(),
            "visitId" => all.visits[0].to_string(),
            "planId" => all.visits[1].to_string(),
            "plan" => "cpl_00000000000000000000000001".to_owned(),
            "requestId" | "request" => all.request.to_string(),
            "templateId" => "etp_00000000000000000000000001".to_owned(),
            "officerIds" => "off_00000000000000000000000001".to_owned(),
            "removeMemberIds" => "tfm_00000000000000000000000001".to_owned(),
            "stationId" | "station" => {
                self.own.as_str().unwrap_or("sta_00000000000000000000000001").to_owned()
            }
            "kioskId" => "kio_00000000000000000000000001".to_owned(),
            "office" => "lof_00000000000000000000000001".to_owned(),
            "officeId" => self.own.as_str().unwrap_or("lof_00000000000000000000000001").to_owned(),
            "attachmentIds" => "att_00000000000000000000000001".to_owned(),
            "attachmentId" => self.own.as_str().unwrap_or("att_none").to_owned(),
            "apiClientId" | "webhookId" => {
                self.own.as_str().unwrap_or("whk_00000000000000000000000001").to_owned()
            }
            "webhook" => "whk_00000000000000000000000001".to_owned(),
            "deliveryId" => "whd_00000000000000000000000001".to_owned(),
            "actor" | "ownerId" => all.user.id.to_string(),
            "id" | "ids" => self.subject(mutation),
            name => panic!("{mutation}: which id is {name}?"),
        }
    }

    /// The row that a mutation by `id` changes, or a query asks for.
    fn subject(&self, root: &str) -> String {
        let all = &self.subjects;
        match root {
            "amendVisit" | "visit" => all.visits[0].to_string(),
            "cancelVisit" => all.visits[1].to_string(),
            "endAssignment" => all.link.to_string(),
            "updateContact" | "revealPhone" => all.contact.to_string(),
            "updateEnterprise" | "enterprise" | "node" | "nodes" => all.firm.to_string(),
            "updateAssociation" | "association" => all.association.to_string(),
            "updateAgency" | "agency" => all.agency.to_string(),
            "updateOfficer" | "officer" => all.officer.to_string(),
            "updateUser" | "deactivateUser" | "resetPassword" => all.user.id.to_string(),
            "endSession" => self.own.as_str().unwrap_or("ses_none").to_owned(),
            "decideEscalation"
            | "resubmitEscalation"
            | "updateTaskForce"
            | "addTaskForceMinutes"
            | "dissolveTaskForce"
            | "saveEscalationTemplate"
            | "updateLiaisonStation"
            | "updateLiaisonOffice"
            | "installKiosk"
            | "retireKiosk"
            | "submitCaseloadPlan"
            | "approveCaseloadPlan"
            | "rejectCaseloadPlan"
            | "cancelCaseloadPlan"
            | "applyCaseloadPlan"
            | "addHandoverNote"
            | "updateWebhook"
            | "deleteWebhook"
            | "rotateWebhookSecret"
            | "updateApiClient"
            | "rotateApiClient"
            | "revokeApiClient"
            | "revokeCalendarFeed"
            | "markNoticeRead" => self.own.as_str().unwrap().to_owned(),
            "alert" => "alr_00000000000000000000000001".to_owned(),
            "saveIncidentCategory" => "icc_00000000000000000000000001".to_owned(),
            "saveDiversionRollout" => "dro_00000000000000000000000001".to_owned(),
            "saveMechanism" | "mechanism" => "mec_00000000000000000000000001".to_owned(),
            "incident" => "inc_00000000000000000000000001".to_owned(),
            "escalation" => "esc_00000000000000000000000001".to_owned(),
            "taskForce" => "tsk_00000000000000000000000001".to_owned(),
            "kiosk" => "kio_00000000000000000000000001".to_owned(),
            "liaisonStation" => "sta_00000000000000000000000001".to_owned(),
            "liaisonOffice" => "lof_00000000000000000000000001".to_owned(),
            "caseloadPlan" => "cpl_00000000000000000000000001".to_owned(),
            "importRun" => "imp_00000000000000000000000001".to_owned(),
            "exportRun" => "exp_00000000000000000000000001".to_owned(),
            name if name.contains("Request") || name == "answerQuestion" => all.request.to_string(),
            _ => panic!("which row does {root} change?"),
        }
    }

    fn version(&self, mutation: &str) -> i64 {
        match mutation {
            "updateProgrammeSettings" | "saveDeadlineTarget" => self.own.as_i64().unwrap_or(1),
            "decideEscalation" | "resubmitEscalation" | "updateTaskForce" | "dissolveTaskForce" => {
                1
            }
            // These were put into their state by a change.
            "cancelVisit" | "installKiosk" | "retireKiosk" => 2,
            name if request_state(name) != State::Submitted => 2,
            _ => 1,
        }
    }
}

impl Fill for Valid {
    fn wants(&self, mutation: &str, field: &InputValueDefinition) -> bool {
        let name = field.name.node.as_str();
        is_demanded(field)
            || NEEDED.contains(&(mutation, name))
            || (name == "agencyId" && ["createUser", "updateUser"].contains(&mutation))
    }

    fn value(&self, mutation: &str, field: &str, kind: &str) -> Option<Value> {
        let number = self.subjects.number;
        Some(match (kind, field) {
            ("ID", _) => json!(self.id(mutation, field)),
            (_, "version") => json!(self.version(mutation)),
            (_, "from") if mutation == "updateProgrammeSettings" => json!("08:30"),
            (_, "to") if mutation == "updateProgrammeSettings" => json!("12:00"),
            (_, "year") => json!(2026),
            ("Date", "off") => json!("2026-01-01"),
            ("Date", "work") => json!("2026-01-04"),
            ("String", "kind") => json!("往来港澳通行证"),
            (_, "caseloadUpper") => json!(10),
            (_, "refreshToken") => self.own.clone(),
            ("Role", _) => json!("AUXILIARY"),
            ("ApiScope", _) => json!("registers:read"),
            ("RegisterKind", _) => json!("TOWNS"),
            ("String", "creditCode") => json!(credit_code(900_000_000 + number).as_str()),
            ("String", "username") if mutation == "login" => json!(self.subjects.user.username),
            ("String", "username") => json!(format!("made.{number}")),
            ("String", "presentPassword") => json!(PASSWORD),
            ("String", "password") if mutation == "login" => json!(PASSWORD),
            ("String", "badgeNumber") => json!(format!("9{number:05}")),
            ("String", "code") => json!(format!("WALK.{number}")),
            ("Int", "number") => json!(number + 100),
            ("DispatchRole", _) => json!("LEAD"),
            ("String", "sourceKey") => json!(format!("走查{number:06}")),
            ("String", "name") => json!(format!("走查{number:06}")),
            ("String", "url") => json!("http://127.0.0.1:9/walk"),
            ("String", "topics") if mutation.contains("Webhook") => json!("visit.logged"),
            _ => return None,
        })
    }

    fn clock(&self) -> &Clock {
        &self.clock
    }
}
