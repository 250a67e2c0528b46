//! Sign-in and sessions. A session is a family of refresh tokens; its rights are read from the
//! database and trusted for half a second.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Id, session, user};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};
use secrecy::SecretString;

use super::{
    keys::KeyHash,
    passwords::{Passwords, check},
    policy,
    recent::{Proof, Recent},
    rights::Rights,
    tokens::{Access, Refresh, Secret, Worth, worth},
    users::MOST_SESSIONS,
};
use crate::platform::{
    Error, Result,
    actor::{Actor, Behalf, Origin},
    db::Database,
    error::Reason,
    viewer::Viewer,
};

/// A session ends after this even when it is used.
const SESSION_LIFE: TimeDelta = TimeDelta::hours(12);
const MOST_DEVICE_CHARS: usize = 200;

const WRONG: Reason = Reason {
    code: "wrong_credentials",
    zh: "用户名或密码不正确",
    en: "The user name or the password is not right",
};
const ENDED: Reason = Reason {
    code: "session_ended",
    zh: "登录已失效，请重新登录",
    en: "The session has ended: sign in again",
};
const TOO_MANY_SESSIONS: Reason = Reason {
    code: "too_many_sessions",
    zh: "同时登录的设备过多，请先退出其他设备",
    en: "Signed in on too many devices: sign out on others first",
};
const WRONG_PASSWORD: Reason =
    Reason {
        code: "wrong_password", zh: "原密码不正确", en: "The present password is not right"
    };

/// The door.
pub struct Auth {
    pub(super) database: Database,
    pub(super) secret: Arc<Secret>,
    /// Shared with whoever else sets passwords.
    pub passwords: Passwords,
    pub(super) recent: Recent,
}

/// What a sign-in hands out.
pub struct Tokens {
    /// Good for ten minutes.
    pub access_token: String,
    /// When the access token ends.
    pub access_expires_at: DateTime<Utc>,
    /// Good once.
    pub refresh_token: String,
    /// When the session ends at the latest.
    pub session_expires_at: DateTime<Utc>,
}

impl Auth {
    /// A door for this database.
    pub fn new(database: Database, secret: Arc<Secret>, passwords: Passwords) -> Self {
        Self { database, secret, passwords, recent: Recent::default() }
    }

    pub(super) fn rights(&self) -> Rights<'_> {
        Rights(&self.database)
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.database.clock().now()
    }

    /// The actor that an access token or a machine's key names, with the rights held now.
    ///
    /// # Errors
    /// `Unauthenticated` when it is not ours, the session has ended, the key was revoked or the user
    /// is closed.
    pub async fn authenticate(&self, token: &str, origin: &Origin) -> Result<Arc<Actor>> {
        if let Some(machine) = Box::pin(self.authenticate_machine(token, origin)).await? {
            return Ok(machine);
        }
        let access = self.read(token)?;
        match self.recent.get(Proof::Session(access.session_id), self.now()) {
            Some(actor) => Ok(actor),
            None => Box::pin(self.authenticate_now(token, origin)).await,
        }
    }

    /// Whether a token has not ended yet, without a look at what it stands for. A key ends in the
    /// database alone.
    pub fn lasts(&self, token: &str) -> bool {
        let now = self.now();
        KeyHash::of(token).is_some()
            || self.secret.read_machine(token, now).is_some()
            || self.secret.read_access(token, now).is_some()
    }

    fn read(&self, token: &str) -> Result<Access> {
        self.secret.read_access(token, self.now()).ok_or(Error::Unauthenticated(ENDED))
    }

    /// As `authenticate`, whatever was read of the session a moment ago.
    ///
    /// # Errors
    /// As `authenticate`.
    pub async fn authenticate_now(&self, token: &str, origin: &Origin) -> Result<Arc<Actor>> {
        if let Some(machine) = Box::pin(self.authenticate_machine(token, origin)).await? {
            return Ok(machine);
        }
        let now = self.now();
        let ended = || Error::Unauthenticated(ENDED);
        let access = self.read(token)?;
        let sign_in = self.database.unscoped("sign-in: there is no actor yet");
        let session = sign_in.one::<session::Entity>(session::Column::Id.eq(access.session_id));
        let session = session.await?.filter(|session| is_open(session, now)).ok_or_else(ended)?;
        let user = sign_in.one::<user::Entity>(user::Column::Id.eq(session.user_id)).await?;
        let user = user.filter(|user| user.state == user::State::Active).ok_or_else(ended)?;
        let actor = self.rights().actor_of(user, Some(session.id)).await?;
        Ok(self.recent.keep(Proof::Session(session.id), actor, now))
    }

    /// Signs in.
    ///
    /// # Errors
    /// `Unauthenticated`, in the same words for an unknown user and a wrong password.
    pub async fn login(
        &self,
        username: &str,
        password: SecretString,
        device: Option<String>,
        origin: &Origin,
    ) -> Result<(Tokens, Viewer)> {
        let username = username.trim().to_lowercase();
        let sign_in = self.database.unscoped("sign-in: there is no actor yet");
        let user = sign_in.one::<user::Entity>(user::Column::Username.eq(username)).await?;
        let stored = user.as_ref().map(|user| user.password_hash.clone());
        let fits = self.passwords.verify(password, stored).await?;
        let user = user.filter(|user| fits && user.state == user::State::Active);
        let Some(user) = user else {
            let system = Behalf::System("sign-in");
            let db = self.database.on_behalf_of(system, origin.clone());
            db.record_refusal(policy::OPEN_SESSION.name, None).await?;
            return Err(Error::Unauthenticated(WRONG));
        };
        let checked = user.password_hash.clone();
        let clock = self.database.clock();
        let (now, session_id) = (clock.now(), clock.new_id());
        let actor = Arc::new(self.rights().actor_of(user, Some(session_id)).await?);
        let viewer = Viewer::new(&self.database, actor, origin.clone());
        let mut tx = viewer.begin(policy::OPEN_SESSION).await?;
        // The password may have been changed, or the account closed, since it was checked.
        let present = tx.lock::<user::Entity>(viewer.actor.user_id).await?;
        if present.password_hash != checked || present.state != user::State::Active {
            return Err(Error::Unauthenticated(WRONG));
        }
        let is_open = session::Column::UserId
            .eq(viewer.actor.user_id)
            .and(session::Column::EndedAt.is_null())
            .and(session::Column::ExpiresAt.gt(now));
        if tx.count_for_rule::<session::Entity>(is_open).await? >= MOST_SESSIONS {
            return Err(Error::LimitReached(TOO_MANY_SESSIONS));
        }
        let device = device.unwrap_or_default().chars().take(MOST_DEVICE_CHARS).collect();
        let session = tx
            .insert(session::ActiveModel {
                id: Set(session_id),
                user_id: Set(viewer.actor.user_id),
                generation: Set(1),
                rotated_at: Set(now),
                expires_at: Set(now + SESSION_LIFE),
                ended_at: Set(None),
                address: Set(origin.address.clone()),
                device: Set(device),
                created_at: Set(now),
            })
            .await?;
        tx.commit().await?;
        Ok((self.tokens(&session, now)?, viewer))
    }

    fn tokens(&self, session: &session::Model, now: DateTime<Utc>) -> Result<Tokens> {
        let access = Access { user_id: session.user_id, session_id: session.id };
        let (access_token, access_expires_at) = self.secret.access_token(access, now)?;
        let refresh = Refresh { session_id: session.id, generation: session.generation };
        let refresh_token = self.secret.refresh_token(refresh, session.expires_at)?;
        let session_expires_at = session.expires_at;
        Ok(Tokens { access_token, access_expires_at, refresh_token, session_expires_at })
    }

    /// Exchanges a refresh token for new tokens. An old one ends the session, save that the last
    /// one, repeated within 30 s, gives the same successor.
    ///
    /// # Errors
    /// `Unauthenticated` when the token is not good.
    pub async fn refresh(&self, token: &str, origin: &Origin) -> Result<(Tokens, Viewer)> {
        let now = self.now();
        let ended = || Error::Unauthenticated(ENDED);
        let given = self.secret.read_refresh(token, now).ok_or_else(ended)?;
        let sign_in = self.database.unscoped("sign-in: there is no actor yet");
        let session = sign_in.one::<session::Entity>(session::Column::Id.eq(given.session_id));
        let user_id = session.await?.ok_or_else(ended)?.user_id;
        let user = sign_in.one::<user::Entity>(user::Column::Id.eq(user_id)).await?;
        let user = user.filter(|user| user.state == user::State::Active).ok_or_else(ended)?;
        let actor = Arc::new(self.rights().actor_of(user, Some(given.session_id)).await?);
        let viewer = Viewer::new(&self.database, actor, origin.clone());

        let mut tx = viewer.begin(policy::REFRESH_SESSION).await?;
        let session = tx.edit::<session::Entity>(given.session_id).await?;
        if !is_open(&session, now) {
            return Err(ended());
        }
        let session = match worth(given.generation, session.generation, now - session.rotated_at) {
            Worth::Repeated => session,
            Worth::Good => {
                let next = session::ActiveModel {
                    generation: Set(session.generation + 1),
                    rotated_at: Set(now),
                    ..Default::default()
                };
                let session = tx.update(&session, next).await?;
                tx.commit().await?;
                session
            }
            Worth::Stolen => {
                let end = session::ActiveModel { ended_at: Set(Some(now)), ..Default::default() };
                tx.update(&session, end).await?;
                tx.commit().await?;
                self.recent.forget(Proof::Session(session.id));
                return Err(ended());
            }
        };
        Ok((self.tokens(&session, now)?, viewer))
    }

    /// Ends one session: the viewer's own, or with the duty SECURITY anybody's.
    ///
    /// # Errors
    /// `NotFound` when it is not within reach.
    pub async fn end_session(
        &self,
        viewer: &Viewer,
        id: Id<session::Entity>,
    ) -> Result<session::Model> {
        let mut tx = viewer.begin(policy::END_SESSION).await?;
        let session = tx.edit::<session::Entity>(id).await?;
        let ended_at = session.ended_at.unwrap_or_else(|| self.now());
        let end = session::ActiveModel { ended_at: Set(Some(ended_at)), ..Default::default() };
        let session = tx.update(&session, end).await?;
        tx.commit().await?;
        self.recent.forget(Proof::Session(id));
        Ok(session)
    }

    /// Changes the viewer's own password, and ends every other session of theirs.
    ///
    /// # Errors
    /// `Invalid` when the present one is wrong or the new one too weak.
    pub async fn change_password(
        &self,
        viewer: &Viewer,
        present: SecretString,
        new: SecretString,
    ) -> Result<()> {
        let me = viewer.known::<user::Entity>(viewer.actor.user_id).await?;
        check("newPassword", &new, &me.username)?;
        if !self.passwords.verify(present, Some(me.password_hash.clone())).await? {
            return Err(Error::invalid("presentPassword", WRONG_PASSWORD));
        }
        let hash = self.passwords.hash(new).await?;
        let mut tx = viewer.begin(policy::CHANGE_PASSWORD).await?;
        let user = tx.edit::<user::Entity>(me.id).await?;
        let change = user::ActiveModel { password_hash: Set(hash), ..Default::default() };
        tx.update(&user, change).await?;
        super::users::end_sessions(&mut tx, me.id, viewer.actor.session_id).await?;
        tx.commit().await
    }
}

fn is_open(session: &session::Model, now: DateTime<Utc>) -> bool {
    session.ended_at.is_none() && now < session.expires_at
}
