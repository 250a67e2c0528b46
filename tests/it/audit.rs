//! The audit log: every change and every refused attempt, for those who may read it.

use serde_json::json;

use crate::{on_both, support::World};

const EVENTS: &str = "{ auditEvents(first: 100) { nodes {
    action event outcome actorName actorRole subjectKind before after } } }";

on_both! {
    async fn only_the_duty_audit_and_the_leader_read_it(world: World) {
        for person in world.everybody() {
            let count = "{ auditEvents { totalCount } }";
            let answer = world.as_(person).await.query(count).await;
            let reads = ["admin", "leader"].contains(&person.username.as_str());
            let seen = answer.at("/auditEvents/totalCount").as_u64().unwrap();
            assert_eq!(seen > 0, reads, "{}", person.username);
        }
    }

    async fn an_event_is_found_by_its_id_by_those_who_read_it(world: World) {
        let leader = world.as_(&world.leader).await;
        let id = leader.query("{ auditEvents(first: 1) { nodes { id } } }").await.text("/auditEvents/nodes/0/id");
        for person in world.everybody() {
            let query = "query($id: ID!) { node(id: $id) { id } }";
            let found = world.as_(person).await.ask(query, json!({ "id": id })).await.at("/node");
            let reads = ["admin", "leader"].contains(&person.username.as_str());
            assert_eq!(!found.is_null(), reads, "{}", person.username);
        }
    }

    async fn a_failed_sign_in_is_a_refused_attempt(world: World) {
        world.sign_in("leader", "not the password").await.assert_code("UNAUTHENTICATED");
        let events = world.as_(&world.admin).await.query(EVENTS).await.at("/auditEvents/nodes");
        let refused = events.as_array().unwrap().iter().find(|e| e["outcome"] == "REFUSED").unwrap();
        assert_eq!(refused["action"], "session.open");
        assert_eq!(refused["event"], "refused");
        assert!(refused["actorRole"].is_null());
    }

    async fn an_attempt_on_a_row_out_of_reach_is_recorded(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let input = json!({ "id": world.second.visit.to_string(), "version": 1, "reason": "越界" });
        officer.change("cancelVisit", input, "visit { id }").await.assert_code("NOT_FOUND");
        let events = world.as_(&world.admin).await.query(EVENTS).await.at("/auditEvents/nodes");
        let refused = events.as_array().unwrap().iter().find(|e| e["outcome"] == "REFUSED").unwrap();
        assert_eq!((&refused["action"], &refused["subjectKind"]), (&json!("visit.cancel"), &json!("visit")));
        assert_eq!(refused["actorName"], world.first.officer.username.as_str());
    }

    async fn no_secret_and_no_name_of_a_person_is_recorded(world: World) {
        world.as_(&world.leader).await;
        let events = world.as_(&world.admin).await.query(EVENTS).await.body.to_string();
        for secret in ["argon2", "13957501234", "13233420612", "甲联系人"] {
            assert!(!events.contains(secret), "{secret}");
        }
        assert!(events.contains("withheld"));
    }

    async fn a_refused_change_leaves_no_event_of_a_change(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let input = json!({ "id": world.first.enterprise.to_string(), "version": 7, "name": "改名" });
        coordinator.change("updateEnterprise", input, "enterprise { id }").await.assert_code("CONFLICT");
        let query = "{ auditEvents(filter: { action: \"enterprise.update\" }) { totalCount } }";
        let admin = world.as_(&world.admin).await;
        assert_eq!(admin.query(query).await.at("/auditEvents/totalCount"), 0);
    }
}
