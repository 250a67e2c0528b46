//! Rosters of batch demands: who reads them, and how many of their firms are served.

use serde_json::{Value, json};

use crate::{
    on_both,
    requests::{file, step},
    support::{Client, World},
};

/// The association's request for its member, with a roster, routed to the first partner agency.
async fn with_roster(world: &World) -> String {
    let association = world.as_(&world.first.association_person).await;
    let demand = json!({
        "firms": 400, "people": 1_000, "months": [3],
        "rosterIds": [world.first.enterprise.to_string()],
    });
    let id = file(&association, &json!({ "demand": demand })).await;
    let to = json!({ "agencyId": world.first.partner_agency.to_string() });
    step(&world.as_(&world.coordinator).await, "routeRequest", &id, &to).await.assert_ok();
    id
}

/// The request's demand as this person reads it.
async fn demand(client: &Client, request: &str) -> Value {
    let query = "query($id: ID!) { serviceRequest(id: $id) { demand { firms people months
        firmsServed version roster { nodes { enterpriseName servedAt enterprise { id } } } } } }";
    let told = client.ask(query, json!({ "id": request })).await;
    told.at("/serviceRequest").get("demand").cloned().unwrap_or_default()
}

async fn served(client: &Client, input: Value) -> crate::support::Answer {
    client.change("recordDemandServed", input, "demand { firmsServed version }").await
}

on_both! {
    async fn whoever_has_to_do_with_a_demand_reads_the_names_on_its_roster(world: World) {
        let side = &world.first;
        let request = with_roster(&world).await;
        let names = |told: &Value| {
            let rows = told["roster"]["nodes"].as_array().unwrap().clone();
            rows.iter().map(|row| row["enterpriseName"].clone()).collect::<Vec<_>>()
        };
        for person in [&side.partner, &side.association_person, &world.coordinator, &world.leader] {
            let told = demand(&world.as_(person).await, &request).await;
            assert_eq!(names(&told), ["甲珍珠有限公司"], "{}", person.username);
        }
        // The name and nothing else of a firm that is not the reader's.
        let partner = world.as_(&side.partner).await;
        let told = demand(&partner, &request).await;
        assert_eq!(told["roster"]["nodes"][0]["enterprise"], Value::Null);
        // A member that left stays on the roster it was on.
        let coordinator = world.as_(&world.coordinator).await;
        let leave = json!({
            "associationId": side.association.to_string(),
            "enterpriseId": side.enterprise.to_string(),
        });
        coordinator.change("removeAssociationMember", leave, "__typename").await.assert_ok();
        let association = world.as_(&side.association_person).await;
        assert_eq!(names(&demand(&association, &request).await), ["甲珍珠有限公司"]);
        for person in [&side.enterprise_person, &side.auxiliary, &world.second.officer] {
            let told = demand(&world.as_(person).await, &request).await;
            assert_eq!(told, Value::Null, "{}", person.username);
        }
    }

    async fn an_agency_that_only_decides_reads_no_roster(world: World) {
        let line = world.guiding_line().await;
        let request = with_roster(&world).await;
        let coordinator = world.as_(&world.coordinator).await;
        for name in ["acceptRequest", "startRequest"] {
            step(&coordinator, name, &request, &json!({})).await.assert_ok();
        }
        let steps = json!({ "steps": [{ "agencyId": line.detachment.agency.to_string() }] });
        crate::escalations::escalate(&coordinator, &request, &steps).await.assert_ok();
        let told = demand(&world.as_(&line.detachment.person).await, &request).await;
        assert_eq!(told["firms"], 400);
        assert_eq!(told["roster"]["nodes"], json!([]));
    }

    async fn the_firms_of_a_roster_are_served_once(world: World) {
        let side = &world.first;
        let request = with_roster(&world).await;
        let partner = world.as_(&side.partner).await;
        let input = |version: i32, firm: String| json!({
            "requestId": request, "version": version, "servedEnterpriseIds": [firm],
        });
        let ours = side.enterprise.to_string();
        let done = served(&partner, input(1, ours.clone())).await;
        assert_eq!(done.at("/recordDemandServed/demand/firmsServed"), 1);
        served(&partner, input(1, ours.clone())).await.assert_code("CONFLICT");
        let again = served(&partner, input(2, ours.clone())).await;
        assert_eq!(again.at("/recordDemandServed/demand/firmsServed"), 1);
        let other = input(2, side.unassigned.to_string());
        served(&partner, other).await.assert_invalid("servedEnterpriseIds");
        let count = json!({ "requestId": request, "version": 2, "firmsServed": 3 });
        served(&partner, count.clone()).await.assert_invalid("firmsServed");
        served(&world.as_(&side.association_person).await, count.clone()).await.assert_code("FORBIDDEN");
        served(&world.as_(&world.second.partner).await, count).await.assert_code("NOT_FOUND");
    }

    async fn without_a_roster_a_number_is_recorded(world: World) {
        let association = world.as_(&world.first.association_person).await;
        let asked = json!({ "demand": { "firms": 400, "people": 1_000 } });
        let request = file(&association, &asked).await;
        let coordinator = world.as_(&world.coordinator).await;
        let input = |fields: Value| {
            let mut input = json!({ "requestId": request, "version": 1 });
            for (name, value) in fields.as_object().unwrap() {
                input[name] = value.clone();
            }
            input
        };
        let named = json!({ "servedEnterpriseIds": [world.first.enterprise.to_string()] });
        served(&coordinator, input(named)).await.assert_invalid("servedEnterpriseIds");
        for fields in [json!({}), json!({ "firmsServed": -1 }), json!({ "firmsServed": 401 })] {
            served(&coordinator, input(fields)).await.assert_invalid("firmsServed");
        }
        let done = served(&coordinator, input(json!({ "firmsServed": 120 }))).await;
        assert_eq!(done.at("/recordDemandServed/demand/firmsServed"), 120);
        let plain = file(&association, &json!({})).await;
        let none = json!({ "requestId": plain, "version": 1, "firmsServed": 1 });
        served(&coordinator, none).await.assert_code("ILLEGAL_STATE");
    }

    async fn a_demand_that_cannot_be_is_refused(world: World) {
        let association = world.as_(&world.first.association_person).await;
        let stranger = world.second.enterprise.to_string();
        let twice = [world.first.enterprise.to_string(), world.first.unassigned.to_string()];
        for (field, demand) in [
            ("demand.firms", json!({ "firms": 0, "people": 1 })),
            ("demand.people", json!({ "firms": 1, "people": 0 })),
            ("demand.months", json!({ "firms": 1, "people": 1, "months": [13] })),
            ("demand.rosterIds", json!({ "firms": 1, "people": 1, "rosterIds": [stranger] })),
            ("demand.rosterIds", json!({ "firms": 1, "people": 1, "rosterIds": twice })),
        ] {
            let asked = crate::requests::asking(&json!({ "demand": demand }));
            let answer = association.change("submitRequest", asked, "serviceRequest { id }").await;
            answer.assert_invalid(field);
        }
        let firm = world.as_(&world.first.enterprise_person).await;
        let own = json!({ "firms": 1, "people": 1, "rosterIds": [world.first.enterprise.to_string()] });
        let asked = crate::requests::asking(&json!({ "demand": own }));
        let answer = firm.change("submitRequest", asked, "serviceRequest { id }").await;
        answer.assert_invalid("demand.rosterIds");
    }

    async fn merged_records_stand_on_a_roster_once(world: World) {
        let side = &world.first;
        let association = world.as_(&side.association_person).await;
        let coordinator = world.as_(&world.coordinator).await;
        let join = json!({
            "associationId": side.association.to_string(),
            "enterpriseId": side.unassigned.to_string(),
        });
        coordinator.change("addAssociationMember", join, "__typename").await.assert_ok();
        let both = [side.enterprise.to_string(), side.unassigned.to_string()];
        let asked = json!({ "demand": { "firms": 2, "people": 9, "rosterIds": both } });
        let request = file(&association, &asked).await;
        let all = json!({ "requestId": request, "version": 1, "servedEnterpriseIds": both });
        served(&coordinator, all).await.assert_ok();
        let merge = json!({ "survivorId": both[0], "version": 1, "mergedId": both[1] });
        coordinator.change("mergeEnterprises", merge, "__typename").await.assert_ok();
        let told = demand(&coordinator, &request).await;
        assert_eq!(told["firmsServed"], 1);
        assert_eq!(told["roster"]["nodes"].as_array().unwrap().len(), 1);
        assert_eq!(told["roster"]["nodes"][0]["enterprise"]["id"], both[0]);
    }
}
