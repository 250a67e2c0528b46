//! Agencies are entered, corrected and reorganised; neither line between them runs in a ring.

use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Answer, Client, World},
};

const CLIENT_ID: &str = "5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4c";

fn brigade(world: &World) -> Value {
    json!({
        "name": "出入境管理大队", "level": "COUNTY", "division": "330681", "branch": "EXIT_ENTRY",
        "parentId": world.first.agency.to_string(), "townId": world.first.town.to_string(),
    })
}

async fn create(client: &Client, mut input: Value, change: Value) -> Answer {
    for (field, value) in change.as_object().unwrap() {
        input[field] = value.clone();
    }
    client.change("createAgency", input, "agency { id version parent { id } guiding { id } }").await
}

async fn update(client: &Client, id: impl ToString, version: i32, change: Value) -> Answer {
    let mut input = json!({ "id": id.to_string(), "version": version });
    for (field, value) in change.as_object().unwrap() {
        input[field] = value.clone();
    }
    let fields = "agency { name branch level parent { id } guiding { id } town { id } version }";
    client.change("updateAgency", input, fields).await
}

async fn reorganise(
    client: &Client,
    from: &[String],
    into: impl ToString,
    on: impl ToString,
) -> Answer {
    let input = json!({ "from": from, "into": into.to_string(), "on": on.to_string() });
    client.change("reorganiseAgencies", input, "agency { id town { id } parent { id } }").await
}

on_both! {
    async fn an_agency_is_entered_once(world: World) {
        let admin = world.as_(&world.admin).await;
        let once = json!({ "clientId": CLIENT_ID });
        let first = create(&admin, brigade(&world), once.clone()).await;
        let id = first.text("/createAgency/agency/id");
        assert_eq!(first.text("/createAgency/agency/parent/id"), world.first.agency.to_string());
        let again = create(&admin, brigade(&world), once).await;
        assert_eq!(again.text("/createAgency/agency/id"), id);
        let other = json!({ "clientId": CLIENT_ID, "name": "别的大队" });
        create(&admin, brigade(&world), other).await.assert_code("IDEMPOTENCY_MISMATCH");
        create(&admin, brigade(&world), json!({})).await.assert_invalid("name");
    }

    async fn bad_input_names_its_field(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        for (change, field) in [
            (json!({ "name": " " }), "name"),
            (json!({ "division": "33068" }), "division"),
            (json!({ "division": "33068x" }), "division"),
            (json!({ "branch": "SPACE" }), "branch"),
            (json!({ "level": "WORLD" }), "level"),
        ] {
            create(&coordinator, brigade(&world), change).await.assert_invalid(field);
        }
        for change in [json!({ "parentId": "agy_x" }), json!({ "guidingId": "agy_x" }), json!({ "townId": "twn_x" })] {
            create(&coordinator, brigade(&world), change).await.assert_code("NOT_FOUND");
        }
        update(&coordinator, world.first.agency, 1, json!({ "branch": "SPACE" })).await.assert_invalid("branch");
    }

    async fn only_registrars_keep_agencies(world: World) {
        let today = world.clock.today();
        let from = [world.second.agency.to_string()];
        for person in world.limited().into_iter().chain([&world.leader]) {
            let client = world.as_(person).await;
            create(&client, brigade(&world), json!({})).await.assert_code("FORBIDDEN");
            update(&client, world.first.agency, 1, json!({})).await.assert_code("FORBIDDEN");
            reorganise(&client, &from, world.first.agency, today).await.assert_code("FORBIDDEN");
        }
    }

    async fn an_unknown_agency_is_not_found(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let today = world.clock.today();
        update(&coordinator, "agy_x", 1, json!({})).await.assert_code("NOT_FOUND");
        let own = world.first.agency;
        reorganise(&coordinator, &["agy_x".to_owned()], own, today).await.assert_code("NOT_FOUND");
        reorganise(&coordinator, &[own.to_string()], "agy_x", today).await.assert_code("NOT_FOUND");
    }

    async fn a_patch_leaves_what_it_leaves_out(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let changed = update(&coordinator, world.first.agency, 1, json!({ "branch": "STATION" })).await;
        let agency = changed.at("/updateAgency/agency");
        assert_eq!((&agency["branch"], &agency["version"]), (&json!("STATION"), &json!(2)));
        assert_eq!(agency["town"]["id"], world.first.town.to_string());
        let cleared = update(&coordinator, world.first.agency, 2, json!({ "parentId": null, "branch": null })).await;
        let agency = cleared.at("/updateAgency/agency");
        assert_eq!((&agency["branch"], &agency["parent"]), (&Value::Null, &Value::Null));
        update(&coordinator, world.first.agency, 1, json!({ "name": "改名" })).await.assert_code("CONFLICT");
    }

    async fn no_line_runs_in_a_ring(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let below = create(&coordinator, brigade(&world), json!({})).await.text("/createAgency/agency/id");
        let station = world.first.agency;
        update(&coordinator, station, 1, json!({ "parentId": below })).await.assert_invalid("parentId");
        update(&coordinator, station, 1, json!({ "parentId": station.to_string() })).await.assert_invalid("parentId");
        // The other line is another matter.
        update(&coordinator, station, 1, json!({ "guidingId": below })).await.assert_ok();
        update(&coordinator, &below, 1, json!({ "guidingId": station.to_string() })).await.assert_invalid("guidingId");
    }

    async fn two_changes_at_once_make_no_ring(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let (first, second) = (world.first.agency, world.second.agency);
        let (one, other) = (json!({ "parentId": second.to_string() }), json!({ "parentId": first.to_string() }));
        let (one, other) = tokio::join!(
            update(&coordinator, first, 1, one),
            update(&coordinator, second, 1, other),
        );
        assert_eq!([one, other].iter().filter(|answer| answer.code().is_none()).count(), 1);
    }

    async fn a_reorganisation_moves_all_and_keeps_the_old_rows(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let (survivor, old) = (world.first.agency.to_string(), world.second.agency.to_string());
        let below = json!({ "parentId": old, "guidingId": old });
        let below = create(&coordinator, brigade(&world), below).await.text("/createAgency/agency/id");
        let today = world.clock.today();
        let done = reorganise(&coordinator, std::slice::from_ref(&old), &survivor, today).await;
        assert_eq!(done.text("/reorganiseAgencies/agency/town/id"), world.first.town.to_string());

        let query = "query($old: ID!, $below: ID!, $survivor: ID!) {
            old: agency(id: $old) { name endedOn successor { id } officers { totalCount } }
            below: agency(id: $below) { parent { id } guiding { id } }
            survivor: agency(id: $survivor) { endedOn officers { nodes { name } } }
            agencies { nodes { name } } ended: agencies(filter: { ended: true }) { nodes { name } } }";
        let ids = json!({ "old": old, "below": below, "survivor": survivor });
        let seen = coordinator.ask(query, ids).await.at("");
        assert_eq!(seen["old"], json!({
            "name": "乙派出所", "endedOn": today.to_string(), "successor": { "id": survivor },
            "officers": { "totalCount": 0 },
        }));
        assert_eq!(seen["below"], json!({ "parent": { "id": survivor }, "guiding": { "id": survivor } }));
        assert_eq!(seen["survivor"]["endedOn"], Value::Null);
        assert_eq!(seen["survivor"]["officers"]["nodes"].as_array().unwrap().len(), 4);
        assert_eq!(seen["ended"]["nodes"], json!([{ "name": "乙派出所" }]));
        assert!(!seen["agencies"].to_string().contains("乙派出所"));

        // What has ended ends once, changes no more and takes nobody in.
        reorganise(&coordinator, std::slice::from_ref(&old), &survivor, today).await.assert_code("ILLEGAL_STATE");
        update(&coordinator, &old, 2, json!({ "name": "改名" })).await.assert_code("ILLEGAL_STATE");
        let under = json!({ "name": "新大队", "parentId": old });
        create(&coordinator, brigade(&world), under).await.assert_invalid("parentId");
    }

    async fn the_chief_of_the_survivor_reaches_the_old_ones_firms(world: World) {
        let query = "{ enterprises { totalCount } }";
        let chief = world.as_(&world.first.chief).await;
        assert_eq!(chief.query(query).await.at("/enterprises/totalCount"), 2);
        let coordinator = world.as_(&world.coordinator).await;
        let old = [world.second.agency.to_string()];
        reorganise(&coordinator, &old, world.first.agency, world.clock.today()).await.assert_ok();
        // A change of reach takes effect within a second; signing in anew shows it at once.
        let again = world.sign_in(&world.first.chief.username, crate::support::world::PASSWORD).await;
        let chief = world.anonymous().with_token(&again.text("/login/accessToken"));
        assert_eq!(chief.query(query).await.at("/enterprises/totalCount"), 4);
    }

    async fn a_reorganisation_that_cannot_be_is_refused(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let (own, today) = (world.first.agency.to_string(), world.clock.today());
        let tomorrow = today.succ_opt().unwrap();
        let other = [world.second.agency.to_string()];
        reorganise(&coordinator, &[], &own, today).await.assert_invalid("from");
        reorganise(&coordinator, std::slice::from_ref(&own), &own, today).await.assert_invalid("into");
        reorganise(&coordinator, &other, &own, tomorrow).await.assert_invalid("on");
        // The survivor stands deep below the one that ends.
        let middle = create(&coordinator, brigade(&world), json!({})).await.text("/createAgency/agency/id");
        let under = json!({ "name": "中队", "parentId": middle });
        let deep = create(&coordinator, brigade(&world), under).await.text("/createAgency/agency/id");
        reorganise(&coordinator, std::slice::from_ref(&own), &deep, today).await.assert_invalid("into");
        // Right below it, it takes its place.
        let taken = reorganise(&coordinator, std::slice::from_ref(&own), &middle, today).await;
        assert_ne!(taken.text("/reorganiseAgencies/agency/parent/id"), own);
    }
}
