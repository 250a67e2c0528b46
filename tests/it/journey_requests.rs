//! A day of visits: a visit logged twice from the hills is one visit, and a request that came up at
//! it runs to its end. Everything through the public API.

use chrono::SecondsFormat;
use serde_json::{Value, json};

use crate::{on_both, support::World};

/// Where a timeline leads, told from its steps alone, as a client would.
fn replayed(timeline: &[Value]) -> &'static str {
    timeline.iter().fold("", |state, event| match (state, event["step"].as_str().unwrap()) {
        ("", "SUBMIT") => "SUBMITTED",
        ("SUBMITTED", "ACCEPT") => "ACCEPTED",
        ("ACCEPTED", "START") | ("WAITING_FOR_REQUESTER", "ANSWER") => "IN_PROGRESS",
        ("IN_PROGRESS", "ASK") => "WAITING_FOR_REQUESTER",
        ("IN_PROGRESS", "RESOLVE") => "RESOLVED",
        ("RESOLVED", "CONFIRM") => "CLOSED",
        (state, "NOTE") => state,
        (state, step) => panic!("no {step} from {state}"),
    })
}

on_both! {
    async fn a_visit_becomes_a_request_that_is_confirmed_done(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let now = world.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
        let visit = json!({
            "clientId": "7f1f3c66-1e0c-4b0c-8f6a-51d1a1d0b0aa",
            "enterpriseId": world.first.enterprise.to_string(),
            "report": { "kind": "VISIT", "happensAt": now, "topics": ["出境"], "findings": "员工急需办证" },
        });
        let sent = officer.change("logVisit", visit.clone(), "visit { id }").await;
        let visit_id = sent.text("/logVisit/visit/id");
        let again = officer.change("logVisit", visit, "visit { id }").await;
        assert_eq!(again.text("/logVisit/visit/id"), visit_id);

        let request = json!({
            "clientId": "7f1f3c66-1e0c-4b0c-8f6a-51d1a1d0b0ab", "visitId": visit_id,
            "title": "集中办理港澳通行证", "body": "三月前二十名员工需办证", "category": "PERMIT",
            "priority": "URGENT",
        });
        let selection = "serviceRequest { id number state version visit { id requests { nodes { id } } } }";
        let filed = officer.change("submitRequest", request, selection).await.at("/submitRequest/serviceRequest");
        let id = filed["id"].as_str().unwrap();
        assert_eq!(filed["visit"], json!({ "id": visit_id, "requests": { "nodes": [{ "id": id }] } }));

        let mut version = filed["version"].clone();
        for (who, name, mut input) in [
            (&officer, "acceptRequest", json!({})),
            (&officer, "startRequest", json!({})),
            (&officer, "askRequester", json!({ "question": "名单可否先发来？" })),
            (&firm, "answerQuestion", json!({ "answer": "已发" })),
            (&officer, "resolveRequest", json!({ "outcome": "DONE", "note": "二十人证件已办妥" })),
            (&firm, "confirmRequest", json!({ "note": "谢谢" })),
        ] {
            input["id"] = json!(id);
            input["version"] = version;
            let answer = who.change(name, input, "serviceRequest { version state }").await;
            version = answer.at(&format!("/{name}/serviceRequest/version"));
        }

        let query = "query($id: ID!) { serviceRequest(id: $id) { state outcome closedAt
            timeline(first: 100) { nodes { seq step state outcome at } } } }";
        for client in [&officer, &firm] {
            let request = client.ask(query, json!({ "id": id })).await.at("/serviceRequest");
            let timeline = request["timeline"]["nodes"].as_array().unwrap();
            assert_eq!(request["state"], "CLOSED");
            assert_eq!(request["state"], replayed(timeline));
            assert_eq!(request["outcome"], timeline[5]["outcome"]);
            assert_eq!(request["closedAt"], timeline[6]["at"]);
            for (count, event) in (1..).zip(timeline) {
                assert_eq!(event["seq"], count);
                assert_eq!(event["state"], replayed(&timeline[..count]));
            }
        }
    }
}
