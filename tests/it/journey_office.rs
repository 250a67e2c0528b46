//! Merchants elsewhere: a firm with premises far away files at the liaison office there, whose
//! people, of the bureau and of its partners, take it in hand.

use serde_json::{Value, json};

use crate::{
    on_both,
    requests::{asking, step},
    support::{Client, World},
};

const FILED: &str =
    "serviceRequest { id agency { id } office { id } enterprise { id } enterpriseName }";

async fn file(client: &Client, fields: &Value) -> crate::support::Answer {
    client.change("submitRequest", asking(fields), FILED).await
}

on_both! {
    async fn a_merchant_files_at_the_office_and_its_people_see_to_it(world: World) {
        let first = &world.first;
        let firm = world.as_(&first.enterprise_person).await;
        let partner = world.as_(&first.office_partner).await;
        let posted = world.as_(&first.posted).await;
        let filed = file(&firm, &json!({ "officeId": first.office.to_string() })).await;
        let id = filed.text("/submitRequest/serviceRequest/id");
        assert_eq!(filed.at("/submitRequest/serviceRequest/office/id"), first.office.to_string());
        let query = "query($office: ID!) { serviceRequests(filter: { office: $office }) { nodes {
            enterpriseName enterprise { id } } } }";
        let seen = partner.ask(query, json!({ "office": first.office.to_string() })).await;
        assert_eq!(
            seen.at("/serviceRequests/nodes"),
            json!([{ "enterpriseName": "甲珍珠有限公司", "enterprise": null }])
        );
        step(&partner, "acceptRequest", &id, &json!({ "note": "商会已收到" })).await.assert_ok();
        step(&posted, "startRequest", &id, &json!({})).await.assert_ok();
        step(&posted, "askRequester", &id, &json!({ "question": "店铺在哪个市场？" })).await.assert_ok();
        step(&firm, "answerQuestion", &id, &json!({ "answer": "螺蛳湾" })).await.assert_ok();
        step(&partner, "resolveRequest", &id, &json!({ "outcome": "DONE", "note": "已协调当地派出所" })).await.assert_ok();
        step(&firm, "confirmRequest", &id, &json!({})).await.assert_ok();
        // The liaison officer at home goes on seeing what belongs to the firm.
        let officer = world.as_(&first.officer).await;
        let query = "query($id: ID!) { serviceRequest(id: $id) { state } }";
        assert_eq!(officer.ask(query, json!({ "id": id })).await.at("/serviceRequest/state"), "CLOSED");
    }

    async fn the_people_of_an_office_file_for_its_merchants_and_for_nobody_else(world: World) {
        let first = &world.first;
        let merchant = json!({ "officeId": first.office.to_string(), "enterpriseId": first.enterprise.to_string() });
        for person in [&first.office_partner, &first.posted] {
            let client = world.as_(person).await;
            let filed = file(&client, &merchant).await;
            assert_eq!(filed.at("/submitRequest/serviceRequest/enterpriseName"), "甲珍珠有限公司");
            let mut other = merchant.clone();
            other["enterpriseId"] = json!(first.unassigned.to_string());
            file(&client, &other).await.assert_code("NOT_FOUND");
            other["enterpriseId"] = json!(world.second.enterprise.to_string());
            file(&client, &other).await.assert_code("NOT_FOUND");
            // Without the office there is no right to file for the firm.
            let plain = json!({ "enterpriseId": first.enterprise.to_string() });
            file(&client, &plain).await.assert_code("NOT_FOUND");
        }
        let foreign = world.as_(&world.second.office_partner).await;
        file(&foreign, &merchant).await.assert_code("NOT_FOUND");
    }

    async fn a_firm_files_at_an_office_only_as_its_merchant(world: World) {
        let firm = world.as_(&world.first.enterprise_person).await;
        let elsewhere = json!({ "officeId": world.second.office.to_string() });
        file(&firm, &elsewhere).await.assert_invalid("officeId");
        let unknown = json!({ "officeId": "lof_00000000000000000000000001" });
        file(&firm, &unknown).await.assert_code("NOT_FOUND");
        let association = world.as_(&world.first.association_person).await;
        let office = json!({ "officeId": world.first.office.to_string() });
        file(&association, &office).await.assert_invalid("officeId");
    }

    async fn papers_travel_with_the_steps_and_are_read_by_those_who_read_them(world: World) {
        let firm = world.as_(&world.first.enterprise_person).await;
        let officer = world.as_(&world.first.officer).await;
        let other = world.as_(&world.second.officer).await;
        let paper = firm.upload("名单.csv", "姓名,人数\n珍珠,12\n".as_bytes()).await;
        let paper = paper.body["id"].as_str().unwrap().to_owned();
        let filed = file(&firm, &json!({ "attachmentIds": [paper] })).await;
        let id = filed.text("/submitRequest/serviceRequest/id");
        let query = "query($id: ID!) { serviceRequest(id: $id) { timeline { nodes { step
            attachments { nodes { id name } } } } } }";
        let told = officer.ask(query, json!({ "id": id })).await;
        let attached = told.at("/serviceRequest/timeline/nodes/0/attachments/nodes");
        assert_eq!(attached, json!([{ "id": paper, "name": "名单.csv" }]));
        let node = "query($id: ID!) { node(id: $id) { id } }";
        assert_eq!(other.ask(node, json!({ "id": paper })).await.at("/node"), Value::Null);
        // An internal paper is not the requester's to read.
        let secret = officer.upload("研判.txt", "内部".as_bytes()).await;
        let secret = secret.body["id"].as_str().unwrap().to_owned();
        let note = json!({ "id": id, "note": "内部研判", "attachmentIds": [secret] });
        officer.change("addRequestNote", note.clone(), "serviceRequest { id }").await.assert_ok();
        assert_eq!(firm.ask(node, json!({ "id": secret })).await.at("/node"), Value::Null);
        officer.change("addRequestNote", note, "serviceRequest { id }").await.assert_invalid("attachmentIds");
    }
}
