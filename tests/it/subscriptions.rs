//! Subscriptions: the protocol and its close codes, who hears of what, on which server, and what
//! ends a connection.

use std::time::Duration;

use actix_http::ws::Message;
use chrono::TimeDelta;
use entity::user::Role;
use serde_json::{Value, json};

use crate::{
    on_both,
    requests::{file, step},
    support::{
        Kind, Served, World,
        socket::{Heard, Socket},
        world::{PASSWORD, Person},
    },
};

const CHANGED: &str = "subscription($id: ID) { requestChanged(id: $id) { id state number
    enterprise { name } timeline { nodes { step } } } }";

async fn token(world: &World, person: &Person) -> String {
    world.sign_in(&person.username, PASSWORD).await.text("/login/accessToken")
}

async fn socket_of(world: &World, person: &Person) -> Socket {
    Socket::signed_in(&world.base, &token(world, person).await).await
}

on_both! {
    async fn a_request_is_told_after_each_step_to_those_who_reach_it(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let mut firm = socket_of(&world, &world.first.enterprise_person).await;
        let mut other = socket_of(&world, &world.second.enterprise_person).await;
        let mut leader = socket_of(&world, &world.leader).await;
        firm.subscribe("1", CHANGED, json!({})).await;
        other.subscribe("1", CHANGED, json!({})).await;
        leader.subscribe("x", CHANGED, json!({})).await;

        let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        assert_eq!(firm.told("/requestChanged/id").await, json!(id));
        step(&officer, "acceptRequest", &id, &json!({})).await.assert_ok();
        assert_eq!(firm.told("/requestChanged/state").await, json!("ACCEPTED"));
        step(&officer, "startRequest", &id, &json!({})).await.assert_ok();
        let timeline = firm.told("/requestChanged/timeline/nodes").await;
        assert_eq!(timeline.as_array().unwrap().len(), 3, "nothing is told from a cache");
        for _ in 0..3 {
            assert_eq!(leader.told("/requestChanged/id").await, json!(id));
        }
        other.is_silent().await;
    }

    async fn what_is_served_of_a_demand_is_told_to_who_asked(world: World) {
        let association = world.as_(&world.first.association_person).await;
        let coordinator = world.as_(&world.coordinator).await;
        let demand = json!({ "demand": { "firms": 400, "people": 1_000, "months": [3] } });
        let id = file(&association, &demand).await;
        let mut socket = socket_of(&world, &world.first.association_person).await;
        let query = "subscription($id: ID) { requestChanged(id: $id) { demand { firmsServed } } }";
        socket.subscribe("1", query, json!({ "id": id })).await;
        let input = json!({ "requestId": id, "version": 1, "firmsServed": 120 });
        let done = coordinator.change("recordDemandServed", input, "demand { firmsServed }").await;
        done.assert_ok();
        assert_eq!(socket.told("/requestChanged/demand/firmsServed").await, json!(120));
    }

    async fn one_request_is_told_and_no_other(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = json!({ "enterpriseId": world.first.enterprise.to_string() });
        let (watched, other) = (file(&officer, &firm).await, file(&officer, &firm).await);
        let mut socket = socket_of(&world, &world.first.officer).await;
        socket.subscribe("1", CHANGED, json!({ "id": watched })).await;
        step(&officer, "acceptRequest", &other, &json!({})).await.assert_ok();
        step(&officer, "acceptRequest", &watched, &json!({})).await.assert_ok();
        assert_eq!(socket.told("/requestChanged/id").await, json!(watched));
        socket.is_silent().await;
    }

    async fn an_internal_note_is_told_to_those_who_read_it(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        let mut firm = socket_of(&world, &world.first.enterprise_person).await;
        let mut inside = socket_of(&world, &world.first.chief).await;
        firm.subscribe("1", CHANGED, json!({ "id": id })).await;
        inside.subscribe("1", CHANGED, json!({ "id": id })).await;
        let note = json!({ "id": id, "note": "内部", "visibility": "INTERNAL" });
        officer.change("addRequestNote", note, "__typename").await.assert_ok();
        assert_eq!(inside.told("/requestChanged/id").await, json!(id));
        firm.is_silent().await;
    }

    async fn what_leaves_the_reach_falls_silent(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let id = world.first.request.to_string();
        let mut partner = socket_of(&world, &world.first.partner).await;
        partner.subscribe("1", CHANGED, json!({ "id": id })).await;
        let to = |agency: &dyn ToString| json!({ "agencyId": agency.to_string(), "note": "转" });
        let there = to(&world.first.partner_agency);
        step(&coordinator, "routeRequest", &id, &there).await.assert_ok();
        assert_eq!(partner.told("/requestChanged/id").await, json!(id));
        let back = to(&world.first.agency);
        step(&coordinator, "routeRequest", &id, &back).await.assert_ok();
        partner.is_silent().await;
    }

    async fn what_ends_is_told_no_more(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let mut socket = socket_of(&world, &world.first.officer).await;
        socket.subscribe("1", CHANGED, json!({})).await;
        socket.say(json!({ "id": "1", "type": "complete" })).await;
        socket.subscribe("1", "subscription { requestChanged { state } }", json!({})).await;
        file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        let told = socket.told("/requestChanged").await;
        assert_eq!(told, json!({ "state": "SUBMITTED" }), "the second, not the first");
        socket.is_silent().await;
    }

    async fn an_ended_session_closes_its_connection(world: World) {
        let token = token(&world, &world.first.officer).await;
        let mut socket = Socket::signed_in(&world.base, &token).await;
        let mut another = socket_of(&world, &world.first.officer).await;
        world.anonymous().with_token(&token).query("mutation { logout { session { id } } }").await.assert_ok();
        let ended = tokio::time::timeout(Duration::from_millis(1_200), socket.closed()).await;
        assert_eq!(ended.unwrap(), 4401);
        another.is_silent().await;
    }

    async fn a_closed_account_closes_its_connections(world: World) {
        let admin = world.as_(&world.admin).await;
        let mut socket = socket_of(&world, &world.first.officer).await;
        let input = json!({ "id": world.first.officer.id.to_string() });
        admin.change("deactivateUser", input, "user { state }").await.assert_ok();
        let ended = tokio::time::timeout(Duration::from_millis(1_200), socket.closed()).await;
        assert_eq!(ended.unwrap(), 4401);
    }

    async fn other_rights_close_the_connection(world: World) {
        let admin = world.as_(&world.admin).await;
        let mut socket = socket_of(&world, &world.first.partner).await;
        let user = world.first.partner.id.to_string();
        let home = json!({ "agencyId": world.second.partner_agency.to_string() });
        let input = json!({ "id": user, "version": 1, "place": { "role": "PARTNER", "home": home } });
        admin.change("updateUser", input, "user { id }").await.assert_ok();
        let ended = tokio::time::timeout(Duration::from_millis(1_200), socket.closed()).await;
        assert!(matches!(ended.unwrap(), 4401 | 4403));
    }

    async fn a_token_that_has_run_out_closes_the_connection(world: World) {
        let mut socket = socket_of(&world, &world.first.officer).await;
        world.advance(TimeDelta::minutes(11)).await;
        assert_eq!(socket.closed().await, 4401);
    }

    async fn errors_are_worded_as_over_http(world: World) {
        let mut socket = socket_of(&world, &world.first.officer).await;
        for query in ["subscription { nothing }", "subscription { requestChanged }", "subscription {",
            "{ viewer { user { id } } }", "mutation { logout { session { id } } }",
            "subscription { a: requestChanged { id } b: requestChanged { id } }",
            "subscription { ...Changed } fragment Changed on Subscription { requestChanged { id } }"] {
            let payload = json!({ "query": query });
            socket.say(json!({ "id": "1", "type": "subscribe", "payload": payload })).await;
            assert_eq!(socket.refused().await, "BAD_INPUT", "{query}");
        }
        let answer = world.anonymous().query("subscription { requestChanged { id } }").await;
        answer.assert_code("BAD_INPUT");
    }
}

async fn served() -> World {
    World::new(Kind::Sqlite).await.unwrap()
}

async fn ends_with(socket: &mut Socket, messages: Vec<Value>) -> u16 {
    for message in messages {
        socket.say(message).await;
    }
    loop {
        if let Heard::Closed(code) = socket.next().await {
            return code;
        }
    }
}

#[tokio::test]
async fn the_codes_of_a_close() {
    let world = served().await;
    let token = token(&world, &world.first.officer).await;
    let init = json!({ "type": "connection_init", "payload": { "token": token } });
    let payload = json!({ "query": CHANGED });
    let begin = json!({ "id": "1", "type": "subscribe", "payload": payload });
    for (messages, code) in [
        (vec![json!("nonsense")], 4400),
        (vec![json!({ "type": "start" })], 4400),
        (vec![init.clone(), json!({ "type": "subscribe", "id": "1" })], 4400),
        (vec![begin.clone()], 4401),
        (vec![json!({ "type": "connection_init" })], 4401),
        (vec![json!({ "type": "connection_init", "payload": { "token": "made up" } })], 4403),
        (vec![init.clone(), begin.clone(), begin.clone()], 4409),
        (vec![init.clone(), init.clone()], 4429),
    ] {
        let mut socket = Socket::speaking(&world.base).await;
        assert_eq!(ends_with(&mut socket, messages.clone()).await, code, "{messages:?}");
    }
    let mut socket = Socket::speaking(&world.base).await;
    socket.write(Message::Binary(vec![1].into())).await;
    assert_eq!(socket.closed().await, 4400);
    let mut socket = Socket::speaking(&world.base).await;
    socket.write(Message::Text("x".repeat(65 * 1024).into())).await;
    assert_eq!(socket.closed().await, 1009);
    let mut socket = Socket::open(&world.base, "").await;
    assert_eq!(socket.closed().await, 4406);
    let mut socket = Socket::speaking(&world.base).await;
    assert!(socket.head.contains("graphql-transport-ws"), "{}", socket.head);
    assert!(socket.head.starts_with("HTTP/1.1 101"), "{}", socket.head);
    socket.write(Message::Close(None)).await;
    assert_eq!(socket.closed().await, 1005, "a close is answered");
}

#[tokio::test]
async fn whoever_says_nothing_is_closed_after_ten_seconds() {
    let world = served().await;
    let mut socket = Socket::speaking(&world.base).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(socket.closed().await, 4408);
}

#[tokio::test]
async fn a_cookie_signs_in_too() {
    let world = served().await;
    let token = token(&world, &world.first.officer).await;
    let headers =
        format!("Sec-WebSocket-Protocol: graphql-transport-ws\r\nCookie: wanqi_access={token}\r\n");
    let mut socket = Socket::open(&world.base, &headers).await;
    socket.say(json!({ "type": "connection_init" })).await;
    assert_eq!(socket.heard().await, json!({ "type": "connection_ack" }));
    socket.say(json!({ "type": "ping", "payload": { "n": 1 } })).await;
    assert_eq!(socket.heard().await, json!({ "type": "pong", "payload": { "n": 1 } }));
}

#[tokio::test]
async fn there_are_at_most_32_subscriptions_on_one_connection() {
    let world = served().await;
    let mut socket = socket_of(&world, &world.first.officer).await;
    let payload = json!({ "query": CHANGED });
    for id in 0..33 {
        let id = id.to_string();
        socket.say(json!({ "id": id, "type": "subscribe", "payload": payload })).await;
    }
    assert_eq!(socket.refused().await, "LIMIT_REACHED");
}

#[tokio::test]
async fn what_happens_at_one_server_is_heard_at_the_other() {
    let Some(world) = World::new(Kind::Postgres).await else { return };
    let second = Served::on(world.files.open(world.clock.clone()).await, world.files.folder());
    let token = token(&world, &world.first.chief).await;
    let mut socket = Socket::signed_in(&second.base, &token).await;
    socket.subscribe("1", CHANGED, json!({})).await;
    let officer = world.as_(&world.first.officer).await;
    let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
    assert_eq!(socket.told("/requestChanged/id").await, json!(id));
    assert_eq!(world.first.chief.role, Role::Chief);
    world
        .anonymous()
        .with_token(&token)
        .query("mutation { logout { session { id } } }")
        .await
        .assert_ok();
    assert_eq!(socket.closed().await, 4401, "a session ends on every server");
}
