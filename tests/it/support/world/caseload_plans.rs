//! Caseload plans of a world in any state, without a computation.

use entity::{
    Id, assignment,
    caseload_plan::{self, Away, Outcome, Picture, Scale, State, Towns},
    enterprise, officer, planned_assignment,
    text_list::TextList,
    town, user,
};
use sea_orm::ActiveValue::Set;

use super::{Builder, World};

/// A plan with one firm.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Id<caseload_plan::Entity>,
    /// Its firm.
    pub firm: Id<planned_assignment::Entity>,
}

impl World {
    /// A plan without firms in this state.
    pub async fn plan_in(&self, state: State) -> Id<caseload_plan::Entity> {
        let mut build = Builder::new(&self.database).await;
        let id = build.plan(state, self.coordinator.id, "方案").await;
        build.tx.commit().await.unwrap();
        id
    }

    /// A town without firms and officers: a plan of it is done at once.
    pub async fn empty_town(&self, name: &str) -> Id<town::Entity> {
        let mut build = Builder::new(&self.database).await;
        let id = build.town(name).await;
        build.tx.commit().await.unwrap();
        id
    }

    /// An assignment of this officer that a plan has ended.
    pub async fn ended_by_plan(
        &self,
        firm: Id<enterprise::Entity>,
        officer: Id<officer::Entity>,
    ) -> Id<assignment::Entity> {
        let mut build = Builder::new(&self.database).await;
        let plan = build.plan(State::Applied, self.coordinator.id, "方案").await;
        let row = assignment::ActiveModel {
            ended_on: Set(Some(build.tx.clock().today())),
            plan_id: Set(Some(plan)),
            ..build.assignment_row(firm, officer, "挂联")
        };
        let id = build.tx.insert(row).await.unwrap().id;
        build.tx.commit().await.unwrap();
        id
    }
}

impl Builder {
    /// A plan with one firm, its words marked.
    pub(super) async fn planned(
        &mut self,
        by: Id<user::Entity>,
        firm: Id<enterprise::Entity>,
        note: &str,
    ) -> Planned {
        let plan = self.plan(State::Draft, by, note).await;
        let row = planned_assignment::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            plan_id: Set(plan),
            place: Set(1),
            enterprise_id: Set(firm),
            present_officer_id: Set(None),
            officer_id: Set(None),
            present_distance_m: Set(None),
            distance_m: Set(None),
            is_move: Set(false),
            reason: Set(planned_assignment::Reason::Nobody),
            misfit: Set(None),
        };
        Planned { plan, firm: self.tx.insert(row).await.unwrap().id }
    }

    async fn plan(
        &mut self,
        state: State,
        by: Id<user::Entity>,
        note: &str,
    ) -> Id<caseload_plan::Entity> {
        let now = self.tx.clock().now();
        let picture = Picture::default;
        let outcome =
            Outcome { today: picture(), planned: picture(), moves: 0, cost_m: 0, shortfall: None };
        let row = caseload_plan::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            state: Set(state),
            dry_run: Set(state == State::Draft),
            note: Set(note.to_owned()),
            scale: Set(Scale::All),
            towns: Set(Towns::default()),
            branch: Set(None),
            away: Set(Away::default()),
            caseload_lower: Set(8),
            caseload_upper: Set(10),
            branch_misfit_m: Set(0),
            town_crossing_m: Set(0),
            change_m: Set(0),
            branch_fits: Set(TextList::default()),
            firms: Set(0),
            officers: Set(0),
            firms_done: Set(0),
            beat_at: Set(now),
            outcome: Set((state != State::Running).then_some(outcome)),
            proposed_by_id: Set(by),
            decided_by_id: Set(None),
            decided_at: Set(None),
            decision_note: Set(None),
            computed_at: Set(None),
            applied_at: Set(None),
            version: Set(1),
            created_at: Set(now),
        };
        self.tx.insert(row).await.unwrap().id
    }
}
