//! Filing a request. Whose it is and which agency handles it says `requester`, its number
//! `case_number`.

use entity::{
    Id, association, attachment,
    credit_code::CreditCode,
    enterprise, liaison_office,
    request_event::Step,
    service_request::{self, Category, Priority},
    visit,
};
use sea_orm::ActiveValue::Set;

use super::{
    case_number::draw_number,
    deadlines::service::{self as deadlines, Matter},
    demands::service::{self as demands, NewDemand},
    lifecycle::{self, About, Event, Route},
    moves::{Maker, event_row, row_of},
    policy,
    requester::{find_requester, usual_agency},
};
use crate::{
    features::{
        attachments::{Holder, link_attachments},
        stations::find_open_office,
    },
    platform::{Error, Result, idempotency::ClientKey, viewer::Viewer},
};

/// A request to be filed.
pub struct NewRequest {
    /// The firm that asks.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// The firm that asks, by its code.
    pub credit_code: Option<CreditCode>,
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
    /// The liaison office that it enters at, for a merchant elsewhere.
    pub office_id: Option<Id<liaison_office::Entity>>,
    /// Photos and papers.
    pub attachment_ids: Vec<Id<attachment::Entity>>,
}

/// Files a request: of a firm or an association, by its own people or on its behalf. From a visit
/// it is the visited firm's, also where the visitor no longer looks after it. A machine files for
/// any firm of the register by its credit code.
///
/// # Errors
/// `NotFound` when the requester or the visit is out of reach, `Invalid` when there is not exactly
/// one requester, the credit code is unknown or the visit was to another firm.
pub async fn submit_request(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewRequest,
) -> Result<service_request::Model> {
    let mut tx = viewer.begin(policy::SUBMIT).await?;
    if let Some(first) = tx.first_result::<service_request::Entity>(key).await? {
        return Ok(first);
    }
    let office = match new.office_id {
        Some(id) => Some(find_open_office(&tx, id).await?),
        None => None,
    };
    let requester = find_requester(&tx, &viewer.actor, &new, office.as_ref()).await?;
    let agency_id = match &office {
        Some(office) => Some(office.agency_id),
        None => usual_agency(&tx, &viewer.actor, &requester).await?,
    };
    let route = Route { agency_id, handler_id: None };
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
        office_id: Set(new.office_id),
        mechanism_edition_id: Set(None),
        requester_steps: Set(requester_steps),
        bureau_steps: Set(bureau_steps),
        version: Set(1),
        created_at: Set(at),
        ..row
    };
    let request = tx.insert(row).await?;
    let first = event_row(&tx, maker, request.id, &event, standing.state);
    let first = tx.insert(first).await?;
    link_attachments(&mut tx, Holder::RequestEvent(first.id), &new.attachment_ids).await?;
    if let Some(demand) = new.demand {
        demands::file(&mut tx, &request, demand).await?;
    }
    tx.commit().await?;
    Ok(request)
}
