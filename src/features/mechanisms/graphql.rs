//! Mechanisms in the schema.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{Id, mechanism, mechanism_edition};
use sea_orm::{ColumnTrait, Condition};

use crate::platform::{
    Result,
    page::{Keyset, Page, PageArgs},
    scalars::Day,
    viewer::ViewerContext,
};

/// A mechanism.
pub struct Mechanism(mechanism::Model);

impl From<mechanism::Model> for Mechanism {
    fn from(row: mechanism::Model) -> Self {
        Self(row)
    }
}

/// A mechanism 运行机制: a numbered procedure that cases run under. Everybody who is signed in reads
/// it, old editions included.
#[Object]
impl Mechanism {
    /// The id.
    pub async fn id(&self) -> Id<mechanism::Entity> {
        self.0.id
    }

    /// The number it is known by.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// What its newest edition is called.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Its newest edition, from 1.
    async fn edition(&self) -> i32 {
        self.0.edition
    }

    /// Whether it is made up, to try the programme on.
    async fn is_sample(&self) -> bool {
        self.0.sample
    }

    /// Since when nothing new runs under it.
    async fn retired_at(&self) -> Option<DateTime<Utc>> {
        self.0.retired_at
    }

    /// What it says and said before, the newest edition first.
    async fn editions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<MechanismEdition>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?.children::<mechanism_edition::Entity, _, _>(self.0.id, (), args).await
    }

    /// Counts the changes; `saveMechanism` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// An edition.
pub struct MechanismEdition(mechanism_edition::Model);

impl From<mechanism_edition::Model> for MechanismEdition {
    fn from(row: mechanism_edition::Model) -> Self {
        Self(row)
    }
}

/// An edition of a mechanism. It is never changed: what ran under it can be read as it was.
#[Object]
impl MechanismEdition {
    /// The id.
    pub async fn id(&self) -> Id<mechanism_edition::Entity> {
        self.0.id
    }

    /// The mechanism.
    async fn mechanism(&self, ctx: &Context<'_>) -> Result<Mechanism> {
        Ok(ctx.viewer()?.known(self.0.mechanism_id).await?.into())
    }

    /// Which edition, from 1.
    async fn edition(&self) -> i32 {
        self.0.edition
    }

    /// What it is called.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What is to be done, by whom and in which order.
    async fn body(&self) -> &str {
        &self.0.body
    }

    /// From which day on it is followed.
    async fn effective_on(&self) -> Day {
        Day(self.0.effective_on)
    }

    /// When it was saved.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// Which mechanisms. What is left out does not narrow.
#[derive(InputObject, Default)]
struct MechanismFilter {
    /// The one with this number.
    number: Option<i32>,
    /// Only those that are made up, or only those that are not.
    is_sample: Option<bool>,
    /// Only those that are no longer followed, or only those that are.
    retired: Option<bool>,
}

/// Queries about mechanisms.
#[derive(Default)]
pub struct MechanismsQuery;

/// The mechanisms.
#[Object]
impl MechanismsQuery {
    /// One mechanism. Every role.
    async fn mechanism(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mechanism.")] id: Id<mechanism::Entity>,
    ) -> Result<Option<Mechanism>> {
        Ok(ctx.viewer()?.row(id).await?.map(Mechanism::from))
    }

    /// Mechanisms, by number. Every role.
    async fn mechanisms(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Which mechanisms.")] filter: MechanismFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Mechanism>> {
        use mechanism::Column;
        let is_retired = |so: bool| {
            let at = Column::RetiredAt;
            Condition::all().add(if so { at.is_not_null() } else { at.is_null() })
        };
        ctx.viewer()?
            .scoped::<mechanism::Entity>()
            .filter_if(filter.number, |number| Column::Number.eq(number))
            .filter_if(filter.is_sample, |sample| Column::Sample.eq(sample))
            .filter_if(filter.retired, is_retired)
            .page(Keyset::ascending(Column::Number), &PageArgs::new(first, after))
            .await
    }
}
