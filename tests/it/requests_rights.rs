//! Who sees requests, and who takes which step.

use entity::user::Role;
use serde_json::{Value, json};

use crate::{
    on_both,
    requests::{asking, file, step},
    support::{
        Client, World,
        world::{MARK, Person},
    },
};

/// Every step with input that would do.
fn steps(world: &World) -> Vec<(&'static str, Value)> {
    vec![
        ("acceptRequest", json!({})),
        ("rejectRequest", json!({ "reason": "不属职责范围" })),
        ("routeRequest", json!({ "agencyId": world.first.partner_agency.to_string() })),
        ("startRequest", json!({})),
        ("askRequester", json!({ "question": "多少人？" })),
        ("answerQuestion", json!({ "answer": "一千" })),
        ("resolveRequest", json!({ "outcome": "DONE", "note": "办妥" })),
        ("confirmRequest", json!({})),
        ("reopenRequest", json!({ "reason": "没有" })),
        ("withdrawRequest", json!({})),
    ]
}

async fn note(client: &Client, id: &str) -> crate::support::Answer {
    let input = json!({ "id": id, "note": "备注" });
    client.change("addRequestNote", input, "serviceRequest { id }").await
}

async fn sees(world: &World, person: &Person, id: &str) -> bool {
    let query = "query($id: ID!) { serviceRequest(id: $id) { id } }";
    let answer = world.as_(person).await.ask(query, json!({ "id": id })).await;
    !answer.at("/serviceRequest").is_null()
}

async fn route(world: &World, id: &str, to: Value) {
    let coordinator = world.as_(&world.coordinator).await;
    step(&coordinator, "routeRequest", id, &to).await.assert_ok();
}

on_both! {
    async fn who_files_requests(world: World) {
        for person in world.everybody() {
            let client = world.as_(person).await;
            let input = match person.role {
                Role::Association | Role::Enterprise => asking(&json!({})),
                _ => asking(&json!({ "enterpriseId": world.first.enterprise.to_string() })),
            };
            let answer = client.change("submitRequest", input, "serviceRequest { id }").await;
            match person.role {
                // Neither looks after the firm; a partner files only for merchants of an office, and a
                // machine that belongs to one sees no more.
                Role::Officer if person.id != world.first.officer.id => answer.assert_code("NOT_FOUND"),
                Role::Partner | Role::Integrator => answer.assert_code("NOT_FOUND"),
                Role::Officer | Role::Chief | Role::Coordinator | Role::Association | Role::Enterprise => {
                    answer.assert_ok();
                }
                Role::Admin | Role::Leader | Role::Auxiliary => {
                    answer.assert_code("FORBIDDEN");
                }
            }
        }
    }

    async fn a_request_of_the_other_world_is_not_found(world: World) {
        let id = world.second.request.to_string();
        for person in world.limited() {
            let client = world.as_(person).await;
            assert!(!sees(&world, person, &id).await);
            for (name, fields) in steps(&world) {
                let code = step(&client, name, &id, &fields).await;
                let code = code.code().unwrap_or_default();
                assert!(["NOT_FOUND", "FORBIDDEN"].contains(&code), "{} {name} {code}", person.username);
            }
            let list = "{ serviceRequests { nodes { title body enterpriseName associationName
                timeline { nodes { note actorName } } } } }";
            let list = client.query(list).await.at("").to_string();
            assert!(!list.contains(MARK), "{} {list}", person.username);
        }
        for person in [&world.first.officer, &world.first.chief, &world.first.enterprise_person] {
            let client = world.as_(person).await;
            step(&client, "withdrawRequest", &id, &json!({})).await.assert_code("NOT_FOUND");
        }
        for person in [&world.first.officer, &world.first.chief, &world.first.partner] {
            let client = world.as_(person).await;
            step(&client, "acceptRequest", &id, &json!({})).await.assert_code("NOT_FOUND");
            note(&client, &id).await.assert_code("NOT_FOUND");
        }
    }

    async fn each_side_takes_its_own_steps(world: World) {
        let firm = world.as_(&world.first.enterprise_person).await;
        let id = file(&firm, &json!({})).await;
        let officer = world.as_(&world.first.officer).await;
        // The firm's own: the officer did not file it, and is only its handler.
        for (name, fields) in steps(&world) {
            let requesters = ["answerQuestion", "confirmRequest", "reopenRequest", "withdrawRequest"];
            let is_requesters = requesters.contains(&name);
            let other = if is_requesters { &officer } else { &firm };
            step(other, name, &id, &fields).await.assert_code("FORBIDDEN");
        }
        note(&firm, &id).await.assert_code("FORBIDDEN");
        let leader = world.as_(&world.leader).await;
        for (name, fields) in steps(&world) {
            step(&leader, name, &id, &fields).await.assert_code("FORBIDDEN");
        }
        note(&leader, &id).await.assert_code("FORBIDDEN");
        let allowed = async |client: &Client| {
            let query = "query($id: ID!) { serviceRequest(id: $id) { allowedSteps } }";
            client.ask(query, json!({ "id": id })).await.at("/serviceRequest/allowedSteps")
        };
        assert_eq!(allowed(&firm).await, json!(["WITHDRAW"]));
        assert_eq!(allowed(&officer).await, json!(["ACCEPT", "REJECT", "NOTE"]));
        assert_eq!(allowed(&leader).await, json!([]));
        let chief = world.as_(&world.first.chief).await;
        assert_eq!(allowed(&chief).await, json!(["ACCEPT", "REJECT", "ROUTE", "NOTE"]));
        step(&chief, "rejectRequest", &id, &json!({ "reason": "请向市场监管部门提出" })).await.assert_ok();
        let query = "query($id: ID!) { serviceRequest(id: $id) { state timeline { nodes { note } } } }";
        let rejected = firm.ask(query, json!({ "id": id })).await.at("/serviceRequest");
        assert_eq!(rejected["state"], "REJECTED");
        assert_eq!(rejected["timeline"]["nodes"][1]["note"], "请向市场监管部门提出");
    }

    async fn who_filed_on_behalf_answers_for_the_requester(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        // The chief sees it and may handle it, and did not file it.
        let chief = world.as_(&world.first.chief).await;
        step(&chief, "withdrawRequest", &id, &json!({})).await.assert_code("FORBIDDEN");
        step(&officer, "withdrawRequest", &id, &json!({})).await.assert_ok();
    }

    async fn what_is_routed_is_seen_and_handled_there(world: World) {
        let association = world.as_(&world.first.association_person).await;
        let id = file(&association, &json!({})).await;
        let first = &world.first;
        assert!(!sees(&world, &first.officer, &id).await);
        assert!(!sees(&world, &first.partner, &id).await);
        assert!(sees(&world, &world.leader, &id).await);
        let partner = world.as_(&first.partner).await;
        step(&partner, "acceptRequest", &id, &json!({})).await.assert_code("NOT_FOUND");

        route(&world, &id, json!({ "agencyId": first.partner_agency.to_string() })).await;
        assert!(sees(&world, &first.partner, &id).await);
        let query = "query($id: ID!) { serviceRequest(id: $id) { associationName association { id } } }";
        let request = partner.ask(query, json!({ "id": id })).await.at("/serviceRequest");
        assert_eq!(request, json!({ "associationName": "甲珍珠协会", "association": null }));
        step(&partner, "acceptRequest", &id, &json!({})).await.assert_ok();
        // The partner hands it to a station, and has done with it.
        step(&partner, "routeRequest", &id, &json!({ "agencyId": first.agency.to_string() })).await.assert_ok();
        assert!(!sees(&world, &first.partner, &id).await);
        assert!(sees(&world, &first.chief, &id).await);
        assert!(!sees(&world, &first.colleague, &id).await);
        // Its chief gives it to an officer, who keeps it while it is open.
        let chief = world.as_(&first.chief).await;
        step(&chief, "routeRequest", &id, &json!({ "handlerId": first.colleague_id.to_string() })).await.assert_ok();
        let colleague = world.as_(&first.colleague).await;
        let names = colleague.ask(query, json!({ "id": id })).await;
        assert_eq!(names.at("/serviceRequest/associationName"), "甲珍珠协会");
        step(&colleague, "startRequest", &id, &json!({})).await.assert_ok();
        step(&colleague, "routeRequest", &id, &json!({ "agencyId": first.agency.to_string() })).await.assert_code("FORBIDDEN");
        step(&colleague, "resolveRequest", &id, &json!({ "outcome": "DONE", "note": "办妥" })).await.assert_ok();
        step(&association, "confirmRequest", &id, &json!({})).await.assert_ok();
        assert!(!sees(&world, &first.colleague, &id).await);
        assert!(sees(&world, &first.chief, &id).await);
    }

    async fn a_partner_reads_the_name_of_the_firm_that_asks_and_no_more(world: World) {
        let (id, partner) = (world.first.request.to_string(), world.as_(&world.first.partner).await);
        route(&world, &id, json!({ "agencyId": world.first.partner_agency.to_string() })).await;
        let query = "query($id: ID!) { serviceRequest(id: $id) { enterpriseName enterprise { id } visit { id } } }";
        let request = partner.ask(query, json!({ "id": id })).await.at("/serviceRequest");
        assert_eq!(request, json!({ "enterpriseName": "甲珍珠有限公司", "enterprise": null, "visit": null }));
    }

    async fn a_route_names_an_agency_and_an_officer_of_it(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let id = world.first.request.to_string();
        let send = async |to: Value| step(&coordinator, "routeRequest", &id, &to).await;
        send(json!({})).await.assert_invalid("agencyId");
        let other = json!({
            "agencyId": world.first.partner_agency.to_string(), "handlerId": world.first.officer_id.to_string(),
        });
        send(other).await.assert_invalid("handlerId");
        send(json!({ "agencyId": "agy_00000000000000000000000000" })).await.assert_code("NOT_FOUND");
        send(json!({ "handlerId": world.first.officer_id.to_string() })).await.assert_ok();
    }

    async fn requesters_do_not_read_internal_notes_by_any_path(world: World) {
        let id = world.first.request.to_string();
        let query = "query($id: ID!) { serviceRequest(id: $id) { timeline { totalCount nodes { id visibility note } } } }";
        let coordinator = world.as_(&world.coordinator).await;
        let timeline = coordinator.ask(query, json!({ "id": id })).await.at("/serviceRequest/timeline");
        assert_eq!(timeline["totalCount"], 2);
        let internal = timeline["nodes"][1]["id"].clone();
        let firm = world.as_(&world.first.enterprise_person).await;
        let timeline = firm.ask(query, json!({ "id": id })).await.at("/serviceRequest/timeline");
        assert_eq!(timeline["totalCount"], 1);
        let node = firm.ask("query($id: ID!) { node(id: $id) { id } }", json!({ "id": internal })).await;
        assert!(node.at("/node").is_null());
    }
}
