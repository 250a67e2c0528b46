//! Associations and their members in the schema.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id, association, association_member, contact, enterprise_name, service_request, town,
};
use sea_orm::ColumnTrait;

use super::policy::MemberNarrow;
use crate::{
    features::{
        agencies::graphql::Town,
        enterprises::{graphql::Enterprise, graphql_contacts::Contact},
        requests::{graphql::ServiceRequest, reach::RequestNarrow},
        search::service::query,
    },
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        scalars::Day,
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// An association.
pub struct Association(association::Model);

impl From<association::Model> for Association {
    fn from(row: association::Model) -> Self {
        Self(row)
    }
}

/// A business association 行业协会. Seen by LEADER, COORDINATOR and the duty SYSTEM; by OFFICER
/// and CHIEF when a firm of theirs belongs to it; by its own people.
#[Object]
impl Association {
    /// The id.
    pub async fn id(&self) -> Id<association::Entity> {
        self.0.id
    }

    /// The name 名称.
    pub async fn name(&self) -> &str {
        &self.0.name
    }

    /// The town it is seated in.
    async fn town(&self, ctx: &Context<'_>) -> Result<Option<Town>> {
        let Some(id) = self.0.town_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Town::from))
    }

    /// Its members within the reader's reach, by when they were entered.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those who are members now.", default = true)] present: bool,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<AssociationMember>> {
        let (narrow, args) = (MemberNarrow { present }, PageArgs::new(first, after));
        ctx.viewer()?
            .children::<association_member::Entity, association::Entity, _>(self.0.id, narrow, args)
            .await
    }

    /// Its contacts, by when they were entered. Phones are masked, save for its own people.
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Contact>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?.children::<contact::Entity, association::Entity, _>(self.0.id, (), args).await
    }

    /// Its requests, the newest first.
    async fn requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those still open, or only those that have ended.")] open: Option<
            bool,
        >,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        let (narrow, args) = (RequestNarrow { open }, PageArgs::new(first, after));
        ctx.viewer()?
            .children::<service_request::Entity, association::Entity, _>(self.0.id, narrow, args)
            .await
    }

    /// Counts the changes; `updateAssociation` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A membership.
pub struct AssociationMember(association_member::Model);

impl From<association_member::Model> for AssociationMember {
    fn from(row: association_member::Model) -> Self {
        Self(row)
    }
}

/// The membership 会员 of one firm in one association. Seen by those who see the firm, and by the
/// association's own people, who read just its name.
#[Object]
impl AssociationMember {
    /// The id.
    pub async fn id(&self) -> Id<association_member::Entity> {
        self.0.id
    }

    /// The association, when it is within reach.
    async fn association(&self, ctx: &Context<'_>) -> Result<Option<Association>> {
        Ok(ctx.viewer()?.row(self.0.association_id).await?.map(Association::from))
    }

    /// The firm, when it is within reach as a whole.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        Ok(ctx.viewer()?.row(self.0.enterprise_id).await?.map(Enterprise::from))
    }

    /// The firm's name; for the association's own people while it is a member.
    async fn enterprise_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let id: Id<enterprise_name::Entity> = self.0.enterprise_id.into();
        Ok(ctx.viewer()?.row(id).await?.map(|row| row.name))
    }

    /// Since when 入会日期.
    async fn joined_on(&self) -> Day {
        Day(self.0.joined_on)
    }

    /// Until when 退会日期; null while a member.
    async fn left_on(&self) -> Option<Day> {
        self.0.left_on.map(Day)
    }
}

/// Which associations. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct AssociationFilter {
    /// Those seated in this town.
    town: Option<Id<town::Entity>>,
    /// Those found by this: a part of the name, its pinyin or initials, or a name, also a former
    /// one, of the town.
    search: Option<String>,
}

impl AssociationFilter {
    /// The order of the list.
    pub const ORDER: Keyset<association::Entity> = Keyset::ascending(association::Column::Name);

    /// The associations that fit, within reach.
    ///
    /// # Errors
    /// `Invalid` for words that nothing can be searched by.
    pub fn select(self, viewer: &Viewer) -> Result<Scoped<'static, association::Entity>> {
        let found = self.search.map(|text| query("filter.search", &text)).transpose()?;
        Ok(viewer
            .scoped::<association::Entity>()
            .matching(found.as_ref())
            .filter_if(self.town, |id| association::Column::TownId.eq(id)))
    }
}

/// Queries about associations.
#[derive(Default)]
pub struct AssociationsQuery;

/// The associations.
#[Object]
impl AssociationsQuery {
    /// One association within reach.
    async fn association(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The association.")] id: Id<association::Entity>,
    ) -> Result<Option<Association>> {
        Ok(ctx.viewer()?.row(id).await?.map(Association::from))
    }

    /// Associations within reach, by name.
    async fn associations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which associations.", default)] filter: AssociationFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Association>> {
        let rows = filter.select(ctx.viewer()?)?;
        rows.page(AssociationFilter::ORDER, &PageArgs::new(first, after)).await
    }
}
