//! Filing a request: whose it is, which agency handles it, and its case number.

use chrono::Datelike;
use entity::{
    Id, agency, assignment, association, enterprise, officer,
    request_event::Step,
    service_request::{self, Category, Priority},
    town,
    user::Role,
    visit,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{
    deadlines::service::{self as deadlines, Matter, STATION},
    demands::service::{self as demands, NewDemand},
    lifecycle::{self, About, Event, Route},
    moves::{Maker, event_row, row_of},
    policy,
};
use crate::{
    features::enterprises::{MERGED, hold},
    platform::{
        Error, Result, actor::Actor, error::Reason, idempotency::ClientKey, tx::Tx, viewer::Viewer,
    },
};

const ONE_REQUESTER: Reason = Reason {
    code: "one_requester",
    zh: "请指明一家企业或一家协会，不可同时填写",
    en: "Name one enterprise or one association, and not both",
};
const OTHER_VISIT: Reason = Reason {
    code: "other_visit",
    zh: "该走访属于其他企业",
    en: "The visit was to another enterprise",
};

/// Whoever draws the next case number of a year claims this key and the year.
const NUMBERS: i64 = 0x7265_7175_6573_7400;

/// A request to be filed.
pub struct NewRequest {
    /// The firm that asks.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// The association that asks.
    pub association_id: Option<Id<association::Entity>>,
    /// The visit it came up at.
    pub visit_id: Option<Id<visit::Entity>>,
    /// One line.
    pub title: String,
    /// What is asked for.
    pub body: String,
    /// What it is about.
    pub category: Category,
    /// How pressing it is.
    pub priority: Priority,
    /// How many it is for, where it is for many.
    pub demand: Option<NewDemand>,
}

/// Files a request: of a firm or an association, by its own people or on its behalf. From a visit
/// it is the visited firm's, also where the visitor no longer looks after it.
///
/// # Errors
/// `NotFound` when the requester or the visit is out of reach, `Invalid` when there is not exactly
/// one requester or the visit was to another firm.
pub async fn submit_request(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewRequest,
) -> Result<service_request::Model> {
    let mut tx = viewer.begin(policy::SUBMIT).await?;
    if let Some(first) = tx.first_result::<service_request::Entity>(key).await? {
        return Ok(first);
    }
    let requester = find_requester(&tx, &viewer.actor, &new).await?;
    let route =
        Route { agency_id: usual_agency(&tx, &viewer.actor, &requester).await?, handler_id: None };
    let at = tx.clock().now();
    let event =
        Event { step: Step::Submit, at, outcome: None, route: Some(route), about: About::Request };
    let standing = lifecycle::step(None, &event)
        .ok_or_else(|| Error::internal("a request cannot be filed"))?;
    let maker = Maker::Person(&viewer.actor);
    let (requester_steps, bureau_steps) = maker.counts(Step::Submit);
    let id = tx.clock().new_id();
    let matter = Matter { id, category: new.category, priority: new.priority };
    let row = deadlines::first(&tx, matter, &standing, row_of(&standing)).await?;
    let (year, serial) = draw_number(&tx).await?;
    let row = service_request::ActiveModel {
        id: Set(id),
        year: Set(year),
        serial: Set(serial),
        title: Set(new.title),
        body: Set(new.body),
        category: Set(new.category),
        priority: Set(new.priority),
        enterprise_id: Set(requester.enterprise_id()),
        association_id: Set(requester.association_id()),
        filed_by_id: Set(viewer.actor.user_id),
        visit_id: Set(new.visit_id),
        requester_steps: Set(requester_steps),
        bureau_steps: Set(bureau_steps),
        version: Set(1),
        created_at: Set(at),
        ..row
    };
    let request = tx.insert(row).await?;
    let first = event_row(&tx, maker, request.id, &event, standing.state);
    tx.insert(first).await?;
    if let Some(demand) = new.demand {
        demands::file(&mut tx, &request, demand).await?;
    }
    tx.commit().await?;
    Ok(request)
}

/// Who asks.
enum Requester {
    Enterprise { id: Id<enterprise::Entity>, town_id: Option<Id<town::Entity>> },
    Association { id: Id<association::Entity>, town_id: Option<Id<town::Entity>> },
}

impl Requester {
    const fn enterprise_id(&self) -> Option<Id<enterprise::Entity>> {
        match self {
            Self::Enterprise { id, .. } => Some(*id),
            Self::Association { .. } => None,
        }
    }

    const fn association_id(&self) -> Option<Id<association::Entity>> {
        match self {
            Self::Enterprise { .. } => None,
            Self::Association { id, .. } => Some(*id),
        }
    }
}

/// What the input names; else the firm that was visited; else the filer's own home.
async fn find_requester(tx: &Tx, actor: &Actor, new: &NewRequest) -> Result<Requester> {
    let visited = match new.visit_id {
        Some(id) => Some(tx.find::<visit::Entity>(id).await?.enterprise_id),
        None => None,
    };
    let is_named = new.enterprise_id.is_some() || new.association_id.is_some();
    let (enterprise_id, association_id) = match (is_named, visited) {
        (true, _) => (new.enterprise_id, new.association_id),
        (false, Some(visited)) => (Some(visited), None),
        (false, None) => (actor.enterprise_id, actor.association_id),
    };
    match (enterprise_id, association_id) {
        (Some(id), None) => {
            if visited.is_some_and(|visited| visited != id) {
                return Err(Error::invalid("visitId", OTHER_VISIT));
            }
            hold(tx, id).await?;
            // The visit went with the firm that was merged just now.
            if let Some(visit) = new.visit_id
                && tx.find::<visit::Entity>(visit).await?.enterprise_id != id
            {
                return Err(Error::IllegalState(MERGED));
            }
            let seen = tx.scoped::<enterprise::Entity>().by_id(id).await?;
            if seen.is_none() && visited.is_none() {
                return Err(tx.not_found::<enterprise::Entity>(id));
            }
            Ok(Requester::Enterprise { id, town_id: seen.map(|firm| firm.town_id) })
        }
        (None, Some(id)) => {
            if visited.is_some() {
                return Err(Error::invalid("visitId", OTHER_VISIT));
            }
            let association = tx.find::<association::Entity>(id).await?;
            Ok(Requester::Association { id, town_id: association.town_id })
        }
        (Some(_), Some(_)) | (None, None) => Err(Error::invalid("enterpriseId", ONE_REQUESTER)),
    }
}

/// The agency of the firm's liaison officer, else the town's station, else that of the official who
/// files. None where there is none of them: the liaison office routes it then.
async fn usual_agency(
    tx: &Tx,
    actor: &Actor,
    requester: &Requester,
) -> Result<Option<Id<agency::Entity>>> {
    if let Some(liaison) = liaison_officer(tx, requester.enterprise_id()).await? {
        return Ok(Some(liaison.agency_id));
    }
    let (Requester::Enterprise { town_id, .. } | Requester::Association { town_id, .. }) =
        requester;
    if let Some(town_id) = *town_id {
        let station = tx
            .scoped::<agency::Entity>()
            .filter(agency::Column::TownId.eq(town_id))
            .filter(agency::Column::Branch.eq(STATION))
            .filter(agency::Column::EndedOn.is_null())
            .order_by(agency::Column::Name, sea_orm::Order::Asc)
            .one()
            .await?;
        if let Some(station) = station {
            return Ok(Some(station.id));
        }
    }
    Ok(match actor.role {
        Role::Officer | Role::Chief => actor.agency_id,
        Role::Admin
        | Role::Leader
        | Role::Coordinator
        | Role::Auxiliary
        | Role::Partner
        | Role::Association
        | Role::Enterprise
        | Role::Integrator => None,
    })
}

async fn liaison_officer(
    tx: &Tx,
    enterprise_id: Option<Id<enterprise::Entity>>,
) -> Result<Option<officer::Model>> {
    let Some(enterprise_id) = enterprise_id else {
        return Ok(None);
    };
    let link = tx
        .scoped::<assignment::Entity>()
        .filter(assignment::Column::EnterpriseId.eq(enterprise_id))
        .filter(assignment::Column::EndedOn.is_null())
        .one()
        .await?;
    match link {
        Some(link) => tx.scoped::<officer::Entity>().by_id(link.officer_id).await,
        None => Ok(None),
    }
}

/// The next case number of this year. Filers of one year wait for each other here, and no request
/// is ever removed: the next serial is their number and one, without gaps.
async fn draw_number(tx: &Tx) -> Result<(i32, i32)> {
    let year = tx.clock().today().year();
    tx.claim(NUMBERS + i64::from(year)).await?;
    let this_year = service_request::Column::Year.eq(year);
    let count = tx.count_for_rule::<service_request::Entity>(this_year).await?;
    Ok((year, i32::try_from(count + 1).map_err(Error::internal)?))
}

const NOT_A_NUMBER: Reason = Reason {
    code: "not_a_case_number",
    zh: "诉求编号格式应为“年份-序号”，如 2026-000123",
    en: "A case number reads like 2026-000123",
};

/// A case number as people read it out.
pub fn number_text(year: i32, serial: i32) -> String {
    format!("{year}-{serial:06}")
}

/// Reads a case number back; leading zeros may be left out.
///
/// # Errors
/// `Invalid` when it is none.
pub fn parse_number(text: &str) -> Result<(i32, i32)> {
    let number = text.trim().split_once('-');
    number
        .and_then(|(year, serial)| Some((year.parse().ok()?, serial.parse().ok()?)))
        .ok_or_else(|| Error::invalid("filter.number", NOT_A_NUMBER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_number_reads_back() {
        assert_eq!(number_text(2026, 123), "2026-000123");
        assert_eq!(parse_number(" 2026-000123").unwrap(), (2026, 123));
        assert_eq!(parse_number("2026-123").unwrap(), (2026, 123));
        for bad in ["", "2026", "2026-", "x-1", "2026-1-2", "2026-99999999999"] {
            assert!(parse_number(bad).is_err(), "{bad}");
        }
    }
}
