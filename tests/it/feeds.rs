//! Calendar feeds: what the owner sees at that moment, at an address that answers nobody once it is
//! revoked.

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
use entity::Id;
use serde_json::{Value, json};

use crate::{
    on_both,
    support::{
        Client, World,
        world::{Person, credit_code},
    },
};

const FEED: &str = "calendarFeed { id name hint lastUsedAt revokedAt } url";

async fn create(client: &Client) -> (String, String) {
    let input = json!({ "name": "手机" });
    let made = client.change("createCalendarFeed", input, FEED).await;
    let id = made.text("/createCalendarFeed/calendarFeed/id");
    (id, made.text("/createCalendarFeed/url"))
}

async fn fetch(world: &World, url: &str, tag: Option<&str>) -> reqwest::Response {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut request = http.get(format!("{}{url}", world.base));
    if let Some(tag) = tag {
        request = request.header("If-None-Match", tag);
    }
    request.send().await.unwrap()
}

/// The lines of a calendar, unfolded.
async fn lines(world: &World, url: &str) -> Vec<String> {
    let answer = fetch(world, url, None).await;
    assert_eq!(answer.status(), 200);
    let text = answer.text().await.unwrap().replace("\r\n ", "");
    text.split("\r\n").map(str::to_owned).collect()
}

/// The lines of the event with this id.
fn event(lines: &[String], uid: &str) -> Option<Vec<String>> {
    let events = lines.split(|line| line == "BEGIN:VEVENT").skip(1);
    let is_it = |event: &&[String]| event.contains(&format!("UID:{uid}"));
    events.into_iter().find(is_it).map(<[String]>::to_vec)
}

async fn plan(client: &Client, firm: &str, at: chrono::DateTime<chrono::Utc>) -> String {
    let input = json!({
        "enterpriseId": firm, "kind": "VISIT", "happensAt": at.to_rfc3339(), "topics": ["用工", "消防"],
    });
    client.change("planVisit", input, "visit { id }").await.text("/planVisit/visit/id")
}

async fn cancel(client: &Client, visit: &str) {
    let input = json!({ "id": visit, "version": 1, "reason": "改期" });
    client.change("cancelVisit", input, "visit { id }").await.assert_ok();
}

/// Hands the first world's firm to the colleague.
async fn hand_over(world: &World) {
    let coordinator = world.as_(&world.coordinator).await;
    let input = json!({
        "enterpriseId": world.first.enterprise.to_string(),
        "toOfficerId": world.first.colleague_id.to_string(),
        "note": "调整",
    });
    coordinator.change("handOverEnterprise", input, "__typename").await.assert_ok();
}

async fn deactivate(world: &World, person: &Person) {
    let admin = world.as_(&world.admin).await;
    let input = json!({ "id": person.id.to_string() });
    admin.change("deactivateUser", input, "__typename").await.assert_ok();
}

on_both! {
    async fn a_calendar_holds_planned_visits_due_dates_and_moved_days(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.first.enterprise.to_string();
        let soon = world.clock.now() + TimeDelta::days(3);
        let (visit, other) = (plan(&officer, &firm, soon).await, plan(&officer, &firm, soon).await);
        cancel(&officer, &other).await;
        let far = world.clock.now() + TimeDelta::days(401);
        let too_far = plan(&officer, &firm, far).await;
        let request = world.requests_due(&world.first, 1, TimeDelta::days(2)).await[0].to_string();
        let (_, url) = create(&officer).await;

        let answer = fetch(&world, &url, None).await;
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "text/calendar; charset=utf-8");
        assert_eq!(header("cache-control"), "private, no-store");
        let lines = lines(&world, &url).await;
        assert!(lines.contains(&"REFRESH-INTERVAL;VALUE=DURATION:PT3600S".to_owned()), "{lines:#?}");

        let planned = event(&lines, &visit).unwrap();
        let has = |line: String| assert!(planned.contains(&line), "{line}: {planned:#?}");
        has(format!("DTSTART:{}", soon.format("%Y%m%dT%H%M%SZ")));
        has("SUMMARY:走访：甲珍珠有限公司".to_owned());
        has("STATUS:CONFIRMED".to_owned());
        has("SEQUENCE:1".to_owned());
        has("DESCRIPTION:用工、消防".to_owned());
        let cancelled = event(&lines, &other).unwrap();
        assert!(cancelled.contains(&"STATUS:CANCELLED".to_owned()), "{cancelled:#?}");
        assert!(cancelled.contains(&"SEQUENCE:2".to_owned()), "{cancelled:#?}");
        assert_eq!(event(&lines, &too_far), None);
        // What took place is no plan, and its findings are nobody's to read here.
        assert_eq!(event(&lines, &world.first.visit.to_string()), None);
        assert!(lines.iter().all(|line| !line.contains("走访所见")));

        let due = event(&lines, &request).unwrap();
        let day = wanqi::platform::clock::day_of(world.clock.now() + TimeDelta::days(2));
        assert!(due.contains(&format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d"))), "{due:#?}");
        assert!(due.iter().any(|line| line.starts_with("SUMMARY:办结时限 20")), "{due:#?}");
    }

    async fn moved_days_are_those_announced(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let new_year = NaiveDate::from_ymd_opt(world.clock.today().year() + 1, 1, 1).unwrap();
        let worked = new_year.iter_days().find(|day| day.weekday() == Weekday::Sat).unwrap();
        let off = worked + Days::new(2);
        let input = json!({ "years": [{
            "year": new_year.year(), "off": [off.to_string()], "work": [worked.to_string()],
        }] });
        coordinator.change("importCalendar", input, "__typename").await.assert_ok();
        let (_, url) = create(&coordinator).await;
        let lines = lines(&world, &url).await;
        for (day, words) in [(off, "放假"), (worked, "调休上班")] {
            let starts = format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d"));
            let mut events = lines.split(|line| line == "BEGIN:VEVENT");
            let event = events.find(|event| event.contains(&starts)).unwrap();
            assert!(event.contains(&format!("SUMMARY:{words}")), "{event:#?}");
        }
    }

    async fn a_hostile_name_ends_no_line(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let input = json!({
            "name": "A;B,C\\n\"D\"BEGIN:VEVENT", "creditCode": credit_code(88_000).as_str(),
            "townId": world.first.town.to_string(), "industry": "其他",
        });
        let firm = coordinator.change("createEnterprise", input, "enterprise { id }").await;
        let firm = firm.text("/createEnterprise/enterprise/id");
        let input = json!({ "enterpriseId": firm, "officerId": world.first.officer_id.to_string() });
        coordinator.change("assignEnterprise", input, "__typename").await.assert_ok();
        let officer = world.as_(&world.first.officer).await;
        let visit = plan(&officer, &firm, world.clock.now()).await;
        let (_, url) = create(&officer).await;
        let lines = lines(&world, &url).await;
        let planned = event(&lines, &visit).unwrap();
        let summary = r#"SUMMARY:走访：A\;B\,C\\n"D"BEGIN:VEVENT"#.to_owned();
        assert!(planned.contains(&summary), "{planned:#?}");
    }

    async fn a_firm_that_was_handed_over_disappears_at_once(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.first.enterprise.to_string();
        let visit = plan(&officer, &firm, world.clock.now() + TimeDelta::days(1)).await;
        let (_, url) = create(&officer).await;
        assert!(event(&lines(&world, &url).await, &visit).is_some());
        hand_over(&world).await;
        let after = lines(&world, &url).await;
        assert_eq!(event(&after, &visit), None);
        assert!(after.iter().all(|line| !line.contains("珍珠有限公司")));
    }

    async fn a_revoked_address_answers_nobody(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let (id, url) = create(&officer).await;
        let (_, other) = create(&officer).await;
        let revoke = async |client: &Client| {
            let input = json!({ "id": id });
            client.change("revokeCalendarFeed", input, "calendarFeed { revokedAt }").await
        };
        revoke(&world.as_(&world.first.colleague).await).await.assert_code("NOT_FOUND");
        revoke(&world.as_(&world.first.enterprise_person).await).await.assert_code("FORBIDDEN");
        assert_eq!(fetch(&world, &url, None).await.status(), 200);
        let first = revoke(&officer).await.text("/revokeCalendarFeed/calendarFeed/revokedAt");
        assert_eq!(fetch(&world, &url, None).await.status(), 404);
        assert_eq!(fetch(&world, &other, None).await.status(), 200);
        let again = revoke(&world.as_(&world.admin).await).await;
        assert_eq!(again.text("/revokeCalendarFeed/calendarFeed/revokedAt"), first);
        let nobody = [url.replace(".ics", "A.ics"), "/calendar/x.ics".to_owned(), "/calendar/%E6%97%A5.ics".to_owned()];
        for unknown in nobody {
            let answer = fetch(&world, &unknown, None).await;
            assert_eq!((answer.status().as_u16(), answer.text().await.unwrap()), (404, String::new()));
        }
    }

    async fn a_closed_account_and_a_change_of_role_close_the_calendar(world: World) {
        let (officer, chief) = (&world.first.officer, &world.first.chief);
        let (_, url) = create(&world.as_(officer).await).await;
        let (_, chiefs) = create(&world.as_(chief).await).await;
        deactivate(&world, officer).await;
        assert_eq!(fetch(&world, &url, None).await.status(), 404);
        let admin = world.as_(&world.admin).await;
        let home = json!({ "agencyId": world.first.agency.to_string() });
        let place = json!({ "role": "AUXILIARY", "home": home });
        let input = json!({ "id": chief.id.to_string(), "version": 1, "place": place });
        admin.change("updateUser", input, "__typename").await.assert_ok();
        assert_eq!(fetch(&world, &chiefs, None).await.status(), 404);
    }

    async fn only_who_goes_out_or_answers_has_a_calendar(world: World) {
        use entity::user::Role::*;
        for person in world.everybody() {
            let client = world.as_(person).await;
            let answer = client.change("createCalendarFeed", json!({ "name": "手机" }), FEED).await;
            match person.role {
                Officer | Chief | Coordinator | Leader | Partner => drop(answer.assert_ok()),
                Admin | Auxiliary | Association | Enterprise | Integrator => {
                    answer.assert_code("FORBIDDEN");
                }
            }
        }
    }

    async fn five_addresses_and_each_is_shown_once(world: World) {
        let chief = world.as_(&world.first.chief).await;
        let key = json!({ "name": "手机", "clientId": "5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4d" });
        let send = async || chief.change("createCalendarFeed", key.clone(), FEED).await.at("/createCalendarFeed");
        let (first, again) = (send().await, send().await);
        assert_eq!(first["calendarFeed"]["id"], again["calendarFeed"]["id"]);
        assert!(first["url"].is_string() && again["url"].is_null());
        let url = first["url"].as_str().unwrap();
        assert!(url["/calendar/".len()..].starts_with(first["calendarFeed"]["hint"].as_str().unwrap()));
        for _ in 0..4 {
            create(&chief).await;
        }
        let sixth = chief.change("createCalendarFeed", json!({ "name": "手机" }), FEED).await;
        sixth.assert_code("LIMIT_REACHED");
        let input = json!({ "id": first["calendarFeed"]["id"] });
        chief.change("revokeCalendarFeed", input, "__typename").await.assert_ok();
        create(&chief).await;
        let listed = chief.query("{ calendarFeeds { totalCount } }").await;
        assert_eq!(listed.at("/calendarFeeds/totalCount"), 6);
        let colleague = world.as_(&world.first.colleague).await;
        let listed = colleague.query("{ calendarFeeds { totalCount } }").await;
        assert_eq!(listed.at("/calendarFeeds/totalCount"), 0);
    }

    async fn a_calendar_that_stands_is_not_sent_twice_and_its_use_is_noted(world: World) {
        let officer = world.as_(&world.first.officer).await;
        plan(&officer, &world.first.enterprise.to_string(), world.clock.now()).await;
        let (id, url) = create(&officer).await;
        let used = async |client: &Client| {
            let query = "query($id: ID!) { node(id: $id) { ... on CalendarFeed { lastUsedAt } } }";
            client.ask(query, json!({ "id": id })).await.at("/node/lastUsedAt")
        };
        assert_eq!(used(&officer).await, Value::Null);
        let answer = fetch(&world, &url, None).await;
        let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
        assert_eq!(fetch(&world, &url, Some(&tag)).await.status(), 304);
        plan(&officer, &world.first.enterprise.to_string(), world.clock.now()).await;
        assert_eq!(fetch(&world, &url, Some(&tag)).await.status(), 200);
        let noted = used(&officer).await;
        assert!(noted.is_string());
        world.advance(TimeDelta::minutes(61)).await;
        fetch(&world, &url, None).await;
        assert_ne!(used(&world.as_(&world.first.officer).await).await, noted);
        let admin = world.as_(&world.admin).await;
        let query = "{ auditEvents(filter: { action: \"calendar_feed.use\" }) { totalCount } }";
        assert_eq!(admin.query(query).await.at("/auditEvents/totalCount"), 0);
    }

    async fn many_entries_take_as_many_statements_as_one(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.first.enterprise.to_string();
        plan(&officer, &firm, world.clock.now()).await;
        world.requests_due(&world.first, 1, TimeDelta::days(1)).await;
        let (_, url) = create(&officer).await;
        let count = async || {
            fetch(&world, &url, None).await;
            let before = world.database.statements();
            assert_eq!(fetch(&world, &url, None).await.status(), 200);
            world.database.statements() - before
        };
        let few = count().await;
        for _ in 0..9 {
            plan(&officer, &firm, world.clock.now()).await;
        }
        world.requests_due(&world.first, 30, TimeDelta::days(1)).await;
        assert_eq!(count().await, few);
        assert!(few <= 9, "{few}");
    }

    async fn a_feed_of_the_other_world_is_not_found(world: World) {
        let client = world.as_(&world.first.officer).await;
        for id in [world.second.feed, Id::from_uuid(uuid::Uuid::nil())] {
            let input = json!({ "id": id.to_string() });
            client.change("revokeCalendarFeed", input, "__typename").await.assert_code("NOT_FOUND");
        }
    }
}
