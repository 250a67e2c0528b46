//! Business associations, with their first contact.

use entity::{association, contact, export_run::List};

use super::{Cell, Listed, contact_cells, local};
use crate::platform::{Result, viewer::Viewer};

impl Listed for association::Entity {
    const LIST: List = List::Associations;

    const HEADINGS: &'static [&'static str] =
        &["协会名称", "所在镇街", "联系人", "职务", "联系电话", "登记时间", "系统编号"];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let towns = viewer.rows(rows.iter().filter_map(|row| row.town_id).collect()).await?;
        let ids = rows.iter().map(|row| row.id);
        let contacts = viewer.first_children::<contact::Entity, Self>(ids.collect(), ()).await?;
        let line = |row: &Self::Model| {
            let [name, post, phone] = contact_cells(viewer, contacts.get(&row.id));
            let town = row.town_id.and_then(|id| towns.get(&id));
            vec![
                Cell::text(&row.name),
                Cell::maybe(town.map(|town| &town.name)),
                name,
                post,
                phone,
                Cell::moment(local(Some(row.created_at))),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}
