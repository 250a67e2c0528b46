//! One move of a service request. The events of a request, replayed, give how it stands.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{
    agency, escalation, officer,
    service_request::{self, Outcome, State},
    task_force, user,
};

/// What can happen to a request.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "RequestStep")]
pub enum Step {
    /// 提交: it is filed.
    Submit,
    /// 受理: the handling agency takes it.
    Accept,
    /// 不予受理: refused, with a reason the requester sees.
    Reject,
    /// 转办: it goes to another agency or officer.
    Route,
    /// 开始办理.
    Start,
    /// 备注: a note, which moves nothing.
    Note,
    /// 询问: a question to the requester.
    Ask,
    /// 答复: the requester answers.
    Answer,
    /// 办结: it is answered with an outcome.
    Resolve,
    /// 确认: the requester confirms.
    Confirm,
    /// 退回重办: the requester says it is not done.
    Reopen,
    /// 撤回: the requester takes it back.
    Withdraw,
    /// 逾期自动关闭: 7 days passed without an answer.
    AutoClose,
    /// 上报: a higher agency is asked for a decision.
    Escalate,
    /// 同意: it approves.
    Approve,
    /// 不同意: it refuses; the chain ends.
    Refuse,
    /// 退回补充: it asks for more.
    Return,
    /// 重新上报: more is sent, as a new attempt.
    Resubmit,
    /// 成立专班: a task force is formed.
    FormTaskForce,
    /// 调整专班: its members, goal or end change.
    ChangeTaskForce,
    /// 专班纪要: what it did and decided.
    Minute,
    /// 解散专班.
    DissolveTaskForce,
    /// 超期: a due date passed.
    FallDue,
}

/// Whose move it was.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "RequestSide")]
pub enum Side {
    /// The requester's, or of the official who filed on their behalf.
    Requester,
    /// The handling agency's or the liaison office's.
    Handler,
    /// The agency's that was asked for a decision.
    Decider,
    /// The programme's own.
    System,
}

/// Who reads an event.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "NoteVisibility")]
pub enum Visibility {
    /// 内部: the officials who see the request, not the requester.
    Internal,
    /// 公开: the requester too.
    Shared,
}

/// A row of `request_event`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "request_event")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The request.
    pub request_id: Id<service_request::Entity>,
    /// The place in the timeline, from 1.
    pub seq: i32,
    /// What happened.
    pub step: Step,
    /// Where the request stood afterwards.
    pub state: State,
    /// Whose move it was.
    pub side: Side,
    /// Who made it; none when the programme did.
    pub actor_id: Option<Id<user::Entity>>,
    /// That person's name then.
    pub actor_name: String,
    /// When.
    pub at: DateTimeUtc,
    /// The reason, the question, the answer, the note.
    pub note: String,
    /// Who reads it.
    pub visibility: Visibility,
    /// What came of the request, where the step says so.
    pub outcome: Option<Outcome>,
    /// The handling agency, where the step sets it.
    pub agency_id: Option<Id<agency::Entity>>,
    /// The officer in charge, where the step sets one.
    pub handler_id: Option<Id<officer::Entity>>,
    /// The step of a chain that it is about.
    pub escalation_id: Option<Id<escalation::Entity>>,
    /// Which attempt of that step it is about.
    pub attempt: Option<i32>,
    /// The task force that it is about.
    pub task_force_id: Option<Id<task_force::Entity>>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "rqe";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
