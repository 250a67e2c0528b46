//! Webhooks: who is told what, in which order, how often, and where never; and the list of changes.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
};

use chrono::TimeDelta;
use secrecy::SecretSlice;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use wanqi::features::{auth::Secret, webhooks};

use crate::{
    integrations::{Made, made},
    on_both,
    support::{
        Client, World,
        world::{PASSWORD, Person, Side},
    },
};

/// What came in one request: its headers by lower-case name, and its body.
type Heard = (HashMap<String, String>, String);

/// Somebody who listens.
struct Receiver {
    url: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    status: Arc<AtomicU16>,
}

impl Receiver {
    /// Listens on a free port and answers with the status that is set.
    async fn listening() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (heard, status) = (Arc::<Mutex<Vec<Heard>>>::default(), Arc::new(AtomicU16::new(200)));
        let (kept, answers) = (Arc::clone(&heard), Arc::clone(&status));
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let (kept, answers) = (Arc::clone(&kept), Arc::clone(&answers));
                tokio::spawn(async move {
                    let heard = read(&mut socket).await;
                    kept.lock().unwrap().push(heard);
                    let status = answers.load(Ordering::SeqCst);
                    let answer = format!(
                        "HTTP/1.1 {status} Said\r\nLocation: http://127.0.0.1:9/\r\n\
                         Content-Length: 5\r\nConnection: close\r\n\r\nheard"
                    );
                    let _ = socket.write_all(answer.as_bytes()).await;
                });
            }
        });
        Self { url, heard, status }
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// The ids and topics of what was heard.
    fn told(&self) -> Vec<(String, String, String)> {
        let told = |(headers, body): &Heard| {
            let body: Value = serde_json::from_str(body).unwrap();
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            (headers["webhook-id"].clone(), text(&body["type"]), text(&body["data"]["id"]))
        };
        self.heard().iter().map(told).collect()
    }
}

async fn read(socket: &mut tokio::net::TcpStream) -> Heard {
    let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let count = socket.read(&mut part).await.unwrap();
        bytes.extend_from_slice(&part[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            assert!(count > 0, "the request broke off");
            continue;
        };
        let headers: HashMap<_, _> = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
            .collect();
        let length: usize = headers.get("content-length").map_or(0, |text| text.parse().unwrap());
        if body.len() >= length {
            return (headers, body.to_owned());
        }
    }
}

/// A worker of its own, as a server that was started just now has.
fn sender(internal: &[&str]) -> webhooks::Sender {
    let secret = Secret::new(&SecretSlice::from(vec![7; 64])).unwrap();
    let internal: Vec<_> = internal.iter().map(|&entry| entry.to_owned()).collect();
    webhooks::Sender::new(Arc::new(secret), &internal).unwrap()
}

/// Does what the worker does at news.
async fn work(world: &World) -> u64 {
    webhooks::number(&world.database).await.unwrap();
    webhooks::deliver(&world.database, &sender(&["127.0.0.1"])).await.unwrap()
}

async fn hook(client: &Client, url: &str, topics: Value) -> (String, String) {
    let input = json!({ "url": url, "topics": topics });
    let made = client.change("createWebhook", input, "secret webhook { id }").await;
    (made.text("/createWebhook/webhook/id"), made.text("/createWebhook/secret"))
}

/// A client that reads visits, and somebody who logs them.
async fn told_of_visits(world: &World, receiver: &Receiver) -> (Made, String, String) {
    let made = made(world, json!({})).await;
    // What happened before is nobody's concern.
    webhooks::number(&world.database).await.unwrap();
    let (id, secret) = hook(&made.client, &receiver.url, json!(["visit.*"])).await;
    (made, id, secret)
}

async fn plan_visit(world: &World, side: &Side) -> String {
    let officer = world.as_(&side.officer).await;
    let input = json!({ "enterpriseId": side.enterprise.to_string(), "kind": "VISIT",
        "happensAt": world.clock.now() + TimeDelta::days(1) });
    officer.change("planVisit", input, "visit { id }").await.text("/planVisit/visit/id")
}

/// Signs somebody in whose session ended as time passed.
async fn anew(world: &World, person: &Person) -> Client {
    let answer = world.sign_in(&person.username, PASSWORD).await;
    world.anonymous().with_token(&answer.text("/login/accessToken"))
}

async fn cancel_visit(world: &World, id: &str) {
    let officer = anew(world, &world.first.officer).await;
    let input = json!({ "id": id, "version": 1, "reason": "企业停产" });
    officer.change("cancelVisit", input, "visit { id }").await.assert_ok();
}

async fn states(client: &Client) -> Vec<String> {
    let query = "{ webhookDeliveries(first: 100) { nodes { state } } }";
    let nodes = client.query(query).await.at("/webhookDeliveries/nodes");
    nodes.as_array().unwrap().iter().map(|it| it["state"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn what_happens_within_reach_is_told_signed_and_once(world: World) {
        let receiver = Receiver::listening().await;
        let (made, id, secret) = told_of_visits(&world, &receiver).await;
        let visit = plan_visit(&world, &world.first).await;
        plan_visit(&world, &world.second).await;
        assert_eq!(work(&world).await, 1);
        assert_eq!(work(&world).await, 0);
        let heard = receiver.heard();
        let (headers, body) = &heard[0];
        assert_eq!(heard.len(), 1, "{heard:?}");
        let told: Value = serde_json::from_str(body).unwrap();
        assert_eq!((&told["type"], &told["data"]["id"]), (&json!("visit.planned"), &json!(visit)));
        assert_eq!(told.as_object().unwrap().len(), 3);

        let mut given = http_headers(headers);
        let verifier = Webhook::new(&secret).unwrap();
        verifier.verify(body.as_bytes(), &given).unwrap();
        given.insert("webhook-id", "out_other".parse().unwrap());
        assert!(verifier.verify(body.as_bytes(), &given).is_err());

        let query = "{ webhookDeliveries { nodes { state topic messageId subjectId request
            webhook { id } attempts { status answer failure } } } }";
        let seen = made.client.query(query).await;
        assert_eq!(seen.at("/webhookDeliveries/nodes/0/state"), "DELIVERED");
        assert_eq!(seen.at("/webhookDeliveries/nodes/0/request"), json!(body));
        assert_eq!(seen.at("/webhookDeliveries/nodes/0/webhook/id"), id);
        assert_eq!(seen.at("/webhookDeliveries/nodes/0/attempts"),
            json!([{ "status": 200, "answer": "heard", "failure": null }]));
        let officer = world.as_(&world.first.officer).await;
        assert_eq!(officer.query(query).await.at("/webhookDeliveries/nodes"), json!([]));
    }

    async fn an_hour_of_silence_and_two_deaths_lose_nothing(world: World) {
        let receiver = Receiver::listening().await;
        let (made, _, _) = told_of_visits(&world, &receiver).await;
        receiver.answers(503);
        let first = plan_visit(&world, &world.first).await;
        work(&world).await;
        let second = plan_visit(&world, &world.first).await;
        cancel_visit(&world, &first).await;
        // The server dies with a try in hand: whoever comes next waits for the lease, then tries.
        let dying = webhooks::number(&world.database);
        dying.await.unwrap();
        {
            let sender = sender(&["127.0.0.1"]);
            let mut dying = Box::pin(webhooks::deliver(&world.database, &sender));
            let _ = tokio::time::timeout(std::time::Duration::from_millis(1), &mut dying).await;
        }
        for _ in 0..12 {
            world.clock.advance(TimeDelta::minutes(5));
            work(&world).await;
        }
        assert!(states(&made.client).await.iter().all(|state| state == "PENDING"));
        let tried = receiver.heard().len();
        assert!(tried > 5, "{tried}");
        let cancelled = |told: &[(String, String, String)]| {
            told.iter().any(|(_, topic, id)| topic == "visit.cancelled" && *id == first)
        };
        assert!(!cancelled(&receiver.told()), "a later event overtook");

        receiver.answers(204);
        for _ in 0..3 {
            world.clock.advance(TimeDelta::hours(3));
            work(&world).await;
        }
        assert!(states(&made.client).await.iter().all(|state| state == "DELIVERED"));
        let told = receiver.told();
        let mut ids: HashMap<String, (String, String)> = HashMap::new();
        for (id, topic, subject) in &told {
            let same = (topic.clone(), subject.clone());
            assert_eq!(ids.entry(id.clone()).or_insert_with(|| same.clone()), &same);
        }
        assert_eq!(ids.len(), 3, "{told:?}");
        let of_first: Vec<_> = told.iter().filter(|(.., id)| *id == first).collect();
        let place = |topic: &str| of_first.iter().rposition(|it| it.1 == topic).unwrap();
        assert!(place("visit.planned") < of_first.iter().position(|it| it.1 == "visit.cancelled").unwrap());
        assert!(told.iter().any(|(.., id)| *id == second));
    }

    async fn three_days_park_a_delivery_pause_its_webhook_and_tell_its_owner(world: World) {
        let receiver = Receiver::listening().await;
        let (made, id, _) = told_of_visits(&world, &receiver).await;
        receiver.answers(500);
        let first = plan_visit(&world, &world.first).await;
        for _ in 0..13 {
            work(&world).await;
            world.clock.advance(TimeDelta::hours(6));
        }
        work(&world).await;
        cancel_visit(&world, &first).await;
        receiver.answers(200);
        work(&world).await;
        assert_eq!(states(&made.client).await, ["PENDING", "PARKED"]);
        let query = "{ webhooks { nodes { id state version } } }";
        let hook = made.client.query(query).await.at("/webhooks/nodes/0");
        assert_eq!(hook["state"], "PAUSED");
        let admin = anew(&world, &world.admin).await;
        world.advance(TimeDelta::seconds(1)).await;
        wanqi::features::notifications::tell(&world.database, &Default::default()).await.unwrap();
        let notices = admin.query("{ notices { nodes { kind subject { ... on Webhook { id } } } } }").await;
        assert_eq!(notices.at("/notices/nodes/0"),
            json!({ "kind": "WEBHOOK_PAUSED", "subject": { "id": id } }));

        let heard = receiver.heard().len();
        let go_on = json!({ "id": id, "version": hook["version"], "isPaused": false });
        made.client.change("updateWebhook", go_on, "webhook { state }").await.assert_ok();
        assert_eq!(work(&world).await, 1);
        let again = json!({ "webhookId": id, "since": "2020-01-01T00:00:00Z" });
        let again = made.client.change("redeliverWebhook", again, "count").await;
        assert_eq!(again.at("/redeliverWebhook/count"), 2);
        assert_eq!(work(&world).await, 2);
        let told = receiver.told().split_off(heard);
        let topics: Vec<_> = told.iter().map(|(_, topic, _)| topic.as_str()).collect();
        assert_eq!(topics, ["visit.cancelled", "visit.planned", "visit.cancelled"]);
        assert_eq!(told[0].0, told[2].0, "the same event carries the same id");
    }

    async fn nothing_is_told_behind_the_firewall(world: World) {
        let made = made(&world, json!({})).await;
        for bad in [
            "http://127.0.0.2/", "https://10.0.0.8/x", "https://169.254.169.254/latest/meta-data/",
            "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://0/",
            "https://2130706434/", "ftp://example.com/", "https://user:pass@example.com/", "nonsense",
            "https://192.168.0.1.nip.invalid/", "http://8.8.8.8/", "",
        ] {
            let input = json!({ "url": bad, "topics": ["visit.*"] });
            made.client.change("createWebhook", input, "secret").await.assert_invalid("url");
        }
        // What was allowed once and is no more is refused at the delivery.
        let receiver = Receiver::listening().await;
        webhooks::number(&world.database).await.unwrap();
        hook(&made.client, &receiver.url, json!(["visit.*"])).await;
        plan_visit(&world, &world.first).await;
        webhooks::number(&world.database).await.unwrap();
        webhooks::deliver(&world.database, &sender(&[])).await.unwrap();
        let query = "{ webhookDeliveries { nodes { attempts { status failure } } } }";
        let tried = made.client.query(query).await.at("/webhookDeliveries/nodes/0/attempts/0");
        assert!(tried["status"].is_null() && tried["failure"].as_str().unwrap().contains("public"));
        assert_eq!(receiver.heard().len(), 0);
        // A redirect is an answer and no way.
        receiver.answers(302);
        world.clock.advance(TimeDelta::minutes(2));
        work(&world).await;
        assert_eq!(receiver.heard().len(), 1);
        let tried = made.client.query(query).await.at("/webhookDeliveries/nodes/0/attempts/0");
        assert_eq!(tried["status"], 302);
    }

    async fn a_secret_changes_with_an_overlap(world: World) {
        let receiver = Receiver::listening().await;
        let (made, id, old) = told_of_visits(&world, &receiver).await;
        let rotated = made.client.change("rotateWebhookSecret", json!({ "id": id }), "secret").await;
        let new = rotated.text("/rotateWebhookSecret/secret");
        assert_ne!(old, new);
        plan_visit(&world, &world.first).await;
        work(&world).await;
        world.clock.advance(TimeDelta::hours(25));
        let officer = anew(&world, &world.first.officer).await;
        let input = json!({ "enterpriseId": world.first.enterprise.to_string(), "kind": "VISIT",
            "happensAt": world.clock.now() });
        officer.change("planVisit", input, "visit { id }").await.assert_ok();
        work(&world).await;
        let heard = receiver.heard();
        let signatures: Vec<_> =
            heard.iter().map(|(headers, _)| headers["webhook-signature"].split(' ').count()).collect();
        assert_eq!(signatures, [2, 1]);
    }

    async fn a_webhook_is_kept_by_its_client_and_who_answers_for_it(world: World) {
        let receiver = Receiver::listening().await;
        let owner = json!({ "ownerId": world.first.chief.id.to_string() });
        let made = made(&world, owner).await;
        let chief = world.as_(&world.first.chief).await;
        let input = json!({ "apiClientId": made.id, "url": receiver.url, "topics": ["visit.logged"],
            "clientId": "6f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4d" });
        let first = chief.change("createWebhook", input.clone(), "webhook { id }").await;
        let again = chief.change("createWebhook", input.clone(), "webhook { id }").await;
        assert_eq!(first.at("/createWebhook/webhook/id"), again.at("/createWebhook/webhook/id"));
        let id = first.text("/createWebhook/webhook/id");
        let officer = world.as_(&world.first.officer).await;
        let mut others = input;
        others["clientId"] = Value::Null;
        officer.change("createWebhook", others, "secret").await.assert_code("NOT_FOUND");
        officer.change("deleteWebhook", json!({ "id": id }), "webhook { id }").await
            .assert_code("NOT_FOUND");
        let own = json!({ "url": receiver.url, "topics": ["visit.logged"] });
        officer.change("createWebhook", own, "secret").await.assert_invalid("apiClientId");
        let unknown = json!({ "url": receiver.url, "topics": ["session.opened"] });
        made.client.change("createWebhook", unknown, "secret").await.assert_invalid("topics");
        made.client.change("deleteWebhook", json!({ "id": id }), "webhook { state }").await.assert_ok();
        assert_eq!(chief.query("{ webhooks { nodes { id } } }").await.at("/webhooks/nodes"), json!([]));
        let topics = made.client.query("{ webhookTopics }").await.at("/webhookTopics");
        assert!(topics.as_array().unwrap().contains(&json!("kiosk.offline")));
    }

    async fn a_mirror_misses_and_repeats_nothing(world: World) {
        let made = made(&world, json!({})).await;
        webhooks::number(&world.database).await.unwrap();
        let start = made.client.query("{ changes { cursor hasMore changes { topic } } }").await;
        let start = start.text("/changes/cursor");
        let mut expected = Vec::new();
        for _ in 0..3 {
            expected.push(plan_visit(&world, &world.first).await);
            plan_visit(&world, &world.second).await;
        }
        let query = "query($since: String!, $first: Int) { changes(since: $since, first: $first,
            kinds: [\"visit\"]) { cursor hasMore changes { cursor topic subjectId node { id } } } }";
        let unnumbered = made.client.ask(query, json!({ "since": start })).await;
        assert_eq!(unnumbered.at("/changes/changes"), json!([]), "nothing is told before its place is known");
        webhooks::number(&world.database).await.unwrap();
        let (mut cursor, mut told, mut turns) = (start.clone(), Vec::new(), 0);
        loop {
            let page = made.client.ask(query, json!({ "since": cursor, "first": 2 })).await;
            for change in page.at("/changes/changes").as_array().unwrap() {
                assert_eq!(change["node"]["id"], change["subjectId"]);
                told.push(change["subjectId"].as_str().unwrap().to_owned());
            }
            cursor = page.text("/changes/cursor");
            turns += 1;
            if page.at("/changes/hasMore") == false {
                break;
            }
        }
        assert_eq!(told, expected);
        assert_eq!(turns, 3);
        let rest = made.client.ask(query, json!({ "since": cursor })).await;
        assert_eq!(rest.at("/changes/changes"), json!([]));
        for bad in ["", "-1", "x", "99999999999999999999"] {
            made.client.ask(query, json!({ "since": bad })).await.assert_invalid("since");
        }
        let unknown = "{ changes(since: \"0\", kinds: [\"session\"]) { cursor } }";
        made.client.query(unknown).await.assert_invalid("kinds");
        let closed = "{ changes(since: \"0\", kinds: [\"alert\"]) { cursor } }";
        assert!(made.client.query(closed).await.code().is_some());
        let few = "{ changes(since: \"0\", first: 1001) { cursor } }";
        made.client.query(few).await.assert_invalid("first");
    }

    async fn what_an_import_or_a_merge_changes_on_its_way_is_told_too(world: World) {
        let made = made(&world, json!({})).await;
        webhooks::number(&world.database).await.unwrap();
        let start = made.client.query("{ changes { cursor } }").await.text("/changes/cursor");
        let coordinator = world.as_(&world.coordinator).await;
        let input = json!({ "survivorId": world.first.unassigned.to_string(),
            "mergedId": world.first.enterprise.to_string(), "version": 1 });
        coordinator.change("mergeEnterprises", input, "__typename").await.assert_ok();
        webhooks::number(&world.database).await.unwrap();
        let query = "query($since: String!) { changes(since: $since) { changes { topic } } }";
        let told = made.client.ask(query, json!({ "since": start })).await.at("/changes/changes");
        for topic in ["enterprise.merged", "visit.updated", "assignment.updated"] {
            assert!(told.to_string().contains(topic), "{topic}: {told}");
        }
    }
}

fn http_headers(headers: &HashMap<String, String>) -> reqwest::header::HeaderMap {
    let named = |name: &'static str| (name, headers[name].clone());
    let names = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(named);
    names
        .into_iter()
        .map(|(name, value)| {
            let name = reqwest::header::HeaderName::from_static(name);
            (name, value.parse().unwrap())
        })
        .collect()
}
