//! Who reads targets, pauses and rights of oversight.

use entity::{deadline_target, request_oversight, request_pause, scope::Area, service_request};
use sea_orm::Condition;

use crate::{
    features::requests::reach::as_party,
    platform::{
        actor::Actor,
        loader::ChildOf,
        page::Keyset,
        scope::{Reach, Recorded, Visible},
    },
};

impl Visible for deadline_target::Entity {
    const KIND: &'static str = "deadline_target";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for deadline_target::Entity {
    fn recorded() -> Vec<deadline_target::Column> {
        use deadline_target::Column::*;
        vec![Id, Category, Priority, AcceptHours, ResolveDays, Version, CreatedAt]
    }

    fn withheld() -> Vec<deadline_target::Column> {
        Vec::new()
    }
}

impl Visible for request_pause::Entity {
    const KIND: &'static str = "request_pause";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<service_request::Entity>(request_pause::Column::RequestId, actor)
    }
}

impl Recorded for request_pause::Entity {
    fn recorded() -> Vec<request_pause::Column> {
        use request_pause::Column::*;
        vec![Id, RequestId, FromAt, ToAt]
    }

    fn withheld() -> Vec<request_pause::Column> {
        Vec::new()
    }
}

impl ChildOf<service_request::Entity> for request_pause::Entity {
    type Narrow = ();

    fn parent() -> request_pause::Column {
        request_pause::Column::RequestId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(request_pause::Column::FromAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl Visible for request_oversight::Entity {
    const KIND: &'static str = "request_oversight";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::under(request_oversight::Column::RequestId, as_party(actor))
    }
}

impl Recorded for request_oversight::Entity {
    fn recorded() -> Vec<request_oversight::Column> {
        use request_oversight::Column::*;
        vec![Id, RequestId, AgencyId, Since]
    }

    fn withheld() -> Vec<request_oversight::Column> {
        Vec::new()
    }
}
