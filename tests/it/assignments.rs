//! Who looks after whom: within the limits, one at a time, with a trace of every change.

use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Answer, Client, World},
};

async fn assign(client: &Client, enterprise: impl ToString, officer: impl ToString) -> Answer {
    let input = json!({ "enterpriseId": enterprise.to_string(), "officerId": officer.to_string() });
    client.change("assignEnterprise", input, "assignment { id version officer { name } }").await
}

async fn hand_over(client: &Client, enterprise: impl ToString, to: impl ToString) -> Answer {
    let input = json!({
        "enterpriseId": enterprise.to_string(), "toOfficerId": to.to_string(), "note": "调岗",
    });
    client.change("handOverEnterprise", input, "assignment { id startNote officer { name } }").await
}

async fn open_links(world: &World, officer: impl ToString) -> u64 {
    let query = "query($id: ID!) { assignments(filter: { officer: $id }) { totalCount } }";
    let coordinator = world.as_(&world.coordinator).await;
    let answer = coordinator.ask(query, json!({ "id": officer.to_string() })).await;
    answer.at("/assignments/totalCount").as_u64().unwrap()
}

on_both! {
    async fn a_firm_gets_one_officer(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let (firm, officer) = (world.first.unassigned, world.first.officer_id);
        assign(&coordinator, firm, officer).await.assert_ok();
        let again = assign(&coordinator, firm, world.first.colleague_id).await;
        again.assert_code("ILLEGAL_STATE");
        assert_eq!(open_links(&world, officer).await, 2);
    }

    async fn only_coordinator_and_chief_assign(world: World) {
        for person in world.everybody() {
            let client = world.as_(person).await;
            let answer = assign(&client, world.first.unassigned, world.first.officer_id).await;
            use entity::user::Role::*;
            match person.role {
                Chief | Coordinator => {
                    let end = json!({
                        "id": answer.text("/assignEnterprise/assignment/id"), "version": 1, "note": "撤",
                    });
                    client.change("endAssignment", end, "assignment { endedOn }").await.assert_ok();
                }
                _ => answer.assert_code("FORBIDDEN"),
            }
        }
    }

    async fn a_chief_assigns_within_the_agency(world: World) {
        let chief = world.as_(&world.first.chief).await;
        let foreign = assign(&chief, world.first.unassigned, world.second.officer_id).await;
        foreign.assert_code("FORBIDDEN");
        let foreign = assign(&chief, world.second.unassigned, world.first.officer_id).await;
        foreign.assert_code("NOT_FOUND");
        assign(&chief, world.first.unassigned, world.first.officer_id).await.assert_ok();
    }

    async fn fifty_parallel_assignments_end_at_the_limit(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let officer = world.first.colleague_id;
        let firms = world.more_enterprises(58).await;
        let (before, racing) = firms.split_at(8);
        for firm in before {
            assign(&coordinator, firm, officer).await.assert_ok();
        }
        let answers = racing.iter().map(|firm| assign(&coordinator, firm, officer));
        let answers = futures_util::future::join_all(answers).await;
        let refused = answers.iter().filter(|answer| answer.code() == Some("LIMIT_REACHED")).count();
        assert_eq!(refused, 48);
        assert_eq!(open_links(&world, officer).await, 10);
    }

    async fn one_firm_is_assigned_once_however_many_try(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let officers = [world.first.officer_id, world.first.colleague_id, world.second.colleague_id];
        let answers = (0..30).map(|n| assign(&coordinator, world.first.unassigned, officers[n % 3]));
        let answers = futures_util::future::join_all(answers).await;
        let won = answers.iter().filter(|answer| answer.code().is_none()).count();
        assert_eq!(won, 1);
        assert!(answers.iter().all(|answer| matches!(answer.code(), None | Some("ILLEGAL_STATE"))));
    }

    async fn a_handover_closes_one_link_and_opens_the_next(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        hand_over(&coordinator, world.first.enterprise, world.first.colleague_id).await.assert_ok();
        let query = "query($id: ID!) { enterprise(id: $id) {
            assignments(open: false) { nodes { endedOn endNote startNote officer { name } } } } }";
        let id = json!({ "id": world.first.enterprise.to_string() });
        let links = coordinator.ask(query, id).await.at("/enterprise/assignments/nodes");
        assert_eq!(links.as_array().unwrap().len(), 2);
        let open: Vec<_> = links.as_array().unwrap().iter().filter(|l| l["endedOn"].is_null()).collect();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0]["officer"]["name"], "甲同事");
        assert_eq!(open[0]["startNote"], "调岗");
    }

    async fn after_a_handover_the_firm_changes_sight(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let officer = world.as_(&world.first.officer).await;
        let colleague = world.as_(&world.first.colleague).await;
        let query = "query($id: ID!) { enterprise(id: $id) { name } }";
        let id = json!({ "id": world.first.enterprise.to_string() });
        assert!(colleague.ask(query, id.clone()).await.at("/enterprise").is_null());
        hand_over(&coordinator, world.first.enterprise, world.first.colleague_id).await.assert_ok();
        assert!(officer.ask(query, id.clone()).await.at("/enterprise").is_null());
        assert_eq!(colleague.ask(query, id).await.text("/enterprise/name"), "甲珍珠有限公司");
        let links = "{ assignments(filter: { open: false }) { nodes { enterprise { id } enterpriseName } } }";
        let own = officer.query(links).await;
        assert!(own.at("/assignments/nodes/0/enterprise").is_null());
        assert_eq!(own.text("/assignments/nodes/0/enterpriseName"), "甲珍珠有限公司");
    }

    async fn a_swap_changes_no_caseload(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        assign(&coordinator, world.first.unassigned, world.first.colleague_id).await.assert_ok();
        let input = json!({
            "firstEnterpriseId": world.first.enterprise.to_string(),
            "secondEnterpriseId": world.first.unassigned.to_string(),
            "note": "路近",
        });
        let selection = "assignments { officer { name } }";
        let swapped = coordinator.change("swapAssignments", input.clone(), selection).await;
        assert_eq!(swapped.text("/swapAssignments/assignments/0/officer/name"), "甲同事");
        assert_eq!(swapped.text("/swapAssignments/assignments/1/officer/name"), "甲警官");
        assert_eq!(open_links(&world, world.first.officer_id).await, 1);
        assert_eq!(open_links(&world, world.first.colleague_id).await, 1);
        let officer = world.as_(&world.first.officer).await;
        officer.change("swapAssignments", input, selection).await.assert_code("FORBIDDEN");
    }

    async fn opposite_swaps_do_not_wait_for_each_other(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        assign(&coordinator, world.first.unassigned, world.first.colleague_id).await.assert_ok();
        let (a, b) = (world.first.enterprise.to_string(), world.first.unassigned.to_string());
        let swaps = (0..20).map(|n| {
            let (first, second) = if n % 2 == 0 { (&a, &b) } else { (&b, &a) };
            let input = json!({ "firstEnterpriseId": first, "secondEnterpriseId": second, "note": "换" });
            coordinator.change("swapAssignments", input, "assignments { id }")
        });
        for answer in futures_util::future::join_all(swaps).await {
            assert!(matches!(answer.code(), None | Some("ILLEGAL_STATE")), "{:#}", answer.body);
        }
        assert_eq!(open_links(&world, world.first.officer_id).await, 1);
        assert_eq!(open_links(&world, world.first.colleague_id).await, 1);
    }

    async fn a_banned_pair_is_not_linked_and_a_pinned_one_not_parted(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let rule = async |firm: String, officer: String, kind: Value| {
            let input = json!({ "enterpriseId": firm, "officerId": officer, "kind": kind, "reason": "亲属" });
            coordinator.change("setPairRule", input, "pairRule { kind }").await.assert_ok();
        };
        let (firm, officer) = (world.first.unassigned, world.first.officer_id);
        rule(firm.to_string(), officer.to_string(), json!("BAN")).await;
        assign(&coordinator, firm, officer).await.assert_code("ILLEGAL_STATE");
        rule(firm.to_string(), officer.to_string(), Value::Null).await;
        assign(&coordinator, firm, officer).await.assert_ok();
        rule(firm.to_string(), officer.to_string(), json!("PIN")).await;
        let parted = hand_over(&coordinator, firm, world.first.colleague_id).await;
        parted.assert_code("ILLEGAL_STATE");
    }

    async fn a_lower_limit_refuses_new_links_and_closes_none(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let (firm, officer) = (world.first.unassigned, world.first.officer_id);
        let set = async |version: i32, lower: i32, upper: i32| {
            let input = json!({ "version": version, "caseloadLower": lower, "caseloadUpper": upper });
            coordinator.change("updateProgrammeSettings", input, "programmeSettings { version }").await
        };
        set(1, 0, 1).await.assert_ok();
        assign(&coordinator, firm, officer).await.assert_code("LIMIT_REACHED");
        assert_eq!(open_links(&world, officer).await, 1);
        let query = "query($id: ID!) { caseload(agency: $id) { nodes { count load officer { name } } } }";
        let answer = coordinator.ask(query, json!({ "id": world.first.agency.to_string() })).await;
        assert_eq!(answer.at("/caseload/nodes/1"), json!({
            "count": 1, "load": "FULL", "officer": { "name": "甲警官" },
        }));
    }

    async fn a_caseload_is_found_by_its_id(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let query = "query($id: ID!) { caseload(agency: $id) { nodes { id count officer { name } } } }";
        let agency = json!({ "id": world.first.agency.to_string() });
        let listed = coordinator.ask(query, agency).await.at("/caseload/nodes/1");
        let query = "query($id: ID!) { node(id: $id) { ... on Caseload { id count officer { name } } } }";
        let found = coordinator.ask(query, json!({ "id": listed["id"] })).await;
        assert_eq!(found.at("/node"), listed);
    }

    async fn the_same_client_id_assigns_once(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let assign = async |note: &str| {
            let input = json!({
                "clientId": "0b6a9c1e-52a5-4cde-9a5b-0c8d1c2f3a4b", "note": note,
                "enterpriseId": world.first.unassigned.to_string(),
                "officerId": world.first.officer_id.to_string(),
            });
            coordinator.change("assignEnterprise", input, "assignment { id }").await
        };
        let first = assign("一").await.assert_ok().text("/assignEnterprise/assignment/id");
        assert_eq!(assign("一").await.text("/assignEnterprise/assignment/id"), first);
        assign("二").await.assert_code("IDEMPOTENCY_MISMATCH");
    }

    async fn the_caseload_of_many_officers_is_a_few_statements(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let count = async |first: u32| {
            let before = world.database.statements();
            let query = format!("{{ caseload(first: {first}) {{ nodes {{ count load officer {{ name }} }} }} }}");
            coordinator.query(&query).await.assert_ok();
            world.database.statements() - before
        };
        count(1).await;
        assert_eq!(count(1).await, count(4).await);
    }
}
