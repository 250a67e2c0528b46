//! Incidents that are diverted: a town whose governance centre is the partner agency, units seated
//! there, and rows in whatever state a test asks for.

use entity::{
    Id, agency, dispatch, diversion_rollout,
    incident::{self, State},
    incident_category::{self, Nature},
    incident_event::{self, Step},
    settlement, settlement_party,
    user::{self, Role},
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{Builder, Home, Side, World, climbing::Decider};

/// What became of an incident of the second world, its words marked.
pub struct Diverted {
    /// The incident.
    pub incident: Id<incident::Entity>,
    /// That it came in.
    pub event: Id<incident_event::Entity>,
    /// That the station's own unit is sent.
    pub dispatch: Id<dispatch::Entity>,
    /// How it was settled.
    pub settlement: Id<settlement::Entity>,
    /// Who agreed.
    pub party: Id<settlement_party::Entity>,
}

impl World {
    /// A unit seated at the first world's partner agency, and somebody there.
    pub async fn unit(&self, name: &str) -> Decider {
        let mut build = Builder::new(&self.database).await;
        let (parent, town) = (Some(self.first.partner_agency), Some(self.first.town));
        let agency = build.agency(name, agency::Level::Town, parent, town).await;
        let person = build.person(name, Role::Partner, vec![], Home::Agency(agency)).await;
        build.tx.commit().await.unwrap();
        Decider { agency, person }
    }

    /// The first world's station is one of the police, by its branch.
    pub async fn station_has_a_branch(&self) {
        let mut build = Builder::new(&self.database).await;
        let branch = Set(Some("STATION".to_owned()));
        let change = agency::ActiveModel { branch, ..Default::default() };
        let row = build.tx.find::<agency::Entity>(self.first.agency).await.unwrap();
        build.tx.update(&row, change).await.unwrap();
        build.tx.commit().await.unwrap();
    }

    /// The first world's town diverts to its partner agency from today on; once.
    pub async fn roll_out(&self) -> Id<diversion_rollout::Entity> {
        let mut build = Builder::new(&self.database).await;
        let theirs = diversion_rollout::Column::TownId.eq(self.first.town);
        let stands = build.tx.scoped::<diversion_rollout::Entity>().filter(theirs).one().await;
        let id = match stands.unwrap() {
            Some(row) => row.id,
            None => {
                let row = diversion_rollout::ActiveModel {
                    id: Set(self.clock.new_id()),
                    town_id: Set(self.first.town),
                    centre_id: Set(self.first.partner_agency),
                    starts_on: Set(self.clock.today()),
                    version: Set(1),
                    created_at: Set(self.clock.now()),
                };
                build.tx.insert(row).await.unwrap().id
            }
        };
        build.tx.commit().await.unwrap();
        id
    }

    /// The kind of the taxonomy with this code.
    pub async fn category(&self, code: &str) -> Id<incident_category::Entity> {
        let build = Builder::new(&self.database).await;
        build.category(code).await
    }

    /// An incident in the first world's town, no police matter, in this state.
    pub async fn incident_in(&self, state: State) -> Id<incident::Entity> {
        let mut build = Builder::new(&self.database).await;
        let sender = self.first.integrator.id;
        let id = build.incident_at((&self.first, sender), state, "警情").await;
        build.tx.commit().await.unwrap();
        id
    }

    /// An incident in the first world's town that was settled, with all that stands beside it.
    pub async fn settled_incident(&self) -> Diverted {
        let mut build = Builder::new(&self.database).await;
        let settled = build.settled(&self.first, "").await;
        build.tx.commit().await.unwrap();
        settled
    }

    /// The first world's partner agency, sent to a diverted incident, in this state.
    pub async fn errand_in(&self, state: dispatch::State) -> Id<dispatch::Entity> {
        let mut build = Builder::new(&self.database).await;
        let sender = self.first.integrator.id;
        let incident = build.incident_at((&self.first, sender), State::Diverted, "警情").await;
        let id = build.errand(incident, self.first.partner_agency, state).await;
        build.tx.commit().await.unwrap();
        id
    }
}

impl Builder {
    async fn category(&self, code: &str) -> Id<incident_category::Entity> {
        let is_this = incident_category::Column::Code.eq(code);
        let found = self.tx.scoped::<incident_category::Entity>().filter(is_this).one().await;
        found.unwrap().unwrap().id
    }

    async fn incident_at(
        &mut self,
        (side, sender): (&Side, Id<user::Entity>),
        state: State,
        words: &str,
    ) -> Id<incident::Entity> {
        let row = self.diverted_row((side, sender), state, words).await;
        let id = self.tx.insert(row).await.unwrap().id;
        self.reported(id, (sender, words)).await;
        id
    }

    /// No police matter, as it stands in this state.
    async fn diverted_row(
        &self,
        (side, sender): (&Side, Id<user::Entity>),
        state: State,
        words: &str,
    ) -> incident::ActiveModel {
        let is_sorted = state != State::Received;
        let is_diverted = is_sorted && state != State::Triaged;
        let category = self.category("LABOUR.WAGES").await;
        let now = self.tx.clock().now();
        let id: Id<incident::Entity> = self.tx.clock().new_id();
        incident::ActiveModel {
            id: Set(id),
            state: Set(state),
            source_key: Set(Some(id.to_string())),
            nature: Set(is_sorted.then_some(Nature::NonPolice)),
            triage_category_id: Set(is_sorted.then_some(category)),
            centre_id: Set(is_diverted.then_some(side.partner_agency)),
            diverted_at: Set(is_diverted.then_some(now)),
            settled_at: Set((state == State::Settled).then_some(now)),
            ..self.incident_row(sender, (side.enterprise, side.town), words)
        }
    }

    async fn reported(
        &mut self,
        id: Id<incident::Entity>,
        (sender, words): (Id<user::Entity>, &str),
    ) -> Id<incident_event::Entity> {
        let row = incident_event::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            incident_id: Set(id),
            seq: Set(1),
            step: Set(Step::Report),
            state: Set(State::Received),
            actor_id: Set(sender),
            actor_name: Set(words.to_owned()),
            at: Set(self.tx.clock().now()),
            note: Set(words.to_owned()),
            nature: Set(None),
            triage_category_id: Set(None),
            agency_id: Set(None),
            dispatch_id: Set(None),
        };
        self.tx.insert(row).await.unwrap().id
    }

    async fn errand(
        &mut self,
        incident: Id<incident::Entity>,
        agency: Id<agency::Entity>,
        state: dispatch::State,
    ) -> Id<dispatch::Entity> {
        let row = dispatch::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            incident_id: Set(incident),
            agency_id: Set(agency),
            role: Set(dispatch::Role::Lead),
            state: Set(state),
            accepted_at: Set(None),
            arrived_at: Set(None),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        };
        self.tx.insert(row).await.unwrap().id
    }

    /// An incident of this world that its centre settled.
    pub(super) async fn settled(&mut self, side: &Side, words: &str) -> Diverted {
        let sender = side.integrator.id;
        let words_of = |text: &str| format!("{text}{words}");
        let category = self.category("LABOUR.WAGES").await;
        let row = self.diverted_row((side, sender), State::Settled, &words_of("已化解")).await;
        let id = self.tx.insert(row).await.unwrap().id;
        let event = self.reported(id, (sender, &words_of("接报"))).await;
        let dispatch = self.errand(id, side.agency, dispatch::State::Arrived).await;
        let row = settlement::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            incident_id: Set(id),
            centre_id: Set(side.partner_agency),
            category_id: Set(category),
            agreement: Set(words_of("协议")),
            amount_cny: Set(Some(36_000)),
            created_at: Set(self.tx.clock().now()),
        };
        let settlement = self.tx.insert(row).await.unwrap().id;
        let row = settlement_party::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            settlement_id: Set(settlement),
            place: Set(1),
            enterprise_id: Set(Some(side.enterprise)),
            words: Set(words_of("用工方")),
        };
        let party = self.tx.insert(row).await.unwrap().id;
        Diverted { incident: id, event, dispatch, settlement, party }
    }
}
