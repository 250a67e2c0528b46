//! Caseload plans: who plans and who decides, what a plan says, and what it does when it cannot be
//! done or no longer fits.

use std::time::Duration;

use entity::caseload_plan::State;
use serde_json::{Value, json};
use wanqi::features::assignments::plans::cancel_abandoned;

use crate::{
    notifications::{kinds, told},
    on_both,
    support::{Answer, Client, World},
};

const PLAN: &str = "id version state firms officers firmsDone moves costM
    today { withoutOfficer totalDistanceM longestDistanceM under over spread { caseload officers } }
    planned { withoutOfficer totalDistanceM longestDistanceM under over spread { caseload officers } }
    shortfall { firmsTooMany firmsShort towns { town { name } firmsTooMany officersShort firmsShort }
        bans { enterprise { id } officer { id } } }";

/// A plan after its computation.
pub async fn computed(client: &Client, input: Value) -> Value {
    let begun = client.change("proposeCaseloadPlan", input, "caseloadPlan { id }").await;
    let id = begun.text("/proposeCaseloadPlan/caseloadPlan/id");
    loop {
        let plan = plan(client, &id).await;
        if plan["state"] != "RUNNING" {
            return plan;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn plan(client: &Client, id: &str) -> Value {
    let query = format!("query($id: ID!) {{ caseloadPlan(id: $id) {{ {PLAN} }} }}");
    client.ask(&query, json!({ "id": id })).await.at("/caseloadPlan")
}

/// A decision about a plan as it was seen.
pub async fn decide(client: &Client, name: &str, plan: &Value, fields: Value) -> Answer {
    let mut input = json!({ "id": plan["id"], "version": plan["version"] });
    for (field, value) in fields.as_object().unwrap() {
        input[field] = value.clone();
    }
    client.change(name, input, "caseloadPlan { id version state }").await
}

/// The firms of a plan, with who is to look after them and why.
async fn planned(client: &Client, id: &Value, filter: Value) -> Vec<Value> {
    let query = "query($id: ID!, $filter: PlannedAssignmentFilter!) { caseloadPlan(id: $id) {
        assignments(first: 100, filter: $filter) { nodes { isMove reason misfit distanceM
            presentDistanceM enterprise { id } officer { id } presentOfficer { id } } } } }";
    let nodes = client.ask(query, json!({ "id": id, "filter": filter })).await;
    nodes.at("/caseloadPlan/assignments/nodes").as_array().unwrap().clone()
}

async fn set_limits(world: &World, lower: i32, upper: i32) {
    let coordinator = world.as_(&world.coordinator).await;
    let version = coordinator.query("{ programmeSettings { version } }").await;
    let input = json!({
        "version": version.at("/programmeSettings/version"),
        "caseloadLower": lower, "caseloadUpper": upper,
    });
    coordinator.change("updateProgrammeSettings", input, "__typename").await.assert_ok();
}

/// A plan of the first world's town that a leader has approved.
async fn approved(world: &World) -> Value {
    let coordinator = world.as_(&world.coordinator).await;
    let plan = computed(&coordinator, json!({ "towns": [world.first.town.to_string()] })).await;
    assert_eq!(plan["state"], "PROPOSED", "{plan:#}");
    let leader = world.as_(&world.leader).await;
    let plan = decide(&leader, "approveCaseloadPlan", &plan, json!({})).await;
    plan.at("/approveCaseloadPlan/caseloadPlan")
}

fn id(of: &impl ToString) -> Value {
    json!(of.to_string())
}

on_both! {
    async fn a_plan_is_proposed_approved_and_applied(world: World) {
        set_limits(&world, 0, 10).await;
        let coordinator = world.as_(&world.coordinator).await;
        let leader = world.as_(&world.leader).await;
        let scope = json!({
            "clientId": "6f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4c", "towns": [world.first.town.to_string()],
        });
        let plan = computed(&coordinator, scope.clone()).await;
        assert_eq!(computed(&coordinator, scope.clone()).await["id"], plan["id"], "the same again");
        let mut other = scope;
        other["note"] = json!("另一个");
        coordinator.change("proposeCaseloadPlan", other, "__typename").await
            .assert_code("IDEMPOTENCY_MISMATCH");
        assert_eq!(plan["state"], "PROPOSED");
        assert_eq!(plan["firmsDone"], plan["firms"]);
        assert_eq!(plan["planned"]["withoutOfficer"], 0);
        told(&world).await;
        assert_eq!(kinds(&leader).await, ["PLAN_TO_APPROVE"]);
        let waits = leader.query("{ inbox { plansToApprove { nodes { id } } } }").await;
        assert_eq!(waits.at("/inbox/plansToApprove/nodes"), json!([{ "id": plan["id"] }]));

        decide(&coordinator, "applyCaseloadPlan", &plan, json!({})).await.assert_code("ILLEGAL_STATE");
        decide(&coordinator, "approveCaseloadPlan", &plan, json!({})).await.assert_code("FORBIDDEN");
        let agreed = decide(&leader, "approveCaseloadPlan", &plan, json!({})).await;
        let agreed = agreed.at("/approveCaseloadPlan/caseloadPlan");
        decide(&leader, "approveCaseloadPlan", &plan, json!({})).await.assert_code("CONFLICT");
        told(&world).await;
        assert_eq!(kinds(&coordinator).await[0], "PLAN_APPROVED");
        let applied = decide(&coordinator, "applyCaseloadPlan", &agreed, json!({})).await;
        assert_eq!(applied.at("/applyCaseloadPlan/caseloadPlan/state"), "APPLIED");
        let officer = world.as_(&world.first.officer).await;
        for row in planned(&coordinator, &plan["id"], json!({ "moves": true })).await {
            let query = "query($id: ID!) { enterprise(id: $id) { assignments { nodes {
                officer { id } startNote } } } }";
            let link = coordinator.ask(query, json!({ "id": row["enterprise"]["id"] })).await;
            assert_eq!(link.at("/enterprise/assignments/nodes/0/officer/id"), row["officer"]["id"]);
            assert!(link.text("/enterprise/assignments/nodes/0/startNote").starts_with("挂联方案："));
        }
        officer.query("{ caseloadPlans { totalCount } }").await.assert_ok();
    }

    async fn only_the_liaison_office_plans_and_only_a_leader_agrees(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let plan = computed(&coordinator, json!({ "towns": [world.first.town.to_string()] })).await;
        for person in world.everybody() {
            let client = world.as_(person).await;
            let is_coordinator = person.username == world.coordinator.username;
            let is_leader = person.username == world.leader.username;
            if !is_coordinator {
                client.change("proposeCaseloadPlan", json!({}), "__typename").await
                    .assert_code("FORBIDDEN");
                decide(&client, "cancelCaseloadPlan", &plan, json!({ "reason": "不妥" })).await
                    .assert_code("FORBIDDEN");
                decide(&client, "submitCaseloadPlan", &plan, json!({})).await.assert_code("FORBIDDEN");
            }
            if !is_leader {
                decide(&client, "approveCaseloadPlan", &plan, json!({})).await.assert_code("FORBIDDEN");
                decide(&client, "rejectCaseloadPlan", &plan, json!({ "reason": "不妥" })).await
                    .assert_code("FORBIDDEN");
            }
            if !is_leader && !is_coordinator {
                decide(&client, "applyCaseloadPlan", &plan, json!({})).await.assert_code("FORBIDDEN");
                let seen = client.query("{ caseloadPlans { totalCount } }").await;
                assert_eq!(seen.at("/caseloadPlans/totalCount"), 0, "{}", person.username);
            }
        }
        let leader = world.as_(&world.leader).await;
        let rejected = decide(&leader, "rejectCaseloadPlan", &plan, json!({ "reason": "再议" })).await;
        assert_eq!(rejected.at("/rejectCaseloadPlan/caseloadPlan/state"), "REJECTED");
        let nowhere = json!({ "id": world.first.request.to_string(), "version": 1 });
        leader.change("approveCaseloadPlan", nowhere, "__typename").await.assert_code("NOT_FOUND");
    }

    async fn a_draft_is_decided_by_nobody_until_it_is_submitted(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let leader = world.as_(&world.leader).await;
        let scope = json!({ "dryRun": true, "towns": [world.first.town.to_string()] });
        let draft = computed(&coordinator, scope).await;
        assert_eq!(draft["state"], "DRAFT");
        told(&world).await;
        assert_eq!(kinds(&leader).await, [""; 0]);
        decide(&leader, "approveCaseloadPlan", &draft, json!({})).await.assert_code("ILLEGAL_STATE");
        let put = decide(&coordinator, "submitCaseloadPlan", &draft, json!({})).await;
        let put = put.at("/submitCaseloadPlan/caseloadPlan");
        assert_eq!(put["state"], "PROPOSED");
        decide(&coordinator, "submitCaseloadPlan", &put, json!({})).await.assert_code("ILLEGAL_STATE");
        let gone = decide(&coordinator, "cancelCaseloadPlan", &put, json!({ "reason": "重做" })).await;
        assert_eq!(gone.at("/cancelCaseloadPlan/caseloadPlan/state"), "CANCELLED");
        let filter = "{ caseloadPlans(filter: { state: CANCELLED }) { nodes { id decisionNote } } }";
        let gone = coordinator.query(filter).await.at("/caseloadPlans/nodes");
        assert_eq!(gone, json!([{ "id": draft["id"], "decisionNote": "重做" }]));
    }

    async fn bad_scopes_and_weights_are_refused(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        for (input, field) in [
            (json!({ "branch": "NONE" }), "branch"),
            (json!({ "branch": "" }), "branch"),
            (json!({ "changeM": -1 }), "changeM"),
            (json!({ "townCrossingM": 1_000_001 }), "townCrossingM"),
            (json!({ "branchMisfitM": 2_000_000_000 }), "branchMisfitM"),
            (json!({ "note": "长".repeat(5_000) }), "note"),
            (json!({ "scale": "BIG" }), "scale"),
        ] {
            let answer = coordinator.change("proposeCaseloadPlan", input.clone(), "__typename").await;
            answer.assert_code("BAD_INPUT");
            let named = answer.body["errors"][0]["extensions"]["field"].as_str().unwrap();
            assert!(named.contains(field), "{input}: {named}");
        }
        let count = coordinator.query("{ caseloadPlans { totalCount } }").await;
        assert_eq!(count.at("/caseloadPlans/totalCount"), 1, "that of the world");
    }

    async fn bans_and_pins_are_kept_and_leave_takes_firms_away(world: World) {
        set_limits(&world, 0, 10).await;
        let coordinator = world.as_(&world.coordinator).await;
        let (firm, unassigned) = (world.first.enterprise, world.first.unassigned);
        let officer = world.first.officer_id;
        for (firm, kind) in [(firm, "BAN"), (unassigned, "PIN")] {
            let rule = json!({
                "enterpriseId": id(&firm), "officerId": id(&officer), "kind": kind, "reason": "亲属",
            });
            coordinator.change("setPairRule", rule, "__typename").await.assert_ok();
        }
        let towns = json!([world.first.town.to_string()]);
        let plan = computed(&coordinator, json!({ "towns": towns })).await;
        let of = |rows: &[Value], firm: &dyn ToString| {
            let is_of = |row: &&Value| row["enterprise"]["id"] == firm.to_string();
            rows.iter().find(is_of).cloned().unwrap()
        };
        let rows = planned(&coordinator, &plan["id"], json!({})).await;
        let banned = of(&rows, &firm);
        assert_eq!(banned["reason"], "BANNED");
        assert_ne!(banned["officer"]["id"], id(&officer));
        let pinned = of(&rows, &unassigned);
        assert_eq!((&pinned["reason"], &pinned["officer"]["id"]), (&json!("PINNED"), &id(&officer)));

        let scope = json!({ "towns": towns, "away": [id(&officer)], "dryRun": true });
        let plan = computed(&coordinator, scope).await;
        let rows = planned(&coordinator, &plan["id"], json!({})).await;
        assert_eq!(of(&rows, &firm)["reason"], "AWAY");
        assert!(rows.iter().all(|row| row["officer"]["id"] != id(&officer)));
    }

    async fn what_cannot_be_done_says_by_how_many_where_and_why(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let towns = json!([world.first.town.to_string()]);
        // Far more than two officers could be asked for.
        set_limits(&world, 8, 10).await;
        let plan = computed(&coordinator, json!({ "towns": towns, "dryRun": true })).await;
        let (firms, officers) = (plan["firms"].as_u64().unwrap(), plan["officers"].as_u64().unwrap());
        let shortfall = &plan["shortfall"];
        assert_eq!(shortfall["firmsShort"], 8 * officers - firms);
        assert_eq!(shortfall["firmsTooMany"], 0);
        assert_eq!(shortfall["towns"][0]["firmsShort"], 8 * officers - firms);
        assert_eq!(plan["planned"]["under"], officers);

        set_limits(&world, 0, 0).await;
        let plan = computed(&coordinator, json!({ "towns": towns, "dryRun": true })).await;
        assert_eq!(plan["shortfall"]["firmsTooMany"], firms);
        assert_eq!(plan["planned"]["over"], 0, "nobody is put above the upper limit");
        let rows = planned(&coordinator, &plan["id"], json!({})).await;
        assert!(rows.iter().all(|row| row["reason"] == "NOBODY" && row["officer"] == Value::Null));
    }

    async fn a_plan_that_no_longer_fits_moves_nobody_and_says_which(world: World) {
        set_limits(&world, 0, 10).await;
        let firm = world.first.unassigned;
        let plan = approved(&world).await;
        let coordinator = world.as_(&world.coordinator).await;
        let moves = planned(&coordinator, &plan["id"], json!({ "moves": true })).await;
        let of_firm = |row: &&Value| row["enterprise"]["id"] == firm.to_string();
        let officer = moves.iter().find(of_firm).unwrap()["officer"]["id"].clone();
        let ban = json!({ "enterpriseId": id(&firm), "officerId": officer, "kind": "BAN", "reason": "亲属" });
        coordinator.change("setPairRule", ban, "__typename").await.assert_ok();
        let links = async || coordinator.query("{ assignments { totalCount } }").await.at("/assignments/totalCount");
        let before = links().await;
        decide(&coordinator, "applyCaseloadPlan", &plan, json!({})).await.assert_code("ILLEGAL_STATE");
        assert_eq!(links().await, before);
        let misfits = planned(&coordinator, &plan["id"], json!({ "misfits": true })).await;
        assert_eq!(misfits.len(), 1);
        assert_eq!((&misfits[0]["misfit"], &misfits[0]["enterprise"]["id"]), (&json!("BANNED"), &id(&firm)));
        let plan = self::plan(&coordinator, plan["id"].as_str().unwrap()).await;
        assert_eq!(plan["state"], "STALE");
        decide(&coordinator, "applyCaseloadPlan", &plan, json!({})).await.assert_code("ILLEGAL_STATE");
    }

    async fn a_firm_that_was_given_to_somebody_meanwhile_is_a_misfit(world: World) {
        set_limits(&world, 0, 10).await;
        let firm = world.first.unassigned;
        let plan = approved(&world).await;
        let coordinator = world.as_(&world.coordinator).await;
        let link = json!({ "enterpriseId": id(&firm), "officerId": id(&world.first.colleague_id) });
        coordinator.change("assignEnterprise", link, "__typename").await.assert_ok();
        decide(&coordinator, "applyCaseloadPlan", &plan, json!({})).await.assert_code("ILLEGAL_STATE");
        let misfits = planned(&coordinator, &plan["id"], json!({ "misfits": true })).await;
        assert_eq!(misfits[0]["misfit"], "OTHER_OFFICER");
    }

    async fn who_lost_firms_to_a_plan_is_asked_for_a_note(world: World) {
        set_limits(&world, 0, 10).await;
        let coordinator = world.as_(&world.coordinator).await;
        let scope = json!({
            "towns": [world.first.town.to_string()], "away": [id(&world.first.officer_id)],
        });
        let plan = computed(&coordinator, scope).await;
        let leader = world.as_(&world.leader).await;
        let agreed = decide(&leader, "approveCaseloadPlan", &plan, json!({})).await;
        let agreed = agreed.at("/approveCaseloadPlan/caseloadPlan");
        decide(&leader, "applyCaseloadPlan", &agreed, json!({})).await.assert_ok();
        told(&world).await;
        let officer = world.as_(&world.first.officer).await;
        assert_eq!(kinds(&officer).await[0], "HANDOVER_NOTES_WANTED");
        let wanted = "{ inbox { handoverNotesToWrite { nodes { id version } } } }";
        let nodes = officer.query(wanted).await.at("/inbox/handoverNotesToWrite/nodes");
        let link = nodes[0].clone();
        let note = json!({ "id": link["id"], "version": link["version"], "note": "老板只在周三有空" });
        coordinator.change("addHandoverNote", note.clone(), "__typename").await.assert_code("FORBIDDEN");
        let elsewhere = world.as_(&world.second.officer).await;
        elsewhere.change("addHandoverNote", note.clone(), "__typename").await.assert_code("NOT_FOUND");
        let mut empty = note.clone();
        empty["note"] = json!(" ");
        officer.change("addHandoverNote", empty, "__typename").await.assert_invalid("note");
        let done = officer.change("addHandoverNote", note.clone(), "assignment { handoverNote version }").await;
        assert_eq!(done.text("/addHandoverNote/assignment/handoverNote"), "老板只在周三有空");
        officer.change("addHandoverNote", note, "__typename").await.assert_code("CONFLICT");
        let left = officer.query(wanted).await.at("/inbox/handoverNotesToWrite/nodes");
        assert_eq!(left.as_array().unwrap().len(), nodes.as_array().unwrap().len() - 1);
        let firm = world.as_(&world.first.enterprise_person).await;
        let query = "{ assignments(filter: { open: false }) { nodes { handoverNote endedByPlan { id } } } }";
        let read = firm.query(query).await.at("/assignments/nodes");
        assert!(!read.to_string().contains("周三"), "{read}");
    }

    async fn a_plan_whose_server_fell_silent_is_cancelled(world: World) {
        let id = world.plan_in(State::Running).await;
        assert_eq!(cancel_abandoned(&world.database).await.unwrap(), 0);
        world.advance(chrono::TimeDelta::minutes(3)).await;
        assert_eq!(cancel_abandoned(&world.database).await.unwrap(), 1);
        assert_eq!(cancel_abandoned(&world.database).await.unwrap(), 0);
        let coordinator = world.as_(&world.coordinator).await;
        assert_eq!(plan(&coordinator, &id.to_string()).await["state"], "CANCELLED");
    }

    async fn a_running_plan_can_be_cancelled(world: World) {
        let id = world.plan_in(State::Running).await;
        let coordinator = world.as_(&world.coordinator).await;
        let running = plan(&coordinator, &id.to_string()).await;
        assert_eq!((&running["state"], &running["planned"]), (&json!("RUNNING"), &Value::Null));
        let gone = decide(&coordinator, "cancelCaseloadPlan", &running, json!({ "reason": "不必了" })).await;
        assert_eq!(gone.at("/cancelCaseloadPlan/caseloadPlan/state"), "CANCELLED");
    }

    async fn two_plans_are_compared(world: World) {
        set_limits(&world, 0, 10).await;
        let coordinator = world.as_(&world.coordinator).await;
        let towns = json!([world.first.town.to_string()]);
        // Whoever has the firm keeps it.
        let one = computed(&coordinator, json!({ "towns": towns, "dryRun": true, "changeM": 1 })).await;
        let away = json!({ "towns": towns, "dryRun": true, "away": [id(&world.first.officer_id)] });
        let other = computed(&coordinator, away).await;
        let query = "query($one: ID!, $other: ID!) { caseloadPlan(id: $one) {
            differsFrom(plan: $other) same: differsFrom(plan: $one) } }";
        let compared = coordinator.ask(query, json!({ "one": one["id"], "other": other["id"] })).await;
        assert_eq!(compared.at("/caseloadPlan/same"), 0);
        assert!(compared.at("/caseloadPlan/differsFrom").as_u64().unwrap() >= 1);
    }
}
