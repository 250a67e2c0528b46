//! Associations and who belongs to them.

use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Answer, Client, World},
};

const CLIENT_ID: &str = "5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4e";

async fn create(client: &Client, input: Value) -> Answer {
    client.change("createAssociation", input, "association { id name town { id } version }").await
}

async fn add(
    client: &Client,
    association: impl ToString,
    firm: impl ToString,
    joined_on: Value,
) -> Answer {
    let input = json!({
        "associationId": association.to_string(), "enterpriseId": firm.to_string(), "joinedOn": joined_on,
    });
    client.change("addAssociationMember", input, "member { id joinedOn enterpriseName }").await
}

async fn remove(
    client: &Client,
    association: impl ToString,
    firm: impl ToString,
    left_on: Value,
) -> Answer {
    let input = json!({
        "associationId": association.to_string(), "enterpriseId": firm.to_string(), "leftOn": left_on,
    });
    client.change("removeAssociationMember", input, "member { id leftOn }").await
}

async fn members(client: &Client, id: impl ToString, present: bool) -> Value {
    let query = "query($id: ID!, $present: Boolean!) { association(id: $id) {
        members(present: $present) { totalCount nodes { enterpriseName enterprise { name } } } } }";
    let answer = client.ask(query, json!({ "id": id.to_string(), "present": present })).await;
    answer.at("/association/members")
}

on_both! {
    async fn an_association_is_entered_once_and_corrected(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let town = world.first.town.to_string();
        let input = json!({ "clientId": CLIENT_ID, "name": "袜业协会", "townId": town });
        let first = create(&coordinator, input.clone()).await.at("/createAssociation/association");
        assert_eq!(create(&coordinator, input).await.at("/createAssociation/association"), first);
        let again = json!({ "name": "袜业协会" });
        create(&coordinator, again).await.assert_invalid("name");
        create(&coordinator, json!({ "name": " " })).await.assert_invalid("name");
        create(&coordinator, json!({ "name": "某协会", "townId": "twn_x" })).await.assert_code("NOT_FOUND");
        let update = async |version: i32, change: Value| {
            let mut input = change;
            input["id"] = first["id"].clone();
            input["version"] = json!(version);
            coordinator.change("updateAssociation", input, "association { name town { id } }").await
        };
        let renamed = update(1, json!({ "name": "针织协会" })).await;
        assert_eq!(renamed.text("/updateAssociation/association/town/id"), town);
        update(1, json!({ "name": "旧名" })).await.assert_code("CONFLICT");
        let cleared = update(2, json!({ "townId": null })).await.at("/updateAssociation/association");
        assert_eq!(cleared, json!({ "name": "针织协会", "town": null }));
        let query = "{ associations(filter: { search: \"zhenzhi\" }) { nodes { name } } }";
        let found = coordinator.query(query).await.at("/associations/nodes");
        assert_eq!(found, json!([{ "name": "针织协会" }]));
    }

    async fn only_registrars_keep_associations(world: World) {
        let (own, firm) = (world.first.association, world.first.enterprise);
        for person in world.limited().into_iter().chain([&world.leader]) {
            let client = world.as_(person).await;
            create(&client, json!({ "name": "某协会" })).await.assert_code("FORBIDDEN");
            let input = json!({ "id": own.to_string(), "version": 1, "name": "某协会" });
            let answer = client.change("updateAssociation", input, "association { id }").await;
            answer.assert_code("FORBIDDEN");
            add(&client, own, world.first.unassigned, Value::Null).await.assert_code("FORBIDDEN");
            remove(&client, own, firm, Value::Null).await.assert_code("FORBIDDEN");
        }
    }

    async fn what_is_unknown_is_not_found(world: World) {
        let admin = world.as_(&world.admin).await;
        let (own, firm) = (world.first.association, world.first.enterprise);
        add(&admin, "asc_x", firm, Value::Null).await.assert_code("NOT_FOUND");
        add(&admin, own, "ent_x", Value::Null).await.assert_code("NOT_FOUND");
        remove(&admin, "asc_x", firm, Value::Null).await.assert_code("NOT_FOUND");
        remove(&admin, own, "ent_x", Value::Null).await.assert_code("NOT_FOUND");
        let input = json!({ "id": "asc_x", "version": 1, "name": "某协会" });
        admin.change("updateAssociation", input, "association { id }").await.assert_code("NOT_FOUND");
    }

    async fn a_firm_joins_leaves_and_joins_again(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let (own, firm) = (world.first.association, world.first.unassigned);
        let today = world.clock.today();
        let tomorrow = json!(today.succ_opt().unwrap().to_string());
        let yesterday = json!(today.pred_opt().unwrap().to_string());
        add(&coordinator, own, firm, tomorrow.clone()).await.assert_invalid("joinedOn");
        remove(&coordinator, own, firm, Value::Null).await.assert_code("ILLEGAL_STATE");
        add(&coordinator, own, firm, Value::Null).await.assert_ok();
        add(&coordinator, own, firm, Value::Null).await.assert_code("ILLEGAL_STATE");
        assert_eq!(members(&coordinator, own, true).await["totalCount"], 2);
        remove(&coordinator, own, firm, tomorrow).await.assert_invalid("leftOn");
        remove(&coordinator, own, firm, yesterday).await.assert_invalid("leftOn");
        let left = remove(&coordinator, own, firm, Value::Null).await;
        assert_eq!(left.text("/removeAssociationMember/member/leftOn"), today.to_string());
        assert_eq!(members(&coordinator, own, true).await["totalCount"], 1);
        add(&coordinator, own, firm, Value::Null).await.assert_ok();
        assert_eq!(members(&coordinator, own, false).await["totalCount"], 3);
    }

    async fn a_firm_is_added_once_for_each_client_id(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let input = json!({
            "clientId": CLIENT_ID, "associationId": world.first.association.to_string(),
            "enterpriseId": world.first.unassigned.to_string(),
        });
        let mut ids = Vec::new();
        for _ in 0..2 {
            let answer = coordinator.change("addAssociationMember", input.clone(), "member { id }").await;
            ids.push(answer.text("/addAssociationMember/member/id"));
        }
        assert_eq!(ids[0], ids[1]);
    }

    async fn its_people_read_just_the_names_of_members(world: World) {
        let person = world.as_(&world.first.association_person).await;
        let own = members(&person, world.first.association, true).await;
        assert_eq!(own["nodes"], json!([{ "enterpriseName": "甲珍珠有限公司", "enterprise": null }]));
        let officer = world.as_(&world.first.officer).await;
        let seen = members(&officer, world.first.association, true).await;
        assert_eq!(seen["nodes"][0]["enterprise"]["name"], "甲珍珠有限公司");
        // A firm beyond the officer's reach is no row of the list.
        let coordinator = world.as_(&world.coordinator).await;
        add(&coordinator, world.first.association, world.first.unassigned, Value::Null).await.assert_ok();
        assert_eq!(members(&officer, world.first.association, true).await["totalCount"], 1);
    }

    async fn an_association_of_another_world_does_not_exist(world: World) {
        let query = "query($id: ID!) { association(id: $id) { name } node(id: $id) { id } associations { totalCount } }";
        let other = json!({ "id": world.second.association.to_string() });
        for person in world.limited() {
            let seen = world.as_(person).await.ask(query, other.clone()).await.at("");
            assert_eq!(seen["association"], Value::Null, "{}", person.username);
            assert_eq!(seen["node"], Value::Null, "{}", person.username);
        }
        let leader = world.as_(&world.leader).await;
        let seen = leader.ask(query, other).await.at("");
        assert_eq!(seen["associations"]["totalCount"], 2);
        let town = json!({ "t": world.first.town.to_string() });
        let query = "query($t: ID!) { associations(filter: { town: $t }) { nodes { name } } }";
        let there = leader.ask(query, town).await.at("/associations/nodes");
        assert_eq!(there, json!([{ "name": "甲珍珠协会" }]));
    }

    async fn it_has_contacts_of_its_own(world: World) {
        let person = world.as_(&world.first.association_person).await;
        let input = json!({
            "associationId": world.first.association.to_string(), "name": "秘书", "phone": "13957501236",
        });
        let made = person.change("createContact", input, "contact { association { name } }").await;
        assert_eq!(made.text("/createContact/contact/association/name"), "甲珍珠协会");
        let query = "query($id: ID!) { association(id: $id) { contacts { nodes { name phone } } } }";
        let id = json!({ "id": world.first.association.to_string() });
        let phone = async |client: &Client| {
            client.ask(query, id.clone()).await.text("/association/contacts/nodes/0/phone")
        };
        assert_eq!(phone(&person).await, "13957501236");
        assert_eq!(phone(&world.as_(&world.coordinator).await).await, "139****1236");
    }
}
