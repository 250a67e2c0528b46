//! Who sees the settlements of incidents: whoever sees the incident. The taxonomy and the register of
//! towns that divert are everybody's.

use entity::{
    diversion_rollout, incident, incident_category, scope::Area, settlement, settlement_party,
};
use sea_orm::Condition;

use super::reach::of_diverted;
use crate::platform::{
    actor::Actor,
    loader::ChildOf,
    page::Keyset,
    scope::{Reach, Recorded, Visible},
};

impl Visible for settlement::Entity {
    const KIND: &'static str = "settlement";
    const AREA: Option<Area> = Some(Area::Incidents);

    fn reach(actor: &Actor) -> Reach<Self> {
        of_diverted(settlement::Column::IncidentId, actor)
    }

    /// What was agreed stays.
    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}

impl Recorded for settlement::Entity {
    fn recorded() -> Vec<settlement::Column> {
        use settlement::Column::*;
        vec![Id, IncidentId, CentreId, CategoryId, AmountCny, CreatedAt]
    }

    /// Free text that may name people.
    fn withheld() -> Vec<settlement::Column> {
        vec![settlement::Column::Agreement]
    }
}

impl ChildOf<incident::Entity> for settlement::Entity {
    type Narrow = ();

    fn parent() -> settlement::Column {
        settlement::Column::IncidentId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(settlement::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl Visible for settlement_party::Entity {
    const KIND: &'static str = "settlement_party";
    const AREA: Option<Area> = Some(Area::Incidents);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<settlement::Entity>(settlement_party::Column::SettlementId, actor)
    }
}

impl Recorded for settlement_party::Entity {
    fn recorded() -> Vec<settlement_party::Column> {
        use settlement_party::Column::*;
        vec![Id, SettlementId, Place, EnterpriseId]
    }

    /// What somebody is called.
    fn withheld() -> Vec<settlement_party::Column> {
        vec![settlement_party::Column::Words]
    }
}

impl ChildOf<settlement::Entity> for settlement_party::Entity {
    type Narrow = ();

    fn parent() -> settlement_party::Column {
        settlement_party::Column::SettlementId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(settlement_party::Column::Place)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl Visible for incident_category::Entity {
    const KIND: &'static str = "incident_category";
    const AREA: Option<Area> = Some(Area::Incidents);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for incident_category::Entity {
    fn recorded() -> Vec<incident_category::Column> {
        use incident_category::Column::*;
        vec![Id, ParentId, Code, NameZh, NameEn, Nature, Active, Version, CreatedAt]
    }

    fn withheld() -> Vec<incident_category::Column> {
        Vec::new()
    }
}

impl Visible for diversion_rollout::Entity {
    const KIND: &'static str = "diversion_rollout";
    const AREA: Option<Area> = Some(Area::Incidents);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for diversion_rollout::Entity {
    fn recorded() -> Vec<diversion_rollout::Column> {
        use diversion_rollout::Column::*;
        vec![Id, TownId, CentreId, StartsOn, Version, CreatedAt]
    }

    fn withheld() -> Vec<diversion_rollout::Column> {
        Vec::new()
    }
}
