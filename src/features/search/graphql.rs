//! The search in the schema.

use async_graphql::{Context, ID, Interface, Object};
use entity::{Id, association, enterprise, liaison_station, officer, search_entry};
use futures_util::future::try_join_all;

use super::service::query;
use crate::{
    features::{
        associations::graphql::Association, enterprises::graphql::Enterprise,
        officers::graphql::Officer, stations::graphql_stations::LiaisonStation,
    },
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        scope::Visible,
        viewer::{Viewer, ViewerContext},
    },
};

/// What a search finds.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID", desc = "The id: opaque, and the same for ever."),
    field(name = "name", ty = "&str", desc = "The name.")
)]
pub enum SearchResult {
    /// An enterprise.
    Enterprise(Enterprise),
    /// An officer.
    Officer(Officer),
    /// An association.
    Association(Association),
    /// A liaison station.
    LiaisonStation(LiaisonStation),
}

async fn row<E, T>(viewer: &Viewer, entry: &search_entry::Model) -> Result<Option<SearchResult>>
where
    E: Visible,
    E::Model: Sync + 'static,
    T: From<E::Model> + Into<SearchResult>,
{
    let id = Id::<E>::from_uuid(entry.id.uuid());
    Ok(viewer.row(id).await?.map(T::from).map(T::into))
}

async fn result(viewer: &Viewer, entry: search_entry::Model) -> Result<Option<SearchResult>> {
    use search_entry::Kind;
    match entry.kind {
        Kind::Enterprise => row::<enterprise::Entity, Enterprise>(viewer, &entry).await,
        Kind::Officer => row::<officer::Entity, Officer>(viewer, &entry).await,
        Kind::Association => row::<association::Entity, Association>(viewer, &entry).await,
        Kind::LiaisonStation => {
            row::<liaison_station::Entity, LiaisonStation>(viewer, &entry).await
        }
    }
}

/// The search.
#[derive(Default)]
pub struct SearchQuery;

/// Finding by words.
#[Object]
impl SearchQuery {
    /// Firms, officers, associations and liaison stations within reach, by name. Every role.
    ///
    /// They are found by a part of the name (one character is enough), by its pinyin (`zhenzhu`,
    /// `zhen zhu`) or initials (`zz`), by the beginning of the credit code or badge number, firms,
    /// associations and stations also by a name of their town, the former ones too. Parts after
    /// blanks narrow further. Signs such as `%` stand for themselves.
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to look for, at most 200 characters.")] text: String,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<SearchResult>> {
        let viewer = ctx.viewer()?;
        let by_name = Keyset::ascending(search_entry::Column::Label);
        viewer
            .scoped::<search_entry::Entity>()
            .matching(Some(&query("text", &text)?))
            .page_of(by_name, &PageArgs::new(first, after), |entries| {
                try_join_all(entries.into_iter().map(|entry| result(viewer, entry)))
            })
            .await
    }
}
