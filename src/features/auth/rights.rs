//! What somebody may do and see now, as read from the database: before there is an actor, and for
//! the worker, which does for a machine what that may see.

use std::sync::Arc;

use entity::{
    Id, agency, api_client, enterprise,
    scope::{Area, Scope, Scopes},
    session,
    user::{self, Role, State},
};
use ipnet::IpNet;
use sea_orm::ColumnTrait;

use crate::platform::{
    Error, Result,
    actor::{Actor, Machine},
    db::Database,
};

/// What the key of a kiosk opens.
const KIOSK: [Scope; 2] = [Scope::Read(Area::Places), Scope::Write(Area::Places)];

/// A machine with the rights it has now, for what the worker does for it; none where it is shut out.
///
/// # Errors
/// Those of the database.
pub async fn machine_now(database: &Database, id: Id<user::Entity>) -> Result<Option<Arc<Actor>>> {
    let worker = database.unscoped("worker: what a machine may see");
    let user = worker.one::<user::Entity>(user::Column::Id.eq(id)).await?;
    match user.filter(|user| user.state == State::Active && user.role == Role::Integrator) {
        Some(user) => Ok(Some(Arc::new(Rights(database).actor_of(user, None).await?))),
        None => Ok(None),
    }
}

/// Reads the rights.
pub(super) struct Rights<'a>(pub &'a Database);

impl Rights<'_> {
    pub(super) async fn actor_of(
        &self,
        user: user::Model,
        session_id: Option<Id<session::Entity>>,
    ) -> Result<Actor> {
        let below = match (user.role, user.agency_id) {
            (Role::Chief | Role::Integrator, Some(id)) => self.agencies_below(id).await?,
            _ => Vec::new(),
        };
        let (machine, reads_as) = match user.role {
            Role::Integrator => {
                let (machine, reads_as) = self.machine_of(&user, &below).await?;
                (Some(machine), reads_as)
            }
            role => (None, role),
        };
        let led = user.agency_id.into_iter().chain(below.iter().map(|agency| agency.id));
        let agencies_led = led.filter(|_| reads_as == Role::Chief).collect();
        let enterprise_id = match user.enterprise_id {
            Some(id) => Some(self.surviving(id).await?),
            None => None,
        };
        Ok(Actor {
            user_id: user.id,
            session_id,
            name: user.name,
            role: user.role,
            reads_as,
            machine,
            duties: user.duties.0,
            agency_id: user.agency_id,
            agencies_led,
            association_id: user.association_id,
            enterprise_id,
            officer_id: user.officer_id,
        })
    }

    /// The firm, or the record it was merged into: its people keep their home.
    async fn surviving(&self, id: Id<enterprise::Entity>) -> Result<Id<enterprise::Entity>> {
        let sign_in = self.0.unscoped("sign-in: a merged firm's people keep their home");
        let row = sign_in.one::<enterprise::Entity>(enterprise::Column::Id.eq(id)).await?;
        Ok(row.and_then(|row| row.merged_into_id).unwrap_or(id))
    }

    /// All agencies below this one: one statement a level of the administration.
    async fn agencies_below(&self, top: Id<agency::Entity>) -> Result<Vec<agency::Model>> {
        let sign_in = self.0.unscoped("sign-in: a chief's reach follows the parent");
        let (mut found, mut level) = (Vec::<agency::Model>::new(), vec![top]);
        while !level.is_empty() {
            let parents = level.iter().map(|id| id.uuid());
            let mut below =
                sign_in.all::<agency::Entity>(agency::Column::ParentId.is_in(parents)).await?;
            let known: Vec<_> = found.iter().map(|row| row.id).chain([top]).collect();
            below.retain(|row| !known.contains(&row.id));
            level = below.iter().map(|row| row.id).collect();
            found.extend(below);
        }
        Ok(found)
    }

    /// What a machine may do, and in which role it sees rows: a client as the people where it
    /// belongs, a kiosk itself alone.
    async fn machine_of(
        &self,
        user: &user::Model,
        below: &[agency::Model],
    ) -> Result<(Machine, Role)> {
        let Some(client) = self.client_of(user.id).await? else {
            let kiosk = Machine { scopes: Scopes(KIOSK.to_vec()), ..Machine::default() };
            return Ok((kiosk, Role::Integrator));
        };
        let addresses = client.addresses.0.iter().map(|text| text.parse::<IpNet>());
        let machine = Machine {
            addresses: addresses.collect::<std::result::Result<_, _>>().map_err(Error::internal)?,
            quota: client.quota.and_then(|quota| u32::try_from(quota).ok()),
            scopes: client.scopes,
        };
        let reads_as = match (user.agency_id, user.association_id) {
            (Some(home), _) if self.is_police(home, below).await? => Role::Chief,
            (Some(_), _) => Role::Partner,
            (None, Some(_)) => Role::Association,
            (None, None) => Role::Integrator,
        };
        Ok((machine, reads_as))
    }

    /// Whether an agency is of the police: it has a branch, or leads such.
    async fn is_police(&self, id: Id<agency::Entity>, below: &[agency::Model]) -> Result<bool> {
        if below.iter().any(|agency| agency.branch.is_some()) {
            return Ok(true);
        }
        let sign_in = self.0.unscoped("sign-in: what a machine's home is");
        let home = sign_in.one::<agency::Entity>(agency::Column::Id.eq(id)).await?;
        Ok(home.is_some_and(|home| home.branch.is_some()))
    }

    pub(super) async fn client_of(
        &self,
        user_id: Id<user::Entity>,
    ) -> Result<Option<api_client::Model>> {
        let sign_in = self.0.unscoped("sign-in: what a machine may do");
        sign_in.one::<api_client::Entity>(api_client::Column::UserId.eq(user_id)).await
    }
}
