//! What a query may cost: told with every answer, refused before anything of it runs.

use serde_json::json;
use wanqi::schema;

use crate::{
    on_both,
    support::{World, served::COST_LIMIT},
};

const HONEST: &str =
    "{ enterprises(first: 100) { nodes { id name creditCode industry address aboveScale
    town { name } contacts(first: 2) { nodes { name post phone } }
    visits(first: 3) { nodes { kind state happensAt officer { name } } }
    requests(first: 3) { nodes { title state } } } } }";
const DEEP: &str =
    "{ enterprises(first: 100) { nodes { town { name } assignments(first: 100) { nodes { officer {
    assignments(first: 100) { nodes { startedOn officer { name } } } } } } } } }";

on_both! {
    async fn an_answer_tells_its_cost_and_the_limit(world: World) {
        let client = world.as_(&world.leader).await;
        let answer = client.query(HONEST).await;
        answer.assert_ok();
        // A firm 1, its town 1, two contacts 3, three visits with their officers 7, three requests 4;
        // and the list.
        let told = &answer.body["extensions"]["cost"];
        assert_eq!(told["cost"], 100 * (1 + 1 + 3 + 7 + 4) + 1);
        assert_eq!(told["limit"], COST_LIMIT);
        assert!(told["left"].as_u64().unwrap() < told["quota"].as_u64().unwrap(), "{told}");
    }

    async fn what_costs_too_much_is_refused_before_it_runs(world: World) {
        let client = world.as_(&world.leader).await;
        let answer = client.query(DEEP).await;
        answer.assert_code("TOO_COSTLY");
        assert!(answer.body.get("data").is_none(), "{:#}", answer.body);
        assert!(answer.body["extensions"]["cost"]["cost"].as_u64() > Some(COST_LIMIT));
        // Whose rights were read half a second ago is looked up again: that is not counted.
        let mut fewest = u64::MAX;
        for _ in 0..3 {
            let before = world.database.statements();
            client.query(DEEP).await.assert_code("TOO_COSTLY");
            fewest = fewest.min(world.database.statements() - before);
        }
        assert_eq!(fewest, 0);
    }

    async fn a_page_size_that_comes_as_a_variable_counts(world: World) {
        let client = world.as_(&world.leader).await;
        let query = "query($n: Int = 100) { enterprises(first: $n) { nodes { town { name } } } }";
        for (variables, rows) in [(json!({ "n": 3 }), 3), (json!({}), 100)] {
            let answer = client.ask(query, variables).await;
            assert_eq!(answer.body["extensions"]["cost"]["cost"], 1 + 2 * rows);
        }
    }

    async fn doubling_fragments_are_counted_not_walked(world: World) {
        let client = world.as_(&world.leader).await;
        let doubled: String = (0..20)
            .map(|n| format!("fragment F{n} on Town {{ ...F{next} ...F{next} }} ", next = n + 1))
            .collect();
        let query = format!("{{ towns {{ ...F0 }} }} {doubled} fragment F20 on Town {{ name }}");
        client.query(&query).await.assert_code("TOO_COSTLY");
    }

    async fn two_sign_ins_in_one_request_are_refused(world: World) {
        let client = world.anonymous();
        let one = |n: u8| format!(
            "s{n}: login(input: {{ username: \"a{n}\", password: \"b\" }}) {{ accessToken }}"
        );
        let answer = client.query(&format!("mutation {{ {} {} }}", one(1), one(2))).await;
        answer.assert_code("TOO_COSTLY");
        client.query(&format!("mutation {{ {} }}", one(1))).await.assert_code("UNAUTHENTICATED");
    }

    async fn the_standard_introspection_query_costs_little(world: World) {
        let client = world.as_(&world.leader).await;
        let answer = client.query(include_str!("../data/introspection.graphql")).await;
        answer.assert_ok();
        assert!(answer.body["extensions"]["cost"]["cost"].as_u64() < Some(100));
    }
}

#[test]
fn every_field_with_a_price_of_its_own_exists() {
    let sdl = schema::sdl();
    for (field, _) in schema::HEAVY {
        let (kind, name) = field.split_once('.').expect("Type.field");
        let (_, rest) = sdl.split_once(&format!("type {kind} {{")).expect("the type");
        let fields = rest.split_once("\n}").expect("its end").0;
        let is_it = |line: &str| line.trim_start().starts_with(name);
        assert!(fields.lines().any(is_it), "{field}");
    }
}
