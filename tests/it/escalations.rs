//! Escalations: chains of steps, who decides them, what they see, and how they end.

use serde_json::{Value, json};

use crate::{
    on_both,
    requests::{file, step},
    support::{Answer, Client, World, world::climbing::GuidingLine},
};

const CLIENT_ID: &str = "3c1f7a52-6f0e-4a8b-9a7e-2f6f1f0a7c22";

/// A request of the first firm that the first officer works on.
pub async fn in_progress(world: &World) -> String {
    let officer = world.as_(&world.first.officer).await;
    let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
    step(&officer, "acceptRequest", &id, &json!({})).await.assert_ok();
    step(&officer, "startRequest", &id, &json!({})).await.assert_ok();
    id
}

/// The version of a request that stands; 1 for who does not see it.
pub async fn version(client: &Client, id: &str) -> i64 {
    let query = "query($id: ID!) { serviceRequest(id: $id) { version } }";
    let seen = client.ask(query, json!({ "id": id })).await;
    seen.body["data"]["serviceRequest"]["version"].as_i64().unwrap_or(1)
}

/// Begins a chain over the detachment and the corps, and answers with what came of it.
pub async fn escalate(client: &Client, id: &str, fields: &Value) -> Answer {
    let mut input = json!({
        "requestId": id, "version": version(client, id).await,
        "subject": "申请设置自助一体机", "note": "三月千余人集中办证",
    });
    for (name, value) in fields.as_object().unwrap() {
        input[name] = value.clone();
    }
    client.change("escalateRequest", input, "escalation { id state place attempt }").await
}

fn both(line: &GuidingLine) -> Value {
    json!({ "steps": [
        { "agencyId": line.detachment.agency.to_string(), "days": 3 },
        { "agencyId": line.corps.agency.to_string() },
    ] })
}

/// Takes a decision at the version that stands.
pub async fn decide(client: &Client, id: &str, decision: &str, opinion: &str) -> Answer {
    let query = "query($id: ID!) { escalation(id: $id) { version } }";
    let seen = client.ask(query, json!({ "id": id })).await;
    let version = seen.body["data"]["escalation"]["version"].as_i64().unwrap_or(1);
    let input = json!({
        "id": id, "version": version, "decision": decision, "opinion": opinion,
        "visibility": "SHARED",
    });
    client.change("decideEscalation", input, "escalation { id state attempt decidedAt }").await
}

/// The steps of a request's chains as a viewer sees them.
async fn steps(client: &Client, request: &str) -> Value {
    let query = "query($id: ID!) { escalations(filter: { request: $id }, orderBy: CREATED_AT) {
        nodes { id state place attempt agency { name } } } }";
    client.ask(query, json!({ "id": request })).await.at("/escalations/nodes")
}

async fn states(client: &Client, request: &str) -> Vec<Value> {
    let steps = steps(client, request).await;
    steps.as_array().unwrap().iter().map(|step| step["state"].clone()).collect()
}

on_both! {
    async fn a_chain_climbs_step_by_step_with_written_opinions(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let detachment = world.as_(&line.detachment.person).await;
        let corps = world.as_(&line.corps.person).await;
        let request = in_progress(&world).await;
        let first = escalate(&officer, &request, &both(&line)).await;
        let first = first.text("/escalateRequest/escalation/id");
        // Its turn has not come: the corps sees nothing yet.
        assert_eq!(steps(&corps, &request).await, json!([]));
        decide(&corps, &first, "APPROVE", "同意").await.assert_code("NOT_FOUND");

        let returned = decide(&detachment, &first, "RETURN", "请补充人数测算").await;
        assert_eq!(returned.at("/decideEscalation/escalation/state"), "RETURNED");
        let again = json!({ "id": first, "version": 2, "note": "附人数测算" });
        let sent = officer.change("resubmitEscalation", again, "escalation { state attempt }").await;
        assert_eq!(
            sent.at("/resubmitEscalation/escalation"),
            json!({ "state": "PENDING", "attempt": 2 })
        );
        decide(&detachment, &first, "APPROVE", "同意上报").await.assert_ok();
        let second = steps(&corps, &request).await;
        assert_eq!(second[0]["place"], 2);
        decide(&corps, second[0]["id"].as_str().unwrap(), "APPROVE", "同意设置").await.assert_ok();

        assert_eq!(states(&officer, &request).await, ["APPROVED", "APPROVED"]);
        let query = "query($id: ID!) { escalation(id: $id) {
            events { nodes { step attempt note visibility side } } upcoming { agency { name } days } } }";
        let told = officer.ask(query, json!({ "id": first })).await.at("/escalation");
        if world.database.dialect() == wanqi::platform::dialect::Dialect::Sqlite {
            insta::assert_json_snapshot!(told);
        }
    }

    async fn an_agency_that_is_asked_sees_and_decides_just_its_steps(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let detachment = world.as_(&line.detachment.person).await;
        let corps = world.as_(&line.corps.person).await;
        let request = in_progress(&world).await;
        let secret = json!({ "id": request, "note": "内部研判", "visibility": "INTERNAL" });
        officer.change("addRequestNote", secret, "serviceRequest { id }").await.assert_ok();
        let first = escalate(&officer, &request, &both(&line)).await;
        let first = first.text("/escalateRequest/escalation/id");
        decide(&detachment, &first, "APPROVE", "同意上报").await.assert_ok();

        let query = "query($id: ID!) { serviceRequest(id: $id) { title enterprise { id }
            enterpriseName escalations { nodes { agency { name } } }
            timeline { nodes { step note } } } }";
        let seen = corps.ask(query, json!({ "id": request })).await.at("/serviceRequest");
        assert_eq!(seen["enterprise"], Value::Null);
        assert_eq!(seen["enterpriseName"], "甲珍珠有限公司");
        assert_eq!(seen["escalations"]["nodes"], json!([{ "agency": { "name": "省出入境管理总队" } }]));
        let told = seen["timeline"]["nodes"].to_string();
        assert!(!told.contains("内部研判"), "{told}");
        decide(&corps, &first, "REFUSE", "不同意").await.assert_code("NOT_FOUND");
        // Those who only decide take no step of the request.
        step(&corps, "askRequester", &request, &json!({ "question": "？" })).await.assert_code("FORBIDDEN");
        step(&detachment, "resolveRequest", &request, &json!({ "outcome": "DONE", "note": "办妥" })).await
            .assert_code("FORBIDDEN");
    }

    async fn whoever_is_not_asked_does_not_decide(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        let asked = json!({ "steps": [{ "agencyId": line.brigade.agency.to_string() }] });
        let id = escalate(&officer, &request, &asked).await.text("/escalateRequest/escalation/id");
        for person in [&world.first.chief, &world.leader] {
            let client = world.as_(person).await;
            decide(&client, &id, "APPROVE", "同意").await.assert_code("FORBIDDEN");
        }
        for person in [&world.first.officer, &world.coordinator, &world.first.enterprise_person] {
            let client = world.as_(person).await;
            decide(&client, &id, "APPROVE", "同意").await.assert_code("FORBIDDEN");
        }
        for person in [&world.second.chief, &world.second.partner, &line.detachment.person] {
            let client = world.as_(person).await;
            decide(&client, &id, "APPROVE", "同意").await.assert_code("NOT_FOUND");
        }
        let brigade = world.as_(&line.brigade.person).await;
        decide(&brigade, &id, "APPROVE", "同意").await.assert_ok();
        decide(&brigade, &id, "APPROVE", "同意").await.assert_code("ILLEGAL_STATE");
    }

    async fn the_leader_decides_what_is_addressed_to_the_bureau(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let leader = world.as_(&world.leader).await;
        let request = in_progress(&world).await;
        // Nobody guides a police station of this world: the next one up is the bureau.
        let id = escalate(&officer, &request, &json!({})).await.text("/escalateRequest/escalation/id");
        decide(&leader, &id, "APPROVE", "同意，成立专班").await.assert_ok();
        assert_eq!(states(&officer, &request).await, ["APPROVED"]);
    }

    async fn a_refusal_ends_the_chain_and_the_request_goes_on(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let detachment = world.as_(&line.detachment.person).await;
        let request = in_progress(&world).await;
        let id = escalate(&officer, &request, &both(&line)).await.text("/escalateRequest/escalation/id");
        decide(&detachment, &id, "REFUSE", "条件不具备").await.assert_ok();
        assert_eq!(states(&officer, &request).await, ["REFUSED"]);
        let corps = world.as_(&line.corps.person).await;
        assert_eq!(steps(&corps, &request).await, json!([]));
        let outcome = json!({ "outcome": "NOT_POSSIBLE", "note": "上级不同意设置" });
        step(&officer, "resolveRequest", &request, &outcome).await.assert_ok();
    }

    async fn a_withdrawal_in_the_middle_ends_what_is_open(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let detachment = world.as_(&line.detachment.person).await;
        let request = file(&firm, &json!({})).await;
        step(&officer, "acceptRequest", &request, &json!({})).await.assert_ok();
        step(&officer, "startRequest", &request, &json!({})).await.assert_ok();
        let id = escalate(&officer, &request, &both(&line)).await.text("/escalateRequest/escalation/id");
        step(&firm, "withdrawRequest", &request, &json!({ "reason": "不需要了" })).await.assert_ok();
        assert_eq!(states(&officer, &request).await, ["ENDED"]);
        decide(&detachment, &id, "APPROVE", "同意").await.assert_code("ILLEGAL_STATE");
    }

    async fn of_many_decisions_at_once_one_counts(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let detachment = world.as_(&line.detachment.person).await;
        let request = in_progress(&world).await;
        let id = escalate(&officer, &request, &both(&line)).await.text("/escalateRequest/escalation/id");
        let input = |decision: &str| json!({ "id": id, "version": 1, "decision": decision, "opinion": "意见" });
        let decisions = ["APPROVE", "REFUSE", "RETURN"].iter().cycle().take(12);
        let decisions = decisions.map(|decision| detachment.change("decideEscalation", input(decision), "escalation { id }"));
        let answers = futures_util::future::join_all(decisions).await;
        assert_eq!(answers.iter().filter(|answer| answer.code().is_none()).count(), 1);
        assert!(answers.iter().all(|answer| matches!(answer.code(), None | Some("CONFLICT"))));
    }

    async fn one_client_id_begins_one_chain(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        let mut fields = both(&line);
        fields["clientId"] = json!(CLIENT_ID);
        fields["version"] = json!(version(&officer, &request).await);
        let first = escalate(&officer, &request, &fields).await.text("/escalateRequest/escalation/id");
        let second = escalate(&officer, &request, &fields).await.text("/escalateRequest/escalation/id");
        assert_eq!(first, second);
        fields["subject"] = json!("别的");
        escalate(&officer, &request, &fields).await.assert_code("IDEMPOTENCY_MISMATCH");
    }

    async fn a_chain_that_does_not_climb_is_refused(world: World) {
        let line = world.guiding_line().await;
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        let (detachment, corps) = (line.detachment.agency.to_string(), line.corps.agency.to_string());
        for steps in [
            json!([{ "agencyId": corps }, { "agencyId": detachment }]),
            json!([{ "agencyId": corps }, { "agencyId": corps }]),
            // Oneself, and a peer.
            json!([{ "agencyId": world.first.agency.to_string() }]),
            json!([{ "agencyId": world.second.agency.to_string() }]),
            json!([{ "agencyId": corps, "days": 0 }]),
            json!([{ "agencyId": corps, "days": 10_000 }]),
            json!(vec![json!({ "agencyId": corps }); 21]),
        ] {
            escalate(&officer, &request, &json!({ "steps": steps })).await.assert_invalid("steps");
        }
        let unknown = json!({ "steps": [{ "agencyId": "agy_00000000000000000000000001" }] });
        escalate(&officer, &request, &unknown).await.assert_code("NOT_FOUND");
        for field in ["subject", "note"] {
            escalate(&officer, &request, &json!({ (field): " " })).await.assert_invalid(field);
        }
        assert_eq!(steps(&officer, &request).await, json!([]));
    }

    async fn only_a_request_that_is_worked_on_climbs(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let request = file(&firm, &json!({})).await;
        escalate(&officer, &request, &json!({})).await.assert_code("ILLEGAL_STATE");
        let other = world.as_(&world.second.officer).await;
        let input = json!({ "requestId": request, "version": 1, "subject": "上报", "note": "请示" });
        other.change("escalateRequest", input.clone(), "escalation { id }").await.assert_code("NOT_FOUND");
        firm.change("escalateRequest", input, "escalation { id }").await.assert_code("FORBIDDEN");
    }

    async fn a_template_is_kept_and_followed(world: World) {
        let line = world.guiding_line().await;
        let coordinator = world.as_(&world.coordinator).await;
        let officer = world.as_(&world.first.officer).await;
        let steps = both(&line)["steps"].clone();
        let input = json!({ "name": "出入境设备审批", "steps": steps });
        let selection = "escalationTemplate { id version steps { agency { name } days } }";
        let saved = coordinator.change("saveEscalationTemplate", input.clone(), selection).await;
        let template = saved.text("/saveEscalationTemplate/escalationTemplate/id");
        assert_eq!(
            saved.at("/saveEscalationTemplate/escalationTemplate/steps"),
            json!([
                { "agency": { "name": "绍兴市出入境管理支队" }, "days": 3 },
                { "agency": { "name": "省出入境管理总队" }, "days": 5 },
            ])
        );
        coordinator.change("saveEscalationTemplate", input.clone(), selection).await.assert_invalid("name");
        officer.change("saveEscalationTemplate", input, selection).await.assert_code("FORBIDDEN");

        let request = in_progress(&world).await;
        let asked = escalate(&officer, &request, &json!({ "templateId": template })).await;
        assert_eq!(asked.at("/escalateRequest/escalation/state"), "PENDING");
        let change = |version: i32| json!({
            "id": template, "version": version, "name": "出入境设备审批", "isRetired": true,
            "steps": [{ "agencyId": line.corps.agency.to_string() }],
        });
        coordinator.change("saveEscalationTemplate", change(1), selection).await.assert_ok();
        coordinator.change("saveEscalationTemplate", change(1), selection).await.assert_code("CONFLICT");
        let again = in_progress(&world).await;
        escalate(&officer, &again, &json!({ "templateId": template })).await.assert_invalid("templateId");
        let offered = officer.query("{ escalationTemplates { totalCount } }").await;
        assert_eq!(offered.at("/escalationTemplates/totalCount"), 0);
        let mut missing = change(2);
        missing.as_object_mut().unwrap().remove("version");
        coordinator.change("saveEscalationTemplate", missing, selection).await.assert_invalid("version");
    }
}
