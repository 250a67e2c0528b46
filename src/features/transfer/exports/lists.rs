//! What of each list stands in an export: its headings and, for a stretch of rows, the cells as the
//! viewer reads them on the screens. Related rows come in one statement a kind, within the viewer's
//! reach; what the viewer may not read is an empty cell.

mod associations;
mod directory;
mod enterprises;
mod liaison;
mod places;
mod requests;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use entity::{branch, contact, export_run::List};

use super::cell::Cell;
use crate::{
    features::enterprises::policy::owns,
    platform::{Result, clock, scope::Visible, viewer::Viewer},
};

/// A table whose list can be exported.
pub trait Listed: Visible {
    /// Which list it is.
    const LIST: List;

    /// What the columns are called, in their order; the last is the id.
    const HEADINGS: &'static [&'static str];

    /// The cells of these rows, a row each.
    fn lines(
        viewer: &Viewer,
        rows: &[Self::Model],
    ) -> impl Future<Output = Result<Vec<Vec<Cell>>>> + Send;
}

fn local(instant: Option<DateTime<Utc>>) -> Option<NaiveDateTime> {
    instant.map(clock::local)
}

/// The names of the branches by code.
async fn branch_names(viewer: &Viewer) -> Result<HashMap<String, String>> {
    let branches = viewer.whole::<branch::Entity>().await?;
    Ok(branches.into_iter().map(|row| (row.code, row.name)).collect())
}

/// Name, post and phone of a contact: masked, save for its own people.
fn contact_cells(viewer: &Viewer, contact: Option<&contact::Model>) -> [Cell; 3] {
    let Some(contact) = contact else { return [Cell::Empty, Cell::Empty, Cell::Empty] };
    let is_own = owns(&viewer.actor, contact);
    let phone = if is_own { contact.phone.as_str().to_owned() } else { contact.phone.masked() };
    [Cell::text(&contact.name), Cell::text(&contact.post), Cell::text(phone)]
}
