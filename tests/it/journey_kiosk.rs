//! The pearl-town kiosk, from the association's request in January to the reminder a year later:
//! through GraphQL alone, with the clock moved.

use chrono::NaiveDate;
use serde_json::{Value, json};
use wanqi::features::requests::{note_overdue, reckon_provisional, remind_demands};

use crate::{
    escalations::{decide, escalate, version},
    on_both,
    requests::{asking, step},
    support::{Client, World, world::climbing::GuidingLine},
};

/// Moves the clock to nine in the morning of a day.
async fn travel(world: &World, day: &str) {
    let day: NaiveDate = day.parse().unwrap();
    let nine = day.and_hms_opt(1, 0, 0).unwrap().and_utc();
    world.advance(nine - world.clock.now()).await;
}

/// The bureau announces a year's working calendar.
async fn announce(world: &World, year: i32, off: Value) {
    let input =
        json!({ "years": [{ "year": year, "off": off, "work": [] }], "source": "国办发明电" });
    let coordinator = world.as_(&world.coordinator).await;
    coordinator.change("importCalendar", input, "calendarYears { year }").await.assert_ok();
    reckon_provisional(&world.database).await.unwrap();
}

async fn station(world: &World) -> String {
    let coordinator = world.as_(&world.coordinator).await;
    let input = json!({
        "name": "珍珠小镇警企联络站", "townId": world.first.town.to_string(),
        "agencyId": world.first.agency.to_string(), "address": "华东国际珠宝城",
        "latitude": 29.69, "longitude": 120.33, "facilities": ["自助区"],
        "openingHours": "周一至周日 08:30-17:30",
    });
    let made = coordinator.change("createLiaisonStation", input, "liaisonStation { id }").await;
    made.text("/createLiaisonStation/liaisonStation/id")
}

/// The officer has the request in hand, and the bureau's leader agrees to a task force.
async fn taken_to_the_bureau(world: &World) -> String {
    let association = world.as_(&world.first.association_person).await;
    let demand = json!({ "demand": { "firms": 400, "people": 1000, "months": [3] } });
    let filed = association.change("submitRequest", asking(&demand), "serviceRequest { id }").await;
    let request = filed.text("/submitRequest/serviceRequest/id");
    let coordinator = world.as_(&world.coordinator).await;
    let officer = world.as_(&world.first.officer).await;
    let leader = world.as_(&world.leader).await;
    let to = json!({ "handlerId": world.first.officer_id.to_string() });
    step(&coordinator, "routeRequest", &request, &to).await.assert_ok();
    step(&officer, "acceptRequest", &request, &json!({})).await.assert_ok();
    step(&officer, "startRequest", &request, &json!({})).await.assert_ok();
    let asked = escalate(&officer, &request, &json!({ "subject": "请求成立专班" })).await;
    let asked = asked.text("/escalateRequest/escalation/id");
    decide(&leader, &asked, "APPROVE", "同意成立专班，二月上旬落实").await.assert_ok();
    request
}

async fn task_force(world: &World, officer: &Client, request: &str, line: &GuidingLine) -> String {
    let input = json!({
        "requestId": request, "version": version(officer, request).await,
        "name": "珍珠企业集中办证专班", "goal": "三月前在珍珠小镇设自助一体机",
        "leadAgencyId": line.brigade.agency.to_string(), "endsOn": "2027-03-31",
        "members": [{ "officerId": world.second.officer_id.to_string() }],
    });
    let formed = officer.change("formTaskForce", input, "taskForce { id }").await;
    formed.text("/formTaskForce/taskForce/id")
}

async fn proposed(officer: &Client, request: &str, station: &str) -> String {
    let input = json!({
        "stationId": station, "requestId": request, "name": "出入境自助一体机",
        "services": ["港澳通行证签注"], "dailyCapacity": 120, "reason": "三月集中办证千余人",
    });
    let kiosk = officer.change("proposeKiosk", input, "kiosk { id state }").await;
    kiosk.text("/proposeKiosk/kiosk/id")
}

async fn kiosk_state(client: &Client, id: &str) -> Value {
    let query = "query($id: ID!) { node(id: $id) { ... on Kiosk { state } } }";
    client.ask(query, json!({ "id": id })).await.at("/node/state")
}

async fn pending(client: &Client, request: &str) -> String {
    let query = "query($id: ID!) { escalations(filter: { request: $id, state: PENDING }) { nodes { id } } }";
    client.ask(query, json!({ "id": request })).await.text("/escalations/nodes/0/id")
}

async fn is_seen(client: &Client, request: &str) -> bool {
    let query = "query($id: ID!) { serviceRequest(id: $id) { id } }";
    client.ask(query, json!({ "id": request })).await.at("/serviceRequest") != Value::Null
}

on_both! {
    async fn the_pearl_town_gets_its_kiosk(world: World) {
        let line = world.guiding_line().await;
        travel(&world, "2027-01-11").await;
        announce(&world, 2027, json!(["2027-01-01", "2027-02-06", "2027-02-08"])).await;
        let station = station(&world).await;
        let request = taken_to_the_bureau(&world).await;
        let officer = world.as_(&world.first.officer).await;
        task_force(&world, &officer, &request, &line).await;
        let member = world.as_(&world.second.officer).await;
        assert!(is_seen(&member, &request).await);

        // The chain over Shaoxing and the province, which approves the kiosk with its last word.
        let kiosk = proposed(&officer, &request, &station).await;
        let chain = json!({ "subject": "设置出入境自助一体机", "kioskId": kiosk, "steps": [
            { "agencyId": line.detachment.agency.to_string(), "days": 3 },
            { "agencyId": line.corps.agency.to_string(), "days": 5 },
        ] });
        let first = escalate(&officer, &request, &chain).await.text("/escalateRequest/escalation/id");
        escalate(&officer, &request, &chain).await.assert_invalid("kioskId");
        let detachment = world.as_(&line.detachment.person).await;
        decide(&detachment, &first, "RETURN", "请补充往年办证人数").await.assert_ok();
        let again = json!({ "id": first, "version": 2, "note": "去年三月 1,012 人" });
        officer.change("resubmitEscalation", again, "escalation { id }").await.assert_ok();

        // Three working days pass and nobody decides: noted once, in the timeline.
        travel(&world, "2027-01-18").await;
        assert_eq!(note_overdue(&world.database).await.unwrap(), 1);
        assert_eq!(note_overdue(&world.database).await.unwrap(), 0);
        let detachment = world.as_(&line.detachment.person).await;
        decide(&detachment, &first, "APPROVE", "同意").await.assert_ok();

        // The officer is transferred in the middle: the chief gives the request to a colleague.
        let chief = world.as_(&world.first.chief).await;
        let to = json!({ "handlerId": world.first.colleague_id.to_string(), "note": "调岗交接" });
        step(&chief, "routeRequest", &request, &to).await.assert_ok();
        let colleague = world.as_(&world.first.colleague).await;
        assert!(is_seen(&colleague, &request).await);

        let corps = world.as_(&line.corps.person).await;
        let second = pending(&corps, &request).await;
        assert_eq!(kiosk_state(&corps, &kiosk).await, "PROPOSED");
        decide(&corps, &second, "APPROVE", "同意设置").await.assert_ok();
        assert_eq!(kiosk_state(&corps, &kiosk).await, "APPROVED");

        // On 7 February it is online.
        travel(&world, "2027-02-07").await;
        let coordinator = world.as_(&world.coordinator).await;
        let seen = coordinator.ask("query($id: ID!) { node(id: $id) { ... on Kiosk { version } } }", json!({ "id": kiosk })).await;
        let install = json!({ "id": kiosk, "version": seen.at("/node/version") });
        let installed = coordinator.change("installKiosk", install, "key kiosk { state }").await;
        let machine = world.anonymous().with_token(&installed.text("/installKiosk/key"));
        let beat = json!({ "sequence": 1, "counts": [{ "kind": "港澳通行证签注", "count": 3 }] });
        machine.change("reportKioskHeartbeat", beat, "kiosk { state }").await.assert_ok();
        assert_eq!(kiosk_state(&coordinator, &kiosk).await, "ONLINE");

        let colleague = world.as_(&world.first.colleague).await;
        let served = json!({ "requestId": request, "version": 1, "firmsServed": 400 });
        colleague.change("recordDemandServed", served, "demand { firmsServed }").await.assert_ok();
        let outcome = json!({ "outcome": "DONE", "note": "一体机已在联络站启用" });
        step(&colleague, "resolveRequest", &request, &outcome).await.assert_ok();
        let association = world.as_(&world.first.association_person).await;
        step(&association, "confirmRequest", &request, &json!({})).await.assert_ok();
        // Closed: the task force is over, and its members see it no more.
        let member = world.as_(&world.second.officer).await;
        assert!(!is_seen(&member, &request).await);

        let query = "query($id: ID!) { serviceRequest(id: $id) { state progress { now requesterSteps
            bureauSteps isRequestersTurn steps { words isRequesters } } } }";
        let told = association.ask(query, json!({ "id": request })).await.at("/serviceRequest");
        assert_eq!(told["state"], "CLOSED");
        assert_eq!(told["progress"]["requesterSteps"], 2, "to file and to confirm");
        assert!(told["progress"]["bureauSteps"].as_i64().unwrap() > 10, "{told}");
        if world.database.dialect() == wanqi::platform::dialect::Dialect::Sqlite {
            insta::assert_json_snapshot!(told["progress"]["steps"]);
        }

        // Next January it is brought to mind, once.
        travel(&world, "2027-12-31").await;
        assert_eq!(remind_demands(&world.database).await.unwrap(), 0);
        travel(&world, "2028-01-03").await;
        assert_eq!(remind_demands(&world.database).await.unwrap(), 1);
        assert_eq!(remind_demands(&world.database).await.unwrap(), 0);
        let association = world.as_(&world.first.association_person).await;
        let query = "query($id: ID!) { serviceRequest(id: $id) { demand { firmsServed
            reminders { nodes { year month firms people } } } } demandForecast(year: 2028) { month people isFiled } }";
        let told = association.ask(query, json!({ "id": request })).await;
        assert_eq!(told.at("/serviceRequest/demand"), json!({
            "firmsServed": 400,
            "reminders": { "nodes": [{ "year": 2028, "month": 3, "firms": 400, "people": 1000 }] },
        }));
        assert_eq!(told.at("/demandForecast"), json!([{ "month": 3, "people": 1000, "isFiled": false }]));
    }

    async fn a_refusal_on_the_way_refuses_the_kiosk(world: World) {
        let line = world.guiding_line().await;
        let station = station(&world).await;
        let request = taken_to_the_bureau(&world).await;
        let officer = world.as_(&world.first.officer).await;
        let corps = world.as_(&line.corps.person).await;
        let kiosk = proposed(&officer, &request, &station).await;
        let chain = json!({ "kioskId": kiosk, "steps": [{ "agencyId": line.corps.agency.to_string() }] });
        let step = escalate(&officer, &request, &chain).await.text("/escalateRequest/escalation/id");
        decide(&corps, &step, "REFUSE", "设备指标已用完").await.assert_ok();
        assert_eq!(kiosk_state(&officer, &kiosk).await, "REFUSED");
        let install = json!({ "id": kiosk, "version": 2 });
        let coordinator = world.as_(&world.coordinator).await;
        coordinator.change("installKiosk", install, "key").await.assert_code("ILLEGAL_STATE");
    }

    async fn a_withdrawal_in_the_middle_refuses_what_was_proposed(world: World) {
        let line = world.guiding_line().await;
        let station = station(&world).await;
        let request = taken_to_the_bureau(&world).await;
        let officer = world.as_(&world.first.officer).await;
        let kiosk = proposed(&officer, &request, &station).await;
        let force = task_force(&world, &officer, &request, &line).await;
        let chain = json!({ "kioskId": kiosk, "steps": [{ "agencyId": line.corps.agency.to_string() }] });
        escalate(&officer, &request, &chain).await.assert_ok();
        let association = world.as_(&world.first.association_person).await;
        step(&association, "withdrawRequest", &request, &json!({ "reason": "展会取消" })).await.assert_ok();
        assert_eq!(kiosk_state(&officer, &kiosk).await, "REFUSED");
        let query = "query($id: ID!) { taskForce(id: $id) { dissolvedAt } }";
        let coordinator = world.as_(&world.coordinator).await;
        assert_ne!(coordinator.ask(query, json!({ "id": force })).await.at("/taskForce/dissolvedAt"), Value::Null);
    }
}
