//! Attachments and the rows they belong to: linked once, seen by whoever sees the row; what nobody
//! linked is forgotten.

use chrono::{SecondsFormat, TimeDelta};
use entity::{Id, attachment, request_event, user::Role};
use serde_json::{Value, json};
use wanqi::{
    features::attachments::{Files, Holder, discard_forgotten, link_attachments},
    platform::{
        action::{Action, Allowed},
        actor::{Behalf, Origin},
    },
};

use crate::{
    on_both,
    support::{Answer, Client, World, pictures::log_visit},
};

const PDF: &[u8] = b"%PDF-1.7 and more";
const LINK: Action =
    Action { name: "request_event.link", event: "request_event.linked", allowed: Allowed::System };

async fn upload(client: &Client, name: &str) -> String {
    client.upload(name, PDF).await.id()
}

async fn amend(world: &World, client: &Client, visit: &Value, attachments: &[&str]) -> Answer {
    let now = world.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
    let input = json!({
        "id": visit["id"], "version": visit["version"], "reason": "补充照片", "attachmentIds": attachments,
        "report": { "kind": "VISIT", "happensAt": now, "findings": "所见" },
    });
    let selection = "visit { id version attachments { totalCount nodes { id } } }";
    client.change("amendVisit", input, selection).await
}

fn ids(answer: &Answer, pointer: &str) -> Vec<String> {
    let nodes = answer.at(pointer);
    nodes.as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap().to_owned()).collect()
}

/// Whether somebody gets the bytes, finds the node and its links; all three agree.
async fn sees(client: &Client, id: &str) -> bool {
    let status = client.download(id).await.status();
    let query = "query($id: ID!) { node(id: $id) { id } }";
    let is_found = !client.ask(query, json!({ "id": id })).await.at("/node").is_null();
    assert_eq!(status == 200, is_found);
    assert!(status == 200 || status == 404, "{status}");
    is_found
}

on_both! {
    async fn a_visit_has_its_attachments_in_order_and_gets_more(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let (a, b, c) =
            (upload(&officer, "a.pdf").await, upload(&officer, "b.pdf").await, upload(&officer, "c.pdf").await);
        let logged = log_visit(&world, &officer, &[&b, &a, &b]).await;
        assert_eq!(ids(&logged, "/logVisit/visit/attachments/nodes"), [b.clone(), a.clone()]);
        let amended = amend(&world, &officer, &logged.at("/logVisit/visit"), &[&c, &a]).await;
        assert_eq!(amended.at("/amendVisit/visit/attachments/totalCount"), 3);
        assert_eq!(ids(&amended, "/amendVisit/visit/attachments/nodes"), [b.clone(), a, c]);
        let query = "query($id: ID!, $after: String) { visit(id: $id) { attachments(first: 1, after: $after) {
            nodes { id } pageInfo { endCursor hasNextPage } } } }";
        let id = amended.at("/amendVisit/visit/id");
        let first = officer.ask(query, json!({ "id": id })).await;
        assert_eq!(ids(&first, "/visit/attachments/nodes"), std::slice::from_ref(&b));
        let after = first.at("/visit/attachments/pageInfo/endCursor");
        let second = officer.ask(query, json!({ "id": id, "after": after })).await;
        assert_ne!(ids(&second, "/visit/attachments/nodes"), [b]);
    }

    async fn a_photo_of_a_visit_is_seen_by_whoever_reads_its_findings(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let id = upload(&officer, "a.pdf").await;
        log_visit(&world, &officer, &[&id]).await.assert_ok();
        for person in world.everybody() {
            let expected = match person.role {
                Role::Leader | Role::Coordinator | Role::Chief => true,
                Role::Officer => person.id == world.first.officer.id,
                _ => false,
            };
            assert_eq!(sees(&world.as_(person).await, &id).await, expected, "{}", person.username);
        }
        let side = &world.second;
        for person in [&side.officer, &side.chief, &side.partner, &side.enterprise_person] {
            assert!(!sees(&world.as_(person).await, &id).await, "{}", person.username);
        }
        let firm = world.as_(&world.first.enterprise_person).await;
        let visits = firm.query("{ visits { nodes { id attachments { totalCount nodes { id } } } } }").await;
        for visit in visits.at("/visits/nodes").as_array().unwrap() {
            assert_eq!(visit["attachments"], json!({ "totalCount": 0, "nodes": [] }));
        }
        // After a handover the visitor keeps the own visits, and their photos.
        let handover = json!({
            "enterpriseId": world.first.enterprise.to_string(),
            "toOfficerId": world.first.colleague_id.to_string(), "note": "调岗",
        });
        let coordinator = world.as_(&world.coordinator).await;
        coordinator.change("handOverEnterprise", handover, "assignment { id }").await.assert_ok();
        assert!(sees(&officer, &id).await);
        assert!(sees(&world.as_(&world.first.colleague).await, &id).await);
    }

    async fn attachments_of_an_event_are_read_like_its_note(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let query = "query($id: ID!) { serviceRequest(id: $id) { timeline { nodes {
            id visibility attachments { nodes { id } } } } } }";
        let request = json!({ "id": world.first.request.to_string() });
        let events = officer.ask(query, request.clone()).await.at("/serviceRequest/timeline/nodes");
        let (shared, internal) = (upload(&officer, "a.pdf").await, upload(&officer, "b.pdf").await);
        let db = world.database.on_behalf_of(Behalf::System("a test"), Origin::default());
        let mut tx = db.begin(LINK).await.unwrap();
        for (event, id) in events.as_array().unwrap().iter().zip([&shared, &internal]) {
            let event = Id::<request_event::Entity>::parse(event["id"].as_str().unwrap()).unwrap();
            let ids = [Id::<attachment::Entity>::parse(id).unwrap()];
            link_attachments(&mut tx, Holder::RequestEvent(event), &ids).await.unwrap();
        }
        tx.commit().await.unwrap();

        let timeline = officer.ask(query, request.clone()).await.at("/serviceRequest/timeline/nodes");
        assert_eq!(timeline[0]["attachments"]["nodes"][0]["id"], shared);
        assert_eq!(timeline[1]["visibility"], "INTERNAL");
        assert_eq!(timeline[1]["attachments"]["nodes"][0]["id"], internal);
        for person in world.everybody() {
            let client = world.as_(person).await;
            let seen = (sees(&client, &shared).await, sees(&client, &internal).await);
            let expected = match person.role {
                Role::Leader | Role::Coordinator | Role::Chief => (true, true),
                Role::Officer => (person.id == world.first.officer.id, person.id == world.first.officer.id),
                // A machine of the agency reads what is shared.
                Role::Enterprise | Role::Integrator => (true, false),
                _ => (false, false),
            };
            assert_eq!(seen, expected, "{}", person.username);
        }
        let firm = world.as_(&world.first.enterprise_person).await;
        let timeline = firm.ask(query, request).await.at("/serviceRequest/timeline/nodes");
        assert_eq!(timeline.as_array().unwrap().len(), 1);
        assert!(!sees(&world.as_(&world.second.enterprise_person).await, &shared).await);
    }

    async fn only_the_own_and_unused_are_linked(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let chief = world.as_(&world.first.chief).await;
        let count = async || officer.query("{ visits { totalCount } }").await.at("/visits/totalCount");
        let before = count().await;
        let of_another = upload(&world.as_(&world.second.officer).await, "a.pdf").await;
        let of_the_chief = upload(&chief, "a.pdf").await;
        let own = upload(&officer, "a.pdf").await;
        for id in [&of_another, &of_the_chief, "att_00000000000000000000000001", "nonsense"] {
            log_visit(&world, &officer, &[&own, id]).await.assert_code("NOT_FOUND");
        }
        let many: Vec<_> = std::iter::repeat_n(own.as_str(), 21).collect();
        log_visit(&world, &officer, &many).await.assert_invalid("attachmentIds");
        assert_eq!(count().await, before, "what is refused changes nothing");
        log_visit(&world, &officer, &[&own]).await.assert_ok();
        log_visit(&world, &officer, &[&own]).await.assert_invalid("attachmentIds");
    }

    async fn of_two_at_once_one_links_it(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let id = upload(&officer, "a.pdf").await;
        let other = upload(&officer, "b.pdf").await;
        // In either order: two writes never wait for each other in a circle.
        let (forth, back) = ([id.as_str(), other.as_str()], [other.as_str(), id.as_str()]);
        let sends = (0..8).map(|n| log_visit(&world, &officer, if n % 2 == 0 { &forth } else { &back }));
        let answers = futures_util::future::join_all(sends).await;
        assert_eq!(answers.iter().filter(|answer| answer.code().is_none()).count(), 1);
        for answer in answers.iter().filter(|answer| answer.code().is_some()) {
            answer.assert_invalid("attachmentIds");
        }
    }

    async fn attachments_of_many_visits_take_as_many_statements_as_of_one(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let query = "{ visits { nodes { attachments(first: 5) { nodes { name thumbnailUrl } } } } }";
        let count = async || {
            let before = world.database.statements();
            officer.query(query).await.assert_ok();
            world.database.statements() - before
        };
        // Now and then a request reads the session again: the fewest of several are the query's own.
        let least = async || count().await.min(count().await).min(count().await);
        let with_one = least().await;
        for _ in 0..5 {
            let (a, b) = (upload(&officer, "a.pdf").await, upload(&officer, "b.pdf").await);
            log_visit(&world, &officer, &[&a, &b]).await.assert_ok();
        }
        assert_eq!(least().await, with_one);
    }

    async fn what_nobody_used_is_forgotten_after_seven_days(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let coordinator = world.as_(&world.coordinator).await;
        let (used, unused) = (upload(&officer, "a.pdf").await, upload(&officer, "b.pdf").await);
        log_visit(&world, &officer, &[&used]).await.assert_ok();
        let towns = "代码,镇街,纬度,经度\n330681101,枫桥镇,29.8,120.4\n".as_bytes();
        let imported = coordinator.upload("towns.csv", towns).await.id();
        let input = json!({ "attachmentId": imported, "kind": "TOWNS", "dryRun": true });
        coordinator.change("importRegister", input, "importRun { id }").await.assert_ok();
        let files = Files::open(world.files.folder(), None).unwrap();
        let file = |id: &str| world.files.folder().join("attachments").join(id).exists();

        world.advance(TimeDelta::days(6)).await;
        assert_eq!(discard_forgotten(&world.database, &files).await.unwrap(), 0);
        world.advance(TimeDelta::days(2)).await;
        let officer = world.as_(&world.first.officer).await;
        let both = futures_util::future::join(
            discard_forgotten(&world.database, &files),
            discard_forgotten(&world.database, &files),
        );
        let (one, other) = both.await;
        assert_eq!(one.unwrap() + other.unwrap(), 1, "two servers remove it once");
        assert!(!sees(&officer, &unused).await);
        assert!(sees(&officer, &used).await);
        assert!(file(&used) && !file(&unused) && file(&imported));
        let admin = world.as_(&world.admin).await;
        let query = "{ auditEvents(filter: { action: \"attachment.discard\" }) { nodes { actorName } } }";
        let events = admin.query(query).await.at("/auditEvents/nodes");
        assert_eq!(events.as_array().unwrap().len(), 1);
    }
}
