//! Incidents: calls for help as 110 received them, and who reads them.

use serde_json::{Value, json};

use crate::{
    on_both,
    support::{World, world::Person},
};

const INCIDENTS: &str = "{ incidents { nodes { id } } }";

fn in_town(world: &World) -> Value {
    json!({ "sourceKey": "110-1", "category": "LABOUR_DISPUTE", "summary": "数人讨薪",
        "receivedAt": world.clock.now().to_rfc3339(), "townId": world.first.town.to_string(),
        "place": "安华镇袜厂门口" })
}

async fn sees(world: &World, person: &Person, id: &str) -> bool {
    let client = world.as_(person).await;
    let asked = "query($id: ID!) { node(id: $id) { id } incident(id: $id) { id } }";
    let one = client.ask(asked, json!({ "id": id })).await;
    let listed = client.query(INCIDENTS).await.at("/incidents/nodes").to_string().contains(id);
    assert_eq!(one.at("/incident").is_null(), !listed, "{}", person.username);
    assert_eq!(one.at("/node").is_null(), !listed, "{}", person.username);
    listed
}

on_both! {
    async fn a_call_is_read_by_the_town_and_by_whoever_reported_it(world: World) {
        let (side, other) = (&world.first, &world.second);
        let officer = world.as_(&side.colleague).await;
        let selection = "incident { id state category place town { id } enterprise { id } version }";
        let reported = officer.change("reportIncident", in_town(&world), selection).await;
        let incident = reported.at("/reportIncident/incident");
        assert_eq!((&incident["state"], &incident["version"]), (&json!("RECEIVED"), &json!(1)));
        let id = incident["id"].as_str().unwrap();
        let of_the_town = [&side.officer, &side.colleague, &side.chief];
        for person in of_the_town.into_iter().chain([&world.leader, &world.coordinator]) {
            assert!(sees(&world, person, id).await, "{}", person.username);
        }
        let never = [
            &side.auxiliary, &side.partner, &side.association_person, &side.enterprise_person,
            &side.integrator, &side.posted, &other.chief, &other.officer,
        ];
        for person in never {
            assert!(!sees(&world, person, id).await, "{}", person.username);
        }
        let narrowed = "{ incidents(filter: { category: LABOUR_DISPUTE }) { totalCount } }";
        // With the one that stood there before.
        assert_eq!(officer.query(narrowed).await.at("/incidents/totalCount"), 2);
    }

    async fn a_call_about_a_firm_is_read_by_its_liaison_officer(world: World) {
        let side = &world.first;
        let coordinator = world.as_(&world.coordinator).await;
        let mut input = in_town(&world);
        input["enterpriseId"] = json!(side.enterprise.to_string());
        input["townId"] = json!(world.second.town.to_string());
        let reported = coordinator.change("reportIncident", input.clone(), "incident { id }").await;
        let id = reported.text("/reportIncident/incident/id");
        // Elsewhere than in the station's own town, so that only the firm leads there.
        assert!(sees(&world, &side.officer, &id).await && !sees(&world, &side.colleague, &id).await);
        assert!(!sees(&world, &side.enterprise_person, &id).await);
        // A firm out of reach is not there.
        let officer = world.as_(&side.colleague).await;
        officer.change("reportIncident", input.clone(), "__typename").await.assert_code("NOT_FOUND");
        for person in [&world.leader, &side.partner, &side.enterprise_person, &side.auxiliary] {
            let client = world.as_(person).await;
            client.change("reportIncident", input.clone(), "__typename").await.assert_code("FORBIDDEN");
        }
        input["townId"] = json!("twn_00000000000000000000000001");
        input["sourceKey"] = json!("110-2");
        coordinator.change("reportIncident", input, "__typename").await.assert_code("NOT_FOUND");
    }
}
