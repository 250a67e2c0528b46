//! The officers' register.

use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Answer, Client, World},
};

const CLIENT_ID: &str = "5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4d";

fn officer(world: &World) -> Value {
    json!({
        "badgeNumber": "068999", "name": "楼警官", "rank": "一级警员", "branch": "STATION",
        "agencyId": world.first.agency.to_string(), "townId": world.first.town.to_string(),
        "phone": "１３９ 5750-1235", "latitude": 29.71, "longitude": 120.24,
    })
}

async fn create(client: &Client, mut input: Value, change: Value) -> Answer {
    for (field, value) in change.as_object().unwrap() {
        input[field] = value.clone();
    }
    client.change("createOfficer", input, "officer { id phone badgeNumber agency { id } }").await
}

async fn update(client: &Client, id: impl ToString, version: i32, change: Value) -> Answer {
    let mut input = json!({ "id": id.to_string(), "version": version });
    for (field, value) in change.as_object().unwrap() {
        input[field] = value.clone();
    }
    let fields = "officer { name rank branch phone latitude agency { id } version }";
    client.change("updateOfficer", input, fields).await
}

on_both! {
    async fn an_officer_is_entered_once(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let once = json!({ "clientId": CLIENT_ID });
        let first = create(&coordinator, officer(&world), once.clone()).await;
        assert_eq!(first.text("/createOfficer/officer/phone"), "13957501235");
        let again = create(&coordinator, officer(&world), once).await;
        assert_eq!(first.at("/createOfficer"), again.at("/createOfficer"));
        create(&coordinator, officer(&world), json!({})).await.assert_invalid("badgeNumber");
        let query = "{ officers(filter: { search: \"loujingguan\" }) { nodes { badgeNumber } } }";
        let found = coordinator.query(query).await.at("/officers/nodes");
        assert_eq!(found, json!([{ "badgeNumber": "068999" }]));
    }

    async fn bad_input_names_its_field(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        for (change, field) in [
            (json!({ "badgeNumber": "" }), "badgeNumber"),
            (json!({ "name": "a\nb" }), "name"),
            (json!({ "rank": " " }), "rank"),
            (json!({ "branch": "SPACE" }), "branch"),
            (json!({ "phone": "123" }), "phone"),
            (json!({ "latitude": 129.7, "longitude": 120.2 }), "latitude"),
            (json!({ "latitude": 129.7, "longitude": 29.7 }), "longitude"),
        ] {
            create(&coordinator, officer(&world), change).await.assert_invalid(field);
        }
        for change in [json!({ "agencyId": "agy_x" }), json!({ "townId": "twn_x" })] {
            create(&coordinator, officer(&world), change).await.assert_code("NOT_FOUND");
        }
    }

    async fn only_registrars_keep_officers(world: World) {
        for person in world.limited().into_iter().chain([&world.leader]) {
            let client = world.as_(person).await;
            create(&client, officer(&world), json!({})).await.assert_code("FORBIDDEN");
            let own = world.first.officer_id;
            update(&client, own, 1, json!({ "rank": "三级警监" })).await.assert_code("FORBIDDEN");
        }
    }

    async fn an_officer_is_corrected(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let (id, other) = (world.first.officer_id, world.second.agency.to_string());
        let change = json!({
            "name": "丁警官", "agencyId": other, "branch": "CYBER", "phone": "0575-87654321",
            "position": { "latitude": 29.5, "longitude": 120.1 },
        });
        let changed = update(&coordinator, id, 1, change).await.at("/updateOfficer/officer");
        assert_eq!(changed, json!({
            "name": "丁警官", "rank": "二级警司", "branch": "CYBER", "phone": "0575-87654321",
            "latitude": 29.5, "agency": { "id": other }, "version": 2,
        }));
        update(&coordinator, id, 1, json!({ "name": "旧" })).await.assert_code("CONFLICT");
        update(&coordinator, "ofc_x", 1, json!({})).await.assert_code("NOT_FOUND");
        update(&coordinator, id, 2, json!({ "phone": "1" })).await.assert_invalid("phone");
        let query = "{ search(text: \"djg\") { nodes { name } } }";
        let found = coordinator.query(query).await.at("/search/nodes");
        assert_eq!(found, json!([{ "name": "丁警官" }]));
    }

    async fn nobody_joins_an_agency_that_has_ended(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let (ended, into) = (world.second.agency.to_string(), world.first.agency.to_string());
        let on = world.clock.today().to_string();
        let input = json!({ "from": [ended], "into": into, "on": on });
        coordinator.change("reorganiseAgencies", input, "agency { id }").await.assert_ok();
        let there = json!({ "agencyId": ended });
        create(&coordinator, officer(&world), there.clone()).await.assert_invalid("agencyId");
        update(&coordinator, world.first.officer_id, 1, there).await.assert_invalid("agencyId");
    }

    async fn names_and_phones_are_not_in_the_log(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        create(&coordinator, officer(&world), json!({})).await.assert_ok();
        let query = "{ auditEvents(filter: { action: \"officer.create\" }) { nodes { event after } } }";
        let events = world.as_(&world.admin).await.query(query).await.at("/auditEvents/nodes");
        assert_eq!(events[0]["event"], "officer.created");
        assert_eq!(events[0]["after"]["badge_number"], "068999");
        assert!(!events.to_string().contains("楼警官") && !events.to_string().contains("13957501235"));
    }
}
