//! Filing a batch demand with its request, and keeping how many of its firms are served.

use std::collections::HashSet;

use entity::{
    Id, association, association_member, demand, demand::Months, demand_firm, enterprise,
    request_event::Step, service_request,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::forecast::year_of;
use crate::{
    features::requests::policy::{self, may_take},
    platform::{Error, Result, error::Reason, input, tx::Tx, viewer::Viewer},
};

/// More firms than any association of a county has.
const MOST_FIRMS: i32 = 100_000;
/// More people than work in them.
const MOST_PEOPLE: i32 = 10_000_000;
/// The longest roster.
const MOST_ROSTER: usize = 2_000;

/// A month that there is not.
pub const MONTH: Reason =
    Reason { code: "no_month", zh: "月份应为 1 至 12", en: "A month is 1 to 12" };
const ROSTER_OF_FIRM: Reason = Reason {
    code: "roster_of_firm",
    zh: "只有协会的诉求可附会员名单",
    en: "Only an association's request has a roster",
};
const NOT_MEMBERS: Reason = Reason {
    code: "not_members",
    zh: "名单中有企业不是该协会会员",
    en: "The roster names firms that are no members of the association",
};
const ROSTER_LONGER: Reason = Reason {
    code: "roster_longer",
    zh: "名单企业数多于填报的企业数",
    en: "The roster has more firms than the demand",
};
const NOT_ON_ROSTER: Reason =
    Reason {
        code: "not_on_roster", zh: "该企业不在名单中", en: "The firm is not on the roster"
    };
const HAS_ROSTER: Reason = Reason {
    code: "has_roster",
    zh: "已附名单，请按名单登记已办企业",
    en: "There is a roster: say which of its firms are served",
};
const NO_DEMAND: Reason =
    Reason {
        code: "no_demand", zh: "该诉求不是批量需求", en: "The request is no batch demand"
    };

/// How many a request is for.
#[derive(Clone)]
pub struct NewDemand {
    /// How many firms.
    pub firms: i32,
    /// How many people.
    pub people: i32,
    /// The months in which it comes again, every year.
    pub months: Vec<u32>,
    /// The members it is for, where they are known.
    pub roster: Vec<Id<enterprise::Entity>>,
}

impl NewDemand {
    /// Checks what can be checked without a database, and brings it into order.
    ///
    /// # Errors
    /// `Invalid` for what cannot be.
    pub fn checked(mut self) -> Result<Self> {
        if !(1..=MOST_FIRMS).contains(&self.firms) {
            return Err(Error::invalid("demand.firms", input::OUT_OF_RANGE));
        }
        if !(1..=MOST_PEOPLE).contains(&self.people) {
            return Err(Error::invalid("demand.people", input::OUT_OF_RANGE));
        }
        if self.months.iter().any(|month| !(1..=12).contains(month)) {
            return Err(Error::invalid("demand.months", MONTH));
        }
        self.months.sort_unstable();
        self.months.dedup();
        if self.roster.len() > MOST_ROSTER {
            return Err(Error::invalid("demand.rosterIds", input::TOO_MANY));
        }
        let mut seen = HashSet::new();
        self.roster.retain(|id| seen.insert(*id));
        if i32::try_from(self.roster.len()).is_ok_and(|count| count > self.firms) {
            return Err(Error::invalid("demand.rosterIds", ROSTER_LONGER));
        }
        Ok(self)
    }
}

/// Files the demand of a request that is being filed.
///
/// # Errors
/// `Invalid` when the roster is not one of the association's members.
pub async fn file(
    tx: &mut Tx,
    request: &service_request::Model,
    new: NewDemand,
) -> Result<demand::Model> {
    check_members(tx, request.association_id, &new.roster).await?;
    let today = tx.clock().today();
    let row = demand::ActiveModel {
        id: Set(tx.clock().new_id()),
        request_id: Set(request.id),
        year: Set(year_of(&new.months, today)),
        firms: Set(new.firms),
        people: Set(new.people),
        months: Set(Months(new.months)),
        firms_served: Set(0),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let demand = tx.insert(row).await?;
    let roster = new.roster.into_iter().map(|firm| demand_firm::ActiveModel {
        id: Set(tx.clock().new_id()),
        demand_id: Set(demand.id),
        request_id: Set(request.id),
        enterprise_id: Set(firm),
        served_at: Set(None),
    });
    let roster = roster.collect();
    tx.insert_many(roster).await?;
    Ok(demand)
}

/// The filer may not see every member: only their number is asked for. The memberships are locked,
/// so that no member is merged into another record while the roster is written.
async fn check_members(
    tx: &Tx,
    association: Option<Id<association::Entity>>,
    roster: &[Id<enterprise::Entity>],
) -> Result<()> {
    use association_member::Column;
    if roster.is_empty() {
        return Ok(());
    }
    let Some(association) = association else {
        return Err(Error::invalid("demand.rosterIds", ROSTER_OF_FIRM));
    };
    let members = Column::AssociationId
        .eq(association)
        .and(Column::LeftOn.is_null())
        .and(Column::EnterpriseId.is_in(roster.iter().map(|id| id.uuid())));
    let count = tx.lock_all_for_rule::<association_member::Entity>(members).await?;
    if count == roster.len() {
        Ok(())
    } else {
        Err(Error::invalid("demand.rosterIds", NOT_MEMBERS))
    }
}

/// What was done for a demand: a number, or which firms of the roster.
pub struct Served {
    /// How many firms are served by now, where there is no roster.
    pub firms: Option<i32>,
    /// Firms of the roster that are served.
    pub enterprises: Vec<Id<enterprise::Entity>>,
}

/// Records how many of a demand's firms are served.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for who does not handle the request, `Conflict` when
/// `version`, the demand's, is stale, `Invalid` for more firms than there are.
pub async fn record_served(
    viewer: &Viewer,
    request: Id<service_request::Entity>,
    version: i32,
    served: Served,
) -> Result<demand::Model> {
    let mut tx = viewer.begin(policy::RECORD_SERVED).await?;
    let request = tx.lock::<service_request::Entity>(request).await?;
    if !may_take(&viewer.actor, &request, Step::Note) {
        return Err(Error::forbidden(tx.action()));
    }
    let of_request = demand::Column::RequestId.eq(request.id);
    let found = tx.scoped::<demand::Entity>().filter(of_request).one().await?;
    let found = found.ok_or(Error::IllegalState(NO_DEMAND))?;
    // The roster before the demand, as a merge of two of its firms does.
    let theirs = demand_firm::Column::DemandId.eq(found.id);
    let roster = tx.lock_where::<demand_firm::Entity>(theirs).await?;
    let before = tx.edit_at::<demand::Entity>(found.id, version).await?;
    let count = if roster.is_empty() {
        if !served.enterprises.is_empty() {
            return Err(Error::invalid("servedEnterpriseIds", NOT_ON_ROSTER));
        }
        served.firms.ok_or_else(|| Error::invalid("firmsServed", input::REQUIRED))?
    } else {
        if served.firms.is_some() {
            return Err(Error::invalid("firmsServed", HAS_ROSTER));
        }
        mark(&mut tx, &roster, &served.enterprises).await?
    };
    if !(0..=before.firms).contains(&count) {
        return Err(Error::invalid("firmsServed", input::OUT_OF_RANGE));
    }
    let next = demand::ActiveModel { firms_served: Set(count), ..Default::default() };
    let demand = tx.update(&before, next).await?;
    tx.commit().await?;
    Ok(demand)
}

/// Marks firms of the roster, and says how many are served by now.
async fn mark(
    tx: &mut Tx,
    roster: &[demand_firm::Model],
    enterprises: &[Id<enterprise::Entity>],
) -> Result<i32> {
    let named: HashSet<_> = enterprises.iter().collect();
    let now = tx.clock().now();
    let mut found = 0;
    let mut served = 0;
    for firm in roster {
        let is_named = named.contains(&firm.enterprise_id);
        found += usize::from(is_named);
        served += i32::from(is_named || firm.served_at.is_some());
        if is_named && firm.served_at.is_none() {
            let done = demand_firm::ActiveModel { served_at: Set(Some(now)), ..Default::default() };
            tx.update(firm, done).await?;
        }
    }
    if found != named.len() {
        return Err(Error::invalid("servedEnterpriseIds", NOT_ON_ROSTER));
    }
    Ok(served)
}
