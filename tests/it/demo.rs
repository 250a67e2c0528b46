//! The demo county: people of every role who can sign in, and something to look at for each.

use std::{collections::HashMap, os::unix::fs::PermissionsExt};

use serde_json::{Value, json};
use wanqi::{demo, platform::clock::Clock};

use crate::support::{Client, Kind, Served, TestDatabase};

async fn a_demo_county_has_people_of_every_role(kind: Kind) {
    let Some(files) = TestDatabase::new(kind).await else { return };
    let clock = Clock::default();
    let database = files.open(clock.clone()).await;
    let credentials = files.folder().join("people.json");
    demo::build(&database, 60, &credentials).await.unwrap();
    let again = demo::build(&database, 60, &credentials).await;
    assert!(again.is_err(), "a database that is not empty is refused");

    let mode = std::fs::metadata(&credentials).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let people: Vec<Value> = serde_json::from_slice(&std::fs::read(&credentials).unwrap()).unwrap();
    let mut by_role: HashMap<&str, usize> = HashMap::new();
    for person in &people {
        *by_role.entry(person["role"].as_str().unwrap()).or_default() += 1;
    }
    assert_eq!(by_role.len(), 10, "{by_role:?}");
    assert!(by_role.values().all(|count| *count >= 2), "{by_role:?}");

    let served = Served::on(database, files.folder());
    for person in &people {
        let client = sign_in(&served, person).await;
        client.query("{ viewer { user { role } } }").await.assert_ok();
    }
    let person = |name: &str| people.iter().find(|p| p["username"] == name).unwrap();
    let leader = sign_in(&served, person("leader1")).await;
    let answer = leader.query("{ enterprises { totalCount } visits { totalCount } }").await;
    assert_eq!(answer.at("/enterprises/totalCount"), 60);
    assert!(answer.at("/visits/totalCount").as_u64().unwrap() > 90);
    let states = [
        "SUBMITTED",
        "ACCEPTED",
        "IN_PROGRESS",
        "WAITING_FOR_REQUESTER",
        "RESOLVED",
        "CLOSED",
        "REJECTED",
        "WITHDRAWN",
    ];
    for state in states {
        let query =
            "query($s: RequestState) { serviceRequests(filter: { state: $s }) { totalCount } }";
        let count =
            leader.ask(query, json!({ "s": state })).await.at("/serviceRequests/totalCount");
        assert!(count.as_u64().unwrap() > 0, "no request is {state}");
    }
    let climbs = leader
        .query(
            "{ overdue: serviceRequests(filter: { overdue: true }) { totalCount nodes {
                dueExplanation { dueAt } timeline { nodes { step } } } }
            returned: escalations(filter: { state: RETURNED }) { totalCount }
            approved: escalations(filter: { state: APPROVED }) { nodes { attempt place } }
            taskForces(filter: { living: true }) { nodes { members { totalCount } } } }",
        )
        .await;
    assert!(climbs.at("/overdue/totalCount").as_u64() > Some(0));
    for request in climbs.at("/overdue/nodes").as_array().unwrap() {
        assert_ne!(request["dueExplanation"], Value::Null);
        assert!(request["timeline"].to_string().contains("FALL_DUE"), "{request}");
    }
    assert_eq!(climbs.at("/returned/totalCount"), 1);
    assert_eq!(climbs.at("/approved/nodes").as_array().unwrap().len(), 3);
    assert_eq!(climbs.at("/taskForces/nodes/0/members/totalCount"), 2);
    let places = "{ liaisonStations { totalCount } liaisonOffices { nodes { name
        merchants { totalCount } partners { totalCount } } }
        kiosks(filter: { state: ONLINE }) { nodes { totals { count } } } }";
    let places = leader.query(places).await;
    assert_eq!(places.at("/liaisonStations/totalCount"), 3);
    for office in places.at("/liaisonOffices/nodes").as_array().unwrap() {
        assert!(office["merchants"]["totalCount"].as_u64() > Some(0), "{office}");
        assert!(office["partners"]["totalCount"].as_u64() > Some(0), "{office}");
    }
    assert_eq!(places.at("/kiosks/nodes/0/totals").as_array().unwrap().len(), 2);
    let officer = sign_in(&served, person("officer1")).await;
    let firms = officer.query("{ enterprises { totalCount } }").await.at("/enterprises/totalCount");
    assert_eq!(firms, 9);
    let machine = sign_in(&served, person("integrator1")).await;
    let firms = machine.query("{ enterprises { totalCount } }").await.at("/enterprises/totalCount");
    assert!(firms.as_u64() > Some(0), "{firms}");
    let admin = sign_in(&served, person("admin1")).await;
    let clients = admin.query("{ apiClients { nodes { name scopes } } }").await;
    assert_eq!(clients.at("/apiClients/nodes").as_array().unwrap().len(), 2);
}

async fn sign_in(served: &Served, person: &Value) -> Client {
    let anonymous = Client::anonymous(&served.base);
    let input = json!({ "username": person["username"], "password": person["password"] });
    let token = anonymous.change("login", input, "accessToken").await.text("/login/accessToken");
    anonymous.with_token(&token)
}

#[tokio::test]
async fn a_demo_county_has_people_of_every_role_on_sqlite() {
    a_demo_county_has_people_of_every_role(Kind::Sqlite).await;
}

#[tokio::test]
async fn a_demo_county_has_people_of_every_role_on_postgres() {
    a_demo_county_has_people_of_every_role(Kind::Postgres).await;
}
