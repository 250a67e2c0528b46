//! Firms, with their first contact and who looks after them now.

use entity::{assignment, contact, enterprise, export_run::List};

use super::{Cell, Listed, contact_cells, local};
use crate::{
    features::assignments::policy::AssignmentNarrow,
    platform::{Result, viewer::Viewer},
};

impl Listed for enterprise::Entity {
    const LIST: List = List::Enterprises;

    const HEADINGS: &'static [&'static str] = &[
        "企业名称",
        "统一社会信用代码",
        "所属镇街",
        "行业",
        "从业人员",
        "年主营业务收入（元）",
        "是否规上",
        "规上年度",
        "规上来源",
        "地址",
        "经度",
        "纬度",
        "联系人",
        "职务",
        "联系电话",
        "挂联民警",
        "民警电话",
        "登记时间",
        "系统编号",
    ];

    async fn lines(viewer: &Viewer, rows: &[Self::Model]) -> Result<Vec<Vec<Cell>>> {
        let ids = || rows.iter().map(|row| row.id);
        let towns = viewer.rows(rows.iter().map(|row| row.town_id).collect()).await?;
        let contacts = viewer.first_children::<contact::Entity, Self>(ids().collect(), ()).await?;
        let open = AssignmentNarrow { open: true };
        let links =
            viewer.first_children::<assignment::Entity, Self>(ids().collect(), open).await?;
        let officers = viewer.rows(links.values().map(|link| link.officer_id).collect()).await?;
        let line = |row: &Self::Model| {
            let officer = links.get(&row.id).and_then(|link| officers.get(&link.officer_id));
            let [name, post, phone] = contact_cells(viewer, contacts.get(&row.id));
            vec![
                Cell::text(&row.name),
                Cell::text(row.credit_code.as_str()),
                Cell::maybe(towns.get(&row.town_id).map(|town| &town.name)),
                Cell::text(&row.industry),
                Cell::whole(row.employees),
                Cell::whole(row.revenue_cny),
                Cell::flag(row.above_scale),
                Cell::whole(row.above_scale_year),
                Cell::maybe(row.above_scale_source.as_deref()),
                Cell::text(&row.address),
                Cell::decimal(row.longitude),
                Cell::decimal(row.latitude),
                name,
                post,
                phone,
                Cell::maybe(officer.map(|officer| &officer.name)),
                Cell::maybe(officer.map(|officer| officer.phone.as_str())),
                Cell::moment(local(Some(row.created_at))),
                Cell::text(row.id.to_string()),
            ]
        };
        Ok(rows.iter().map(line).collect())
    }
}
