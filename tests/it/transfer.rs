//! Imports of registers: every good row lands, each bad row is refused with number, column and
//! reason, and a second import changes nothing.

use std::{path::PathBuf, process::Command, time::Duration};

use entity::{Id, import_run, user};
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use wanqi::{
    features::transfer::{Since, fail_abandoned, policy},
    platform::{
        actor::{Behalf, Origin},
        tx::Tx,
    },
};

use crate::{
    on_both,
    support::{Answer, Client, World},
};

const RUN: &str = "id kind dryRun state failure created updated unchanged refused warned \
                   progress { rowsDone rowsTotal } columns { heading readAs } \
                   refusals(first: 100) { totalCount nodes { row column reason words } } \
                   warnings(first: 100) { totalCount nodes { row column reason } }";

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap()
}

/// Rows, columns and reasons as the list of rejects gives them.
fn rejects(row_column: &str) -> Vec<Value> {
    let mut reader = csv::Reader::from_path(path("enterprises.rejects.csv")).unwrap();
    let rows = reader.deserialize::<std::collections::HashMap<String, String>>();
    rows.map(|row| {
        let row = row.unwrap();
        let number: u32 = row[row_column].parse().unwrap();
        json!({ "row": number, "column": row["column"], "reason": row["reason"] })
    })
    .collect()
}

const TOWN_COLUMNS: [&str; 6] = ["代码", "镇街", "纬度", "经度", "主导产业", "曾用名"];

/// Columns whose headings are the register's own.
fn taken(headings: &[&str]) -> Value {
    headings.iter().map(|heading| json!({ "heading": heading, "readAs": heading })).collect()
}

async fn start(client: &Client, name: &str, bytes: &[u8], kind: &str, dry_run: bool) -> Answer {
    let id = client.upload(name, bytes).await.id();
    let input = json!({ "attachmentId": id, "kind": kind, "dryRun": dry_run });
    client.change("importRegister", input, "importRun { id state }").await
}

/// Asks until the import has ended.
async fn ended(client: &Client, id: &str) -> Value {
    let query = format!("query($id: ID!) {{ importRun(id: $id) {{ {RUN} }} }}");
    loop {
        let run = client.ask(&query, json!({ "id": id })).await.at("/importRun");
        if run["state"] != "RUNNING" {
            return run;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Imports a file, and waits until that has ended.
pub async fn import(client: &Client, name: &str, bytes: &[u8], kind: &str) -> Value {
    let id = start(client, name, bytes, kind, false).await.text("/importRegister/importRun/id");
    ended(client, &id).await
}

/// How many rows were created, updated, unchanged, refused and warned of.
pub fn counts(run: &Value) -> [i64; 5] {
    ["created", "updated", "unchanged", "refused", "warned"].map(|name| run[name].as_i64().unwrap())
}

async fn firms(client: &Client) -> Value {
    client.query("{ enterprises { totalCount } }").await.at("/enterprises/totalCount")
}

/// A firm of a town, by its name.
async fn firm(client: &Client, town: &str, name: &str) -> Value {
    let towns = client.query("{ towns { id name } }").await.at("/towns");
    let town =
        towns.as_array().unwrap().iter().find(|it| it["name"] == town).unwrap()["id"].clone();
    let query = "query($town: ID!, $after: String) {
        enterprises(filter: { town: $town }, first: 100, after: $after) {
            nodes { name creditCode industry employees revenueCny aboveScale aboveScaleSource address
                latitude longitude contacts { nodes { name post phone } } }
            pageInfo { endCursor hasNextPage } } }";
    let mut after = Value::Null;
    loop {
        let page =
            client.ask(query, json!({ "town": town, "after": after })).await.at("/enterprises");
        if let Some(firm) = page["nodes"].as_array().unwrap().iter().find(|it| it["name"] == name) {
            return firm.clone();
        }
        assert_eq!(page["pageInfo"]["hasNextPage"], true, "{name}");
        after = page["pageInfo"]["endCursor"].clone();
    }
}

const TOWNS: &str =
    "代码,镇街,纬度,经度,主导产业,曾用名\n330681005,大唐街道,29.69,120.16,袜业、针织,草塔镇\n";
const FIRMS: &str = "企业名称,统一社会信用代码,所属镇街,是否规上,联系人,联系电话\n\
                     浙江宏旺电子科技厂,91330681LCR63F0W04,草塔,是,胡强英,13008063608\n\
                     诸暨里加袜业厂,91330681TXHXL35L92,没有的镇,否,,\n";

on_both! {
    async fn the_sample_registers_land_and_a_second_import_changes_nothing(world: World) {
        let client = world.as_(&world.coordinator).await;
        for (name, kind, rows) in [
            ("towns.csv", "TOWNS", 23),
            ("agencies.csv", "AGENCIES", 172),
            ("officers.csv", "OFFICERS", 1_000),
        ] {
            let run = import(&client, name, &sample(name), kind).await;
            assert_eq!(run["state"], "DONE", "{run:#}");
            // The bureau was there already.
            let known = i64::from(kind == "AGENCIES");
            assert_eq!(counts(&run), [rows - known, known, 0, 0, 0], "{name}");
            let again = import(&client, name, &sample(name), kind).await;
            assert_eq!(counts(&again), [0, 0, rows, 0, 0], "{name}");
            if kind == "TOWNS" {
                assert_eq!(again["columns"], taken(&TOWN_COLUMNS));
            }
        }
        let before = firms(&client).await.as_i64().unwrap();
        let run = import(&client, "enterprises.xlsx", &sample("enterprises.xlsx"), "ENTERPRISES").await;
        assert_eq!(run["state"], "DONE", "{run:#}");
        assert_eq!(counts(&run), [10_000, 0, 0, 40, 20]);
        assert_eq!(run["progress"], json!({ "rowsDone": 10_040, "rowsTotal": 10_040 }));
        assert_eq!(without_words(&run["refusals"]["nodes"]), rejects("xlsx_row"));
        let warnings = run["warnings"]["nodes"].as_array().unwrap();
        assert!(warnings.iter().all(|warning| warning["reason"] == "credit_code_entity_check"));
        assert_eq!(firms(&client).await, before + 10_000);

        let name = "enterprises.gb18030.csv";
        let again = import(&client, name, &sample(name), "ENTERPRISES").await;
        assert_eq!(counts(&again), [0, 0, 10_000, 40, 20]);
        assert_eq!(without_words(&again["refusals"]["nodes"]), rejects("csv_row"));

        let firm = firm(&client, "浣东街道", "浙江宏旺电子科技厂").await;
        insta::allow_duplicates! { insta::assert_json_snapshot!(firm); }
    }

    async fn a_changed_row_updates_and_an_empty_cell_changes_nothing(world: World) {
        let client = world.as_(&world.coordinator).await;
        import(&client, "towns.csv", TOWNS.as_bytes(), "TOWNS").await;
        let run = import(&client, "firms.csv", FIRMS.as_bytes(), "ENTERPRISES").await;
        assert_eq!(counts(&run), [1, 0, 0, 1, 0], "{run:#}");
        let refusal = &run["refusals"]["nodes"][0];
        assert_eq!((&refusal["row"], &refusal["column"]), (&json!(3), &json!("所属镇街")));

        let moved = FIRMS.replace("13008063608", "13008063609");
        assert_eq!(counts(&import(&client, "f.csv", moved.as_bytes(), "ENTERPRISES").await), [0, 1, 0, 1, 0]);
        let renamed = moved.replace("宏旺", "宏兴").replace(",是,胡强英,13008063609", ",,,");
        assert_eq!(counts(&import(&client, "f.csv", renamed.as_bytes(), "ENTERPRISES").await), [0, 1, 0, 1, 0]);
        assert_eq!(counts(&import(&client, "f.csv", renamed.as_bytes(), "ENTERPRISES").await), [0, 0, 1, 1, 0]);
        let firm = firm(&client, "大唐街道", "浙江宏兴电子科技厂").await;
        assert_eq!((&firm["aboveScale"], &firm["aboveScaleSource"]), (&json!(true), &json!("导入")));
        let contact = json!({ "name": "胡强英", "post": "", "phone": "130****3609" });
        assert_eq!(firm["contacts"]["nodes"], json!([contact]));
    }

    async fn a_dry_run_writes_nothing_but_its_own_record(world: World) {
        let client = world.as_(&world.admin).await;
        import(&client, "towns.csv", TOWNS.as_bytes(), "TOWNS").await;
        let before = firms(&client).await;
        let answer = start(&client, "f.csv", FIRMS.as_bytes(), "ENTERPRISES", true).await;
        let run = ended(&client, &answer.text("/importRegister/importRun/id")).await;
        assert_eq!((&run["dryRun"], &run["state"]), (&json!(true), &json!("DONE")));
        assert_eq!(counts(&run), [1, 0, 0, 1, 0]);
        assert_eq!(run["refusals"]["totalCount"], 1);
        assert_eq!(firms(&client).await, before);
    }

    async fn only_registrars_import_and_the_leader_reads_what_came_of_it(world: World) {
        use entity::user::Role::*;
        let admin = world.as_(&world.admin).await;
        start(&admin, "t.csv", TOWNS.as_bytes(), "TOWNS", true).await.assert_ok();
        for person in world.everybody() {
            let client = world.as_(person).await;
            if person.role == Integrator {
                continue;
            }
            let answer = start(&client, "t.csv", TOWNS.as_bytes(), "TOWNS", true).await;
            let runs = client.query("{ importRuns { totalCount } }").await.at("/importRuns/totalCount");
            match person.role {
                Admin | Coordinator => drop(answer.assert_ok()),
                _ => {
                    answer.assert_code("FORBIDDEN");
                    assert_eq!(runs != 0, person.role == Leader, "{}", person.username);
                }
            }
        }
    }

    async fn a_file_of_somebody_else_is_not_found(world: World) {
        let id = world.as_(&world.admin).await.upload("t.csv", TOWNS.as_bytes()).await.id();
        let client = world.as_(&world.coordinator).await;
        for id in [id.as_str(), "att_x", ""] {
            let input = json!({ "attachmentId": id, "kind": "TOWNS" });
            client.change("importRegister", input, "importRun { id }").await.assert_code("NOT_FOUND");
        }
    }

    async fn the_same_client_id_imports_once(world: World) {
        let client = world.as_(&world.coordinator).await;
        let id = client.upload("t.csv", TOWNS.as_bytes()).await.id();
        let send = async |dry_run: bool| {
            let input = json!({
                "clientId": "5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4b",
                "attachmentId": id, "kind": "TOWNS", "dryRun": dry_run,
            });
            client.change("importRegister", input, "importRun { id }").await
        };
        let first = send(false).await.text("/importRegister/importRun/id");
        assert_eq!(send(false).await.text("/importRegister/importRun/id"), first);
        send(true).await.assert_code("IDEMPOTENCY_MISMATCH");
        assert_eq!(client.query("{ importRuns { totalCount } }").await.at("/importRuns/totalCount"), 1);
    }

    async fn a_file_that_is_no_register_gets_one_clear_error(world: World) {
        let client = world.as_(&world.coordinator).await;
        for (name, bytes, reason) in [
            ("a.pdf", &b"%PDF-1.7"[..], "not_a_register"),
            ("a.csv", "企业名称,统一社会信用代码,所属镇街\n".as_bytes(), "empty"),
            ("a.csv", "随便写写\n没有表头\n".as_bytes(), "no_header"),
            ("a.csv", "企业名称,所属镇街\n甲,乙\n".as_bytes(), "missing_columns"),
            ("a.xlsx", b"PK\x03\x04 xl/ and nothing", "not_a_register"),
        ] {
            let answer = start(&client, name, bytes, "ENTERPRISES", false).await;
            answer.assert_invalid("attachmentId");
            assert_eq!(answer.body["errors"][0]["extensions"]["reason"], reason, "{name}");
            assert_eq!(answer.body["errors"].as_array().unwrap().len(), 1);
        }
        assert_eq!(client.query("{ importRuns { totalCount } }").await.at("/importRuns/totalCount"), 0);
    }

    async fn agencies_land_in_any_order_and_circles_are_refused(world: World) {
        let client = world.as_(&world.coordinator).await;
        let file = "单位名称,层级,上级单位,业务指导单位\n测试中队,县,测试大队,\n测试大队,县,诸暨市公安局,测试支队\n\
                    测试支队,市,,\n圆甲,县,圆乙,\n圆乙,县,,圆甲\n圆丙,县,圆乙,\n";
        let run = import(&client, "a.csv", file.as_bytes(), "AGENCIES").await;
        assert_eq!(counts(&run), [3, 0, 0, 3, 0], "{run:#}");
        let reasons: Vec<_> = without_words(&run["refusals"]["nodes"]);
        assert_eq!(reasons, [
            json!({ "row": 5, "column": "上级单位", "reason": "agency_circle" }),
            json!({ "row": 6, "column": "业务指导单位", "reason": "agency_circle" }),
            json!({ "row": 7, "column": "上级单位", "reason": "unknown_agency" }),
        ]);
        // What stands cannot be bent into a circle either.
        let bent = "单位名称,层级,上级单位\n诸暨市公安局,县,测试中队\n";
        assert_eq!(counts(&import(&client, "a.csv", bent.as_bytes(), "AGENCIES").await), [0, 0, 0, 1, 0]);
    }

    async fn each_firm_that_lands_leaves_an_audit_event(world: World) {
        let client = world.as_(&world.coordinator).await;
        import(&client, "towns.csv", TOWNS.as_bytes(), "TOWNS").await;
        import(&client, "firms.csv", FIRMS.as_bytes(), "ENTERPRISES").await;
        let audit = world.as_(&world.admin).await;
        let query = "{ auditEvents(filter: { action: \"enterprise.import\" }, first: 100) { nodes {
            subjectKind actorName after } } }";
        let events = audit.query(query).await.at("/auditEvents/nodes");
        let mut kinds: Vec<_> =
            events.as_array().unwrap().iter().map(|event| event["subjectKind"].as_str().unwrap()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["contact", "enterprise", "import_remark", "import_run"]);
        assert!(!events.to_string().contains("13008063608"));
    }

    async fn the_command_prints_refused_rows_and_exits_1(world: World) {
        let folder = tempfile::tempdir().unwrap();
        let run = |name: &str, text: &str, kind: &str| {
            let file = folder.path().join(name);
            std::fs::write(&file, text).unwrap();
            let (url, data) = (world.url().to_owned(), folder.path().to_owned());
            let kind = kind.to_owned();
            tokio::task::spawn_blocking(move || {
                Command::new(env!("CARGO_BIN_EXE_wanqi"))
                    .args(["import", file.to_str().unwrap(), "--kind", &kind])
                    .env("WANQI_DATABASE_URL", url)
                    .env("WANQI_DATA_DIR", data)
                    .output()
                    .unwrap()
            })
        };
        let towns = run("towns.csv", TOWNS, "towns").await.unwrap();
        assert_eq!(towns.status.code(), Some(0), "{towns:?}");
        assert_eq!(String::from_utf8(towns.stdout).unwrap(), "");
        let firms = run("firms.csv", FIRMS, "enterprises").await.unwrap();
        assert_eq!(firms.status.code(), Some(1), "{firms:?}");
        let printed = String::from_utf8(firms.stdout).unwrap();
        assert_eq!(printed, "row 3: 所属镇街: unknown_town: 镇街名录中没有这个镇街（含曾用名）\n");
        let said = String::from_utf8(firms.stderr).unwrap();
        assert!(said.contains("1 created, 0 updated, 0 unchanged, 1 refused"), "{said}");
        let broken = run("broken.csv", "", "enterprises").await.unwrap();
        assert_eq!(broken.status.code(), Some(1));
        assert!(String::from_utf8(broken.stderr).unwrap().contains("文件中没有数据"));

        let client = world.as_(&world.coordinator).await;
        let query = "{ importRuns { nodes { kind state created refused } } }";
        let runs = client.query(query).await.at("/importRuns/nodes");
        assert_eq!(runs[0], json!({ "kind": "ENTERPRISES", "state": "DONE", "created": 1, "refused": 1 }));
    }

    async fn an_import_that_a_crash_cut_off_has_failed(world: World) {
        let behalf = Behalf::System("a test of crashes");
        let db = world.database.on_behalf_of(behalf, Origin::default());
        let mut tx = db.begin(policy::START).await.unwrap();
        let mut ids = Vec::new();
        for started_by in [Some(world.coordinator.id), None] {
            ids.push(tx.insert(running(&tx, started_by)).await.unwrap().id.to_string());
        }
        tx.commit().await.unwrap();
        let client = world.as_(&world.coordinator).await;
        let states = async || {
            let query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on ImportRun { state failure } } }";
            client.ask(query, json!({ "ids": ids })).await.at("/nodes")
        };
        let running = json!({ "state": "RUNNING", "failure": null });
        fail_abandoned(&world.database, Since::TooLong).await.unwrap();
        assert_eq!(states().await, json!([running, running]));
        // A command may be importing while the server starts.
        fail_abandoned(&world.database, Since::TheLastStart).await.unwrap();
        let failed = json!({ "state": "FAILED", "failure": "interrupted" });
        assert_eq!(states().await, json!([failed, running]));
    }
}

fn running(tx: &Tx, started_by: Option<Id<user::Entity>>) -> import_run::ActiveModel {
    import_run::ActiveModel {
        id: Set(tx.clock().new_id()),
        kind: Set(import_run::RegisterKind::Towns),
        dry_run: Set(false),
        state: Set(import_run::State::Running),
        file_name: Set("towns.csv".to_owned()),
        attachment_id: Set(None),
        started_by_id: Set(started_by),
        file_columns: Set(import_run::FileColumns::default()),
        rows_total: Set(1),
        rows_done: Set(0),
        created_rows: Set(0),
        updated_rows: Set(0),
        unchanged_rows: Set(0),
        refused_rows: Set(0),
        warned_rows: Set(0),
        failure_code: Set(None),
        failure_words: Set(None),
        started_at: Set(tx.clock().now()),
        finished_at: Set(None),
        version: Set(1),
    }
}

fn without_words(remarks: &Value) -> Vec<Value> {
    let remarks = remarks.as_array().unwrap().iter();
    remarks
        .map(|remark| {
            json!({ "row": remark["row"], "column": remark["column"], "reason": remark["reason"] })
        })
        .collect()
}
