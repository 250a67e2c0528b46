//! Liaison stations, and liaison offices with their partners and merchants. Kiosks: see
//! `stations_kiosks`.

use chrono::Days;
use entity::Id;
use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Answer, Client, World, world::MARK},
};

const STATION: &str = "liaisonStation { id name isOpen closedOn facilities openingHours version }";
const OFFICE: &str = "liaisonOffice { id name division isOpen version
    partners { nodes { agency { name } } } }";
const MERCHANT: &str = "officeMerchant { id enterpriseName leftOn enterprise { id } }";

fn station(world: &World, name: &str) -> Value {
    json!({
        "name": name, "townId": world.first.town.to_string(), "agencyId": world.first.agency.to_string(),
        "address": "山下湖镇珍珠市场", "latitude": 29.68, "longitude": 120.33,
        "facilities": ["出入境自助机", "调解室"], "openingHours": "周一至周五 08:30-17:30",
    })
}

async fn new_agency(coordinator: &Client, name: &str) -> String {
    let input = json!({ "name": name, "level": "CITY", "division": "530100" });
    coordinator.change("createAgency", input, "agency { id }").await.text("/createAgency/agency/id")
}

fn office(agency: &str, partners: &[&str]) -> Value {
    json!({
        "name": "驻昆明警企联络室", "division": "530100", "address": "昆明市官渡区",
        "latitude": 25.02, "longitude": 102.74, "agencyId": agency,
        "openedOn": "2025-05-20", "partnerIds": partners,
    })
}

fn with(mut input: Value, field: &str, value: Value) -> Value {
    input[field] = value;
    input
}

fn merchant(office: impl ToString, firm: impl ToString) -> Value {
    json!({ "officeId": office.to_string(), "enterpriseId": firm.to_string() })
}

async fn merchants_of(client: &Client, office: impl ToString) -> Answer {
    let query = "query($id: ID!) { liaisonOffice(id: $id) {
        name merchants { totalCount nodes { enterpriseName enterprise { id } } } } }";
    client.ask(query, json!({ "id": office.to_string() })).await
}

on_both! {
    async fn a_station_is_entered_found_closed_and_reopened(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let input = with(station(&world, "珍珠市场联络站"), "clientId",
            json!("6f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4b"));
        let made = coordinator.change("createLiaisonStation", input.clone(), STATION).await;
        let place = "/createLiaisonStation/liaisonStation";
        assert_eq!(made.at(&format!("{place}/isOpen")), true);
        assert_eq!(made.at(&format!("{place}/facilities/1")), "调解室");
        let again = coordinator.change("createLiaisonStation", input, STATION).await;
        assert_eq!(again.at(place), made.at(place), "a retry gives the first one");
        let id = made.text(&format!("{place}/id"));

        let auxiliary = world.as_(&world.first.auxiliary).await;
        let found = "query($f: LiaisonStationFilter!) { liaisonStations(filter: $f) { totalCount
            nodes { id town { name } agency { name } kiosks { nodes { name } } } } }";
        for filter in [
            json!({ "search": "zhenzhu" }),
            json!({ "town": world.first.town.to_string(), "search": "市场" }),
            json!({ "agency": world.first.agency.to_string(), "search": "zzsc" }),
            json!({ "search": "珍珠", "open": true }),
        ] {
            let answer = auxiliary.ask(found, json!({ "f": filter })).await;
            assert_eq!(answer.text("/liaisonStations/nodes/0/id"), id, "{filter}");
            assert_eq!(answer.at("/liaisonStations/totalCount"), 1, "{filter}");
        }
        let anything = "{ search(text: \"zhenzhushichang\") { nodes { id name } } }";
        assert_eq!(auxiliary.query(anything).await.text("/search/nodes/0/id"), id);

        let today = world.clock.today();
        let change = json!({ "id": id, "version": 1, "closedOn": today.to_string() });
        let closed = coordinator.change("updateLiaisonStation", change.clone(), STATION).await;
        assert_eq!(closed.at("/updateLiaisonStation/liaisonStation/isOpen"), false);
        coordinator.change("updateLiaisonStation", change, STATION).await.assert_code("CONFLICT");
        let filter = json!({ "f": { "open": false } });
        let answer = auxiliary.ask(found, filter).await;
        assert_eq!(answer.text("/liaisonStations/nodes/0/id"), id);
        let tomorrow = today + Days::new(1);
        let change = json!({ "id": id, "version": 2, "closedOn": tomorrow.to_string() });
        let later = coordinator.change("updateLiaisonStation", change, STATION).await;
        assert_eq!(later.at("/updateLiaisonStation/liaisonStation/isOpen"), true);
        let change = json!({ "id": id, "version": 3, "closedOn": null, "name": "珍珠小镇联络站" });
        let open = coordinator.change("updateLiaisonStation", change, STATION).await;
        assert_eq!(open.at("/updateLiaisonStation/liaisonStation/closedOn"), Value::Null);
        assert_eq!(open.at("/updateLiaisonStation/liaisonStation/openingHours"),
            "周一至周五 08:30-17:30");
    }

    async fn bad_stations_are_refused(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let good = || station(&world, "好站");
        for (field, value) in [
            ("name", json!("  ")),
            ("address", json!("a\nb")),
            ("openingHours", json!("")),
            ("latitude", json!(120.3)),
            ("facilities", json!(vec!["x"; 21])),
        ] {
            let input = with(good(), field, value);
            coordinator.change("createLiaisonStation", input, STATION).await.assert_invalid(field);
        }
        let taken = with(good(), "name", json!("甲联络站"));
        coordinator.change("createLiaisonStation", taken, STATION).await.assert_invalid("name");
        let unknown = with(good(), "townId", json!("twn_00000000000000000000000001"));
        coordinator.change("createLiaisonStation", unknown, STATION).await.assert_code("NOT_FOUND");
        let half = json!({ "id": world.first.station.to_string(), "version": 1, "latitude": 29.7 });
        let answer = coordinator.change("updateLiaisonStation", half, STATION).await;
        answer.assert_invalid("longitude");
    }

    async fn only_the_registrars_keep_stations_and_offices(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let agency = new_agency(&coordinator, "昆明工作组").await;
        for person in world.everybody() {
            if [&world.admin.username, &world.coordinator.username].contains(&&person.username) {
                continue;
            }
            let client = world.as_(person).await;
            let change = json!({ "id": world.first.station.to_string(), "version": 1, "name": "别名" });
            let office_change = json!({ "id": world.first.office.to_string(), "version": 1, "name": "别名" });
            for (mutation, input, selection) in [
                ("createLiaisonStation", station(&world, "新站"), STATION),
                ("updateLiaisonStation", change, STATION),
                ("createLiaisonOffice", office(&agency, &[]), OFFICE),
                ("updateLiaisonOffice", office_change, OFFICE),
            ] {
                client.change(mutation, input, selection).await.assert_code("FORBIDDEN");
            }
        }
        let admin = world.as_(&world.admin).await;
        let made = admin.change("createLiaisonStation", station(&world, "新站"), STATION).await;
        made.assert_ok();
    }

    async fn an_office_has_partners_and_closes(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let agency = new_agency(&coordinator, "昆明工作组").await;
        let commerce = new_agency(&coordinator, "昆明浙江商会").await;
        let police = new_agency(&coordinator, "昆明市公安局官渡分局").await;
        let input = office(&agency, &[&commerce, &police, &commerce]);
        let made = coordinator.change("createLiaisonOffice", input, OFFICE).await;
        let place = "/createLiaisonOffice/liaisonOffice";
        let names = |answer: &Answer, place: &str| {
            let nodes = answer.at(&format!("{place}/partners/nodes"));
            let names = nodes.as_array().unwrap().iter().map(|node| node["agency"]["name"].clone());
            names.collect::<Vec<_>>()
        };
        assert_eq!(names(&made, place), ["昆明浙江商会", "昆明市公安局官渡分局"]);
        let id = made.text(&format!("{place}/id"));
        assert!(world.is_open(Id::parse(&id).unwrap()).await);

        let taken = with(office(&agency, &[]), "name", json!("另一联络室"));
        coordinator.change("createLiaisonOffice", taken, OFFICE).await.assert_invalid("agencyId");
        let bad = with(office(&commerce, &[]), "division", json!("53010"));
        coordinator.change("createLiaisonOffice", bad, OFFICE).await.assert_invalid("division");

        let change = json!({ "id": id, "version": 1, "partnerIds": [police], "name": "昆明联络室" });
        let changed = coordinator.change("updateLiaisonOffice", change, OFFICE).await;
        let place = "/updateLiaisonOffice/liaisonOffice";
        assert_eq!(names(&changed, place), ["昆明市公安局官渡分局"]);
        let early = json!({ "id": id, "version": 2, "closedOn": "2025-05-19" });
        let early = coordinator.change("updateLiaisonOffice", early, OFFICE).await;
        early.assert_invalid("closedOn");
        let today = world.clock.today().to_string();
        let close = json!({ "id": id, "version": 2, "closedOn": today });
        let closed = coordinator.change("updateLiaisonOffice", close, OFFICE).await;
        assert_eq!(closed.at(&format!("{place}/isOpen")), false);
        assert!(!world.is_open(Id::parse(&id).unwrap()).await);
        let late = merchant(&id, world.first.unassigned);
        coordinator.change("addOfficeMerchant", late, MERCHANT).await.assert_code("ILLEGAL_STATE");

        let query = "{ liaisonOffices(filter: { division: \"530100\", open: true }) {
            nodes { name agency { name } } } }";
        let answer = world.as_(&world.first.enterprise_person).await.query(query).await;
        assert_eq!(answer.at("/liaisonOffices/nodes").as_array().unwrap().len(), 2);
    }

    async fn the_people_of_an_office_read_merchants_names_and_nothing_more(world: World) {
        for person in [&world.first.posted, &world.first.office_partner] {
            let client = world.as_(person).await;
            let answer = merchants_of(&client, world.first.office).await;
            let place = "/liaisonOffice/merchants";
            assert_eq!(answer.text(&format!("{place}/nodes/0/enterpriseName")), "甲珍珠有限公司");
            assert_eq!(answer.at(&format!("{place}/nodes/0/enterprise")), Value::Null);
            let query = "query($id: ID!) { enterprise(id: $id) { id } enterprises { totalCount }
                visits { totalCount } serviceRequests { totalCount } }";
            let firm = client.ask(query, json!({ "id": world.first.enterprise.to_string() })).await;
            assert_eq!(firm.at("/enterprise"), Value::Null);
            for list in ["enterprises", "visits", "serviceRequests"] {
                assert_eq!(firm.at(&format!("/{list}/totalCount")), 0, "{list}");
            }
            let other = merchants_of(&client, world.second.office).await;
            assert_eq!(other.at(&format!("{place}/totalCount")), 0);
            assert!(!other.body.to_string().contains(MARK));
        }
        let officer = world.as_(&world.first.officer).await;
        let answer = merchants_of(&officer, world.first.office).await;
        let seen = answer.text("/liaisonOffice/merchants/nodes/0/enterprise/id");
        assert_eq!(seen, world.first.enterprise.to_string(), "whoever sees the firm sees it here");
        let stranger = world.as_(&world.first.partner).await;
        let answer = merchants_of(&stranger, world.first.office).await;
        assert_eq!(answer.at("/liaisonOffice/merchants/totalCount"), 0);
    }

    async fn merchants_come_and_go(world: World) {
        let (first, second) = (&world.first, &world.second);
        assert_eq!(world.office_of(first.enterprise).await, Some(first.office));
        assert_eq!(world.office_of(first.unassigned).await, None);
        let coordinator = world.as_(&world.coordinator).await;
        let added = coordinator
            .change("addOfficeMerchant", merchant(first.office, first.unassigned), MERCHANT)
            .await;
        assert_eq!(added.text("/addOfficeMerchant/officeMerchant/enterpriseName"), "甲袜业有限公司");
        assert_eq!(world.office_of(first.unassigned).await, Some(first.office));
        let twice = merchant(first.office, first.unassigned);
        coordinator.change("addOfficeMerchant", twice, MERCHANT).await.assert_code("ILLEGAL_STATE");

        let posted = world.as_(&first.posted).await;
        let tomorrow = (world.clock.today() + Days::new(1)).to_string();
        let early = with(merchant(first.office, first.unassigned), "leftOn", json!("2020-01-01"));
        posted.change("removeOfficeMerchant", early, MERCHANT).await.assert_invalid("leftOn");
        let late = with(merchant(first.office, first.unassigned), "leftOn", json!(tomorrow));
        posted.change("removeOfficeMerchant", late, MERCHANT).await.assert_invalid("leftOn");
        let input = merchant(first.office, first.unassigned);
        let removed = posted.change("removeOfficeMerchant", input.clone(), MERCHANT).await;
        let left_on = removed.text("/removeOfficeMerchant/officeMerchant/leftOn");
        assert_eq!(left_on, world.clock.today().to_string());
        let again = posted.change("removeOfficeMerchant", input.clone(), MERCHANT).await;
        again.assert_code("ILLEGAL_STATE");
        let gone = posted.change("addOfficeMerchant", input, MERCHANT).await;
        gone.assert_code("NOT_FOUND");
        assert_eq!(world.office_of(first.unassigned).await, None);

        let others = merchant(second.office, first.enterprise);
        posted.change("addOfficeMerchant", others.clone(), MERCHANT).await.assert_code("FORBIDDEN");
        let partner = world.as_(&second.office_partner).await;
        let unknown = merchant(second.office, first.enterprise);
        partner.change("addOfficeMerchant", unknown, MERCHANT).await.assert_code("NOT_FOUND");
        let leader = world.as_(&world.leader).await;
        leader.change("addOfficeMerchant", others.clone(), MERCHANT).await.assert_code("FORBIDDEN");
        leader.change("removeOfficeMerchant", others, MERCHANT).await.assert_code("FORBIDDEN");
    }

    async fn an_office_enters_a_merchant_that_asked_it(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let office = "query($id: ID!) { liaisonOffice(id: $id) { agency { id } } }";
        let agency = coordinator.ask(office, json!({ "id": world.second.office.to_string() })).await;
        let agency = agency.text("/liaisonOffice/agency/id");
        let partner = world.as_(&world.second.office_partner).await;
        let input = merchant(world.second.office, world.first.enterprise);
        partner.change("addOfficeMerchant", input.clone(), MERCHANT).await.assert_code("NOT_FOUND");
        let route = json!({ "id": world.first.request.to_string(), "version": 1, "agencyId": agency,
            "note": "转驻外联络室" });
        coordinator.change("routeRequest", route, "__typename").await.assert_ok();
        partner.change("addOfficeMerchant", input, MERCHANT).await.assert_ok();
        assert_eq!(world.office_of(world.first.enterprise).await, Some(world.first.office),
            "of several offices the one it came to first");
    }

    async fn merchants_follow_a_merge(world: World) {
        let (first, coordinator) = (&world.first, world.as_(&world.coordinator).await);
        for (office, firm) in [(first.office, first.unassigned), (world.second.office, first.unassigned)] {
            coordinator.change("addOfficeMerchant", merchant(office, firm), MERCHANT).await.assert_ok();
        }
        let merge = json!({ "survivorId": first.enterprise.to_string(), "mergedId": first.unassigned.to_string(), "version": 1 });
        coordinator.change("mergeEnterprises", merge, "enterprise { id }").await.assert_ok();
        for office in [first.office, world.second.office] {
            let answer = merchants_of(&coordinator, office).await;
            let nodes = answer.at("/liaisonOffice/merchants/nodes");
            let mine = nodes.as_array().unwrap().iter();
            let mine = mine.filter(|node| node["enterprise"]["id"] == first.enterprise.to_string());
            assert_eq!(mine.count(), 1, "{nodes}");
        }
    }
}
