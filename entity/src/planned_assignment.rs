//! One firm of a caseload plan: who looks after it today, who is to, and why.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, caseload_plan, enterprise, officer};

/// Why a firm is to have that officer.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "PlannedAssignmentReason")]
pub enum Reason {
    /// 维持不变: it has that officer already.
    Kept,
    /// 固定挂联: the pair is pinned.
    Pinned,
    /// 首次挂联: nobody looked after it.
    First,
    /// 回避: the present officer must not.
    Banned,
    /// 民警离岗: the present officer is on leave, or out of the plan.
    Away,
    /// 就近: the officer is nearer, the weights included.
    Nearer,
    /// 均衡户数: it makes room, so that all firms together are nearer and all limits kept.
    Balance,
    /// 无人可挂: no officer within the limits is left for it.
    Nobody,
}

/// Why a move no longer fits.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "PlannedAssignmentMisfit")]
pub enum Misfit {
    /// The firm was merged into another record.
    FirmMerged,
    /// The firm has another officer than when the plan was computed, or none any more.
    OtherOfficer,
    /// The pair was banned since.
    Banned,
    /// The present pair was pinned since.
    Pinned,
    /// The officer would pass the upper limit.
    Full,
}

/// A row of `planned_assignment`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "planned_assignment")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The plan.
    pub plan_id: Id<caseload_plan::Entity>,
    /// Its place in the plan, from 1: moves first, those that save most before others.
    pub place: i32,
    /// The firm.
    pub enterprise_id: Id<enterprise::Entity>,
    /// Who looked after it when the plan was computed.
    pub present_officer_id: Option<Id<officer::Entity>>,
    /// Who is to.
    pub officer_id: Option<Id<officer::Entity>>,
    /// How far the firm is from the present officer's base, metres.
    pub present_distance_m: Option<i32>,
    /// How far from the base of the one who is to, metres.
    pub distance_m: Option<i32>,
    /// Whether the firm changes officer.
    pub is_move: bool,
    /// Why.
    pub reason: Reason,
    /// Why it no longer fits, found when the plan was to be applied.
    pub misfit: Option<Misfit>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "pla";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
