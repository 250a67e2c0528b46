//! Liaison stations, liaison offices elsewhere, and kiosks.

use entity::{export_run::List, kiosk, liaison_office, liaison_station};

use super::{super::labels, Cell, Listed, local};
use crate::{
    features::stations::kiosk_policy::reads_counts,
    platform::{Result, viewer::Viewer},
};

impl Listed for liaison_station::Entity {
    const LIST: List = List::LiaisonStations;

    const HEADINGS: &'static [&'static str] = &[
        "联络站名称",
        "所在镇街",
        "主办单位",
        "地址",
        "设施",
        "开放时间",
        "关闭日期",
        "经度",
        "纬度",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let towns = viewer.rows(rows.iter().map(|row| row.town_id).collect()).await?;
        let agencies = viewer.rows(rows.iter().map(|row| row.agency_id).collect()).await?;
        let line = |row: &Self::Model| {
            vec![
                Cell::text(&row.name),
                Cell::maybe(towns.get(&row.town_id).map(|town| &town.name)),
                Cell::maybe(agencies.get(&row.agency_id).map(|agency| &agency.name)),
                Cell::text(&row.address),
                Cell::list(&row.facilities.0),
                Cell::text(&row.opening_hours),
                Cell::day(row.closed_on),
                Cell::decimal(Some(row.longitude)),
                Cell::decimal(Some(row.latitude)),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}

impl Listed for liaison_office::Entity {
    const LIST: List = List::LiaisonOffices;

    const HEADINGS: &'static [&'static str] = &[
        "联络室名称",
        "行政区划代码",
        "单位",
        "地址",
        "设立日期",
        "撤销日期",
        "经度",
        "纬度",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let agencies = viewer.rows(rows.iter().map(|row| row.agency_id).collect()).await?;
        let line = |row: &Self::Model| {
            vec![
                Cell::text(&row.name),
                Cell::text(&row.division),
                Cell::maybe(agencies.get(&row.agency_id).map(|agency| &agency.name)),
                Cell::text(&row.address),
                Cell::day(Some(row.opened_on)),
                Cell::day(row.closed_on),
                Cell::decimal(Some(row.longitude)),
                Cell::decimal(Some(row.latitude)),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}

impl Listed for kiosk::Entity {
    const LIST: List = List::Kiosks;

    const HEADINGS: &'static [&'static str] = &[
        "设备名称",
        "所在联络站",
        "可办业务",
        "日办理能力（人）",
        "状态",
        "申请理由",
        "批准时间",
        "安装时间",
        "最近心跳",
        "停用时间",
        "停用原因",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let stations = viewer.rows(rows.iter().map(|row| row.station_id).collect()).await?;
        let reads = reads_counts(&viewer.actor);
        let line = |row: &Self::Model| {
            vec![
                Cell::text(&row.name),
                Cell::maybe(stations.get(&row.station_id).map(|station| &station.name)),
                Cell::list(&row.services.0),
                Cell::whole(Some(row.daily_capacity)),
                Cell::text(labels::kiosk_state(row.state)),
                Cell::maybe(reads.then_some(&row.reason)),
                Cell::moment(local(row.approved_at)),
                Cell::moment(local(row.installed_at)),
                Cell::moment(local(row.last_beat_at)),
                Cell::moment(local(row.retired_at)),
                Cell::maybe(row.retire_reason.as_deref().filter(|_| reads)),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}
