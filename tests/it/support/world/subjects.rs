//! Rows that nobody has touched yet, one of each kind and in each state that a mutation asks for:
//! for walks that call every mutation many times.

use entity::{
    Id, agency, assignment, association, contact, enterprise, officer, service_request, user, visit,
};
use sea_orm::ActiveValue::Set;
use wanqi::platform::scope::{Recorded, Visible};

use super::{Builder, Home, Person, World};

/// One row of each kind, in the first world.
#[derive(Clone)]
pub struct Subjects {
    /// Tells these from all others.
    pub number: u64,
    /// A firm of the first world's officer.
    pub firm: Id<enterprise::Entity>,
    /// That link.
    pub link: Id<assignment::Entity>,
    /// A firm that nobody looks after.
    pub alone: Id<enterprise::Entity>,
    /// A firm of `officer`.
    pub other_firm: Id<enterprise::Entity>,
    /// An officer of the first world's station, who has one firm.
    pub officer: Id<officer::Entity>,
    /// Another one, who has none.
    pub idle: Id<officer::Entity>,
    /// A contact of `firm`.
    pub contact: Id<contact::Entity>,
    /// An association, of which `firm` is a member.
    pub association: Id<association::Entity>,
    /// An agency.
    pub agency: Id<agency::Entity>,
    /// Another one.
    pub second_agency: Id<agency::Entity>,
    /// Visits to `firm`: one done, one planned.
    pub visits: [Id<visit::Entity>; 2],
    /// A request of `firm`, filed by the first world's officer, in the state asked for.
    pub request: Id<service_request::Entity>,
    /// Somebody of the first world's station.
    pub user: Person,
}

impl World {
    /// Fresh subjects, the request in this state.
    pub async fn subjects(&self, number: u64, state: service_request::State) -> Subjects {
        let side = &self.first;
        let mut build = Builder::new(&self.database).await;
        build.codes = 500_000_000 + number * 10;
        build.requests = 500_000 + i32::try_from(number).unwrap();
        let named = |name: &str| format!("{name}{number:06}");
        let firm = build.enterprise(&named("甲企"), side.town).await;
        let alone = build.enterprise(&named("乙企"), side.town).await;
        let other_firm = build.enterprise(&named("丙企"), side.town).await;
        let officer = build.officer(&named("警"), side.agency, side.town).await;
        let idle = build.officer(&named("闲"), side.agency, side.town).await;
        let link = build.assignment(firm, side.officer_id, "挂联").await;
        build.assignment(other_firm, officer, "挂联").await;
        let contact = build.contact(firm, "联系人").await;
        let association = build.association(&named("协会"), side.town).await;
        build.member(association, firm).await;
        let level = agency::Level::County;
        let agency = build.agency(&named("单位"), level, None, None).await;
        let second_agency = build.agency(&named("单位二"), level, None, None).await;
        let done = build.visit(firm, side.officer_id, "所见").await;
        let planned = build.visit(firm, side.officer_id, "所见").await;
        let is_planned =
            visit::ActiveModel { state: Set(visit::State::Planned), ..Default::default() };
        build.change::<visit::Entity, _>(planned, is_planned).await;
        let about = (firm, done);
        let request = build.request(about, side.officer.id, side.partner_agency, "诉求").await;
        let stands = service_request::ActiveModel { state: Set(state), ..Default::default() };
        build.change::<service_request::Entity, _>(request, stands).await;
        let home = Home::Agency(side.agency);
        let user = build.person(&named("walker"), user::Role::Auxiliary, vec![], home).await;
        build.tx.commit().await.unwrap();
        Subjects {
            number,
            firm,
            link,
            alone,
            other_firm,
            officer,
            idle,
            contact,
            association,
            agency,
            second_agency,
            visits: [done, planned],
            request,
            user,
        }
    }
}

impl Builder {
    async fn change<E, A>(&mut self, id: Id<E>, change: A)
    where
        E: Visible + Recorded + entity::Prefixed,
        A: sea_orm::ActiveModelTrait<Entity = E> + Send,
        E::Model: sea_orm::IntoActiveModel<A>,
    {
        let row = self.tx.find::<E>(id).await.unwrap();
        self.tx.update(&row, change).await.unwrap();
    }
}
