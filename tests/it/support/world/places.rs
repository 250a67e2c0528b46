//! The places of a world, and what tests of kiosks need: the approval that a chain would give, and
//! rows counted.

use chrono::NaiveDate;
use entity::{
    Id, agency, audit_event, enterprise, kiosk, kiosk_day, liaison_office, liaison_station, notice,
    office_merchant, outbox_event, service_request, text_list::TextList, town, user,
};
use sea_orm::{ActiveValue::Set, Condition};
use wanqi::features::stations;

use super::{Builder, Person, World, subjects::Subjects};

/// How many rows there are in the tables that a heartbeat could fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Of the audit log.
    pub audit: u64,
    /// Of the outbox.
    pub outbox: u64,
    /// Of the kiosks' counts.
    pub days: u64,
}

/// Places of the first world that nobody has touched yet.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// A station.
    pub station: Id<liaison_station::Entity>,
    /// An office, run by the second agency of the subjects.
    pub office: Id<liaison_office::Entity>,
    /// A kiosk of the station, approved.
    pub approved_kiosk: Id<kiosk::Entity>,
}

impl World {
    /// Fresh places beside fresh subjects.
    pub async fn places(&self, subjects: &Subjects) -> Places {
        let mut build = Builder::new(&self.database).await;
        let number = subjects.number;
        let at = (self.first.town, self.first.agency);
        let station = build.station(&format!("走查站{number}"), at).await;
        let office = build.office(&format!("走查室{number}"), subjects.second_agency).await;
        let kiosk = build.kiosk(station, subjects.request, self.first.officer.id).await;
        let approved_kiosk = stations::approve_kiosk(&mut build.tx, kiosk).await.unwrap().id;
        build.tx.commit().await.unwrap();
        Places { station, office, approved_kiosk }
    }

    /// Makes a firm a merchant of an office.
    pub async fn merchant_of(
        &self,
        office: Id<liaison_office::Entity>,
        firm: Id<enterprise::Entity>,
    ) {
        let mut build = Builder::new(&self.database).await;
        build.merchant(office, firm).await;
        build.tx.commit().await.unwrap();
    }

    /// Tells somebody something.
    pub async fn notice_for(&self, person: &Person) -> Id<notice::Entity> {
        let mut build = Builder::new(&self.database).await;
        let id = build.tx.clock().new_id::<notice::Entity>();
        let row = notice::ActiveModel {
            id: Set(id),
            user_id: Set(person.id),
            kind: Set(notice::Kind::RequestToAccept),
            subject_kind: Set("service_request".to_owned()),
            subject_id: Set(self.first.request.uuid()),
            args: Set(serde_json::json!({})),
            dedup_key: Set(id.to_string()),
            read_at: Set(None),
            created_at: Set(build.tx.clock().now()),
        };
        let id = build.tx.insert(row).await.unwrap().id;
        build.tx.commit().await.unwrap();
        id
    }

    /// Approves a proposed kiosk, as the last approval of its request's escalations does.
    pub async fn approve_kiosk(&self, id: &str) -> kiosk::Model {
        let mut build = Builder::new(&self.database).await;
        let id = Id::parse(id).unwrap();
        let kiosk = stations::approve_kiosk(&mut build.tx, id).await.unwrap();
        build.tx.commit().await.unwrap();
        kiosk
    }

    /// Refuses a proposed kiosk, as a refused escalation does.
    pub async fn refuse_kiosk(&self, id: &str) -> wanqi::platform::Result<kiosk::Model> {
        let mut build = Builder::new(&self.database).await;
        let kiosk = stations::refuse_kiosk(&mut build.tx, Id::parse(id).unwrap()).await?;
        build.tx.commit().await?;
        Ok(kiosk)
    }

    /// Where a firm's requests from elsewhere would go.
    pub async fn office_of(
        &self,
        firm: Id<enterprise::Entity>,
    ) -> Option<Id<liaison_office::Entity>> {
        let build = Builder::new(&self.database).await;
        let office = stations::office_of_merchant(&build.tx, firm).await.unwrap();
        office.map(|office| office.id)
    }

    /// Whether something can be sent to an office.
    pub async fn is_open(&self, office: Id<liaison_office::Entity>) -> bool {
        let build = Builder::new(&self.database).await;
        stations::find_open_office(&build.tx, office).await.is_ok()
    }

    /// Counts the rows that are there now.
    pub async fn rows(&self) -> Rows {
        let build = Builder::new(&self.database).await;
        let all = Condition::all;
        Rows {
            audit: build.tx.count_for_rule::<audit_event::Entity>(all()).await.unwrap(),
            outbox: build.tx.count_for_rule::<outbox_event::Entity>(all()).await.unwrap(),
            days: build.tx.count_for_rule::<kiosk_day::Entity>(all()).await.unwrap(),
        }
    }
}

impl Builder {
    pub(super) async fn station(
        &mut self,
        name: &str,
        (town, agency): (Id<town::Entity>, Id<agency::Entity>),
    ) -> Id<liaison_station::Entity> {
        let row = liaison_station::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            name: Set(name.to_owned()),
            town_id: Set(town),
            agency_id: Set(agency),
            address: Set("珍珠市场一楼".to_owned()),
            latitude: Set(29.7),
            longitude: Set(120.2),
            facilities: Set(TextList(vec!["自助机".to_owned()])),
            opening_hours: Set("周一至周五 08:30-17:30".to_owned()),
            closed_on: Set(None),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        };
        self.tx.insert(row).await.unwrap().id
    }

    pub(super) async fn office(
        &mut self,
        name: &str,
        agency: Id<agency::Entity>,
    ) -> Id<liaison_office::Entity> {
        let row = liaison_office::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            name: Set(name.to_owned()),
            division: Set("530100".to_owned()),
            address: Set("昆明市官渡区".to_owned()),
            latitude: Set(25.0),
            longitude: Set(102.7),
            agency_id: Set(agency),
            opened_on: Set("2025-05-20".parse::<NaiveDate>().unwrap()),
            closed_on: Set(None),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        };
        self.tx.insert(row).await.unwrap().id
    }

    pub(super) async fn merchant(
        &mut self,
        office: Id<liaison_office::Entity>,
        firm: Id<enterprise::Entity>,
    ) -> Id<office_merchant::Entity> {
        let row = office_merchant::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            office_id: Set(office),
            enterprise_id: Set(firm),
            since: Set("2025-06-01".parse::<NaiveDate>().unwrap()),
            left_on: Set(None),
            created_at: Set(self.tx.clock().now()),
        };
        self.tx.insert(row).await.unwrap().id
    }

    pub(super) async fn kiosk(
        &mut self,
        station: Id<liaison_station::Entity>,
        request: Id<service_request::Entity>,
        proposed_by: Id<user::Entity>,
    ) -> Id<kiosk::Entity> {
        let row = kiosk::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            station_id: Set(station),
            name: Set("出入境自助机".to_owned()),
            services: Set(TextList(vec!["往来港澳通行证".to_owned(), "普通护照".to_owned()])),
            daily_capacity: Set(50),
            reason: Set("每年三月集中办理".to_owned()),
            request_id: Set(Some(request)),
            proposed_by_id: Set(proposed_by),
            state: Set(kiosk::State::Proposed),
            user_id: Set(None),
            approved_at: Set(None),
            installed_at: Set(None),
            last_beat_at: Set(None),
            last_sequence: Set(0),
            seen_sequences: Set(0),
            retired_at: Set(None),
            retire_reason: Set(None),
            version: Set(1),
            created_at: Set(self.tx.clock().now()),
        };
        self.tx.insert(row).await.unwrap().id
    }
}
