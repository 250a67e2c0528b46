//! The subscription to requests. News only say which request moved; what is told is read for each
//! delivery, within the reach that the viewer has then.

use async_graphql::{Context, Subscription};
use entity::{Id, demand, escalation, request_event, service_request, task_force};
use futures_util::Stream;
use uuid::Uuid;

use super::graphql::ServiceRequest;
use crate::platform::{
    Error, Result,
    news::{Happened, Listener, News},
    scope::Visible,
    subscriber::{Delivery, Subscriber, SubscriberContext, deliveries},
    viewer::{Viewer, ViewerContext},
};

/// The subscription to requests.
#[derive(Default)]
pub struct RequestsSubscription;

/// What happens to requests.
#[Subscription]
impl RequestsSubscription {
    /// A request as it stands after each change to it, for as long as it is within reach: the one
    /// that is named, or every one. A request out of reach is silent. Without `id`, the error
    /// UNAVAILABLE ends the subscription when changes were missed: read the lists again, then
    /// subscribe again. Every role that reads requests.
    async fn request_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only this request.")] id: Option<Id<service_request::Entity>>,
    ) -> Result<impl Stream<Item = Result<ServiceRequest>> + use<>> {
        ctx.viewer()?;
        let subscriber = ctx.subscriber()?;
        let listener = subscriber.listen().await?;
        Ok(deliveries(subscriber, listener, RequestChanges { id }))
    }
}

type RequestId = Id<service_request::Entity>;

/// News about these may be about a request.
const KINDS: &[&str] = &[
    service_request::Entity::KIND,
    request_event::Entity::KIND,
    escalation::Entity::KIND,
    task_force::Entity::KIND,
    demand::Entity::KIND,
];

/// The changes of one request, or of all.
struct RequestChanges {
    id: Option<Id<service_request::Entity>>,
}

impl RequestChanges {
    /// The request that these news are about, as far as it can be told.
    async fn named(&self, viewer: &Viewer, news: News) -> Result<Option<RequestId>> {
        match news {
            News::Row(Happened { kind, id, .. }) if KINDS.contains(&kind.as_str()) => {
                request_of(viewer, &kind, id).await
            }
            // Which requests it was is not told.
            news if news.concerns(KINDS) => self.id.map(Some).ok_or(Error::Unavailable),
            News::Row(_) | News::Many { .. } | News::Missed => Ok(None),
        }
    }
}

/// The request that a row within reach belongs to.
async fn request_of(viewer: &Viewer, kind: &str, id: Uuid) -> Result<Option<RequestId>> {
    Ok(match kind {
        request_event::Entity::KIND => {
            let row = viewer.scoped::<request_event::Entity>().by_id(Id::from_uuid(id)).await?;
            row.map(|row| row.request_id)
        }
        escalation::Entity::KIND => {
            let row = viewer.scoped::<escalation::Entity>().by_id(Id::from_uuid(id)).await?;
            row.map(|row| row.request_id)
        }
        task_force::Entity::KIND => {
            let row = viewer.scoped::<task_force::Entity>().by_id(Id::from_uuid(id)).await?;
            row.map(|row| row.request_id)
        }
        demand::Entity::KIND => {
            let row = viewer.scoped::<demand::Entity>().by_id(Id::from_uuid(id)).await?;
            row.map(|row| row.request_id)
        }
        _ => Some(Id::from_uuid(id)),
    })
}

impl Delivery for RequestChanges {
    type Item = ServiceRequest;

    async fn deliver(
        &mut self,
        subscriber: &Subscriber,
        news: News,
        _: &mut Listener,
    ) -> Result<Option<ServiceRequest>> {
        if !news.concerns(KINDS) {
            return Ok(None);
        }
        let caller = subscriber.caller().await;
        let viewer = caller.viewer()?;
        let Some(id) = self.named(viewer, news).await? else { return Ok(None) };
        if self.id.is_some_and(|asked| asked != id) {
            return Ok(None);
        }
        let row = viewer.scoped::<service_request::Entity>().by_id(id).await?;
        Ok(row.map(ServiceRequest::from))
    }
}
