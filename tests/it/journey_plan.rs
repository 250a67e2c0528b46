//! A thousand officers, ten thousand enterprises: the sample registers are imported, a plan is
//! proposed, approved by a leader and applied; then every firm has one officer and every officer 8 to
//! 10 firms, at the least total distance. Everything through the public API.

use serde_json::{Value, json};

use crate::{
    caseload_plans::{computed, decide},
    journey_visits::import,
    on_both,
    support::{Client, World},
};

/// What a network-flow solver found over all pairs; each pair is rounded to a metre.
const LEAST_M: f64 = 15_075_496.0;

/// The towns of the county's register.
async fn towns(client: &Client) -> Vec<Value> {
    let towns = client.query("{ towns { id code } }").await.at("/towns");
    // Those of the test's own world have their names for codes.
    let of_county =
        |town: &&Value| town["code"].as_str().unwrap().bytes().all(|byte| byte.is_ascii_digit());
    towns.as_array().unwrap().iter().filter(of_county).map(|town| town["id"].clone()).collect()
}

/// How many officers have how many firms, over all pages.
async fn caseloads(client: &Client) -> Vec<u64> {
    let query = "query($after: String) { caseload(first: 100, after: $after) {
        nodes { count officer { badgeNumber } } pageInfo { endCursor hasNextPage } } }";
    let (mut counts, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = client.ask(query, json!({ "after": after })).await.at("/caseload");
        let of_register = |node: &&Value| {
            node["officer"]["badgeNumber"].as_str().is_some_and(|badge| badge.starts_with("0681"))
        };
        let nodes = page["nodes"].as_array().unwrap().iter().filter(of_register);
        counts.extend(nodes.map(|node| node["count"].as_u64().unwrap()));
        if page["pageInfo"]["hasNextPage"] == false {
            return counts;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// How many firms have an officer.
async fn open_links(client: &Client) -> u64 {
    let open = client.query("{ assignments { totalCount } }").await;
    open.at("/assignments/totalCount").as_u64().unwrap()
}

on_both! {
    async fn every_firm_gets_one_officer_and_every_officer_eight_to_ten_firms(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        for (file, kind) in [
            ("towns.csv", "TOWNS"),
            ("agencies.csv", "AGENCIES"),
            ("officers.csv", "OFFICERS"),
            ("enterprises.xlsx", "ENTERPRISES"),
        ] {
            import(&coordinator, file, kind).await;
        }
        let towns = towns(&coordinator).await;
        assert_eq!(towns.len(), 23);
        let plan = computed(&coordinator, json!({ "towns": towns, "note": "千警联万企" })).await;
        assert_eq!(plan["state"], "PROPOSED");
        assert_eq!((&plan["firms"], &plan["officers"]), (&json!(10_000), &json!(1_000)));
        assert_eq!(plan["moves"], 10_000, "nobody had an officer");
        assert_eq!(plan["today"]["withoutOfficer"], 10_000);
        assert_eq!(plan["shortfall"], Value::Null);
        assert_eq!(plan["planned"]["spread"], json!([{ "caseload": 10, "officers": 1_000 }]));
        let total = plan["planned"]["totalDistanceM"].as_f64().unwrap();
        assert!((total - LEAST_M).abs() <= 10.0, "{total}");

        let before = open_links(&coordinator).await;
        let leader = world.as_(&world.leader).await;
        let approved = decide(&leader, "approveCaseloadPlan", &plan, json!({ "note": "同意" })).await;
        let approved = approved.at("/approveCaseloadPlan/caseloadPlan");
        let coordinator = world.as_(&world.coordinator).await;
        let applied = decide(&coordinator, "applyCaseloadPlan", &approved, json!({})).await;
        assert_eq!(applied.at("/applyCaseloadPlan/caseloadPlan/state"), "APPLIED");

        let counts = caseloads(&coordinator).await;
        assert_eq!(counts.len(), 1_000);
        assert!(counts.iter().all(|count| (8..=10).contains(count)), "{counts:?}");
        assert_eq!(open_links(&coordinator).await, before + 10_000);
        // Planned again from here, nobody would move.
        let again = computed(&coordinator, json!({ "towns": towns, "dryRun": true, "changeM": 1 })).await;
        assert_eq!((&again["state"], &again["moves"]), (&json!("DRAFT"), &json!(0)));
    }
}
