//! Sign-in in the schema. The browser gets both tokens as cookies it cannot read.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{Id, session};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};

use super::{Auth, graphql_users::User, service::Tokens};
use crate::{
    features::officers::graphql::Officer,
    platform::{
        Error, Result,
        page::{Keyset, Page, PageArgs},
        viewer::{Viewer, ViewerContext},
    },
};

/// The cookie that holds the access token.
pub const ACCESS_COOKIE: &str = "wanqi_access";
/// The cookie that holds the refresh token.
pub const REFRESH_COOKIE: &str = "wanqi_refresh";

/// Finds the door in a request.
pub fn door<'a>(ctx: &Context<'a>) -> Result<&'a Auth> {
    ctx.data_opt::<Arc<Auth>>()
        .map(AsRef::as_ref)
        .ok_or_else(|| Error::internal("a schema without a door"))
}

/// Who is signed in.
pub struct ViewerObject;

/// The person signed in.
#[Object(name = "Viewer")]
impl ViewerObject {
    /// The user.
    async fn user(&self, ctx: &Context<'_>) -> Result<User> {
        let viewer = ctx.viewer()?;
        Ok(viewer.known(viewer.actor.user_id).await?.into())
    }

    /// The officer this person is, for OFFICER and CHIEF.
    async fn officer(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        let viewer = ctx.viewer()?;
        let Some(id) = viewer.actor.officer_id else {
            return Ok(None);
        };
        Ok(viewer.row(id).await?.map(Officer::from))
    }

    /// The session this request came with; null for a machine, which comes with a key.
    async fn session_id(&self, ctx: &Context<'_>) -> Result<Option<Id<session::Entity>>> {
        Ok(ctx.viewer()?.actor.session_id)
    }
}

/// One sign-in on one device.
pub struct Session(session::Model);

impl From<session::Model> for Session {
    fn from(row: session::Model) -> Self {
        Self(row)
    }
}

/// A sign-in on one device, and the family of refresh tokens that followed it.
#[Object]
impl Session {
    /// The id.
    pub async fn id(&self) -> Id<session::Entity> {
        self.0.id
    }

    /// Who signed in.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        Ok(ctx.viewer()?.row(self.0.user_id).await?.map(User::from))
    }

    /// What the client called itself.
    async fn device(&self) -> &str {
        &self.0.device
    }

    /// The address the sign-in came from.
    async fn address(&self) -> &str {
        &self.0.address
    }

    /// When the person signed in.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When its tokens were last exchanged.
    async fn last_used_at(&self) -> DateTime<Utc> {
        self.0.rotated_at
    }

    /// When it ends at the latest.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// When it was ended; null while it is open.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
}

/// A name and a password.
#[derive(InputObject)]
struct LoginInput {
    /// What one signs in with.
    username: String,
    /// The password.
    password: String,
    /// What the client calls itself, for the list of sessions.
    device: Option<String>,
}

/// A refresh token.
#[derive(InputObject)]
struct RefreshSessionInput {
    /// The last one handed out. A browser leaves it out: its cookie holds it.
    refresh_token: Option<String>,
}

/// Which session.
#[derive(InputObject)]
struct EndSessionInput {
    /// The session.
    id: Id<session::Entity>,
}

/// The present password and the next.
#[derive(InputObject)]
struct ChangePasswordInput {
    /// The present password.
    present_password: String,
    /// The next: 10 to 128 characters, not a common one, without the user name.
    new_password: String,
}

/// What a sign-in hands out.
#[derive(SimpleObject)]
struct SignInPayload {
    /// Send it as `Authorization: Bearer ...`; good for ten minutes.
    access_token: String,
    /// When the access token ends.
    access_expires_at: DateTime<Utc>,
    /// Exchange it with `refreshSession`; good once.
    refresh_token: String,
    /// When the session ends at the latest.
    session_expires_at: DateTime<Utc>,
    /// Who signed in.
    viewer: ViewerObject,
}

/// The session that ended.
#[derive(SimpleObject)]
struct EndSessionPayload {
    /// The session.
    session: Session,
}

/// The password is changed.
#[derive(SimpleObject)]
struct ChangePasswordPayload {
    /// Whose.
    viewer: ViewerObject,
}

/// Queries about sign-in.
#[derive(Default)]
pub struct AuthQuery;

/// Who is signed in, and where.
#[Object]
impl AuthQuery {
    /// Who is signed in. Every role.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<ViewerObject> {
        ctx.viewer()?;
        Ok(ViewerObject)
    }

    /// Sessions, the newest first: one's own; with the duty SECURITY everybody's.
    async fn sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only open ones.", default = true)] open: bool,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Session>> {
        let viewer = ctx.viewer()?;
        let now = viewer.clock().now();
        let is_open = session::Column::EndedAt.is_null().and(session::Column::ExpiresAt.gt(now));
        viewer
            .scoped::<session::Entity>()
            .filter_if(open.then_some(is_open), |condition| condition)
            .page(Keyset::descending(session::Column::CreatedAt), &PageArgs::new(first, after))
            .await
    }
}

/// Changes about sign-in.
#[derive(Default)]
pub struct AuthMutation;

/// Signing in and out.
#[Object]
impl AuthMutation {
    /// Signs in. Anybody; an unknown user and a wrong password read alike.
    async fn login(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A name and a password.")] input: LoginInput,
    ) -> Result<SignInPayload> {
        let origin = &ctx.caller()?.origin;
        let password = input.password.into();
        let signed_in = door(ctx)?.login(&input.username, password, input.device, origin).await?;
        welcome(ctx, signed_in)
    }

    /// Exchanges a refresh token for new tokens. Anybody who holds one. An old token ends the
    /// whole session, save that the last one, repeated within 30 s, gives the same successor.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A refresh token.")] input: RefreshSessionInput,
    ) -> Result<SignInPayload> {
        let caller = ctx.caller()?;
        let token = input.refresh_token.or_else(|| caller.refresh_token.clone());
        let token = token.ok_or_else(Error::not_signed_in)?;
        welcome(ctx, door(ctx)?.refresh(&token, &caller.origin).await?)
    }

    /// Ends the session this request came with. Every role.
    async fn logout(&self, ctx: &Context<'_>) -> Result<EndSessionPayload> {
        let viewer = ctx.viewer()?;
        let session_id = viewer.actor.session_id.ok_or_else(Error::not_signed_in)?;
        let session = door(ctx)?.end_session(viewer, session_id).await?;
        for name in [ACCESS_COOKIE, REFRESH_COOKIE] {
            ctx.append_http_header("Set-Cookie", cookie(name, "", 0));
        }
        Ok(EndSessionPayload { session: session.into() })
    }

    /// Ends one session: one's own; with the duty SECURITY anybody's.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which session.")] input: EndSessionInput,
    ) -> Result<EndSessionPayload> {
        let session = door(ctx)?.end_session(ctx.viewer()?, input.id).await?;
        Ok(EndSessionPayload { session: session.into() })
    }

    /// Changes one's own password and ends one's other sessions. Every role.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The present password and the next.")] input: ChangePasswordInput,
    ) -> Result<ChangePasswordPayload> {
        let (present, new) = (input.present_password.into(), input.new_password.into());
        door(ctx)?.change_password(ctx.viewer()?, present, new).await?;
        Ok(ChangePasswordPayload { viewer: ViewerObject })
    }
}

fn welcome(ctx: &Context<'_>, (tokens, viewer): (Tokens, Viewer)) -> Result<SignInPayload> {
    let seconds = |until: DateTime<Utc>| (until - viewer.clock().now()).num_seconds();
    let until_end = seconds(tokens.session_expires_at);
    for (name, value) in
        [(ACCESS_COOKIE, &tokens.access_token), (REFRESH_COOKIE, &tokens.refresh_token)]
    {
        ctx.append_http_header("Set-Cookie", cookie(name, value, until_end));
    }
    ctx.caller()?.sign_in(viewer);
    Ok(SignInPayload {
        access_token: tokens.access_token,
        access_expires_at: tokens.access_expires_at,
        refresh_token: tokens.refresh_token,
        session_expires_at: tokens.session_expires_at,
        viewer: ViewerObject,
    })
}

fn cookie(name: &str, value: &str, max_age_secs: i64) -> String {
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age_secs}")
}
