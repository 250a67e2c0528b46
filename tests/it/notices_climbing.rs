//! Notices and the inbox of what climbs: steps to decide, due dates, task forces, demands, kiosks.

use std::{
    net::TcpListener,
    process::Command,
    time::{Duration, Instant},
};

use chrono::{Datelike, TimeDelta};
use serde_json::{Value, json};
use wanqi::{
    features::{
        notifications::Channels,
        requests::{note_overdue, remind_demands},
        stations::mark_silent_kiosks,
    },
    platform::dialect::Dialect,
    worker::Outbox,
};

use crate::{
    escalations::{decide, escalate, in_progress},
    notifications::{kinds, socket_of, told, total},
    on_both,
    requests::file,
    stations_kiosks::{install, permits},
    support::{Client, Served, World, socket::Socket, world::climbing::GuidingLine},
    task_forces::form,
};

const INBOX: &str = "{ inbox { total counts { kind count }
    stepsToDecide { totalCount nodes { id } } stepsToResubmit { totalCount nodes { id } }
    dueSoon { totalCount nodes { id } } overdue { totalCount nodes { id } } } }";
const CHANGED: &str = "subscription($id: ID) { requestChanged(id: $id) { id } }";
const INBOX_CHANGED: &str = "subscription { inboxChanged { stepsToDecide { totalCount } } }";

async fn inbox(client: &Client) -> Value {
    client.query(INBOX).await.at("/inbox")
}

fn chain(line: &GuidingLine) -> Value {
    json!({ "steps": [
        { "agencyId": line.detachment.agency.to_string() },
        { "agencyId": line.corps.agency.to_string() },
    ] })
}

/// The steps that wait for this person's decision.
async fn to_decide(client: &Client) -> Vec<String> {
    let nodes = inbox(client).await["stepsToDecide"]["nodes"].clone();
    nodes.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// The newest notice with its subject.
async fn newest(client: &Client) -> Value {
    let query = "{ notices(first: 1) { nodes { kind body subject { __typename id } } } }";
    client.query(query).await.at("/notices/nodes/0")
}

/// How many of these kinds are of that kind.
fn of_kind(kinds: &[String], kind: &str) -> usize {
    kinds.iter().filter(|one| *one == kind).count()
}

on_both! {
    async fn a_step_is_told_to_who_decides_it_and_its_end_to_the_handler(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let detachment = world.as_(&line.detachment.person).await;
        let corps = world.as_(&line.corps.person).await;
        let request = in_progress(&world).await;
        told(&world).await;
        let step = escalate(&officer, &request, &chain(&line)).await;
        let step = step.text("/escalateRequest/escalation/id");
        told(&world).await;
        let notice = newest(&detachment).await;
        assert_eq!(notice["kind"], "STEP_TO_DECIDE");
        assert_eq!(notice["subject"], json!({ "__typename": "Escalation", "id": step }));
        assert_eq!(total(&corps).await, 0, "its turn has not come");
        assert_eq!(total(&world.as_(&world.leader).await).await, 0);

        decide(&detachment, &step, "RETURN", "请补充").await.assert_ok();
        told(&world).await;
        assert_eq!(newest(&officer).await["kind"], "STEP_RETURNED");
        let again = json!({ "id": step, "version": 2, "note": "附测算" });
        officer.change("resubmitEscalation", again, "escalation { id }").await.assert_ok();
        told(&world).await;
        assert_eq!(kinds(&detachment).await, ["STEP_TO_DECIDE", "STEP_TO_DECIDE"]);

        decide(&detachment, &step, "APPROVE", "同意").await.assert_ok();
        told(&world).await;
        assert_eq!(newest(&officer).await["kind"], "STEP_APPROVED");
        assert_eq!(kinds(&corps).await, ["STEP_TO_DECIDE"]);
        let second = to_decide(&corps).await;
        decide(&corps, &second[0], "REFUSE", "不同意").await.assert_ok();
        told(&world).await;
        let all = kinds(&officer).await;
        for kind in ["STEP_RETURNED", "STEP_APPROVED", "STEP_REFUSED"] {
            assert_eq!(of_kind(&all, kind), 1, "{kind}: {all:?}");
        }
    }

    async fn a_step_that_nobody_can_decide_is_told_to_the_coordinators(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let coordinator = world.as_(&world.coordinator).await;
        let admin = world.as_(&world.admin).await;
        let line = world.guiding_line().await;
        let request = in_progress(&world).await;
        let gone = json!({ "id": line.detachment.person.id.to_string() });
        admin.change("deactivateUser", gone, "user { state }").await.assert_ok();
        told(&world).await;
        let before = of_kind(&kinds(&coordinator).await, "STEP_TO_DECIDE");
        escalate(&officer, &request, &chain(&line)).await.assert_ok();
        told(&world).await;
        assert_eq!(of_kind(&kinds(&coordinator).await, "STEP_TO_DECIDE"), before + 1);
    }

    async fn a_chain_that_ended_before_anybody_was_told_is_told_as_it_was(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let detachment = world.as_(&line.detachment.person).await;
        let corps = world.as_(&line.corps.person).await;
        let request = in_progress(&world).await;
        let step = escalate(&officer, &request, &chain(&line)).await;
        let step = step.text("/escalateRequest/escalation/id");
        decide(&detachment, &step, "APPROVE", "同意").await.assert_ok();
        let second = to_decide(&corps).await;
        decide(&corps, &second[0], "APPROVE", "同意").await.assert_ok();
        told(&world).await;
        assert_eq!(of_kind(&kinds(&officer).await, "STEP_APPROVED"), 2);
        assert_eq!(total(&corps).await, 0, "nothing is left to decide");
        assert_eq!(total(&detachment).await, 0);
    }

    async fn the_bureau_s_leader_is_told_and_what_is_late_goes_to_who_may_read_it(world: World) {
        let chief = world.chief_of_the_bureau().await;
        let leader = world.as_(&world.leader).await;
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        told(&world).await;
        let step = escalate(&officer, &request, &json!({})).await;
        let step = step.text("/escalateRequest/escalation/id");
        told(&world).await;
        assert_eq!(kinds(&leader).await, ["STEP_TO_DECIDE"]);
        assert_eq!(to_decide(&leader).await, [step]);
        world.advance(TimeDelta::days(60)).await;
        assert!(note_overdue(&world.database).await.unwrap() >= 2);
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0);
        told(&world).await;
        for person in [&world.leader, &chief] {
            let all = kinds(&world.as_(person).await).await;
            assert_eq!(of_kind(&all, "REQUEST_OVERDUE"), 1, "{all:?}");
            assert_eq!(of_kind(&all, "STEP_OVERDUE"), 0, "nobody is above the bureau");
        }
        let all = kinds(&world.as_(&world.first.officer).await).await;
        assert_eq!((of_kind(&all, "REQUEST_OVERDUE"), of_kind(&all, "STEP_OVERDUE")), (1, 1));
        assert_eq!(total(&world.as_(&world.second.chief).await).await, 0);
    }

    async fn a_late_step_of_a_brigade_is_told_to_the_bureau(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        let to = json!({ "steps": [{ "agencyId": line.brigade.agency.to_string(), "days": 1 }] });
        escalate(&officer, &request, &to).await.assert_ok();
        world.advance(TimeDelta::days(60)).await;
        note_overdue(&world.database).await.unwrap();
        told(&world).await;
        let leader = kinds(&world.as_(&world.leader).await).await;
        assert_eq!(of_kind(&leader, "STEP_OVERDUE"), 1, "{leader:?}");
    }

    async fn a_task_force_is_told_to_its_members(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        told(&world).await;
        let member = json!([{ "officerId": world.second.officer_id.to_string() }]);
        let formed = form(&world, &officer, &request, member).await;
        let force = formed.at("/formTaskForce/taskForce/id");
        told(&world).await;
        for person in [&world.second.officer, &world.first.partner] {
            let notice = newest(&world.as_(person).await).await;
            assert_eq!(notice["kind"], "TASK_FORCE_FORMED", "{}", person.username);
            assert_eq!(notice["subject"], json!({ "__typename": "TaskForce", "id": force }));
        }
        assert_eq!(total(&world.as_(&world.second.partner).await).await, 0);
    }

    async fn a_demand_that_comes_again_is_told_ahead(world: World) {
        let association = world.as_(&world.first.association_person).await;
        let month = world.clock.today().month();
        let demand = json!({ "firms": 400, "people": 1_000, "months": [month], "rosterIds": [] });
        file(&association, &json!({ "demand": demand })).await;
        world.advance(TimeDelta::days(350)).await;
        told(&world).await;
        assert_eq!(remind_demands(&world.database).await.unwrap(), 1);
        told(&world).await;
        for person in [&world.first.association_person, &world.coordinator] {
            let notice = newest(&world.as_(person).await).await;
            assert_eq!(notice["kind"], "DEMAND_RETURNS", "{}", person.username);
            assert_eq!(notice["subject"]["__typename"], "DemandReminder");
            assert!(notice["body"].as_str().unwrap().contains(&format!("-{month:02}.")), "{notice}");
        }
        assert_eq!(total(&world.as_(&world.second.association_person).await).await, 0);
    }

    async fn a_silent_kiosk_is_told_to_the_chief_of_its_station(world: World) {
        let kiosk = install(&world, &world.first.kiosk.to_string()).await;
        kiosk.beat(1, permits(1)).await.assert_ok();
        world.advance(TimeDelta::minutes(16)).await;
        assert_eq!(mark_silent_kiosks(&world.database).await.unwrap(), 1);
        told(&world).await;
        for person in [&world.first.chief, &world.coordinator] {
            let notice = newest(&world.as_(person).await).await;
            assert_eq!(notice["kind"], "KIOSK_OFFLINE");
            assert!(notice["body"].as_str().unwrap().contains("甲联络站"), "{notice}");
            assert_eq!(notice["subject"]["id"], world.first.kiosk.to_string());
        }
        assert_eq!(total(&world.as_(&world.second.chief).await).await, 0);
    }

    async fn the_inbox_holds_what_is_to_be_decided_sent_again_and_due(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let detachment = world.as_(&line.detachment.person).await;
        let before = inbox(&officer).await["total"].as_u64().unwrap();
        let request = in_progress(&world).await;
        let step = escalate(&officer, &request, &chain(&line)).await;
        let step = step.text("/escalateRequest/escalation/id");
        assert_eq!(to_decide(&detachment).await, std::slice::from_ref(&step));
        assert_eq!(inbox(&detachment).await["total"], 1);
        for other in [&officer, &world.as_(&line.corps.person).await, &world.as_(&world.leader).await] {
            assert_eq!(inbox(other).await["stepsToDecide"]["totalCount"], 0);
        }
        decide(&detachment, &step, "RETURN", "请补充").await.assert_ok();
        assert_eq!(inbox(&detachment).await["total"], 0);
        assert_eq!(inbox(&officer).await["stepsToResubmit"]["nodes"], json!([{ "id": step }]));

        let soon = world.requests_due(&world.first, 1, TimeDelta::minutes(30)).await;
        let late = world.requests_due(&world.first, 2, TimeDelta::minutes(-30)).await;
        world.requests_due(&world.second, 1, TimeDelta::minutes(-30)).await;
        let seen = inbox(&officer).await;
        assert_eq!(seen["dueSoon"]["nodes"], json!([{ "id": soon[0].to_string() }]));
        assert_eq!(seen["overdue"]["totalCount"], json!(late.len()));
        // In hand: the one that climbs and those three. Besides, the step to be sent again.
        assert_eq!(seen["total"], json!(before + 5));
        let chief = inbox(&world.as_(&world.first.chief).await).await;
        assert_eq!(chief["overdue"]["totalCount"], 0, "an officer has them in hand");
    }

    async fn what_climbs_is_heard_of(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        let mut own = socket_of(&world, &world.first.officer).await;
        let mut asked = socket_of(&world, &line.detachment.person).await;
        let mut other = socket_of(&world, &world.second.officer).await;
        own.subscribe("1", CHANGED, json!({ "id": request })).await;
        asked.subscribe("1", INBOX_CHANGED, json!({})).await;
        other.subscribe("1", CHANGED, json!({})).await;
        escalate(&officer, &request, &chain(&line)).await.assert_ok();
        assert_eq!(own.told("/requestChanged/id").await, json!(request));
        assert_eq!(asked.told("/inboxChanged/stepsToDecide/totalCount").await, 1);
        form(&world, &officer, &request, json!([])).await.assert_ok();
        assert_eq!(own.told("/requestChanged/id").await, json!(request));
        other.is_silent().await;
    }

    async fn a_due_date_that_passes_is_told_once_whoever_works(world: World) {
        const REQUESTS: i32 = 1_000;
        let chief = world.chief_of_the_bureau().await;
        told(&world).await;
        world.requests_due(&world.first, REQUESTS, TimeDelta::minutes(-1)).await;
        let second = match world.database.dialect() {
            Dialect::Sqlite => world.database.clone(),
            Dialect::Postgres => world.files.open(world.clock.clone()).await,
        };
        let outbox = || Some(Outbox { channels: Channels::default(), every: Duration::from_millis(20) });
        let folder = world.files.folder();
        let one = Served::working(world.database.clone(), folder, outbox());
        let other = (world.database.dialect() == Dialect::Postgres)
            .then(|| Served::working(second.clone(), folder, outbox()));
        let both = futures_util::future::join(note_overdue(&world.database), note_overdue(&second));
        let (noted, also) = Box::pin(both).await;
        assert_eq!(noted.unwrap() + also.unwrap(), u64::try_from(REQUESTS).unwrap());
        let leader = world.as_(&world.leader).await;
        for _ in 0..300 {
            if total(&leader).await == json!(REQUESTS) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        told(&world).await;
        let query = "{ notices(first: 100) { totalCount nodes { kind subject { id } } } }";
        for person in [&world.leader, &chief, &world.first.officer] {
            let client = world.as_(person).await;
            assert_eq!(total(&client).await, json!(REQUESTS), "{}", person.username);
            let notices = client.query(query).await.at("/notices/nodes");
            let mut about: Vec<_> = notices.as_array().unwrap().iter().map(|notice| {
                assert_eq!(notice["kind"], "REQUEST_OVERDUE");
                notice["subject"]["id"].as_str().unwrap().to_owned()
            }).collect();
            about.sort();
            about.dedup();
            assert_eq!(about.len(), 100, "each is told once");
        }
        drop((one, other));
    }
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_closes_its_sockets() {
    let folder = tempfile::tempdir().unwrap();
    let listen = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let mut server = Command::new(env!("CARGO_BIN_EXE_wanqi"))
        .args(["serve", "--listen", &listen])
        .env("WANQI_DATABASE_URL", format!("sqlite:{}/wanqi.db", folder.path().display()))
        .env("WANQI_DATA_DIR", folder.path())
        .spawn()
        .unwrap();
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(&listen).await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut socket = Socket::speaking(&format!("http://{listen}")).await;
    let told = Instant::now();
    Command::new("kill").args(["-TERM", &server.id().to_string()]).status().unwrap();
    assert_eq!(socket.closed().await, 1001);
    drop(socket);
    let ended = tokio::task::spawn_blocking(move || server.wait()).await.unwrap().unwrap();
    assert!(ended.success(), "{ended:?}");
    assert!(told.elapsed() < Duration::from_secs(5), "{:?}", told.elapsed());
}
