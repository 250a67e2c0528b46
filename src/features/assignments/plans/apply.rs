//! Applying a plan: every firm that it moves is handed over in one transaction, or none is.

use std::collections::{HashMap, HashSet};

use entity::{
    Id, assignment, caseload_plan, enterprise, officer, pair_rule,
    planned_assignment::{self, Reason as Why},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};
use uuid::Uuid;

use super::{
    lifecycle::{Step, after},
    misfit::{Standing, misfit},
    policy,
    service::{SeenPlan, decide, open},
};
use crate::{
    features::{assignments::limits::Limits, settings},
    platform::{Error, Result, error::Reason, tx::Tx, viewer::Viewer},
};

/// Ids in one statement.
const AT_ONCE: usize = 1_000;

const NOT_APPROVED: Reason = Reason {
    code: "plan_not_approved",
    zh: "方案尚未批准，或已不能执行",
    en: "The plan is not approved, or can be applied no more",
};
const STALE: Reason = Reason {
    code: "plan_stale",
    zh: "方案提出后挂联情况已有变动，不能执行；请查看不再适用的调整，重新提出方案",
    en: "Assignments have changed since the plan was computed: see which moves no longer fit, and propose again",
};

/// Hands over every firm that an approved plan moves. Where one move no longer fits, nothing is
/// handed over: the plan is STALE then, and those moves say why.
///
/// # Errors
/// `Conflict` when `version` is stale, `IllegalState` when the plan is not approved or no longer fits.
pub async fn apply_caseload_plan(viewer: &Viewer, seen: SeenPlan) -> Result<caseload_plan::Model> {
    let (mut tx, before) = open(viewer, policy::APPLY, seen).await?;
    after(before.state, Step::Apply).ok_or(Error::IllegalState(NOT_APPROVED))?;
    let moves = moves(&tx, before.id).await?;
    let now = Now::read(&tx, &moves).await?;
    let misfits = now.misfits(&moves);
    if !misfits.is_empty() {
        drop(tx);
        expire(viewer, seen, &misfits).await?;
        return Err(Error::IllegalState(STALE));
    }
    let links: Vec<_> = moves.iter().filter_map(|row| now.link_of(row)).map(|row| row.id).collect();
    close(&mut tx, &links, before.id).await?;
    let opened = moves.iter().filter_map(|row| opened(&tx, row)).collect();
    tx.insert_many::<assignment::ActiveModel>(opened).await?;
    let plan = decide(&mut tx, viewer, &before, Step::Apply, None).await?;
    tx.commit().await?;
    Ok(plan)
}

async fn moves(tx: &Tx, plan: Id<caseload_plan::Entity>) -> Result<Vec<planned_assignment::Model>> {
    use planned_assignment::Column;
    let moves = Column::PlanId.eq(plan).and(Column::IsMove.eq(true));
    // In the order of ids, which is that of their places.
    tx.lock_where::<planned_assignment::Entity>(moves).await
}

/// How everything stands that the moves touch, locked: the officers, then the firms, then what hangs
/// on them.
struct Now {
    limits: Limits,
    present: HashSet<Id<enterprise::Entity>>,
    links: HashMap<Id<enterprise::Entity>, assignment::Model>,
    loads: HashMap<Id<officer::Entity>, u64>,
    rules: HashMap<(Id<enterprise::Entity>, Id<officer::Entity>), pair_rule::Kind>,
}

impl Now {
    async fn read(tx: &Tx, moves: &[planned_assignment::Model]) -> Result<Self> {
        let limits = Limits::from(&settings::in_force(tx).await?);
        let concerned = moves.iter().flat_map(|row| [row.present_officer_id, row.officer_id]);
        let officers = sorted(concerned.flatten().map(Id::uuid));
        lock::<officer::Entity>(tx, officer::Column::Id, &officers).await?;
        let firms = sorted(moves.iter().map(|row| row.enterprise_id.uuid()));
        let present = lock::<enterprise::Entity>(tx, enterprise::Column::Id, &firms).await?;
        let present = present.into_iter().filter(|row| row.merged_into_id.is_none());
        let links = open_links(tx, assignment::Column::EnterpriseId, &firms).await?;
        let of_officers = open_links(tx, assignment::Column::OfficerId, &officers).await?;
        let mut loads = HashMap::new();
        for link in &of_officers {
            *loads.entry(link.officer_id).or_default() += 1;
        }
        let mut rules = HashMap::new();
        for some in firms.chunks(AT_ONCE) {
            let about = pair_rule::Column::EnterpriseId.is_in(some.iter().copied());
            for rule in tx.lock_where::<pair_rule::Entity>(about).await? {
                rules.insert((rule.enterprise_id, rule.officer_id), rule.kind);
            }
        }
        Ok(Self {
            limits,
            present: present.map(|row| row.id).collect(),
            links: links.into_iter().map(|row| (row.enterprise_id, row)).collect(),
            loads,
            rules,
        })
    }

    fn link_of(&self, row: &planned_assignment::Model) -> Option<&assignment::Model> {
        self.links.get(&row.enterprise_id)
    }

    /// The moves that no longer fit.
    fn misfits(&self, moves: &[planned_assignment::Model]) -> Vec<Misfitting> {
        let mut loads = self.loads.clone();
        for officer in moves.iter().filter_map(|row| row.present_officer_id) {
            let load = loads.entry(officer).or_default();
            *load = load.saturating_sub(1);
        }
        for officer in moves.iter().filter_map(|row| row.officer_id) {
            *loads.entry(officer).or_default() += 1;
        }
        let is = |row: &planned_assignment::Model, officer: Option<Id<officer::Entity>>, kind| {
            officer.is_some_and(|id| self.rules.get(&(row.enterprise_id, id)) == Some(&kind))
        };
        let standing = |row: &planned_assignment::Model| Standing {
            is_merged: !self.present.contains(&row.enterprise_id),
            has_present_officer: self.link_of(row).map(|link| link.officer_id)
                == row.present_officer_id,
            is_banned: is(row, row.officer_id, pair_rule::Kind::Ban),
            is_pinned: is(row, row.present_officer_id, pair_rule::Kind::Pin),
            caseload: row.officer_id.and_then(|id| loads.get(&id).copied()).unwrap_or_default(),
        };
        moves.iter().filter_map(|row| Some((row.id, misfit(standing(row), self.limits)?))).collect()
    }
}

type Misfitting = (Id<planned_assignment::Entity>, planned_assignment::Misfit);

fn sorted(ids: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    let ids: HashSet<_> = ids.collect();
    let mut ids: Vec<_> = ids.into_iter().collect();
    ids.sort_unstable();
    ids
}

async fn lock<E: crate::platform::scope::Visible>(
    tx: &Tx,
    column: E::Column,
    sorted: &[Uuid],
) -> Result<Vec<E::Model>> {
    let mut rows = Vec::with_capacity(sorted.len());
    for some in sorted.chunks(AT_ONCE) {
        rows.extend(tx.lock_where::<E>(column.is_in(some.iter().copied())).await?);
    }
    Ok(rows)
}

async fn open_links(
    tx: &Tx,
    column: assignment::Column,
    sorted: &[Uuid],
) -> Result<Vec<assignment::Model>> {
    let mut rows = Vec::new();
    for some in sorted.chunks(AT_ONCE) {
        let open = column.is_in(some.iter().copied()).and(assignment::Column::EndedOn.is_null());
        rows.extend(tx.lock_where::<assignment::Entity>(open).await?);
    }
    Ok(rows)
}

async fn close(
    tx: &mut Tx,
    links: &[Id<assignment::Entity>],
    plan: Id<caseload_plan::Entity>,
) -> Result<()> {
    use assignment::Column;
    let today = tx.clock().today();
    for some in links.chunks(AT_ONCE) {
        let these = Column::Id.is_in(some.iter().map(|id| id.uuid()));
        let ended = [
            (Column::EndedOn, today.into()),
            (Column::EndNote, "按挂联方案调整".into()),
            (Column::PlanId, plan.into()),
        ];
        tx.set_where::<assignment::Entity>(these, &ended).await?;
    }
    Ok(())
}

/// The link that a move opens, with the plan's reason; none where nobody is left for the firm.
fn opened(tx: &Tx, row: &planned_assignment::Model) -> Option<assignment::ActiveModel> {
    Some(assignment::ActiveModel {
        id: Set(tx.clock().new_id()),
        enterprise_id: Set(row.enterprise_id),
        officer_id: Set(row.officer_id?),
        started_on: Set(tx.clock().today()),
        ended_on: Set(None),
        start_note: Set(words(row)),
        end_note: Set(None),
        plan_id: Set(None),
        handover_note: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    })
}

/// The plan's reason for a move, as the handover note says it.
fn words(row: &planned_assignment::Model) -> String {
    let km = |metres: Option<i32>| metres.map(|metres| f64::from(metres) / 1_000.0);
    let why = match row.reason {
        Why::Kept => "维持不变",
        Why::Pinned => "固定挂联",
        Why::First => "首次挂联",
        Why::Banned => "原挂联民警回避",
        Why::Away => "原挂联民警离岗",
        Why::Nearer => "就近调整",
        Why::Balance => "均衡户数",
        Why::Nobody => "暂无人可挂",
    };
    match (km(row.present_distance_m), km(row.distance_m)) {
        (Some(before), Some(after)) => {
            format!("挂联方案：{why}，距离 {before:.1} 公里调整为 {after:.1} 公里")
        }
        (None, Some(after)) => format!("挂联方案：{why}，距离 {after:.1} 公里"),
        (_, None) => format!("挂联方案：{why}"),
    }
}

/// Notes which moves no longer fit, in a transaction of its own: the one that found it is undone.
async fn expire(viewer: &Viewer, seen: SeenPlan, misfits: &[Misfitting]) -> Result<()> {
    let (mut tx, before) = open(viewer, policy::EXPIRE, seen).await?;
    let mut by_kind: HashMap<_, Vec<Uuid>> = HashMap::new();
    for (id, misfit) in misfits {
        by_kind.entry(*misfit).or_default().push(id.uuid());
    }
    for (misfit, ids) in by_kind {
        for some in ids.chunks(AT_ONCE) {
            let these = planned_assignment::Column::Id.is_in(some.iter().copied());
            let found = [(planned_assignment::Column::Misfit, misfit.into())];
            tx.set_where::<planned_assignment::Entity>(these, &found).await?;
        }
    }
    decide(&mut tx, viewer, &before, Step::Expire, None).await?;
    tx.commit().await
}
