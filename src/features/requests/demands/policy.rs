//! Who sees batch demands: whoever sees their requests. The roster names firms, and is read by those
//! who have to do with the request.

use entity::{demand, demand_firm, demand_reminder, scope::Area, service_request};
use sea_orm::Condition;

use crate::{
    features::requests::reach::{as_party, handled},
    platform::{
        actor::Actor,
        loader::ChildOf,
        page::Keyset,
        scope::{Reach, Recorded, Visible},
    },
};

impl Visible for demand::Entity {
    const KIND: &'static str = "demand";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<service_request::Entity>(demand::Column::RequestId, actor)
    }

    /// Those who handle the request.
    fn editable(actor: &Actor) -> Reach<Self> {
        Reach::under(demand::Column::RequestId, handled(actor))
    }
}

impl Recorded for demand::Entity {
    fn recorded() -> Vec<demand::Column> {
        use demand::Column::*;
        vec![Id, RequestId, Year, Firms, People, Months, FirmsServed, Version, CreatedAt]
    }

    fn withheld() -> Vec<demand::Column> {
        Vec::new()
    }
}

impl ChildOf<service_request::Entity> for demand::Entity {
    type Narrow = ();

    fn parent() -> demand::Column {
        demand::Column::RequestId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(demand::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl Visible for demand_firm::Entity {
    const KIND: &'static str = "demand_firm";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::under(demand_firm::Column::RequestId, as_party(actor))
    }
}

impl Recorded for demand_firm::Entity {
    fn recorded() -> Vec<demand_firm::Column> {
        use demand_firm::Column::*;
        vec![Id, DemandId, RequestId, EnterpriseId, ServedAt]
    }

    fn withheld() -> Vec<demand_firm::Column> {
        Vec::new()
    }
}

impl ChildOf<demand::Entity> for demand_firm::Entity {
    type Narrow = ();

    fn parent() -> demand_firm::Column {
        demand_firm::Column::DemandId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(demand_firm::Column::EnterpriseId)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl Visible for demand_reminder::Entity {
    const KIND: &'static str = "demand_reminder";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<service_request::Entity>(demand_reminder::Column::RequestId, actor)
    }
}

impl Recorded for demand_reminder::Entity {
    fn recorded() -> Vec<demand_reminder::Column> {
        use demand_reminder::Column::*;
        vec![Id, DemandId, RequestId, Year, Month, Firms, People, CreatedAt]
    }

    fn withheld() -> Vec<demand_reminder::Column> {
        Vec::new()
    }
}

impl ChildOf<demand::Entity> for demand_reminder::Entity {
    type Narrow = ();

    fn parent() -> demand_reminder::Column {
        demand_reminder::Column::DemandId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(demand_reminder::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}
