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
