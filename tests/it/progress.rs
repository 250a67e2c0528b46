//! How a request stands, in plain words: what a shop owner reads, and what stays inside.

use serde_json::{Value, json};

use crate::{
    escalations::{decide, escalate, in_progress},
    on_both,
    requests::{file, step},
    support::{Client, World},
};

async fn progress(client: &Client, id: &str) -> Value {
    let query =
        "query($id: ID!) { serviceRequest(id: $id) { progress { now isRequestersTurn question
        requesterSteps bureauSteps steps { at words note isRequesters } } } }";
    client.ask(query, json!({ "id": id })).await.at("/serviceRequest/progress")
}

fn words(progress: &Value) -> Vec<&str> {
    let steps = progress["steps"].as_array().unwrap().iter();
    steps.map(|step| step["words"].as_str().unwrap()).collect()
}

async fn take(client: &Client, name: &str, id: &str, fields: Value) {
    step(client, name, id, &fields).await.assert_ok();
}

on_both! {
    async fn the_requester_reads_who_has_it_and_what_is_asked(world: World) {
        let firm = world.as_(&world.first.enterprise_person).await;
        let officer = world.as_(&world.first.officer).await;
        let id = file(&firm, &json!({})).await;
        let filed = progress(&firm, &id).await;
        assert_eq!(filed["now"], "甲派出所 has to accept it");
        assert_eq!((&filed["isRequestersTurn"], &filed["question"]), (&json!(false), &Value::Null));
        take(&officer, "acceptRequest", &id, json!({})).await;
        assert_eq!(progress(&firm, &id).await["now"], "甲派出所 has accepted it");
        take(&officer, "startRequest", &id, json!({})).await;
        take(&officer, "askRequester", &id, json!({ "question": "多少人？" })).await;
        take(&firm, "answerQuestion", &id, json!({ "answer": "十人" })).await;
        take(&officer, "askRequester", &id, json!({ "question": "哪几天？" })).await;
        let asked = progress(&firm, &id).await;
        assert_eq!(asked["now"], "The requester has to answer");
        assert_eq!((&asked["isRequestersTurn"], &asked["question"]), (&json!(true), &json!("哪几天？")));
        take(&firm, "answerQuestion", &id, json!({ "answer": "三月上旬" })).await;
        take(&officer, "resolveRequest", &id, json!({ "outcome": "DONE", "note": "办妥" })).await;
        let resolved = progress(&firm, &id).await;
        assert_eq!(resolved["now"], "The requester has to confirm");
        assert_eq!(resolved["question"], Value::Null);
        take(&firm, "confirmRequest", &id, json!({})).await;

        let closed = progress(&firm, &id).await;
        assert_eq!((&closed["now"], &closed["isRequestersTurn"]), (&json!("Done"), &json!(false)));
        assert_eq!(words(&closed), [
            "The request was filed",
            "Accepted by 甲派出所",
            "Work begun by 甲派出所",
            "More information is asked for",
            "The information was given",
            "More information is asked for",
            "The information was given",
            "Answered: please confirm the result",
            "Confirmed as done",
        ]);
        assert_eq!((&closed["requesterSteps"], &closed["bureauSteps"]), (&json!(4), &json!(5)));
        let steps = closed["steps"].as_array().unwrap();
        assert_eq!((&steps[4]["note"], &steps[4]["isRequesters"]), (&json!("十人"), &json!(true)));
        assert_eq!(steps[3]["isRequesters"], false);
        assert!(steps.is_sorted_by_key(|step| step["at"].as_str().unwrap().to_owned()));
        assert_eq!(progress(&officer, &id).await, closed, "the same for everybody");
    }

    async fn a_step_names_who_had_the_request_then(world: World) {
        let line = world.supervised().await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let coordinator = world.as_(&world.coordinator).await;
        let id = file(&firm, &json!({})).await;
        take(&coordinator, "acceptRequest", &id, json!({})).await;
        let elsewhere = json!({ "agencyId": line.below.agency.to_string() });
        take(&coordinator, "routeRequest", &id, elsewhere).await;
        let below = world.as_(&line.below.person).await;
        take(&below, "startRequest", &id, json!({})).await;
        let told = progress(&firm, &id).await;
        assert_eq!(words(&told), [
            "The request was filed",
            "Accepted by 甲派出所",
            "Passed on to 丙市劳动保障局",
            "Work begun by 丙市劳动保障局",
        ]);
        assert_eq!(told["now"], "In progress at 丙市劳动保障局");
    }

    async fn of_what_is_internal_only_the_steps_of_a_chain_are_told(world: World) {
        let line = world.guiding_line().await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let officer = world.as_(&world.first.officer).await;
        let id = in_progress(&world).await;
        let before = progress(&firm, &id).await;
        let secret = json!({ "id": id, "note": "内部研判", "visibility": "INTERNAL" });
        officer.change("addRequestNote", secret, "serviceRequest { id }").await.assert_ok();
        let fields = json!({
            "steps": [{ "agencyId": line.brigade.agency.to_string() }], "visibility": "INTERNAL",
        });
        let climbs = escalate(&officer, &id, &fields).await.text("/escalateRequest/escalation/id");
        for client in [&firm, &officer] {
            let told = progress(client, &id).await;
            let (now, steps) = (&told["now"], told["steps"].as_array().unwrap());
            assert_eq!(now, "诸暨市出入境管理大队 has to decide", "who has it is no secret");
            let (climbs, known) = steps.split_last().unwrap();
            assert_eq!(json!(known), before["steps"]);
            assert_eq!(climbs["words"], "Put before 诸暨市出入境管理大队 for approval");
            assert_eq!((&climbs["note"], &climbs["isRequesters"]), (&json!(""), &json!(false)));
        }
        // What is answered openly is told.
        let brigade = world.as_(&line.brigade.person).await;
        decide(&brigade, &climbs, "APPROVE", "同意").await.assert_ok();
        let told = progress(&firm, &id).await;
        assert_eq!(words(&told)[3..], [
            "Put before 诸暨市出入境管理大队 for approval",
            "Approved by 诸暨市出入境管理大队",
        ]);
        assert_eq!(progress(&officer, &id).await["steps"], told["steps"]);
    }

    async fn an_agency_above_reads_no_other_name_than_its_own(world: World) {
        let line = world.guiding_line().await;
        let firm = world.as_(&world.first.enterprise_person).await;
        let officer = world.as_(&world.first.officer).await;
        let id = in_progress(&world).await;
        let chain = json!({ "visibility": "SHARED", "steps": [
            { "agencyId": line.detachment.agency.to_string() },
            { "agencyId": line.corps.agency.to_string() },
        ] });
        let first = escalate(&officer, &id, &chain).await.text("/escalateRequest/escalation/id");
        assert_eq!(progress(&firm, &id).await["now"], "绍兴市出入境管理支队 has to decide");
        let detachment = world.as_(&line.detachment.person).await;
        decide(&detachment, &first, "RETURN", "请补充").await.assert_ok();
        assert_eq!(progress(&firm, &id).await["now"], "In progress at 甲派出所");
        let again = json!({ "id": first, "version": 2, "note": "附测算", "visibility": "SHARED" });
        officer.change("resubmitEscalation", again, "escalation { id }").await.assert_ok();
        decide(&detachment, &first, "APPROVE", "同意上报").await.assert_ok();
        let told = progress(&firm, &id).await;
        assert_eq!(told["now"], "省出入境管理总队 has to decide");
        assert_eq!(words(&told)[3..], [
            "Put before 绍兴市出入境管理支队 for approval",
            "绍兴市出入境管理支队 asks the handling agency for more",
            "Completed by the handling agency and put before 绍兴市出入境管理支队 again",
            "Approved by 绍兴市出入境管理支队",
            "Put before 省出入境管理总队 for approval",
        ]);
        let corps = world.as_(&line.corps.person).await;
        let seen = progress(&corps, &id).await;
        assert_eq!(words(&seen)[3..], [
            "Put before a higher agency for approval",
            "a higher agency asks the handling agency for more",
            "Completed by the handling agency and put before a higher agency again",
            "Approved by a higher agency",
            "Put before 省出入境管理总队 for approval",
        ]);
    }
}
