//! Requests: the lifecycle through the API, numbers, notes, and what closes by itself.

use chrono::TimeDelta;
use serde_json::{Value, json};
use wanqi::features::requests::close_unanswered;

use crate::{
    on_both,
    support::{Answer, Client, World},
};

const CLIENT_ID: &str = "0d9a8c52-6f0e-4a8b-9a7e-2f6f1f0a7c11";

/// A request to be filed, with these fields besides.
pub fn asking(fields: &Value) -> Value {
    let mut input = json!({
        "title": "港澳通行证集中办理", "body": "三月广交会，四百余家会员需办证", "category": "PERMIT",
    });
    for (name, value) in fields.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

/// Files a request, and answers with its id.
pub async fn file(client: &Client, fields: &Value) -> String {
    let answer = client.change("submitRequest", asking(fields), "serviceRequest { id }").await;
    answer.text("/submitRequest/serviceRequest/id")
}

/// Takes a step at the version that stands.
pub async fn step(client: &Client, name: &str, id: &str, fields: &Value) -> Answer {
    let query = "query($id: ID!) { serviceRequest(id: $id) { version } }";
    let seen = client.ask(query, json!({ "id": id })).await;
    let version = seen.body["data"]["serviceRequest"]["version"].as_i64().unwrap_or(1);
    let mut input = json!({ "id": id, "version": version });
    for (name, value) in fields.as_object().unwrap() {
        input[name] = value.clone();
    }
    client.change(name, input, "serviceRequest { id state outcome version closedAt }").await
}

async fn takes(client: &Client, name: &str, id: &str, fields: Value) -> String {
    let answer = step(client, name, id, &fields).await;
    answer.text(&format!("/{name}/serviceRequest/state"))
}

/// A request of the first firm that the first officer resolved.
async fn resolved(world: &World) -> String {
    let officer = world.as_(&world.first.officer).await;
    let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
    takes(&officer, "acceptRequest", &id, json!({})).await;
    takes(&officer, "startRequest", &id, json!({})).await;
    takes(&officer, "resolveRequest", &id, json!({ "outcome": "DONE", "note": "已办妥" })).await;
    id
}

async fn state(client: &Client, id: &str) -> Value {
    let query = "query($id: ID!) { serviceRequest(id: $id) { state outcome
        timeline { nodes { step side actorName } } } }";
    client.ask(query, json!({ "id": id })).await.at("/serviceRequest")
}

on_both! {
    async fn a_request_runs_through_its_lifecycle(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let id = file(&firm, &json!({})).await;
        for (who, name, fields, state) in [
            (&officer, "acceptRequest", json!({ "note": "已收到" }), "ACCEPTED"),
            (&officer, "startRequest", json!({}), "IN_PROGRESS"),
            (&officer, "askRequester", json!({ "question": "多少人？" }), "WAITING_FOR_REQUESTER"),
            (&firm, "answerQuestion", json!({ "answer": "一千余人" }), "IN_PROGRESS"),
            (&officer, "resolveRequest", json!({ "outcome": "PARTLY", "note": "先办一半" }), "RESOLVED"),
            (&firm, "reopenRequest", json!({ "reason": "还差一半" }), "IN_PROGRESS"),
            (&officer, "resolveRequest", json!({ "outcome": "DONE", "note": "全部办妥" }), "RESOLVED"),
            (&firm, "confirmRequest", json!({}), "CLOSED"),
        ] {
            assert_eq!(takes(who, name, &id, fields).await, state, "{name}");
        }
        let query = "query($id: ID!) { serviceRequest(id: $id) { outcome handler { name } enterpriseName
            agency { name } timeline { nodes { seq step state side note outcome visibility } } } }";
        let request = officer.ask(query, json!({ "id": id })).await.at("/serviceRequest");
        assert_eq!(request["handler"]["name"], "甲警官");
        assert_eq!(request["agency"]["name"], "甲派出所");
        assert_eq!(request["enterpriseName"], "甲珍珠有限公司");
        if world.database.dialect() == wanqi::platform::dialect::Dialect::Sqlite {
            insta::assert_json_snapshot!(request["timeline"]["nodes"]);
        }
    }

    async fn whoever_handles_a_request_does_not_confirm_it(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        for (name, fields) in [
            ("acceptRequest", json!({})),
            ("startRequest", json!({})),
            ("resolveRequest", json!({ "outcome": "DONE", "note": "办妥" })),
        ] {
            step(&officer, name, &id, &fields).await.assert_ok();
        }
        step(&officer, "confirmRequest", &id, &json!({})).await.assert_code("FORBIDDEN");
        assert_eq!(takes(&firm, "confirmRequest", &id, json!({})).await, "CLOSED");
    }

    async fn a_step_that_is_not_there_is_refused_and_changes_nothing(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        for (name, fields) in [
            ("startRequest", json!({})),
            ("askRequester", json!({ "question": "？" })),
            ("answerQuestion", json!({ "answer": "。" })),
            ("resolveRequest", json!({ "outcome": "DONE", "note": "办妥" })),
            ("reopenRequest", json!({ "reason": "没有" })),
        ] {
            step(&officer, name, &id, &fields).await.assert_code("ILLEGAL_STATE");
        }
        let firm = world.as_(&world.first.enterprise_person).await;
        step(&firm, "confirmRequest", &id, &json!({})).await.assert_code("ILLEGAL_STATE");
        let state = state(&officer, &id).await;
        assert_eq!(state["timeline"]["nodes"].as_array().unwrap().len(), 1);
        assert_eq!(takes(&officer, "withdrawRequest", &id, json!({})).await, "WITHDRAWN");
        for name in ["acceptRequest", "withdrawRequest"] {
            step(&officer, name, &id, &json!({})).await.assert_code("ILLEGAL_STATE");
        }
    }

    async fn a_stale_version_is_a_conflict(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        let input = json!({ "id": id, "version": 1 });
        let accept = || officer.change("acceptRequest", input.clone(), "serviceRequest { id }");
        accept().await.assert_ok();
        let second = accept().await;
        second.assert_code("CONFLICT");
        assert_eq!(second.body["errors"][0]["extensions"]["present"]["state"], "ACCEPTED");
    }

    async fn of_many_accepts_at_once_one_wins(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        let input = json!({ "id": id, "version": 1 });
        let accepts = (0..10).map(|_| officer.change("acceptRequest", input.clone(), "serviceRequest { id }"));
        let answers = futures_util::future::join_all(accepts).await;
        assert_eq!(answers.iter().filter(|answer| answer.code().is_none()).count(), 1);
        let state = state(&officer, &id).await;
        assert_eq!(state["timeline"]["nodes"].as_array().unwrap().len(), 2);
    }

    async fn one_client_id_files_one_request(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let fields = json!({ "clientId": CLIENT_ID, "visitId": world.first.visit.to_string() });
        let first = file(&officer, &fields).await;
        assert_eq!(file(&officer, &fields).await, first);
        let mut other = asking(&fields);
        other["title"] = json!("别的诉求");
        officer.change("submitRequest", other, "serviceRequest { id }").await.assert_code("IDEMPOTENCY_MISMATCH");
    }

    async fn a_late_retry_files_no_second_request(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let coordinator = world.as_(&world.coordinator).await;
        let fields = json!({ "clientId": CLIENT_ID, "visitId": world.first.visit.to_string() });
        let id = file(&officer, &fields).await;
        takes(&officer, "withdrawRequest", &id, json!({})).await;
        let handover = json!({
            "enterpriseId": world.first.enterprise.to_string(),
            "toOfficerId": world.first.colleague_id.to_string(), "note": "调岗",
        });
        coordinator.change("handOverEnterprise", handover, "assignment { id }").await.assert_ok();
        let retry = officer.change("submitRequest", asking(&fields), "serviceRequest { id }").await;
        retry.assert_code("NOT_FOUND");
        let count = coordinator.query("{ serviceRequests { totalCount } }").await;
        assert_eq!(count.at("/serviceRequests/totalCount"), 3);
    }

    async fn case_numbers_run_without_gaps_however_many_file_at_once(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let input = asking(&json!({ "enterpriseId": world.first.enterprise.to_string() }));
        let files = (0..20).map(|_| officer.change("submitRequest", input.clone(), "serviceRequest { number }"));
        let mut numbers: Vec<_> = futures_util::future::join_all(files)
            .await
            .iter()
            .map(|answer| answer.text("/submitRequest/serviceRequest/number"))
            .collect();
        numbers.sort();
        let year = world.clock.today().format("%Y").to_string();
        // The two worlds began with one each.
        let expected: Vec<_> = (3..23).map(|serial| format!("{year}-{serial:06}")).collect();
        assert_eq!(numbers, expected);
        let query = "query($number: String) { serviceRequests(filter: { number: $number }) { nodes { number } } }";
        let found = officer.ask(query, json!({ "number": numbers[4] })).await;
        assert_eq!(found.at("/serviceRequests/nodes"), json!([{ "number": numbers[4] }]));
        officer.ask(query, json!({ "number": "第一号" })).await.assert_invalid("filter.number");
    }

    async fn a_request_needs_one_requester_within_reach(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let send = async |client: &Client, fields: Value| {
            client.change("submitRequest", asking(&fields), "serviceRequest { id }").await
        };
        let (first, second) = (&world.first, &world.second);
        let (firm, association) = (first.enterprise.to_string(), first.association.to_string());
        send(&officer, json!({})).await.assert_invalid("enterpriseId");
        let both = json!({ "enterpriseId": firm, "associationId": association });
        send(&officer, both).await.assert_invalid("enterpriseId");
        let other_visit = json!({ "associationId": association, "visitId": first.visit.to_string() });
        send(&officer, other_visit).await.assert_invalid("visitId");
        for fields in [
            json!({ "enterpriseId": second.enterprise.to_string() }),
            json!({ "associationId": second.association.to_string() }),
            json!({ "visitId": second.visit.to_string() }),
        ] {
            send(&officer, fields).await.assert_code("NOT_FOUND");
        }
        let firm_person = world.as_(&first.enterprise_person).await;
        send(&firm_person, json!({ "enterpriseId": first.unassigned.to_string() })).await.assert_code("NOT_FOUND");
        send(&firm_person, json!({ "associationId": association })).await.assert_code("NOT_FOUND");
        let association_person = world.as_(&first.association_person).await;
        send(&association_person, json!({ "enterpriseId": firm })).await.assert_code("NOT_FOUND");
        let coordinator = world.as_(&world.coordinator).await;
        send(&coordinator, json!({ "associationId": association })).await.assert_ok();
        for (field, value) in [("title", json!("")), ("body", json!("")), ("category", json!("TEA"))] {
            let mut input = asking(&json!({ "enterpriseId": firm }));
            input[field] = value;
            officer.change("submitRequest", input, "serviceRequest { id }").await.assert_invalid(field);
        }
    }

    async fn a_request_goes_to_the_liaison_officers_agency_or_the_towns_station(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let agency = async |fields: Value| {
            let answer = coordinator.change("submitRequest", asking(&fields), "serviceRequest { agency { name } }");
            answer.await.at("/submitRequest/serviceRequest/agency")
        };
        let unassigned = json!({ "enterpriseId": world.first.unassigned.to_string() });
        assert_eq!(agency(unassigned.clone()).await, Value::Null);
        world.station_in(world.first.town).await;
        assert_eq!(agency(unassigned).await["name"], "某派出所");
        let association = json!({ "associationId": world.first.association.to_string() });
        assert_eq!(agency(association).await["name"], "某派出所");
        let assigned = json!({ "enterpriseId": world.first.enterprise.to_string() });
        assert_eq!(agency(assigned).await["name"], "甲派出所");
    }

    async fn a_visitor_files_from_the_visit_also_after_a_handover(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let coordinator = world.as_(&world.coordinator).await;
        let handover = json!({
            "enterpriseId": world.first.enterprise.to_string(),
            "toOfficerId": world.first.colleague_id.to_string(), "note": "调岗",
        });
        coordinator.change("handOverEnterprise", handover, "assignment { id }").await.assert_ok();
        let input = asking(&json!({ "visitId": world.first.visit.to_string() }));
        let selection = "serviceRequest { enterprise { id } enterpriseName visit { id } agency { name } }";
        let filed = officer.change("submitRequest", input, selection).await;
        assert_eq!(filed.at("/submitRequest/serviceRequest"), json!({
            "enterprise": null, "enterpriseName": "甲珍珠有限公司",
            "visit": { "id": world.first.visit.to_string() }, "agency": { "name": "甲派出所" },
        }));
    }

    async fn notes_come_once_and_do_not_make_versions_stale(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let id = file(&firm, &json!({})).await;
        let note = async |fields: Value| {
            let mut input = json!({ "id": id, "note": "先核实资质" });
            for (name, value) in fields.as_object().unwrap() {
                input[name] = value.clone();
            }
            officer.change("addRequestNote", input, "serviceRequest { version }").await
        };
        for _ in 0..3 {
            let answer = note(json!({ "clientId": CLIENT_ID })).await;
            assert_eq!(answer.at("/addRequestNote/serviceRequest/version"), 1);
        }
        note(json!({ "visibility": "SHARED" })).await.assert_ok();
        let count = async |client: &Client| {
            let query = "query($id: ID!) { serviceRequest(id: $id) { timeline { totalCount nodes { note } } } }";
            client.ask(query, json!({ "id": id })).await.at("/serviceRequest/timeline/totalCount")
        };
        assert_eq!(count(&officer).await, 3);
        assert_eq!(count(&firm).await, 2);
        assert_eq!(takes(&firm, "withdrawRequest", &id, json!({ "reason": "自行解决" })).await, "WITHDRAWN");
        note(json!({})).await.assert_code("ILLEGAL_STATE");
    }

    async fn what_is_left_unanswered_closes_after_seven_days(world: World) {
        let id = resolved(&world).await;
        assert_eq!(close_unanswered(&world.database).await.unwrap(), 0);
        world.advance(TimeDelta::days(6)).await;
        assert_eq!(close_unanswered(&world.database).await.unwrap(), 0);
        world.advance(TimeDelta::days(1)).await;
        let runs = (0..4).map(|_| close_unanswered(&world.database));
        let closed: u64 = futures_util::future::try_join_all(runs).await.unwrap().iter().sum();
        assert_eq!(closed, 1, "two servers at once close once");
        let firm = world.as_(&world.first.enterprise_person).await;
        let state = state(&firm, &id).await;
        assert_eq!((state["state"].as_str(), state["outcome"].as_str()), (Some("CLOSED"), Some("DONE")));
        let timeline = state["timeline"]["nodes"].as_array().unwrap();
        assert_eq!(timeline.len(), 5);
        assert_eq!(timeline[4], json!({ "step": "AUTO_CLOSE", "side": "SYSTEM", "actorName": "系统" }));
        step(&firm, "reopenRequest", &id, &json!({ "reason": "没有办好" })).await.assert_code("ILLEGAL_STATE");
    }

    async fn what_is_answered_in_time_does_not_close(world: World) {
        let id = resolved(&world).await;
        world.advance(TimeDelta::days(6)).await;
        let firm = world.as_(&world.first.enterprise_person).await;
        assert_eq!(takes(&firm, "reopenRequest", &id, json!({ "reason": "没有办好" })).await, "IN_PROGRESS");
        let officer = world.as_(&world.first.officer).await;
        takes(&officer, "resolveRequest", &id, json!({ "outcome": "NOT_POSSIBLE", "note": "上级不批" })).await;
        world.advance(TimeDelta::days(6)).await;
        assert_eq!(close_unanswered(&world.database).await.unwrap(), 0);
        let firm = world.as_(&world.first.enterprise_person).await;
        assert_eq!(takes(&firm, "confirmRequest", &id, json!({})).await, "CLOSED");
        world.advance(TimeDelta::days(6)).await;
        assert_eq!(close_unanswered(&world.database).await.unwrap(), 0);
    }

    async fn requests_are_found_by_what_they_are(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let (firm, association) = (world.first.enterprise.to_string(), world.first.association.to_string());
        let ended = file(&coordinator, &json!({ "enterpriseId": firm, "category": "LABOUR" })).await;
        takes(&coordinator, "withdrawRequest", &ended, json!({})).await;
        file(&coordinator, &json!({ "associationId": association })).await;
        let count = async |filter: Value| {
            let query = "query($filter: ServiceRequestFilter!) { serviceRequests(filter: $filter) { totalCount } }";
            coordinator.ask(query, json!({ "filter": filter })).await.at("/serviceRequests/totalCount")
        };
        let today = world.clock.today();
        let tomorrow = today + TimeDelta::days(1);
        for (filter, expected) in [
            (json!({}), 4),
            (json!({ "open": true }), 3),
            (json!({ "open": false }), 1),
            (json!({ "state": "WITHDRAWN" }), 1),
            (json!({ "states": ["WITHDRAWN", "SUBMITTED"] }), 4),
            (json!({ "states": [] }), 0),
            (json!({ "enterprise": firm }), 2),
            (json!({ "enterprise": firm, "open": true }), 1),
            (json!({ "association": association }), 1),
            (json!({ "agency": world.first.agency.to_string() }), 2),
            (json!({ "handler": world.first.officer_id.to_string() }), 0),
            (json!({ "category": "LABOUR" }), 1),
            (json!({ "createdFrom": today.to_string(), "createdTo": today.to_string() }), 4),
            (json!({ "createdFrom": tomorrow.to_string() }), 0),
        ] {
            assert_eq!(count(filter.clone()).await, expected, "{filter}");
        }
        let query = "query($firm: ID!, $visit: ID!, $association: ID!) {
            enterprise(id: $firm) { requests(open: true) { totalCount nodes { category } } }
            visit(id: $visit) { requests { nodes { title } } }
            association: node(id: $association) { ... on Association { requests { totalCount } } } }";
        let variables = json!({
            "firm": firm, "visit": world.first.visit.to_string(), "association": association,
        });
        assert_eq!(coordinator.ask(query, variables).await.at(""), json!({
            "enterprise": { "requests": { "totalCount": 1, "nodes": [{ "category": "PERMIT" }] } },
            "visit": { "requests": { "nodes": [{ "title": "甲诉求" }] } },
            "association": { "requests": { "totalCount": 1 } },
        }));
    }

    async fn the_dashboard_of_an_officer_runs_a_constant_number_of_statements(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let coordinator = world.as_(&world.coordinator).await;
        let query = "query($id: ID!) { officer(id: $id) { name assignments(first: 10) { nodes {
            enterprise { name town { name } contacts(first: 2) { nodes { name } }
            visits(first: 3) { nodes { kind happensAt } }
            requests(open: true, first: 5) { nodes { title state enterpriseName agency { name }
                allowedSteps timeline(first: 3) { nodes { step } } } } } } } } }";
        let id = json!({ "id": world.first.officer_id.to_string() });
        let count = || world.statements_of(&officer, query, id.clone());
        let with_one = count().await;
        for firm in world.more_enterprises(9).await {
            let link = json!({
                "enterpriseId": firm.to_string(), "officerId": world.first.officer_id.to_string(),
            });
            coordinator.change("assignEnterprise", link, "assignment { id }").await.assert_ok();
            file(&officer, &json!({ "enterpriseId": firm.to_string() })).await;
        }
        assert_eq!(count().await, with_one, "as many statements for ten firms as for one");
        assert!(with_one <= 10, "{with_one} statements");
    }
}
