//! Task forces: who takes part, what members see while it lives, and how it ends.

use chrono::{Days, TimeDelta};
use serde_json::{Value, json};
use wanqi::features::requests::dissolve_expired;

use crate::{
    escalations::{in_progress, version},
    on_both,
    requests::{file, step},
    support::{Answer, Client, World},
};

/// Forms a task force of this request that the first partner agency leads.
pub async fn form(world: &World, client: &Client, request: &str, members: Value) -> Answer {
    let ends_on = world.clock.today().checked_add_days(Days::new(30)).unwrap();
    let input = json!({
        "requestId": request, "version": version(client, request).await,
        "name": "珍珠企业办证专班", "goal": "三月前办妥",
        "leadAgencyId": world.first.partner_agency.to_string(),
        "endsOn": ends_on.to_string(), "members": members,
    });
    client.change("formTaskForce", input, FORCE).await
}

const FORCE: &str = "taskForce { id version dissolvedAt members { nodes { id leftAt agency { name } officer { name } } } }";

async fn sees(client: &Client, request: &str) -> bool {
    let query = "query($id: ID!) { serviceRequest(id: $id) { id } }";
    client.ask(query, json!({ "id": request })).await.at("/serviceRequest") != Value::Null
}

on_both! {
    async fn members_see_the_request_while_the_task_force_lives(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let partner = world.as_(&world.first.partner).await;
        let elsewhere = world.as_(&world.second.officer).await;
        let request = in_progress(&world).await;
        for client in [&partner, &elsewhere] {
            assert!(!sees(client, &request).await);
        }
        let member = json!([{ "officerId": world.second.officer_id.to_string() }]);
        let formed = form(&world, &officer, &request, member).await;
        let id = formed.text("/formTaskForce/taskForce/id");
        for client in [&partner, &elsewhere] {
            assert!(sees(client, &request).await);
        }
        let minutes = json!({ "id": id, "minutes": "商定二月设机", "visibility": "SHARED" });
        elsewhere.change("addTaskForceMinutes", minutes, "taskForce { id }").await.assert_ok();
        // A member takes part; whoever handles the request moves it.
        step(&elsewhere, "askRequester", &request, &json!({ "question": "？" })).await.assert_code("FORBIDDEN");
        let firm = world.as_(&world.first.enterprise_person).await;
        let query = "query($id: ID!) { serviceRequest(id: $id) { timeline { nodes { step note } } } }";
        let told = firm.ask(query, json!({ "id": request })).await.at("/serviceRequest/timeline/nodes");
        assert!(told.to_string().contains("商定二月设机"), "{told}");

        let gone = json!({ "id": id, "version": 1, "note": "已办妥" });
        officer.change("dissolveTaskForce", gone.clone(), FORCE).await.assert_ok();
        for client in [&partner, &elsewhere] {
            assert!(!sees(client, &request).await);
        }
        officer.change("dissolveTaskForce", gone, FORCE).await.assert_code("CONFLICT");
    }

    async fn a_member_who_leaves_sees_it_no_more(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let elsewhere = world.as_(&world.second.officer).await;
        let request = in_progress(&world).await;
        let member = json!([{ "officerId": world.second.officer_id.to_string() }]);
        let formed = form(&world, &officer, &request, member).await;
        let id = formed.text("/formTaskForce/taskForce/id");
        let members = formed.at("/formTaskForce/taskForce/members/nodes");
        let theirs = members.as_array().unwrap().iter().find(|row| row["officer"] != Value::Null).unwrap();
        let change = json!({ "id": id, "version": 1, "removeMemberIds": [theirs["id"]] });
        officer.change("updateTaskForce", change.clone(), FORCE).await.assert_ok();
        assert!(!sees(&elsewhere, &request).await);
        officer.change("updateTaskForce", change, FORCE).await.assert_invalid("removeMemberIds");
        // Back again, as a new membership beside the old one.
        let back = json!({ "id": id, "version": 1, "goal": "提前办妥",
            "addMembers": [{ "officerId": world.second.officer_id.to_string() }] });
        let changed = officer.change("updateTaskForce", back, FORCE).await;
        assert_eq!(changed.at("/updateTaskForce/taskForce/members/nodes").as_array().unwrap().len(), 3);
        assert!(sees(&elsewhere, &request).await);
    }

    async fn the_agency_that_leads_stays_until_another_leads(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        let formed = form(&world, &officer, &request, json!([])).await;
        let id = formed.text("/formTaskForce/taskForce/id");
        let lead = formed.text("/formTaskForce/taskForce/members/nodes/0/id");
        let change = json!({ "id": id, "version": 1, "removeMemberIds": [lead] });
        officer.change("updateTaskForce", change.clone(), FORCE).await.assert_invalid("removeMemberIds");
        let mut handed_on = change;
        handed_on["leadAgencyId"] = json!(world.first.agency.to_string());
        officer.change("updateTaskForce", handed_on, FORCE).await.assert_ok();
        assert!(!sees(&world.as_(&world.first.partner).await, &request).await);
    }

    async fn a_request_has_one_task_force_at_a_time(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let request = in_progress(&world).await;
        let first = form(&world, &officer, &request, json!([])).await;
        form(&world, &officer, &request, json!([])).await.assert_code("ILLEGAL_STATE");
        let id = first.text("/formTaskForce/taskForce/id");
        officer.change("dissolveTaskForce", json!({ "id": id, "version": 1 }), FORCE).await.assert_ok();
        form(&world, &officer, &request, json!([])).await.assert_ok();
    }

    async fn a_task_force_ends_after_its_last_day_and_with_its_request(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let (first, second) = (in_progress(&world).await, in_progress(&world).await);
        form(&world, &officer, &first, json!([])).await.assert_ok();
        form(&world, &officer, &second, json!([])).await.assert_ok();
        step(&officer, "withdrawRequest", &second, &json!({})).await.assert_ok();
        let living = "{ taskForces(filter: { living: true }) { totalCount } }";
        assert_eq!(officer.query(living).await.at("/taskForces/totalCount"), 1);
        assert_eq!(dissolve_expired(&world.database).await.unwrap(), 0);
        world.advance(TimeDelta::days(31)).await;
        assert_eq!(dissolve_expired(&world.database).await.unwrap(), 1);
        assert_eq!(dissolve_expired(&world.database).await.unwrap(), 0);
        let officer = world.as_(&world.first.officer).await;
        assert_eq!(officer.query(living).await.at("/taskForces/totalCount"), 0);
    }

    async fn who_may_not_form_or_change_one(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let other = world.as_(&world.second.officer).await;
        let request = in_progress(&world).await;
        form(&world, &firm, &request, json!([])).await.assert_code("FORBIDDEN");
        form(&world, &other, &request, json!([])).await.assert_code("NOT_FOUND");
        let submitted = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        form(&world, &officer, &submitted, json!([])).await.assert_code("ILLEGAL_STATE");
        for members in [json!([{}]), json!([{ "agencyId": world.second.agency.to_string(), "officerId": world.first.officer_id.to_string() }])] {
            form(&world, &officer, &request, members).await.assert_invalid("members");
        }
        let formed = form(&world, &officer, &request, json!([])).await;
        let id = formed.text("/formTaskForce/taskForce/id");
        let change = json!({ "id": id, "version": 1, "name": "改名" });
        other.change("updateTaskForce", change.clone(), FORCE).await.assert_code("NOT_FOUND");
        firm.change("updateTaskForce", change.clone(), FORCE).await.assert_code("FORBIDDEN");
        let past = json!({ "id": id, "version": 1, "endsOn": "2020-01-01" });
        officer.change("updateTaskForce", past, FORCE).await.assert_invalid("endsOn");
        let lead = world.as_(&world.first.partner).await;
        lead.change("updateTaskForce", change, FORCE).await.assert_ok();
    }
}
