//! Batch demands: what an association files for its members, how many are served, what is expected
//! of the years to come, and that it is brought to mind ahead of its month.

use serde_json::{Value, json};
use wanqi::{features::requests::remind_demands, platform::dialect::Dialect};

use crate::{
    deadlines::move_to,
    on_both,
    requests::{asking, file, step},
    support::{Answer, Client, World},
};

const DEMAND: &str = "{ year firms people months firmsServed version
    roster { totalCount nodes { enterpriseName servedAt } }
    reminders { nodes { year month firms people } } }";

async fn demand(client: &Client, id: &str) -> Value {
    let query = format!("query($id: ID!) {{ serviceRequest(id: $id) {{ demand {DEMAND} }} }}");
    client.ask(&query, json!({ "id": id })).await.at("/serviceRequest/demand")
}

/// What the pearl association asks for every March.
async fn march(client: &Client, firms: i32, people: i32) -> String {
    file(client, &json!({ "demand": { "firms": firms, "people": people, "months": [3] } })).await
}

async fn served(client: &Client, id: &str, version: i64, fields: &Value) -> Answer {
    let mut input = json!({ "requestId": id, "version": version });
    for (name, value) in fields.as_object().unwrap() {
        input[name] = value.clone();
    }
    client.change("recordDemandServed", input, "demand { version firmsServed }").await
}

async fn forecast(client: &Client, year: i32) -> Value {
    let query =
        "query($year: Int!) { demandForecast(year: $year) { year month category firms people
        yearsOnRecord isFiled lastRequest { id } } }";
    client.ask(query, json!({ "year": year })).await.at("/demandForecast")
}

/// The association with a second member.
async fn two_members(world: &World) -> [String; 2] {
    let (own, second) = (world.first.association, world.first.unassigned);
    let input = json!({ "associationId": own.to_string(), "enterpriseId": second.to_string() });
    let coordinator = world.as_(&world.coordinator).await;
    coordinator.change("addAssociationMember", input, "member { id }").await.assert_ok();
    [world.first.enterprise.to_string(), second.to_string()]
}

async fn reminders(client: &Client, id: &str) -> Value {
    demand(client, id).await["reminders"]["nodes"].clone()
}

on_both! {
    async fn an_association_files_for_many_and_its_agency_counts_who_is_served(world: World) {
        move_to(&world, "2026-01-12T09:59:30").await;
        let association = world.as_(&world.first.association_person).await;
        let coordinator = world.as_(&world.coordinator).await;
        let id = march(&association, 400, 1_000).await;
        assert_eq!(demand(&association, &id).await, json!({
            "year": 2026, "firms": 400, "people": 1_000, "months": [3], "firmsServed": 0, "version": 1,
            "roster": { "totalCount": 0, "nodes": [] }, "reminders": { "nodes": [] },
        }));
        let done = served(&coordinator, &id, 1, &json!({ "firmsServed": 120 })).await;
        let expected = json!({ "version": 2, "firmsServed": 120 });
        assert_eq!(done.at("/recordDemandServed/demand"), expected);
        assert_eq!(demand(&association, &id).await["firmsServed"], 120);

        for number in [-1, 401] {
            let fields = json!({ "firmsServed": number });
            served(&coordinator, &id, 2, &fields).await.assert_invalid("firmsServed");
        }
        served(&coordinator, &id, 2, &json!({})).await.assert_invalid("firmsServed");
        let by_name = json!({
            "firmsServed": 9, "servedEnterpriseIds": [world.first.enterprise.to_string()],
        });
        served(&coordinator, &id, 2, &by_name).await.assert_invalid("servedEnterpriseIds");
        served(&coordinator, &id, 1, &json!({ "firmsServed": 9 })).await.assert_code("CONFLICT");
        let nine = json!({ "firmsServed": 9 });
        served(&association, &id, 2, &nine).await.assert_code("FORBIDDEN");
        let elsewhere = world.as_(&world.second.officer).await;
        served(&elsewhere, &id, 2, &nine).await.assert_code("NOT_FOUND");
        let plain = file(&association, &json!({})).await;
        assert_eq!(demand(&association, &plain).await, Value::Null);
        served(&coordinator, &plain, 1, &nine).await.assert_code("ILLEGAL_STATE");
        assert_eq!(demand(&association, &id).await["firmsServed"], 120);
    }

    async fn a_roster_of_members_is_marked_firm_by_firm(world: World) {
        let members = two_members(&world).await;
        let association = world.as_(&world.first.association_person).await;
        let coordinator = world.as_(&world.coordinator).await;
        let twice = [&members[0], &members[1], &members[0]];
        let fields = json!({ "demand": { "firms": 2, "people": 5, "rosterIds": twice } });
        let id = file(&association, &fields).await;
        let roster = demand(&association, &id).await["roster"].clone();
        assert_eq!(roster["totalCount"], 2, "each once");
        assert!(roster["nodes"].to_string().contains("甲珍珠有限公司"), "{roster}");

        let first = json!({ "servedEnterpriseIds": [members[0]] });
        let done = served(&coordinator, &id, 1, &first).await;
        assert_eq!(done.at("/recordDemandServed/demand/firmsServed"), 1);
        let again = served(&coordinator, &id, 2, &first).await;
        assert_eq!(again.at("/recordDemandServed/demand/firmsServed"), 1, "counted once");
        let version = again.at("/recordDemandServed/demand/version").as_i64().unwrap();
        let second = json!({ "servedEnterpriseIds": [members[1]] });
        let done = served(&coordinator, &id, version, &second).await;
        assert_eq!(done.at("/recordDemandServed/demand/firmsServed"), 2);
        let roster = demand(&association, &id).await["roster"]["nodes"].clone();
        assert!(roster.as_array().unwrap().iter().all(|firm| firm["servedAt"] != Value::Null));

        let version = done.at("/recordDemandServed/demand/version").as_i64().unwrap();
        let stranger = json!({ "servedEnterpriseIds": [world.second.enterprise.to_string()] });
        served(&coordinator, &id, version, &stranger).await.assert_invalid("servedEnterpriseIds");
        let number = json!({ "firmsServed": 1 });
        served(&coordinator, &id, version, &number).await.assert_invalid("firmsServed");
    }

    async fn what_cannot_be_asked_for_is_refused_with_its_field(world: World) {
        let association = world.as_(&world.first.association_person).await;
        let officer = world.as_(&world.first.officer).await;
        let [member, _] = two_members(&world).await;
        let other = world.second.enterprise.to_string();
        let bad = [
            (json!({ "firms": 0, "people": 1 }), "demand.firms"),
            (json!({ "firms": 100_001, "people": 1 }), "demand.firms"),
            (json!({ "firms": 1, "people": 0 }), "demand.people"),
            (json!({ "firms": 1, "people": 10_000_001 }), "demand.people"),
            (json!({ "firms": 1, "people": 1, "months": [0] }), "demand.months"),
            (json!({ "firms": 1, "people": 1, "months": [3, 13] }), "demand.months"),
            (json!({ "firms": 1, "people": 1, "rosterIds": [other] }), "demand.rosterIds"),
            (json!({ "firms": 1, "people": 1, "rosterIds": [member, other] }), "demand.rosterIds"),
            (json!({ "firms": 9_999, "people": 1, "rosterIds": vec![&member; 2_001] }), "demand.rosterIds"),
        ];
        for (demand, field) in bad {
            let input = asking(&json!({ "demand": demand }));
            let answer = association.change("submitRequest", input, "serviceRequest { id }").await;
            answer.assert_invalid(field);
        }
        let of_firm = json!({
            "enterpriseId": member, "demand": { "firms": 1, "people": 1, "rosterIds": [member] },
        });
        let answer = officer.change("submitRequest", asking(&of_firm), "serviceRequest { id }").await;
        answer.assert_invalid("demand.rosterIds");
        for year in [1999, 2101] {
            let query = format!("{{ demandForecast(year: {year}) {{ year }} }}");
            association.query(&query).await.assert_invalid("year");
        }
        let all = association.query("{ serviceRequests { totalCount } }").await;
        assert_eq!(all.at("/serviceRequests/totalCount"), 0, "nothing was filed");
    }

    async fn the_years_on_record_say_what_is_to_be_expected(world: World) {
        move_to(&world, "2025-01-13T09:59:30").await;
        let first = march(&world.as_(&world.first.association_person).await, 300, 800).await;
        let association = world.as_(&world.first.association_person).await;
        let expected = |year: i32, firms: i32, people: i32, years: i32, last: &str| json!([{
            "year": year, "month": 3, "category": "PERMIT", "firms": firms, "people": people,
            "yearsOnRecord": years, "isFiled": false, "lastRequest": { "id": last },
        }]);
        assert_eq!(forecast(&association, 2025).await, json!([]));
        assert_eq!(forecast(&association, 2026).await, expected(2026, 300, 800, 1, &first));

        move_to(&world, "2026-01-12T09:59:30").await;
        let association = world.as_(&world.first.association_person).await;
        march(&association, 300, 800).await;
        // Those who were forgotten in the first one.
        let second = march(&association, 100, 200).await;
        assert_eq!(forecast(&association, 2026).await[0]["isFiled"], true);
        assert_eq!(forecast(&association, 2027).await, expected(2027, 500, 1_200, 2, &second));

        let elsewhere = world.as_(&world.second.association_person).await;
        assert_eq!(forecast(&elsewhere, 2027).await, json!([]));
        let leader = world.as_(&world.leader).await;
        assert_eq!(forecast(&leader, 2027).await[0]["firms"], 500);
        step(&association, "withdrawRequest", &second, &json!({ "reason": "填错了" })).await.assert_ok();
        assert_eq!(forecast(&association, 2027).await[0]["firms"], 300);
    }

    async fn march_is_brought_to_mind_in_january_once_a_year(world: World) {
        move_to(&world, "2026-01-12T09:59:30").await;
        let id = march(&world.as_(&world.first.association_person).await, 400, 1_000).await;
        for day in ["2026-01-13T09:00", "2026-12-31T23:50"] {
            move_to(&world, &format!("{day}:00")).await;
            assert_eq!(remind_demands(&world.database).await.unwrap(), 0, "{day}");
        }
        move_to(&world, "2027-01-01T00:10:00").await;
        let second = match world.database.dialect() {
            Dialect::Sqlite => world.database.clone(),
            Dialect::Postgres => world.files.open(world.clock.clone()).await,
        };
        let (one, other) = tokio::join!(remind_demands(&world.database), remind_demands(&second));
        assert_eq!(one.unwrap() + other.unwrap(), 1, "two servers at once remind once");
        for day in ["2027-01-31T09:00", "2027-03-31T09:00", "2027-04-01T09:00"] {
            move_to(&world, &format!("{day}:00")).await;
            assert_eq!(remind_demands(&world.database).await.unwrap(), 0, "{day}");
        }
        let association = world.as_(&world.first.association_person).await;
        let told = json!({ "year": 2027, "month": 3, "firms": 400, "people": 1_000 });
        assert_eq!(reminders(&association, &id).await, json!([told]));
        // Nobody filed it that year: it comes to mind again in the next.
        move_to(&world, "2028-01-01T09:00:00").await;
        assert_eq!(remind_demands(&world.database).await.unwrap(), 1);
        let association = world.as_(&world.first.association_person).await;
        assert_eq!(reminders(&association, &id).await[0]["year"], 2028);
    }

    async fn how_far_ahead_is_a_setting(world: World) {
        move_to(&world, "2026-01-12T09:59:30").await;
        let id = march(&world.as_(&world.first.association_person).await, 400, 1_000).await;
        let coordinator = world.as_(&world.coordinator).await;
        let ahead = json!({ "version": 1, "demandReminderMonths": 3 });
        let set = coordinator.change("updateProgrammeSettings", ahead, "programmeSettings { version }");
        set.await.assert_ok();
        move_to(&world, "2026-11-30T09:00:00").await;
        assert_eq!(remind_demands(&world.database).await.unwrap(), 0);
        move_to(&world, "2026-12-01T09:00:00").await;
        assert_eq!(remind_demands(&world.database).await.unwrap(), 1);
        let association = world.as_(&world.first.association_person).await;
        assert_eq!(reminders(&association, &id).await[0]["year"], 2027);
    }

    async fn what_was_filed_again_or_taken_back_is_not_brought_to_mind(world: World) {
        move_to(&world, "2026-01-12T09:59:30").await;
        let association = world.as_(&world.first.association_person).await;
        let elsewhere = world.as_(&world.second.association_person).await;
        march(&association, 400, 1_000).await;
        let back = march(&elsewhere, 20, 50).await;
        step(&elsewhere, "withdrawRequest", &back, &json!({ "reason": "不需要了" })).await.assert_ok();
        let refused = march(&elsewhere, 20, 50).await;
        let coordinator = world.as_(&world.coordinator).await;
        let reason = json!({ "reason": "不属于公安职责" });
        step(&coordinator, "rejectRequest", &refused, &reason).await.assert_ok();
        file(&elsewhere, &json!({ "demand": { "firms": 3, "people": 9 } })).await;

        move_to(&world, "2026-12-20T09:00:00").await;
        let association = world.as_(&world.first.association_person).await;
        let next = march(&association, 450, 1_100).await;
        assert_eq!(demand(&association, &next).await["year"], 2027);
        move_to(&world, "2027-01-11T09:00:00").await;
        assert_eq!(remind_demands(&world.database).await.unwrap(), 0);
        // A year later, by what both years show.
        move_to(&world, "2028-01-10T09:00:00").await;
        assert_eq!(remind_demands(&world.database).await.unwrap(), 1);
        let association = world.as_(&world.first.association_person).await;
        let told = json!({ "year": 2028, "month": 3, "firms": 500, "people": 1_200 });
        assert_eq!(reminders(&association, &next).await, json!([told]));
    }
}
