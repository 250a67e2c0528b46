//! Exports of a world that no server has run.

use entity::{
    Id,
    export_run::{self, Format, List, State},
    user,
};
use sea_orm::ActiveValue::Set;

use super::{Builder, Person, World};

impl World {
    /// Exports of somebody's that seem to run; whoever ran them is gone.
    pub async fn running_exports(&self, of: &Person, count: usize) -> Vec<Id<export_run::Entity>> {
        let mut build = Builder::new(&self.database).await;
        let rows = (0..count).map(|_| build.export_row(of.id, State::Running)).collect();
        let rows = build.tx.insert_many(rows).await.unwrap();
        build.tx.commit().await.unwrap();
        rows.iter().map(|row| row.id).collect()
    }
}

impl Builder {
    pub(super) async fn exported(&mut self, of: Id<user::Entity>) -> Id<export_run::Entity> {
        let row = self.export_row(of, State::Done);
        self.tx.insert(row).await.unwrap().id
    }

    fn export_row(&self, of: Id<user::Entity>, state: State) -> export_run::ActiveModel {
        let now = self.tx.clock().now();
        export_run::ActiveModel {
            id: Set(self.tx.clock().new_id()),
            list: Set(List::Visits),
            format: Set(Format::Csv),
            filter: Set("{}".to_owned()),
            state: Set(state),
            started_by_id: Set(of),
            rows_total: Set(1),
            rows_done: Set(0),
            failure_code: Set(None),
            failure_words: Set(None),
            started_at: Set(now),
            finished_at: Set((state == State::Done).then_some(now)),
            version: Set(1),
        }
    }
}
