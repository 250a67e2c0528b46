//! Who signed in on a socket, and whether that still holds. News of the session, the user or the
//! offices lead to a look at the database; time alone ends what a token is good for.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use super::protocol::Ending;
use crate::{
    features::auth::Auth,
    platform::{
        Error, Result,
        actor::{Actor, Origin},
        db::Database,
        error::Language,
        news::{Happened, News},
        subscriber::Subscriber,
        viewer::{Caller, Viewer},
    },
    server::State,
};

/// Rights are looked at again after so long, whatever the news.
const LOOK_EVERY: Duration = Duration::from_secs(15);

/// Somebody signed in on a socket.
pub struct SignedIn {
    auth: Arc<Auth>,
    token: String,
    origin: Origin,
    /// As signed in; any other rights close the socket.
    actor: Arc<Actor>,
    subscriber: Arc<Subscriber>,
    looked: Instant,
    is_doubtful: bool,
}

impl SignedIn {
    /// Signs in.
    ///
    /// # Errors
    /// How the socket ends when the token is not good.
    pub async fn new(
        state: &State,
        token: String,
        origin: Origin,
        language: Language,
    ) -> Result<Self, Ending> {
        let auth = Arc::clone(&state.auth);
        let actor = auth.authenticate(&token, &origin).await.map_err(|error| match error {
            Error::Unauthenticated(_) => Ending::Forbidden,
            _ => Ending::GoingAway,
        })?;
        let told = origin.clone();
        let find = {
            let (auth, database, token) =
                (Arc::clone(&auth), state.database.clone(), token.clone());
            move || {
                let (auth, database) = (Arc::clone(&auth), database.clone());
                let (token, origin) = (token.clone(), origin.clone());
                let found = async move {
                    let viewer = viewer(&auth, &database, &token, &origin).await;
                    Caller::new(viewer, origin, language)
                };
                Box::pin(found) as futures_util::future::BoxFuture<'static, Caller>
            }
        };
        let subscriber = Arc::new(Subscriber::new(state.database.clone(), Box::new(find)));
        let looked = Instant::now();
        let origin = told;
        Ok(Self { auth, token, origin, actor, subscriber, looked, is_doubtful: false })
    }

    /// Who subscribes.
    pub fn subscriber(&self) -> Arc<Subscriber> {
        Arc::clone(&self.subscriber)
    }

    /// The caller, as found now.
    pub async fn caller(&self) -> Arc<Caller> {
        self.subscriber.caller().await
    }

    /// Remembers news after which the sign-in may hold no longer.
    pub fn hear(&mut self, news: &News) {
        let is_about_me = match news {
            News::Row(Happened { topic, kind, id }) => match kind.as_str() {
                "session" => self.actor.session_id.is_some_and(|mine| *id == mine.uuid()),
                "user" => *id == self.actor.user_id.uuid(),
                "api_client" => self.actor.machine.is_some(),
                "agency" => true,
                _ => topic == "enterprise.merged",
            },
            News::Many { kind, .. } => {
                ["session", "user", "agency", "api_client"].contains(&kind.as_str())
            }
            News::Missed => true,
        };
        self.is_doubtful |= is_about_me;
    }

    /// Whether the sign-in still holds.
    ///
    /// # Errors
    /// How the socket ends when it does not.
    pub async fn still_holds(&mut self) -> Result<(), Ending> {
        if !self.auth.lasts(&self.token) {
            return Err(Ending::Unauthorized);
        }
        if !self.is_doubtful && self.looked.elapsed() < LOOK_EVERY {
            return Ok(());
        }
        self.looked = Instant::now();
        match self.auth.authenticate_now(&self.token, &self.origin).await {
            Ok(actor) if actor == self.actor => {
                self.is_doubtful = false;
                Ok(())
            }
            Ok(_) => Err(Ending::Forbidden),
            Err(Error::Unauthenticated(_)) => Err(Ending::Unauthorized),
            // The database is away for a moment: the doubt stays.
            Err(_) => Ok(()),
        }
    }
}

async fn viewer(auth: &Auth, database: &Database, token: &str, origin: &Origin) -> Result<Viewer> {
    let actor = auth.authenticate(token, origin).await?;
    Ok(Viewer::new(database, actor, origin.clone()))
}
