//! Alerts: what platforms warn of, and who reads it.

use serde_json::{Value, json};

use crate::{
    integrations::made,
    on_both,
    support::{World, world::Person},
};

const ALERTS: &str = "{ alerts { nodes { id kind state severity sourceKey } } }";

fn on_firm(world: &World) -> Value {
    json!({ "sourceKey": "A-7", "kind": "ENTERPRISE_RISK", "severity": "MEDIUM", "title": "欠薪风险",
        "occurredAt": world.clock.now().to_rfc3339(),
        "enterpriseId": world.first.enterprise.to_string() })
}

async fn sees(world: &World, person: &Person, id: &str) -> bool {
    let client = world.as_(person).await;
    let asked = "query($id: ID!) { node(id: $id) { id } alert(id: $id) { id } }";
    let one = client.ask(asked, json!({ "id": id })).await;
    let listed = client.query(ALERTS).await.at("/alerts/nodes").to_string().contains(id);
    assert_eq!(one.at("/alert").is_null(), !listed, "{}", person.username);
    assert_eq!(one.at("/node").is_null(), !listed, "{}", person.username);
    listed
}

on_both! {
    async fn a_warning_by_phone_is_entered_and_read_by_those_it_concerns(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let mut input = on_firm(&world);
        input["clientId"] = json!("5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4b");
        input.as_object_mut().unwrap().remove("sourceKey");
        let selection = "alert { id state severity version enterprise { id } }";
        let raised = coordinator.change("raiseAlert", input.clone(), selection).await;
        let alert = raised.at("/raiseAlert/alert");
        assert_eq!((&alert["state"], &alert["version"]), (&json!("RAISED"), &json!(1)));
        assert_eq!(alert["enterprise"]["id"], world.first.enterprise.to_string());
        let again = coordinator.change("raiseAlert", input.clone(), selection).await;
        assert_eq!(again.at("/raiseAlert/alert/id"), alert["id"]);
        input["severity"] = json!("LOW");
        let other = coordinator.change("raiseAlert", input.clone(), selection).await;
        other.assert_code("IDEMPOTENCY_MISMATCH");

        let (side, other, id) = (&world.first, &world.second, alert["id"].as_str().unwrap());
        for person in [&world.coordinator, &world.leader, &side.chief, &side.officer] {
            assert!(sees(&world, person, id).await, "{}", person.username);
        }
        let never = [
            &side.colleague, &side.auxiliary, &side.partner, &side.association_person,
            &side.enterprise_person, &side.integrator, &other.chief, &other.officer,
        ];
        for person in never {
            assert!(!sees(&world, person, id).await, "{}", person.username);
        }
        for person in [&world.leader, &side.chief, &side.officer, &side.enterprise_person] {
            let client = world.as_(person).await;
            client.change("raiseAlert", on_firm(&world), "__typename").await.assert_code("FORBIDDEN");
        }
    }

    async fn a_flaw_in_a_case_is_the_chiefs_who_leads_its_agency(world: World) {
        let (side, coordinator) = (&world.first, world.as_(&world.coordinator).await);
        let mut input = on_firm(&world);
        input["kind"] = json!("HANDLING_FLAW");
        input["townId"] = json!(side.town.to_string());
        coordinator.change("raiseAlert", input.clone(), "__typename").await.assert_invalid("requestId");
        input["requestId"] = json!(side.request.to_string());
        let raised = coordinator.change("raiseAlert", input.clone(), "alert { id request { id } }").await;
        let id = raised.text("/raiseAlert/alert/id");
        assert_eq!(raised.at("/raiseAlert/alert/request/id"), side.request.to_string());
        for person in [&side.chief, &world.leader] {
            assert!(sees(&world, person, &id).await, "{}", person.username);
        }
        for person in [&side.officer, &world.second.chief, &side.enterprise_person] {
            assert!(!sees(&world, person, &id).await, "{}", person.username);
        }
        let agency = json!({ "id": side.request.to_string(), "version": 1,
            "agencyId": side.partner_agency.to_string() });
        coordinator.change("routeRequest", agency, "__typename").await.assert_ok();
        assert!(!sees(&world, &side.chief, &id).await);
        input["kind"] = json!("ENTERPRISE_RISK");
        input["sourceKey"] = json!("A-8");
        coordinator.change("raiseAlert", input, "__typename").await.assert_invalid("requestId");
    }

    async fn a_hazard_on_a_road_says_where_and_is_the_chiefs_of_the_town(world: World) {
        let (side, coordinator) = (&world.first, world.as_(&world.coordinator).await);
        let mut input = json!({ "sourceKey": "A-9", "kind": "ROAD_HAZARD", "severity": "HIGH",
            "title": "路面塌陷", "occurredAt": world.clock.now().to_rfc3339() });
        coordinator.change("raiseAlert", input.clone(), "__typename").await.assert_invalid("townId");
        input["townId"] = json!(side.town.to_string());
        coordinator.change("raiseAlert", input.clone(), "__typename").await.assert_invalid("place");
        input["latitude"] = json!(29.7);
        coordinator.change("raiseAlert", input.clone(), "__typename").await.assert_invalid("longitude");
        input["longitude"] = json!(120.2);
        let raised = coordinator.change("raiseAlert", input, "alert { id town { id } latitude }").await;
        assert_eq!(raised.at("/raiseAlert/alert/town/id"), side.town.to_string());
        let id = raised.text("/raiseAlert/alert/id");
        assert!(sees(&world, &side.chief, &id).await && !sees(&world, &side.officer, &id).await);
        assert!(!sees(&world, &world.second.chief, &id).await);
        let narrowed = "{ alerts(filter: { kind: ROAD_HAZARD, state: RAISED }) { totalCount } }";
        assert_eq!(coordinator.query(narrowed).await.at("/alerts/totalCount"), 1);
    }

    async fn a_platform_reads_what_it_sent_as_far_as_its_key_goes(world: World) {
        let machine = made(&world, json!({ "scopes": ["alerts:write"], "agencyId": null })).await.client;
        let code = json!({ "id": world.first.enterprise.to_string() });
        let asked = "query($id: ID!) { enterprise(id: $id) { creditCode } }";
        let code = world.as_(&world.coordinator).await.ask(asked, code).await.at("/enterprise/creditCode");
        let mut input = on_firm(&world);
        input.as_object_mut().unwrap().remove("enterpriseId");
        input["creditCode"] = code;
        let raised = machine.change("raiseAlert", input.clone(), "alert { id sourceKey state }").await;
        assert_eq!(raised.at("/raiseAlert/alert/sourceKey"), "A-7");
        let refused = machine.query(ALERTS).await;
        refused.assert_code("FORBIDDEN");
        assert_eq!(refused.body["errors"][0]["extensions"]["scope"], "alerts:read");
        let reader = made(&world, json!({ "name": "只读", "scopes": ["alerts:read"], "agencyId": null }));
        let reader = reader.await.client;
        reader.change("raiseAlert", input, "__typename").await.assert_code("FORBIDDEN");
        assert_eq!(reader.query(ALERTS).await.at("/alerts/nodes"), json!([]));
    }
}
