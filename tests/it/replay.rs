//! A random walk over requests, their escalations and their task forces, by people and the worker:
//! whatever happens, the timeline that the API tells replays to what is stored.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, TimeDelta, Utc};
use entity::{Id, request_event::Step};
use sea_orm::{ActiveEnum, Iterable};
use serde_json::{Value, json};
use wanqi::features::requests::{
    close_unanswered, dissolve_expired,
    lifecycle::{About, Event, Route},
    note_overdue,
    replay::{Replayed, Wait, replay},
};

use crate::{
    escalations::{decide, escalate, version},
    on_both,
    requests::{file, step},
    support::{Answer, Client, World, world::climbing::GuidingLine},
};

/// How many times something is tried.
const STEPS: usize = 320;
/// How many of the 23 kinds of step one walk may miss by chance.
const MISSED: usize = 4;
/// How often everything is replayed on the way.
const CHECK_EVERY: usize = 40;
/// How many requests are open at a time.
const REQUESTS: usize = 3;

/// Numbers that look random and are the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((number ^ (number >> 31)) % sides as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }
}

/// What may well succeed as the request stands; what stands twice is tried more often.
fn likely(state: &str) -> &'static [&'static str] {
    match state {
        "SUBMITTED" => &[
            "acceptRequest",
            "acceptRequest",
            "acceptRequest",
            "acceptRequest",
            "acceptRequest",
            "acceptRequest",
            "rejectRequest",
            "routeRequest",
            "addRequestNote",
        ],
        "ACCEPTED" => &["startRequest", "startRequest", "startRequest", "routeRequest"],
        "IN_PROGRESS" => &[
            "askRequester",
            "escalateRequest",
            "escalateRequest",
            "decide",
            "decide",
            "decide",
            "decide",
            "resubmit",
            "resubmit",
            "formTaskForce",
            "formTaskForce",
            "addTaskForceMinutes",
            "updateTaskForce",
            "dissolveTaskForce",
            "routeRequest",
            "addRequestNote",
            "resolveRequest",
        ],
        "WAITING_FOR_REQUESTER" => &[
            "answerQuestion",
            "answerQuestion",
            "answerQuestion",
            "decide",
            "resubmit",
            "addTaskForceMinutes",
            "withdrawRequest",
        ],
        "RESOLVED" => &[
            "reopenRequest",
            "reopenRequest",
            "confirmRequest",
            "confirmRequest",
            "addTaskForceMinutes",
            "updateTaskForce",
            "dissolveTaskForce",
            "wait",
        ],
        _ => &["addRequestNote", "reopenRequest", "withdrawRequest", "escalateRequest"],
    }
}

const REQUEST: &str = "query($id: ID!) { serviceRequest(id: $id) {
    state outcome dueKind agency { id } handler { id }
    escalations(first: 100) { nodes { id version state attempt agency { id } } }
    taskForces(first: 100) { nodes { id version dissolvedAt } }
    pauses(first: 100) { nodes { fromAt toAt } } } }";

const TIMELINE: &str = "query($id: ID!, $after: String) { serviceRequest(id: $id) {
    timeline(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { seq step state at outcome agency { id } handler { id } attempt
            escalation { id } taskForce { id } } } } }";

struct Walk<'a> {
    world: &'a World,
    line: GuidingLine,
    dice: Dice,
    requests: Vec<String>,
}

impl Walk<'_> {
    async fn coordinator(&self) -> Client {
        self.world.as_(&self.world.coordinator).await
    }

    async fn stands(&self, id: &str) -> Value {
        self.coordinator().await.ask(REQUEST, json!({ "id": id })).await.at("/serviceRequest")
    }

    async fn handler(&mut self) -> Client {
        let (side, world) = (&self.world.first, self.world);
        let people = [&side.officer, &side.partner, &world.coordinator, &world.coordinator];
        world.as_(self.dice.pick(&people)).await
    }

    async fn one(&mut self) {
        match self.dice.roll(20) {
            0 | 1 => {
                let hours = i64::try_from(1 + self.dice.roll(60)).unwrap();
                self.world.advance(TimeDelta::hours(hours)).await;
            }
            2 | 3 => {
                let database = &self.world.database;
                note_overdue(database).await.unwrap();
                dissolve_expired(database).await.unwrap();
                close_unanswered(database).await.unwrap();
            }
            _ => {
                let from = self.requests.len().saturating_sub(REQUESTS);
                let place = from + self.dice.roll(self.requests.len() - from);
                let id = self.requests[place].clone();
                let request = self.stands(&id).await;
                if ["CLOSED", "REJECTED", "WITHDRAWN"].contains(&request["state"].as_str().unwrap())
                    && self.dice.roll(4) > 0
                {
                    return self.file().await;
                }
                let names = likely(request["state"].as_str().unwrap());
                let name = self.dice.pick(names);
                let Some(answer) = self.attempt(name, &id, &request).await else { return };
                // The server's own worker may note a passed due date in between: CONFLICT.
                let clear = ["ILLEGAL_STATE", "FORBIDDEN", "NOT_FOUND", "CONFLICT"];
                assert!(
                    answer.code().is_none_or(|code| clear.contains(&code)),
                    "{name}: {:#}\n{request:#}",
                    answer.body
                );
            }
        }
    }

    async fn file(&mut self) {
        let side = &self.world.first;
        let id = if self.dice.roll(2) == 0 {
            file(&self.world.as_(&side.enterprise_person).await, &json!({})).await
        } else {
            let of = json!({ "enterpriseId": side.enterprise.to_string(), "priority": "URGENT" });
            file(&self.world.as_(&side.officer).await, &of).await
        };
        self.requests.push(id);
    }

    /// None where there is nothing to try it on.
    async fn attempt(&mut self, name: &'static str, id: &str, request: &Value) -> Option<Answer> {
        let side = &self.world.first;
        let firm = self.world.as_(&side.enterprise_person).await;
        let handler = self.handler().await;
        let outcome = self.dice.pick(&["DONE", "PARTLY", "NOT_POSSIBLE"]);
        let agency = self.dice.pick(&[side.agency, side.partner_agency]).to_string();
        Some(match name {
            "askRequester" => step(&handler, name, id, &json!({ "question": "多少人？" })).await,
            "answerQuestion" => step(&firm, name, id, &json!({ "answer": "一千人" })).await,
            "resolveRequest" => {
                step(&handler, name, id, &json!({ "outcome": outcome, "note": "办结" })).await
            }
            "rejectRequest" => step(&handler, name, id, &json!({ "reason": "重复" })).await,
            "addRequestNote" => {
                let note = json!({ "id": id, "note": "记录" });
                handler.change(name, note, "serviceRequest { id }").await
            }
            "routeRequest" => {
                let coordinator = self.coordinator().await;
                step(&coordinator, name, id, &json!({ "agencyId": agency, "note": "转办" })).await
            }
            "confirmRequest" => step(&firm, name, id, &json!({})).await,
            "reopenRequest" | "withdrawRequest" => {
                step(&firm, name, id, &json!({ "reason": "情况有变" })).await
            }
            "escalateRequest" => {
                let agencies = [&self.line.detachment, &self.line.corps];
                let steps = agencies.map(|one| json!({ "agencyId": one.agency.to_string() }));
                escalate(&handler, id, &json!({ "steps": steps })).await
            }
            "decide" => {
                let open = first(&request["escalations"], |one| one["state"] == "PENDING")?;
                let detachment = &self.line.detachment;
                let is_low = open["agency"]["id"] == detachment.agency.to_string();
                let person = if is_low { &detachment.person } else { &self.line.corps.person };
                let client = self.world.as_(person).await;
                let decision =
                    self.dice.pick(&["APPROVE", "APPROVE", "RETURN", "RETURN", "REFUSE"]);
                decide(&client, open["id"].as_str().unwrap(), decision, "意见").await
            }
            "resubmit" => {
                let open = first(&request["escalations"], |one| one["state"] == "RETURNED")?;
                let input = json!({ "id": open["id"], "version": open["version"], "note": "补充" });
                handler.change("resubmitEscalation", input, "escalation { id }").await
            }
            "formTaskForce" => {
                let days = Days::new(self.dice.roll(6) as u64);
                let input = json!({
                    "requestId": id, "version": version(&handler, id).await, "name": "专班",
                    "goal": "办妥", "leadAgencyId": side.partner_agency.to_string(),
                    "endsOn": self.world.clock.today().checked_add_days(days).unwrap().to_string(),
                });
                handler.change(name, input, "taskForce { id }").await
            }
            "addTaskForceMinutes" | "updateTaskForce" | "dissolveTaskForce" => {
                let living = first(&request["taskForces"], |one| one["dissolvedAt"].is_null())?;
                let mut input = json!({ "id": living["id"] });
                if name == "addTaskForceMinutes" {
                    input["minutes"] = json!("纪要");
                } else {
                    input["version"] = living["version"].clone();
                }
                handler.change(name, input, "taskForce { id }").await
            }
            "wait" => {
                self.world.advance(TimeDelta::days(8)).await;
                close_unanswered(&self.world.database).await.unwrap();
                return None;
            }
            _ => step(&handler, name, id, &json!({})).await,
        })
    }

    /// Every timeline replays to what is stored. Gives the kinds of step that there were.
    async fn check(&self) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        for id in &self.requests {
            let told = self.timeline(id).await;
            let events: Vec<_> = told.iter().map(event).collect();
            let replayed = replay(&events).unwrap_or_else(|| panic!("no timeline: {told:#?}"));
            let stored = self.stands(id).await;
            assert_eq!(shown(&replayed), stands(&stored), "{told:#?}");
            let last = told.last().unwrap();
            assert_eq!(last["state"], stored["state"]);
            assert_eq!(last["seq"], told.len());
            seen.extend(told.iter().map(|event| event["step"].as_str().unwrap().to_owned()));
        }
        seen
    }

    async fn timeline(&self, id: &str) -> Vec<Value> {
        let coordinator = self.coordinator().await;
        let (mut told, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = coordinator.ask(TIMELINE, json!({ "id": id, "after": after })).await;
            let page = page.at("/serviceRequest/timeline");
            told.extend(page["nodes"].as_array().unwrap().iter().cloned());
            if page["pageInfo"]["hasNextPage"] == false {
                return told;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
    }
}

fn first(list: &Value, fits: impl Fn(&Value) -> bool) -> Option<Value> {
    list["nodes"].as_array().unwrap().iter().find(|one| fits(one)).cloned()
}

fn named<E: ActiveEnum<Value = String>>(value: &Value) -> Option<E> {
    value.as_str().map(|name| E::try_from_value(&name.to_owned()).unwrap())
}

fn id<E: entity::Prefixed>(value: &Value) -> Option<Id<E>> {
    value.as_str().map(|id| Id::parse(id).unwrap())
}

fn at(value: &Value) -> Option<DateTime<Utc>> {
    value.as_str().map(|at| at.parse().unwrap())
}

/// An event as the replay takes it.
fn event(told: &Value) -> Event {
    let route =
        Route { agency_id: id(&told["agency"]["id"]), handler_id: id(&told["handler"]["id"]) };
    let attempt = told["attempt"].as_i64().map(|attempt| i32::try_from(attempt).unwrap());
    let about = match (id(&told["escalation"]["id"]), id(&told["taskForce"]["id"])) {
        (Some(escalation), None) => About::Escalation(escalation, attempt.unwrap()),
        (None, Some(force)) => About::TaskForce(force),
        _ => About::Request,
    };
    Event {
        step: named(&told["step"]).unwrap(),
        at: at(&told["at"]).unwrap(),
        outcome: named(&told["outcome"]),
        route: (route != Route::default()).then_some(route),
        about,
    }
}

/// How a request stands, in words that both the replay and the API have.
#[derive(Debug, PartialEq)]
struct Stands {
    state: Value,
    outcome: Value,
    due_kind: Value,
    route: Route,
    escalations: BTreeMap<String, (String, i64)>,
    task_force: Option<String>,
    waits: Vec<Wait>,
}

fn shown(replayed: &Replayed) -> Stands {
    let standing = &replayed.standing;
    let escalations = replayed.escalations.iter();
    Stands {
        state: json!(standing.state.to_value()),
        outcome: json!(standing.outcome.map(|outcome| outcome.to_value())),
        due_kind: json!(standing.term.map(|term| term.kind.to_value())),
        route: standing.route,
        escalations: escalations
            .map(|(id, now)| (id.to_string(), (now.state.to_value(), i64::from(now.attempt))))
            .collect(),
        task_force: replayed.task_force.map(|id| id.to_string()),
        waits: replayed.waits.clone(),
    }
}

fn stands(stored: &Value) -> Stands {
    let nodes = |list: &str| stored[list]["nodes"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let living = nodes("taskForces").into_iter().filter(|force| force["dissolvedAt"].is_null());
    let living: Vec<_> = living.map(|force| text(&force["id"])).collect();
    assert!(living.len() <= 1, "{stored:#}");
    Stands {
        state: stored["state"].clone(),
        outcome: stored["outcome"].clone(),
        due_kind: stored["dueKind"].clone(),
        route: Route {
            agency_id: id(&stored["agency"]["id"]),
            handler_id: id(&stored["handler"]["id"]),
        },
        escalations: nodes("escalations")
            .iter()
            .map(|one| (text(&one["id"]), (text(&one["state"]), one["attempt"].as_i64().unwrap())))
            .collect(),
        task_force: living.into_iter().next(),
        waits: nodes("pauses")
            .iter()
            .map(|pause| Wait { from: at(&pause["fromAt"]).unwrap(), to: at(&pause["toAt"]) })
            .collect(),
    }
}

async fn walk(world: &World, seed: u64) {
    let line = world.guiding_line().await;
    let mut walk = Walk { world, line, dice: Dice(seed), requests: Vec::new() };
    for _ in 0..REQUESTS {
        walk.file().await;
    }
    let mut seen = BTreeSet::new();
    for number in 1..=STEPS {
        walk.one().await;
        if number % CHECK_EVERY == 0 {
            seen = walk.check().await;
        }
    }
    // A walk that gets nowhere would prove nothing.
    let all: BTreeSet<_> = Step::iter().map(|step| step.to_value()).collect();
    let missed: Vec<_> = all.difference(&seen).collect();
    assert!(missed.len() <= MISSED, "seed {seed} never took {missed:?}");
}

on_both! {
    async fn a_random_walk_replays_to_what_is_stored(world: World) {
        walk(&world, 20_260_207).await;
    }

    async fn another_one_does_too(world: World) {
        walk(&world, 330_681).await;
    }
}
