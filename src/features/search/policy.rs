//! Who finds what: whoever sees the row that an entry leads to, and nobody else.

use entity::{association, enterprise, liaison_station, officer, scope::Area, search_entry};
use sea_orm::ColumnTrait;

use crate::platform::{
    actor::Actor,
    scope::{Reach, Visible},
};

impl Visible for search_entry::Entity {
    const KIND: &'static str = "search_entry";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        use search_entry::{Column, Kind};
        let firms = Reach::through::<enterprise::Entity>(Column::Id, actor);
        let officers = Reach::through::<officer::Entity>(Column::Id, actor);
        let associations = Reach::through::<association::Entity>(Column::Id, actor);
        let stations = Reach::through::<liaison_station::Entity>(Column::Id, actor);
        firms
            .that(Column::Kind.eq(Kind::Enterprise))
            .or(officers.that(Column::Kind.eq(Kind::Officer)))
            .or(associations.that(Column::Kind.eq(Kind::Association)))
            .or(stations.that(Column::Kind.eq(Kind::LiaisonStation)))
    }

    /// Entries follow their rows; nobody changes them.
    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}
