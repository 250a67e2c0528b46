//! Sign-in, sessions, and the people who have an account.

use chrono::TimeDelta;
use serde_json::json;

use crate::{
    on_both,
    support::{World, world::PASSWORD},
};

const ME: &str = "{ viewer { user { username role } } }";

on_both! {
    async fn nobody_reads_without_signing_in(world: World) {
        world.anonymous().query(ME).await.assert_code("UNAUTHENTICATED");
        world.anonymous().query("{ towns { name } }").await.assert_code("UNAUTHENTICATED");
    }

    async fn everybody_signs_in_and_is_told_who_they_are(world: World) {
        for person in world.everybody() {
            let answer = world.as_(person).await.query(ME).await;
            assert_eq!(answer.text("/viewer/user/username"), person.username);
        }
    }

    async fn an_unknown_user_reads_like_a_wrong_password(world: World) {
        let unknown = world.sign_in("nobody", PASSWORD).await;
        let wrong = world.sign_in("admin", "not the password").await;
        assert_eq!(unknown.body, wrong.body);
        wrong.assert_code("UNAUTHENTICATED");
    }

    async fn an_access_token_ends_after_ten_minutes(world: World) {
        let client = world.as_(&world.leader).await;
        client.query(ME).await.assert_ok();
        world.clock.advance(TimeDelta::minutes(10));
        client.query(ME).await.assert_code("UNAUTHENTICATED");
    }

    async fn a_refresh_token_rotates_and_its_reuse_ends_the_session(world: World) {
        let first = world.sign_in("leader", PASSWORD).await.text("/login/refreshToken");
        let refresh = async |token: &str| {
            let input = json!({ "refreshToken": token });
            world.anonymous().change("refreshSession", input, "accessToken refreshToken").await
        };
        let second = refresh(&first).await.text("/refreshSession/refreshToken");
        let repeated = refresh(&first).await.text("/refreshSession/refreshToken");
        assert_eq!(repeated, second, "a lost answer is given again");

        let answer = refresh(&second).await;
        let third = answer.text("/refreshSession/refreshToken");
        let client = world.anonymous().with_token(&answer.text("/refreshSession/accessToken"));
        client.query(ME).await.assert_ok();
        refresh(&first).await.assert_code("UNAUTHENTICATED");
        refresh(&third).await.assert_code("UNAUTHENTICATED");
        world.clock.advance(TimeDelta::seconds(1));
        client.query(ME).await.assert_code("UNAUTHENTICATED");
    }

    async fn the_last_refresh_token_is_repeated_for_thirty_seconds_only(world: World) {
        let first = world.sign_in("leader", PASSWORD).await.text("/login/refreshToken");
        let input = json!({ "refreshToken": first });
        let refresh = async || world.anonymous().change("refreshSession", input.clone(), "accessToken").await;
        refresh().await.assert_ok();
        world.clock.advance(TimeDelta::seconds(31));
        refresh().await.assert_code("UNAUTHENTICATED");
    }

    async fn signing_out_ends_the_session_within_a_second(world: World) {
        let client = world.as_(&world.leader).await;
        client.query("mutation { logout { session { endedAt } } }").await.assert_ok();
        world.clock.advance(TimeDelta::seconds(1));
        client.query(ME).await.assert_code("UNAUTHENTICATED");
    }

    async fn a_new_password_ends_the_other_sessions(world: World) {
        let token = world.sign_in("leader", PASSWORD).await.text("/login/accessToken");
        let other = world.anonymous().with_token(&token);
        let client = world.as_(&world.leader).await;
        let change = async |present: &str, new: &str| {
            let input = json!({ "presentPassword": present, "newPassword": new });
            client.change("changePassword", input, "viewer { sessionId }").await
        };
        change("wrong", "another long secret").await.assert_invalid("presentPassword");
        change(PASSWORD, "short").await.assert_invalid("newPassword");
        change(PASSWORD, "another long secret").await.assert_ok();
        world.clock.advance(TimeDelta::seconds(1));
        other.query(ME).await.assert_code("UNAUTHENTICATED");
        client.query(ME).await.assert_ok();
        world.sign_in("leader", "another long secret").await.assert_ok();
    }

    async fn a_change_of_role_holds_within_a_second(world: World) {
        let client = world.as_(&world.coordinator).await;
        let firms = "{ enterprises { totalCount } }";
        assert!(client.query(firms).await.at("/enterprises/totalCount").as_u64().unwrap() > 0);
        let place = json!({
            "role": "PARTNER", "home": { "agencyId": world.first.agency.to_string() },
        });
        let input = json!({ "id": world.coordinator.id.to_string(), "version": 1, "place": place });
        let admin = world.as_(&world.admin).await;
        admin.change("updateUser", input, "user { role }").await.assert_ok();
        world.clock.advance(TimeDelta::seconds(1));
        assert_eq!(client.query(firms).await.at("/enterprises/totalCount"), 0);
    }

    async fn a_deactivated_user_is_out_within_a_second(world: World) {
        let client = world.as_(&world.leader).await;
        client.query(ME).await.assert_ok();
        let input = json!({ "id": world.leader.id.to_string() });
        let admin = world.as_(&world.admin).await;
        admin.change("deactivateUser", input, "user { state }").await.assert_ok();
        world.clock.advance(TimeDelta::seconds(1));
        client.query(ME).await.assert_code("UNAUTHENTICATED");
        world.sign_in("leader", PASSWORD).await.assert_code("UNAUTHENTICATED");
    }

    async fn a_password_is_reset_by_the_administrator_of_security(world: World) {
        let input = json!({ "id": world.leader.id.to_string(), "password": "another long secret" });
        let admin = world.as_(&world.admin).await;
        admin.change("resetPassword", input.clone(), "user { id }").await.assert_ok();
        world.sign_in("leader", "another long secret").await.assert_ok();
        let coordinator = world.as_(&world.coordinator).await;
        coordinator.change("resetPassword", input, "user { id }").await.assert_code("FORBIDDEN");
    }

    async fn a_user_is_made_with_the_home_that_fits_the_role(world: World) {
        let admin = world.as_(&world.admin).await;
        let create = async |username: &str, role: &str, home: serde_json::Value| {
            let input = json!({
                "username": username, "name": "新用户", "password": "a first long secret",
                "role": role, "home": home,
            });
            admin.change("createUser", input, "user { username role }").await
        };
        let agency = json!({ "agencyId": world.first.agency.to_string() });
        let association = json!({ "associationId": world.first.association.to_string() });
        create("new.leader", "LEADER", agency.clone()).await.assert_ok();
        create("new.association", "ASSOCIATION", association.clone()).await.assert_ok();
        create("new.officer", "OFFICER", agency.clone()).await.assert_invalid("home");
        create("new.partner", "PARTNER", association).await.assert_invalid("home");
        create("new.admin", "ADMIN", agency.clone()).await.assert_invalid("duties");
        create("new.leader", "LEADER", agency.clone()).await.assert_invalid("username");
        create("No Name", "LEADER", agency).await.assert_invalid("username");
        let nowhere = json!({ "enterpriseId": "ent_00000000000000000000000000" });
        create("new.firm", "ENTERPRISE", nowhere).await.assert_code("NOT_FOUND");
        world.sign_in("new.leader", "a first long secret").await.assert_ok();
    }

    async fn sessions_are_ones_own(world: World) {
        let officer = world.as_(&world.first.officer).await;
        world.as_(&world.leader).await;
        let sessions = "{ sessions { totalCount nodes { id user { username } } } }";
        let own = officer.query(sessions).await;
        assert_eq!(own.at("/sessions/totalCount"), 1);
        let id = own.text("/sessions/nodes/0/id");
        let all = world.as_(&world.admin).await.query(sessions).await;
        assert!(all.at("/sessions/totalCount").as_u64().unwrap() >= 3);
        let leader = world.as_(&world.leader).await;
        let end = leader.change("endSession", json!({ "id": id }), "session { id }").await;
        end.assert_code("NOT_FOUND");
    }
}
