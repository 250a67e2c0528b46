//! Systems of others: their keys, what these open, from where and how much of it.

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wanqi::server::TrustedDocuments;

use crate::{
    on_both,
    support::{Answer, Client, Served, World, world::PASSWORD},
};

const CLIENT: &str = "key apiClient { id version scopes addresses quotaPerMinute revokedAt
    keys { hint expiresAt lastUsedAt revokedAt } }";
const FIRMS: &str = "{ enterprises(first: 10) { nodes { id name } } }";
const VISITS: &str = "{ visits(first: 10) { nodes { id } } }";
const ALL: [&str; 4] = ["registers:read", "visits:read", "requests:read", "places:read"];

/// A client that was made just now.
pub struct Made {
    /// Its id.
    pub id: String,
    /// Its first key.
    pub key: String,
    /// The caller with that key.
    pub client: Client,
}

/// Makes a client in an agency of the police.
pub async fn made(world: &World, change: Value) -> Made {
    let admin = world.as_(&world.admin).await;
    let agency = world.first.agency.to_string();
    let asked = "query($id: ID!) { agency(id: $id) { version branch } }";
    let stands = admin.ask(asked, json!({ "id": agency })).await;
    if stands.at("/agency/branch").is_null() {
        let input =
            json!({ "id": agency, "version": stands.at("/agency/version"), "branch": "STATION" });
        admin.change("updateAgency", input, "__typename").await.assert_ok();
    }
    let mut input = json!({ "name": "县数据平台", "agencyId": agency, "scopes": ALL });
    for (field, value) in change.as_object().unwrap() {
        input[field] = value.clone();
    }
    let made = admin.change("createApiClient", input, CLIENT).await;
    let key = made.text("/createApiClient/key");
    let client = world.anonymous().with_token(&key);
    Made { id: made.text("/createApiClient/apiClient/id"), key, client }
}

/// Sends a query as a program does that looks at the whole answer.
async fn sent(world: &World, key: &str, query: &str) -> reqwest::Response {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http.request(Method::POST, format!("{}/graphql", world.base)).bearer_auth(key);
    request.json(&json!({ "query": query })).send().await.unwrap()
}

async fn token(world: &World, form: &[(&str, &str)]) -> (StatusCode, Value) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let body = form.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    let request = http.post(format!("{}/oauth/token", world.base)).body(body.join("&"));
    let request = request.header("Content-Type", "application/x-www-form-urlencoded");
    let answer = request.send().await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

fn lacks(answer: &Answer, scope: &str) {
    answer.assert_code("FORBIDDEN");
    assert_eq!(answer.body["errors"][0]["extensions"]["scope"], scope, "{:#}", answer.body);
}

on_both! {
    async fn a_key_opens_what_its_scopes_say_of_what_its_home_sees(world: World) {
        let made = made(&world, json!({ "scopes": ["registers:read"] })).await;
        assert!(made.key.starts_with("wq_api_") && made.key.len() == 71);
        let seen = made.client.query(FIRMS).await;
        let names = seen.at("/enterprises/nodes");
        assert_eq!(names.as_array().unwrap().len(), 2, "{names}");
        assert!(!names.to_string().contains(crate::support::world::MARK));
        lacks(&made.client.query(VISITS).await, "visits:read");
        let narrowed = "{ enterprises(filter: { lastVisitBefore: \"2030-01-01\" }) { nodes { id } } }";
        lacks(&made.client.query(narrowed).await, "visits:read");
        let nested = "{ enterprises(first: 1) { nodes { visits { nodes { id } } } } }";
        lacks(&made.client.query(nested).await, "visits:read");
        let input = json!({ "enterpriseId": world.first.enterprise.to_string(), "title": "办证",
            "body": "三月参展", "category": "PERMIT" });
        lacks(&made.client.change("submitRequest", input.clone(), "__typename").await, "requests:write");
        // What no machine does is no question of scopes.
        let visit = json!({ "enterpriseId": world.first.enterprise.to_string(), "kind": "VISIT",
            "happensAt": "2026-12-01T00:00:00Z" });
        let refused = made.client.change("planVisit", visit, "__typename").await;
        refused.assert_code("FORBIDDEN");
        assert!(refused.body["errors"][0]["extensions"].get("scope").is_none());

        let admin = world.as_(&world.admin).await;
        let wider = json!({ "id": made.id, "version": 1, "scopes": ["visits:read", "requests:write",
            "requests:read"] });
        admin.change("updateApiClient", wider, "apiClient { version }").await.assert_ok();
        world.advance(TimeDelta::seconds(1)).await;
        assert_eq!(made.client.query(VISITS).await.at("/visits/nodes").as_array().unwrap().len(), 1);
        lacks(&made.client.query(FIRMS).await, "registers:read");
        // A machine reads what is SHARED of a request, its own one to the end.
        let filed = made.client.change("submitRequest", input, "serviceRequest { id state }").await;
        let id = filed.text("/submitRequest/serviceRequest/id");
        let asked = "query($id: ID!) { serviceRequest(id: $id) { timeline { nodes { step visibility } } } }";
        for id in [id, world.first.request.to_string()] {
            let events = made.client.ask(asked, json!({ "id": id })).await;
            let events = events.at("/serviceRequest/timeline/nodes");
            assert!(events.to_string().contains("SUBMIT"), "{events}");
            assert!(!events.to_string().contains("INTERNAL"), "{events}");
        }
    }

    async fn keys_change_with_an_overlap_end_and_are_shut_out(world: World) {
        let made = made(&world, json!({ "keyDays": 30 })).await;
        let admin = world.as_(&world.admin).await;
        let rotate = json!({ "id": made.id, "overlapHours": 2, "keyDays": 10 });
        let rotated = admin.change("rotateApiClient", rotate, CLIENT).await;
        let next = world.anonymous().with_token(&rotated.text("/rotateApiClient/key"));
        for client in [&made.client, &next] {
            client.query(FIRMS).await.assert_ok();
        }
        world.advance(TimeDelta::hours(2) + TimeDelta::seconds(1)).await;
        made.client.query(FIRMS).await.assert_code("UNAUTHENTICATED");
        next.query(FIRMS).await.assert_ok();
        world.advance(TimeDelta::days(10)).await;
        next.query(FIRMS).await.assert_code("UNAUTHENTICATED");

        let admin = world.sign_in(&world.admin.username, PASSWORD).await;
        let admin = world.anonymous().with_token(&admin.text("/login/accessToken"));
        let rotated = admin.change("rotateApiClient", json!({ "id": made.id }), CLIENT).await;
        let third = world.anonymous().with_token(&rotated.text("/rotateApiClient/key"));
        third.query(FIRMS).await.assert_ok();
        let listed = admin.query("{ apiClients { nodes { id keys { hint lastUsedAt expiresAt } } } }").await;
        let clients = listed.at("/apiClients/nodes");
        let keys = &clients.as_array().unwrap().iter().find(|it| it["id"] == made.id).unwrap()["keys"];
        assert_eq!(keys.as_array().unwrap().len(), 3);
        assert!(keys[0]["hint"].as_str().unwrap().len() < 16 && !keys[0]["lastUsedAt"].is_null());
        let gone = admin.change("revokeApiClient", json!({ "id": made.id }), "apiClient { revokedAt }");
        assert!(!gone.await.at("/revokeApiClient/apiClient/revokedAt").is_null());
        world.advance(TimeDelta::seconds(1)).await;
        third.query(FIRMS).await.assert_code("UNAUTHENTICATED");
        let again = admin.change("rotateApiClient", json!({ "id": made.id }), "key").await;
        again.assert_code("ILLEGAL_STATE");
    }

    async fn a_key_is_good_from_the_addresses_agreed(world: World) {
        let there = made(&world, json!({ "addresses": ["127.0.0.0/8"] })).await;
        there.client.query(FIRMS).await.assert_ok();
        let elsewhere = json!({ "name": "外地", "addresses": ["10.1.2.3"] });
        let elsewhere = made(&world, elsewhere).await;
        elsewhere.client.query(FIRMS).await.assert_code("UNAUTHENTICATED");
        // Whoever is no load balancer cannot say that it comes from somewhere else.
        for (from, code) in [("127.0.0.1", 401), ("127.0.0.2", 200)] {
            let http = reqwest::Client::builder().no_proxy();
            let http = http.local_address(Some(from.parse().unwrap())).build().unwrap();
            let request = http.post(format!("{}/graphql", world.base)).bearer_auth(&elsewhere.key);
            let request = request.header("X-Forwarded-For", "203.0.113.9, 10.1.2.3");
            let body: Value =
                request.json(&json!({ "query": FIRMS })).send().await.unwrap().json().await.unwrap();
            assert_eq!(body.get("errors").is_none(), code == 200, "{from}: {body:#}");
        }
    }

    async fn a_quota_is_told_and_refuses_until_time_has_passed(world: World) {
        let made = made(&world, json!({ "quotaPerMinute": 1_000 })).await;
        let query = "{ enterprises(first: 100) { nodes { visits(first: 3) { nodes { id } } } } }";
        let first = sent(&world, &made.key, query).await;
        assert_eq!(first.status(), 200);
        assert_eq!(first.headers()["ratelimit-limit"], "1000");
        let left: u64 = first.headers()["ratelimit-remaining"].to_str().unwrap().parse().unwrap();
        assert_eq!(first.headers()["ratelimit-reset"], "31");
        let cost = &first.json::<Value>().await.unwrap()["extensions"]["cost"];
        assert_eq!((cost["quota"].as_u64(), cost["left"].as_u64()), (Some(1_000), Some(left)));
        assert_eq!(cost["cost"].as_u64().unwrap() + left, 1_000, "{cost}");

        let refused = sent(&world, &made.key, query).await;
        assert_eq!(refused.status(), 429);
        let wait: i64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=60).contains(&wait), "{wait}");
        let body: Value = refused.json().await.unwrap();
        assert_eq!(body["errors"][0]["extensions"]["code"], "RATE_LIMITED");
        // Nobody else stands in the same line.
        world.as_(&world.first.officer).await.query(query).await.assert_ok();
        world.advance(TimeDelta::seconds(wait)).await;
        assert_eq!(sent(&world, &made.key, query).await.status(), 200);
        let far = "{ enterprises(first: 100) { nodes { visits(first: 100) { nodes { id } } } } }";
        made.client.query(far).await.assert_code("TOO_COSTLY");
    }

    async fn a_key_is_exchanged_for_a_token_of_ten_minutes(world: World) {
        let made = made(&world, json!({})).await;
        let grant = ("grant_type", "client_credentials");
        let (id, secret) = (("client_id", made.id.as_str()), ("client_secret", made.key.as_str()));
        let (status, given) = token(&world, &[grant, id, secret, ("scope", "registers:read")]).await;
        assert_eq!(status, 200, "{given}");
        assert_eq!((&given["token_type"], &given["scope"]), (&json!("Bearer"), &json!("registers:read")));
        assert_eq!(given["expires_in"], 600);
        let machine = world.anonymous().with_token(given["access_token"].as_str().unwrap());
        machine.query(FIRMS).await.assert_ok();
        lacks(&machine.query(VISITS).await, "visits:read");
        let (_, whole) = token(&world, &[grant, id, secret]).await;
        let whole = world.anonymous().with_token(whole["access_token"].as_str().unwrap());
        whole.query(VISITS).await.assert_ok();

        let refusals = [
            (vec![grant, id, ("client_secret", "wq_api_0")], 401, "invalid_client"),
            (vec![grant, ("client_id", "acl_0"), secret], 401, "invalid_client"),
            (vec![grant, id], 401, "invalid_client"),
            (vec![("grant_type", "password"), id, secret], 400, "unsupported_grant_type"),
            (vec![id, secret], 400, "invalid_request"),
            (vec![grant, id, secret, ("scope", "alerts:write")], 400, "invalid_scope"),
        ];
        for (form, status, error) in refusals {
            let (got, body) = token(&world, &form).await;
            assert_eq!((got.as_u16(), body["error"].as_str()), (status, Some(error)), "{form:?}");
        }
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let basic = http.post(format!("{}/oauth/token", world.base));
        let basic = basic.basic_auth(&made.id, Some(&made.key)).body("grant_type=client_credentials");
        let basic = basic.header("Content-Type", "application/x-www-form-urlencoded");
        assert_eq!(basic.send().await.unwrap().status(), 200);

        let admin = world.as_(&world.admin).await;
        admin.change("revokeApiClient", json!({ "id": made.id }), "__typename").await.assert_ok();
        world.advance(TimeDelta::seconds(1)).await;
        machine.query(FIRMS).await.assert_code("UNAUTHENTICATED");
        world.advance(TimeDelta::minutes(10)).await;
        whole.query(FIRMS).await.assert_code("UNAUTHENTICATED");
    }

    async fn clients_are_kept_by_security_and_seen_by_who_answers_for_them(world: World) {
        let owner = &world.first.chief;
        let made = made(&world, json!({ "ownerId": owner.id.to_string() })).await;
        let listed = "{ apiClients { nodes { id name owner { id } agency { id } keys { hint } } } }";
        let seen = world.as_(owner).await.query(listed).await;
        assert_eq!(seen.at("/apiClients/nodes/0/id"), made.id);
        assert_eq!(seen.at("/apiClients/nodes/0/keys").as_array().unwrap().len(), 1);
        let own = made.client.query(listed).await;
        assert_eq!(own.at("/apiClients/nodes/0/id"), made.id);
        let none = world.as_(&world.coordinator).await.query(listed).await;
        assert_eq!(none.at("/apiClients/nodes"), json!([]));
        let input = json!({ "name": "不该有", "scopes": [] });
        for person in [owner, &world.coordinator, &world.leader] {
            let client = world.as_(person).await;
            client.change("createApiClient", input.clone(), "key").await.assert_code("FORBIDDEN");
            let rotate = client.change("rotateApiClient", json!({ "id": made.id }), "key").await;
            assert!(matches!(rotate.code(), Some("FORBIDDEN" | "NOT_FOUND")), "{:#}", rotate.body);
        }
        let admin = world.as_(&world.admin).await;
        let bad = [
            ("scopes", json!(["people:read"])),
            ("addresses", json!(["nowhere"])),
            ("quotaPerMinute", json!(1)),
            ("keyDays", json!(0)),
            ("keyDays", json!(9_999)),
            ("name", json!("县数据平台")),
            ("associationId", json!(world.first.association.to_string())),
            ("ownerId", json!(world.first.integrator.id.to_string())),
        ];
        for (field, value) in bad {
            let mut input = json!({ "name": "新平台", "scopes": ["adhoc"],
                "agencyId": world.first.agency.to_string() });
            input[field] = value;
            let answer = admin.change("createApiClient", input, "key").await;
            answer.assert_code("BAD_INPUT");
            let named = answer.body["errors"][0]["extensions"]["field"].as_str().unwrap();
            assert!(named.starts_with(field), "{named} for {field}");
        }
    }

    async fn where_only_known_documents_are_taken_others_need_a_key_for_it(world: World) {
        let known = "mutation($input: LoginInput!) { login(input: $input) { accessToken } }";
        let hash: String = Sha256::digest(known).iter().map(|byte| format!("{byte:02x}")).collect();
        let trusted = TrustedDocuments::read(json!([hash]).to_string().as_bytes()).unwrap();
        let served = Served::trusting(world.database.clone(), world.files.folder(), trusted);
        let anonymous = Client::anonymous(&served.base);
        let input = json!({ "username": world.first.officer.username, "password": PASSWORD });
        let token = anonymous.ask(known, json!({ "input": input })).await.text("/login/accessToken");
        let officer = anonymous.with_token(&token);
        let refused = officer.query(FIRMS).await;
        refused.assert_invalid("query");
        assert_eq!(refused.body["errors"][0]["extensions"]["reason"], "untrusted_document");
        for (name, scopes, is_taken) in
            [("甲", vec!["registers:read"], false), ("乙", vec!["registers:read", "adhoc"], true)]
        {
            let made = made(&world, json!({ "name": name, "scopes": scopes })).await;
            let answer = anonymous.with_token(&made.key).query(FIRMS).await;
            assert_eq!(answer.code().is_none(), is_taken, "{name}: {:#}", answer.body);
        }
    }

    async fn a_compressed_body_is_refused_as_such(world: World) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = http.post(format!("{}/graphql", world.base)).body("{}");
        let request = request.header("Content-Type", "application/json");
        let answer = request.header("Content-Encoding", "gzip").send().await.unwrap();
        assert_eq!(answer.status(), 415);
    }
}
