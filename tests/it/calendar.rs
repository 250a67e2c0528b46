//! The working calendar: what a county begins with, who imports years, and what is refused.

use chrono::{Datelike, TimeDelta};
use entity::{
    office_hours::{OfficeHours, TimeOfDay, TimeSpan},
    user::Role,
};
use serde_json::{Value, json};
use wanqi::{
    features::calendar::{Hours, last_import, load_for},
    platform::actor::{Behalf, Origin},
};

use crate::{
    on_both,
    support::{Answer, Client, World},
};

/// A year as it could be announced: 2027-01-01 is a Friday.
fn next_year() -> Value {
    json!({
        "year": 2027,
        "off": ["2027-01-01", "2027-01-02", "2027-01-03"],
        "work": ["2027-01-09"],
    })
}

async fn import(client: &Client, years: Value, source: Option<&str>) -> Answer {
    let mut input = json!({ "years": years });
    if let Some(source) = source {
        input["source"] = source.into();
    }
    client.change("importCalendar", input, "calendarYears { year source version }").await
}

async fn days(client: &Client, from: &str, to: &str) -> Answer {
    let selection = "{ day isWorking kind isProvisional }";
    client.query(&format!("{{ workingDays(from: \"{from}\", to: \"{to}\") {selection} }}")).await
}

fn kinds(answer: &Answer) -> Vec<String> {
    let days = answer.at("/workingDays");
    let kinds = days.as_array().unwrap().iter();
    kinds.map(|day| day["kind"].as_str().unwrap().to_owned()).collect()
}

async fn years(client: &Client) -> Vec<i64> {
    let answer = client.query("{ calendarYears { year } }").await.at("/calendarYears");
    answer.as_array().unwrap().iter().map(|year| year["year"].as_i64().unwrap()).collect()
}

/// How many events the imports have left.
async fn events(world: &World) -> usize {
    let query = "{ auditEvents(first: 100, filter: { action: \"calendar_year.import\" }) { nodes { event } } }";
    let answer = world.as_(&world.leader).await.query(query).await.at("/auditEvents/nodes");
    answer.as_array().unwrap().len()
}

on_both! {
    async fn a_county_begins_with_four_years(world: World) {
        let officer = world.as_(&world.first.officer).await;
        assert_eq!(years(&officer).await, [2023, 2024, 2025, 2026]);
        let file: Value =
            serde_json::from_str(include_str!("../data/cn_calendar_2023_2026.json")).unwrap();
        for year in 2023..=2026 {
            let (from, to) = (format!("{year}-01-01"), format!("{year}-12-31"));
            let answer = days(&officer, &from, &to).await.at("/workingDays");
            let of_kind = |wanted: &str| -> Vec<Value> {
                let days = answer.as_array().unwrap().iter();
                days.filter(|day| day["kind"] == wanted).map(|day| day["day"].clone()).collect()
            };
            let announced = &file["years"][year.to_string()];
            assert_eq!(json!(of_kind("HOLIDAY")), announced["off"], "{year}");
            assert_eq!(json!(of_kind("MAKE_UP_DAY")), announced["work"], "{year}");
        }
    }

    async fn a_day_is_told_with_why(world: World) {
        let firm = world.as_(&world.first.enterprise_person).await;
        let answer = days(&firm, "2026-02-12", "2026-02-15").await;
        let day = |day: &str, is_working: bool, kind: &str| {
            json!({ "day": day, "isWorking": is_working, "kind": kind, "isProvisional": false })
        };
        assert_eq!(answer.at("/workingDays"), json!([
            day("2026-02-12", true, "WORKDAY"),
            day("2026-02-13", true, "WORKDAY"),
            day("2026-02-14", true, "MAKE_UP_DAY"),
            day("2026-02-15", false, "HOLIDAY"),
        ]));
        let answer = days(&firm, "2027-01-01", "2027-01-02").await;
        assert_eq!(kinds(&answer), ["WORKDAY", "WEEKEND"]);
        assert_eq!(answer.at("/workingDays/0/isProvisional"), true);
    }

    async fn days_are_listed_by_the_year_and_no_more(world: World) {
        let officer = world.as_(&world.first.officer).await;
        assert_eq!(kinds(&days(&officer, "2026-01-01", "2027-02-04").await).len(), 400);
        days(&officer, "2026-01-01", "2027-02-05").await.assert_invalid("to");
        days(&officer, "2026-01-02", "2026-01-01").await.assert_invalid("to");
        assert_eq!(kinds(&days(&officer, "2200-12-30", "2200-12-31").await).len(), 2);
    }

    async fn everybody_reads_the_calendar(world: World) {
        for person in world.everybody() {
            let client = world.as_(person).await;
            let days = days(&client, "2026-01-01", "2026-01-01").await;
            assert_eq!(kinds(&days).len(), 1, "{}", person.username);
            assert_eq!(years(&client).await.len(), 4, "{}", person.username);
        }
    }

    async fn an_import_replaces_a_year_whole(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let answer = import(&coordinator, json!([next_year()]), Some("国办发明电〔2026〕7号")).await;
        let year = json!({ "year": 2027, "source": "国办发明电〔2026〕7号", "version": 1 });
        assert_eq!(answer.at("/importCalendar/calendarYears/0"), year);
        let listed = days(&coordinator, "2027-01-01", "2027-01-09").await;
        assert_eq!(kinds(&listed), [
            "HOLIDAY", "HOLIDAY", "HOLIDAY", "WORKDAY", "WORKDAY", "WORKDAY", "WORKDAY", "WORKDAY",
            "MAKE_UP_DAY",
        ]);
        let other = json!([{ "year": 2027, "off": ["2027-01-01", "2027-01-09"], "work": ["2027-01-02"] }]);
        let admin = world.as_(&world.admin).await;
        let answer = import(&admin, other, None).await;
        let year = json!({ "year": 2027, "source": null, "version": 2 });
        assert_eq!(answer.at("/importCalendar/calendarYears/0"), year);
        let listed = days(&coordinator, "2027-01-01", "2027-01-09").await;
        assert_eq!(kinds(&listed), [
            "HOLIDAY", "MAKE_UP_DAY", "WEEKEND", "WORKDAY", "WORKDAY", "WORKDAY", "WORKDAY", "WORKDAY",
            "HOLIDAY",
        ]);
        assert_eq!(years(&coordinator).await, [2023, 2024, 2025, 2026, 2027]);
    }

    async fn the_same_import_again_changes_nothing(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let first = import(&coordinator, json!([next_year()]), Some("一")).await;
        first.assert_ok();
        let left = events(&world).await;
        assert_eq!(left, 5, "a year and its four days");
        for source in [Some("一"), None] {
            let again = import(&coordinator, json!([next_year()]), source).await;
            assert_eq!(again.body, first.body);
        }
        assert_eq!(events(&world).await, left);
    }

    async fn one_wrong_year_keeps_all_out(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let with = async |wrong: Value| import(&coordinator, json!([next_year(), wrong]), None).await;
        let year = |year: i32, off: Value, work: Value| json!({ "year": year, "off": off, "work": work });
        let crowded = vec!["2028-01-01"; 61];
        for (wrong, field) in [
            (next_year(), "years.1.year"),
            (year(1999, json!(["1999-01-01"]), json!([])), "years.1.year"),
            (year(2101, json!(["2101-01-01"]), json!([])), "years.1.year"),
            (year(2028, json!(["2029-01-01"]), json!([])), "years.1.off"),
            (year(2028, json!([]), json!([])), "years.1.off"),
            (year(2028, json!(crowded), json!([])), "years.1.off"),
            (year(2028, json!(["2028-01-01"]), json!(["2028-01-03"])), "years.1.work"),
            (year(2028, json!(["2028-01-01"]), json!(["2028-01-01"])), "years.1.work"),
            (year(2028, json!(["2028-01-01"]), json!(["2029-01-06"])), "years.1.work"),
        ] {
            with(wrong).await.assert_invalid(field);
        }
        import(&coordinator, json!([]), None).await.assert_invalid("years");
        import(&coordinator, json!(vec![next_year(); 11]), None).await.assert_invalid("years");
        import(&coordinator, json!([next_year()]), Some(" ")).await.assert_invalid("source");
        assert_eq!(years(&coordinator).await, [2023, 2024, 2025, 2026]);
    }

    async fn only_the_liaison_office_and_the_system_duty_import(world: World) {
        for person in world.everybody() {
            let client = world.as_(person).await;
            let answer = import(&client, json!([next_year()]), None).await;
            if [Role::Admin, Role::Coordinator].contains(&person.role) {
                answer.assert_ok();
            } else {
                answer.assert_code("FORBIDDEN");
            }
        }
    }

    async fn of_imports_at_once_one_wins_whole(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let shifted = |day: u32| {
            let off: Vec<_> = (day..day + 5).map(|day| format!("2027-03-{day:02}")).collect();
            json!([{ "year": 2027, "off": off, "work": [] }])
        };
        let imports = (1..=6).map(|place| import(&coordinator, shifted(place * 3), None));
        for answer in futures_util::future::join_all(imports).await {
            answer.assert_ok();
        }
        let listed = kinds(&days(&coordinator, "2027-03-01", "2027-03-31").await);
        let off: Vec<_> = (1..).zip(listed).filter(|(_, kind)| kind == "HOLIDAY").collect();
        assert_eq!(off.len(), 5);
        let first = off[0].0;
        assert!(first % 3 == 0 && off[4].0 == first + 4, "{off:?}");
    }

    async fn a_calendar_is_loaded_in_two_statements_and_knows_its_gaps(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let later = json!([{ "year": 2029, "off": ["2029-01-01"], "work": [] }]);
        import(&coordinator, later, None).await.assert_ok();
        let db = world.database.on_behalf_of(Behalf::System("a test"), Origin::default());
        let time = |text| TimeOfDay::parse(text).unwrap();
        let span = TimeSpan { from: time("09:00"), to: time("17:00") };
        let hours = Hours::Office(OfficeHours::new(vec![span]).unwrap());
        let start = "2026-12-31T02:00:00Z".parse().unwrap();
        let before = world.database.statements();
        let calendar = load_for(&db, hours, start).await.unwrap();
        assert_eq!(world.database.statements() - before, 2);
        assert!(!calendar.add_working_days(start, 0).provisional);
        assert!(calendar.add_working_days(start, 1).provisional);
        let later = "2029-01-01T02:00:00Z".parse().unwrap();
        let due = calendar.add_working_days(later, 0);
        assert_eq!((due.at.day(), due.provisional), (2, false));
    }

    async fn the_last_import_is_known(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let db = world.database.on_behalf_of(Behalf::System("a test"), Origin::default());
        assert_eq!(last_import(&db).await.unwrap(), None);
        import(&coordinator, json!([next_year()]), None).await.assert_ok();
        let imported = last_import(&db).await.unwrap();
        assert!(imported.is_some());
        world.clock.advance(TimeDelta::minutes(1));
        import(&coordinator, json!([next_year()]), None).await.assert_ok();
        assert_eq!(last_import(&db).await.unwrap(), imported);
    }

    async fn a_year_is_found_by_its_id(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let id = officer.query("{ calendarYears { id } }").await.text("/calendarYears/3/id");
        let query = "query($id: ID!) { node(id: $id) { ... on CalendarYear { year } } }";
        let answer = officer.ask(query, json!({ "id": id })).await;
        assert_eq!(answer.at("/node/year"), 2026);
    }
}
