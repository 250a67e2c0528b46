//! Finding incidents, in the schema.

use async_graphql::{Context, InputObject, Object};
use entity::{
    Id, agency, enterprise,
    incident::{self, Category, State},
    incident_category::Nature,
    town,
};
use sea_orm::ColumnTrait;

use super::graphql::Incident;
use crate::platform::{
    Result,
    page::{Keyset, Page, PageArgs},
    viewer::ViewerContext,
};

/// Which incidents. What is left out does not narrow.
#[derive(InputObject, Default)]
struct IncidentFilter {
    /// Those that stand so.
    state: Option<State>,
    /// Those about this.
    category: Option<Category>,
    /// Those of this enterprise.
    enterprise: Option<Id<enterprise::Entity>>,
    /// Those in this town.
    town: Option<Id<town::Entity>>,
    /// Those that are this body's business.
    nature: Option<Nature>,
    /// Those that this governance centre has or had.
    centre: Option<Id<agency::Entity>>,
}

/// Queries about incidents.
#[derive(Default)]
pub struct IncidentsQuery;

/// The incidents.
#[Object]
impl IncidentsQuery {
    /// One incident within reach.
    async fn incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The incident.")] id: Id<incident::Entity>,
    ) -> Result<Option<Incident>> {
        Ok(ctx.viewer()?.row(id).await?.map(Incident::from))
    }

    /// Incidents within reach, the newest first.
    async fn incidents(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Which incidents.")] filter: IncidentFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Incident>> {
        use incident::Column;
        ctx.viewer()?
            .scoped::<incident::Entity>()
            .filter_if(filter.state, |state| Column::State.eq(state))
            .filter_if(filter.category, |category| Column::Category.eq(category))
            .filter_if(filter.enterprise, |id| Column::EnterpriseId.eq(id))
            .filter_if(filter.town, |id| Column::TownId.eq(id))
            .filter_if(filter.nature, |nature| Column::Nature.eq(nature))
            .filter_if(filter.centre, |id| Column::CentreId.eq(id))
            .page(Keyset::descending(Column::CreatedAt), &PageArgs::new(first, after))
            .await
    }
}
