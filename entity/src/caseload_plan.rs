//! A caseload plan 挂联方案: a proposed set of assignments, compared, approved, applied.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{Id, Prefixed, officer, text_list::TextList, town, user};

/// Where a plan stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "CaseloadPlanState")]
pub enum State {
    /// 计算中: it is being computed.
    Running,
    /// 草案: computed, and shown to nobody for a decision yet.
    Draft,
    /// 待批准: waits for a leader's decision.
    Proposed,
    /// 已批准: waits to be applied.
    Approved,
    /// 已执行: the assignments stand as it says.
    Applied,
    /// 已取消: given up, or cut off while it was computed.
    Cancelled,
    /// 未批准.
    Rejected,
    /// 已失效: assignments changed since it was computed, so that it cannot be applied any more.
    Stale,
}

/// Which firms a plan takes in, by size.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "CaseloadPlanScale")]
pub enum Scale {
    /// 全部企业.
    All,
    /// 规上企业.
    AboveScale,
}

/// The towns a plan is limited to; none for the whole county.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Towns(pub Vec<uuid::Uuid>);

impl Towns {
    /// Whether the plan takes in this town.
    pub fn include(&self, town: Id<town::Entity>) -> bool {
        self.0.is_empty() || self.0.contains(&town.uuid())
    }
}

/// The officers who get no firm, since they are on leave or gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Away(pub Vec<uuid::Uuid>);

impl Away {
    /// Whether this officer gets no firm.
    pub fn includes(&self, officer: Id<officer::Entity>) -> bool {
        self.0.contains(&officer.uuid())
    }
}

/// How many officers have so many firms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// So many firms.
    pub caseload: u32,
    /// Have so many officers.
    pub officers: u32,
}

/// How the firms and officers of a plan stand, today or by the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Firms that nobody looks after.
    pub without_officer: u32,
    /// The sum of all distances from an officer's base to a firm, metres.
    pub total_distance_m: i64,
    /// The longest of them, metres.
    pub longest_distance_m: i64,
    /// Officers with fewer firms than the lower limit.
    pub under: u32,
    /// Officers with more firms than the upper limit.
    pub over: u32,
    /// How many officers have how many firms, by that number.
    pub spread: Vec<Bar>,
}

/// Where a plan within the limits fails, in one town.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownShortfall {
    /// The town.
    pub town_id: uuid::Uuid,
    /// Its firms that find no officer within the limits.
    pub firms_too_many: u32,
    /// How many more officers at the upper limit would look after them.
    pub officers_short: u32,
    /// How many firms its officers lack of the lower limit.
    pub firms_short: u32,
}

/// A ban without which the plan would violate less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BindingBan {
    /// The firm.
    pub enterprise_id: uuid::Uuid,
    /// The officer.
    pub officer_id: uuid::Uuid,
}

/// Why no plan keeps all limits, and what would make one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    /// Firms that find no officer within the limits.
    pub firms_too_many: u32,
    /// Firms missing of the lower limits.
    pub firms_short: u32,
    /// Where.
    pub towns: Vec<TownShortfall>,
    /// Bans that stand in the way.
    pub bans: Vec<BindingBan>,
}

/// What came of the computation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Outcome {
    /// As it was when the plan was computed.
    pub today: Picture,
    /// As it will be.
    pub planned: Picture,
    /// Firms that change officer, the first one included.
    pub moves: u32,
    /// The objective: distances and weights, metres. Proven least over all pairs.
    pub cost_m: i64,
    /// None where every limit is kept.
    pub shortfall: Option<Shortfall>,
}

/// A row of `caseload_plan`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "caseload_plan")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Where it stands.
    pub state: State,
    /// Whether it ends as a draft.
    pub dry_run: bool,
    /// What it is for.
    pub note: String,
    /// Which firms by size.
    pub scale: Scale,
    /// Which towns.
    pub towns: Towns,
    /// Only officers of this branch, and the firms that they have or nobody has.
    pub branch: Option<String>,
    /// Officers who get no firm.
    pub away: Away,
    /// The limits and weights it was computed with.
    pub caseload_lower: i32,
    /// As above.
    pub caseload_upper: i32,
    /// Metres that an officer of another branch than fits the firm counts more.
    pub branch_misfit_m: i32,
    /// Metres that an officer of another town counts more.
    pub town_crossing_m: i32,
    /// Metres that another officer than the present one counts more.
    pub change_m: i32,
    /// Which industries a branch fits, as `industry=branch`.
    pub branch_fits: TextList,
    /// How many firms it takes in.
    pub firms: i32,
    /// How many officers.
    pub officers: i32,
    /// How many firms have found their officer, while it is computed.
    pub firms_done: i32,
    /// When the server that computes it last said so.
    pub beat_at: DateTimeUtc,
    /// What came of it; none while it is computed.
    pub outcome: Option<Outcome>,
    /// Who proposed it.
    pub proposed_by_id: Id<user::Entity>,
    /// Who decided, cancelled or applied it last.
    pub decided_by_id: Option<Id<user::Entity>>,
    /// When.
    pub decided_at: Option<DateTimeUtc>,
    /// What was said with it.
    pub decision_note: Option<String>,
    /// When its computation ended.
    pub computed_at: Option<DateTimeUtc>,
    /// When it was applied.
    pub applied_at: Option<DateTimeUtc>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "cpl";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
