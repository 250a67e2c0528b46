//! Deadlines: when a request is due, why, what moves the date, and who sets the targets. The clock
//! is set to days of the loaded calendar.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use wanqi::features::requests::reckon_provisional;

use crate::{
    escalations::escalate,
    on_both,
    requests::{file, step},
    support::{Answer, Client, World},
};

/// Sets the server's clock. Seconds are left to spare, so that the minutes of a test are whole.
pub async fn move_to(world: &World, at: &str) {
    let at: DateTime<Utc> = format!("{at}+08:00").parse().unwrap();
    world.advance(at - world.clock.now()).await;
}

/// The minute of an instant, where the clocks of the county hang.
pub fn minute(at: &Value) -> String {
    let at: DateTime<Utc> = at.as_str().unwrap_or_else(|| panic!("{at}")).parse().unwrap();
    let shanghai = chrono::FixedOffset::east_opt(8 * 3600).unwrap();
    at.with_timezone(&shanghai).format("%m-%d %H:%M").to_string()
}

async fn due(client: &Client, id: &str) -> Value {
    let query =
        "query($id: ID!) { serviceRequest(id: $id) { dueAt dueKind isDueProvisional isOverdue
        dueExplanation { dueAt isProvisional days { day minutes } }
        pauses { nodes { fromAt toAt } } } }";
    client.ask(query, json!({ "id": id })).await.at("/serviceRequest")
}

/// The minute that a request is due, after it was checked that the days which were counted explain
/// it: so many minutes in all.
async fn due_after(client: &Client, id: &str, minutes: u64) -> String {
    let due = due(client, id).await;
    let days = due["dueExplanation"]["days"].as_array().unwrap_or_else(|| panic!("{due:#}"));
    assert_eq!(due["dueExplanation"]["dueAt"], due["dueAt"]);
    assert_eq!(days.iter().map(|day| day["minutes"].as_u64().unwrap()).sum::<u64>(), minutes);
    let mut named: Vec<_> = days.iter().map(|day| day["day"].as_str().unwrap()).collect();
    let count = named.len();
    named.dedup();
    assert_eq!(named.len(), count, "each day is named once");
    minute(&due["dueAt"])
}

fn of_first(world: &World) -> Value {
    json!({ "enterpriseId": world.first.enterprise.to_string() })
}

async fn take(client: &Client, name: &str, id: &str, fields: Value) {
    step(client, name, id, &fields).await.assert_ok();
}

/// A request of the first firm that its officer took and began at this time.
async fn begun(world: &World, at: &str) -> String {
    move_to(world, at).await;
    let officer = world.as_(&world.first.officer).await;
    let id = file(&officer, &of_first(world)).await;
    take(&officer, "acceptRequest", &id, json!({})).await;
    take(&officer, "startRequest", &id, json!({})).await;
    id
}

async fn set_target(client: &Client, version: i32, hours: i32, days: i32) -> Answer {
    let input = json!({
        "category": "PERMIT", "priority": "NORMAL", "version": version,
        "acceptHours": hours, "resolveDays": days,
    });
    let selection = "deadlineTarget { version acceptHours resolveDays }";
    client.change("saveDeadlineTarget", input, selection).await
}

/// Next year, its first three days off.
async fn import_next_year(world: &World) {
    let years = json!({ "years": [{
        "year": 2027, "off": ["2027-01-01", "2027-01-02", "2027-01-03"], "work": [],
    }] });
    let coordinator = world.as_(&world.coordinator).await;
    coordinator.change("importCalendar", years, "calendarYears { year }").await.assert_ok();
}

on_both! {
    async fn a_request_is_to_be_taken_in_working_hours_over_a_holiday(world: World) {
        move_to(&world, "2026-09-30T09:59:30").await;
        let officer = world.as_(&world.first.officer).await;
        let id = file(&officer, &of_first(&world)).await;
        assert_eq!(due_after(&officer, &id, 14 * 60).await, "10-09 09:59");
        let due = due(&officer, &id).await;
        assert_eq!(due["dueKind"], "ACCEPT");
        assert_eq!(due["isDueProvisional"], false);
        assert_eq!(due["isOverdue"], false);
        assert_eq!(due["dueExplanation"]["days"], json!([
            { "day": "2026-09-30", "minutes": 330 },
            { "day": "2026-10-08", "minutes": 420 },
            { "day": "2026-10-09", "minutes": 90 },
        ]));
    }

    async fn a_police_station_takes_requests_around_the_clock(world: World) {
        let station = world.station_in(world.first.town).await;
        move_to(&world, "2026-09-30T12:59:30").await;
        let association = world.as_(&world.first.association_person).await;
        let coordinator = world.as_(&world.coordinator).await;
        let id = file(&association, &json!({})).await;
        assert_eq!(due_after(&association, &id, 14 * 60).await, "10-01 02:59");
        // What it is sent to works in office hours: the date is another one.
        let elsewhere = json!({ "agencyId": world.first.agency.to_string() });
        take(&coordinator, "routeRequest", &id, elsewhere).await;
        assert_eq!(due_after(&association, &id, 14 * 60).await, "10-09 12:00");
        take(&coordinator, "routeRequest", &id, json!({ "agencyId": station.to_string() })).await;
        assert_eq!(due_after(&association, &id, 14 * 60).await, "10-01 02:59");
        // The answer is counted in working days there as everywhere.
        move_to(&world, "2026-09-30T13:59:30").await;
        let coordinator = world.as_(&world.coordinator).await;
        take(&coordinator, "acceptRequest", &id, json!({})).await;
        assert_eq!(due_after(&coordinator, &id, 10 * 420).await, "10-20 12:00");
    }

    async fn an_answer_is_due_in_working_days_and_a_question_stops_the_clock(world: World) {
        let id = begun(&world, "2026-10-08T09:59:30").await;
        let officer = world.as_(&world.first.officer).await;
        // The Saturday after the holiday is worked.
        assert_eq!(due_after(&officer, &id, 10 * 420).await, "10-21 09:59");
        assert_eq!(due(&officer, &id).await["dueKind"], "RESOLVE");

        move_to(&world, "2026-10-09T10:59:45").await;
        let officer = world.as_(&world.first.officer).await;
        take(&officer, "askRequester", &id, json!({ "question": "多少人？" })).await;
        let waits = due(&officer, &id).await;
        assert_eq!((&waits["dueAt"], &waits["dueExplanation"]), (&Value::Null, &Value::Null));
        assert_eq!(waits["pauses"]["nodes"][0]["toAt"], Value::Null);

        move_to(&world, "2026-10-12T09:59:30").await;
        let firm = world.as_(&world.first.enterprise_person).await;
        take(&firm, "answerQuestion", &id, json!({ "answer": "千余人" })).await;
        // It took an hour and an afternoon, a worked Saturday and an hour and a half.
        assert_eq!(due_after(&firm, &id, 10 * 420).await, "10-23 08:59");
        let waited = due(&firm, &id).await;
        assert_eq!(waited["pauses"]["nodes"].as_array().unwrap().len(), 1);
        let days = waited["dueExplanation"]["days"].as_array().unwrap();
        assert_eq!(days[1], json!({ "day": "2026-10-09", "minutes": 150 }));
        assert_eq!(days[2]["day"], "2026-10-12");
    }

    async fn nothing_is_due_of_what_is_answered_until_it_comes_back(world: World) {
        let id = begun(&world, "2026-10-08T09:59:30").await;
        let officer = world.as_(&world.first.officer).await;
        take(&officer, "resolveRequest", &id, json!({ "outcome": "DONE", "note": "办妥" })).await;
        let answered = due(&officer, &id).await;
        for field in ["dueAt", "dueKind", "dueExplanation"] {
            assert_eq!(answered[field], Value::Null, "{field}");
        }
        move_to(&world, "2026-10-12T09:59:30").await;
        let firm = world.as_(&world.first.enterprise_person).await;
        take(&firm, "reopenRequest", &id, json!({ "reason": "没有办妥" })).await;
        assert_eq!(due_after(&firm, &id, 10 * 420).await, "10-26 09:59");
        take(&firm, "withdrawRequest", &id, json!({ "reason": "不需要了" })).await;
        assert_eq!(due(&firm, &id).await["dueAt"], Value::Null);
    }

    async fn an_explanation_is_of_the_date_that_stands(world: World) {
        let id = begun(&world, "2026-10-08T09:59:30").await;
        let coordinator = world.as_(&world.coordinator).await;
        let before = due(&coordinator, &id).await;
        let longer = json!({ "version": 1, "officeHours": [{ "from": "08:00", "to": "18:00" }] });
        let changed = coordinator
            .change("updateProgrammeSettings", longer, "programmeSettings { version }")
            .await;
        changed.assert_ok();
        let after = due(&coordinator, &id).await;
        assert_eq!(after["dueAt"], before["dueAt"], "what runs keeps its time");
        assert_eq!(after["dueExplanation"], Value::Null);
    }

    async fn a_date_in_a_year_that_is_not_announced_moves_with_its_calendar(world: World) {
        let line = world.guiding_line().await;
        let id = begun(&world, "2026-12-28T09:59:30").await;
        let officer = world.as_(&world.first.officer).await;
        let steps = json!({ "steps": [{ "agencyId": line.brigade.agency.to_string(), "days": 5 }] });
        escalate(&officer, &id, &steps).await.assert_ok();
        let climbs = async || {
            let query = "query($id: ID!) { escalations(filter: { request: $id }) { nodes {
                dueAt isDueProvisional } } }";
            let officer = world.as_(&world.first.officer).await;
            let step = officer.ask(query, json!({ "id": id })).await.at("/escalations/nodes/0");
            (minute(&step["dueAt"]), step["isDueProvisional"].clone())
        };
        assert_eq!(due_after(&officer, &id, 10 * 420).await, "01-11 09:59");
        assert_eq!(due(&officer, &id).await["isDueProvisional"], true);
        assert_eq!(climbs().await, ("01-04 17:30".to_owned(), json!(true)));
        assert_eq!(reckon_provisional(&world.database).await.unwrap(), 0, "nothing was announced");

        move_to(&world, "2026-12-29T09:59:30").await;
        import_next_year(&world).await;
        let runs = (0..3).map(|_| reckon_provisional(&world.database));
        let reckoned: u64 = futures_util::future::try_join_all(runs).await.unwrap().iter().sum();
        assert_eq!(reckoned, 2, "the request and its step, once");
        assert_eq!(reckon_provisional(&world.database).await.unwrap(), 0);
        let officer = world.as_(&world.first.officer).await;
        assert_eq!(due_after(&officer, &id, 10 * 420).await, "01-12 09:59");
        assert_eq!(due(&officer, &id).await["isDueProvisional"], false);
        assert_eq!(climbs().await, ("01-05 17:30".to_owned(), json!(false)));
    }

    async fn what_was_computed_while_a_calendar_came_in_is_computed_again(world: World) {
        // The filing had read the calendar before the import was committed, and wrote after it.
        move_to(&world, "2026-12-29T10:00:00").await;
        let officer = world.as_(&world.first.officer).await;
        let id = file(&officer, &of_first(&world)).await;
        for name in ["acceptRequest", "startRequest"] {
            take(&officer, name, &id, json!({})).await;
        }
        assert_eq!(due(&officer, &id).await["isDueProvisional"], true);
        move_to(&world, "2026-12-29T09:59:30").await;
        import_next_year(&world).await;
        move_to(&world, "2026-12-29T10:01:30").await;
        assert_eq!(reckon_provisional(&world.database).await.unwrap(), 1);
        let officer = world.as_(&world.first.officer).await;
        assert_eq!(due(&officer, &id).await["isDueProvisional"], false);
        assert_eq!(reckon_provisional(&world.database).await.unwrap(), 0);
    }

    async fn a_target_holds_for_what_is_filed_from_then_on(world: World) {
        move_to(&world, "2026-10-12T09:59:30").await;
        let officer = world.as_(&world.first.officer).await;
        let coordinator = world.as_(&world.coordinator).await;
        let before = file(&officer, &of_first(&world)).await;
        let saved = set_target(&coordinator, 1, 7, 1).await;
        assert_eq!(
            saved.at("/saveDeadlineTarget/deadlineTarget"),
            json!({ "version": 2, "acceptHours": 7, "resolveDays": 1 })
        );
        let after = file(&officer, &of_first(&world)).await;
        assert_eq!(due_after(&officer, &before, 14 * 60).await, "10-14 09:59");
        assert_eq!(due_after(&officer, &after, 7 * 60).await, "10-13 09:59");
        // A question of a running term does not give it another time.
        for name in ["acceptRequest", "startRequest"] {
            take(&officer, name, &after, json!({})).await;
        }
        set_target(&coordinator, 2, 7, 100).await.assert_ok();
        take(&officer, "askRequester", &after, json!({ "question": "多少人？" })).await;
        take(&officer, "answerQuestion", &after, json!({ "answer": "十人" })).await;
        due_after(&officer, &after, 420).await;
        let query = "{ deadlineTargets { category priority acceptHours resolveDays version } }";
        let firm = world.as_(&world.first.enterprise_person).await;
        let targets = firm.query(query).await.at("/deadlineTargets");
        assert_eq!(targets.as_array().unwrap().len(), 21);
        assert!(targets.as_array().unwrap().iter().any(|target| target["resolveDays"] == 100));
    }

    async fn who_may_not_set_a_target_and_what_is_none(world: World) {
        for person in world.everybody() {
            let may = [&world.coordinator.username, &world.admin.username];
            if !may.contains(&&person.username) {
                set_target(&world.as_(person).await, 1, 7, 1).await.assert_code("FORBIDDEN");
            }
        }
        let admin = world.as_(&world.admin).await;
        for (hours, days, field) in [
            (0, 1, "acceptHours"),
            (2_001, 1, "acceptHours"),
            (i32::MIN, 1, "acceptHours"),
            (1, 0, "resolveDays"),
            (1, 251, "resolveDays"),
        ] {
            set_target(&admin, 1, hours, days).await.assert_invalid(field);
        }
        set_target(&admin, 1, 2_000, 250).await.assert_ok();
        set_target(&admin, 1, 7, 1).await.assert_code("CONFLICT");
    }
}
