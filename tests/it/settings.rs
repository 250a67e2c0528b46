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
