//! What a change of the inbox is told by: the first rows of each section, looked at again after news
//! that concern it.

use entity::{assignment, caseload_plan, dispatch, escalation, incident, notice, service_request};
use sea_orm::Order;
use uuid::Uuid;

use super::inbox::{SECTIONS, Section, Waiting, count, waiting};
use crate::platform::{Result, news::News, viewer::Viewer};

/// What a change of the inbox is told by: the first rows of each section, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance(Vec<(u64, Vec<Uuid>)>);

/// The rows of a section that a glance takes in.
const FIRST: u64 = 20;

/// A glance at the whole inbox.
///
/// # Errors
/// Those of the database.
pub async fn glance(viewer: &Viewer) -> Result<Glance> {
    let mut sections = Vec::new();
    for section in SECTIONS {
        sections.push(look(viewer, *section).await?);
    }
    Ok(Glance(sections))
}

/// Another glance after these news, at the sections that they may concern.
///
/// # Errors
/// Those of the database.
pub async fn glance_again(viewer: &Viewer, last: &Glance, news: &[News]) -> Result<Glance> {
    let mut sections = Vec::new();
    for (section, seen) in SECTIONS.iter().zip(&last.0) {
        let is_concerned = news.iter().any(|news| news.concerns(section.kinds()));
        let now = if is_concerned { look(viewer, *section).await? } else { seen.clone() };
        sections.push(now);
    }
    Ok(Glance(sections))
}

/// A look at a section: a statement, and one more for a long one.
async fn look(viewer: &Viewer, section: Section) -> Result<(u64, Vec<Uuid>)> {
    let ids: Vec<_> = match waiting(viewer, section).await? {
        Waiting::Plans(rows) => {
            let oldest = rows.order_by(caseload_plan::Column::CreatedAt, Order::Asc);
            oldest.at_most(FIRST).await?.iter().map(|row| row.id.uuid()).collect()
        }
        Waiting::Assignments(rows) => {
            let oldest = rows.order_by(assignment::Column::EndedOn, Order::Asc);
            oldest.at_most(FIRST).await?.iter().map(|row| row.id.uuid()).collect()
        }
        Waiting::Incidents(rows) => {
            let oldest = rows.order_by(incident::Column::CreatedAt, Order::Asc);
            oldest.at_most(FIRST).await?.iter().map(|row| row.id.uuid()).collect()
        }
        Waiting::Errands(rows) => {
            let oldest = rows.order_by(dispatch::Column::CreatedAt, Order::Asc);
            oldest.at_most(FIRST).await?.iter().map(|row| row.id.uuid()).collect()
        }
        Waiting::Notices(rows) => {
            let newest = rows.order_by(notice::Column::CreatedAt, Order::Desc);
            newest.at_most(FIRST).await?.iter().map(|row| row.id.uuid()).collect()
        }
        Waiting::Steps(rows) => {
            let oldest = rows.order_by(escalation::Column::CreatedAt, Order::Asc);
            oldest.at_most(FIRST).await?.iter().map(|row| row.id.uuid()).collect()
        }
        Waiting::Requests(rows) => {
            let oldest = rows.order_by(service_request::Column::CreatedAt, Order::Asc);
            oldest.at_most(FIRST).await?.iter().map(|row| row.id.uuid()).collect()
        }
    };
    let shown = ids.len() as u64;
    let all = if shown < FIRST { shown } else { count(viewer, section).await? };
    Ok((all, ids))
}
