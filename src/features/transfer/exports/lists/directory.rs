//! The directory: officers and agencies.

use entity::{agency, export_run::List, officer};

use super::{super::labels, Cell, Listed, branch_names};
use crate::{
    features::officers::policy::reads_base,
    platform::{Result, viewer::Viewer},
};

impl Listed for officer::Entity {
    const LIST: List = List::Officers;

    const HEADINGS: &'static [&'static str] = &[
        "警号",
        "姓名",
        "警衔",
        "警种",
        "所属单位",
        "驻地镇街",
        "联系电话",
        "经度",
        "纬度",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let branches = branch_names(viewer).await?;
        let agencies = viewer.rows(rows.iter().map(|row| row.agency_id).collect()).await?;
        let towns = viewer.rows(rows.iter().map(|row| row.town_id).collect()).await?;
        let reads_base = reads_base(&viewer.actor);
        let line = |row: &Self::Model| {
            vec![
                Cell::maybe(reads_base.then_some(&row.badge_number)),
                Cell::text(&row.name),
                Cell::text(&row.rank),
                Cell::text(branches.get(&row.branch).unwrap_or(&row.branch)),
                Cell::maybe(agencies.get(&row.agency_id).map(|agency| &agency.name)),
                Cell::maybe(towns.get(&row.town_id).map(|town| &town.name)),
                Cell::text(row.phone.as_str()),
                Cell::decimal(reads_base.then_some(row.longitude)),
                Cell::decimal(reads_base.then_some(row.latitude)),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}

impl Listed for agency::Entity {
    const LIST: List = List::Agencies;

    const HEADINGS: &'static [&'static str] = &[
        "单位名称",
        "层级",
        "警种",
        "行政区划代码",
        "上级单位",
        "业务指导单位",
        "所属镇街",
        "撤并日期",
        "并入单位",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let branches = branch_names(viewer).await?;
        let others = rows.iter().flat_map(|row| [row.parent_id, row.guiding_id, row.successor_id]);
        let agencies = viewer.rows(others.flatten().collect()).await?;
        let towns = viewer.rows(rows.iter().filter_map(|row| row.town_id).collect()).await?;
        let line = |row: &Self::Model| {
            let branch = row.branch.as_ref();
            let named =
                |id: Option<_>| Cell::maybe(id.and_then(|id| agencies.get(&id)).map(|it| &it.name));
            let town = row.town_id.and_then(|id| towns.get(&id));
            vec![
                Cell::text(&row.name),
                Cell::text(labels::level(row.level)),
                Cell::maybe(branch.map(|code| branches.get(code).unwrap_or(code))),
                Cell::text(&row.division),
                named(row.parent_id),
                named(row.guiding_id),
                Cell::maybe(town.map(|town| &town.name)),
                Cell::day(row.ended_on),
                named(row.successor_id),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}
