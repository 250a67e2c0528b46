//! The table of states and steps.

use sea_orm::Iterable;

use super::*;

#[test]
fn the_table_of_states_and_steps() {
    let states = std::iter::once(None).chain(State::iter().map(Some));
    let mut table = String::new();
    for state in states {
        let name = state.map_or_else(|| "-".to_owned(), |state| format!("{state:?}"));
        for step in Step::iter() {
            let next = after(state, step);
            let next = next.map_or_else(|| "-".to_owned(), |state| format!("{state:?}"));
            table += &format!("{name} × {step:?} → {next}\n");
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn seven_calendar_days_are_enough_to_answer() {
    let resolved_at = DateTime::UNIX_EPOCH;
    assert!(!is_unanswered(resolved_at, resolved_at + TimeDelta::days(6)));
    let last = resolved_at + TimeDelta::days(7) - TimeDelta::microseconds(1);
    assert!(!is_unanswered(resolved_at, last));
    assert!(is_unanswered(resolved_at, resolved_at + TimeDelta::days(7)));
}

#[test]
fn a_date_passes_once_and_only_while_something_is_due() {
    let event =
        |step, about| Event { step, at: DateTime::UNIX_EPOCH, outcome: None, route: None, about };
    let filed = step(None, &event(Step::Submit, About::Request)).unwrap();
    let late = step(Some(&filed), &event(Step::FallDue, About::Request)).unwrap();
    assert!(late.term.unwrap().fell_due_at.is_some());
    assert_eq!(step(Some(&late), &event(Step::FallDue, About::Request)), None);
    let taken = step(Some(&late), &event(Step::Accept, About::Request)).unwrap();
    assert_eq!(taken.term.unwrap().kind, DueKind::Resolve);
    assert_eq!(taken.term.unwrap().fell_due_at, None);
}

#[test]
fn a_step_is_about_what_it_moves() {
    let escalation = About::Escalation(Id::from_uuid(uuid::Uuid::nil()), 1);
    let force = About::TaskForce(Id::from_uuid(uuid::Uuid::nil()));
    for step in Step::iter() {
        let fitting =
            [About::Request, escalation, force].into_iter().filter(|about| fits(step, *about));
        let count = if step == Step::FallDue { 2 } else { 1 };
        assert_eq!(fitting.count(), count, "{step:?}");
    }
}
