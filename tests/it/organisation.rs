//! Agencies merge and split: current work goes on where its people went, history stays readable
//! under the old names.

use entity::agency;
use serde_json::{Value, json};
use wanqi::features::{agencies::move_homes, requests::follow_agencies, stations::move_places};

use crate::{
    on_both,
    requests::{file, step},
    support::{Client, World, world::Person},
};

/// What the worker does after a change of agencies; how much it moved.
async fn moved(world: &World) -> (u64, u64, u64) {
    let (homes, places) = (move_homes(&world.database).await, move_places(&world.database).await);
    (homes.unwrap(), places.unwrap(), follow_agencies(&world.database).await.unwrap())
}

async fn merge(world: &World, from: entity::Id<agency::Entity>, into: entity::Id<agency::Entity>) {
    let coordinator = world.as_(&world.coordinator).await;
    let input = json!({
        "from": [from.to_string()], "into": into.to_string(), "on": world.clock.today().to_string(),
    });
    coordinator.change("reorganiseAgencies", input, "__typename").await.assert_ok();
}

async fn split(client: &Client, world: &World, change: &Value) -> crate::support::Answer {
    let mut input = json!({
        "from": world.first.agency.to_string(), "name": "甲交警中队", "branch": "TRAFFIC",
        "on": world.clock.today().to_string(), "officerIds": [world.first.officer_id.to_string()],
    });
    for (field, value) in change.as_object().unwrap() {
        input[field] = value.clone();
    }
    let fields = "agency { id name branch beganOn predecessor { name } parent { id } officers { nodes { name } } }";
    client.change("splitAgency", input, fields).await
}

async fn request(client: &Client, id: &str) -> Value {
    let query = "query($id: ID!) { serviceRequest(id: $id) { state agency { name } handler { name }
        timeline { nodes { step side agency { name } } } } }";
    client.ask(query, json!({ "id": id })).await.at("/serviceRequest")
}

/// The agency that somebody is at home in, by its name, as it is for a new session.
async fn home(world: &World, person: &Person) -> Value {
    let again = world.sign_in(&person.username, crate::support::world::PASSWORD).await;
    let client = world.anonymous().with_token(&again.text("/login/accessToken"));
    client.query("{ viewer { user { agency { name } } } }").await.at("/viewer/user/agency/name")
}

on_both! {
    async fn current_work_goes_on_with_the_heir(world: World) {
        let (heir, gone) = (&world.first, &world.second);
        let officer = world.as_(&gone.officer).await;
        let under_way = file(&officer, &json!({ "enterpriseId": gone.enterprise.to_string() })).await;
        step(&officer, "acceptRequest", &under_way, &json!({})).await.assert_ok();
        let ended = file(&officer, &json!({ "enterpriseId": gone.enterprise.to_string() })).await;
        step(&officer, "rejectRequest", &ended, &json!({ "reason": "不属本局" })).await.assert_ok();
        assert_eq!(moved(&world).await, (0, 0, 0));

        merge(&world, gone.agency, heir.agency).await;
        let (homes, places, requests) = moved(&world).await;
        assert!(homes >= 3 && places == 1 && requests >= 1, "{homes} {places} {requests}");
        assert_eq!(moved(&world).await, (0, 0, 0));

        let coordinator = world.as_(&world.coordinator).await;
        let goes_on = request(&coordinator, &under_way).await;
        assert_eq!((&goes_on["state"], &goes_on["agency"]["name"]), (&json!("ACCEPTED"), &json!("甲派出所")));
        let timeline = goes_on["timeline"]["nodes"].as_array().unwrap();
        assert_eq!(timeline[0]["agency"]["name"], "乙派出所");
        let last = timeline.last().unwrap();
        assert_eq!((&last["step"], &last["side"]), (&json!("ROUTE"), &json!("SYSTEM")));
        assert_eq!(request(&coordinator, &ended).await["agency"]["name"], "乙派出所");

        assert_eq!(home(&world, &gone.chief).await, "甲派出所");
        let query = "query($id: ID!) { node(id: $id) { ... on LiaisonStation { agency { name } } } }";
        let station = coordinator.ask(query, json!({ "id": gone.station.to_string() })).await;
        assert_eq!(station.at("/node/agency/name"), "甲派出所");
    }

    async fn one_that_ended_after_its_heir_did_leads_to_the_last(world: World) {
        let officer = world.as_(&world.second.officer).await;
        let id = file(&officer, &json!({ "enterpriseId": world.second.enterprise.to_string() })).await;
        merge(&world, world.second.agency, world.first.agency).await;
        merge(&world, world.first.agency, world.first.partner_agency).await;
        moved(&world).await;
        let coordinator = world.as_(&world.coordinator).await;
        let query = "query($id: ID!) { serviceRequest(id: $id) { agency { id } } }";
        let lies = coordinator.ask(query, json!({ "id": id })).await.at("/serviceRequest/agency/id");
        assert_eq!(lies, world.first.partner_agency.to_string());
    }

    async fn two_that_each_run_an_office_do_not_merge(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on LiaisonOffice { agency { id } } } }";
        let ids = json!({ "ids": [world.first.office.to_string(), world.second.office.to_string()] });
        let offices = coordinator.ask(query, ids).await.at("/nodes");
        let input = json!({
            "from": [offices[0]["agency"]["id"]], "into": offices[1]["agency"]["id"],
            "on": world.clock.today().to_string(),
        });
        coordinator.change("reorganiseAgencies", input, "__typename").await.assert_code("ILLEGAL_STATE");
    }

    async fn a_part_takes_along_what_its_officers_have_in_hand(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = json!({ "enterpriseId": world.first.enterprise.to_string() });
        let in_hand = file(&officer, &firm).await;
        step(&officer, "acceptRequest", &in_hand, &json!({})).await.assert_ok();
        let waiting = request(&officer, &file(&officer, &firm).await).await;

        let coordinator = world.as_(&world.coordinator).await;
        let part = split(&coordinator, &world, &json!({})).await.at("/splitAgency/agency");
        assert_eq!((&part["name"], &part["branch"]), (&json!("甲交警中队"), &json!("TRAFFIC")));
        assert_eq!(part["predecessor"]["name"], "甲派出所");
        assert_eq!(part["beganOn"], world.clock.today().to_string());
        assert_eq!(part["officers"]["nodes"], json!([{ "name": "甲警官" }]));

        let (homes, places, requests) = moved(&world).await;
        assert!(homes == 1 && places == 0 && requests >= 1, "{homes} {places} {requests}");
        assert_eq!(moved(&world).await, (0, 0, 0));
        assert_eq!(home(&world, &world.first.officer).await, "甲交警中队");
        assert_eq!(request(&coordinator, &in_hand).await["agency"]["name"], "甲交警中队");
        // What nobody has in hand stays for the chief to route.
        if waiting["handler"].is_null() {
            assert_eq!(waiting["agency"]["name"], "甲派出所");
        }
    }

    async fn a_split_that_cannot_be_is_refused(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let tomorrow = world.clock.today().succ_opt().unwrap().to_string();
        for (change, field) in [
            (json!({ "name": " " }), "name"),
            (json!({ "name": "乙派出所" }), "name"),
            (json!({ "branch": "SPACE" }), "branch"),
            (json!({ "on": tomorrow }), "on"),
            (json!({ "officerIds": [world.second.officer_id.to_string()] }), "officerIds"),
            (json!({ "officerIds": vec![world.first.officer_id.to_string(); 201] }), "officerIds"),
        ] {
            split(&coordinator, &world, &change).await.assert_invalid(field);
        }
        split(&coordinator, &world, &json!({ "from": "agy_x" })).await.assert_code("NOT_FOUND");
        split(&coordinator, &world, &json!({ "officerIds": ["off_x"] })).await.assert_code("NOT_FOUND");
        split(&coordinator, &world, &json!({ "townId": "twn_x" })).await.assert_code("NOT_FOUND");
        let leader = world.as_(&world.leader).await;
        split(&leader, &world, &json!({})).await.assert_code("FORBIDDEN");
        merge(&world, world.first.agency, world.second.agency).await;
        split(&coordinator, &world, &json!({ "officerIds": [] })).await.assert_code("ILLEGAL_STATE");
    }
}
