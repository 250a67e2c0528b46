//! A kiosk 自助一体机: a self-service machine at a station, from the proposal to its retirement.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{liaison_station, service_request, text_list::TextList, user};

/// Where a kiosk stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "KioskState")]
pub enum State {
    /// 拟设: waits for the approval of those above.
    Proposed,
    /// 已批准: approved, not yet in place.
    Approved,
    /// 未获批准: refused, or its request was taken back. Ends here.
    Refused,
    /// 已安装: in place, and has a key; no heartbeat yet.
    Installed,
    /// 在线: its heartbeats come.
    Online,
    /// 离线: it has been silent for a quarter of an hour.
    Offline,
    /// 已停用: taken out of service for good. Ends here.
    Retired,
}

/// A row of `kiosk`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "kiosk")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The station it stands at, or is to stand at.
    pub station_id: Id<liaison_station::Entity>,
    /// What kind of machine it is, 出入境自助机 and the like.
    pub name: String,
    /// The kinds of documents it issues.
    pub services: TextList,
    /// How many people it is rated to serve a day.
    pub daily_capacity: i32,
    /// Why it is wanted.
    pub reason: String,
    /// The request whose escalations decide on it.
    pub request_id: Option<Id<service_request::Entity>>,
    /// Who proposed it.
    pub proposed_by_id: Id<user::Entity>,
    /// Where it stands.
    pub state: State,
    /// The user that the machine is, once it is installed.
    pub user_id: Option<Id<user::Entity>>,
    /// When it was approved.
    pub approved_at: Option<DateTimeUtc>,
    /// When it was installed, the last time.
    pub installed_at: Option<DateTimeUtc>,
    /// When its last heartbeat came.
    pub last_beat_at: Option<DateTimeUtc>,
    /// The highest number of a heartbeat that was counted; 0 before the first.
    pub last_sequence: i32,
    /// Which of the 63 numbers before that one were counted, a bit each.
    pub seen_sequences: i64,
    /// When it was retired.
    pub retired_at: Option<DateTimeUtc>,
    /// Why it was retired.
    pub retire_reason: Option<String>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "kio";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
