//! What clients see when something fails, and the engine's traps that the platform mends.

use serde_json::json;

use crate::{on_both, support::World};

on_both! {
    async fn a_query_that_does_not_parse_is_bad_input_in_one_line(world: World) {
        let client = world.as_(&world.leader).await;
        let answer = client.query("{ towns { name }").await;
        answer.assert_code("BAD_INPUT");
        assert!(answer.body.get("data").is_none());
        assert!(!answer.body["errors"][0]["message"].as_str().unwrap().contains('\n'));
    }

    async fn unknown_fields_and_types_are_bad_input(world: World) {
        let client = world.as_(&world.leader).await;
        for query in ["{ nope }", "{ towns { nope } }", "{ enterprise { id } }", "{ enterprises(first: \"x\") { totalCount } }"] {
            client.query(query).await.assert_code("BAD_INPUT");
        }
    }

    async fn a_failed_nullable_field_is_null_and_its_parents_stand(world: World) {
        let client = world.as_(&world.leader).await;
        let answer = client.query("{ towns { name } node(id: \"x\") { id } enterprise(id: \"y\") { id } }").await;
        assert!(answer.at("/towns/0/name").is_string());
        let nested = "query($id: ID!) { officer(id: $id) { name assignments(first: 1) { nodes {
            enterprise { name visits(first: 500) { totalCount } } } } } }";
        let answer = client.ask(nested, json!({ "id": world.first.officer_id.to_string() })).await;
        answer.assert_invalid("first");
        let error = &answer.body["errors"][0];
        let path = json!(["officer", "assignments", "nodes", 0, "enterprise", "visits"]);
        assert_eq!(error["path"], path);
        let data = &answer.body["data"]["officer"];
        assert_eq!(data["name"], "甲警官", "{data:#}");
        assert!(data["assignments"]["nodes"][0]["enterprise"].is_null());
    }

    async fn defaults_of_variables_hold_in_skip_and_include(world: World) {
        let client = world.as_(&world.leader).await;
        let query = "query($no: Boolean = false) { towns @include(if: $no) { name } viewer { sessionId } }";
        let answer = client.query(query).await;
        assert!(answer.assert_ok().body["data"].get("towns").is_none());
    }

    async fn standard_introspection_passes(world: World) {
        let client = world.as_(&world.leader).await;
        let query = "{ __schema { types { name fields { name type { kind name ofType { kind name ofType {
            kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType {
            kind name } } } } } } } } } } } }";
        client.query(query).await.assert_ok();
    }

    async fn garbled_ids_read_like_absent_ones(world: World) {
        let client = world.as_(&world.coordinator).await;
        for id in ["", "x", "ent_", "ent_zzzzzzzzzzzzzzzzzzzzzzzzzz", "ofc_00000000000000000000000000", "😀"] {
            let answer = client.ask("query($id: ID!) { enterprise(id: $id) { id } }", json!({ "id": id })).await;
            assert!(answer.at("/enterprise").is_null(), "{id}");
            let input = json!({ "enterpriseId": id, "officerId": id });
            let answer = client.change("assignEnterprise", input, "assignment { id }").await;
            answer.assert_code("NOT_FOUND");
        }
    }

    async fn errors_come_in_the_clients_language(world: World) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        for (language, words) in [("zh-CN", "请先登录"), ("en-GB,zh;q=0.5", "Sign in first")] {
            let response = http
                .post(format!("{}/graphql", world.base))
                .header("Accept-Language", language)
                .json(&json!({ "query": "{ towns { name } }" }))
                .send().await.unwrap();
            let body: serde_json::Value = response.json().await.unwrap();
            assert_eq!(body["errors"][0]["message"], words);
        }
    }

    async fn the_door_takes_graphql_and_nothing_else(world: World) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("{}/graphql", world.base);
        let status = async |request: reqwest::RequestBuilder| request.send().await.unwrap().status().as_u16();
        let json = r#"{"query":"{ __typename }"}"#;
        let post = |kind: &str, body: &str| http.post(&url).header("Content-Type", kind).body(body.to_owned());
        assert_eq!(status(post("application/json", json)).await, 200);
        assert_eq!(status(post("application/json; charset=utf-8", json)).await, 200);
        assert_eq!(status(post("text/plain", json)).await, 415);
        assert_eq!(status(post("application/x-www-form-urlencoded", "query=x")).await, 415);
        assert_eq!(status(post("application/json", "[]")).await, 400);
        assert_eq!(status(post("application/json", &format!("[{json}]"))).await, 400);
        assert_eq!(status(post("application/json", "{")).await, 400);
        assert_eq!(status(post("application/json", r#"{"query":5}"#)).await, 400);
        let large = format!(r#"{{"query":"{}"}}"#, "x".repeat(300_000));
        assert_eq!(status(post("application/json", &large)).await, 413);
        assert_eq!(status(post("application/json", json).header("Accept", "image/png")).await, 406);
        assert_eq!(status(http.get(format!("{url}?query=%7B__typename%7D"))).await, 200);
        let mutation = "mutation%7Blogout%7Bsession%7Bid%7D%7D%7D";
        assert_eq!(status(http.get(format!("{url}?query={mutation}"))).await, 405);
        let graphql = post("application/json", r#"{"query":"{ nope }"}"#)
            .header("Accept", "application/graphql-response+json");
        assert_eq!(status(graphql).await, 400);
    }

    async fn days_that_nobody_means_are_bad_input(world: World) {
        let client = world.as_(&world.leader).await;
        for day in ["-262143-01-01", "+10000-01-01", "0001-01-01", "2026-02-30", "2201-01-01"] {
            let query = "query($d: Date) { visits(filter: { from: $d, to: $d }) { totalCount } }";
            client.ask(query, json!({ "d": day })).await.assert_code("BAD_INPUT");
        }
    }

    async fn a_nul_is_no_text(world: World) {
        let client = world.as_(&world.leader).await;
        for variables in [json!({ "s": "a\u{0}b" }), json!({ "s": ["x", { "y": "\u{0}" }] })] {
            let query = "query($s: String) { officers(filter: { badgeNumber: $s }) { totalCount } }";
            client.ask(query, variables).await.assert_code("BAD_INPUT");
        }
        let query = "{ officers(filter: { badgeNumber: \"a\\u0000\" }) { totalCount } }";
        client.query(query).await.assert_code("BAD_INPUT");
        // A cursor of {"k":{"t":"\u0000"},"id":"..."}.
        let cursor = "eyJrIjp7InQiOiJcdTAwMDAifSwiaWQiOiIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDEifQ";
        let query = "query($a: String) { officers(after: $a) { totalCount } }";
        client.ask(query, json!({ "a": cursor })).await.assert_invalid("after");
    }
}
