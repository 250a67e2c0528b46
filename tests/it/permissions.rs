//! Who may do and see what, on one page; and that no column is recorded by oversight.

use std::fmt::Write;

use entity::{
    Id,
    scope::{Scope, Scopes},
    user::{Duty, Role},
};
use sea_orm::Iterable;
use uuid::Uuid;
use wanqi::{
    features,
    platform::actor::{Actor, Machine},
};

fn actors() -> Vec<(String, Actor)> {
    let mut actors = Vec::new();
    for role in Role::iter() {
        let duties = match role {
            Role::Admin => vec![vec![Duty::System], vec![Duty::Security], vec![Duty::Audit]],
            _ => vec![vec![]],
        };
        for duties in duties {
            let name = duties.first().map_or_else(
                || format!("{role:?}").to_uppercase(),
                |duty| format!("ADMIN {duty:?}").to_uppercase(),
            );
            actors.push((name, actor(role, duties)));
        }
    }
    for reads_as in [Role::Chief, Role::Partner, Role::Association] {
        let name = format!("INTEGRATOR as {reads_as:?}").to_uppercase();
        let machine = actor(Role::Integrator, vec![]).machine;
        let reader = actor(reads_as, vec![]);
        let officer_id = None;
        actors.push((
            name,
            Actor { role: Role::Integrator, reads_as, machine, officer_id, ..reader },
        ));
    }
    actors
}

fn actor(role: Role, duties: Vec<Duty>) -> Actor {
    let home = |kind: bool| kind.then(|| Uuid::from_u128(1));
    let is_public = !matches!(role, Role::Association | Role::Enterprise);
    Actor {
        user_id: Id::from_uuid(Uuid::from_u128(1)),
        session_id: Some(Id::from_uuid(Uuid::from_u128(1))),
        name: String::new(),
        role,
        reads_as: role,
        machine: (role == Role::Integrator).then(whole_machine),
        duties,
        agency_id: home(is_public).map(Id::from_uuid),
        agencies_led: home(role == Role::Chief).map(Id::from_uuid).into_iter().collect(),
        association_id: home(role == Role::Association).map(Id::from_uuid),
        enterprise_id: home(role == Role::Enterprise).map(Id::from_uuid),
        officer_id: home(matches!(role, Role::Officer | Role::Chief)).map(Id::from_uuid),
    }
}

/// A machine whose key opens everything.
fn whole_machine() -> Machine {
    Machine { scopes: Scopes(Scope::all().collect()), ..Machine::default() }
}

#[test]
fn who_may_do_what() {
    let mut page = String::new();
    for action in features::actions() {
        let allowed: Vec<_> = actors()
            .into_iter()
            .filter(|(_, actor)| action.allows(actor))
            .map(|(name, _)| name)
            .collect();
        let who =
            if allowed.len() == actors().len() { "everybody".into() } else { allowed.join(", ") };
        writeln!(page, "{} → {}: {who}", action.name, action.event).unwrap();
    }
    insta::assert_snapshot!(page);
}

#[test]
fn who_sees_which_rows() {
    let mut page = String::new();
    for table in features::tables() {
        writeln!(page, "{}", table.kind).unwrap();
        for (name, actor) in actors() {
            let (seen, editable) = ((table.reach)(&actor), (table.editable)(&actor));
            if seen != "-" {
                writeln!(page, "  {name}: sees {seen}; may change {editable}").unwrap();
            }
        }
    }
    insta::assert_snapshot!(page);
}

#[test]
fn every_column_is_recorded_withheld_or_measured() {
    for table in features::tables() {
        let Some(lists) = table.recorded else { continue };
        for column in &table.columns {
            let lists = lists.iter().filter(|list| list.contains(column)).count();
            assert_eq!(lists, 1, "{}.{column} stands in {lists} of the three lists", table.kind);
        }
    }
}

#[test]
fn actions_and_events_are_named_after_one_noun() {
    let actions = features::actions();
    for action in &actions {
        let noun = |name: &str| name.split('.').next().map(str::to_owned);
        assert_eq!(noun(action.name), noun(action.event), "{}", action.name);
        let same = actions.iter().filter(|other| other.name == action.name).count();
        assert_eq!(same, 1, "{} is declared twice", action.name);
    }
}
