//! The requests of a world, and what tests of them need: a clock to move, a station to route to.

use chrono::{Datelike, TimeDelta};
use entity::{Id, agency, enterprise, request_event, service_request, town, user, visit};
use sea_orm::ActiveValue::Set;

use super::{Builder, Home, Person, Side, World};

impl World {
    /// Moves the server's clock ahead. Whoever was signed in has to do so again.
    pub async fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
        self.clients.lock().await.clear();
    }

    /// A police station in this town.
    pub async fn station_in(&self, town: Id<town::Entity>) -> Id<agency::Entity> {
        let mut build = Builder::new(&self.database).await;
        let id = build.agency("某派出所", agency::Level::Town, None, Some(town)).await;
        let agency = build.tx.find::<agency::Entity>(id).await.unwrap();
        let is_station =
            agency::ActiveModel { branch: Set(Some("STATION".to_owned())), ..Default::default() };
        build.tx.update(&agency, is_station).await.unwrap();
        build.tx.commit().await.unwrap();
        id
    }
}

impl World {
    /// Requests of this side's firm that its officer works on, due so long from now.
    pub async fn requests_due(
        &self,
        side: &Side,
        count: i32,
        after: TimeDelta,
    ) -> Vec<Id<service_request::Entity>> {
        let mut build = Builder::new(&self.database).await;
        let clock = build.tx.clock().clone();
        let first: i32 = 1_000_000 + clock.now().timestamp_subsec_micros().cast_signed() * 10;
        let row = |number: i32| service_request::ActiveModel {
            id: Set(clock.new_id()),
            serial: Set(first + number),
            agency_id: Set(Some(side.agency)),
            handler_id: Set(Some(side.officer_id)),
            state: Set(service_request::State::InProgress),
            due_kind: Set(Some(service_request::DueKind::Resolve)),
            due_from: Set(Some(clock.now())),
            due_minutes: Set(Some(60)),
            due_at: Set(Some(clock.now() + after)),
            due_computed_at: Set(Some(clock.now())),
            ..build.request_row((side.enterprise, side.visit), side.officer.id, "诉求")
        };
        let rows = (0..count).map(row).collect();
        let rows = build.tx.insert_many(rows).await.unwrap();
        build.tx.commit().await.unwrap();
        rows.iter().map(|row| row.id).collect()
    }

    /// A CHIEF of the agency above both stations.
    pub async fn chief_of_the_bureau(&self) -> Person {
        let mut build = Builder::new(&self.database).await;
        let bureau = build.tx.find(self.first.agency).await.unwrap().parent_id.unwrap();
        let home = Home::Agency(bureau);
        let person = build.person("bureau.chief", user::Role::Chief, vec![], home).await;
        build.tx.commit().await.unwrap();
        person
    }
}

impl Builder {
    /// A request with an internal note, as the first and second event of its timeline.
    pub(super) async fn request(
        &mut self,
        (firm, visit): (Id<enterprise::Entity>, Id<visit::Entity>),
        filed_by: Id<user::Entity>,
        agency: Id<agency::Entity>,
        words: &str,
    ) -> Id<service_request::Entity> {
        let row = self.filed_row((firm, visit), filed_by, agency, words);
        let id = self.tx.insert(row).await.unwrap().id;
        for row in self.event_rows(id, filed_by, agency, words) {
            self.tx.insert(row).await.unwrap();
        }
        id
    }

    pub(super) fn filed_row(
        &mut self,
        (firm, visit): (Id<enterprise::Entity>, Id<visit::Entity>),
        filed_by: Id<user::Entity>,
        agency: Id<agency::Entity>,
        words: &str,
    ) -> service_request::ActiveModel {
        self.requests += 1;
        let row = self.request_row((firm, visit), filed_by, words);
        service_request::ActiveModel {
            serial: Set(self.requests),
            agency_id: Set(Some(agency)),
            ..row
        }
    }

    pub(super) fn event_rows(
        &self,
        id: Id<service_request::Entity>,
        filed_by: Id<user::Entity>,
        agency: Id<agency::Entity>,
        words: &str,
    ) -> Vec<request_event::ActiveModel> {
        let now = self.tx.clock().now();
        let steps = [
            (1, request_event::Step::Submit, request_event::Visibility::Shared, Some(agency)),
            (2, request_event::Step::Note, request_event::Visibility::Internal, None),
        ];
        let events = steps.into_iter().map(|(seq, step, visibility, agency_id)| {
            request_event::ActiveModel {
                id: Set(self.tx.clock().new_id()),
                request_id: Set(id),
                seq: Set(seq),
                step: Set(step),
                state: Set(service_request::State::Submitted),
                side: Set(request_event::Side::Requester),
                actor_id: Set(Some(filed_by)),
                actor_name: Set(words.to_owned()),
                at: Set(now),
                note: Set(words.to_owned()),
                visibility: Set(visibility),
                outcome: Set(None),
                agency_id: Set(agency_id),
                handler_id: Set(None),
                escalation_id: Set(None),
                attempt: Set(None),
                task_force_id: Set(None),
            }
        });
        events.collect()
    }

    fn request_row(
        &self,
        (firm, visit): (Id<enterprise::Entity>, Id<visit::Entity>),
        filed_by: Id<user::Entity>,
        words: &str,
    ) -> service_request::ActiveModel {
        service_request::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            year: Set(self.tx.clock().today().year()),
            serial: Set(0),
            title: Set(words.to_owned()),
            body: Set(words.to_owned()),
            category: Set(service_request::Category::Permit),
            priority: Set(service_request::Priority::Normal),
            enterprise_id: Set(Some(firm)),
            association_id: Set(None),
            filed_by_id: Set(filed_by),
            visit_id: Set(Some(visit)),
            office_id: Set(None),
            mechanism_edition_id: Set(None),
            agency_id: Set(None),
            handler_id: Set(None),
            state: Set(service_request::State::Submitted),
            outcome: Set(None),
            resolved_at: Set(None),
            closed_at: Set(None),
            due_kind: Set(None),
            due_from: Set(None),
            due_minutes: Set(None),
            due_at: Set(None),
            due_provisional: Set(false),
            due_computed_at: Set(None),
            fell_due_at: Set(None),
            requester_steps: Set(0),
            bureau_steps: Set(1),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        }
    }
}
