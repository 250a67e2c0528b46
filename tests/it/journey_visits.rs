//! From the county's registers to a request confirmed: the sample registers are imported, a firm gets
//! its officer, a visit logged twice from the hills is one visit, and a request that came up at it
//! runs to its end. Everything through the public API.

use chrono::SecondsFormat;
use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Client, World, world::PASSWORD},
};

/// Imports one of the sample registers, and waits until it has landed.
pub async fn import(client: &Client, file: &str, kind: &str) {
    let bytes = std::fs::read(format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let attachment = client.upload(file, &bytes).await.id();
    let input = json!({ "attachmentId": attachment, "kind": kind });
    let run = client.change("importRegister", input, "importRun { id }").await;
    let query = "query($id: ID!) { importRun(id: $id) { state } }";
    let id = json!({ "id": run.text("/importRegister/importRun/id") });
    loop {
        match client.ask(query, id.clone()).await.text("/importRun/state").as_str() {
            "RUNNING" => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            state => break assert_eq!(state, "DONE", "{file}"),
        }
    }
}

/// Gives somebody an account, and signs them in.
async fn account(world: &World, username: &str, role: &str, home: Value) -> Client {
    let admin = world.as_(&world.admin).await;
    let input = json!({
        "username": username, "name": username, "password": PASSWORD, "role": role, "home": home,
    });
    admin.change("createUser", input, "user { id }").await.assert_ok();
    let token = world.sign_in(username, PASSWORD).await.text("/login/accessToken");
    world.anonymous().with_token(&token)
}

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
        let coordinator = world.as_(&world.coordinator).await;
        for (file, kind) in [
            ("towns.csv", "TOWNS"),
            ("agencies.csv", "AGENCIES"),
            ("officers.csv", "OFFICERS"),
            ("enterprises.xlsx", "ENTERPRISES"),
        ] {
            import(&coordinator, file, kind).await;
        }
        let query = "{
            officers(filter: { badgeNumber: \"068100001\" }) { nodes { id agency { id name } } }
            enterprises(filter: { search: \"浙江宏旺电子科技厂\" }) { nodes { id name } }
        }";
        let found = coordinator.query(query).await;
        assert_eq!(found.text("/officers/nodes/0/agency/name"), "暨阳派出所");
        assert_eq!(found.text("/enterprises/nodes/0/name"), "浙江宏旺电子科技厂");
        let (officer_id, agency_id) =
            (found.text("/officers/nodes/0/id"), found.text("/officers/nodes/0/agency/id"));
        let enterprise_id = found.text("/enterprises/nodes/0/id");
        let link = json!({ "enterpriseId": enterprise_id, "officerId": officer_id });
        coordinator.change("assignEnterprise", link, "assignment { id }").await.assert_ok();
        let home = json!({ "agencyId": agency_id, "officerId": officer_id });
        let officer = account(&world, "huang.xiahan", "OFFICER", home).await;
        let home = json!({ "enterpriseId": enterprise_id });
        let firm = account(&world, "hongwang", "ENTERPRISE", home).await;
        let now = world.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
        let visit = json!({
            "clientId": "7f1f3c66-1e0c-4b0c-8f6a-51d1a1d0b0aa",
            "enterpriseId": enterprise_id,
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
