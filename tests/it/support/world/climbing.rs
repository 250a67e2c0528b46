//! The agencies that requests climb to: a brigade of the county, the detachment that guides it, and
//! the corps above that, each with somebody who decides.

use entity::{Id, agency, user::Role};
use sea_orm::ActiveValue::Set;

use super::{Builder, Home, Person, World};

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

impl World {
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
    async fn decider(
        &mut self,
        (login, name): (&str, &str),
        level: agency::Level,
        parent: Option<Id<agency::Entity>>,
        guiding: Option<Id<agency::Entity>>,
    ) -> Decider {
        let role = if level == agency::Level::County { Role::Chief } else { Role::Partner };
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
    /// Town: its parent is `above`.
    pub below: Decider,
    /// Town.
    pub above: Decider,
    /// Town: its parent is `city`.
    pub under_city: Decider,
    /// City.
    pub city: Decider,
}

impl World {
    /// An agency of a town with another above it, and one right under the city.
    pub async fn supervised(&self) -> Supervised {
        use agency::Level::{City, Town};
        let mut build = Builder::new(&self.database).await;
        let above = build.decider(("above", "丙镇社会治理中心"), Town, None, None).await;
        let parent = Some(above.agency);
        let below = build.decider(("below", "丙镇劳动保障所"), Town, parent, None).await;
        let city = build.decider(("city", "绍兴市公安局"), City, None, None).await;
        let parent = Some(city.agency);
        let under_city = build.decider(("under_city", "市属驻镇机构"), Town, parent, None).await;
        build.tx.commit().await.unwrap();
        Supervised { below, above, under_city, city }
    }
}
