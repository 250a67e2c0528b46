//! The timeline of a firm in the schema.

use async_graphql::{Context, Enum, Object};
use entity::{Id, alert, assignment, enterprise, incident, service_request, visit};
use futures_util::future::{BoxFuture, try_join_all};
use sea_orm::ColumnTrait;

use crate::{
    features::node::Node,
    platform::{
        Result,
        page::{Direction, Keyset, Page, PageArgs, Strand},
        scope::Visible,
        viewer::{Viewer, ViewerContext},
    },
};

/// What stands in the timeline of a firm, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TimelineKind {
    /// 挂联: an officer became its liaison, at its `createdAt`.
    Assignment,
    /// 走访, at its `happensAt`: when it took place or is planned.
    Visit,
    /// 诉求, at its `createdAt`.
    Request,
    /// 预警, at its `occurredAt`.
    Alert,
    /// 警情, at its `receivedAt`.
    Incident,
}

/// Every kind.
const KINDS: &[TimelineKind] = &[
    TimelineKind::Assignment,
    TimelineKind::Visit,
    TimelineKind::Request,
    TimelineKind::Alert,
    TimelineKind::Incident,
];

/// The timeline.
#[derive(Default)]
pub struct TimelineQuery;

/// The timeline.
#[Object]
impl TimelineQuery {
    /// Everything that happened with a firm, of every kind and in one order, the latest first, as far
    /// as the viewer may read each: when, says the kind. Every role; a key needs the read scope of each
    /// kind it asks for.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The firm.")] enterprise: Id<enterprise::Entity>,
        #[graphql(desc = "Only these kinds; all when left out.")] kinds: Option<Vec<TimelineKind>>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Node>> {
        let (viewer, args) = (ctx.viewer()?, PageArgs::new(first, after));
        let wanted = |kind: &&TimelineKind| kinds.as_ref().is_none_or(|some| some.contains(kind));
        let strands =
            KINDS.iter().filter(wanted).map(|kind| strand(viewer, *kind, enterprise, &args));
        Page::merged(try_join_all(strands).await?, Direction::Descending, &args)
    }
}

/// What of one kind may stand on the page.
fn strand<'a>(
    viewer: &'a Viewer,
    kind: TimelineKind,
    firm: Id<enterprise::Entity>,
    args: &'a PageArgs,
) -> BoxFuture<'a, Result<Strand<Node>>> {
    let narrow = Narrow { viewer, firm, args };
    match kind {
        TimelineKind::Assignment => {
            use assignment::{Column, Entity};
            narrow.read::<Entity>(Column::EnterpriseId, Column::CreatedAt, |row| {
                Node::Assignment(row.into())
            })
        }
        TimelineKind::Visit => {
            use visit::{Column, Entity};
            narrow.read::<Entity>(Column::EnterpriseId, Column::HappensAt, |row| {
                Node::Visit(row.into())
            })
        }
        TimelineKind::Request => {
            use service_request::{Column, Entity};
            narrow.read::<Entity>(Column::EnterpriseId, Column::CreatedAt, |row| {
                Node::ServiceRequest(row.into())
            })
        }
        TimelineKind::Alert => {
            use alert::{Column, Entity};
            narrow.read::<Entity>(Column::EnterpriseId, Column::OccurredAt, |row| {
                Node::Alert(row.into())
            })
        }
        TimelineKind::Incident => {
            use incident::{Column, Entity};
            narrow.read::<Entity>(Column::EnterpriseId, Column::ReceivedAt, |row| {
                Node::Incident(row.into())
            })
        }
    }
}

/// What is asked of each kind.
struct Narrow<'a> {
    viewer: &'a Viewer,
    firm: Id<enterprise::Entity>,
    args: &'a PageArgs,
}

impl<'a> Narrow<'a> {
    /// The rows of a table whose `firm` it is, by `at`.
    fn read<E: Visible>(
        self,
        firm: E::Column,
        at: E::Column,
        node: fn(E::Model) -> Node,
    ) -> BoxFuture<'a, Result<Strand<Node>>> {
        let list = self.viewer.scoped::<E>().filter(firm.eq(self.firm));
        Box::pin(list.strand(Keyset::descending(at), self.args, node))
    }
}
