//! An incident 警情: a call for help as 110 received it. It holds nothing that tells who a person
//! is.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{
    agency, enterprise,
    incident_category::{self, Nature},
    mechanism_edition, town, user,
};

/// What an incident is about, as the one who took the call saw it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "IncidentCategory")]
pub enum Category {
    /// 劳资纠纷.
    LabourDispute,
    /// 消费纠纷.
    ConsumerDispute,
    /// 邻里纠纷.
    NeighbourDispute,
    /// 噪音扰民.
    Noise,
    /// 交通.
    Traffic,
    /// 盗窃.
    Theft,
    /// 诈骗.
    Fraud,
    /// 火灾隐患.
    FireHazard,
    /// 求助.
    Help,
    /// 其他.
    Other,
}

/// Where an incident stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "IncidentState")]
pub enum State {
    /// 已接报: it came in, nobody has sorted it yet.
    Received,
    /// 已研判: it is sorted; what the police handle is closed from here, anything else may be
    /// diverted.
    Triaged,
    /// 已分流: the town's governance centre has it.
    Diverted,
    /// 已化解: the parties agreed.
    Settled,
    /// 已退回公安: the governance centre gave it back to the police.
    ReturnedToPolice,
    /// 已办结. Ends here.
    Closed,
}

/// A row of `incident`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "incident")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// What it is about.
    pub category: Category,
    /// Where it stands.
    pub state: State,
    /// What was said, in a few words.
    pub summary: String,
    /// When the call came.
    pub received_at: DateTimeUtc,
    /// The firm it is about.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// The town it is in.
    pub town_id: Id<town::Entity>,
    /// Where that is, in words; may be empty.
    pub place: String,
    /// WGS84, degrees.
    pub latitude: Option<f64>,
    /// WGS84, degrees.
    pub longitude: Option<f64>,
    /// Who sent it.
    pub reported_by_id: Id<user::Entity>,
    /// What the sender calls it, the number of 110; unique for the sender. Machines always give one.
    pub source_key: Option<String>,
    /// Of what the sender sent under that key.
    pub digest: Vec<u8>,
    /// Whose business it is; none before it is sorted.
    pub nature: Option<Nature>,
    /// What it was sorted as.
    pub triage_category_id: Option<Id<incident_category::Entity>>,
    /// The procedure that it is handled by, as it stood then.
    pub mechanism_edition_id: Option<Id<mechanism_edition::Entity>>,
    /// The governance centre that it was diverted to.
    pub centre_id: Option<Id<agency::Entity>>,
    /// The receipt of its diversion: the year.
    pub receipt_year: Option<i32>,
    /// The place within that year.
    pub receipt_serial: Option<i32>,
    /// When it was diverted.
    pub diverted_at: Option<DateTimeUtc>,
    /// When it was settled.
    pub settled_at: Option<DateTimeUtc>,
    /// When it was closed.
    pub closed_at: Option<DateTimeUtc>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When it came in.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "inc";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
