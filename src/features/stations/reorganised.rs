//! Stations and offices of an agency that is no more are run by its heir. The worker's part of a
//! reorganisation; a station that was closed before stays under its old name.

use entity::{liaison_office, liaison_station};
use sea_orm::{ColumnTrait, Condition};

use super::policy;
use crate::{
    features::agencies::follow,
    platform::{
        Result,
        actor::{Behalf, Origin},
        db::Database,
    },
};

const WHY: &str = "worker: places go with their agency";

/// Puts the places of agencies that are no more under their heirs, and says how many.
///
/// # Errors
/// Those of the database.
pub async fn move_places(database: &Database) -> Result<u64> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let stations = {
        use liaison_station::{Column, Entity};
        let open = Condition::all().add(Column::ClosedOn.is_null());
        follow::<Entity>(&db, policy::MOVE_STATION, Column::AgencyId, open).await?
    };
    // An agency is one office for ever, open or closed.
    let (office, all) = (liaison_office::Column::AgencyId, Condition::all());
    Ok(stations + follow::<liaison_office::Entity>(&db, policy::MOVE_OFFICE, office, all).await?)
}
