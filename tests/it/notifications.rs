//! Notices and the inbox: who is told what, exactly once, by which channel; and what waits for whom.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use clap::Parser;
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
    sync::Mutex,
};
use wanqi::{
    config::Cli,
    features::notifications::{
        Channels,
        channels::{Channel, Mail, Message, Sms},
        deliver, tell,
    },
    worker::Outbox,
};

use crate::{
    on_both,
    requests::{file, step},
    support::{
        Client, Served, World,
        socket::Socket,
        world::{PASSWORD, Person},
    },
};

const NOTICES: &str =
    "{ notices { totalCount nodes { id kind title body readAt subject { id } } } }";
const INBOX: &str = "{ inbox { total counts { kind count }
    requestsToAccept { totalCount nodes { id } } requestsInHand { totalCount nodes { id } }
    questionsToAnswer { totalCount nodes { id } } requestsToConfirm { totalCount nodes { id } }
    stepsToDecide { totalCount } stepsToResubmit { totalCount }
    dueSoon { totalCount } overdue { totalCount }
    plansToApprove { totalCount } handoverNotesToWrite { totalCount }
    incidentsToSettle { totalCount } dispatchesToAnswer { totalCount }
    unreadNotices { totalCount nodes { id } } } }";
const CHANGED: &str = "subscription { inboxChanged { total counts { kind count }
    unreadNotices { nodes { title } } } }";

/// Makes the notices of what has happened.
pub async fn told(world: &World) -> u64 {
    tell(&world.database, &Channels::default()).await.unwrap()
}

/// The kinds of a person's notices, the newest first.
pub async fn kinds(client: &Client) -> Vec<String> {
    let notices = client.query(NOTICES).await.at("/notices/nodes");
    let kind = |notice: &Value| notice["kind"].as_str().unwrap().to_owned();
    notices.as_array().unwrap().iter().map(kind).collect()
}

/// How many notices a person has.
pub async fn total(client: &Client) -> Value {
    client.query("{ notices { totalCount } }").await.at("/notices/totalCount")
}

async fn filed(world: &World) -> String {
    let firm = world.as_(&world.first.enterprise_person).await;
    file(&firm, &json!({})).await
}

/// A socket of a person who signed in.
pub async fn socket_of(world: &World, person: &Person) -> Socket {
    let token = world.sign_in(&person.username, PASSWORD).await.text("/login/accessToken");
    Socket::signed_in(&world.base, &token).await
}

on_both! {
    async fn a_request_is_told_to_those_who_are_to_accept_it(world: World) {
        told(&world).await;
        let id = filed(&world).await;
        assert!(told(&world).await > 0);
        assert_eq!(told(&world).await, 0, "nothing is told twice");
        let officer = world.as_(&world.first.officer).await;
        let notice = officer.query(NOTICES).await.at("/notices/nodes/0");
        assert_eq!(notice["kind"], "REQUEST_TO_ACCEPT");
        assert_eq!(notice["subject"]["id"], json!(id));
        assert_eq!(notice["title"], "A request waits for acceptance");
        assert!(notice["body"].as_str().unwrap().contains("-0000"), "{notice}");
        assert_eq!(kinds(&world.as_(&world.first.chief).await).await, ["REQUEST_TO_ACCEPT"]);
        for other in [&world.first.colleague, &world.second.chief, &world.first.partner,
            &world.first.enterprise_person, &world.leader] {
            assert_eq!(total(&world.as_(other).await).await, 0, "{}", other.username);
        }
    }

    async fn each_side_is_told_what_the_other_did(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let id = filed(&world).await;
        told(&world).await;
        for (who, name, fields) in [
            (&officer, "acceptRequest", json!({})),
            (&officer, "startRequest", json!({})),
            (&officer, "askRequester", json!({ "question": "多少人？" })),
            (&firm, "answerQuestion", json!({ "answer": "一千余人" })),
            (&officer, "resolveRequest", json!({ "outcome": "DONE", "note": "办妥" })),
        ] {
            step(who, name, &id, &fields).await.assert_ok();
            told(&world).await;
        }
        assert_eq!(kinds(&firm).await, ["REQUEST_RESOLVED", "QUESTION_TO_ANSWER"]);
        assert_eq!(kinds(&officer).await, ["QUESTION_ANSWERED", "REQUEST_TO_ACCEPT"]);
    }

    async fn a_notice_shows_its_subject_only_within_reach(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let partner = world.as_(&world.first.partner).await;
        let id = world.first.request.to_string();
        let to = |agency: &dyn ToString| json!({ "agencyId": agency.to_string(), "note": "转" });
        step(&coordinator, "routeRequest", &id, &to(&world.first.partner_agency)).await.assert_ok();
        told(&world).await;
        let subject = partner.query(NOTICES).await.at("/notices/nodes/0/subject");
        assert_eq!(subject["id"], json!(id));
        step(&coordinator, "routeRequest", &id, &to(&world.first.agency)).await.assert_ok();
        let notice = partner.query(NOTICES).await.at("/notices/nodes/0");
        assert_eq!(notice["subject"], Value::Null);
        assert!(!notice["body"].as_str().unwrap().is_empty());
    }

    async fn a_notice_is_read_by_its_user_alone(world: World) {
        filed(&world).await;
        told(&world).await;
        let officer = world.as_(&world.first.officer).await;
        let chief = world.as_(&world.first.chief).await;
        let id = officer.query(NOTICES).await.at("/notices/nodes/0/id");
        let read = |client: Client, id: Value| async move {
            client.change("markNoticeRead", json!({ "id": id }), "notice { readAt }").await
        };
        read(chief.clone(), id.clone()).await.assert_code("NOT_FOUND");
        let first = read(officer.clone(), id.clone()).await.text("/markNoticeRead/notice/readAt");
        let again = read(officer.clone(), id.clone()).await.text("/markNoticeRead/notice/readAt");
        assert_eq!(first, again);
        let unread = |client: Client, unread: bool| async move {
            let query = format!("{{ notices(unread: {unread}) {{ totalCount }} }}");
            client.query(&query).await.at("/notices/totalCount")
        };
        assert_eq!(unread(officer.clone(), true).await, 0);
        assert_eq!(unread(officer, false).await, 1);
        let all = chief.change("markAllNoticesRead", json!({}), "count").await;
        assert_eq!(all.at("/markAllNoticesRead/count"), 1);
        assert_eq!(unread(chief, true).await, 0);
    }

    async fn what_came_after_the_look_stays_unread(world: World) {
        filed(&world).await;
        told(&world).await;
        let chief = world.as_(&world.first.chief).await;
        let seen = world.clock.now().to_rfc3339();
        filed(&world).await;
        told(&world).await;
        let all = chief.change("markAllNoticesRead", json!({ "until": seen }), "count").await;
        assert_eq!(all.at("/markAllNoticesRead/count"), 1);
        assert_eq!(chief.query("{ notices(unread: true) { totalCount } }").await.at("/notices/totalCount"), 1);
    }

    async fn the_inbox_holds_what_waits(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let id = filed(&world).await;
        let waits = |client: Client, section: &'static str| {
            let id = id.clone();
            async move {
                let inbox = client.query(INBOX).await.at("/inbox");
                let section = inbox[section]["nodes"].as_array().unwrap();
                section.iter().any(|row| row["id"] == json!(id))
            }
        };
        assert!(waits(officer.clone(), "requestsToAccept").await);
        assert!(waits(world.as_(&world.first.chief).await, "requestsToAccept").await);
        assert!(!waits(world.as_(&world.second.chief).await, "requestsToAccept").await);
        assert!(!waits(world.as_(&world.first.colleague).await, "requestsToAccept").await);
        assert!(!waits(firm.clone(), "requestsToAccept").await);
        for (who, name, fields, waiting, section) in [
            (&officer, "acceptRequest", json!({}), &officer, "requestsInHand"),
            (&officer, "startRequest", json!({}), &officer, "requestsInHand"),
            (&officer, "askRequester", json!({ "question": "？" }), &firm, "questionsToAnswer"),
            (&firm, "answerQuestion", json!({ "answer": "是" }), &officer, "requestsInHand"),
            (&officer, "resolveRequest", json!({ "outcome": "DONE", "note": "办妥" }), &firm, "requestsToConfirm"),
        ] {
            step(who, name, &id, &fields).await.assert_ok();
            assert!(waits(waiting.clone(), section).await, "{section} after {name}");
        }
        step(&firm, "confirmRequest", &id, &json!({})).await.assert_ok();
        assert!(!waits(firm, "requestsToConfirm").await);
    }

    async fn counts_and_lists_are_one_rule(world: World) {
        for _ in 0..3 {
            filed(&world).await;
        }
        told(&world).await;
        for person in world.everybody() {
            let client = world.as_(person).await;
            let before = world.database.statements();
            let inbox = client.query(INBOX).await.at("/inbox");
            let statements = world.database.statements() - before;
            // Four a section: counted by itself and in the total, counted and listed.
            assert!(statements <= 4 * 14, "{}: {statements} statements", person.username);
            let sum: u64 = inbox["counts"].as_array().unwrap().iter().map(|row| {
                let count = row["count"].as_u64().unwrap();
                let section = row["kind"].as_str().unwrap().to_lowercase();
                let mut words = section.split('_');
                let first = words.next().unwrap().to_owned();
                let name = words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..]);
                assert_eq!(inbox[&name]["totalCount"], json!(count), "{}: {name}", person.username);
                if matches!(section.as_str(), "due_soon" | "overdue") { 0 } else { count }
            }).sum();
            assert_eq!(inbox["total"], json!(sum));
        }
        let officer = world.as_(&world.first.officer).await.query(INBOX).await.at("/inbox/total");
        assert!(officer.as_u64().unwrap() >= 6, "three requests and three notices: {officer}");
    }

    async fn the_inbox_is_told_when_it_changes(world: World) {
        let mut officer = socket_of(&world, &world.first.officer).await;
        let mut other = socket_of(&world, &world.second.officer).await;
        officer.subscribe("1", CHANGED, json!({})).await;
        other.subscribe("1", CHANGED, json!({})).await;
        filed(&world).await;
        let first = officer.told("/inboxChanged/total").await.as_u64().unwrap();
        told(&world).await;
        let notice = officer.told("/inboxChanged").await;
        assert_eq!(notice["total"], json!(first + 1));
        assert_eq!(notice["unreadNotices"]["nodes"][0]["title"], "A request waits for acceptance");
        world.as_(&world.first.officer).await.change("markAllNoticesRead", json!({}), "count").await.assert_ok();
        assert_eq!(officer.told("/inboxChanged/total").await, json!(first));
        other.is_silent().await;
    }

    async fn notices_are_made_exactly_once_whoever_works(world: World) {
        told(&world).await;
        let second = match world.database.dialect() {
            wanqi::platform::dialect::Dialect::Sqlite => world.database.clone(),
            wanqi::platform::dialect::Dialect::Postgres => world.files.open(world.clock.clone()).await,
        };
        let outbox = || Some(Outbox { channels: Channels::default(), every: Duration::from_millis(20) });
        let folder = world.files.folder();
        let servers = [
            Served::working(world.database.clone(), folder, outbox()),
            Served::working(second, folder, outbox()),
        ];
        let firm = world.as_(&world.first.enterprise_person).await;
        let filing = (0..10).map(|_| async {
            for _ in 0..20 {
                file(&firm, &json!({})).await;
            }
        });
        futures_util::future::join_all(filing).await;
        let chief = world.as_(&world.first.chief).await;
        for _ in 0..100 {
            if total(&chief).await == json!(200) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(total(&chief).await, 200);
        assert_eq!(told(&world).await, 0, "nothing is left");
        assert_eq!(total(&chief).await, 200);
        drop(servers);
    }

    async fn an_sms_is_tried_until_the_gateway_has_it(world: World) {
        told(&world).await;
        let (url, heard) = gateway(vec![500, 429, 202]).await;
        let token = world.files.folder().join("token");
        std::fs::write(&token, "gateway secret\n").unwrap();
        let channels = Channels::default().with_sms(Sms::new(&url, Some(&token)).unwrap());
        filed(&world).await;
        tell(&world.database, &channels).await.unwrap();
        assert_eq!(deliver(&world.database, &channels).await.unwrap(), 0, "the gateway fails");
        assert_eq!(deliver(&world.database, &channels).await.unwrap(), 0, "not due again yet");
        world.advance(TimeDelta::seconds(31)).await;
        assert_eq!(deliver(&world.database, &channels).await.unwrap(), 0, "it is busy");
        world.advance(TimeDelta::seconds(61)).await;
        assert_eq!(deliver(&world.database, &channels).await.unwrap(), 1);
        world.advance(TimeDelta::hours(2)).await;
        assert_eq!(deliver(&world.database, &channels).await.unwrap(), 0, "it is done");
        let heard = heard.lock().await;
        assert_eq!(heard.len(), 3);
        let (head, body) = &heard[0];
        assert!(head.to_lowercase().contains("authorization: bearer gateway secret\r\n"), "{head}");
        assert_eq!(body["to"], "13233420612");
        assert!(body["text"].as_str().unwrap().contains("请及时受理"), "{body}");
        assert!(heard.iter().all(|(_, again)| again == body), "the same message each time");
    }
}

/// A gateway that answers with these statuses in turn, and keeps what it was sent.
async fn gateway(statuses: Vec<u16>) -> (String, Arc<Mutex<Vec<(String, Value)>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/sms", listener.local_addr().unwrap());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&heard);
    tokio::spawn(async move {
        for status in statuses {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.unwrap());
            }
            let head = String::from_utf8(head).unwrap();
            let length = head.to_lowercase();
            let length = length.split("content-length: ").nth(1).unwrap();
            let mut body = vec![0; length.split("\r\n").next().unwrap().parse().unwrap()];
            stream.read_exact(&mut body).await.unwrap();
            kept.lock().await.push((head, serde_json::from_slice(&body).unwrap()));
            let answer =
                format!("HTTP/1.1 {status} Told\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (url, heard)
}

#[tokio::test]
async fn a_mail_is_handed_to_the_smtp_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = SecretString::from(format!("smtp://{}", listener.local_addr().unwrap()));
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let (mut heard, mut is_data) = (String::new(), false);
        write.write_all(b"220 here\r\n").await.unwrap();
        while let Some(line) = lines.next_line().await.unwrap() {
            heard += &format!("{line}\n");
            let answer = match line.split(' ').next().unwrap_or_default() {
                "." if is_data => "250 taken\r\n",
                _ if is_data => continue,
                "DATA" => {
                    is_data = true;
                    "354 go on\r\n"
                }
                _ => "250 fine\r\n",
            };
            write.write_all(answer.as_bytes()).await.unwrap();
            if answer.contains("taken") {
                break;
            }
        }
        heard
    });
    let mail = Mail::new(&url, "万企 <wanqi@example.cn>").unwrap();
    let message = Message {
        id: "ntc_1".to_owned(),
        to: "somebody@example.cn".to_owned(),
        title: "有诉求待受理".to_owned(),
        text: "plain words".to_owned(),
    };
    mail.send(&message).await.unwrap();
    let heard = server.await.unwrap();
    assert!(heard.contains("RCPT TO:<somebody@example.cn>"), "{heard}");
    assert!(
        heard.contains("Message-ID: <ntc_1@wanqi>") && heard.contains("plain words"),
        "{heard}"
    );
    assert!(mail.send(&message).await.is_err(), "the server is gone");
}

#[tokio::test]
async fn a_demo_county_refuses_what_would_reach_people() {
    for way in [
        ["--sms-url", "http://127.0.0.1:1/", "--log-notices"],
        ["--smtp-url", "smtp://127.0.0.1:1", "--mail-from=a@example.cn"],
    ] {
        let mut words = vec!["wanqi", "demo", "--database-url", "sqlite:/nowhere/at/all.db"];
        words.extend(way);
        let refused = wanqi::commands::run(Cli::try_parse_from(words).unwrap()).await;
        let refused = format!("{:?}", refused.unwrap_err());
        assert!(refused.contains("a demo county sends nothing"), "{refused}");
    }
}
