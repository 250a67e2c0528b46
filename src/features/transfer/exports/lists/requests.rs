//! Requests, and what climbs and works for them. Notes, opinions and minutes stand in timelines,
//! which no export holds.

use entity::{
    Id, association_name, enterprise_name, escalation, export_run::List, service_request,
    task_force,
};

use super::{super::labels, Cell, Listed, local};
use crate::{
    features::requests::{case_number::number_text, reach::reads_shared_only},
    platform::{Result, viewer::Viewer},
};

impl Listed for service_request::Entity {
    const LIST: List = List::ServiceRequests;

    const HEADINGS: &'static [&'static str] = &[
        "诉求编号",
        "标题",
        "内容",
        "类别",
        "紧急程度",
        "状态",
        "办理结果",
        "企业",
        "协会",
        "受理联络室",
        "承办单位",
        "承办民警",
        "提交时间",
        "时限类型",
        "时限",
        "是否超期",
        "答复时间",
        "结束时间",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let firm = |row: &Self::Model| row.enterprise_id.map(Id::<enterprise_name::Entity>::from);
        let firms = viewer.rows(rows.iter().filter_map(firm).collect()).await?;
        let group =
            |row: &Self::Model| row.association_id.map(Id::<association_name::Entity>::from);
        let groups = viewer.rows(rows.iter().filter_map(group).collect()).await?;
        let offices = viewer.rows(rows.iter().filter_map(|row| row.office_id).collect()).await?;
        let agencies = viewer.rows(rows.iter().filter_map(|row| row.agency_id).collect()).await?;
        let officers = viewer.rows(rows.iter().filter_map(|row| row.handler_id).collect()).await?;
        let now = viewer.clock().now();
        let line = |row: &Self::Model| {
            let firm = firm(row).and_then(|id| firms.get(&id));
            let group = group(row).and_then(|id| groups.get(&id));
            let office = row.office_id.and_then(|id| offices.get(&id));
            let agency = row.agency_id.and_then(|id| agencies.get(&id));
            let officer = row.handler_id.and_then(|id| officers.get(&id));
            let is_late = row.closed_at.is_none() && row.due_at.is_some_and(|due| due <= now);
            vec![
                Cell::text(number_text(row.year, row.serial)),
                Cell::text(&row.title),
                Cell::text(&row.body),
                Cell::text(labels::category(row.category)),
                Cell::text(labels::priority(row.priority)),
                Cell::text(labels::request_state(row.state)),
                Cell::maybe(row.outcome.map(labels::outcome)),
                Cell::maybe(firm.map(|firm| &firm.name)),
                Cell::maybe(group.map(|group| &group.name)),
                Cell::maybe(office.map(|office| &office.name)),
                Cell::maybe(agency.map(|agency| &agency.name)),
                Cell::maybe(officer.map(|officer| &officer.name)),
                Cell::moment(local(Some(row.created_at))),
                Cell::maybe(row.due_kind.map(labels::due_kind)),
                Cell::moment(local(row.due_at)),
                Cell::flag(is_late),
                Cell::moment(local(row.resolved_at)),
                Cell::moment(local(row.closed_at)),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}

impl Listed for escalation::Entity {
    const LIST: List = List::Escalations;

    const HEADINGS: &'static [&'static str] = &[
        "诉求编号",
        "环节",
        "审批单位",
        "事项",
        "状态",
        "第几次提交",
        "办理期限（工作日）",
        "提交时间",
        "审批时限",
        "是否超期",
        "审批时间",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let requests = viewer.rows(rows.iter().map(|row| row.request_id).collect()).await?;
        let agencies = viewer.rows(rows.iter().map(|row| row.agency_id).collect()).await?;
        let reads = !reads_shared_only(&viewer.actor);
        let now = viewer.clock().now();
        let line = |row: &Self::Model| {
            let request = requests.get(&row.request_id);
            vec![
                Cell::maybe(request.map(|request| number_text(request.year, request.serial))),
                Cell::whole(Some(row.place)),
                Cell::maybe(agencies.get(&row.agency_id).map(|agency| &agency.name)),
                Cell::maybe(reads.then_some(&row.subject)),
                Cell::text(labels::escalation_state(row.state)),
                Cell::whole(Some(row.attempt)),
                Cell::whole(Some(row.days)),
                Cell::moment(local(Some(row.sent_at))),
                Cell::moment(local(row.due_at)),
                Cell::flag(row.due_at.is_some_and(|due_at| due_at <= now)),
                Cell::moment(local(row.decided_at)),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}

impl Listed for task_force::Entity {
    const LIST: List = List::TaskForces;

    const HEADINGS: &'static [&'static str] = &[
        "专班名称",
        "诉求编号",
        "工作目标",
        "牵头单位",
        "截止日期",
        "成立时间",
        "解散时间",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let requests = viewer.rows(rows.iter().map(|row| row.request_id).collect()).await?;
        let agencies = viewer.rows(rows.iter().map(|row| row.lead_agency_id).collect()).await?;
        let reads = !reads_shared_only(&viewer.actor);
        let line = |row: &Self::Model| {
            let request = requests.get(&row.request_id);
            vec![
                Cell::text(&row.name),
                Cell::maybe(request.map(|request| number_text(request.year, request.serial))),
                Cell::maybe(reads.then_some(&row.goal)),
                Cell::maybe(agencies.get(&row.lead_agency_id).map(|agency| &agency.name)),
                Cell::day(Some(row.ends_on)),
                Cell::moment(local(Some(row.created_at))),
                Cell::moment(local(row.dissolved_at)),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}
