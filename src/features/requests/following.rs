//! Requests as those follow them who filed them from a system of their own: how each stands, in one
//! line of plain words.

use chrono::{DateTime, Utc};
use entity::{
    Id, agency,
    request_event::{self, Step, Visibility},
    scope::Area,
    service_request::{self, Category},
};
use sea_orm::{ColumnTrait, Condition, Order};

use super::{
    case_number::{number_text, parse_number},
    reach::is_open,
    wording::holder,
};
use crate::platform::{Result, error::Language, viewer::Viewer};

/// The most events that are looked at; what was said last is among the last of them.
const MOST: u64 = 1_000;

/// What a request is called by whoever asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// By its id.
    Id(Id<service_request::Entity>),
    /// By its case number: the year and the place within it.
    Number(i32, i32),
}

impl Called {
    /// Reads an id or a case number; nothing for what is neither.
    pub fn read(text: &str) -> Option<Self> {
        let number = || parse_number(text).ok().map(|(year, serial)| Self::Number(year, serial));
        Id::parse(text.trim()).map(Self::Id).or_else(number)
    }

    fn condition(self) -> Condition {
        use service_request::Column;
        match self {
            Self::Id(id) => Condition::all().add(Column::Id.eq(id)),
            Self::Number(year, serial) => {
                Condition::all().add(Column::Year.eq(year)).add(Column::Serial.eq(serial))
            }
        }
    }
}

/// Which requests.
pub enum Wanted {
    /// These, whatever else is asked for.
    These(Vec<Called>),
    /// Those that fit.
    Filed {
        /// Filed from then on.
        from: DateTime<Utc>,
        /// Filed until then.
        to: DateTime<Utc>,
        /// About one of these; about anything where there are none.
        categories: Vec<Category>,
        /// Only those still open, or only those that have ended.
        open: Option<bool>,
    },
}

impl Wanted {
    fn condition(self) -> Condition {
        use service_request::Column;
        match self {
            Self::These(called) => {
                called.into_iter().fold(Condition::any(), |any, one| any.add(one.condition()))
            }
            Self::Filed { from, to, categories, open } => Condition::all()
                .add(Column::CreatedAt.gte(from))
                .add(Column::CreatedAt.lte(to))
                .add_option((!categories.is_empty()).then(|| Column::Category.is_in(categories)))
                .add_option(open.map(is_open)),
        }
    }
}

/// One page of a list.
#[derive(Clone, Copy)]
pub struct Part {
    /// How many rows stand before it.
    pub skipped: u64,
    /// How many it holds at most.
    pub most: u64,
}

/// How a request stands.
pub struct Followed {
    /// The request.
    pub request: service_request::Model,
    /// Its case number.
    pub number: String,
    /// The agency that handles it, where the viewer reads that.
    pub agency: Option<String>,
    /// What was said last to the requester; else who has it now.
    pub notes: String,
    /// When something happened last that the requester reads of.
    pub updated_at: DateTime<Utc>,
}

/// Requests within reach, the newest first, and how they stand.
///
/// # Errors
/// `OutOfScope` for a key that does not read requests, else those of the database.
pub async fn follow(
    viewer: &Viewer,
    wanted: Wanted,
    part: Part,
    language: Language,
) -> Result<Vec<Followed>> {
    if matches!(&wanted, Wanted::These(called) if called.is_empty()) {
        return Ok(Vec::new());
    }
    let rows = viewer
        .scoped::<service_request::Entity>()
        .filter(wanted.condition())
        .order_by(service_request::Column::CreatedAt, Order::Desc)
        .order_by(service_request::Column::Id, Order::Desc)
        .skip(part.skipped)
        .at_most(part.most)
        .await?;
    let told = rows.into_iter().map(|request| told(viewer, request, language));
    futures_util::future::try_join_all(told).await
}

async fn told(
    viewer: &Viewer,
    request: service_request::Model,
    language: Language,
) -> Result<Followed> {
    let mut events = viewer
        .few_children::<request_event::Entity, service_request::Entity>(request.id, (), MOST)
        .await?;
    events.retain(|event| event.visibility == Visibility::Shared);
    let agency = match request.agency_id.filter(|_| viewer.actor.reads(Area::Registers)) {
        Some(id) => viewer.row::<agency::Entity>(id).await?.map(|agency| agency.name),
        None => None,
    };
    let said = events
        .iter()
        .rev()
        .find(|event| event.step != Step::Submit && !event.note.trim().is_empty());
    let notes = said.map(|event| event.note.clone());
    let notes = notes.unwrap_or_else(|| holder(request.state, agency.as_deref(), None, language));
    let updated_at = events.last().map_or(request.created_at, |event| event.at);
    let number = number_text(request.year, request.serial);
    Ok(Followed { request, number, agency, notes, updated_at })
}
