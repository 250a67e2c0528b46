//! The timeline of a firm: every kind of thing in one order, paged, each for those who may read it.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    on_both,
    requests::file,
    support::{Client, World},
};

const TIMELINE: &str = "query($firm: ID!, $kinds: [TimelineKind!], $first: Int, $after: String) {
    timeline(enterprise: $firm, kinds: $kinds, first: $first, after: $after) { totalCount
        pageInfo { hasNextPage endCursor } nodes { id __typename
            ... on Assignment { at: createdAt } ... on Visit { at: happensAt }
            ... on ServiceRequest { at: createdAt } ... on Alert { at: occurredAt }
            ... on Incident { at: receivedAt } } } }";

async fn page(client: &Client, world: &World, narrow: Value) -> Value {
    let mut variables = json!({ "firm": world.first.enterprise.to_string() });
    for (name, value) in narrow.as_object().unwrap() {
        variables[name] = value.clone();
    }
    client.ask(TIMELINE, variables).await.at("/timeline")
}

fn kinds(page: &Value) -> Vec<String> {
    let nodes = page["nodes"].as_array().unwrap();
    nodes.iter().map(|node| node["__typename"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn everything_stands_in_one_order(world: World) {
        for _ in 0..3 {
            world.advance(TimeDelta::hours(1)).await;
            let officer = world.as_(&world.first.officer).await;
            file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        }
        let coordinator = world.as_(&world.coordinator).await;
        let whole = page(&coordinator, &world, json!({ "first": 100 })).await;
        let nodes = whole["nodes"].as_array().unwrap();
        assert_eq!(whole["totalCount"], nodes.len());
        assert!(nodes.windows(2).all(|pair| pair[0]["at"].as_str() >= pair[1]["at"].as_str()), "{nodes:?}");
        for kind in ["Assignment", "Visit", "ServiceRequest", "Alert", "Incident"] {
            assert!(kinds(&whole).iter().any(|seen| seen == kind), "no {kind} in {whole}");
        }

        // Page by page it is the same list.
        let (mut pages, mut after) = (Vec::new(), Value::Null);
        loop {
            let next = page(&coordinator, &world, json!({ "first": 2, "after": after })).await;
            pages.extend(next["nodes"].as_array().unwrap().clone());
            if next["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = next["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(&pages, nodes);

        let some = page(&coordinator, &world, json!({ "kinds": ["VISIT", "ALERT"] })).await;
        assert!(kinds(&some).iter().all(|kind| kind == "Visit" || kind == "Alert"));
    }

    async fn each_reads_what_they_may(world: World) {
        let firm = world.as_(&world.first.enterprise_person).await;
        let seen = kinds(&page(&firm, &world, json!({})).await);
        assert!(seen.contains(&"Visit".to_owned()) && seen.contains(&"ServiceRequest".to_owned()), "{seen:?}");
        assert!(!seen.contains(&"Alert".to_owned()) && !seen.contains(&"Incident".to_owned()), "{seen:?}");
        let stranger = world.as_(&world.second.officer).await;
        assert_eq!(page(&stranger, &world, json!({})).await["totalCount"], 0);
    }

    async fn it_takes_a_constant_number_of_statements(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let variables = json!({ "firm": world.first.enterprise.to_string() });
        let few = world.statements_of(&coordinator, TIMELINE, variables.clone()).await;
        let officer = world.as_(&world.first.officer).await;
        for _ in 0..5 {
            file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        }
        assert_eq!(world.statements_of(&coordinator, TIMELINE, variables).await, few);
    }

    async fn bad_input_names_its_field(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let firm = world.first.enterprise.to_string();
        for (first, after, field) in [(0, Value::Null, "first"), (101, Value::Null, "first"), (5, json!("x"), "after")] {
            let variables = json!({ "firm": firm, "first": first, "after": after });
            coordinator.ask(TIMELINE, variables).await.assert_invalid(field);
        }
        let nothing = coordinator.ask(TIMELINE, json!({ "firm": firm, "kinds": [] })).await;
        assert_eq!(nothing.at("/timeline/nodes"), json!([]));
    }
}
