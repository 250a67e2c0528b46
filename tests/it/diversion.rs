//! Who may do what with a diverted incident, what is refused, and what racers leave behind.

use entity::incident::State;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    journey_diversion::{INCIDENT, take},
    notifications::{kinds, told},
    on_both,
    support::{World, world::Person},
};

/// What each step needs beside the incident, and in which state it stands before.
async fn steps(world: &World) -> Vec<(&'static str, State, Value)> {
    let kind = world.category("LABOUR.WAGES").await.to_string();
    let unit = world.unit("甲劳动所").await.agency.to_string();
    let settlement = json!({ "parties": [{ "words": "双方" }], "agreement": "和解" });
    vec![
        ("triageIncident", State::Received, json!({ "categoryId": kind })),
        ("divertIncident", State::Triaged, json!({})),
        (
            "dispatchUnits",
            State::Diverted,
            json!({ "units": [{ "agencyId": unit, "role": "LEAD" }] }),
        ),
        ("settleIncident", State::Diverted, settlement),
        ("returnIncident", State::Diverted, json!({ "reason": "已动手" })),
        ("closeIncident", State::Settled, json!({ "note": "已办结" })),
    ]
}

fn acts(world: &World, mutation: &str, person: &Person) -> bool {
    let (side, is) = (&world.first, |of: &Person| of.username == person.username);
    match mutation {
        "triageIncident" | "divertIncident" | "closeIncident" => {
            [&side.officer, &side.colleague, &side.chief, &world.coordinator].into_iter().any(is)
        }
        _ => is(&side.partner),
    }
}

on_both! {
    async fn the_police_of_the_town_sort_and_the_centre_settles(world: World) {
        world.roll_out().await;
        let mut people = world.everybody();
        people.extend([&world.second.officer, &world.second.chief, &world.second.partner]);
        for (mutation, state, with) in steps(&world).await {
            for person in &people {
                let id = world.incident_in(state).await.to_string();
                let client = world.as_(person).await;
                let answer = take(&client, mutation, &id, with.clone()).await;
                let who = format!("{mutation} by {}", person.username);
                if acts(&world, mutation, person) {
                    assert_eq!(answer.code(), None, "{who}: {:#}", answer.body);
                } else {
                    assert!(matches!(answer.code(), Some("FORBIDDEN" | "NOT_FOUND")), "{who}: {:#}", answer.body);
                }
            }
        }
    }

    async fn only_a_town_that_has_started_diverts(world: World) {
        let (coordinator, side) = (world.as_(&world.coordinator).await, &world.first);
        let id = world.incident_in(State::Triaged).await.to_string();
        take(&coordinator, "divertIncident", &id, json!({})).await.assert_code("ILLEGAL_STATE");
        let tomorrow = world.clock.today().succ_opt().unwrap().to_string();
        let mut input = json!({ "townId": side.town.to_string(), "startsOn": tomorrow,
            "centreId": side.agency.to_string() });
        world.station_has_a_branch().await;
        let shape = "diversionRollout { id version startsOn town { id } centre { id } }";
        let save = async |input: &Value| {
            coordinator.change("saveDiversionRollout", input.clone(), shape).await
        };
        save(&input).await.assert_invalid("centreId");
        input["centreId"] = json!(side.partner_agency.to_string());
        let saved = save(&input).await.at("/saveDiversionRollout/diversionRollout");
        let refused = take(&coordinator, "divertIncident", &id, json!({})).await;
        assert!(refused.body.to_string().contains("does not divert"), "{:#}", refused.body);
        save(&input).await.assert_invalid("townId");
        input["id"] = saved["id"].clone();
        save(&input).await.assert_invalid("version");
        input["version"] = json!(1);
        input["startsOn"] = json!(world.clock.today().to_string());
        save(&input).await.assert_ok();
        save(&input).await.assert_code("CONFLICT");
        let listed = coordinator.query("{ diversionRollouts { nodes { town { id } } } }").await;
        assert_eq!(listed.at("/diversionRollouts/nodes/0/town/id"), side.town.to_string());
        take(&coordinator, "divertIncident", &id, json!({})).await.assert_ok();
    }

    async fn units_are_seated_at_the_centre_and_one_leads(world: World) {
        let side = &world.first;
        let unit = world.unit("甲劳动所").await;
        let centre = world.as_(&side.partner).await;
        let id = world.incident_in(State::Diverted).await.to_string();
        let send = async |units: Value| take(&centre, "dispatchUnits", &id, json!({ "units": units })).await;
        let of = |agency: &str, role: &str| json!({ "agencyId": agency, "role": role });
        let (own, police) = (unit.agency.to_string(), side.agency.to_string());
        send(json!([])).await.assert_invalid("units");
        send(json!([of(&own, "HELPER")])).await.assert_invalid("units");
        send(json!([of(&police, "HELPER")])).await.assert_invalid("units.0.agencyId");
        world.station_has_a_branch().await;
        send(json!([of(&own, "LEAD"), of(&police, "LEAD")])).await.assert_invalid("units.1.role");
        send(json!([of(&own, "LEAD"), of(&own, "HELPER")])).await.assert_invalid("units.1.agencyId");
        send(json!([of(&own, "LEAD")])).await.assert_ok();
        send(json!([of(&own, "LEAD")])).await.assert_invalid("units.0.agencyId");
        let sent = send(json!([of(&police, "HELPER")])).await.at("/dispatchUnits/incident/dispatches");
        let errand = sent[0]["id"].clone();

        // A unit answers for itself alone, in turn, and only while the centre has the incident.
        let input = json!({ "id": errand, "version": 1 });
        let staff = world.as_(&unit.person).await;
        centre.change("acceptDispatch", input.clone(), "__typename").await.assert_code("FORBIDDEN");
        staff.change("arriveAtIncident", input.clone(), "__typename").await.assert_code("ILLEGAL_STATE");
        take(&staff, "settleIncident", &id, json!({ "parties": [{ "words": "甲" }], "agreement": "乙" }))
            .await.assert_code("FORBIDDEN");
        take(&centre, "returnIncident", &id, json!({ "reason": "已动手" })).await.assert_ok();
        staff.change("acceptDispatch", input, "__typename").await.assert_code("ILLEGAL_STATE");
        let inbox = staff.query("{ inbox { total } }").await;
        assert_eq!(inbox.at("/inbox/total"), 0);
    }

    async fn a_settlement_names_no_person(world: World) {
        let side = &world.first;
        let centre = world.as_(&side.partner).await;
        let id = world.incident_in(State::Diverted).await.to_string();
        let settle = async |parties: Value, agreement: &str| {
            let with = json!({ "parties": parties, "agreement": agreement });
            take(&centre, "settleIncident", &id, with).await
        };
        let number = "工人 11010519491231002X";
        settle(json!([{ "words": number }]), "和解").await.assert_invalid("parties.0.words");
        settle(json!([{ "words": "工人" }]), number).await.assert_invalid("agreement");
        settle(json!([{}]), "和解").await.assert_invalid("parties.0.words");
        settle(json!([]), "和解").await.assert_invalid("parties");
        let other = json!([{ "enterpriseId": world.second.enterprise.to_string() }]);
        settle(other, "和解").await.assert_code("NOT_FOUND");
        let class = world.category("LABOUR").await.to_string();
        let with = json!({ "parties": [{ "words": "甲" }], "agreement": "乙", "categoryId": class });
        take(&centre, "settleIncident", &id, with).await.assert_invalid("categoryId");
        settle(json!([{ "words": "工人" }]), "和解").await.assert_ok();
    }

    async fn whoever_has_it_next_is_told(world: World) {
        world.roll_out().await;
        let side = &world.first;
        let unit = world.unit("甲劳动所").await;
        let (officer, centre) = (world.as_(&side.officer).await, world.as_(&side.partner).await);
        let id = world.incident_in(State::Triaged).await.to_string();
        take(&officer, "divertIncident", &id, json!({})).await.assert_ok();
        told(&world).await;
        assert_eq!(kinds(&centre).await, ["INCIDENT_DIVERTED"]);
        let notice = "{ notices(first: 1) { nodes { body subject { id } } } }";
        let notice = centre.query(notice).await.at("/notices/nodes/0");
        assert_eq!(notice["subject"]["id"], id);
        assert!(notice["body"].as_str().unwrap().contains("FL-"), "{notice}");
        let units = json!({ "units": [{ "agencyId": unit.agency.to_string(), "role": "LEAD" }] });
        take(&centre, "dispatchUnits", &id, units).await.assert_ok();
        take(&centre, "returnIncident", &id, json!({ "reason": "已动手" })).await.assert_ok();
        told(&world).await;
        assert_eq!(kinds(&world.as_(&unit.person).await).await, ["UNIT_DISPATCHED"]);
        assert_eq!(kinds(&world.as_(&side.chief).await).await, ["INCIDENT_RETURNED"]);
        assert!(kinds(&officer).await.is_empty());
    }

    async fn a_list_runs_a_constant_number_of_statements(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let query = "{ incidents(filter: { state: SETTLED }) { nodes { enterpriseName town { name }
            triageCategory { nameZh } centre { name } dispatches { agency { name } }
            settlement { centre { name } dispute { code } parties { enterpriseName words } }
            timeline(first: 3) { nodes { step agency { name } } } } } }";
        for _ in 0..5 {
            world.settled_incident().await;
        }
        // One a kind of row: the names of agencies may be asked for at two levels at once, or not.
        let many = world.statements_of(&coordinator, query, json!({})).await;
        assert!(many <= 12, "{many} statements for six incidents");
        let day = world.clock.today();
        let share = format!("{{ diversionShare(from: \"{day}\", to: \"{day}\") {{
            numerator months {{ town {{ name }} }} }} }}");
        let counted = world.statements_of(&coordinator, &share, json!({})).await;
        assert!(counted <= 3, "{counted} statements");
        let early = format!("{{ diversionShare(from: \"{day}\", to: \"2020-01-01\") {{ numerator }} }}");
        coordinator.query(&early).await.assert_invalid("to");
    }

    async fn a_month_is_that_of_the_county(world: World) {
        // A quarter to midnight in Shanghai on the last of a month, and a quarter past.
        let coordinator = world.as_(&world.coordinator).await;
        for (key, at) in [("1", "2026-03-31T15:45:00Z"), ("2", "2026-03-31T16:15:00Z")] {
            let input = json!({ "sourceKey": key, "category": "NOISE", "summary": "噪音",
                "receivedAt": at, "townId": world.first.town.to_string() });
            coordinator.change("reportIncident", input, "__typename").await.assert_ok();
        }
        let share = "{ diversionShare(from: \"2026-03-01\", to: \"2026-04-30\") {
            denominator months { month denominator } } }";
        let share = coordinator.query(share).await.at("/diversionShare");
        assert_eq!(share["months"], json!([{ "month": "2026-03", "denominator": 1 },
            { "month": "2026-04", "denominator": 1 }]));
    }

    async fn a_centre_that_ends_hands_its_town_on(world: World) {
        world.roll_out().await;
        let admin = world.as_(&world.admin).await;
        let next = json!({ "name": "甲新治理中心", "level": "TOWN", "division": "330681" });
        let next = admin.change("createAgency", next, "agency { id }").await;
        let into = next.text("/createAgency/agency/id");
        let merge = json!({ "from": [world.first.partner_agency.to_string()], "into": into,
            "on": world.clock.today().to_string() });
        admin.change("reorganiseAgencies", merge, "agency { id }").await.assert_ok();
        let listed = admin.query("{ diversionRollouts { nodes { centre { id } } } }").await;
        assert_eq!(listed.at("/diversionRollouts/nodes/0/centre/id"), into);
    }

    async fn of_two_who_do_the_same_one_wins(world: World) {
        world.roll_out().await;
        for (mutation, state, with) in steps(&world).await {
            let id = world.incident_in(state).await.to_string();
            let people = if acts(&world, mutation, &world.first.partner) {
                vec![&world.first.partner; 4]
            } else {
                vec![&world.first.officer, &world.first.colleague, &world.first.chief, &world.coordinator]
            };
            let mut clients = Vec::new();
            for person in people {
                clients.push(world.as_(person).await);
            }
            let mut input = with;
            input[if mutation == "dispatchUnits" { "incidentId" } else { "id" }] = json!(id);
            input["version"] = json!(1);
            let racers = clients.iter().map(|client| client.change(mutation, input.clone(), INCIDENT));
            let answers = join_all(racers).await;
            let won = answers.iter().filter(|answer| answer.code().is_none()).count();
            assert_eq!(won, 1, "{mutation}");
            let lost = answers.iter().filter_map(|answer| answer.code());
            assert!(lost.clone().all(|code| ["CONFLICT", "BAD_INPUT"].contains(&code)), "{mutation}: {:?}", lost.collect::<Vec<_>>());
        }
    }

    async fn the_taxonomy_has_two_levels_and_is_kept_by_registrars(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let class = json!({ "code": "SCHOOL", "nameZh": "校园", "nameEn": "Schools", "nature": "NON_POLICE" });
        let shape = "incidentCategory { id version code parent { code } isActive }";
        let save = async |input: Value| coordinator.change("saveIncidentCategory", input, shape).await;
        let saved = save(class.clone()).await.text("/saveIncidentCategory/incidentCategory/id");
        save(class.clone()).await.assert_invalid("code");
        let below = |code: &str, parent: &str, nature: &str| json!({ "code": code, "nameZh": "家校",
            "nameEn": "Parents", "nature": nature, "parentId": parent });
        save(below("SCHOOL.X", &saved, "POLICE")).await.assert_invalid("nature");
        let kind = save(below("SCHOOL.PARENTS", &saved, "NON_POLICE")).await;
        let kind = kind.text("/saveIncidentCategory/incidentCategory/id");
        save(below("SCHOOL.Y", &kind, "NON_POLICE")).await.assert_invalid("parentId");
        save(below("school y", &saved, "NON_POLICE")).await.assert_invalid("code");
        let mut change = class.clone();
        change.as_object_mut().unwrap().extend(json!({ "id": saved, "version": 1 }).as_object().unwrap().clone());
        change["nature"] = json!("POLICE");
        save(change.clone()).await.assert_invalid("nature");
        change["nature"] = json!("NON_POLICE");
        change["parentId"] = json!(kind);
        save(change).await.assert_invalid("parentId");
        let mut retired = below("SCHOOL.PARENTS", &saved, "NON_POLICE");
        retired.as_object_mut().unwrap().extend(json!({ "id": kind, "version": 1, "isActive": false }).as_object().unwrap().clone());
        save(retired).await.assert_ok();
        let id = world.incident_in(State::Received).await.to_string();
        take(&coordinator, "triageIncident", &id, json!({ "categoryId": kind })).await.assert_invalid("categoryId");
        let officer = world.as_(&world.first.officer).await;
        officer.change("saveIncidentCategory", class, "__typename").await.assert_code("FORBIDDEN");
        let listed = officer.query("{ incidentCategories(first: 100) { nodes { code } } }").await.body.to_string();
        assert!(listed.contains("SCHOOL") && !listed.contains("SCHOOL.PARENTS") && listed.contains("LABOUR.WAGES"));
    }
}
