//! Who looks after whom, and the visits. The firm's name is read by whoever reads the row, also
//! after a handover.

use entity::Id;
use entity::{assignment, enterprise_name, export_run::List, visit};

use super::{super::labels, Cell, Listed, local};
use crate::{
    features::{assignments::policy::reads_notes, visits::policy::reads_findings},
    platform::{Result, viewer::Viewer},
};

impl Listed for assignment::Entity {
    const LIST: List = List::Assignments;

    const HEADINGS: &'static [&'static str] = &[
        "企业名称",
        "挂联民警",
        "民警电话",
        "开始日期",
        "结束日期",
        "挂联说明",
        "结束说明",
        "交接说明",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let firm = |row: &Self::Model| Id::<enterprise_name::Entity>::from(row.enterprise_id);
        let firms = viewer.rows(rows.iter().map(firm).collect()).await?;
        let officers = viewer.rows(rows.iter().map(|row| row.officer_id).collect()).await?;
        let reads = reads_notes(&viewer.actor);
        let line = |row: &Self::Model| {
            let officer = officers.get(&row.officer_id);
            vec![
                Cell::maybe(firms.get(&firm(row)).map(|firm| &firm.name)),
                Cell::maybe(officer.map(|officer| &officer.name)),
                Cell::maybe(officer.map(|officer| officer.phone.as_str())),
                Cell::day(Some(row.started_on)),
                Cell::day(row.ended_on),
                Cell::maybe(reads.then_some(&row.start_note)),
                Cell::maybe(row.end_note.as_deref().filter(|_| reads)),
                Cell::maybe(row.handover_note.as_deref().filter(|_| reads)),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}

impl Listed for visit::Entity {
    const LIST: List = List::Visits;

    const HEADINGS: &'static [&'static str] = &[
        "企业名称",
        "走访民警",
        "类型",
        "状态",
        "时间",
        "会见人员",
        "走访事由",
        "走访情况",
        "后续工作",
        "完成期限",
        "取消原因",
        "经度",
        "纬度",
        "登记时间",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let firm = |row: &Self::Model| Id::<enterprise_name::Entity>::from(row.enterprise_id);
        let firms = viewer.rows(rows.iter().map(firm).collect()).await?;
        let officers = viewer.rows(rows.iter().map(|row| row.officer_id).collect()).await?;
        let reads = reads_findings(&viewer.actor);
        let line = |row: &Self::Model| {
            vec![
                Cell::maybe(firms.get(&firm(row)).map(|firm| &firm.name)),
                Cell::maybe(officers.get(&row.officer_id).map(|officer| &officer.name)),
                Cell::text(labels::visit_kind(row.kind)),
                Cell::text(labels::visit_state(row.state)),
                Cell::moment(local(Some(row.happens_at))),
                Cell::list(&row.people_met.0),
                Cell::list(&row.topics.0),
                Cell::maybe(reads.then_some(&row.findings)),
                Cell::maybe(reads.then_some(&row.follow_up)),
                Cell::day(row.follow_up_on.filter(|_| reads)),
                Cell::maybe(row.cancel_reason.as_deref().filter(|_| reads)),
                Cell::decimal(row.longitude.filter(|_| reads)),
                Cell::decimal(row.latitude.filter(|_| reads)),
                Cell::moment(local(Some(row.created_at))),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}
