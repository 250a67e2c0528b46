//! The replay of a timeline: how the incident stands, and where each unit is.

use std::collections::BTreeMap;

use entity::{
    Id,
    dispatch::{self, State as UnitState},
};

use super::lifecycle::{About, Event, Standing, step, unit_after};

/// What a whole timeline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// How the incident stands.
    pub standing: Standing,
    /// Where each unit stands that was sent.
    pub units: BTreeMap<Id<dispatch::Entity>, UnitState>,
}

/// Replays a timeline from its first event; `None` when it is no timeline.
pub fn replay(events: &[Event]) -> Option<Replayed> {
    let (first, rest) = events.split_first()?;
    let mut replayed = Replayed { standing: step(None, first)?, units: BTreeMap::new() };
    for event in rest {
        replayed.standing = step(Some(&replayed.standing), event)?;
        if let About::Unit(id, _) = event.about {
            let next = unit_after(replayed.units.get(&id).copied(), event.step)?;
            replayed.units.insert(id, next);
        }
    }
    Some(replayed)
}
