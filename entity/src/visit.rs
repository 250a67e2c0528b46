//! A visit 走访: one contact of an officer with an enterprise, planned or done.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{enterprise, officer, text_list::TextList};

/// What a visit is for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "VisitKind")]
pub enum Kind {
    /// 走访.
    Visit,
    /// 共建.
    CoBuilding,
    /// 帮扶.
    Assistance,
}

/// Where a visit stands: PLANNED, then DONE or CANCELLED.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "VisitState")]
pub enum State {
    /// Still to come.
    Planned,
    /// Took place; it can be amended, never deleted.
    Done,
    /// Will not take place.
    Cancelled,
}

/// A row of `visit`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visit")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The enterprise.
    pub enterprise_id: Id<enterprise::Entity>,
    /// The officer who visits.
    pub officer_id: Id<officer::Entity>,
    /// VISIT, CO_BUILDING or ASSISTANCE.
    pub kind: Kind,
    /// PLANNED, DONE or CANCELLED.
    pub state: State,
    /// When it is planned for, or when it took place.
    pub happens_at: DateTimeUtc,
    /// Names and posts, as written down.
    pub people_met: TextList,
    /// What was talked about.
    pub topics: TextList,
    /// What was found; not for the enterprise's own eyes.
    pub findings: String,
    /// What is to be done next.
    pub follow_up: String,
    /// By which day.
    pub follow_up_on: Option<Date>,
    /// Where it was logged: WGS84, degrees.
    pub latitude: Option<f64>,
    /// Where it was logged: WGS84, degrees.
    pub longitude: Option<f64>,
    /// How far off that position may be.
    pub accuracy_m: Option<f64>,
    /// Why it was cancelled.
    pub cancel_reason: Option<String>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "vis";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
