//! The subscription to the inbox.

use std::time::Duration;

use async_graphql::{Context, Subscription};
use futures_util::Stream;
use tokio::time::{Instant, timeout_at};

use super::{
    glance::{Glance, glance, glance_again},
    graphql_inbox::Inbox,
    inbox::SECTIONS,
};
use crate::platform::{
    Result,
    news::{Listener, News},
    subscriber::{Delivery, Subscriber, SubscriberContext, deliveries},
    viewer::ViewerContext,
};

/// Many news within this time are one look at the inbox.
const TOGETHER: Duration = Duration::from_millis(200);

/// The subscription to the inbox.
#[derive(Default)]
pub struct InboxSubscription;

/// What happens in the inbox.
#[Subscription]
impl InboxSubscription {
    /// The inbox, each time that something has come into it or left it since the subscription
    /// began. What happens at once is told once. Every role.
    async fn inbox_changed(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<Inbox>> + use<>> {
        let subscriber = ctx.subscriber()?;
        let listener = subscriber.listen().await?;
        let last = glance(ctx.viewer()?).await?;
        Ok(deliveries(subscriber, listener, InboxChanges { last }))
    }
}

/// The inbox as it was last told.
struct InboxChanges {
    last: Glance,
}

impl Delivery for InboxChanges {
    type Item = Inbox;

    async fn deliver(
        &mut self,
        subscriber: &Subscriber,
        news: News,
        listener: &mut Listener,
    ) -> Result<Option<Inbox>> {
        if !SECTIONS.iter().any(|section| news.concerns(section.kinds())) {
            return Ok(None);
        }
        // What else comes in this time is answered by the same look.
        let end = Instant::now() + TOGETHER;
        let mut heard = vec![news];
        while let Ok(Some(news)) = timeout_at(end, listener.next()).await {
            heard.push(news);
        }
        let caller = subscriber.caller().await;
        let now = glance_again(caller.viewer()?, &self.last, &heard).await?;
        let has_changed = now != self.last;
        self.last = now;
        Ok(has_changed.then_some(Inbox))
    }
}
