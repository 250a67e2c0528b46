//! The agencies that requests climb to: a brigade of the county, the detachment that guides it, and
//! the corps above that, each with somebody who decides; and what hangs on a request that climbs.

use chrono::{Datelike, Days};
use entity::{
    Id, agency, demand, demand_firm, enterprise,
    escalation::{self, ChainSteps},
    escalation_template, request_oversight, request_pause, service_request, task_force,
    task_force_member,
    user::Role,
};
use sea_orm::ActiveValue::Set;

use super::{Builder, Home, Person, Side, World};

/// An agency and the person who decides for it.
pub struct Decider {
    /// The agency.
    pub agency: Id<agency::Entity>,
    /// Its CHIEF or PARTNER.
    pub person: Person,
}

/// A guiding line, from the county up.
pub struct GuidingLine {
    /// County: its CHIEF. Its parent is the bureau.
    pub brigade: Decider,
    /// City: its PARTNER.
    pub detachment: Decider,
    /// Province: its PARTNER.
    pub corps: Decider,
}

/// What climbs from the second world's request, its names marked.
pub struct Climbing {
    /// A step that the partner agency has to decide.
    pub escalation: Id<escalation::Entity>,
    /// The task force that lives.
    pub task_force: Id<task_force::Entity>,
    /// The partner agency in it.
    pub member: Id<task_force_member::Entity>,
    /// A batch demand.
    pub demand: Id<demand::Entity>,
    /// The firm on its roster.
    pub on_roster: Id<demand_firm::Entity>,
}

impl World {
    /// A step of a chain of this request, in this state.
    pub async fn escalation_of(
        &self,
        request: Id<service_request::Entity>,
        state: escalation::State,
    ) -> Id<escalation::Entity> {
        let mut build = Builder::new(&self.database).await;
        let id = build.escalation(request, self.first.partner_agency, state, "请示").await;
        build.tx.commit().await.unwrap();
        id
    }

    /// A task force of this request, led by the first world's partner agency.
    pub async fn task_force_of(
        &self,
        request: Id<service_request::Entity>,
    ) -> Id<task_force::Entity> {
        let mut build = Builder::new(&self.database).await;
        let (id, _) = build.task_force(request, self.first.partner_agency, "专班").await;
        build.tx.commit().await.unwrap();
        id
    }

    /// A batch demand of this request, with these firms on its roster.
    pub async fn demand_of(
        &self,
        request: Id<service_request::Entity>,
        roster: &[Id<enterprise::Entity>],
    ) -> Id<demand::Entity> {
        let mut build = Builder::new(&self.database).await;
        let id = build.demand(request).await;
        for firm in roster {
            build.on_roster((id, request), *firm).await;
        }
        build.tx.commit().await.unwrap();
        id
    }

    /// A request of each of these firms, and on each whatever one may hold.
    pub async fn crowd_of_requests(&self, firms: &[Id<enterprise::Entity>]) {
        let mut build = Builder::new(&self.database).await;
        build.requests = 1_000;
        let (side, clock) = (&self.second, &self.clock);
        let (filer, agency) = (side.officer.id, side.agency);
        let rows: Vec<_> = firms
            .iter()
            .map(|firm| build.filed_row((*firm, side.visit), filer, agency, "群众诉求"))
            .collect();
        let rows = build.tx.insert_many(rows).await.unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let each = ids.iter();
        let events = each.clone().flat_map(|id| build.event_rows(*id, filer, agency, "经过"));
        let events = events.collect();
        build.tx.insert_many(events).await.unwrap();
        let pending = escalation::State::Pending;
        let steps = each.clone().map(|id| build.escalation_row(*id, agency, pending, "请示"));
        let steps = steps.collect();
        build.tx.insert_many(steps).await.unwrap();
        let forces = each.clone().map(|id| build.task_force_rows(*id, agency, "专班"));
        let (forces, members): (Vec<_>, Vec<_>) = forces.unzip();
        build.tx.insert_many(forces).await.unwrap();
        build.tx.insert_many(members).await.unwrap();
        let demands = each.clone().map(|id| build.demand_row(*id)).collect();
        let demands = build.tx.insert_many(demands).await.unwrap();
        let rosters = demands
            .iter()
            .zip(firms)
            .map(|(demand, firm)| build.on_roster_row((demand.id, demand.request_id), *firm));
        let rosters = rosters.collect();
        build.tx.insert_many(rosters).await.unwrap();
        let pauses = each.clone().map(|id| request_pause::ActiveModel {
            id: Set(clock.new_id()),
            request_id: Set(*id),
            from_at: Set(clock.now()),
            to_at: Set(None),
        });
        let pauses = pauses.collect();
        build.tx.insert_many(pauses).await.unwrap();
        let seen = each.map(|id| request_oversight::ActiveModel {
            id: Set(clock.new_id()),
            request_id: Set(*id),
            agency_id: Set(agency),
            since: Set(clock.now()),
        });
        let seen = seen.collect();
        build.tx.insert_many(seen).await.unwrap();
        build.tx.commit().await.unwrap();
    }

    /// A template of chains: the first world's partner agency decides.
    pub async fn template(&self, name: &str) -> Id<escalation_template::Entity> {
        let mut build = Builder::new(&self.database).await;
        let step = escalation::ChainStep { agency_id: self.first.partner_agency.uuid(), days: 3 };
        let row = escalation_template::ActiveModel {
            id: Set(build.tx.clock().new_id()),
            name: Set(name.to_owned()),
            steps: Set(ChainSteps(vec![step])),
            retired_at: Set(None),
            version: Set(1),
            created_at: Set(build.tx.clock().now()),
        };
        let id = build.tx.insert(row).await.unwrap().id;
        build.tx.commit().await.unwrap();
        id
    }

    /// The exit-entry branch from the county to the province.
    pub async fn guiding_line(&self) -> GuidingLine {
        let mut build = Builder::new(&self.database).await;
        let bureau = build.tx.find(self.first.agency).await.unwrap().parent_id;
        let corps =
            build.decider(("corps", "省出入境管理总队"), agency::Level::Province, None, None);
        let corps = corps.await;
        let above = Some(corps.agency);
        let detachment =
            build.decider(("detachment", "绍兴市出入境管理支队"), agency::Level::City, None, above);
        let detachment = detachment.await;
        let above = Some(detachment.agency);
        let brigade = build.decider(
            ("brigade", "诸暨市出入境管理大队"),
            agency::Level::County,
            bureau,
            above,
        );
        let brigade = brigade.await;
        build.tx.commit().await.unwrap();
        GuidingLine { brigade, detachment, corps }
    }
}

impl Builder {
    /// What climbs from the request of this side.
    pub(super) async fn climbing(&mut self, side: &Side, words: &str) -> Climbing {
        let (request, agency) = (side.request, side.partner_agency);
        let escalation = self.escalation(request, agency, escalation::State::Pending, words).await;
        let (task_force, member) = self.task_force(request, agency, words).await;
        let demand = self.demand(request).await;
        let on_roster = self.on_roster((demand, request), side.enterprise).await;
        Climbing { escalation, task_force, member, demand, on_roster }
    }

    async fn escalation(
        &mut self,
        request: Id<service_request::Entity>,
        agency: Id<agency::Entity>,
        state: escalation::State,
        subject: &str,
    ) -> Id<escalation::Entity> {
        let row = self.escalation_row(request, agency, state, subject);
        self.tx.insert(row).await.unwrap().id
    }

    fn escalation_row(
        &self,
        request: Id<service_request::Entity>,
        agency: Id<agency::Entity>,
        state: escalation::State,
        subject: &str,
    ) -> escalation::ActiveModel {
        let (id, now) = (self.tx.clock().new_id(), self.tx.clock().now());
        escalation::ActiveModel {
            id: Set(id),
            request_id: Set(request),
            chain_id: Set(id),
            place: Set(1),
            agency_id: Set(agency),
            kiosk_id: Set(None),
            subject: Set(subject.to_owned()),
            days: Set(3),
            state: Set(state),
            attempt: Set(1),
            rest: Set(ChainSteps::default()),
            sent_at: Set(now),
            due_at: Set(None),
            due_provisional: Set(false),
            due_computed_at: Set(now),
            fell_due_at: Set(None),
            decided_at: Set(None),
            version: Set(1),
            created_at: Set(now),
        }
    }

    async fn task_force(
        &mut self,
        request: Id<service_request::Entity>,
        lead: Id<agency::Entity>,
        name: &str,
    ) -> (Id<task_force::Entity>, Id<task_force_member::Entity>) {
        let (force, member) = self.task_force_rows(request, lead, name);
        let id = self.tx.insert(force).await.unwrap().id;
        (id, self.tx.insert(member).await.unwrap().id)
    }

    fn task_force_rows(
        &self,
        request: Id<service_request::Entity>,
        lead: Id<agency::Entity>,
        name: &str,
    ) -> (task_force::ActiveModel, task_force_member::ActiveModel) {
        let (id, now) = (self.tx.clock().new_id(), self.tx.clock().now());
        let force = task_force::ActiveModel {
            id: Set(id),
            request_id: Set(request),
            name: Set(name.to_owned()),
            goal: Set(name.to_owned()),
            lead_agency_id: Set(lead),
            ends_on: Set(self.tx.clock().today().checked_add_days(Days::new(365)).unwrap()),
            dissolved_at: Set(None),
            version: Set(1),
            created_at: Set(now),
        };
        let member = task_force_member::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            task_force_id: Set(id),
            agency_id: Set(lead),
            officer_id: Set(None),
            joined_at: Set(now),
            left_at: Set(None),
        };
        (force, member)
    }

    async fn demand(&mut self, request: Id<service_request::Entity>) -> Id<demand::Entity> {
        let row = self.demand_row(request);
        self.tx.insert(row).await.unwrap().id
    }

    fn demand_row(&self, request: Id<service_request::Entity>) -> demand::ActiveModel {
        demand::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            request_id: Set(request),
            year: Set(self.tx.clock().today().year()),
            firms: Set(400),
            people: Set(1_000),
            months: Set(demand::Months(vec![])),
            firms_served: Set(0),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        }
    }

    async fn on_roster(
        &mut self,
        (demand, request): (Id<demand::Entity>, Id<service_request::Entity>),
        firm: Id<enterprise::Entity>,
    ) -> Id<demand_firm::Entity> {
        let row = self.on_roster_row((demand, request), firm);
        self.tx.insert(row).await.unwrap().id
    }

    fn on_roster_row(
        &self,
        (demand, request): (Id<demand::Entity>, Id<service_request::Entity>),
        firm: Id<enterprise::Entity>,
    ) -> demand_firm::ActiveModel {
        demand_firm::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            demand_id: Set(demand),
            request_id: Set(request),
            enterprise_id: Set(firm),
            served_at: Set(None),
        }
    }

    async fn decider(
        &mut self,
        (login, name): (&str, &str),
        level: agency::Level,
        parent: Option<Id<agency::Entity>>,
        guiding: Option<Id<agency::Entity>>,
    ) -> Decider {
        // Police have chiefs; whoever else decides is a partner.
        let is_police = name.contains("出入境") && level == agency::Level::County;
        let role = if is_police { Role::Chief } else { Role::Partner };
        let id = self.agency(name, level, parent, None).await;
        let row = self.tx.find(id).await.unwrap();
        let guided = agency::ActiveModel { guiding_id: Set(guiding), ..Default::default() };
        self.tx.update(&row, guided).await.unwrap();
        let person = self.person(login, role, vec![], Home::Agency(id)).await;
        Decider { agency: id, person }
    }
}

/// Agencies that work under another one, each with a PARTNER who decides for it.
pub struct Supervised {
    /// County: its parent is `above`.
    pub below: Decider,
    /// County.
    pub above: Decider,
    /// County: its parent is `city`.
    pub under_city: Decider,
    /// City.
    pub city: Decider,
}

impl World {
    /// An agency of the county with another above it, and one right under the city.
    pub async fn supervised(&self) -> Supervised {
        use agency::Level::{City, County};
        let mut build = Builder::new(&self.database).await;
        let above = build.decider(("above", "丙市社会治理中心"), County, None, None).await;
        let parent = Some(above.agency);
        let below = build.decider(("below", "丙市劳动保障局"), County, parent, None).await;
        let city = build.decider(("city", "绍兴市公安局"), City, None, None).await;
        let parent = Some(city.agency);
        let under_city = build.decider(("under_city", "市属驻诸机构"), County, parent, None).await;
        build.tx.commit().await.unwrap();
        Supervised { below, above, under_city, city }
    }
}
