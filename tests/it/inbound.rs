//! What other platforms push in, whatever it is: their own numbers, the daily limit, firms by their
//! codes, and that it names no person.

use serde_json::{Value, json};

use crate::{
    integrations::made,
    on_both,
    support::{Client, World, world::credit_code},
};

/// A number of nobody: the day and the check symbol are right.
const NUMBER: &str = "33068119900101001";

fn with_check(body: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.chars().map(|digit| digit.to_digit(10).unwrap());
    let sum: u32 = digits.zip(weights).map(|(digit, weight)| digit * weight).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum as usize % 11])
}

/// A platform that belongs nowhere.
async fn platform(world: &World, name: &str) -> Client {
    let scopes = ["alerts:write", "alerts:read", "incidents:write", "incidents:read"];
    made(world, json!({ "name": name, "agencyId": null, "scopes": scopes })).await.client
}

/// The credit code of the first world's firm.
pub async fn code_of(world: &World) -> String {
    let asked = "query($id: ID!) { enterprise(id: $id) { creditCode } }";
    let id = json!({ "id": world.first.enterprise.to_string() });
    world.as_(&world.coordinator).await.ask(asked, id).await.text("/enterprise/creditCode")
}

fn now(world: &World) -> String {
    world.clock.now().to_rfc3339()
}

/// What each of the two mutations is sent.
async fn inputs(world: &World) -> [(&'static str, &'static str, Value); 2] {
    let code = code_of(world).await;
    let alert = json!({ "sourceKey": "R-1", "kind": "ENTERPRISE_RISK", "severity": "HIGH",
        "title": "连续欠薪", "occurredAt": now(world), "creditCode": code });
    let incident = json!({ "sourceKey": "R-1", "category": "LABOUR_DISPUTE",
        "summary": "数人在厂门口讨薪", "receivedAt": now(world), "creditCode": code,
        "townId": world.first.town.to_string() });
    [("raiseAlert", "alert", alert), ("reportIncident", "incident", incident)]
}

on_both! {
    async fn the_same_number_of_a_sender_is_the_same_thing(world: World) {
        let first = platform(&world, "平台甲").await;
        let second = platform(&world, "平台乙").await;
        for (name, noun, input) in inputs(&world).await {
            let selection = format!("{noun} {{ id sourceKey }}");
            let id = format!("/{name}/{noun}/id");
            let made = first.change(name, input.clone(), &selection).await.text(&id);
            let mut again = input.clone();
            again["clientId"] = json!("5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4b");
            assert_eq!(first.change(name, again, &selection).await.text(&id), made);
            let mut other = input.clone();
            other["place"] = json!("东门");
            first.change(name, other, &selection).await.assert_code("IDEMPOTENCY_MISMATCH");
            // Another platform's number is another one's.
            assert_ne!(second.change(name, input.clone(), &selection).await.text(&id), made);
            let listed = format!("{{ {noun}s {{ totalCount nodes {{ id }} }} }}");
            let listed = first.query(&listed).await;
            assert_eq!(listed.at(&format!("/{noun}s/totalCount")), 1);
            assert_eq!(listed.at(&format!("/{noun}s/nodes/0/id")), made);
            let mut nameless = input;
            nameless.as_object_mut().unwrap().remove("sourceKey");
            first.change(name, nameless, &selection).await.assert_invalid("sourceKey");
        }
    }

    async fn the_same_number_sent_many_times_at_once_is_one_thing(world: World) {
        let platform = platform(&world, "平台甲").await;
        for (name, noun, input) in inputs(&world).await {
            let selection = format!("{noun} {{ id }}");
            let sent = (0..8).map(|_| platform.change(name, input.clone(), &selection));
            let answers = futures_util::future::join_all(sent).await;
            let ids: std::collections::BTreeSet<_> =
                answers.iter().map(|answer| answer.text(&format!("/{name}/{noun}/id"))).collect();
            assert_eq!(ids.len(), 1, "{name}: {ids:?}");
        }
    }

    async fn a_platform_names_any_firm_by_its_code_and_learns_nothing(world: World) {
        let platform = platform(&world, "平台甲").await;
        for (name, noun, input) in inputs(&world).await {
            let selection = format!("{noun} {{ id enterprise {{ name }} }}");
            let answer = platform.change(name, input.clone(), &format!("{noun} {{ id }}")).await;
            let id = answer.text(&format!("/{name}/{noun}/id"));
            let asked = format!("query($id: ID!) {{ {noun}(id: $id) {{ id enterprise {{ name }} }} }}");
            let officer = world.as_(&world.first.officer).await.ask(&asked, json!({ "id": id })).await;
            assert!(!officer.at(&format!("/{noun}/enterprise/name")).is_null());
            // By its id it would have to see it.
            let mut by_id = input.clone();
            by_id.as_object_mut().unwrap().remove("creditCode");
            by_id["sourceKey"] = json!("R-2");
            by_id["enterpriseId"] = json!(world.first.enterprise.to_string());
            platform.change(name, by_id.clone(), &selection).await.assert_code("NOT_FOUND");
            by_id["creditCode"] = input["creditCode"].clone();
            platform.change(name, by_id, &selection).await.assert_invalid("creditCode");
            for unknown in [credit_code(123_456).as_str(), "nonsense"] {
                let mut input = input.clone();
                input["sourceKey"] = json!("R-3");
                input["creditCode"] = json!(unknown);
                platform.change(name, input, &selection).await.assert_invalid("creditCode");
            }
            let mut later = input;
            later["sourceKey"] = json!("R-4");
            let field = if name == "raiseAlert" { "occurredAt" } else { "receivedAt" };
            later[field] = json!((world.clock.now() + chrono::TimeDelta::hours(1)).to_rfc3339());
            platform.change(name, later, &selection).await.assert_invalid(field);
        }
    }

    async fn the_code_of_a_merged_record_names_the_surviving_firm(world: World) {
        let side = &world.first;
        let code = code_of(&world).await;
        let coordinator = world.as_(&world.coordinator).await;
        let platform = platform(&world, "平台甲").await;
        for (name, _, input) in inputs(&world).await {
            platform.change(name, input, "__typename").await.assert_ok();
        }
        let merge = json!({ "survivorId": side.unassigned.to_string(), "version": 1,
            "mergedId": side.enterprise.to_string() });
        coordinator.change("mergeEnterprises", merge, "__typename").await.assert_ok();
        let survivor = side.unassigned.to_string();
        let listed = "query($id: ID) { alerts(filter: { enterprise: $id }) { totalCount }
            incidents(filter: { enterprise: $id }) { totalCount } }";
        // What was sent before moved with the firm: these, and what the world began with.
        let moved = coordinator.ask(listed, json!({ "id": survivor })).await;
        assert_eq!((moved.at("/alerts/totalCount"), moved.at("/incidents/totalCount")), (json!(2), json!(2)));
        for (name, _, mut input) in inputs(&world).await {
            input["creditCode"] = json!(code);
            input["sourceKey"] = json!("R-9");
            platform.change(name, input, "__typename").await.assert_ok();
        }
        let moved = coordinator.ask(listed, json!({ "id": survivor })).await;
        assert_eq!((moved.at("/alerts/totalCount"), moved.at("/incidents/totalCount")), (json!(3), json!(3)));
    }

    async fn a_request_is_filed_for_a_firm_by_its_code(world: World) {
        let (side, code) = (&world.first, code_of(&world).await);
        let scopes = json!(["requests:write", "requests:read", "registers:read"]);
        let nowhere = json!({ "name": "企业服务平台", "agencyId": null, "scopes": scopes });
        let nowhere = made(&world, nowhere).await.client;
        let of_association = json!({ "name": "协会平台", "agencyId": null, "scopes": scopes,
            "associationId": side.association.to_string() });
        let of_association = made(&world, of_association).await.client;
        let input = json!({ "creditCode": code, "title": "办证", "body": "三月参展",
            "category": "PERMIT" });
        let selection = "serviceRequest { id number enterprise { id } agency { id } }";
        let filed = nowhere.change("submitRequest", input.clone(), selection).await;
        let request = filed.at("/submitRequest/serviceRequest");
        // The firm's officer's agency handles it; of the firm itself the platform learns nothing.
        assert_eq!(request["agency"]["id"], side.agency.to_string());
        assert!(request["enterprise"].is_null());
        let officer = world.as_(&side.officer).await;
        let accept = json!({ "id": request["id"], "version": 1 });
        officer.change("acceptRequest", accept, "__typename").await.assert_ok();
        let asked = "query($id: ID!) { serviceRequest(id: $id) { state enterprise { id } } }";
        let id = json!({ "id": request["id"] });
        assert_eq!(nowhere.ask(asked, id.clone()).await.at("/serviceRequest/state"), "ACCEPTED");
        let whose = officer.ask(asked, id).await.at("/serviceRequest/enterprise/id");
        assert_eq!(whose, side.enterprise.to_string());
        // People, and whoever sees as they do, name the firms they see.
        for client in [&officer, &world.as_(&side.enterprise_person).await] {
            client.change("submitRequest", input.clone(), "__typename").await.assert_ok();
        }
        for client in [&of_association, &world.as_(&side.colleague).await] {
            let refused = client.change("submitRequest", input.clone(), "__typename").await;
            refused.assert_invalid("creditCode");
        }
        let mut both = input;
        both["enterpriseId"] = json!(side.enterprise.to_string());
        officer.change("submitRequest", both, "__typename").await.assert_invalid("creditCode");
    }

    async fn no_identity_number_of_a_person_comes_in(world: World) {
        let platform = platform(&world, "平台甲").await;
        let number = with_check(NUMBER);
        for (name, _, input) in inputs(&world).await {
            let fields = match name {
                "raiseAlert" => vec!["title", "details", "place", "sourceKey"],
                _ => vec!["summary", "place", "sourceKey"],
            };
            for field in fields {
                let mut input = input.clone();
                input[field] = json!(format!("当事人{number}在场"));
                let refused = platform.change(name, input, "__typename").await;
                refused.assert_invalid(field);
                assert_eq!(refused.body["errors"][0]["extensions"]["reason"], "personal_number");
            }
        }
    }

    async fn a_sender_sends_a_thousand_of_each_in_a_day(world: World) {
        let side = &world.first;
        let machine = world.as_(&world.coordinator).await;
        // One a side was there before; the coordinator sent none.
        world.pushed_today(world.coordinator.id, (side.enterprise, side.town), 999).await;
        for (name, _, mut input) in inputs(&world).await {
            machine.change(name, input.clone(), "__typename").await.assert_ok();
            input["sourceKey"] = json!("R-2");
            machine.change(name, input, "__typename").await.assert_code("LIMIT_REACHED");
        }
        world.advance(chrono::TimeDelta::days(1)).await;
        let machine = world.as_(&world.coordinator).await;
        for (name, _, mut input) in inputs(&world).await {
            input["sourceKey"] = json!("R-2");
            machine.change(name, input, "__typename").await.assert_ok();
        }
    }
}
