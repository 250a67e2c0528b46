//! Many hands at the same firm at the same moment: merges, visits, requests and handovers leave
//! nothing behind on a merged record, and nobody waits for anybody in a circle.

use entity::{
    Id, assignment, association_member, contact, demand, demand_firm, pair_rule, service_request,
    service_request::State, visit,
};
use futures_util::future::join_all;
use sea_orm::{ColumnTrait, Condition, EntityTrait, sea_query::ExprTrait};
use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Client, World, world::subjects::Subjects},
};

const PAIRS: u64 = 20;
/// As many at once as a busy morning brings.
const AT_ONCE: usize = 5;

/// A call, and the code it ended with.
type Ended = (&'static str, Option<String>);

async fn call(client: &Client, name: &'static str, input: Value) -> Ended {
    let answer = client.change(name, input, "__typename").await;
    let code = answer.code().map(str::to_owned);
    assert!(
        !matches!(code.as_deref(), Some("INTERNAL" | "UNAVAILABLE")),
        "{name}: {:#}",
        answer.body
    );
    (name, code)
}

/// A request of the association with both records on its roster.
async fn with_roster(world: &World, coordinator: &Client, all: &Subjects) -> String {
    let of = json!({ "associationId": all.association.to_string() });
    let request = crate::requests::file(coordinator, &of).await;
    world.demand_of(Id::parse(&request).unwrap(), &[all.firm, all.alone]).await;
    request
}

/// Everything that may be written about a firm, while it is merged into another.
async fn at_the_same_moment(
    officer: &Client,
    coordinator: &Client,
    (all, rostered): (&Subjects, &str),
    at: &str,
) -> Vec<Ended> {
    let firm = all.firm.to_string();
    let report = json!({ "kind": "VISIT", "happensAt": at });
    let merge = json!({ "survivorId": all.alone.to_string(), "version": 1, "mergedId": firm });
    let request = json!({ "title": "诉求", "body": "诉求", "category": "PERMIT" });
    let with = |input: &Value, field: &str, value: &str| {
        let mut input = input.clone();
        input[field] = json!(value);
        input
    };
    let log = json!({ "enterpriseId": firm, "report": report });
    let fulfil = with(&log, "planId", &all.visits[1].to_string());
    let named = with(&request, "enterpriseId", &firm);
    let visited = with(&request, "visitId", &all.visits[0].to_string());
    let plan = json!({ "enterpriseId": firm, "kind": "VISIT", "happensAt": at });
    let hand_over =
        json!({ "enterpriseId": firm, "toOfficerId": all.idle.to_string(), "note": "交接" });
    let contact = json!({ "enterpriseId": firm, "name": "联系人", "phone": "13957501234" });
    let rule = json!({
        "enterpriseId": firm, "officerId": all.officer.to_string(), "kind": "BAN", "reason": "回避",
    });
    let leave = json!({ "enterpriseId": firm, "associationId": all.association.to_string() });
    let roster = json!({ "firms": 1, "people": 3, "rosterIds": [firm] });
    let mut asked_for = with(&request, "associationId", &all.association.to_string());
    asked_for["demand"] = roster;
    let served = json!({
        "requestId": rostered, "version": 1, "servedEnterpriseIds": [firm, all.alone.to_string()],
    });
    let others = join_all([
        call(officer, "logVisit", log.clone()),
        call(officer, "submitRequest", named.clone()),
        call(coordinator, "createContact", contact.clone()),
        call(coordinator, "mergeEnterprises", merge),
        call(coordinator, "handOverEnterprise", hand_over),
        call(officer, "logVisit", fulfil),
        call(officer, "planVisit", plan),
        call(officer, "submitRequest", visited),
        call(coordinator, "submitRequest", named),
        call(coordinator, "createContact", contact),
        call(coordinator, "setPairRule", rule),
        call(coordinator, "removeAssociationMember", leave),
        call(coordinator, "recordDemandServed", served),
        call(officer, "logVisit", log),
    ]);
    let filed = async { ("submitRoster", call(coordinator, "submitRequest", asked_for).await.1) };
    let (mut ended, filed) = tokio::join!(others, filed);
    ended.push(filed);
    ended
}

/// How many rows of `E` there are of these firms.
async fn rows<E: EntityTrait>(
    world: &World,
    column: impl ColumnTrait,
    firms: &[uuid::Uuid],
) -> u64 {
    let of_these = column.is_in(firms.iter().copied());
    world.database.unscoped("a test counts").count::<E>(of_these).await.unwrap()
}

/// Every demand with a roster says as many served firms as its roster does.
async fn assert_served_adds_up(world: &World) {
    let unscoped = world.database.unscoped("a test counts");
    for demand in unscoped.all::<demand::Entity>(Condition::all()).await.unwrap() {
        let served = demand_firm::Column::DemandId
            .eq(demand.id)
            .and(demand_firm::Column::ServedAt.is_not_null());
        let served = unscoped.count::<demand_firm::Entity>(served).await.unwrap();
        assert_eq!(u64::try_from(demand.firms_served), Ok(served), "{demand:?}");
    }
}

on_both! {
    async fn nothing_stays_behind_on_a_record_that_is_merged_meanwhile(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let coordinator = world.as_(&world.coordinator).await;
        let (mut pairs, mut rosters) = (Vec::new(), Vec::new());
        for number in 1..=PAIRS {
            let all = world.subjects(number, State::Submitted).await;
            rosters.push(with_roster(&world, &coordinator, &all).await);
            pairs.push(all);
        }
        let at = world.clock.now().to_rfc3339();
        let mut ended = Vec::new();
        let both: Vec<_> = pairs.iter().zip(rosters.iter().map(String::as_str)).collect();
        for pairs in both.chunks(AT_ONCE) {
            let races =
                pairs.iter().map(|all| at_the_same_moment(&officer, &coordinator, *all, &at));
            ended.extend(join_all(races).await.into_iter().flatten());
        }
        for (name, code) in &ended {
            let clear = ["ILLEGAL_STATE", "NOT_FOUND", "BAD_INPUT"];
            assert!(code.as_deref().is_none_or(|code| clear.contains(&code)), "{name}: {code:?}");
        }
        let done = |asked: &str| {
            ended.iter().filter(|(name, code)| *name == asked && code.is_none()).count() as u64
        };
        assert_eq!(done("mergeEnterprises"), PAIRS);

        let gone: Vec<_> = pairs.iter().map(|all| all.firm.uuid()).collect();
        let kept: Vec<_> = pairs.iter().map(|all| all.alone.uuid()).collect();
        let visits = async |firms| rows::<visit::Entity>(&world, visit::Column::EnterpriseId, firms).await;
        let requests = async |firms| {
            rows::<service_request::Entity>(&world, service_request::Column::EnterpriseId, firms).await
        };
        let contacts = async |firms| rows::<contact::Entity>(&world, contact::Column::EnterpriseId, firms).await;
        let links = async |firms| {
            rows::<assignment::Entity>(&world, assignment::Column::EnterpriseId, firms).await
        };
        let members = async |firms| {
            rows::<association_member::Entity>(&world, association_member::Column::EnterpriseId, firms).await
        };
        let rules = async |firms| rows::<pair_rule::Entity>(&world, pair_rule::Column::EnterpriseId, firms).await;
        let rostered = async |firms| {
            rows::<demand_firm::Entity>(&world, demand_firm::Column::EnterpriseId, firms).await
        };
        let left = [
            visits(&gone).await, requests(&gone).await, contacts(&gone).await,
            links(&gone).await, members(&gone).await, rules(&gone).await,
            rostered(&gone).await,
        ];
        assert_eq!(left, [0; 7]);
        // Of the two on each roster one is left.
        assert_eq!(rostered(&kept).await, PAIRS + done("submitRoster"));
        assert_served_adds_up(&world).await;
        assert_eq!(requests(&kept).await, PAIRS + done("submitRequest"));
        assert_eq!(contacts(&kept).await, PAIRS + done("createContact"));
        assert_eq!(links(&kept).await, PAIRS + done("handOverEnterprise"));
        assert_eq!(rules(&kept).await, done("setPairRule"));
        assert_eq!(members(&kept).await, PAIRS);
        // A plan is there already, and fulfilled at most once; another visit is a row of its own.
        let logged = done("logVisit") + done("planVisit");
        let fulfilled = visits(&kept).await;
        assert!((2 * PAIRS + logged - PAIRS..=2 * PAIRS + logged).contains(&fulfilled), "{fulfilled}");
    }

    async fn a_phone_that_comes_late_lands_on_the_record_that_stays(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let coordinator = world.as_(&world.coordinator).await;
        let at = world.clock.now().to_rfc3339();
        for number in 1..=PAIRS {
            let all = world.subjects(number, State::Submitted).await;
            let firm = all.firm.to_string();
            let merge = json!({ "survivorId": all.alone.to_string(), "version": 1, "mergedId": firm });
            let log = json!({ "enterpriseId": firm, "report": { "kind": "VISIT", "happensAt": at } });
            let (merged, logged) = tokio::join!(
                call(&coordinator, "mergeEnterprises", merge),
                call(&officer, "logVisit", log),
            );
            assert_eq!((merged.1, logged.1), (None, None));
            let kept = [all.alone.uuid()];
            assert_eq!(rows::<visit::Entity>(&world, visit::Column::EnterpriseId, &kept).await, 3);
        }
    }

    async fn handovers_and_swaps_of_the_same_firms_never_wait_in_a_circle(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let mut all = Vec::new();
        for number in 1..=4 {
            all.push(world.subjects(number, State::Submitted).await);
        }
        let firms: Vec<_> = all.iter().flat_map(|all| [all.firm, all.other_firm]).collect();
        let officers: Vec<_> = all.iter().flat_map(|all| [all.officer, all.idle]).collect();
        let (coordinator, firms, officers) = (&coordinator, &firms, &officers);
        for round in 0..12_usize {
            let calls = (0..12_usize).map(|turn| {
                let pick = |step: usize| (round * 7 + turn * step + turn * turn) % 8;
                let (firm, other) = (firms[pick(3)].to_string(), firms[pick(5)].to_string());
                let officer = officers[pick(1)].to_string();
                let (name, input) = match turn % 4 {
                    0 | 1 => (
                        "handOverEnterprise",
                        json!({ "enterpriseId": firm, "toOfficerId": officer, "note": "交接" }),
                    ),
                    2 => (
                        "swapAssignments",
                        json!({ "firstEnterpriseId": firm, "secondEnterpriseId": other, "note": "对调" }),
                    ),
                    _ => (
                        "setPairRule",
                        json!({ "enterpriseId": firm, "officerId": officer, "reason": "解除" }),
                    ),
                };
                call(coordinator, name, input)
            });
            join_all(calls).await;
        }
        let open = "{ assignments(first: 100) { totalCount } }";
        // Eight firms, and one of each of the two worlds.
        assert_eq!(coordinator.query(open).await.at("/assignments/totalCount"), 10);
    }
}
