//! Somebody who subscribes. News arrive for as long as the socket is open, so that no viewer may be
//! kept: each delivery is made for a caller found anew, with the rights held then.

use std::sync::Arc;

use async_graphql::Context;
use futures_util::{Stream, future::BoxFuture, stream};

use super::{
    db::Database,
    error::{Error, Result},
    news::{Listener, News},
    viewer::Caller,
};

/// Finds the caller anew.
pub type FindCaller = Box<dyn Fn() -> BoxFuture<'static, Caller> + Send + Sync>;

/// Who subscribes: not a viewer, but the way to one.
pub struct Subscriber {
    database: Database,
    find: FindCaller,
}

impl Subscriber {
    /// A subscriber who is found like this.
    pub fn new(database: Database, find: FindCaller) -> Self {
        Self { database, find }
    }

    /// The caller, with the rights held now and nothing read yet.
    pub async fn caller(&self) -> Arc<Caller> {
        Arc::new((self.find)().await)
    }

    /// Hears what is committed from now on.
    ///
    /// # Errors
    /// `Unavailable` when there are no news to be had.
    pub async fn listen(&self) -> Result<Listener> {
        self.database.listen().await
    }
}

/// Finds the subscriber of a subscription.
pub trait SubscriberContext {
    /// The subscriber.
    ///
    /// # Errors
    /// `Internal` for a request that is no subscription.
    fn subscriber(&self) -> Result<Arc<Subscriber>>;
}

impl SubscriberContext for Context<'_> {
    fn subscriber(&self) -> Result<Arc<Subscriber>> {
        self.data_opt::<Arc<Subscriber>>()
            .cloned()
            .ok_or_else(|| Error::internal("a subscription without a subscriber"))
    }
}

/// Turns news into what a subscription delivers.
pub trait Delivery: Send + 'static {
    /// What is delivered.
    type Item: Send;

    /// What these news come to for the subscriber: nothing, or something to deliver. The listener
    /// is there for whoever waits a little, to answer many news at once.
    ///
    /// # Errors
    /// Ends the subscription, and is delivered.
    fn deliver(
        &mut self,
        subscriber: &Subscriber,
        news: News,
        listener: &mut Listener,
    ) -> impl Future<Output = Result<Option<Self::Item>>> + Send;
}

/// Everything that the subscriber is to be told, until the process ends or a delivery fails.
pub fn deliveries<D: Delivery>(
    subscriber: Arc<Subscriber>,
    listener: Listener,
    delivery: D,
) -> impl Stream<Item = Result<D::Item>> + Send {
    stream::unfold(Some((subscriber, listener, delivery)), |state| async move {
        let (subscriber, mut listener, mut delivery) = state?;
        loop {
            let news = listener.next().await?;
            match delivery.deliver(&subscriber, news, &mut listener).await {
                Ok(None) => {}
                Ok(Some(item)) => return Some((Ok(item), Some((subscriber, listener, delivery)))),
                Err(error) => return Some((Err(error), None)),
            }
        }
    })
}
