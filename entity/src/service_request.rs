//! A service request 诉求: what an enterprise or an association asks for, until it is confirmed
//! done.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{
    agency, association, enterprise, liaison_office, mechanism_edition, officer, user, visit,
};

/// What a request is about.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "RequestCategory")]
pub enum Category {
    /// 证照办理.
    Permit,
    /// 治安保障.
    Security,
    /// 纠纷调处.
    Dispute,
    /// 交通.
    Traffic,
    /// 防诈反诈.
    Fraud,
    /// 用工.
    Labour,
    /// 其他.
    Other,
}

/// How pressing a request is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "RequestPriority")]
pub enum Priority {
    /// 一般, can wait.
    Low,
    /// 普通.
    Normal,
    /// 紧急.
    Urgent,
}

/// Where a request stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "RequestState")]
pub enum State {
    /// 已提交: filed, nobody has taken it yet.
    Submitted,
    /// 已受理: taken, not begun.
    Accepted,
    /// 办理中: worked on.
    InProgress,
    /// 待补充: a question is put to the requester; the clock pauses.
    WaitingForRequester,
    /// 已办结: answered with an outcome; the requester confirms, or 7 days pass.
    Resolved,
    /// 已关闭: confirmed, or left unanswered for 7 days. Ends here.
    Closed,
    /// 不予受理: refused, with a reason the requester sees. Ends here.
    Rejected,
    /// 已撤回: taken back by the requester. Ends here.
    Withdrawn,
}

/// What came of a request.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "RequestOutcome")]
pub enum Outcome {
    /// 已解决.
    Done,
    /// 部分解决.
    Partly,
    /// 无法办理, for instance after a refusal.
    NotPossible,
}

/// What a due date is for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "DueKind")]
pub enum DueKind {
    /// 受理时限: the request is to be taken or refused.
    Accept,
    /// 办结时限: the request is to be answered.
    Resolve,
}

/// A row of `service_request`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "service_request")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The year of the case number.
    pub year: i32,
    /// The place within that year, from 1.
    pub serial: i32,
    /// One line.
    pub title: String,
    /// What is asked for.
    pub body: String,
    /// What it is about.
    pub category: Category,
    /// How pressing it is.
    pub priority: Priority,
    /// The firm that asks; or `association_id`.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// The association that asks; or `enterprise_id`.
    pub association_id: Option<Id<association::Entity>>,
    /// Who filed it: one of the requester's people, or an official on their behalf.
    pub filed_by_id: Id<user::Entity>,
    /// The visit it came up at.
    pub visit_id: Option<Id<visit::Entity>>,
    /// The liaison office that it entered at, for a merchant elsewhere.
    pub office_id: Option<Id<liaison_office::Entity>>,
    /// The procedure that it is handled by, as it stood when it was taken.
    pub mechanism_edition_id: Option<Id<mechanism_edition::Entity>>,
    /// The handling agency; none until it is routed.
    pub agency_id: Option<Id<agency::Entity>>,
    /// The officer of that agency who has it in hand.
    pub handler_id: Option<Id<officer::Entity>>,
    /// Where it stands.
    pub state: State,
    /// What came of it, once RESOLVED.
    pub outcome: Option<Outcome>,
    /// Since when it has been RESOLVED.
    pub resolved_at: Option<DateTimeUtc>,
    /// When it ended: CLOSED, REJECTED or WITHDRAWN. None while it is open.
    pub closed_at: Option<DateTimeUtc>,
    /// What is due; none once it is answered.
    pub due_kind: Option<DueKind>,
    /// Since when the time for that runs.
    pub due_from: Option<DateTimeUtc>,
    /// How much working time there is for it.
    pub due_minutes: Option<i32>,
    /// Until when; none while nothing is due or the clock stands still.
    pub due_at: Option<DateTimeUtc>,
    /// Whether that leans on days of a year that is not announced yet.
    pub due_provisional: bool,
    /// When it was computed.
    pub due_computed_at: Option<DateTimeUtc>,
    /// When it was noted that what is due now passed its date.
    pub fell_due_at: Option<DateTimeUtc>,
    /// How many steps the requester took.
    pub requester_steps: i32,
    /// How many steps the bureau and its partners took.
    pub bureau_steps: i32,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "req";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
