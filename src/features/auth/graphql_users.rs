//! The people who have an account, in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    Id, agency, association, enterprise, officer,
    user::{self, Duty, Role, State},
};
use sea_orm::ColumnTrait;

use super::{
    graphql::door,
    users::{self, Home, NewUser, UserChange},
};
use crate::{
    features::{agencies::graphql::Agency, officers::graphql::Officer},
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// A person who signs in.
pub struct User(user::Model);

impl From<user::Model> for User {
    fn from(row: user::Model) -> Self {
        Self(row)
    }
}

/// A person who signs in: one role, one home. Seen by oneself, by LEADER and with the duty SECURITY.
#[Object]
impl User {
    /// The id.
    pub async fn id(&self) -> Id<user::Entity> {
        self.0.id
    }

    /// What one signs in with.
    async fn username(&self) -> &str {
        &self.0.username
    }

    /// The name others see.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The one role.
    async fn role(&self) -> Role {
        self.0.role
    }

    /// What an ADMIN may do; empty for every other role.
    async fn duties(&self) -> &[Duty] {
        &self.0.duties.0
    }

    /// Whether the person may sign in.
    async fn state(&self) -> State {
        self.0.state
    }

    /// The home of a public servant.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.agency_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Agency::from))
    }

    /// The officer the person is.
    async fn officer(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        let Some(id) = self.0.officer_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Officer::from))
    }

    /// Counts the changes; `updateUser` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When the account was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// Where a person belongs: exactly what the role needs.
#[derive(InputObject, Default)]
struct HomeInput {
    /// The agency, for every public servant.
    agency_id: Option<Id<agency::Entity>>,
    /// The association, for ASSOCIATION.
    association_id: Option<Id<association::Entity>>,
    /// The enterprise, for ENTERPRISE.
    enterprise_id: Option<Id<enterprise::Entity>>,
    /// The officer of that agency, for OFFICER, and for a CHIEF who has firms.
    officer_id: Option<Id<officer::Entity>>,
}

impl From<HomeInput> for Home {
    fn from(input: HomeInput) -> Self {
        Self {
            agency_id: input.agency_id,
            association_id: input.association_id,
            enterprise_id: input.enterprise_id,
            officer_id: input.officer_id,
        }
    }
}

/// A new person. It takes no `clientId`: what was sent under one is kept as a digest, and a
/// password must not be. The user name is unique.
#[derive(InputObject)]
struct CreateUserInput {
    /// 3 to 40 lower-case letters, digits or `.` `_` `-`.
    username: String,
    /// The name others see.
    name: String,
    /// The first password: 10 to 128 characters, not a common one.
    password: String,
    /// The one role.
    role: Role,
    /// At least one for ADMIN, none for everybody else.
    #[graphql(default)]
    duties: Vec<Duty>,
    /// Where the person belongs.
    home: HomeInput,
}

/// What changes of a person.
#[derive(InputObject)]
struct UpdateUserInput {
    /// The user.
    id: Id<user::Entity>,
    /// The version that was seen.
    version: i32,
    /// The name others see.
    name: Option<String>,
    /// Role, duties and home, together.
    place: Option<PlaceInput>,
}

/// Role, duties and home: they must fit each other.
#[derive(InputObject)]
struct PlaceInput {
    /// The one role.
    role: Role,
    /// At least one for ADMIN, none for everybody else.
    #[graphql(default)]
    duties: Vec<Duty>,
    /// Where the person belongs.
    home: HomeInput,
}

/// Whose account.
#[derive(InputObject)]
struct DeactivateUserInput {
    /// The user.
    id: Id<user::Entity>,
}

/// A new password for somebody.
#[derive(InputObject)]
struct ResetPasswordInput {
    /// The user.
    id: Id<user::Entity>,
    /// 10 to 128 characters, not a common one, without the user name.
    password: String,
}

/// The user as it stands now.
#[derive(SimpleObject)]
struct UserPayload {
    /// The user.
    user: User,
}

impl From<user::Model> for UserPayload {
    fn from(row: user::Model) -> Self {
        Self { user: row.into() }
    }
}

/// Queries about users.
#[derive(Default)]
pub struct UsersQuery;

/// The people who have an account.
#[Object]
impl UsersQuery {
    /// Users by name: all for LEADER and the duty SECURITY, else oneself.
    async fn users(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this role.")] role: Option<Role>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<User>> {
        ctx.viewer()?
            .scoped::<user::Entity>()
            .filter_if(role, |role| user::Column::Role.eq(role))
            .page(Keyset::ascending(user::Column::Name), &PageArgs::new(first, after))
            .await
    }
}

/// Changes of users.
#[derive(Default)]
pub struct UsersMutation;

/// Making, changing and closing accounts.
#[Object]
impl UsersMutation {
    /// Makes a user. ADMIN with SECURITY.
    async fn create_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A new person.")] input: CreateUserInput,
    ) -> Result<UserPayload> {
        let new = NewUser {
            username: input.username,
            name: input.name,
            password: input.password.into(),
            role: input.role,
            duties: input.duties,
            home: input.home.into(),
        };
        Ok(users::create_user(ctx.viewer()?, &door(ctx)?.passwords, new).await?.into())
    }

    /// Changes a user; new rights hold within a second. ADMIN with SECURITY.
    async fn update_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes of a person.")] input: UpdateUserInput,
    ) -> Result<UserPayload> {
        let place = input.place.map(|place| (place.role, place.duties, place.home.into()));
        let change = UserChange { name: input.name, place };
        Ok(users::update_user(ctx.viewer()?, input.id, input.version, change).await?.into())
    }

    /// Closes an account and ends its sessions; the record keeps naming it. ADMIN with SECURITY.
    async fn deactivate_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose account.")] input: DeactivateUserInput,
    ) -> Result<UserPayload> {
        Ok(users::deactivate_user(ctx.viewer()?, input.id).await?.into())
    }

    /// Gives a person a new password and ends their sessions. ADMIN with SECURITY.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A new password for somebody.")] input: ResetPasswordInput,
    ) -> Result<UserPayload> {
        let viewer = ctx.viewer()?;
        let password = input.password.into();
        let user = users::reset_password(viewer, &door(ctx)?.passwords, input.id, password).await?;
        Ok(user.into())
    }
}
