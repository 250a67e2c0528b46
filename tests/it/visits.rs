//! Visits: logged once, amended with a trace, seen by those who see the firm.

use chrono::{SecondsFormat, TimeDelta};
use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Answer, Client, World},
};

const CLIENT_ID: &str = "5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4b";

fn report(world: &World, findings: &str) -> Value {
    let now = world.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
    json!({ "kind": "VISIT", "happensAt": now, "peopleMet": ["王厂长"], "topics": ["出口"], "findings": findings })
}

async fn log(client: &Client, enterprise: impl ToString, report: Value) -> Answer {
    let input = json!({ "enterpriseId": enterprise.to_string(), "report": report });
    client.change("logVisit", input, "visit { id version state enterpriseName }").await
}

on_both! {
    async fn a_visit_is_logged_once_for_each_client_id(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let report_once = report(&world, "订单充足");
        let send = async |report: Value| {
            let input = json!({
                "clientId": CLIENT_ID, "enterpriseId": world.first.enterprise.to_string(), "report": report,
            });
            officer.change("logVisit", input, "visit { id }").await
        };
        let first = send(report_once.clone()).await.text("/logVisit/visit/id");
        assert_eq!(send(report_once.clone()).await.text("/logVisit/visit/id"), first);
        let mut other = report_once.clone();
        other["findings"] = json!("别的内容");
        send(other).await.assert_code("IDEMPOTENCY_MISMATCH");
        let retries = (0..30).map(|_| send(report_once.clone()));
        for answer in futures_util::future::join_all(retries).await {
            assert_eq!(answer.text("/logVisit/visit/id"), first);
        }
        let visits = officer.query("{ visits { totalCount } }").await;
        assert_eq!(visits.at("/visits/totalCount"), 2);
    }

    async fn thirty_first_sends_at_once_make_one_visit(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let input = json!({
            "clientId": CLIENT_ID, "enterpriseId": world.first.enterprise.to_string(),
            "report": report(&world, "同时"),
        });
        let sends = (0..30).map(|_| officer.change("logVisit", input.clone(), "visit { id }"));
        let mut ids: Vec<_> = futures_util::future::join_all(sends)
            .await
            .iter()
            .map(|answer| answer.text("/logVisit/visit/id"))
            .collect();
        ids.dedup();
        assert_eq!(ids.len(), 1);
    }

    async fn two_officers_may_use_the_same_client_id(world: World) {
        for side in [&world.first, &world.second] {
            let officer = world.as_(&side.officer).await;
            let input = json!({
                "clientId": CLIENT_ID, "enterpriseId": side.enterprise.to_string(),
                "report": report(&world, "各记各的"),
            });
            officer.change("logVisit", input, "visit { id }").await.assert_ok();
        }
    }

    async fn only_officers_and_chiefs_log_visits(world: World) {
        use entity::user::Role::*;
        for person in world.everybody() {
            let answer =
                log(&world.as_(person).await, world.first.enterprise, report(&world, "所见")).await;
            match person.role {
                Officer if person.id != world.first.officer.id => answer.assert_code("NOT_FOUND"),
                Officer => drop(answer.assert_ok()),
                // This chief is no officer.
                Chief => answer.assert_code("ILLEGAL_STATE"),
                _ => answer.assert_code("FORBIDDEN"),
            }
        }
    }

    async fn a_firm_of_another_world_is_not_found(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let answer = log(&officer, world.second.enterprise, report(&world, "越界")).await;
        answer.assert_code("NOT_FOUND");
    }

    async fn a_visit_made_while_assigned_is_accepted_later(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let coordinator = world.as_(&world.coordinator).await;
        let made_then = report(&world, "交接前走访");
        let handover = json!({
            "enterpriseId": world.first.enterprise.to_string(),
            "toOfficerId": world.first.colleague_id.to_string(), "note": "调岗",
        });
        coordinator.change("handOverEnterprise", handover, "assignment { id }").await.assert_ok();
        let late = log(&officer, world.first.enterprise, made_then).await;
        assert_eq!(late.text("/logVisit/visit/enterpriseName"), "甲珍珠有限公司");
        let mut early = report(&world, "从未负责时");
        let before = world.clock.now() - TimeDelta::days(3);
        early["happensAt"] = json!(before.to_rfc3339_opts(SecondsFormat::Millis, true));
        log(&officer, world.first.enterprise, early).await.assert_code("NOT_FOUND");
    }

    async fn a_plan_becomes_a_visit_or_is_given_up(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let plan = async || {
            let tomorrow = world.clock.now() + TimeDelta::days(1);
            let input = json!({
                "enterpriseId": world.first.enterprise.to_string(), "kind": "ASSISTANCE",
                "happensAt": tomorrow.to_rfc3339_opts(SecondsFormat::Millis, true), "topics": ["用工"],
            });
            officer.change("planVisit", input, "visit { id version state }").await
        };
        let done = plan().await.text("/planVisit/visit/id");
        let input = json!({
            "enterpriseId": world.first.enterprise.to_string(), "planId": done,
            "report": report(&world, "已走访"), "clientId": CLIENT_ID,
        });
        let logged = officer.change("logVisit", input.clone(), "visit { id state version }").await;
        assert_eq!(logged.at("/logVisit/visit"), json!({ "id": done, "state": "DONE", "version": 2 }));
        let retried = officer.change("logVisit", input.clone(), "visit { id state version }").await;
        assert_eq!(retried.at("/logVisit/visit"), logged.at("/logVisit/visit"), "a retry is no second visit");
        let mut again = input;
        again["clientId"] = Value::Null;
        officer.change("logVisit", again, "visit { id }").await.assert_code("ILLEGAL_STATE");

        let cancelled = plan().await.text("/planVisit/visit/id");
        let input = json!({ "id": cancelled, "version": 1, "reason": "企业停产" });
        let answer = officer.change("cancelVisit", input, "visit { state cancelReason }").await;
        assert_eq!(answer.at("/cancelVisit/visit"), json!({ "state": "CANCELLED", "cancelReason": "企业停产" }));
        let input = json!({ "id": done, "version": 2, "reason": "误登" });
        officer.change("cancelVisit", input, "visit { id }").await.assert_code("ILLEGAL_STATE");
    }

    async fn an_amendment_keeps_what_stood(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let id = log(&officer, world.first.enterprise, report(&world, "初稿")).await.text("/logVisit/visit/id");
        let amend = async |client: &Client, version: i32| {
            let input = json!({ "id": id, "version": version, "reason": "笔误", "report": report(&world, "改稿") });
            client.change("amendVisit", input, "visit { findings revisions { nodes { findings reason } } }").await
        };
        let amended = amend(&officer, 1).await;
        assert_eq!(amended.at("/amendVisit/visit"), json!({
            "findings": "改稿", "revisions": { "nodes": [{ "findings": "初稿", "reason": "笔误" }] },
        }));
        amend(&officer, 1).await.assert_code("CONFLICT");
        amend(&world.as_(&world.first.colleague).await, 2).await.assert_code("NOT_FOUND");
        amend(&world.as_(&world.first.chief).await, 2).await.assert_code("FORBIDDEN");
        amend(&world.as_(&world.coordinator).await, 2).await.assert_code("FORBIDDEN");
    }

    async fn a_firm_reads_its_visits_without_findings(world: World) {
        let person = world.as_(&world.first.enterprise_person).await;
        let query = "{ visits { nodes { officer { name badgeNumber latitude } findings followUp
            followUpOn cancelReason latitude revisions { totalCount } } } }";
        let visits = person.query(query).await.at("/visits/nodes");
        assert_eq!(visits, json!([{
            "officer": { "name": "甲警官", "badgeNumber": null, "latitude": null },
            "findings": null, "followUp": null, "followUpOn": null, "cancelReason": null,
            "latitude": null, "revisions": { "totalCount": 0 },
        }]));
    }

    async fn bad_reports_name_their_field(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let change = |field: &str, value: Value| {
            let mut report = report(&world, "所见");
            report[field] = value;
            report
        };
        for (report, field) in [
            (change("happensAt", json!("2999-01-01T00:00:00Z")), "report.happensAt"),
            (change("happensAt", json!("yesterday")), "report.happensAt"),
            (change("kind", json!("TEA")), "report.kind"),
            (change("peopleMet", json!(vec!["甲"; 21])), "report.peopleMet"),
            (change("topics", json!([""])), "report.topics"),
            (change("findings", json!("长".repeat(4_001))), "report.findings"),
            (change("followUpOn", json!("2026-02-30")), "report.followUpOn"),
        ] {
            log(&officer, world.first.enterprise, report).await.assert_invalid(field);
        }
        let place = json!({ "latitude": 91.0, "longitude": 0.0 });
        let input = json!({
            "enterpriseId": world.first.enterprise.to_string(), "report": report(&world, "所见"), "place": place,
        });
        officer.change("logVisit", input, "visit { id }").await.assert_invalid("place.latitude");
        assert_eq!(officer.query("{ visits { totalCount } }").await.at("/visits/totalCount"), 1);
    }

    async fn a_nested_query_runs_a_constant_number_of_statements(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let firms = world.more_enterprises(9).await;
        let query = "query($id: ID!) { officer(id: $id) { name agency { name } assignments(first: 10) { nodes {
            enterprise { name town { name } contacts(first: 2) { nodes { name } }
            visits(first: 3) { nodes { kind happensAt } } } } } } }";
        let count = async || {
            let id = json!({ "id": world.first.officer_id.to_string() });
            let before = world.database.statements();
            coordinator.ask(query, id).await.assert_ok();
            world.database.statements() - before
        };
        count().await;
        let with_one = count().await;
        for firm in firms {
            let input = json!({
                "enterpriseId": firm.to_string(), "officerId": world.first.officer_id.to_string(),
            });
            coordinator.change("assignEnterprise", input, "assignment { id }").await.assert_ok();
        }
        assert_eq!(count().await, with_one, "as many statements for ten firms as for one");
        assert!(with_one <= 9, "{with_one} statements");
    }

    async fn a_visit_under_the_old_id_of_a_merged_firm_is_accepted(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let coordinator = world.as_(&world.coordinator).await;
        let (kept, gone) = (world.first.unassigned.to_string(), world.first.enterprise.to_string());
        let input = json!({ "survivorId": kept, "version": 1, "mergedId": gone });
        coordinator.change("mergeEnterprises", input, "enterprise { id }").await.assert_ok();
        let input = json!({ "enterpriseId": gone, "report": report(&world, "旧编号") });
        let logged = officer.change("logVisit", input, "visit { enterprise { id } }").await;
        assert_eq!(logged.text("/logVisit/visit/enterprise/id"), kept);
    }
}
