//! A notice 通知: what the system tells a user about something that happened.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, user};

/// What a notice tells.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "NoticeKind")]
pub enum Kind {
    /// 待受理: a request has come to the agency, or to the officer in charge.
    RequestToAccept,
    /// 待补充: the handler asks the requester something.
    QuestionToAnswer,
    /// 已补充: the requester has answered the handler.
    QuestionAnswered,
    /// 已办结: a request is resolved; the requester confirms.
    RequestResolved,
    /// 不予受理: a request is refused.
    RequestRejected,
    /// 待审批: a step of a chain waits for the agency's decision.
    StepToDecide,
    /// 上报同意: a step of a chain is approved.
    StepApproved,
    /// 上报未获同意: a step of a chain is refused.
    StepRefused,
    /// 上报退回: a step of a chain is returned; the handler sends more.
    StepReturned,
    /// 诉求超期: a due date of a request passed.
    RequestOverdue,
    /// 审批超期: a step of a chain was not decided in time.
    StepOverdue,
    /// 专班成立: a task force is formed; its members take part.
    TaskForceFormed,
    /// 需求将至: a demand that comes every year is near again.
    DemandReturns,
    /// 终端离线: a kiosk is silent.
    KioskOffline,
    /// 方案待批准: a caseload plan waits for a leader.
    PlanToApprove,
    /// 方案已批准: a leader agrees to a plan; it can be applied.
    PlanApproved,
    /// 方案未获批准: a leader does not agree to a plan.
    PlanRejected,
    /// 补写交接说明: a plan gave firms of the officer to others; a note is wanted of each.
    HandoverNotesWanted,
    /// 推送已暂停: a webhook failed for three days and is told no more.
    WebhookPaused,
    /// 分流待处置: an incident was diverted to the governance centre.
    IncidentDiverted,
    /// 派单: the unit is sent to an incident.
    UnitDispatched,
    /// 警情退回: the governance centre gave an incident back to the police.
    IncidentReturned,
}

/// A row of `notice`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Who is told.
    pub user_id: Id<user::Entity>,
    /// What is told.
    pub kind: Kind,
    /// The kind of the row that it is about.
    pub subject_kind: String,
    /// The row that it is about.
    pub subject_id: Uuid,
    /// What the words need, by name.
    pub args: Json,
    /// What it was made from: nobody is told the same twice.
    pub dedup_key: String,
    /// When it was read.
    pub read_at: Option<DateTimeUtc>,
    /// When it was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "ntc";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
