//! Kiosks from the proposal to their retirement, their keys, heartbeats and counts.

use chrono::TimeDelta;
use serde_json::{Value, json};
use wanqi::features::stations::mark_silent_kiosks;

use crate::{
    on_both,
    support::{Answer, Client, World},
};

const KIOSK: &str = "kiosk { id state version }";
const PERMIT: &str = "往来港澳通行证";
const PASSPORT: &str = "普通护照";

fn proposal(world: &World) -> Value {
    json!({
        "stationId": world.first.station.to_string(), "requestId": world.first.request.to_string(),
        "name": "出入境自助机", "services": [PERMIT, PASSPORT], "dailyCapacity": 50,
        "reason": "每年三月四百余家企业集中办理",
    })
}

fn with(mut input: Value, field: &str, value: Value) -> Value {
    input[field] = value;
    input
}

/// A kiosk in place, with its key.
pub struct Installed {
    id: String,
    machine: Client,
    key: String,
}

/// Puts a kiosk in place.
pub async fn install(world: &World, id: &str) -> Installed {
    let version = world.approve_kiosk(id).await.version;
    let coordinator = world.as_(&world.coordinator).await;
    let input = json!({ "id": id, "version": version });
    let done = coordinator.change("installKiosk", input, "key kiosk { state }").await;
    assert_eq!(done.at("/installKiosk/kiosk/state"), "INSTALLED");
    let key = done.text("/installKiosk/key");
    Installed { id: id.to_owned(), machine: world.anonymous().with_token(&key), key }
}

impl Installed {
    /// Sends a heartbeat.
    pub async fn beat(&self, sequence: i32, counts: Value) -> Answer {
        let input = json!({ "sequence": sequence, "counts": counts });
        let selection = "isCounted kiosk { state lastSequence }";
        self.machine.change("reportKioskHeartbeat", input, selection).await
    }
}

/// So many permits issued.
pub fn permits(count: i32) -> Value {
    json!([{ "kind": PERMIT, "count": count }])
}

async fn seen_by(client: &Client, id: &str) -> Answer {
    let query = "query($id: ID!) { kiosk(id: $id) { state version reason
        days { day kind count } totals { kind count } lastBeatAt retireReason
        request { id } station { name } } }";
    client.ask(query, json!({ "id": id })).await
}

async fn retire(world: &World, id: &str) -> Answer {
    let coordinator = world.as_(&world.coordinator).await;
    let version = seen_by(&coordinator, id).await.at("/kiosk/version");
    let input = json!({ "id": id, "version": version, "reason": "设备更新" });
    coordinator.change("retireKiosk", input, KIOSK).await
}

on_both! {
    async fn a_kiosk_lives_from_the_proposal_to_its_retirement(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let input = with(proposal(&world), "clientId", json!("6f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4c"));
        let made = officer.change("proposeKiosk", input.clone(), KIOSK).await;
        assert_eq!(made.at("/proposeKiosk/kiosk/state"), "PROPOSED");
        let again = officer.change("proposeKiosk", input, KIOSK).await;
        assert_eq!(again.at("/proposeKiosk/kiosk"), made.at("/proposeKiosk/kiosk"));
        let id = made.text("/proposeKiosk/kiosk/id");
        let coordinator = world.as_(&world.coordinator).await;
        let early = json!({ "id": id, "version": 1 });
        coordinator.change("installKiosk", early, KIOSK).await.assert_code("ILLEGAL_STATE");

        let kiosk = install(&world, &id).await;
        assert!(kiosk.key.starts_with("wq_kiosk_") && kiosk.key.len() > 60);
        let alive = kiosk.beat(1, permits(3)).await;
        assert_eq!(alive.at("/reportKioskHeartbeat/kiosk/state"), "ONLINE");
        assert_eq!(alive.at("/reportKioskHeartbeat/isCounted"), true);
        kiosk.beat(2, json!([{ "kind": PERMIT, "count": 4 }, { "kind": PASSPORT, "count": 1 }]))
            .await.assert_ok();
        let repeated = kiosk.beat(2, permits(4)).await;
        assert_eq!(repeated.at("/reportKioskHeartbeat/isCounted"), false);

        let seen = seen_by(&officer, &id).await;
        assert_eq!(seen.at("/kiosk/totals"),
            json!([{ "kind": PERMIT, "count": 7 }, { "kind": PASSPORT, "count": 1 }]));
        assert_eq!(seen.at("/kiosk/days").as_array().unwrap().len(), 2);
        assert_eq!(seen.text("/kiosk/request/id"), world.first.request.to_string());

        assert_eq!(retire(&world, &id).await.at("/retireKiosk/kiosk/state"), "RETIRED");
        let seen = seen_by(&officer, &id).await;
        assert_eq!(seen.text("/kiosk/retireReason"), "设备更新");
        retire(&world, &id).await.assert_code("ILLEGAL_STATE");
        world.advance(TimeDelta::seconds(1)).await;
        kiosk.beat(3, permits(1)).await.assert_code("UNAUTHENTICATED");
    }

    async fn a_refused_kiosk_is_never_installed(world: World) {
        let id = world.first.kiosk.to_string();
        world.refuse_kiosk(&id).await.unwrap();
        let coordinator = world.as_(&world.coordinator).await;
        assert_eq!(seen_by(&coordinator, &id).await.at("/kiosk/state"), "REFUSED");
        let input = json!({ "id": id, "version": 2 });
        coordinator.change("installKiosk", input, KIOSK).await.assert_code("ILLEGAL_STATE");
        assert!(world.refuse_kiosk(&id).await.is_err());
    }

    async fn who_proposes_sees_the_request(world: World) {
        for person in [&world.first.chief, &world.coordinator] {
            let client = world.as_(person).await;
            client.change("proposeKiosk", proposal(&world), KIOSK).await.assert_ok();
        }
        let stranger = world.as_(&world.second.officer).await;
        stranger.change("proposeKiosk", proposal(&world), KIOSK).await.assert_code("NOT_FOUND");
        let side = &world.first;
        for person in [&side.partner, &side.association_person, &side.enterprise_person,
            &side.auxiliary, &world.leader, &world.admin] {
            let client = world.as_(person).await;
            client.change("proposeKiosk", proposal(&world), KIOSK).await.assert_code("FORBIDDEN");
        }
    }

    async fn bad_proposals_are_refused(world: World) {
        let officer = world.as_(&world.first.officer).await;
        for (field, value) in [
            ("services", json!([])),
            ("services", json!([""])),
            ("dailyCapacity", json!(0)),
            ("dailyCapacity", json!(10_001)),
            ("name", json!("")),
            ("reason", json!(" ")),
        ] {
            let input = with(proposal(&world), field, value);
            officer.change("proposeKiosk", input, KIOSK).await.assert_invalid(field);
        }
        let coordinator = world.as_(&world.coordinator).await;
        let today = world.clock.today().to_string();
        let close = json!({ "id": world.first.station.to_string(), "version": 1, "closedOn": today });
        coordinator.change("updateLiaisonStation", close, "__typename").await.assert_ok();
        let closed = officer.change("proposeKiosk", proposal(&world), KIOSK).await;
        closed.assert_invalid("stationId");
    }

    async fn only_the_liaison_office_installs_and_retires(world: World) {
        let id = world.first.kiosk.to_string();
        let version = world.approve_kiosk(&id).await.version;
        for person in world.everybody() {
            if person.username == world.coordinator.username {
                continue;
            }
            let client = world.as_(person).await;
            let input = json!({ "id": id, "version": version });
            client.change("installKiosk", input.clone(), KIOSK).await.assert_code("FORBIDDEN");
            let input = with(input, "reason", json!("停用"));
            client.change("retireKiosk", input, KIOSK).await.assert_code("FORBIDDEN");
            let beat = json!({ "sequence": 1 });
            client.change("reportKioskHeartbeat", beat, KIOSK).await.assert_code("FORBIDDEN");
        }
        let coordinator = world.as_(&world.coordinator).await;
        let stale = json!({ "id": id, "version": version + 7 });
        coordinator.change("installKiosk", stale, KIOSK).await.assert_code("CONFLICT");
        let beat = json!({ "sequence": 1 });
        coordinator.change("reportKioskHeartbeat", beat, KIOSK).await.assert_code("FORBIDDEN");
    }

    async fn a_lost_key_is_replaced_before_the_first_heartbeat(world: World) {
        let id = world.first.kiosk.to_string();
        let first = install(&world, &id).await;
        let coordinator = world.as_(&world.coordinator).await;
        let version = seen_by(&coordinator, &id).await.at("/kiosk/version");
        let input = json!({ "id": id, "version": version });
        let done = coordinator.change("installKiosk", input, "key kiosk { version }").await;
        let key = done.text("/installKiosk/key");
        assert_ne!(key, first.key);
        first.beat(1, permits(1)).await.assert_code("UNAUTHENTICATED");
        let second = Installed { id, machine: world.anonymous().with_token(&key), key };
        second.beat(1, permits(1)).await.assert_ok();
        let input = json!({ "id": second.id, "version": done.at("/installKiosk/kiosk/version") });
        let online = coordinator.change("installKiosk", input, KIOSK).await;
        assert!(matches!(online.code(), Some("CONFLICT" | "ILLEGAL_STATE")), "{:#}", online.body);
    }

    async fn a_machine_reads_and_does_nothing_but_its_own(world: World) {
        let kiosk = install(&world, &world.first.kiosk.to_string()).await;
        let other = world.second.kiosk.to_string();
        assert_eq!(seen_by(&kiosk.machine, &other).await.at("/kiosk"), Value::Null);
        let lists = "{ kiosks { nodes { id } } liaisonStations { totalCount }
            liaisonOffices { totalCount } viewer { sessionId user { role } } }";
        let answer = kiosk.machine.query(lists).await;
        assert_eq!(answer.at("/kiosks/nodes"), json!([{ "id": kiosk.id }]));
        for list in ["liaisonStations", "liaisonOffices"] {
            assert_eq!(answer.at(&format!("/{list}/totalCount")), 0, "{list}");
        }
        assert_eq!(answer.at("/viewer/sessionId"), Value::Null);
        for list in ["enterprises", "agencies"] {
            let closed = kiosk.machine.query(&format!("{{ {list} {{ totalCount }} }}")).await;
            closed.assert_code("FORBIDDEN");
        }
        let mutation = "mutation { logout { session { id } } }";
        kiosk.machine.query(mutation).await.assert_code("UNAUTHENTICATED");
        let change = json!({ "presentPassword": "a long test secret", "newPassword": "another long secret" });
        kiosk.machine.change("changePassword", change, "__typename").await
            .assert_invalid("presentPassword");
        kiosk.machine.change("proposeKiosk", proposal(&world), KIOSK).await.assert_code("FORBIDDEN");
        let forged = world.anonymous().with_token(&format!("{}0", kiosk.key));
        forged.query("{ viewer { sessionId } }").await.assert_code("UNAUTHENTICATED");
        let name = world.sign_in(&kiosk.id, "a long test secret").await;
        name.assert_code("UNAUTHENTICATED");
    }

    async fn the_key_of_a_closed_account_is_refused(world: World) {
        let kiosk = install(&world, &world.first.kiosk.to_string()).await;
        let me = "{ viewer { user { id } } }";
        let user = kiosk.machine.query(me).await.text("/viewer/user/id");
        let admin = world.as_(&world.admin).await;
        let close = json!({ "id": user });
        admin.change("deactivateUser", close, "__typename").await.assert_ok();
        world.advance(TimeDelta::seconds(1)).await;
        kiosk.beat(1, json!([])).await.assert_code("UNAUTHENTICATED");
    }

    async fn bad_heartbeats_are_refused_and_change_nothing(world: World) {
        let kiosk = install(&world, &world.first.kiosk.to_string()).await;
        kiosk.beat(1, json!([{ "kind": "驾驶证", "count": 1 }])).await.assert_invalid("counts.kind");
        kiosk.beat(1, permits(-1)).await.assert_invalid("counts.count");
        kiosk.beat(1, permits(10_001)).await.assert_invalid("counts.count");
        kiosk.beat(0, permits(1)).await.assert_invalid("sequence");
        kiosk.beat(1, json!(vec![json!({ "kind": PERMIT, "count": 1 }); 21])).await
            .assert_invalid("counts");
        let now = world.clock.now();
        for at in [now + TimeDelta::hours(1), now - TimeDelta::days(32)] {
            let input = json!({ "sequence": 1, "at": at.to_rfc3339(), "counts": permits(1) });
            let answer = kiosk.machine.change("reportKioskHeartbeat", input, "isCounted").await;
            answer.assert_invalid("at");
        }
        let coordinator = world.as_(&world.coordinator).await;
        let seen = seen_by(&coordinator, &kiosk.id).await;
        assert_eq!(seen.at("/kiosk/state"), "INSTALLED");
        assert_eq!(seen.at("/kiosk/days"), json!([]));
    }

    async fn counts_belong_to_the_day_they_were_made_and_to_officials(world: World) {
        let kiosk = install(&world, &world.first.kiosk.to_string()).await;
        let before = world.clock.now() - TimeDelta::days(2);
        let input = json!({ "sequence": 1, "at": before.to_rfc3339(), "counts": permits(5) });
        kiosk.machine.change("reportKioskHeartbeat", input, "isCounted").await.assert_ok();
        kiosk.beat(2, permits(2)).await.assert_ok();
        let officer = world.as_(&world.second.officer).await;
        let seen = seen_by(&officer, &kiosk.id).await;
        let day = wanqi::platform::clock::day_of(before).to_string();
        assert_eq!(seen.at("/kiosk/days/0"), json!({ "day": day, "kind": PERMIT, "count": 5 }));
        assert_eq!(seen.at("/kiosk/days/1/count"), 2);
        let period = "query($id: ID!, $d: Date!) { kiosk(id: $id) { totals(from: $d, to: $d) { count } } }";
        let answer = officer.ask(period, json!({ "id": kiosk.id, "d": day })).await;
        assert_eq!(answer.at("/kiosk/totals"), json!([{ "count": 5 }]));
        let wrong = "query($id: ID!) { kiosk(id: $id) { days(from: \"2026-01-01\", to: \"2026-06-01\") { count } } }";
        officer.ask(wrong, json!({ "id": kiosk.id })).await.assert_invalid("to");
        for person in [&world.first.enterprise_person, &world.first.association_person] {
            let seen = seen_by(&world.as_(person).await, &kiosk.id).await;
            assert_eq!(seen.at("/kiosk/state"), "ONLINE");
            assert_eq!(seen.at("/kiosk/days"), json!([]));
            assert_eq!(seen.at("/kiosk/totals"), json!([]));
            assert_eq!(seen.at("/kiosk/reason"), Value::Null);
        }
    }

    async fn heartbeats_at_once_are_all_counted(world: World) {
        let kiosk = install(&world, &world.first.kiosk.to_string()).await;
        let beats = (1..=12).rev().map(|sequence| kiosk.beat(sequence, permits(sequence)));
        for answer in futures_util::future::join_all(beats).await {
            assert_eq!(answer.at("/reportKioskHeartbeat/isCounted"), true);
        }
        let again = (1..=12).map(|sequence| kiosk.beat(sequence, permits(sequence)));
        for answer in futures_util::future::join_all(again).await {
            assert_eq!(answer.at("/reportKioskHeartbeat/isCounted"), false);
        }
        let coordinator = world.as_(&world.coordinator).await;
        let seen = seen_by(&coordinator, &kiosk.id).await;
        assert_eq!(seen.at("/kiosk/totals"), json!([{ "kind": PERMIT, "count": 78 }]));
    }

    async fn a_day_of_heartbeats_leaves_a_handful_of_rows(world: World) {
        let kiosk = install(&world, &world.first.kiosk.to_string()).await;
        let before = world.rows().await;
        let counts = json!([{ "kind": PERMIT, "count": 1 }, { "kind": PASSPORT, "count": 2 }]);
        for sequence in 1..=1_440 {
            kiosk.beat(sequence, counts.clone()).await.assert_ok();
            world.clock.advance(TimeDelta::minutes(1));
        }
        let after = world.rows().await;
        assert_eq!(after.audit - before.audit, 1, "coming online is the one event");
        assert_eq!(after.outbox - before.outbox, 1);
        assert!(after.days - before.days <= 4, "two kinds, and the beats may pass a midnight");
        world.advance(TimeDelta::zero()).await;
        let coordinator = world.as_(&world.coordinator).await;
        let seen = seen_by(&coordinator, &kiosk.id).await;
        assert_eq!(seen.at("/kiosk/totals"),
            json!([{ "kind": PERMIT, "count": 1_440 }, { "kind": PASSPORT, "count": 2_880 }]));
    }

    async fn a_silent_kiosk_goes_offline_once_and_comes_back(world: World) {
        let kiosk = install(&world, &world.first.kiosk.to_string()).await;
        assert_eq!(mark_silent_kiosks(&world.database).await.unwrap(), 0);
        kiosk.beat(1, permits(1)).await.assert_ok();
        world.advance(TimeDelta::minutes(14)).await;
        assert_eq!(mark_silent_kiosks(&world.database).await.unwrap(), 0);
        world.advance(TimeDelta::minutes(1)).await;
        let before = world.rows().await;
        let both = futures_util::future::join(
            mark_silent_kiosks(&world.database),
            mark_silent_kiosks(&world.database),
        );
        let (one, other) = Box::pin(both).await;
        assert_eq!(one.unwrap() + other.unwrap(), 1);
        let after = world.rows().await;
        assert_eq!((after.audit - before.audit, after.outbox - before.outbox), (1, 1));
        let admin = world.as_(&world.admin).await;
        let log = "{ auditEvents(filter: { action: \"kiosk.go_offline\" }) { nodes { event } } }";
        assert_eq!(admin.query(log).await.at("/auditEvents/nodes"), json!([{ "event": "kiosk.offline" }]));
        let coordinator = world.as_(&world.coordinator).await;
        assert_eq!(seen_by(&coordinator, &kiosk.id).await.at("/kiosk/state"), "OFFLINE");
        let back = kiosk.beat(2, permits(1)).await;
        assert_eq!(back.at("/reportKioskHeartbeat/kiosk/state"), "ONLINE");
    }

    async fn a_thousand_people_need_so_many_kiosk_days(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let query = "query($s: ID!, $p: Int!, $f: Date!, $t: Date!, $d: Int) {
            kioskCapacity(stationId: $s, people: $p, from: $f, to: $t, dailyCapacity: $d) {
                people kioskDaysNeeded kioskDaysAvailable kiosksMissing isEnough } }";
        let station = world.first.station.to_string();
        let asked = |people: i32, from: &str, to: &str| {
            json!({ "s": station, "p": people, "f": from, "t": to, "d": 50 })
        };
        let none = officer.ask(query, asked(1_000, "2027-03-01", "2027-03-31")).await;
        assert_eq!(none.at("/kioskCapacity"), json!({ "people": 1_000, "kioskDaysNeeded": 20,
            "kioskDaysAvailable": 0, "kiosksMissing": 1, "isEnough": false }));
        let kiosk = install(&world, &world.first.kiosk.to_string()).await;
        let one = officer.ask(query, asked(1_000, "2027-03-01", "2027-03-31")).await;
        assert_eq!(one.at("/kioskCapacity"), json!({ "people": 1_000, "kioskDaysNeeded": 20,
            "kioskDaysAvailable": 31, "kiosksMissing": 0, "isEnough": true }));
        let short = officer.ask(query, asked(1_000, "2027-03-01", "2027-03-07")).await;
        assert_eq!(short.at("/kioskCapacity/kiosksMissing"), 2);
        kiosk.beat(1, permits(200)).await.assert_ok();
        let proven = officer.ask(query, asked(1_000, "2027-03-01", "2027-03-07")).await;
        assert_eq!(proven.at("/kioskCapacity/kioskDaysNeeded"), 5);
        assert_eq!(proven.at("/kioskCapacity/isEnough"), true);
        officer.ask(query, asked(-1, "2027-03-01", "2027-03-31")).await.assert_invalid("people");
        officer.ask(query, asked(1, "2027-03-02", "2027-03-01")).await.assert_invalid("to");
        officer.ask(query, asked(1, "2027-03-01", "2029-03-01")).await.assert_invalid("to");
    }
}
