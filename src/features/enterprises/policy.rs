//! Who sees and edits which firms. Most tables inherit their reach from here.

use entity::{
    agency, assignment, association, association_member, contact, demand_firm, enterprise,
    enterprise_alias, enterprise_name, incident, liaison_office, office_merchant, officer,
    scope::Area,
    service_request,
    user::{Duty, Role},
};
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
    loader::ChildOf,
    page::Keyset,
    scope::{List, Reach, Recorded, Visible},
};

const REGISTRARS: Allowed = Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System);
const CONTACT_KEEPERS: Allowed =
    Allowed::RolesOrDuty(&[Role::Coordinator, Role::Enterprise, Role::Association], Duty::System);

/// Enters a firm.
pub const CREATE_ENTERPRISE: Action =
    Action { name: "enterprise.create", event: "enterprise.created", allowed: REGISTRARS };
/// Corrects a firm's record.
pub const UPDATE_ENTERPRISE: Action =
    Action { name: "enterprise.update", event: "enterprise.updated", allowed: REGISTRARS };
/// Makes one of two records of one firm.
pub const MERGE_ENTERPRISES: Action = Action {
    name: "enterprise.merge",
    event: "enterprise.merged",
    allowed: Allowed::Roles(&[Role::Coordinator]),
};
/// Enters a contact.
pub const CREATE_CONTACT: Action =
    Action { name: "contact.create", event: "contact.created", allowed: CONTACT_KEEPERS };
/// Corrects a contact.
pub const UPDATE_CONTACT: Action =
    Action { name: "contact.update", event: "contact.updated", allowed: CONTACT_KEEPERS };
/// Opens one contact's phone.
pub const REVEAL_PHONE: Action = Action {
    name: "contact.reveal_phone",
    event: "contact.phone_revealed",
    allowed: Allowed::RolesOrDuty(
        &[Role::Officer, Role::Chief, Role::Coordinator, Role::Enterprise, Role::Association],
        Duty::System,
    ),
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[
    CREATE_ENTERPRISE,
    UPDATE_ENTERPRISE,
    MERGE_ENTERPRISES,
    CREATE_CONTACT,
    UPDATE_CONTACT,
    REVEAL_PHONE,
];

const CODE_TAKEN: Reason = Reason {
    code: "duplicate_credit_code",
    zh: "该统一社会信用代码已登记",
    en: "A firm with this credit code is registered already",
};

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[Constraint {
    name: "uq_enterprise_credit_code",
    columns: "enterprise.credit_code",
    meaning: Meaning::Invalid("creditCode", CODE_TAKEN),
}];

/// Whether the actor sees the whole register of firms.
fn sees_register(actor: &Actor) -> bool {
    matches!(actor.reads_as, Role::Leader | Role::Coordinator) || actor.has_duty(Duty::System)
}

/// The agencies an actor leads, as a condition on `column`.
pub fn led_by(column: impl ColumnTrait, actor: &Actor) -> Condition {
    Condition::all().add(column.is_in(actor.agencies_led.iter().map(|id| id.uuid())))
}

impl Visible for enterprise::Entity {
    const KIND: &'static str = "enterprise";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        use assignment::Column as Link;
        match actor.reads_as {
            _ if sees_register(actor) => Reach::everything(),
            Role::Officer => actor.officer_id.map_or_else(Reach::nothing, |me| {
                let mine = Link::OfficerId.eq(me).and(Link::EndedOn.is_null());
                Reach::listed(enterprise::Column::Id, List::of(Link::EnterpriseId, mine))
            }),
            Role::Chief => {
                let towns = List::of(agency::Column::TownId, led_by(agency::Column::Id, actor));
                let officers =
                    List::of(officer::Column::Id, led_by(officer::Column::AgencyId, actor));
                let links = List::among(Link::EnterpriseId, Link::OfficerId, officers)
                    .that(Link::EndedOn.is_null());
                Reach::listed(enterprise::Column::TownId, towns)
                    .or(Reach::listed(enterprise::Column::Id, links))
            }
            Role::Enterprise => Reach::owned(enterprise::Column::Id, actor.enterprise_id),
            Role::Admin
            | Role::Leader
            | Role::Coordinator
            | Role::Auxiliary
            | Role::Partner
            | Role::Association
            | Role::Integrator => Reach::nothing(),
        }
    }
}

impl Recorded for enterprise::Entity {
    fn recorded() -> Vec<enterprise::Column> {
        use enterprise::Column::*;
        vec![
            Id,
            Name,
            CreditCode,
            TownId,
            Industry,
            Employees,
            RevenueCny,
            AboveScale,
            AboveScaleYear,
            AboveScaleSource,
            Address,
            Latitude,
            Longitude,
            MergedIntoId,
            Version,
            CreatedAt,
        ]
    }

    fn withheld() -> Vec<enterprise::Column> {
        Vec::new()
    }
}

impl Visible for enterprise_name::Entity {
    const KIND: &'static str = "enterprise_name";
    const AREA: Option<Area> = None;

    /// Beside the firms seen whole: for an officer the firms looked after once, for an association
    /// its members, for whoever handles a request the firm that asks and those on the roster of its
    /// batch demand, for the people of a liaison office its merchants, for a governance centre and the
    /// units that it sends the firms of the incidents that they handle.
    fn reach(actor: &Actor) -> Reach<Self> {
        let id = enterprise_name::Column::Id;
        let whole = Reach::through::<enterprise::Entity>(id, actor);
        let links =
            |me| List::of(assignment::Column::EnterpriseId, assignment::Column::OfficerId.eq(me));
        let members = |me| {
            use association_member::Column as Member;
            let now = Member::AssociationId.eq(me).and(Member::LeftOn.is_null());
            List::of(Member::EnterpriseId, now)
        };
        let rosters = || {
            let firms = demand_firm::Column::EnterpriseId;
            Reach::listed(id, List::visible::<demand_firm::Entity>(firms, actor))
        };
        let asking = || {
            let firms = service_request::Column::EnterpriseId;
            Reach::listed(id, List::visible::<service_request::Entity>(firms, actor)).or(rosters())
        };
        let merchants = || match actor.agency_id {
            Some(home) => {
                use office_merchant::Column as Merchant;
                let own = liaison_office::Column::AgencyId.eq(home);
                let own = List::of(liaison_office::Column::Id, own);
                let there = List::among(Merchant::EnterpriseId, Merchant::OfficeId, own);
                Reach::listed(id, there.that(Merchant::LeftOn.is_null()))
            }
            None => Reach::nothing(),
        };
        let called = || {
            let firms = incident::Column::EnterpriseId;
            Reach::listed(id, List::visible::<incident::Entity>(firms, actor))
        };
        match actor.reads_as {
            Role::Officer => match actor.officer_id {
                Some(me) => whole.or(Reach::listed(id, links(me))).or(asking()).or(merchants()),
                None => whole.or(asking()).or(merchants()),
            },
            Role::Chief => whole.or(asking()).or(merchants()),
            Role::Partner => whole.or(asking()).or(merchants()).or(called()),
            // A member that left stays on the rosters it was on.
            Role::Association => match actor.association_id {
                Some(me) => whole.or(Reach::listed(id, members(me))).or(rosters()),
                None => whole,
            },
            Role::Admin
            | Role::Leader
            | Role::Coordinator
            | Role::Auxiliary
            | Role::Enterprise
            | Role::Integrator => whole,
        }
    }
}

impl Visible for enterprise_alias::Entity {
    const KIND: &'static str = "enterprise_alias";
    const AREA: Option<Area> = None;

    /// An officer's phone may still send the old id after a handover.
    fn reach(actor: &Actor) -> Reach<Self> {
        let survivor = enterprise_alias::Column::MergedIntoId;
        let seen = Reach::through::<enterprise::Entity>(survivor, actor);
        match actor.officer_id {
            Some(me) => {
                let own = assignment::Column::OfficerId.eq(me);
                seen.or(Reach::listed(survivor, List::of(assignment::Column::EnterpriseId, own)))
            }
            None => seen,
        }
    }
}

impl Visible for contact::Entity {
    const KIND: &'static str = "contact";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<enterprise::Entity>(contact::Column::EnterpriseId, actor)
            .or(Reach::through::<association::Entity>(contact::Column::AssociationId, actor))
    }
}

impl Recorded for contact::Entity {
    fn recorded() -> Vec<contact::Column> {
        use contact::Column::*;
        vec![Id, EnterpriseId, AssociationId, Post, Version, CreatedAt]
    }

    fn withheld() -> Vec<contact::Column> {
        vec![contact::Column::Name, contact::Column::Phone]
    }
}

/// Whether the actor reads this contact's phone whole: the firm's and association's own people.
pub fn owns(actor: &Actor, contact: &contact::Model) -> bool {
    (actor.role == Role::Enterprise
        && contact.enterprise_id.is_some()
        && contact.enterprise_id == actor.enterprise_id)
        || (actor.role == Role::Association
            && contact.association_id.is_some()
            && contact.association_id == actor.association_id)
}

impl ChildOf<enterprise::Entity> for contact::Entity {
    type Narrow = ();

    fn parent() -> contact::Column {
        contact::Column::EnterpriseId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(contact::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}
