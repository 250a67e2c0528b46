//! Mechanisms: numbered procedures, whose old editions everybody can still read, and their register.

use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Client, World},
    transfer::{counts, import},
};

const SHAPE: &str = "mechanism { id number title edition isSample retiredAt version
    editions { nodes { edition title body effectiveOn } } }";
const SAMPLE: &[u8] = include_bytes!("../data/mechanisms.csv");

fn first() -> Value {
    json!({ "number": 95, "title": "劳资纠纷联合化解", "body": "先稳控，再核账。",
        "effectiveOn": "2026-01-01" })
}

async fn all(client: &Client) -> Value {
    let list = "{ mechanisms(first: 100) { nodes { number title edition isSample } totalCount } }";
    client.query(list).await.at("/mechanisms")
}

on_both! {
    async fn a_change_is_a_new_edition_and_the_old_one_stays_readable(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let saved = coordinator.change("saveMechanism", first(), SHAPE).await;
        let id = saved.text("/saveMechanism/mechanism/id");
        let with = |version: i32, change: Value| {
            let mut input = first();
            input["id"] = json!(id);
            input["version"] = json!(version);
            input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            input
        };
        let next = with(1, json!({ "body": "先核账，再调解。", "effectiveOn": "2026-05-01" }));
        let changed = coordinator.change("saveMechanism", next.clone(), SHAPE).await;
        let mechanism = changed.at("/saveMechanism/mechanism");
        assert_eq!((&mechanism["edition"], &mechanism["version"]), (&json!(2), &json!(2)));
        let editions = mechanism["editions"]["nodes"].as_array().unwrap().clone();
        assert_eq!(editions.len(), 2);
        assert_eq!(editions[1]["body"], "先稳控，再核账。");
        coordinator.change("saveMechanism", next, SHAPE).await.assert_code("CONFLICT");

        // What says the same is no new edition; a number stays and is nobody else's.
        let same = json!({ "body": "先核账，再调解。", "effectiveOn": "2026-05-01", "isRetired": true });
        let retired = coordinator.change("saveMechanism", with(2, same), SHAPE).await;
        assert_eq!(retired.at("/saveMechanism/mechanism/edition"), 2);
        assert!(!retired.at("/saveMechanism/mechanism/retiredAt").is_null());
        let other = with(3, json!({ "number": 96 }));
        coordinator.change("saveMechanism", other, "__typename").await.assert_invalid("number");
        coordinator.change("saveMechanism", first(), "__typename").await.assert_invalid("number");

        for person in world.everybody() {
            let client = world.as_(person).await;
            let asked = "query($id: ID!) { mechanism(id: $id) { editions { nodes { body } } } }";
            let seen = client.ask(asked, json!({ "id": id })).await;
            let old = seen.at("/mechanism/editions/nodes/1/body");
            assert_eq!(old, "先稳控，再核账。", "{}", person.username);
            let mut input = first();
            input["number"] = json!(7);
            let saved = client.change("saveMechanism", input, "__typename").await;
            let may = [&world.coordinator.username, &world.admin.username];
            if !may.contains(&&person.username) {
                saved.assert_code("FORBIDDEN");
            }
        }
    }

    async fn a_request_keeps_the_edition_that_it_was_taken_under(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let saved = coordinator.change("saveMechanism", first(), SHAPE).await;
        let id = saved.text("/saveMechanism/mechanism/id");
        let request = world.first.request.to_string();
        let take = json!({ "id": request, "version": 1, "mechanismId": id });
        let shape = "serviceRequest { mechanismEdition { edition mechanism { number } } }";
        coordinator.change("acceptRequest", take, shape).await.assert_ok();
        let mut next = first();
        next["id"] = json!(id);
        next["version"] = json!(1);
        next["body"] = json!("改了");
        next["isRetired"] = json!(true);
        coordinator.change("saveMechanism", next, SHAPE).await.assert_ok();
        let asked = "query($id: ID!) { serviceRequest(id: $id) { mechanismEdition { edition body
            mechanism { number edition } } } }";
        let seen = coordinator.ask(asked, json!({ "id": request })).await;
        let edition = seen.at("/serviceRequest/mechanismEdition");
        assert_eq!((&edition["edition"], &edition["body"]), (&json!(1), &json!("先稳控，再核账。")));
        assert_eq!(edition["mechanism"], json!({ "number": 95, "edition": 2 }));
        // Nothing new runs under what is no longer followed.
        let incident = world.incident_in(entity::incident::State::Received).await.to_string();
        let kind = world.category("LABOUR.WAGES").await.to_string();
        let triage = json!({ "id": incident, "version": 1, "categoryId": kind, "mechanismId": id });
        let refused = coordinator.change("triageIncident", triage, "__typename").await;
        refused.assert_invalid("mechanismId");
    }

    async fn the_register_of_mechanisms_is_imported(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let land = async |bytes: &[u8]| {
            counts(&import(&coordinator, "mechanisms.csv", bytes, "MECHANISMS").await)
        };
        assert_eq!(land(SAMPLE).await, [6, 0, 0, 0, 0]);
        let listed = all(&coordinator).await;
        assert!(listed["nodes"].as_array().unwrap().iter().all(|it| it["isSample"] == true));
        assert_eq!(land(SAMPLE).await, [0, 0, 6, 0, 0]);
        let text = "编号,机制名称,内容\n2,劳资纠纷联合化解,改了\n2,重复,重复\n零,甲,乙\n7,,乙\n8,甲,\n9,甲,乙\n";
        assert_eq!(land(text.as_bytes()).await, [1, 1, 0, 4, 0]);
        let listed = all(&coordinator).await;
        let second = listed["nodes"].as_array().unwrap().iter().find(|it| it["number"] == 2).unwrap().clone();
        assert_eq!(second["edition"], 2);
        assert_eq!(listed["totalCount"], 7);
    }
}
