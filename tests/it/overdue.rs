//! What is overdue: the parent agency reads it from then on, never one above the county; it is noted
//! once, and the handler keeps the request.

use serde_json::{Value, json};
use wanqi::{features::requests::note_overdue, platform::dialect::Dialect};

use crate::{
    deadlines::move_to,
    escalations::{decide, escalate},
    notifications::{kinds, told},
    on_both,
    requests::{file, step},
    support::{Client, World},
};

async fn take(client: &Client, name: &str, id: &str, fields: Value) {
    step(client, name, id, &fields).await.assert_ok();
}

/// A request of the first firm's that lies with this agency since 12 October 2026, a Monday.
async fn routed(world: &World, agency: String) -> String {
    move_to(world, "2026-10-12T09:59:30").await;
    let coordinator = world.as_(&world.coordinator).await;
    let firm = json!({ "enterpriseId": world.first.enterprise.to_string() });
    let id = file(&coordinator, &firm).await;
    take(&coordinator, "routeRequest", &id, json!({ "agencyId": agency })).await;
    id
}

async fn sees(client: &Client, id: &str) -> bool {
    let query = "query($id: ID!) { serviceRequest(id: $id) { id } }";
    client.ask(query, json!({ "id": id })).await.at("/serviceRequest") != Value::Null
}

/// The requests that are overdue, or that are not.
async fn overdue(client: &Client, is_so: bool) -> Vec<String> {
    let query = "query($so: Boolean!) { serviceRequests(first: 100, filter: { overdue: $so }) {
        nodes { id isOverdue } } }";
    let nodes = client.ask(query, json!({ "so": is_so })).await.at("/serviceRequests/nodes");
    let nodes = nodes.as_array().unwrap();
    assert!(nodes.iter().all(|node| node["isOverdue"] == is_so), "{nodes:#?}");
    nodes.iter().map(|node| node["id"].as_str().unwrap().to_owned()).collect()
}

async fn passed(client: &Client, id: &str) -> Vec<Value> {
    let query = "query($id: ID!) { serviceRequest(id: $id) { timeline(first: 100) { nodes {
        step side visibility escalation { id } } } } }";
    let nodes = client.ask(query, json!({ "id": id })).await.at("/serviceRequest/timeline/nodes");
    let nodes = nodes.as_array().unwrap().iter().filter(|event| event["step"] == "FALL_DUE");
    nodes.cloned().collect()
}

on_both! {
    async fn the_parent_agency_reads_what_is_overdue_and_the_handler_keeps_it(world: World) {
        let line = world.supervised().await;
        let id = routed(&world, line.below.agency.to_string()).await;
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0);
        let above = world.as_(&line.above.person).await;
        assert!(!sees(&above, &id).await);

        // Fourteen working hours later.
        move_to(&world, "2026-10-14T09:59:00").await;
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0);
        move_to(&world, "2026-10-14T10:00:30").await;
        let coordinator = world.as_(&world.coordinator).await;
        assert_eq!(overdue(&coordinator, true).await, std::slice::from_ref(&id));
        assert!(!overdue(&coordinator, false).await.contains(&id));
        assert_eq!(note_overdue(&world.database).await.unwrap(), 1);
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0, "once");

        let (above, below) =
            (world.as_(&line.above.person).await, world.as_(&line.below.person).await);
        assert!(sees(&above, &id).await);
        assert_eq!(
            passed(&above, &id).await,
            [json!({ "step": "FALL_DUE", "side": "SYSTEM", "visibility": "SHARED", "escalation": null })]
        );
        step(&above, "acceptRequest", &id, &json!({})).await.assert_code("FORBIDDEN");
        take(&below, "acceptRequest", &id, json!({})).await;
        assert!(sees(&above, &id).await, "from then on");
        assert!(!overdue(&below, true).await.contains(&id), "a new date");
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0);

        // The answer is late as well: its own date, its own event.
        move_to(&world, "2026-10-29T09:59:30").await;
        assert_eq!(note_overdue(&world.database).await.unwrap(), 1);
        let below = world.as_(&line.below.person).await;
        assert_eq!(passed(&below, &id).await.len(), 2);
    }

    async fn nobody_above_the_county_is_told(world: World) {
        let line = world.supervised().await;
        let id = routed(&world, line.under_city.agency.to_string()).await;
        move_to(&world, "2026-10-15T09:59:30").await;
        assert_eq!(note_overdue(&world.database).await.unwrap(), 1);
        let city = world.as_(&line.city.person).await;
        assert!(!sees(&city, &id).await);
        let under = world.as_(&line.under_city.person).await;
        assert_eq!(passed(&under, &id).await.len(), 1);
    }

    async fn a_question_that_waits_is_not_overdue(world: World) {
        let line = world.supervised().await;
        let id = routed(&world, line.below.agency.to_string()).await;
        let below = world.as_(&line.below.person).await;
        for name in ["acceptRequest", "startRequest"] {
            take(&below, name, &id, json!({})).await;
        }
        take(&below, "askRequester", &id, json!({ "question": "多少人？" })).await;
        move_to(&world, "2026-12-01T09:59:30").await;
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0);
        let below = world.as_(&line.below.person).await;
        assert_eq!(overdue(&below, true).await, [""; 0]);
        assert!(overdue(&below, false).await.contains(&id));
    }

    async fn several_servers_note_each_date_once(world: World) {
        let line = world.supervised().await;
        let mut ids = Vec::new();
        for _ in 0..4 {
            ids.push(routed(&world, line.below.agency.to_string()).await);
        }
        move_to(&world, "2026-10-15T09:59:30").await;
        let second = match world.database.dialect() {
            Dialect::Sqlite => world.database.clone(),
            Dialect::Postgres => world.files.open(world.clock.clone()).await,
        };
        let (one, other, third) = tokio::join!(
            note_overdue(&world.database), note_overdue(&second), note_overdue(&second)
        );
        assert_eq!(one.unwrap() + other.unwrap() + third.unwrap(), 4);
        let above = world.as_(&line.above.person).await;
        for id in ids {
            assert_eq!(passed(&above, &id).await.len(), 1);
        }
    }

    async fn a_step_that_is_decided_late_is_told_to_the_agency_above_it(world: World) {
        let line = world.supervised().await;
        move_to(&world, "2026-10-12T09:59:30").await;
        let id = crate::escalations::in_progress(&world).await;
        let officer = world.as_(&world.first.officer).await;
        let steps = json!({ "steps": [{ "agencyId": line.below.agency.to_string(), "days": 1 }] });
        let climbs = escalate(&officer, &id, &steps).await.text("/escalateRequest/escalation/id");
        let late = async |client: &Client, is_so: bool| {
            let query = "query($so: Boolean!) { escalations(filter: { overdue: $so }) { nodes { id
                isOverdue } } }";
            client.ask(query, json!({ "so": is_so })).await.at("/escalations/nodes")
        };
        move_to(&world, "2026-10-13T17:29:00").await;
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0);
        move_to(&world, "2026-10-13T17:31:00").await;
        let officer = world.as_(&world.first.officer).await;
        assert_eq!(late(&officer, true).await, json!([{ "id": climbs, "isOverdue": true }]));
        assert_eq!(late(&officer, false).await, json!([]));
        assert_eq!(note_overdue(&world.database).await.unwrap(), 1);
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0);
        let above = world.as_(&line.above.person).await;
        assert!(sees(&above, &id).await);
        assert_eq!(passed(&above, &id).await[0]["escalation"]["id"], climbs);
        decide(&above, &climbs, "APPROVE", "同意").await.assert_code("FORBIDDEN");
        // The request itself is in time.
        assert_eq!(overdue(&officer, true).await, [""; 0]);

        let below = world.as_(&line.below.person).await;
        decide(&below, &climbs, "APPROVE", "同意").await.assert_ok();
        assert_eq!(late(&officer, true).await, json!([]));
        assert_eq!(late(&officer, false).await, json!([{ "id": climbs, "isOverdue": false }]));
    }

    async fn who_acts_late_leaves_the_same_trace_before_the_worker_looks(world: World) {
        let line = world.supervised().await;
        let id = routed(&world, line.below.agency.to_string()).await;
        move_to(&world, "2026-10-14T10:00:30").await;
        let below = world.as_(&line.below.person).await;
        take(&below, "acceptRequest", &id, json!({})).await;
        let above = world.as_(&line.above.person).await;
        let trace = json!({ "step": "FALL_DUE", "side": "SYSTEM", "visibility": "SHARED", "escalation": null });
        assert_eq!(passed(&above, &id).await, [trace]);
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0, "once");
        told(&world).await;
        assert_eq!(kinds(&above).await, ["REQUEST_OVERDUE"]);
        let admin = world.as_(&world.admin).await;
        let query = "{ auditEvents(filter: { action: \"service_request.fall_due\" }, first: 100) { nodes { event actorId } } }";
        let events = admin.query(query).await.at("/auditEvents/nodes");
        let noted = events.as_array().unwrap().iter().find(|event| event["event"] == "service_request.fell_due");
        assert_eq!(noted.unwrap()["actorId"], Value::Null, "nobody's doing");
    }

    async fn a_step_that_is_decided_late_leaves_it_too(world: World) {
        let line = world.supervised().await;
        move_to(&world, "2026-10-12T09:59:30").await;
        let id = crate::escalations::in_progress(&world).await;
        let officer = world.as_(&world.first.officer).await;
        let steps = json!({ "steps": [{ "agencyId": line.below.agency.to_string(), "days": 1 }] });
        let climbs = escalate(&officer, &id, &steps).await.text("/escalateRequest/escalation/id");
        move_to(&world, "2026-10-13T17:31:00").await;
        let below = world.as_(&line.below.person).await;
        decide(&below, &climbs, "APPROVE", "同意").await.assert_ok();
        let above = world.as_(&line.above.person).await;
        assert_eq!(passed(&above, &id).await[0]["escalation"]["id"], climbs);
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0);
        told(&world).await;
        assert!(kinds(&above).await.contains(&"STEP_OVERDUE".to_owned()));
    }

    async fn a_list_with_all_that_climbs_runs_a_constant_number_of_statements(world: World) {
        let line = world.supervised().await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let officer = world.as_(&world.first.officer).await;
        let whole = async || {
            let demand = json!({ "demand": { "firms": 4, "people": 10, "months": [3] } });
            let id = file(&firm, &demand).await;
            for name in ["acceptRequest", "startRequest"] {
                take(&officer, name, &id, json!({})).await;
            }
            take(&officer, "askRequester", &id, json!({ "question": "多少人？" })).await;
            take(&firm, "answerQuestion", &id, json!({ "answer": "十人" })).await;
            let steps = json!({ "steps": [{ "agencyId": line.below.agency.to_string() }] });
            escalate(&officer, &id, &steps).await.assert_ok();
        };
        let query = "{ serviceRequests(first: 50) { nodes { dueAt isOverdue
            dueExplanation { dueAt days { day minutes } }
            progress { now question steps { words } } pauses { nodes { fromAt } }
            demand { firms roster { nodes { enterpriseName } } reminders { nodes { year } } }
            escalations { nodes { subject isOverdue agency { name } events { nodes { step } } } }
            } } }";
        let count = || world.statements_of(&officer, query, json!({}));
        whole().await;
        let with_one = count().await;
        for _ in 0..6 {
            whole().await;
        }
        let with_seven = count().await;
        // What is asked for at the same moment is one batch, or two when the database is slow; a
        // statement a row would be six more.
        assert!(with_seven.abs_diff(with_one) <= 2, "{with_seven} for seven, {with_one} for one");
        assert!(with_one <= 20, "{with_one} statements");
    }
}
