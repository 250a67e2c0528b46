//! Firms are found by parts of their names, by sound, by code and by town; on both databases from
//! an index, and never out of reach.

use entity::{enterprise, text_list::TextList, town};
use sea_orm::{ActiveValue::Set, ConnectionTrait, Order};
use serde_json::{Value, json};
use wanqi::{
    features::search::service::{index_enterprises, query, reindex_town},
    platform::{
        action::{Action, Allowed},
        actor::{Behalf, Origin},
        clock::Clock,
        db::{Database, Db},
        tx::Tx,
    },
};

use crate::{
    on_both,
    support::{
        Client, Kind, TestDatabase, World,
        world::{Person, credit_code},
    },
};

const FIRM: &str = "诸暨市新珠珍珠有限公司";
const FILL: Action = Action { name: "town.fill", event: "town.filled", allowed: Allowed::System };

/// The names that the list of enterprises gives for this.
async fn listed(client: &Client, text: &str) -> Vec<String> {
    let query = "query($s: String) { enterprises(filter: { search: $s }) { nodes { name } } }";
    let answer = client.ask(query, json!({ "s": text })).await;
    names(&answer.at("/enterprises/nodes"))
}

/// The names that the search gives for this.
async fn searched(client: &Client, text: &str) -> Vec<String> {
    let query = "query($t: String!) { search(text: $t) { totalCount nodes { id name } } }";
    let found = client.ask(query, json!({ "t": text })).await.at("/search");
    let names = names(&found["nodes"]);
    assert_eq!(found["totalCount"], names.len());
    names
}

fn names(nodes: &Value) -> Vec<String> {
    nodes.as_array().unwrap().iter().map(|n| n["name"].as_str().unwrap().to_owned()).collect()
}

async fn create(client: &Client, town: impl ToString, name: &str, number: u64) -> String {
    let input = json!({
        "name": name, "creditCode": credit_code(number).as_str(),
        "townId": town.to_string(), "industry": "珍珠",
    });
    let answer = client.change("createEnterprise", input, "enterprise { id }").await;
    answer.text("/createEnterprise/enterprise/id")
}

fn system(database: &Database) -> Db {
    database.on_behalf_of(Behalf::System("a test's towns"), Origin::default())
}

async fn town(tx: &mut Tx, name: &str, former: &[&str]) -> town::Model {
    let row = town::ActiveModel {
        id: Set(tx.clock().new_id()),
        code: Set(format!("330681{name}")),
        name: Set(name.to_owned()),
        former_names: Set(TextList(former.iter().map(ToString::to_string).collect())),
        leading_industries: Set(TextList::default()),
        latitude: Set(29.7),
        longitude: Set(120.2),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    tx.insert(row).await.unwrap()
}

on_both! {
    async fn a_firm_is_found_in_every_way(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        create(&coordinator, world.first.town, FIRM, 500).await;
        let code = credit_code(500);
        for text in [
            "新", "新珠珍珠", "珠珍珠有限", "xinzhuzhenzhu", "xin zhu", "xzzz", "XZ",
            code.as_str(), &code.as_str()[..17], &code.as_str().to_lowercase(),
            "９１３３０６８１００００００５００", "新　珍珠", "zhuji 新",
        ] {
            assert_eq!(listed(&coordinator, text).await, [FIRM], "{text}");
            assert_eq!(searched(&coordinator, text).await, [FIRM], "{text}");
        }
        for text in ["珍", "珍珠", "珍珠有限", "zhenzhu", "zz", "9133"] {
            assert!(listed(&coordinator, text).await.contains(&FIRM.to_owned()), "{text}");
        }
        for text in ["珠新", "新珠有限", "新%", "新_", "新*", "\"新珠\"", "新 OR 袜业", "NEAR(新 珠)", "新-珠", "terms:新", "新 NOT 袜", "'; --x"] {
            assert_eq!(listed(&coordinator, text).await, [] as [&str; 0], "{text}");
        }
    }

    async fn signs_alone_are_refused(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        for text in ["", "  ", "%", "_", "\"", "*", "-", ":", "（）", &"珠".repeat(201)] {
            let query = "query($s: String) { enterprises(filter: { search: $s }) { totalCount } }";
            coordinator.ask(query, json!({ "s": text })).await.assert_invalid("filter.search");
            let query = "query($t: String!) { search(text: $t) { totalCount } }";
            coordinator.ask(query, json!({ "t": text })).await.assert_invalid("text");
        }
    }

    async fn parts_of_different_places_do_not_make_a_name(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        create(&coordinator, world.first.town, "甲珠宝与珍珠宝贝有限公司", 500).await;
        assert_eq!(listed(&coordinator, "珍珠宝贝").await.len(), 1);
        assert!(listed(&coordinator, "珠宝珍珠").await.is_empty());
        assert!(listed(&coordinator, "珠宝贝有限公司甲").await.is_empty());
    }

    async fn a_new_name_is_found_and_the_old_one_no_more(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let id = world.first.enterprise.to_string();
        let input = json!({ "id": id, "version": 1, "name": "丁香农业有限公司" });
        coordinator.change("updateEnterprise", input, "enterprise { id }").await.assert_ok();
        assert_eq!(listed(&coordinator, "丁香").await.len(), 1);
        assert!(listed(&coordinator, "甲珍珠").await.is_empty());
    }

    async fn a_former_town_name_finds_the_firms_there(world: World) {
        let mut tx = system(&world.database).begin(FILL).await.unwrap();
        let street = town(&mut tx, "大唐街道", &["草塔镇"]).await;
        tx.commit().await.unwrap();
        let coordinator = world.as_(&world.coordinator).await;
        create(&coordinator, street.id, "光飞袜业厂", 500).await;
        for text in ["草塔", "大唐", "caota", "草塔 袜业"] {
            assert_eq!(listed(&coordinator, text).await, ["光飞袜业厂"], "{text}");
        }
        let mut tx = system(&world.database).begin(FILL).await.unwrap();
        let change = town::ActiveModel {
            former_names: Set(TextList(vec!["柱山".to_owned()])), ..Default::default()
        };
        tx.update(&street, change).await.unwrap();
        reindex_town(&tx, street.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(listed(&coordinator, "柱山").await, ["光飞袜业厂"]);
        assert!(listed(&coordinator, "草塔").await.is_empty());
    }

    async fn nobody_finds_a_firm_out_of_reach(world: World) {
        let found = async |person: &Person| {
            let client = world.as_(person).await;
            let mut names = listed(&client, "珍珠").await;
            names.extend(searched(&client, "珍珠").await);
            names.sort();
            names
        };
        let (own, own_association) = ("甲珍珠有限公司", "甲珍珠协会");
        assert_eq!(found(&world.first.officer).await, [own_association, own, own]);
        assert_eq!(found(&world.first.chief).await, [own_association, own, own]);
        assert_eq!(found(&world.first.enterprise_person).await, [own, own]);
        assert_eq!(found(&world.first.association_person).await, [own_association]);
        for person in [&world.first.colleague, &world.first.auxiliary, &world.first.partner, &world.first.integrator] {
            assert!(found(person).await.is_empty(), "{}", person.username);
        }
        for person in [&world.coordinator, &world.leader, &world.admin] {
            assert_eq!(found(person).await.len(), 6, "{}", person.username);
        }
        let officer = world.as_(&world.first.officer).await;
        assert!(listed(&officer, "乙").await.is_empty());
        assert!(listed(&officer, credit_code(3).as_str()).await.is_empty());
    }

    async fn officers_are_found_by_name_and_badge(world: World) {
        let officer = world.as_(&world.first.officer).await;
        for text in ["乙警", "yijingguan", "yjg", "068乙警官"] {
            assert_eq!(searched(&officer, text).await, ["乙警官"], "{text}");
            let query = "query($s: String) { officers(filter: { search: $s }) { nodes { name } } }";
            let answer = officer.ask(query, json!({ "s": text })).await;
            assert_eq!(names(&answer.at("/officers/nodes")), ["乙警官"], "{text}");
        }
        // A machine whose key opens the registers reads the directory like everybody.
        let integrator = world.as_(&world.first.integrator).await;
        assert_eq!(searched(&integrator, "yjg").await, ["乙警官"]);
    }

    async fn results_are_paged_by_name(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        world.more_enterprises(7).await;
        let query = "query($a: String) { search(text: \"企业\", first: 3, after: $a) {
            totalCount nodes { name ... on Enterprise { creditCode } }
            pageInfo { hasNextPage endCursor } } }";
        let (mut all, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = coordinator.ask(query, json!({ "a": after })).await.at("/search");
            assert_eq!(page["totalCount"], 7);
            all.extend(names(&page["nodes"]));
            after = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        let wanted: Vec<_> = (0..7).map(|number| format!("企业{number:04}")).collect();
        assert_eq!(all, wanted);
    }
}

const MANY: u64 = 4_000;

/// Many firms, indexed in bulk, on a database of their own; and a plan that uses the index.
async fn the_index_is_used(kind: Kind, wanted: &[&str], unwanted: &[&str]) {
    let Some(files) = TestDatabase::new(kind).await else { return };
    let database = files.open(Clock::default()).await;
    let db = system(&database);
    let mut tx = db.begin(FILL).await.unwrap();
    let town = town(&mut tx, "山下湖镇", &[]).await;
    let firm = |number: u64| enterprise::ActiveModel {
        id: Set(database.clock().new_id()),
        name: Set(format!(
            "浙江{}{number}有限公司",
            if number.is_multiple_of(50) { "珍珠" } else { "袜业" }
        )),
        credit_code: Set(credit_code(number)),
        town_id: Set(town.id),
        industry: Set("珍珠".to_owned()),
        employees: Set(None),
        revenue_cny: Set(None),
        above_scale: Set(false),
        above_scale_year: Set(None),
        above_scale_source: Set(None),
        address: Set(String::new()),
        latitude: Set(None),
        longitude: Set(None),
        merged_into_id: Set(None),
        version: Set(1),
        created_at: Set(database.clock().now()),
    };
    let firms = tx.insert_many((0..MANY).map(firm).collect()).await.unwrap();
    let before = database.statements();
    index_enterprises(&tx, &firms).await.unwrap();
    assert_eq!(database.statements() - before, 1 + MANY / 1_000);
    tx.commit().await.unwrap();
    #[expect(clippy::disallowed_methods, reason = "no feature gathers statistics")]
    let connection = sea_orm::Database::connect(&files.url).await.unwrap();
    connection.execute_unprepared("ANALYZE").await.unwrap();
    connection.close().await.unwrap();

    for text in ["珍珠", "浙江珍珠", "zhenzhu"] {
        let query = query("search", text).unwrap();
        let rows = || db.scoped::<enterprise::Entity>().matching(Some(&query));
        let plan = rows().order_by(enterprise::Column::Name, Order::Asc).plan().await.unwrap();
        let plan = plan.join("\n");
        assert!(wanted.iter().all(|step| plan.contains(step)), "{text}\n{plan}");
        assert!(!unwanted.iter().any(|step| plan.contains(step)), "{text}\n{plan}");
        let found = rows().count().await.unwrap();
        assert_eq!(found, MANY / 50, "{text}");
    }
}

#[tokio::test]
async fn the_index_is_used_on_sqlite() {
    let wanted = ["search_term VIRTUAL TABLE INDEX", "SEARCH search_entry"];
    the_index_is_used(Kind::Sqlite, &wanted, &["SCAN enterprise", "SCAN search_entry"]).await;
}

#[tokio::test]
async fn the_index_is_used_on_postgres() {
    the_index_is_used(Kind::Postgres, &["ix_search_entry_terms"], &["Seq Scan"]).await;
}
