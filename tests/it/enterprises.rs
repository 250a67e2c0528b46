//! The register of firms and their contacts.

use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Answer, Client, World, world::credit_code},
};

fn firm(world: &World) -> Value {
    json!({
        "name": "诸暨市新珠珍珠有限公司", "creditCode": credit_code(500).as_str(),
        "townId": world.first.town.to_string(), "industry": "珍珠",
    })
}

async fn create(client: &Client, mut input: Value, change: Value) -> Answer {
    for (field, value) in change.as_object().unwrap() {
        input[field] = value.clone();
    }
    client.change("createEnterprise", input, "enterprise { id name creditCode version }").await
}

on_both! {
    async fn a_firm_is_entered_once(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let lower = json!({ "creditCode": format!(" {} ", credit_code(500).as_str().to_lowercase()) });
        let answer = create(&coordinator, firm(&world), lower).await;
        assert_eq!(answer.text("/createEnterprise/enterprise/creditCode"), credit_code(500).as_str());
        create(&coordinator, firm(&world), json!({})).await.assert_invalid("creditCode");
    }

    async fn the_same_client_id_enters_one_firm_and_one_contact(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let key = json!({ "clientId": "0b6a9c1e-52a5-4cde-9a5b-0c8d1c2f3a4c" });
        let first = create(&coordinator, firm(&world), key.clone()).await;
        let again = create(&coordinator, firm(&world), key).await;
        assert_eq!(again.at("/createEnterprise/enterprise"), first.at("/createEnterprise/enterprise"));
        let contact = json!({
            "clientId": "0b6a9c1e-52a5-4cde-9a5b-0c8d1c2f3a4d",
            "enterpriseId": first.text("/createEnterprise/enterprise/id"),
            "name": "新联系人", "phone": "13957501235",
        });
        let enter = async || coordinator.change("createContact", contact.clone(), "contact { id }").await;
        let entered = enter().await.at("/createContact/contact");
        assert_eq!(enter().await.at("/createContact/contact"), entered);
    }

    async fn bad_input_names_its_field(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        for (change, field) in [
            (json!({ "name": "  " }), "name"),
            (json!({ "name": "长".repeat(101) }), "name"),
            (json!({ "name": "a\u{202e}b" }), "name"),
            (json!({ "creditCode": "123" }), "creditCode"),
            (json!({ "creditCode": "91350100M000100Y44" }), "creditCode"),
            (json!({ "employees": -1 }), "employees"),
            (json!({ "employees": 99_999_999_999_i64 }), "employees"),
            (json!({ "revenueCny": -5 }), "revenueCny"),
            (json!({ "latitude": 29.7 }), "longitude"),
            (json!({ "latitude": 129.7, "longitude": 120.2 }), "latitude"),
            (json!({ "latitude": 129.7, "longitude": 29.7 }), "longitude"),
            (json!({ "scale": { "above": true, "year": -3 } }), "scale.year"),
            (json!({ "scale": { "above": true, "year": 2_147_483_647 } }), "scale.year"),
            (json!({ "name": 5 }), "name"),
        ] {
            create(&coordinator, firm(&world), change).await.assert_invalid(field);
        }
        let nowhere = json!({ "townId": "twn_nonsense" });
        create(&coordinator, firm(&world), nowhere).await.assert_code("NOT_FOUND");
        let found = coordinator.query("{ enterprises { totalCount } }").await;
        assert_eq!(found.at("/enterprises/totalCount"), 4);
    }

    async fn only_registrars_enter_firms(world: World) {
        for person in world.limited() {
            let client = world.as_(person).await;
            create(&client, firm(&world), json!({})).await.assert_code("FORBIDDEN");
        }
        let leader = world.as_(&world.leader).await;
        create(&leader, firm(&world), json!({})).await.assert_code("FORBIDDEN");
    }

    async fn a_patch_leaves_what_it_leaves_out(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let id = world.first.enterprise.to_string();
        // An omitted variable must not clear the column either.
        let query = "mutation($input: UpdateEnterpriseInput!) { updateEnterprise(input: $input) {
            enterprise { name employees revenueCny latitude version } } }";
        let input = json!({ "input": { "id": id, "version": 1, "employees": null } });
        let answer = coordinator.ask(query, input).await.at("/updateEnterprise/enterprise");
        assert_eq!(answer, json!({
            "name": "甲珍珠有限公司", "employees": null, "revenueCny": 23_000_000,
            "latitude": 29.7, "version": 2,
        }));
        let query = "mutation($id: ID!, $people: Int) { updateEnterprise(
            input: { id: $id, version: 2, name: \"甲珍珠集团\", revenueCny: 1, employees: $people }
        ) { enterprise { revenueCny employees name } } }";
        let answer = coordinator.ask(query, json!({ "id": id })).await;
        assert_eq!(answer.at("/updateEnterprise/enterprise/revenueCny"), 1);
    }

    async fn an_omitted_variable_changes_nothing(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let id = world.first.enterprise.to_string();
        let query = "mutation($id: ID!, $people: Int) { updateEnterprise(
            input: { id: $id, version: 1, employees: $people }
        ) { enterprise { employees } } }";
        let answer = coordinator.ask(query, json!({ "id": id })).await;
        assert_eq!(answer.at("/updateEnterprise/enterprise/employees"), 12);
    }

    async fn a_stale_version_gets_the_present_row(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let update = async |version: i32, name: &str| {
            let id = world.first.enterprise.to_string();
            let input = json!({ "id": id, "version": version, "name": name });
            coordinator.change("updateEnterprise", input, "enterprise { name }").await
        };
        update(1, "一").await.assert_ok();
        let stale = update(1, "二").await;
        stale.assert_code("CONFLICT");
        let present = &stale.body["errors"][0]["extensions"]["present"];
        assert_eq!((&present["name"], &present["version"]), (&json!("一"), &json!(2)));
    }

    async fn fifty_updates_of_one_version_have_one_winner(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let id = world.first.enterprise.to_string();
        let updates = (0..50).map(|n| {
            let input = json!({ "id": id, "version": 1, "name": format!("第{n}名") });
            coordinator.change("updateEnterprise", input, "enterprise { name }")
        });
        let answers = futures_util::future::join_all(updates).await;
        assert_eq!(answers.iter().filter(|answer| answer.code().is_none()).count(), 1);
        assert_eq!(answers.iter().filter(|answer| answer.code() == Some("CONFLICT")).count(), 49);
    }

    async fn filters_narrow_and_stay_in_their_brackets(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let count = async |filter: Value| {
            let query = "query($f: EnterpriseFilter) { enterprises(filter: $f) { totalCount nodes { name } } }";
            let answer = coordinator.ask(query, json!({ "f": filter })).await;
            answer.at("/enterprises/totalCount").as_u64().unwrap()
        };
        assert_eq!(count(json!({})).await, 4);
        assert_eq!(count(json!({ "town": world.first.town.to_string() })).await, 2);
        assert_eq!(count(json!({ "industry": "珍珠" })).await, 4);
        assert_eq!(count(json!({ "industry": "袜业" })).await, 0);
        assert_eq!(count(json!({ "aboveScale": false })).await, 0);
        assert_eq!(count(json!({ "assigned": true })).await, 2);
        assert_eq!(count(json!({ "assigned": false })).await, 2);
        assert_eq!(count(json!({ "assignedTo": world.first.officer_id.to_string() })).await, 1);
        assert_eq!(count(json!({ "lastVisitBefore": "2020-01-01" })).await, 2);
        assert_eq!(count(json!({ "lastVisitBefore": "2200-01-01" })).await, 4);
        let officer = world.as_(&world.first.officer).await;
        let query = "{ enterprises(filter: { assigned: false }) { totalCount } }";
        assert_eq!(officer.query(query).await.at("/enterprises/totalCount"), 0);
    }

    async fn pages_walk_the_whole_list_once(world: World) {
        world.more_enterprises(23).await;
        let coordinator = world.as_(&world.coordinator).await;
        for order in ["NAME", "CREATED_AT_DESC"] {
            let (mut names, mut after) = (Vec::new(), Value::Null);
            loop {
                let query = "query($o: EnterpriseOrder!, $a: String) { enterprises(orderBy: $o, first: 5, after: $a) {
                    nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }";
                let page = coordinator.ask(query, json!({ "o": order, "a": after })).await.at("/enterprises");
                assert_eq!(page["totalCount"], 27);
                assert_eq!(page["pageInfo"]["hasPreviousPage"], !after.is_null());
                names.extend(page["nodes"].as_array().unwrap().iter().map(|n| n["name"].to_string()));
                after = page["pageInfo"]["endCursor"].clone();
                if page["pageInfo"]["hasNextPage"] == false {
                    break;
                }
            }
            names.sort();
            names.dedup();
            assert_eq!(names.len(), 27, "{order}");
        }
        for after in ["x", "eyJrIjp7Im4iOjF9LCJpZCI6IjAxYTIwOTY0LWRiNTEtN2RlZi1iN2E5LWI1YjNkMmZhNDU5OSJ9"] {
            let query = "query($a: String) { enterprises(after: $a) { totalCount } }";
            coordinator.ask(query, json!({ "a": after })).await.assert_invalid("after");
        }
        coordinator.query("{ enterprises(first: 0) { totalCount } }").await.assert_invalid("first");
    }

    async fn a_phone_is_masked_until_it_is_revealed(world: World) {
        let query = "query($id: ID!) { enterprise(id: $id) { contacts { nodes { phone } } } }";
        let id = json!({ "id": world.first.enterprise.to_string() });
        let phone = async |client: &Client| {
            client.ask(query, id.clone()).await.text("/enterprise/contacts/nodes/0/phone")
        };
        let officer = world.as_(&world.first.officer).await;
        assert_eq!(phone(&officer).await, "139****1234");
        assert_eq!(phone(&world.as_(&world.coordinator).await).await, "139****1234");
        assert_eq!(phone(&world.as_(&world.first.enterprise_person).await).await, "13957501234");

        let input = json!({ "id": world.first.contact.to_string() });
        let reveal = async |client: &Client| client.change("revealPhone", input.clone(), "phone").await;
        assert_eq!(reveal(&officer).await.text("/revealPhone/phone"), "13957501234");
        reveal(&world.as_(&world.first.colleague).await).await.assert_code("NOT_FOUND");
        reveal(&world.as_(&world.leader).await).await.assert_code("FORBIDDEN");

        let query = "{ auditEvents(filter: { action: \"contact.reveal_phone\" }) {
            nodes { outcome actorName subjectKind before after } } }";
        let events = world.as_(&world.admin).await.query(query).await.at("/auditEvents/nodes");
        let told: Vec<_> = events
            .as_array()
            .unwrap()
            .iter()
            .map(|event| (event["outcome"].as_str().unwrap(), event["actorName"].as_str().unwrap()))
            .collect();
        let expected = [
            ("REFUSED", world.leader.username.as_str()),
            ("REFUSED", world.first.colleague.username.as_str()),
            ("DONE", world.first.officer.username.as_str()),
        ];
        assert_eq!(told, expected, "newest first");
        assert!(!events.to_string().contains("13957501234"));
    }

    async fn a_firm_keeps_its_own_contacts(world: World) {
        let person = world.as_(&world.first.enterprise_person).await;
        let create = async |enterprise: String, phone: &str| {
            let input = json!({ "enterpriseId": enterprise, "name": "新联系人", "phone": phone });
            person.change("createContact", input, "contact { id version phone }").await
        };
        create(world.second.enterprise.to_string(), "13957501235").await.assert_code("NOT_FOUND");
        create(world.first.enterprise.to_string(), "12345").await.assert_invalid("phone");
        let made = create(world.first.enterprise.to_string(), "１３９ 5750-1235").await;
        assert_eq!(made.text("/createContact/contact/phone"), "13957501235");
        let update = json!({ "id": made.text("/createContact/contact/id"), "version": 1, "post": "会计" });
        person.change("updateContact", update, "contact { post }").await.assert_ok();
        let both = json!({
            "enterpriseId": world.first.enterprise.to_string(),
            "associationId": world.first.association.to_string(),
            "name": "某", "phone": "13957501235",
        });
        person.change("createContact", both, "contact { id }").await.assert_invalid("enterpriseId");
    }

    async fn every_change_is_an_audit_event(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let id = world.first.enterprise.to_string();
        let input = json!({ "id": id, "version": 1, "name": "改名有限公司" });
        coordinator.change("updateEnterprise", input, "enterprise { id }").await.assert_ok();
        let query = "{ auditEvents(filter: { action: \"enterprise.update\" }) {
            nodes { event outcome actorName actorRole before after traceId address } } }";
        let admin = world.as_(&world.admin).await;
        let event = admin.query(query).await.at("/auditEvents/nodes/0");
        assert_eq!(event["before"], json!({ "name": "甲珍珠有限公司" }));
        assert_eq!(event["after"], json!({ "name": "改名有限公司" }));
        assert_eq!(event["actorRole"], "COORDINATOR");
        assert_eq!(event["address"], "127.0.0.1");
        let hidden = coordinator.query(query).await;
        assert_eq!(hidden.at("/auditEvents/nodes"), json!([]));
    }

    async fn two_records_of_one_firm_become_one(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let (kept, gone) = (world.second.enterprise.to_string(), world.first.enterprise.to_string());
        let input = json!({ "survivorId": kept, "version": 1, "mergedId": gone });
        let merge = async |input: &Value| {
            coordinator.change("mergeEnterprises", input.clone(), "enterprise { id name }").await
        };
        merge(&json!({ "survivorId": kept, "version": 1, "mergedId": kept })).await.assert_invalid("mergedId");
        let officer = world.as_(&world.first.officer).await;
        officer.change("mergeEnterprises", input.clone(), "enterprise { id }").await.assert_code("FORBIDDEN");
        assert_eq!(merge(&input).await.text("/mergeEnterprises/enterprise/id"), kept);
        merge(&input).await.assert_code("ILLEGAL_STATE");

        let query = "query($id: ID!) { enterprise(id: $id) { id name
            visits { totalCount } contacts { totalCount }
            assignments(open: false) { nodes { endedOn endNote officer { name } } } } }";
        // The old id resolves, for whoever sees the surviving record.
        for client in [&coordinator, &world.as_(&world.second.officer).await] {
            let found = client.ask(query, json!({ "id": gone })).await.at("/enterprise");
            assert_eq!(found["id"], kept.as_str());
            assert_eq!((&found["visits"]["totalCount"], &found["contacts"]["totalCount"]), (&json!(2), &json!(2)));
            let links = found["assignments"]["nodes"].as_array().unwrap().clone();
            let open: Vec<_> = links.iter().filter(|link| link["endedOn"].is_null()).collect();
            assert_eq!((links.len(), open.len()), (2, 1));
            assert_eq!(open[0]["officer"]["name"], "乙警官");
            let node = "query($id: ID!) { node(id: $id) { id } }";
            assert_eq!(client.ask(node, json!({ "id": gone })).await.text("/node/id"), kept);
        }
        let other = officer.ask(query, json!({ "id": gone })).await;
        assert!(other.at("/enterprise").is_null());
        let list = coordinator.query("{ enterprises { totalCount } }").await;
        assert_eq!(list.at("/enterprises/totalCount"), 3);
        // Nothing more is written about the record that went.
        let (unassigned, colleague) =
            (world.first.unassigned.to_string(), world.first.colleague_id.to_string());
        for (name, input) in [
            ("createContact", json!({ "enterpriseId": gone, "name": "某", "phone": "13957501235" })),
            ("assignEnterprise", json!({ "enterpriseId": gone, "officerId": colleague })),
            ("updateEnterprise", json!({ "id": gone, "version": 2, "name": "旧档" })),
            ("mergeEnterprises", json!({ "survivorId": unassigned, "version": 1, "mergedId": gone })),
        ] {
            coordinator.change(name, input, "__typename").await.assert_code("ILLEGAL_STATE");
        }
        // The merged firm's people find themselves in the surviving record.
        let person = world.as_(&world.first.enterprise_person).await;
        let own = person.query("{ enterprises { nodes { id } } }").await;
        assert_eq!(own.text("/enterprises/nodes/0/id"), kept);
        let query = "{ auditEvents(filter: { action: \"enterprise.merge\" }) { totalCount } }";
        let events = world.as_(&world.admin).await.query(query).await;
        assert!(events.at("/auditEvents/totalCount").as_u64().unwrap() >= 4);
    }
}
