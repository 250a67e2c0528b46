//! Exports of lists: exactly the rows that the list's own query pages through, as the screens show
//! them, for nobody but whoever asked.

use std::{collections::HashMap, io::Cursor, time::Duration};

use calamine::{Reader, Xlsx};
use chrono::TimeDelta;
use serde_json::{Value, json};
use wanqi::features::{
    attachments::{Files, discard_forgotten},
    transfer::{Since, exports::fail_abandoned},
};

use crate::{
    on_both,
    support::{
        Answer, Client, World,
        world::{MARK, Person, credit_code},
    },
};

const RUN: &str = "id list format filter state failure progress { rowsDone rowsTotal }
                   file { id name mediaType size sha256 } startedAt finishedAt";

async fn start(client: &Client, list: &Value, format: &str) -> Answer {
    let input = json!({ "format": format, "list": list });
    client.change("exportRegister", input, &format!("exportRun {{ {RUN} }}")).await
}

/// An export that has ended with a file.
async fn export(client: &Client, list: &Value, format: &str) -> Value {
    let mut run = start(client, list, format).await.at("/exportRegister/exportRun");
    let query = format!("query($id: ID!) {{ exportRun(id: $id) {{ {RUN} }} }}");
    while run["state"] == "RUNNING" {
        tokio::time::sleep(Duration::from_millis(50)).await;
        run = client.ask(&query, json!({ "id": run["id"] })).await.at("/exportRun");
    }
    assert_eq!(run["state"], "DONE", "{run:#}");
    run
}

async fn bytes(client: &Client, run: &Value) -> Vec<u8> {
    let answer = client.download(run["file"]["id"].as_str().unwrap()).await;
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

type Row = HashMap<String, String>;

/// The rows of a list as a CSV holds them.
async fn rows(client: &Client, list: &Value) -> Vec<Row> {
    let run = export(client, list, "CSV").await;
    let text = bytes(client, &run).await;
    let text = text.strip_prefix(b"\xef\xbb\xbf").expect("a byte-order mark");
    let rows = csv::Reader::from_reader(text).into_deserialize();
    rows.map(Result::unwrap).collect()
}

/// The ids that a list's own query pages through.
async fn listed(client: &Client, name: &str, filter: &str, order: Option<&Value>) -> Vec<String> {
    let order = order.map(|order| format!(", orderBy: {}", order.as_str().unwrap()));
    let query = format!(
        "query($after: String) {{ {name}(filter: {filter}{}, first: 100, after: $after) {{
            nodes {{ id }} pageInfo {{ endCursor hasNextPage }} }} }}",
        order.unwrap_or_default()
    );
    let (mut ids, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = client.ask(&query, json!({ "after": after })).await.at(&format!("/{name}"));
        let nodes = page["nodes"].as_array().unwrap();
        ids.extend(nodes.iter().map(|node| node["id"].as_str().unwrap().to_owned()));
        if page["pageInfo"]["hasNextPage"] != true {
            return ids;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// A filter as it is written in a query.
fn written(filter: &Value) -> String {
    let fields = filter.as_object().unwrap().iter().map(|(name, value)| {
        let is_text = value.as_str().is_some_and(|text| text.contains('_') || !text.is_ascii());
        let value = value.as_str().filter(|_| !is_text).map_or(value.to_string(), str::to_owned);
        format!("{name}: {value}")
    });
    format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
}

/// Each list with filters and an order of its own.
fn lists(world: &World) -> Vec<(&'static str, Vec<Value>, Option<Value>)> {
    let side = &world.first;
    let id = |id: &dyn std::fmt::Display| json!(id.to_string());
    let all = || json!({});
    vec![
        (
            "enterprises",
            vec![
                all(),
                json!({ "town": id(&side.town), "assigned": false }),
                json!({ "search": "珍珠" }),
                json!({ "assignedTo": id(&side.officer_id) }),
            ],
            Some(json!("CREATED_AT_DESC")),
        ),
        ("officers", vec![all(), json!({ "agency": id(&side.agency) })], None),
        ("associations", vec![all(), json!({ "town": id(&side.town) })], None),
        ("agencies", vec![all(), json!({ "level": "COUNTY" }), json!({ "ended": true })], None),
        ("assignments", vec![all(), json!({ "open": false })], None),
        ("visits", vec![all(), json!({ "state": "DONE" })], Some(json!("HAPPENS_AT"))),
        ("serviceRequests", vec![all(), json!({ "open": true })], Some(json!("CREATED_AT"))),
        ("escalations", vec![all(), json!({ "open": true })], Some(json!("CREATED_AT"))),
        ("taskForces", vec![all(), json!({ "living": true })], None),
        ("liaisonStations", vec![all(), json!({ "town": id(&side.town), "open": true })], None),
        ("liaisonOffices", vec![all(), json!({ "open": false })], None),
        ("kiosks", vec![all(), json!({ "state": "PROPOSED" })], None),
    ]
}

async fn exports_are_lists(world: &World, person: &Person) {
    let client = world.as_(person).await;
    let is_limited = world.limited().iter().any(|limited| limited.id == person.id);
    for (name, filters, order) in lists(world) {
        for (at, filter) in filters.iter().enumerate() {
            // The usual order first, then the other.
            let order = order.as_ref().filter(|_| at > 0);
            let mut asked = json!({ name: { "filter": filter } });
            if let Some(order) = order {
                asked[name]["orderBy"] = order.clone();
            }
            let place = format!("{}: {asked}", person.username);
            let found = rows(&client, &asked).await;
            let ids: Vec<_> = found.iter().map(|row| row["系统编号"].clone()).collect();
            assert_eq!(ids, listed(&client, name, &written(filter), order).await, "{place}");
            if is_limited {
                assert!(found.iter().flatten().all(|(_, cell)| !cell.contains(MARK)), "{place}");
            }
        }
    }
}

on_both! {
    async fn an_export_holds_what_the_list_pages_through_for_each_role(world: World) {
        world.more_enterprises(120).await;
        for person in world.everybody() {
            if person.role != entity::user::Role::Integrator {
                exports_are_lists(&world, person).await;
            }
        }
        let machine = world.as_(&world.first.integrator).await;
        start(&machine, &json!({ "officers": {} }), "CSV").await.assert_code("FORBIDDEN");
    }

    async fn a_hostile_name_is_a_text_in_both_formats(world: World) {
        let client = world.as_(&world.coordinator).await;
        let name = "=HYPERLINK(\"http://x\",\"甲,乙\")";
        let input = json!({
            "name": name, "creditCode": credit_code(77_000).as_str(), "industry": "=1+1",
            "townId": world.first.town.to_string(), "revenueCny": 123_456_789_012_345_i64,
        });
        client.change("createEnterprise", input, "enterprise { id }").await.assert_ok();
        let list = json!({ "enterprises": { "filter": { "industry": "=1+1" } } });

        let row = &rows(&client, &list).await[0];
        assert_eq!(row["企业名称"], format!("'{name}"));
        assert_eq!((row["行业"].as_str(), row["年主营业务收入（元）"].as_str()), ("'=1+1", "123456789012345"));
        let raw = export(&client, &list, "CSV").await;
        assert_eq!(raw["file"]["mediaType"], "text/csv");
        let text = String::from_utf8(bytes(&client, &raw).await).unwrap();
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"), "{text}");
        assert_eq!(text.lines().count(), 2);

        let run = export(&client, &list, "XLSX").await;
        let book = bytes(&client, &run).await;
        let mut book = Xlsx::new(Cursor::new(book)).unwrap();
        let range = book.worksheet_range("导出").unwrap();
        let cell = |heading: &str| {
            let head = range.rows().next().unwrap();
            let at = head.iter().position(|cell| *cell == heading).unwrap();
            range.rows().nth(1).unwrap()[at].clone()
        };
        assert_eq!(cell("企业名称"), calamine::Data::String(name.to_owned()));
        assert_eq!(cell("年主营业务收入（元）"), calamine::Data::Float(123_456_789_012_345.0));
        assert!(book.worksheet_formula("导出").unwrap().is_empty());
    }

    async fn a_file_has_a_name_and_is_a_download(world: World) {
        let client = world.as_(&world.first.officer).await;
        let run = export(&client, &json!({ "visits": {} }), "XLSX").await;
        let name = run["file"]["name"].as_str().unwrap();
        assert!(name.starts_with("走访-20") && name.ends_with(".xlsx"), "{name}");
        let answer = client.download(run["file"]["id"].as_str().unwrap()).await;
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert!(header("content-disposition").starts_with("attachment; filename=\"__-20"));
        assert!(header("content-disposition").contains("filename*=UTF-8''%E8%B5%B0%E8%AE%BF"));
        assert!(header("content-type").contains("spreadsheetml"));
        let bytes = answer.bytes().await.unwrap();
        assert_eq!(run["file"]["size"], bytes.len());
    }

    async fn statements_are_counted_by_stretches_not_by_rows(world: World) {
        let client = world.as_(&world.coordinator).await;
        let query = "mutation($list: ExportListInput!) {
            exportRegister(input: { format: CSV, list: $list }) { exportRun { state } } }";
        let count = async |name: &str| {
            let list = json!({ "list": { name: {} } });
            world.statements_of(&client, query, list).await
        };
        let few = [count("enterprises").await, count("visits").await];
        world.crowd(900, 900).await;
        assert_eq!([count("enterprises").await, count("visits").await], few);
        world.more_enterprises(1_000).await;
        let two = count("enterprises").await;
        assert!(two - few[0] < 15, "{} then {two}", few[0]);
    }

    async fn phones_of_contacts_are_masked_save_for_their_own_people(world: World) {
        let firms = json!({ "enterprises": {} });
        let side = &world.first;
        for (person, is_own) in [
            (&side.officer, false),
            (&side.chief, false),
            (&world.leader, false),
            (&world.coordinator, false),
            (&side.enterprise_person, true),
        ] {
            let found = rows(&world.as_(person).await, &firms).await;
            let of_firm = found.iter().find(|row| !row["联系电话"].is_empty()).unwrap();
            assert_eq!(of_firm["联系电话"].contains("****"), !is_own, "{}", person.username);
        }
    }

    async fn what_a_firm_does_not_read_is_empty(world: World) {
        let visits = json!({ "visits": {} });
        let own = &rows(&world.as_(&world.first.enterprise_person).await, &visits).await[0];
        assert_eq!((own["走访情况"].as_str(), own["状态"].as_str()), ("", "已完成"));
        let officers = &rows(&world.as_(&world.first.officer).await, &visits).await[0];
        assert!(officers["走访情况"].contains("走访所见"));
        let second = world.as_(&world.second.enterprise_person).await;
        let asked = &rows(&second, &json!({ "escalations": {} })).await[0];
        assert_eq!((asked["事项"].as_str(), asked["状态"].as_str()), ("", "待审批"));
        let directory = rows(&second, &json!({ "officers": {} })).await;
        assert!(directory.iter().all(|row| row["警号"].is_empty() && !row["姓名"].is_empty()));
    }

    async fn a_day_and_a_time_are_those_of_the_county(world: World) {
        let client = world.as_(&world.first.officer).await;
        let input = json!({
            "enterpriseId": world.first.enterprise.to_string(), "kind": "VISIT",
            "happensAt": "2026-12-31T16:30:00Z", "topics": ["用工", "消防"],
        });
        client.change("planVisit", input, "visit { id }").await.assert_ok();
        let planned = json!({ "visits": { "filter": { "state": "PLANNED" } } });
        let row = &rows(&client, &planned).await[0];
        assert_eq!((row["时间"].as_str(), row["走访事由"].as_str()), ("2027-01-01 00:30", "用工、消防"));
    }

    async fn nobody_else_sees_an_export_or_its_file(world: World) {
        let owner = world.as_(&world.first.officer).await;
        let run = export(&owner, &json!({ "visits": {} }), "CSV").await;
        let (id, file) = (&run["id"], run["file"]["id"].as_str().unwrap());
        let query = "query($id: ID!) { exportRun(id: $id) { id file { id } } node(id: $id) { id }
                     exportRuns { totalCount } }";
        for person in world.everybody() {
            if person.id == world.first.officer.id {
                continue;
            }
            let client = world.as_(person).await;
            let seen = client.ask(query, json!({ "id": id })).await;
            let sees = person.role == entity::user::Role::Admin;
            let expected = if sees { json!({ "id": id, "file": null }) } else { Value::Null };
            assert_eq!(seen.at("/exportRun"), expected, "{}", person.username);
            assert_eq!(seen.at("/node").is_null(), !sees);
            assert_eq!(seen.at("/exportRuns/totalCount") != 0, sees);
            assert_eq!(client.download(file).await.status(), 404, "{}", person.username);
            let node = json!({ "id": file });
            let seen = client.ask("query($id: ID!) { node(id: $id) { id } }", node).await;
            assert_eq!(seen.at("/node"), Value::Null);
        }
        assert_eq!(owner.download(file).await.status(), 200);
    }

    async fn a_file_belongs_to_its_export_alone(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let run = export(&officer, &json!({ "visits": {} }), "CSV").await;
        let input = json!({
            "enterpriseId": world.first.enterprise.to_string(),
            "report": { "kind": "VISIT", "happensAt": world.clock.now().to_rfc3339(), "findings": "所见" },
            "attachmentIds": [run["file"]["id"]],
        });
        officer.change("logVisit", input, "visit { id }").await.assert_invalid("attachmentIds");
    }

    async fn a_file_is_gone_after_seven_days_and_its_export_stays(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let run = export(&officer, &json!({ "visits": {} }), "CSV").await;
        world.advance(TimeDelta::days(8)).await;
        let files = Files::open(world.files.folder(), None).unwrap();
        assert_eq!(discard_forgotten(&world.database, &files).await.unwrap(), 1);
        let officer = world.as_(&world.first.officer).await;
        let query = "query($id: ID!) { exportRun(id: $id) { state file { id } } }";
        let seen = officer.ask(query, json!({ "id": run["id"] })).await.at("/exportRun");
        assert_eq!(seen, json!({ "state": "DONE", "file": null }));
        let file = run["file"]["id"].as_str().unwrap();
        assert_eq!(officer.download(file).await.status(), 404);
        assert!(!world.files.folder().join("attachments").join(file).exists());
    }

    async fn an_export_that_a_crash_cut_off_has_failed(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let ids = world.running_exports(&world.first.officer, 1).await;
        let state = async |client: &Client| {
            let query = "query($id: ID!) { exportRun(id: $id) { state failure file { id } } }";
            client.ask(query, json!({ "id": ids[0].to_string() })).await.at("/exportRun")
        };
        let running = json!({ "state": "RUNNING", "failure": null, "file": null });
        let failed = json!({ "state": "FAILED", "failure": "interrupted", "file": null });
        fail_abandoned(&world.database, Since::TooLong).await.unwrap();
        assert_eq!(state(&officer).await, running, "another server may be writing it");
        fail_abandoned(&world.database, Since::TheLastStart).await.unwrap();
        assert_eq!(state(&officer).await, failed);
    }

    async fn two_at_a_time_and_what_was_cut_off_does_not_count_for_ever(world: World) {
        world.running_exports(&world.first.officer, 2).await;
        let officer = world.as_(&world.first.officer).await;
        let list = json!({ "visits": {} });
        start(&officer, &list, "CSV").await.assert_code("LIMIT_REACHED");
        let colleague = world.as_(&world.first.colleague).await;
        start(&colleague, &list, "CSV").await.assert_ok();
        world.advance(TimeDelta::minutes(31)).await;
        export(&world.as_(&world.first.officer).await, &list, "CSV").await;
    }

    async fn the_audit_log_says_which_list_which_filter_and_how_many(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let list = json!({ "visits": { "filter": { "state": "DONE" }, "orderBy": "HAPPENS_AT" } });
        export(&officer, &list, "CSV").await;
        let admin = world.as_(&world.admin).await;
        let events = async |action: &str| {
            let query = "query($action: String!) { auditEvents(filter: { action: $action }) { nodes {
                actorName subjectKind after } } }";
            admin.ask(query, json!({ "action": action })).await.at("/auditEvents/nodes")
        };
        let started = events("export_run.start").await;
        let after = &started[0]["after"];
        assert_eq!((&after["list"], &after["rows_total"]), (&json!("VISITS"), &json!(1)));
        let filter: Value = serde_json::from_str(after["filter"].as_str().unwrap()).unwrap();
        assert_eq!(filter, list);
        let finished = events("export_run.finish").await;
        let kinds: Vec<_> = finished.as_array().unwrap().iter().map(|it| &it["subjectKind"]).collect();
        assert_eq!(kinds.len(), 2, "the export and its file, and nothing of its progress: {kinds:?}");
    }

    async fn the_same_client_id_exports_once(world: World) {
        let client = world.as_(&world.coordinator).await;
        let send = async |list: Value| {
            let input = json!({
                "clientId": "5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4c", "format": "CSV", "list": list,
            });
            client.change("exportRegister", input, "exportRun { id }").await
        };
        let first = send(json!({ "kiosks": {} })).await.text("/exportRegister/exportRun/id");
        assert_eq!(send(json!({ "kiosks": {} })).await.text("/exportRegister/exportRun/id"), first);
        send(json!({ "officers": {} })).await.assert_code("IDEMPOTENCY_MISMATCH");
        assert_eq!(client.query("{ exportRuns { totalCount } }").await.at("/exportRuns/totalCount"), 1);
    }

    async fn a_filter_that_is_wrong_names_its_field(world: World) {
        let client = world.as_(&world.coordinator).await;
        let number = json!({ "serviceRequests": { "filter": { "number": "x" } } });
        start(&client, &number, "CSV").await.assert_invalid("list.serviceRequests.filter.number");
        let two = json!({ "kiosks": {}, "officers": {} });
        start(&client, &two, "CSV").await.assert_code("BAD_INPUT");
        start(&client, &json!({}), "CSV").await.assert_code("BAD_INPUT");
        assert_eq!(client.query("{ exportRuns { totalCount } }").await.at("/exportRuns/totalCount"), 0);
    }
}
