//! The people who have an account: made, changed and closed by the ADMIN with SECURITY.

use entity::{
    Id, agency, association, enterprise, officer, session,
    user::{self, Duties, Duty, Role, State},
};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use secrecy::SecretString;

use super::{
    passwords::{Passwords, check},
    policy,
};
use crate::platform::{Error, Result, error::Reason, input, tx::Tx, viewer::Viewer};

const BAD_USERNAME: Reason = Reason {
    code: "bad_username",
    zh: "用户名为 3 至 40 位小写字母、数字或 . _ -",
    en: "3 to 40 lower-case letters, digits or . _ -",
};
const WRONG_HOME: Reason = Reason {
    code: "wrong_home",
    zh: "该角色需要与之相符的所属单位、协会或企业",
    en: "This role needs the home that fits it, and no other",
};
const DUTIES_NOT_ADMIN: Reason = Reason {
    code: "duties_not_admin",
    zh: "只有管理员有分工",
    en: "Only an ADMIN has duties, and needs at least one",
};
/// More than anybody opens in the twelve hours that a session lives; sign-in refuses further ones.
pub(super) const MOST_SESSIONS: u64 = 100;

/// Where a person belongs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Home {
    /// The agency of a public servant.
    pub agency_id: Option<Id<agency::Entity>>,
    /// The association of its people.
    pub association_id: Option<Id<association::Entity>>,
    /// The enterprise of its people.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// The officer the person is.
    pub officer_id: Option<Id<officer::Entity>>,
}

/// A user to be made.
pub struct NewUser {
    /// What one signs in with.
    pub username: String,
    /// What others see.
    pub name: String,
    /// The first password.
    pub password: SecretString,
    /// The one role.
    pub role: Role,
    /// What an ADMIN may do.
    pub duties: Vec<Duty>,
    /// Where the person belongs.
    pub home: Home,
}

/// What changes of a user; absent stays.
#[derive(Default)]
pub struct UserChange {
    /// What others see.
    pub name: Option<String>,
    /// Role, duties and home change together, since they must fit each other.
    pub place: Option<(Role, Vec<Duty>, Home)>,
}

/// Makes a user.
///
/// # Errors
/// `Invalid` for a bad user name, a weak password or a home that does not fit the role.
pub async fn create_user(
    viewer: &Viewer,
    passwords: &Passwords,
    new: NewUser,
) -> Result<user::Model> {
    let mut tx = viewer.begin(policy::CREATE_USER).await?;
    let user = insert_user(&mut tx, passwords, new).await?;
    tx.commit().await?;
    Ok(user)
}

/// Makes a user inside a write that is open already.
///
/// # Errors
/// As `create_user`.
pub async fn insert_user(tx: &mut Tx, passwords: &Passwords, new: NewUser) -> Result<user::Model> {
    let username = new.username.trim().to_lowercase();
    check_username(&username)?;
    check("password", &new.password, &username)?;
    check_place(tx, new.role, &new.duties, &new.home).await?;
    let password_hash = passwords.hash(new.password).await?;
    tx.insert(user::ActiveModel {
        id: Set(tx.clock().new_id()),
        username: Set(username),
        name: Set(input::line("name", &new.name)?),
        password_hash: Set(password_hash),
        role: Set(new.role),
        duties: Set(Duties(new.duties)),
        agency_id: Set(new.home.agency_id),
        association_id: Set(new.home.association_id),
        enterprise_id: Set(new.home.enterprise_id),
        officer_id: Set(new.home.officer_id),
        state: Set(State::Active),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    })
    .await
}

/// Changes a user; a change of rights takes effect within a second.
///
/// # Errors
/// `Conflict` when `version` is stale; `Invalid` as `create_user`.
pub async fn update_user(
    viewer: &Viewer,
    id: Id<user::Entity>,
    version: i32,
    change: UserChange,
) -> Result<user::Model> {
    let mut tx = viewer.begin(policy::UPDATE_USER).await?;
    let user = tx.edit_at::<user::Entity>(id, version).await?;
    let mut next = user::ActiveModel::default();
    if let Some(name) = change.name {
        next.name = Set(input::line("name", &name)?);
    }
    if let Some((role, duties, home)) = change.place {
        let fits = check_place(&tx, role, &duties, &home).await;
        fits.map_err(|error| error.within("place"))?;
        next.role = Set(role);
        next.duties = Set(Duties(duties));
        next.agency_id = Set(home.agency_id);
        next.association_id = Set(home.association_id);
        next.enterprise_id = Set(home.enterprise_id);
        next.officer_id = Set(home.officer_id);
    }
    let user = tx.update(&user, next).await?;
    tx.commit().await?;
    Ok(user)
}

/// Closes an account and ends its sessions.
///
/// # Errors
/// `NotFound` when it is not within reach.
pub async fn deactivate_user(viewer: &Viewer, id: Id<user::Entity>) -> Result<user::Model> {
    let mut tx = viewer.begin(policy::DEACTIVATE_USER).await?;
    let user = tx.edit::<user::Entity>(id).await?;
    let closed = user::ActiveModel { state: Set(State::Deactivated), ..Default::default() };
    let user = tx.update(&user, closed).await?;
    end_sessions(&mut tx, id, None).await?;
    tx.commit().await?;
    Ok(user)
}

/// Gives a person a new password and ends their sessions.
///
/// # Errors
/// `Invalid` when it is too weak.
pub async fn reset_password(
    viewer: &Viewer,
    passwords: &Passwords,
    id: Id<user::Entity>,
    password: SecretString,
) -> Result<user::Model> {
    let mut tx = viewer.begin(policy::RESET_PASSWORD).await?;
    let user = tx.edit::<user::Entity>(id).await?;
    check("password", &password, &user.username)?;
    let hash = passwords.hash(password).await?;
    let change = user::ActiveModel { password_hash: Set(hash), ..Default::default() };
    let user = tx.update(&user, change).await?;
    end_sessions(&mut tx, id, None).await?;
    tx.commit().await?;
    Ok(user)
}

/// Ends the open sessions of a user, save one.
pub(super) async fn end_sessions(
    tx: &mut Tx,
    user_id: Id<user::Entity>,
    save: Option<Id<session::Entity>>,
) -> Result<()> {
    let now = tx.clock().now();
    let open = tx
        .scoped::<session::Entity>()
        .filter(session::Column::UserId.eq(user_id))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .at_most(MOST_SESSIONS)
        .await?;
    for session in open.into_iter().filter(|session| Some(session.id) != save) {
        let end = session::ActiveModel { ended_at: Set(Some(now)), ..Default::default() };
        tx.update(&session, end).await?;
    }
    Ok(())
}

fn check_username(username: &str) -> Result<()> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    if (3..=40).contains(&username.len()) && username.chars().all(fits) {
        Ok(())
    } else {
        Err(Error::invalid("username", BAD_USERNAME))
    }
}

async fn check_place(tx: &Tx, role: Role, duties: &[Duty], home: &Home) -> Result<()> {
    if (role == Role::Admin) == duties.is_empty() {
        return Err(Error::invalid("duties", DUTIES_NOT_ADMIN));
    }
    if !fits(role, home) {
        return Err(Error::invalid("home", WRONG_HOME));
    }
    if let Some(id) = home.agency_id {
        tx.find::<agency::Entity>(id).await?;
    }
    if let Some(id) = home.officer_id {
        let officer = tx.find::<officer::Entity>(id).await?;
        if home.agency_id != Some(officer.agency_id) {
            return Err(Error::invalid("home", WRONG_HOME));
        }
    }
    // The register of firms is out of a SECURITY administrator's reach: it is only asked whether
    // there is such a row.
    if let Some(id) = home.association_id
        && tx.count_for_rule::<association::Entity>(association::Column::Id.eq(id)).await? == 0
    {
        return Err(tx.not_found::<association::Entity>(id));
    }
    if let Some(id) = home.enterprise_id
        && tx.count_for_rule::<enterprise::Entity>(enterprise::Column::Id.eq(id)).await? == 0
    {
        return Err(tx.not_found::<enterprise::Entity>(id));
    }
    Ok(())
}

/// Whether the home is the one this role has.
fn fits(role: Role, home: &Home) -> bool {
    let given = (
        home.agency_id.is_some(),
        home.association_id.is_some(),
        home.enterprise_id.is_some(),
        home.officer_id.is_some(),
    );
    match role {
        Role::Officer => given == (true, false, false, true),
        Role::Chief => matches!(given, (true, false, false, _)),
        Role::Admin | Role::Leader | Role::Coordinator | Role::Auxiliary | Role::Partner => {
            given == (true, false, false, false)
        }
        Role::Association => given == (false, true, false, false),
        Role::Enterprise => given == (false, false, true, false),
        Role::Integrator => {
            matches!(given, (_, false, false, false) | (false, true, false, false))
        }
    }
}
