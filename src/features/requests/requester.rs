//! Whose a request is that is filed, and which agency handles it.

use entity::{
    Id, agency, assignment, association, enterprise, liaison_office, office_merchant, officer,
    town, user::Role, visit,
};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};

use super::{deadlines::service::STATION, submission::NewRequest};
use crate::{
    features::enterprises::{MERGED, firm_with_code, hold, knows_whole_register},
    platform::{Error, Result, actor::Actor, error::Reason, tx::Tx},
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
const NO_MERCHANT: Reason = Reason {
    code: "not_a_merchant",
    zh: "该企业不是该联络室登记的在外诸商",
    en: "The enterprise is no merchant of this office",
};

/// Who asks.
pub enum Requester {
    /// A firm.
    Enterprise {
        /// Which.
        id: Id<enterprise::Entity>,
        /// Its town, where the filer sees it.
        town_id: Option<Id<town::Entity>>,
    },
    /// An association.
    Association {
        /// Which.
        id: Id<association::Entity>,
        /// Its town.
        town_id: Option<Id<town::Entity>>,
    },
}

impl Requester {
    /// The firm.
    pub const fn enterprise_id(&self) -> Option<Id<enterprise::Entity>> {
        match self {
            Self::Enterprise { id, .. } => Some(*id),
            Self::Association { .. } => None,
        }
    }

    /// The association.
    pub const fn association_id(&self) -> Option<Id<association::Entity>> {
        match self {
            Self::Enterprise { .. } => None,
            Self::Association { id, .. } => Some(*id),
        }
    }
}

/// What the input names, by id or by credit code; else the firm that was visited; else the filer's own home. The people of a
/// liaison office file for its merchants.
///
/// # Errors
/// `NotFound` out of reach, `Invalid` when there is not exactly one requester, the credit code is
/// unknown, the visit was to another firm or the firm is no merchant of the office.
pub async fn find_requester(
    tx: &Tx,
    actor: &Actor,
    new: &NewRequest,
    office: Option<&liaison_office::Model>,
) -> Result<Requester> {
    let visited = match new.visit_id {
        Some(id) => Some(tx.find::<visit::Entity>(id).await?.enterprise_id),
        None => None,
    };
    let by_code = match &new.credit_code {
        Some(_) if new.enterprise_id.is_some() => {
            return Err(Error::invalid("creditCode", ONE_REQUESTER));
        }
        Some(code) => Some(firm_with_code(tx, actor, code).await?),
        None => None,
    };
    let named = new.enterprise_id.or(by_code);
    let is_named = named.is_some() || new.association_id.is_some();
    let (enterprise_id, association_id) = match (is_named, visited) {
        (true, _) => (named, new.association_id),
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
            let is_of_office = match office {
                Some(office) => {
                    check_merchant(tx, office, id, seen.is_some()).await?;
                    actor.agency_id == Some(office.agency_id)
                }
                None => false,
            };
            if seen.is_none() && visited.is_none() && !is_of_office && by_code.is_none() {
                return Err(tx.not_found::<enterprise::Entity>(id));
            }
            let town_id = match seen {
                Some(firm) => Some(firm.town_id),
                None if by_code.is_some() => town_of(tx, id).await?,
                None => None,
            };
            Ok(Requester::Enterprise { id, town_id })
        }
        (None, Some(id)) => {
            if visited.is_some() {
                return Err(Error::invalid("visitId", OTHER_VISIT));
            }
            if office.is_some() {
                return Err(Error::invalid("officeId", NO_MERCHANT));
            }
            let association = tx.find::<association::Entity>(id).await?;
            Ok(Requester::Association { id, town_id: association.town_id })
        }
        (Some(_), Some(_)) | (None, None) => Err(Error::invalid("enterpriseId", ONE_REQUESTER)),
    }
}

/// The town of a firm that the filer named by its code, for the station there to handle it.
async fn town_of(tx: &Tx, id: Id<enterprise::Entity>) -> Result<Option<Id<town::Entity>>> {
    use enterprise::Column;
    tx.id_for_rule::<enterprise::Entity, _>(Column::TownId, Column::Id.eq(id)).await
}

/// Whether the firm is a merchant of the office; who may not know of the firm learns nothing.
async fn check_merchant(
    tx: &Tx,
    office: &liaison_office::Model,
    firm: Id<enterprise::Entity>,
    is_seen: bool,
) -> Result<()> {
    use office_merchant::Column;
    let merchant = Column::OfficeId
        .eq(office.id)
        .and(Column::EnterpriseId.eq(firm))
        .and(Column::LeftOn.is_null());
    match tx.scoped::<office_merchant::Entity>().filter(merchant).one().await? {
        Some(_) => Ok(()),
        None if is_seen => Err(Error::invalid("officeId", NO_MERCHANT)),
        None => Err(tx.not_found::<enterprise::Entity>(firm)),
    }
}

/// The agency of the firm's liaison officer, else the town's station, else that of the official who
/// files. None where there is none of them: the liaison office routes it then.
///
/// # Errors
/// Those of the database.
pub async fn usual_agency(
    tx: &Tx,
    actor: &Actor,
    requester: &Requester,
) -> Result<Option<Id<agency::Entity>>> {
    if let Some(liaison) = liaison_officer(tx, actor, requester.enterprise_id()).await? {
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

/// The officer who looks after the firm; for a machine, which need not see that, by rule.
async fn liaison_officer(
    tx: &Tx,
    actor: &Actor,
    enterprise_id: Option<Id<enterprise::Entity>>,
) -> Result<Option<officer::Model>> {
    use assignment::Column;
    let Some(enterprise_id) = enterprise_id else {
        return Ok(None);
    };
    let now = Column::EnterpriseId.eq(enterprise_id).and(Column::EndedOn.is_null());
    let officer_id = if knows_whole_register(actor) {
        tx.id_for_rule::<assignment::Entity, _>(Column::OfficerId, now).await?
    } else {
        let link = tx.scoped::<assignment::Entity>().filter(now).one().await?;
        link.map(|link| link.officer_id)
    };
    match officer_id {
        Some(id) => tx.scoped::<officer::Entity>().by_id(id).await,
        None => Ok(None),
    }
}
