//! The rows that notices are about, as far as telling needs them: who has to do with one, and what
//! the words say of it. Whatever hangs on a request is told to those who have to do with the request.

mod incidents;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::{
    Id, agency, api_client, assignment, association, caseload_plan, demand_reminder, dispatch,
    enterprise, escalation, incident, kiosk, liaison_station, officer, outbox_event,
    request_oversight, service_request, task_force, task_force_member,
    user::{self, Role},
    webhook,
};
use sea_orm::ColumnTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    people::Who,
    topics::{To, When},
};
use crate::platform::{Result, scope::Visible, tx::Tx};

/// More than an outbox of a thousand events can be about.
const MOST_ROWS: u64 = 20_000;
const DESK: &[Role] = &[Role::Chief, Role::Partner];
const DECIDERS: &[Role] = &[Role::Chief, Role::Partner, Role::Leader];
/// Those who see to it that things get on.
pub const COORDINATORS: Who = Who::WithRole(&[Role::Coordinator]);

/// A row that something happened to.
#[derive(Clone, Default)]
pub struct Subject {
    agency_id: Option<Id<agency::Entity>>,
    handler_id: Option<Id<officer::Entity>>,
    /// The firm's liaison officer.
    liaison_id: Option<Id<officer::Entity>>,
    enterprise_id: Option<Id<enterprise::Entity>>,
    association_id: Option<Id<association::Entity>>,
    filed_by_id: Option<Id<user::Entity>>,
    /// The parent agency that reads what is overdue.
    overseer_id: Option<Id<agency::Entity>>,
    /// Of a step: who decides it, where it stands, when it was decided.
    step: Option<(Id<agency::Entity>, escalation::State, Option<DateTime<Utc>>)>,
    /// Of a task force.
    members: Vec<(Id<agency::Entity>, Option<Id<officer::Entity>>)>,
    /// Of a plan: whose firms it gave to others.
    outgoing: Vec<Id<officer::Entity>>,
    /// Of a kiosk's station.
    station_agency_id: Option<Id<agency::Entity>>,
    /// Of a webhook: who answers for its client.
    owner_id: Option<Id<user::Entity>>,
    /// Of an incident: the agencies of its town.
    town_agencies: Vec<Id<agency::Entity>>,
    /// What the words say of it.
    pub args: Value,
}

impl Subject {
    fn of(row: &service_request::Model) -> Self {
        Self {
            agency_id: row.agency_id,
            handler_id: row.handler_id,
            enterprise_id: row.enterprise_id,
            association_id: row.association_id,
            filed_by_id: Some(row.filed_by_id),
            args: json!({ "number": format!("{}-{:06}", row.year, row.serial) }),
            ..Self::default()
        }
    }

    /// Whether an event of that time is told.
    pub fn is_told(&self, when: When, at: DateTime<Utc>) -> bool {
        use escalation::State::{Approved, Pending};
        match (when, self.step) {
            (When::Always, _) => true,
            (When::StepPends, Some((_, state, _))) => state == Pending,
            (When::StepIsDecided, Some((_, state, decided_at))) => {
                state == Approved && decided_at.is_some_and(|decided_at| decided_at <= at)
            }
            (When::StepPends | When::StepIsDecided, None) => false,
        }
    }

    /// Who is meant.
    pub fn people(&self, to: To) -> Vec<Who> {
        match to {
            To::Agency(roles) => vec![self.of_agency(roles)],
            To::Handler => self.handler().into_iter().collect(),
            To::InCharge => {
                let desk = self.handler_id.is_none().then(|| self.of_agency(DESK));
                self.handler().into_iter().chain(desk).collect()
            }
            To::Requester => {
                let filer = self.filed_by_id.map(Who::Filer);
                self.own_people().chain(filer).collect()
            }
            To::OwnPeople => self.own_people().collect(),
            To::Deciders => {
                self.step.map(|(id, ..)| Who::OfAgency(id, DECIDERS)).into_iter().collect()
            }
            To::Overseers => {
                self.overseer_id.map(|id| Who::OfAgency(id, DECIDERS)).into_iter().collect()
            }
            To::Members => {
                let member = |&(agency, officer): &(_, Option<_>)| match officer {
                    Some(id) => Who::Officer(id),
                    None => Who::OfAgency(agency, DESK),
                };
                self.members.iter().map(member).collect()
            }
            To::StationChief => {
                let chief = |id| Who::OfAgency(id, &[Role::Chief]);
                self.station_agency_id.map(chief).into_iter().collect()
            }
            To::Coordinators => vec![COORDINATORS],
            To::Leaders => vec![Who::WithRole(&[Role::Leader])],
            To::Outgoing => self.outgoing.iter().copied().map(Who::Officer).collect(),
            To::TownChiefs => {
                let chief = |id| Who::OfAgency(id, &[Role::Chief]);
                self.town_agencies.iter().copied().map(chief).collect()
            }
            To::Owner => self.owner_id.map(Who::User).into_iter().collect(),
        }
    }

    fn of_agency(&self, roles: &'static [Role]) -> Who {
        self.agency_id.map_or(COORDINATORS, |id| Who::OfAgency(id, roles))
    }

    fn handler(&self) -> Option<Who> {
        match (self.handler_id, self.liaison_id, self.agency_id) {
            (Some(id), ..) => Some(Who::Officer(id)),
            (None, Some(id), Some(agency_id)) => Some(Who::OfficerOf(id, agency_id)),
            (None, ..) => None,
        }
    }

    fn own_people(&self) -> impl Iterator<Item = Who> + use<> {
        let firm = self.enterprise_id.map(Who::OfEnterprise);
        firm.into_iter().chain(self.association_id.map(Who::OfAssociation))
    }
}

/// The rows of these events, a few statements a kind.
///
/// # Errors
/// Those of the database.
pub async fn subjects(tx: &Tx, events: &[outbox_event::Model]) -> Result<HashMap<Uuid, Subject>> {
    let ids = |kind| {
        let of_kind = events.iter().filter(move |event| event.subject_kind == kind);
        of_kind.map(|event| event.subject_id).collect::<HashSet<_>>()
    };
    let asked = ids(service_request::Entity::KIND);
    let steps =
        rows::<escalation::Entity>(tx, escalation::Column::Id, ids(escalation::Entity::KIND))
            .await?;
    let forces =
        rows::<task_force::Entity>(tx, task_force::Column::Id, ids(task_force::Entity::KIND))
            .await?;
    let reminders = ids(demand_reminder::Entity::KIND);
    let reminders =
        rows::<demand_reminder::Entity>(tx, demand_reminder::Column::Id, reminders).await?;

    let under = steps.iter().map(|row| row.request_id);
    let under = under.chain(forces.iter().map(|row| row.request_id));
    let under = under.chain(reminders.iter().map(|row| row.request_id));
    let wanted = asked.iter().copied().chain(under.map(Id::uuid)).collect();
    let requests = requests(tx, wanted).await?;
    let of = |id: Id<service_request::Entity>| requests.get(&id).cloned().unwrap_or_default();
    let oversight = Oversight::read(tx, &requests, &steps).await?;
    let mut members = members(tx, &forces).await?;

    let mut found = kiosks(tx, ids(kiosk::Entity::KIND)).await?;
    found.extend(plans(tx, ids(caseload_plan::Entity::KIND)).await?);
    found.extend(webhooks(tx, ids(webhook::Entity::KIND)).await?);
    found.extend(incidents::incidents(tx, ids(incident::Entity::KIND)).await?);
    found.extend(incidents::errands(tx, ids(dispatch::Entity::KIND)).await?);
    for id in asked {
        let id = Id::from_uuid(id);
        if let Some(subject) = requests.get(&id) {
            let overseer_id = subject.agency_id.and_then(|late| oversight.of(id, late));
            found.insert(id.uuid(), Subject { overseer_id, ..subject.clone() });
        }
    }
    for row in &steps {
        let overseer_id = oversight.of(row.request_id, row.agency_id);
        let step = Some((row.agency_id, row.state, row.decided_at));
        found.insert(row.id.uuid(), Subject { overseer_id, step, ..of(row.request_id) });
    }
    for row in &forces {
        let members = members.remove(&row.id).unwrap_or_default();
        found.insert(row.id.uuid(), Subject { members, ..of(row.request_id) });
    }
    for row in &reminders {
        let mut subject = of(row.request_id);
        if let Some(args) = subject.args.as_object_mut() {
            args.insert("month".to_owned(), json!(format!("{}-{:02}", row.year, row.month)));
        }
        found.insert(row.id.uuid(), subject);
    }
    Ok(found)
}

/// The rows whose column is one of these.
async fn rows<E: Visible>(
    tx: &Tx,
    column: E::Column,
    values: HashSet<Uuid>,
) -> Result<Vec<E::Model>> {
    if values.is_empty() {
        return Ok(Vec::new());
    }
    tx.scoped::<E>().filter(column.is_in(values)).at_most(MOST_ROWS).await
}

/// Requests, with who looks after their firms.
async fn requests(
    tx: &Tx,
    ids: HashSet<Uuid>,
) -> Result<HashMap<Id<service_request::Entity>, Subject>> {
    use assignment::Column;
    let requests = rows::<service_request::Entity>(tx, service_request::Column::Id, ids).await?;
    let firms: HashSet<_> = requests.iter().filter_map(|row| row.enterprise_id).collect();
    let open = tx.scoped::<assignment::Entity>().filter(Column::EndedOn.is_null());
    let limit = firms.len() as u64;
    let open = open.filter(Column::EnterpriseId.is_in(firms)).at_most(limit).await?;
    let liaisons: HashMap<_, _> =
        open.into_iter().map(|row| (row.enterprise_id, row.officer_id)).collect();
    let subject = |row: service_request::Model| {
        let liaison_id = row.enterprise_id.and_then(|id| liaisons.get(&id).copied());
        (row.id, Subject { liaison_id, ..Subject::of(&row) })
    };
    Ok(requests.into_iter().map(subject).collect())
}

/// Which parent agency reads what is overdue below it.
#[derive(Default)]
struct Oversight {
    rights: HashSet<(Id<service_request::Entity>, Id<agency::Entity>)>,
    parents: HashMap<Id<agency::Entity>, Id<agency::Entity>>,
}

impl Oversight {
    async fn read(
        tx: &Tx,
        requests: &HashMap<Id<service_request::Entity>, Subject>,
        steps: &[escalation::Model],
    ) -> Result<Self> {
        let ids = requests.keys().map(|id| id.uuid()).collect();
        let rights =
            rows::<request_oversight::Entity>(tx, request_oversight::Column::RequestId, ids)
                .await?;
        if rights.is_empty() {
            return Ok(Self::default());
        }
        let late = requests.values().filter_map(|subject| subject.agency_id);
        let late = late.chain(steps.iter().map(|step| step.agency_id)).map(Id::uuid).collect();
        let agencies = rows::<agency::Entity>(tx, agency::Column::Id, late).await?;
        Ok(Self {
            rights: rights.into_iter().map(|row| (row.request_id, row.agency_id)).collect(),
            parents: agencies
                .into_iter()
                .filter_map(|row| Some((row.id, row.parent_id?)))
                .collect(),
        })
    }

    /// The parent of the agency that is late, where it may read the request.
    fn of(
        &self,
        request: Id<service_request::Entity>,
        late: Id<agency::Entity>,
    ) -> Option<Id<agency::Entity>> {
        let parent = self.parents.get(&late).copied();
        parent.filter(|parent| self.rights.contains(&(request, *parent)))
    }
}

type Members = Vec<(Id<agency::Entity>, Option<Id<officer::Entity>>)>;

/// Who takes part in these task forces.
async fn members(
    tx: &Tx,
    forces: &[task_force::Model],
) -> Result<HashMap<Id<task_force::Entity>, Members>> {
    let ids = forces.iter().map(|row| row.id.uuid()).collect();
    let rows =
        rows::<task_force_member::Entity>(tx, task_force_member::Column::TaskForceId, ids).await?;
    let mut members: HashMap<_, Members> = HashMap::new();
    for row in rows.into_iter().filter(|row| row.left_at.is_none()) {
        members.entry(row.task_force_id).or_default().push((row.agency_id, row.officer_id));
    }
    Ok(members)
}

/// Kiosks, with their stations.
async fn kiosks(tx: &Tx, ids: HashSet<Uuid>) -> Result<HashMap<Uuid, Subject>> {
    let kiosks = rows::<kiosk::Entity>(tx, kiosk::Column::Id, ids).await?;
    let stations = kiosks.iter().map(|row| row.station_id.uuid()).collect();
    let stations =
        rows::<liaison_station::Entity>(tx, liaison_station::Column::Id, stations).await?;
    let subject = |row: kiosk::Model| {
        let station = stations.iter().find(|station| station.id == row.station_id)?;
        let args = json!({ "kiosk": row.name, "station": station.name });
        let station_agency_id = Some(station.agency_id);
        Some((row.id.uuid(), Subject { station_agency_id, args, ..Subject::default() }))
    };
    Ok(kiosks.into_iter().filter_map(subject).collect())
}

/// Webhooks, with who answers for their clients.
async fn webhooks(tx: &Tx, ids: HashSet<Uuid>) -> Result<HashMap<Uuid, Subject>> {
    let webhooks = rows::<webhook::Entity>(tx, webhook::Column::Id, ids).await?;
    let clients = webhooks.iter().map(|row| row.client_id.uuid()).collect();
    let clients = rows::<api_client::Entity>(tx, api_client::Column::Id, clients).await?;
    let subject = |row: webhook::Model| {
        let client = clients.iter().find(|client| client.id == row.client_id)?;
        let args = json!({ "client": client.name });
        let owner_id = Some(client.owner_id);
        Some((row.id.uuid(), Subject { owner_id, args, ..Subject::default() }))
    };
    Ok(webhooks.into_iter().filter_map(subject).collect())
}

/// Caseload plans, with the officers from whom they took firms.
async fn plans(tx: &Tx, ids: HashSet<Uuid>) -> Result<HashMap<Uuid, Subject>> {
    use assignment::Column;
    let plans = rows::<caseload_plan::Entity>(tx, caseload_plan::Column::Id, ids).await?;
    let mut subjects = HashMap::new();
    for plan in plans {
        let ended = tx.scoped::<assignment::Entity>().filter(Column::PlanId.eq(plan.id));
        let outgoing = ended.count_by(Column::OfficerId).await?.into_keys().collect();
        let args = json!({ "firms": plan.firms.to_string() });
        subjects.insert(plan.id.uuid(), Subject { outgoing, args, ..Subject::default() });
    }
    Ok(subjects)
}
