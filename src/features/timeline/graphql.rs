//! The timeline of a firm in the schema.

use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
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

/// What stands in the timeline of a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TimelineKind {
    /// 挂联: an officer became its liaison.
    Assignment,
    /// 走访.
    Visit,
    /// 诉求.
    Request,
    /// 预警.
    Alert,
    /// 警情.
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

/// Something that happened with a firm.
#[derive(SimpleObject)]
pub struct TimelineEntry {
    /// When: a visit took place or is planned, a request was filed, an alert's cause occurred, an
    /// incident was received, an assignment was entered.
    at: DateTime<Utc>,
    /// What kind of thing.
    kind: TimelineKind,
    /// The thing itself.
    item: Node,
}

/// The timeline.
#[derive(Default)]
pub struct TimelineQuery;

/// The timeline.
#[Object]
impl TimelineQuery {
    /// Everything that happened with a firm, of every kind and in one order, the latest first, as far
    /// as the viewer may read each. Every role; a key needs the read scope of each kind it asks for.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The firm.")] enterprise: Id<enterprise::Entity>,
        #[graphql(desc = "Only these kinds; all when left out.")] kinds: Option<Vec<TimelineKind>>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<TimelineEntry>> {
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
) -> BoxFuture<'a, Result<Strand<TimelineEntry>>> {
    let narrow = Narrow { viewer, kind, firm, args };
    match kind {
        TimelineKind::Assignment => {
            use assignment::{Column, Entity};
            narrow.read::<Entity>(Column::EnterpriseId, Column::CreatedAt, |row| {
                (row.created_at, Node::Assignment(row.into()))
            })
        }
        TimelineKind::Visit => {
            use visit::{Column, Entity};
            narrow.read::<Entity>(Column::EnterpriseId, Column::HappensAt, |row| {
                (row.happens_at, Node::Visit(row.into()))
            })
        }
        TimelineKind::Request => {
            use service_request::{Column, Entity};
            narrow.read::<Entity>(Column::EnterpriseId, Column::CreatedAt, |row| {
                (row.created_at, Node::ServiceRequest(row.into()))
            })
        }
        TimelineKind::Alert => {
            use alert::{Column, Entity};
            narrow.read::<Entity>(Column::EnterpriseId, Column::OccurredAt, |row| {
                (row.occurred_at, Node::Alert(row.into()))
            })
        }
        TimelineKind::Incident => {
            use incident::{Column, Entity};
            narrow.read::<Entity>(Column::EnterpriseId, Column::ReceivedAt, |row| {
                (row.received_at, Node::Incident(row.into()))
            })
        }
    }
}

/// What is asked of each kind.
struct Narrow<'a> {
    viewer: &'a Viewer,
    kind: TimelineKind,
    firm: Id<enterprise::Entity>,
    args: &'a PageArgs,
}

impl<'a> Narrow<'a> {
    /// The rows of a table whose `firm` it is, by `at`; `entry` says when and what.
    fn read<E: Visible>(
        self,
        firm: E::Column,
        at: E::Column,
        entry: fn(E::Model) -> (DateTime<Utc>, Node),
    ) -> BoxFuture<'a, Result<Strand<TimelineEntry>>> {
        let Self { viewer, kind, firm: id, args } = self;
        let list = viewer.scoped::<E>().filter(firm.eq(id));
        let wrap = move |row| {
            let (at, item) = entry(row);
            TimelineEntry { at, kind, item }
        };
        Box::pin(list.strand(Keyset::descending(at), args, wrap))
    }
}
