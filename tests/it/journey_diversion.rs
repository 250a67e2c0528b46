//! The sock-factory wages: 110 receives a labour dispute in Anhua; it is no police matter; the town
//! centre's labour staff and the station's officers are there in 3 minutes; settled. Through GraphQL
//! alone, with the clock moved.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Id, dispatch, incident_category};
use serde_json::{Value, json};
use wanqi::features::incidents::{
    lifecycle::{About, Event},
    replay,
};

use crate::{
    integrations::made,
    on_both,
    support::{Client, World},
};

pub const INCIDENT: &str = "incident { id version state nature receiptNumber divertedAt settledAt
    closedAt centre { id } triageCategory { id code } mechanismEdition { edition mechanism { number } }
    dispatches { id version role state sentAt acceptedAt arrivedAt agency { id name } }
    settlement { agreement amount dispute { code } parties { words enterpriseName } } }";

/// Takes a step of an incident at the version that stands.
pub async fn take(
    client: &Client,
    mutation: &str,
    id: &str,
    with: Value,
) -> crate::support::Answer {
    let asked = "query($id: ID!) { incident(id: $id) { version } }";
    let seen = client.ask(asked, json!({ "id": id })).await.at("/incident");
    let mut input = with;
    let field = if mutation == "dispatchUnits" { "incidentId" } else { "id" };
    input[field] = json!(id);
    input["version"] = match seen["version"].clone() {
        Value::Null => json!(1),
        version => version,
    };
    client.change(mutation, input, INCIDENT).await
}

/// The events of a timeline, as the rules read them.
async fn timeline(client: &Client, id: &str) -> (Vec<Event>, Vec<String>) {
    let asked = "query($id: ID!) { incident(id: $id) { timeline(first: 100) { nodes { seq step at
        nature triageCategory { id } agency { id } dispatch { id } } } } }";
    let told = client.ask(asked, json!({ "id": id })).await.at("/incident/timeline/nodes");
    let told = told.as_array().unwrap().clone();
    let steps = told.iter().map(|event| event["step"].as_str().unwrap().to_owned()).collect();
    let event = |node: &Value| {
        let step: entity::incident_event::Step =
            sea_orm::ActiveEnum::try_from_value(&node["step"].as_str().unwrap().to_owned())
                .unwrap();
        let id_of = |name: &str| node[name]["id"].as_str().map(str::to_owned);
        let agency = || Id::parse(&id_of("agency").unwrap()).unwrap();
        let about = match (id_of("triageCategory"), id_of("dispatch"), id_of("agency")) {
            (Some(category), ..) => {
                let nature = node["nature"].as_str().unwrap().to_owned();
                let nature: incident_category::Nature =
                    sea_orm::ActiveEnum::try_from_value(&nature).unwrap();
                About::Category(Id::parse(&category).unwrap(), nature)
            }
            (None, Some(errand), _) => About::Unit(Id::parse(&errand).unwrap(), agency()),
            (None, None, Some(_)) => About::Centre(agency()),
            (None, None, None) => About::Incident,
        };
        let at: DateTime<Utc> = node["at"].as_str().unwrap().parse().unwrap();
        Event { step, at, about }
    };
    (told.iter().map(event).collect(), steps)
}

fn errand<'a>(incident: &'a Value, agency: &str) -> &'a Value {
    let errands = incident["dispatches"].as_array().unwrap();
    errands.iter().find(|errand| errand["agency"]["id"] == agency).unwrap()
}

async fn waiting(client: &Client, list: &str) -> usize {
    let asked = format!("{{ inbox {{ {list} {{ nodes {{ id }} }} }} }}");
    client.query(&asked).await.at(&format!("/inbox/{list}/nodes")).as_array().unwrap().len()
}

on_both! {
    async fn the_sock_factory_pays_its_workers(world: World) {
        let side = &world.first;
        world.station_has_a_branch().await;
        let labour = world.unit("安华劳动保障所").await;
        let coordinator = world.as_(&world.coordinator).await;
        let rollout = json!({ "townId": side.town.to_string(),
            "centreId": side.partner_agency.to_string(), "startsOn": world.clock.today().to_string() });
        coordinator.change("saveDiversionRollout", rollout, "diversionRollout { id }").await.assert_ok();
        let mechanism = json!({ "number": 12, "title": "劳资纠纷联合化解", "body": "劳动保障所牵头。",
            "effectiveOn": "2026-01-01" });
        let mechanism = coordinator.change("saveMechanism", mechanism, "mechanism { id }").await;

        // 110 calls; the same firm by its code. Another call of the day is for the police.
        let scopes = json!({ "scopes": ["incidents:write", "incidents:read"], "agencyId": null });
        let machine = made(&world, scopes).await.client;
        let call = |key: &str, category: &str| json!({ "sourceKey": key, "category": category,
            "summary": "袜厂门口多名工人讨要工资", "receivedAt": world.clock.now().to_rfc3339(),
            "townId": side.town.to_string(), "place": "安华镇袜厂" });
        let mut wages = call("110-7", "LABOUR_DISPUTE");
        let code = "query($id: ID!) { enterprise(id: $id) { creditCode } }";
        let code = coordinator.ask(code, json!({ "id": side.enterprise.to_string() })).await;
        wages["creditCode"] = code.at("/enterprise/creditCode");
        let id = machine.change("reportIncident", wages, "incident { id }").await;
        let id = id.text("/reportIncident/incident/id");
        let theft = machine.change("reportIncident", call("110-8", "THEFT"), "incident { id }").await;
        let theft = theft.text("/reportIncident/incident/id");

        // The station sorts and diverts.
        let officer = world.as_(&side.colleague).await;
        let wages = world.category("LABOUR.WAGES").await.to_string();
        let triage = json!({ "categoryId": wages, "mechanismId": mechanism.at("/saveMechanism/mechanism/id") });
        let sorted = take(&officer, "triageIncident", &id, triage).await;
        let sorted = sorted.at("/triageIncident/incident");
        assert_eq!((&sorted["state"], &sorted["nature"]), (&json!("TRIAGED"), &json!("NON_POLICE")));
        assert_eq!(sorted["mechanismEdition"]["mechanism"]["number"], 12);
        let police = json!({ "categoryId": world.category("CRIME.THEFT").await.to_string() });
        take(&officer, "triageIncident", &theft, police).await.assert_ok();
        take(&officer, "divertIncident", &theft, json!({})).await.assert_code("ILLEGAL_STATE");
        let closed = take(&officer, "closeIncident", &theft, json!({ "note": "已立案" })).await;
        assert_eq!(closed.at("/closeIncident/incident/state"), "CLOSED");
        let diverted = take(&officer, "divertIncident", &id, json!({})).await;
        let receipt = diverted.text("/divertIncident/incident/receiptNumber");
        assert!(receipt.starts_with("FL-") && receipt.ends_with("-000001"), "{receipt}");

        // It is before the centre's people, who send the labour staff and ask the station to help.
        let centre = world.as_(&side.partner).await;
        assert_eq!(waiting(&centre, "incidentsToSettle").await, 1);
        assert_eq!(waiting(&officer, "incidentsToSettle").await, 0);
        let units = json!({ "units": [
            { "agencyId": labour.agency.to_string(), "role": "LEAD" },
            { "agencyId": side.agency.to_string(), "role": "HELPER" },
        ] });
        let sent = take(&centre, "dispatchUnits", &id, units).await.at("/dispatchUnits/incident");
        let staff = world.as_(&labour.person).await;
        let (lead, helper) = (labour.agency.to_string(), side.agency.to_string());
        for (client, agency) in [(&staff, &lead), (&officer, &helper)] {
            assert_eq!(waiting(client, "dispatchesToAnswer").await, 1);
            let accept = json!({ "id": errand(&sent, agency)["id"], "version": 1 });
            client.change("acceptDispatch", accept, "dispatch { state }").await.assert_ok();
        }
        world.advance(TimeDelta::minutes(3)).await;
        let (staff, officer) = (world.as_(&labour.person).await, world.as_(&side.colleague).await);
        for (client, agency) in [(&staff, &lead), (&officer, &helper)] {
            let arrive = json!({ "id": errand(&sent, agency)["id"], "version": 2 });
            let shape = "dispatch { state sentAt arrivedAt }";
            let there = client.change("arriveAtIncident", arrive, shape).await.at("/arriveAtIncident/dispatch");
            let at = |name: &str| there[name].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
            assert_eq!(there["state"], "ARRIVED");
            assert_eq!((at("arrivedAt") - at("sentAt")).num_minutes(), 3);
            assert_eq!(waiting(client, "dispatchesToAnswer").await, 0);
        }

        // Settled, between the firm and those whom the caller called the workers.
        let centre = world.as_(&side.partner).await;
        let settlement = json!({ "parties": [{ "enterpriseId": side.enterprise.to_string() },
            { "words": "工人代表" }], "agreement": "三日内付清。", "amount": 126_000 });
        let settled = take(&centre, "settleIncident", &id, settlement).await;
        let settled = settled.at("/settleIncident/incident");
        assert_eq!(settled["settlement"]["amount"], 126_000);
        assert_eq!(settled["settlement"]["dispute"]["code"], "LABOUR.WAGES");
        assert_eq!(settled["settlement"]["parties"][0]["enterpriseName"], "甲珍珠有限公司");
        assert_eq!(waiting(&centre, "incidentsToSettle").await, 0);
        let officer = world.as_(&side.colleague).await;
        let closed = take(&officer, "closeIncident", &id, json!({ "note": "已回访" })).await;
        assert_eq!(closed.at("/closeIncident/incident/state"), "CLOSED");

        // The timeline is complete, and replayed it gives how the incident stands.
        let (events, steps) = timeline(&officer, &id).await;
        assert_eq!(steps, ["REPORT", "TRIAGE", "DIVERT", "DISPATCH", "DISPATCH", "ACCEPT", "ACCEPT",
            "ARRIVE", "ARRIVE", "SETTLE", "CLOSE"]);
        let replayed = replay(&events).unwrap();
        assert_eq!(replayed.standing.state, entity::incident::State::Closed);
        assert_eq!(replayed.standing.centre_id, Some(side.partner_agency));
        assert!(replayed.units.values().all(|unit| *unit == dispatch::State::Arrived));

        // 110 reads what became of its call; half of the day's calls were diverted.
        let read = "{ incidents { nodes { sourceKey state receiptNumber } } }";
        let read = machine.query(read).await.at("/incidents/nodes").to_string();
        assert!(read.contains(&receipt));
        let leader = world.as_(&world.leader).await;
        let day = world.clock.today().to_string();
        let asked = "query($from: Date!, $to: Date!, $town: ID) { diversionShare(from: $from, to: $to,
            town: $town) { definition numerator denominator months { month numerator denominator
            town { id } } } }";
        let share = json!({ "from": day, "to": day, "town": side.town.to_string() });
        let share = leader.ask(asked, share).await.at("/diversionShare");
        // One more stands there since the world was made.
        assert_eq!((&share["numerator"], &share["denominator"]), (&json!(1), &json!(3)));
        assert_eq!(share["months"][0]["month"], day[..7]);
        assert!(share["definition"].as_str().unwrap().contains("of all incidents received"));
    }
}
