//! The dashboard: what each figure counts, whose rows, and in how many statements.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    escalations::{escalate, in_progress},
    on_both,
    requests::file,
    support::{Client, World},
};

const DASHBOARD: &str = "{ dashboard { caseloadLower caseloadUpper visitCadenceDays
    spread { caseload officers } figures { kind title definition numerator denominator
        previous { numerator denominator } rows { list filter } } } }";

async fn dashboard(client: &Client) -> Value {
    client.query(DASHBOARD).await.at("/dashboard")
}

/// How many rows the list behind a figure has.
async fn behind(client: &Client, rows: &Value) -> u64 {
    let list = rows["list"].as_str().unwrap();
    let filter = match list {
        "enterprises" => "EnterpriseFilter",
        "serviceRequests" => "ServiceRequestFilter",
        "escalations" => "EscalationFilter",
        "kiosks" => "KioskFilter",
        "caseload" => "CaseloadFilter",
        list => panic!("{list} is no list of a figure"),
    };
    let query = format!("query($f: {filter}!) {{ {list}(filter: $f) {{ totalCount }} }}");
    let answer = client.ask(&query, json!({ "f": rows["filter"] })).await;
    answer.at(&format!("/{list}/totalCount")).as_u64().unwrap()
}

/// The figures, by kind.
async fn figures(client: &Client) -> BTreeMap<String, (u64, u64)> {
    let figures = dashboard(client).await["figures"].clone();
    let share = |figure: &Value| {
        let number = |name: &str| figure[name].as_u64().unwrap();
        (figure["kind"].as_str().unwrap().to_owned(), (number("numerator"), number("denominator")))
    };
    figures.as_array().unwrap().iter().map(share).collect()
}

/// How many a list holds.
async fn total(client: &Client, list: &str, filter: &str) -> u64 {
    let answer = client.query(&format!("{{ {list}{filter} {{ totalCount }} }}")).await;
    answer.at(&format!("/{list}/totalCount")).as_u64().unwrap()
}

on_both! {
    async fn each_figure_is_what_its_list_counts(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        let line = world.guiding_line().await;
        let steps = json!({ "steps": [{ "agencyId": line.detachment.agency.to_string(), "days": 1 }] });
        escalate(&officer, &request, &steps).await.assert_ok();
        world.advance(TimeDelta::days(40)).await;
        let officer = world.as_(&world.first.officer).await;
        file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        let coordinator = world.as_(&world.coordinator).await;
        for client in [&coordinator, &officer, &world.as_(&world.leader).await] {
            let shown = figures(client).await;
            let firms = total(client, "enterprises", "").await;
            let assigned = total(client, "enterprises", "(filter: { assigned: true })").await;
            assert_eq!(shown["COVERAGE"], (assigned, firms));
            let open = total(client, "serviceRequests", "(filter: { open: true })").await;
            let late = total(client, "serviceRequests", "(filter: { open: true, overdue: true })").await;
            assert_eq!(shown["OVERDUE_REQUESTS"], (late, open));
            let pending = total(client, "escalations", "(filter: { state: PENDING })").await;
            let open = total(client, "escalations", "(filter: { open: true })").await;
            assert_eq!(shown["ESCALATIONS_WAITING"], (pending, open));
            let late = total(client, "escalations", "(filter: { overdue: true })").await;
            assert_eq!(shown["ESCALATIONS_OVERDUE"], (late, pending));
            assert!(late >= 1);
        }
    }

    async fn the_rows_behind_a_figure_are_as_many_as_it_counts(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        let line = world.guiding_line().await;
        let steps = json!({ "steps": [{ "agencyId": line.detachment.agency.to_string(), "days": 1 }] });
        escalate(&officer, &request, &steps).await.assert_ok();
        world.crowd(20, 40).await;
        for days in [0, 40] {
            world.advance(TimeDelta::days(days)).await;
            for person in [&world.coordinator, &world.leader, &world.first.chief, &world.first.officer] {
                let client = world.as_(person).await;
                for figure in dashboard(&client).await["figures"].as_array().unwrap() {
                    let rows = behind(&client, &figure["rows"]).await;
                    assert_eq!(figure["numerator"].as_u64(), Some(rows), "{figure}");
                }
            }
        }
    }

    async fn a_period_stands_beside_the_one_before(world: World) {
        let period = |from: &str, to: &str| format!("{{ dashboard(from: \"{from}\", to: \"{to}\") {{
            from to previousFrom previousTo figures {{ kind numerator denominator
                previous {{ numerator denominator }} }} }} }}");
        let today = world.clock.today();
        let officer = world.as_(&world.first.officer).await;
        file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        let coordinator = world.as_(&world.coordinator).await;
        let day = |days: i64| (today + TimeDelta::days(days)).to_string();
        let figure = |shown: &Value, kind: &str| {
            let figures = shown["figures"].as_array().unwrap();
            figures.iter().find(|figure| figure["kind"] == kind).unwrap().clone()
        };
        let now = coordinator.query(&period(&day(-6), &day(0))).await.at("/dashboard");
        assert_eq!((&now["previousFrom"], &now["previousTo"]), (&json!(day(-13)), &json!(day(-7))));
        let later = coordinator.query(&period(&day(1), &day(7))).await.at("/dashboard");
        for kind in ["FIRMS_VISITED", "REQUESTS_CLOSED"] {
            let (now, later) = (figure(&now, kind), figure(&later, kind));
            assert_eq!(later["previous"]["numerator"], now["numerator"], "{kind}");
            assert_eq!(later["previous"]["denominator"], now["denominator"], "{kind}");
            assert_eq!(later["numerator"], 0, "{kind}");
        }
        assert!(figure(&now, "REQUESTS_CLOSED")["denominator"].as_u64() > Some(0));
        assert_eq!(figure(&now, "COVERAGE")["previous"], Value::Null);
        for (from, to) in [(day(0), day(-1)), (day(-400), day(0))] {
            coordinator.query(&period(&from, &to)).await.assert_invalid("to");
        }
    }

    async fn visits_count_while_they_are_within_the_cadence(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        assert_eq!(figures(&coordinator).await["VISITS_WITHIN_CADENCE"], (2, 2));
        world.advance(TimeDelta::days(89)).await;
        let coordinator = world.as_(&world.coordinator).await;
        assert_eq!(figures(&coordinator).await["VISITS_WITHIN_CADENCE"], (2, 2));
        world.advance(TimeDelta::days(2)).await;
        let coordinator = world.as_(&world.coordinator).await;
        assert_eq!(figures(&coordinator).await["VISITS_WITHIN_CADENCE"], (0, 2));
        let version = coordinator.query("{ programmeSettings { version } }").await;
        let version = version.at("/programmeSettings/version");
        let input = json!({ "version": version, "visitCadenceDays": 365 });
        coordinator.change("updateProgrammeSettings", input, "__typename").await.assert_ok();
        assert_eq!(figures(&coordinator).await["VISITS_WITHIN_CADENCE"], (2, 2));
        for days in [0, 731] {
            let input = json!({ "version": 2, "visitCadenceDays": days });
            let refused = coordinator.change("updateProgrammeSettings", input, "__typename").await;
            refused.assert_invalid("visitCadenceDays");
        }
    }

    async fn everybody_counts_what_they_see(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        assert_eq!(dashboard(&coordinator).await["spread"], json!([{ "caseload": 1, "officers": 2 }]));
        assert_eq!(figures(&coordinator).await["CASELOAD_WITHIN_LIMITS"], (0, 2));
        let officer = world.as_(&world.first.officer).await;
        assert_eq!(figures(&officer).await["COVERAGE"], (1, 1));
        let nobody = world.as_(&world.first.colleague).await;
        assert!(figures(&nobody).await.values().all(|(numerator, _)| *numerator == 0));
    }

    async fn each_figure_says_what_it_is(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let shown = dashboard(&coordinator).await;
        let coverage = &shown["figures"][0];
        assert_eq!((&coverage["kind"], &coverage["title"]), (&json!("COVERAGE"), &json!("Firms with an officer")));
        for figure in shown["figures"].as_array().unwrap() {
            assert!(!figure["definition"].as_str().unwrap().is_empty());
        }
    }

    async fn it_takes_a_constant_number_of_statements(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let few = world.statements_of(&coordinator, DASHBOARD, json!({})).await;
        world.crowd(200, 400).await;
        let many = world.statements_of(&coordinator, DASHBOARD, json!({})).await;
        assert_eq!(few, many);
        assert!(many <= 30, "{many}");
    }
}
