//! What other platforms pushed into a world.

use entity::{Id, alert, enterprise, incident, town, user};
use sea_orm::ActiveValue::Set;

use super::{Builder, World};

impl World {
    /// So many alerts and incidents that this sender sent just now.
    pub async fn pushed_today(
        &self,
        sender: Id<user::Entity>,
        about: (Id<enterprise::Entity>, Id<town::Entity>),
        count: usize,
    ) {
        let mut build = Builder::new(&self.database).await;
        let alerts = (0..count).map(|n| build.alert_row(sender, about, &format!("预警{n}")));
        let alerts = alerts.collect();
        build.tx.insert_many::<alert::ActiveModel>(alerts).await.unwrap();
        let incidents = (0..count).map(|n| build.incident_row(sender, about, &format!("警情{n}")));
        let incidents = incidents.collect();
        build.tx.insert_many::<incident::ActiveModel>(incidents).await.unwrap();
        build.tx.commit().await.unwrap();
    }
}

impl Builder {
    /// An alert on a firm and an incident there.
    pub(super) async fn pushed(
        &mut self,
        sender: Id<user::Entity>,
        about: (Id<enterprise::Entity>, Id<town::Entity>),
        words: &str,
    ) -> (Id<alert::Entity>, Id<incident::Entity>) {
        let (alert, incident) =
            (self.alert_row(sender, about, words), self.incident_row(sender, about, words));
        let alert = self.tx.insert(alert).await.unwrap().id;
        (alert, self.tx.insert(incident).await.unwrap().id)
    }

    pub(super) fn alert_row(
        &self,
        sender: Id<user::Entity>,
        (firm, town): (Id<enterprise::Entity>, Id<town::Entity>),
        words: &str,
    ) -> alert::ActiveModel {
        let now = self.tx.clock().now();
        alert::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            kind: Set(alert::Kind::EnterpriseRisk),
            severity: Set(alert::Severity::High),
            state: Set(alert::State::Raised),
            title: Set(words.to_owned()),
            details: Set(words.to_owned()),
            occurred_at: Set(now),
            enterprise_id: Set(Some(firm)),
            town_id: Set(Some(town)),
            place: Set(words.to_owned()),
            latitude: Set(None),
            longitude: Set(None),
            request_id: Set(None),
            raised_by_id: Set(sender),
            source_key: Set(Some(words.to_owned())),
            digest: Set(vec![0; 32]),
            version: Set(1),
            created_at: Set(now),
        }
    }

    pub(super) fn incident_row(
        &self,
        sender: Id<user::Entity>,
        (firm, town): (Id<enterprise::Entity>, Id<town::Entity>),
        words: &str,
    ) -> incident::ActiveModel {
        let now = self.tx.clock().now();
        incident::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            category: Set(incident::Category::LabourDispute),
            state: Set(incident::State::Received),
            summary: Set(words.to_owned()),
            received_at: Set(now),
            enterprise_id: Set(Some(firm)),
            town_id: Set(town),
            place: Set(words.to_owned()),
            latitude: Set(None),
            longitude: Set(None),
            reported_by_id: Set(sender),
            source_key: Set(Some(words.to_owned())),
            digest: Set(vec![0; 32]),
            nature: Set(None),
            triage_category_id: Set(None),
            mechanism_edition_id: Set(None),
            centre_id: Set(None),
            receipt_year: Set(None),
            receipt_serial: Set(None),
            diverted_at: Set(None),
            settled_at: Set(None),
            closed_at: Set(None),
            version: Set(1),
            created_at: Set(now),
        }
    }
}
