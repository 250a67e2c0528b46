//! The programme's settings: who changes them, and what is refused.

use serde_json::{Value, json};

use crate::{
    on_both,
    support::{Answer, Client, World},
};

async fn change(client: &Client, input: Value) -> Answer {
    client.change("updateProgrammeSettings", input, "programmeSettings { version }").await
}

on_both! {
    async fn limits_that_cross_are_refused(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let crossed = json!({ "version": 1, "caseloadLower": 3, "caseloadUpper": 2 });
        change(&coordinator, crossed).await.assert_invalid("caseloadUpper");
    }

    async fn a_county_begins_with_the_usual_hours_and_terms(world: World) {
        let everything = "officeHours { from to } demandReminderMonths dueSoonHours escalationDays";
        let officer = world.as_(&world.first.officer).await;
        let answer = officer.query(&format!("{{ programmeSettings {{ {everything} }} }}")).await;
        assert_eq!(answer.at("/programmeSettings"), json!({
            "officeHours": [{ "from": "08:30", "to": "12:00" }, { "from": "14:00", "to": "17:30" }],
            "demandReminderMonths": 2, "dueSoonHours": 24, "escalationDays": 5,
        }));
    }

    async fn what_is_changed_holds_and_the_rest_stays(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let hours = json!([{ "from": "09:00", "to": "24:00" }]);
        let input = json!({ "version": 1, "officeHours": hours, "escalationDays": 7 });
        change(&coordinator, input).await.assert_ok();
        let selection = "officeHours { from to } escalationDays dueSoonHours caseloadUpper version";
        let leader = world.as_(&world.leader).await;
        let answer = leader.query(&format!("{{ programmeSettings {{ {selection} }} }}")).await;
        assert_eq!(answer.at("/programmeSettings"), json!({
            "officeHours": hours, "escalationDays": 7, "dueSoonHours": 24, "caseloadUpper": 10,
            "version": 2,
        }));
    }

    async fn the_same_settings_again_change_nothing(world: World) {
        let admin = world.as_(&world.admin).await;
        let hours = json!([{ "from": "08:30", "to": "12:00" }, { "from": "14:00", "to": "17:30" }]);
        let same = change(&admin, json!({ "version": 1, "officeHours": hours })).await;
        assert_eq!(same.at("/updateProgrammeSettings/programmeSettings/version"), 1);
    }

    async fn what_cannot_be_is_refused_by_its_name(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        for (field, bad) in [
            ("demandReminderMonths", [0, 13]),
            ("dueSoonHours", [0, 721]),
            ("escalationDays", [-1, 61]),
        ] {
            for bad in bad {
                let mut input = json!({ "version": 1 });
                input[field] = bad.into();
                change(&coordinator, input).await.assert_invalid(field);
            }
        }
        for (field, hours) in [
            ("officeHours", json!([])),
            ("officeHours", json!(vec![json!({ "from": "08:00", "to": "09:00" }); 7])),
            ("officeHours.0.from", json!([{ "from": "8:30", "to": "12:00" }])),
            ("officeHours.0.to", json!([{ "from": "08:30", "to": "24:01" }])),
            ("officeHours.0", json!([{ "from": "12:00", "to": "08:30" }])),
            ("officeHours.1", json!([{ "from": "08:30", "to": "12:00" }, { "from": "11:00", "to": "17:30" }])),
        ] {
            let input = json!({ "version": 1, "officeHours": hours });
            change(&coordinator, input).await.assert_invalid(field);
        }
    }

    async fn a_stale_version_is_refused(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let input = json!({ "version": 1, "caseloadLower": 0, "caseloadUpper": 1 });
        change(&coordinator, input.clone()).await.assert_ok();
        change(&coordinator, input).await.assert_code("CONFLICT");
    }

    async fn an_officer_changes_no_settings(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let refused = change(&officer, json!({ "version": 1, "caseloadUpper": 5 })).await;
        refused.assert_code("FORBIDDEN");
    }
}
