//! What the server does by itself: one beat does every job that is due, and the next beat nothing.

use chrono::TimeDelta;
use serde_json::{Value, json};
use wanqi::{features::attachments::Files, worker};

use crate::{
    on_both,
    requests::{file, step},
    support::World,
};

on_both! {
    async fn one_beat_does_every_job_that_is_due(world: World) {
        let files = Files::open(world.files.folder(), None).unwrap();
        let officer = world.as_(&world.first.officer).await;
        let id = file(&officer, &json!({ "enterpriseId": world.first.enterprise.to_string() })).await;
        for (name, fields) in [
            ("acceptRequest", json!({})),
            ("startRequest", json!({})),
            ("resolveRequest", json!({ "outcome": "DONE", "note": "已办妥" })),
        ] {
            step(&officer, name, &id, &fields).await.assert_ok();
        }
        let stands = async || {
            let query = "query($id: ID!) { serviceRequest(id: $id) { state version } }";
            let leader = world.as_(&world.leader).await;
            leader.ask(query, json!({ "id": id })).await.at("/serviceRequest")
        };
        worker::work(&world.database, &files).await;
        let resolved = stands().await;
        assert_eq!(resolved["state"], "RESOLVED", "nothing is due yet");
        world.advance(TimeDelta::days(7)).await;
        worker::work(&world.database, &files).await;
        let closed: Value = stands().await;
        assert_eq!(closed["state"], "CLOSED");
        worker::work(&world.database, &files).await;
        assert_eq!(stands().await, closed, "a beat repeats nothing");
    }
}
